"""GitHub's issue forms: what GitHub refuses or drops in silence must not be in them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from laltro import cli
from laltro.publish.forms.issue_form import CHOOSER, FOLDER, issue_forms, site_of
from laltro.world.data.support import ROOT
from tests.intake.samples import real

# The owner may have said where the site is.
SITE = site_of((ROOT / CHOOSER).read_text(encoding="utf-8"))
TEXTS = issue_forms(real().forms, real().words["it"], SITE)
FORMS = {path: text for path, text in TEXTS.items() if not path.endswith("config.yml")}


def asking(text: str) -> list[dict[str, Any]]:
    return [element for element in yaml.safe_load(text)["body"] if element["type"] != "markdown"]


@pytest.mark.parametrize("path", TEXTS)
def test_what_is_committed_is_what_is_generated(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == TEXTS[path]


def test_every_committed_form_is_generated() -> None:
    assert sorted(f"{FOLDER}/{path.name}" for path in (ROOT / FOLDER).iterdir()) == sorted(TEXTS)


@pytest.mark.parametrize("path", FORMS)
def test_github_accepts_and_shows_the_form(path: str) -> None:
    text = FORMS[path]
    form = yaml.safe_load(text)
    fields = asking(text)
    ids = [field["id"] for field in fields]
    labels = [field["attributes"]["label"] for field in fields]
    assert len(fields) <= 25
    assert 0 < len(form["description"]) <= 180
    assert len(set(ids)) == len(ids)
    assert len({label.casefold() for label in labels}) == len(labels)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", id) for id in ids)
    assert not [label for label in labels if re.search("password|parola d'ordine", label, re.IGNORECASE)]
    assert all(isinstance(value, str) and value.strip() for value in (form["name"], form["title"], *labels))


@pytest.mark.parametrize("path", FORMS)
def test_options_are_texts_unique_and_begin_with_choose(path: str) -> None:
    for field in asking(FORMS[path]):
        options = field["attributes"].get("options", []) if field["type"] == "dropdown" else []
        assert all(isinstance(option, str) for option in options)
        assert "none" not in {option.casefold() for option in options}
        assert len(set(options)) == len(options)
        if options and not field["attributes"]["multiple"]:
            assert options[0] == "— scegli —"
        # What a submission is about cannot be emptied.
        assert not options or field["id"] in ("kind", "verdict") or options[-1] == "— svuota —"


@pytest.mark.parametrize("path", FORMS)
def test_only_the_consent_is_required(path: str) -> None:
    required = [field["id"] for field in asking(FORMS[path]) if field.get("validations", {}).get("required")]
    boxes = [field for field in asking(FORMS[path]) if field["type"] == "checkboxes"]
    assert required == []
    assert [(box["id"], [option["required"] for option in box["attributes"]["options"]]) for box in boxes] == [
        ("consent", [True])
    ]


def test_the_chooser_leads_to_the_form_that_is_never_an_issue_once_the_site_has_an_address() -> None:
    address = "https://esempio.example/altro/"
    chooser = issue_forms(real().forms, real().words["it"], address)[CHOOSER]
    [link] = yaml.safe_load(chooser)["contact_links"]
    assert link["url"] == f"{address}contribuisci/bisogno/"
    assert link["name"] == "Racconta un bisogno"
    assert site_of(chooser) == address
    unknown = issue_forms(real().forms, real().words["it"])[CHOOSER]
    assert "contact_links" not in yaml.safe_load(unknown)
    assert site_of(unknown) == ""
    assert site_of("url: http://127.0.0.1:8000/contribuisci/bisogno/") == ""


def test_an_address_once_given_stays_in_the_chooser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "data" / "vocabularies", tmp_path / "data" / "vocabularies")
    command = ["generate", "--data", str(tmp_path / "data")]
    monkeypatch.setenv("LALTRO_SITE_URL", "http://localhost:8000")
    assert CliRunner().invoke(cli.main, command).exit_code == 0
    assert site_of((tmp_path / CHOOSER).read_text(encoding="utf-8")) == ""
    monkeypatch.setenv("LALTRO_SITE_URL", "https://esempio.example/altro")
    assert CliRunner().invoke(cli.main, [*command, "--check"]).exit_code == 1
    assert CliRunner().invoke(cli.main, command).exit_code == 0
    monkeypatch.delenv("LALTRO_SITE_URL")
    assert CliRunner().invoke(cli.main, [*command, "--check"]).exit_code == 0
    assert site_of((tmp_path / CHOOSER).read_text(encoding="utf-8")) == "https://esempio.example/altro/"


@pytest.mark.parametrize("path", TEXTS)
def test_the_yaml_is_plain(path: str) -> None:
    for event in yaml.parse(TEXTS[path]):
        assert not isinstance(event, yaml.AliasEvent)
        assert getattr(event, "anchor", None) is None
        if isinstance(event, yaml.ScalarEvent) and event.style is None and event.implicit[0]:
            assert event.value.casefold() not in {"yes", "no", "on", "off", "y", "n", "null", "~"}


def test_one_changed_byte_fails_the_check_and_says_what_to_run(tmp_path: Any) -> None:
    for path, text in TEXTS.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "data" / "vocabularies", tmp_path / "data" / "vocabularies")
    command = ["generate", "--check", "--data", str(tmp_path / "data")]
    assert CliRunner().invoke(cli.main, command[:1] + command[2:]).exit_code == 0  # what else is generated
    assert CliRunner().invoke(cli.main, command).exit_code == 0
    stale = tmp_path / FOLDER / "servizio.yml"
    stale.write_bytes(stale.read_bytes() + b" ")
    ran = CliRunner().invoke(cli.main, command)
    assert ran.exit_code == 1
    assert "servizio.yml" in ran.output
    assert "offerta.yml" not in ran.output
    assert "laltro generate" in ran.output
    assert CliRunner().invoke(cli.main, command[:1] + command[2:]).exit_code == 0
    assert stale.read_text(encoding="utf-8") == TEXTS[f"{FOLDER}/servizio.yml"]
    stray = tmp_path / FOLDER / "vecchio.yml"
    stray.write_text("name: vecchio", encoding="utf-8")
    assert "vecchio.yml" in CliRunner().invoke(cli.main, command).output
    assert CliRunner().invoke(cli.main, command[:1] + command[2:]).exit_code == 0
    assert not stray.exists()


def test_a_question_that_a_new_record_needs_says_so_and_no_other() -> None:
    fields = asking(FORMS[f"{FOLDER}/servizio.yml"])
    told = {item["id"] for item in fields if "Serve per una pagina nuova" in item["attributes"].get("description", "")}
    assert told == {"name", "summary", "areas", "audiences"}
