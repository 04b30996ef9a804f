"""`laltro submit`: what is printed, what is written, and the exit status."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from laltro.cli import main
from laltro.model.record import canonical, read_record
from tests.intake.samples import ROOT, real, service, update

GOOD = service()
BAD = service(name="", consent=("yes",))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data/organizations").mkdir(parents=True)
    shutil.copy(ROOT / "data/organizations/adecco.yaml", tmp_path / "data/organizations/adecco.yaml")
    return tmp_path / "data"


def tree(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def submit(data: Path, body: str | bytes, *options: str, form: str = "servizio") -> Result:
    command = ["submit", "--data", str(data), "--form", form, "--body", "-", *options]
    return CliRunner().invoke(main, command, input=body)


@pytest.mark.parametrize(
    ("body", "options", "status"),
    [
        (GOOD, (), 0),
        (BAD, (), 1),
        ("", (), 1),
        (service(consent=()), (), 1),
        (GOOD, ("--propose",), 3),  # there is no repository
        (GOOD, ("--sconosciuta",), 2),
    ],
)
def test_the_exit_status_says_what_happened(data: Path, body: str, options: tuple[str, ...], status: int) -> None:
    before = tree(data)
    ran = submit(data, body, *options)
    assert ran.exit_code == status
    assert isinstance(ran.exception, SystemExit | None)
    assert tree(data) == before


def test_an_unknown_form_is_wrong_use_and_names_the_known(data: Path) -> None:
    ran = submit(data, GOOD, form="servizzio")
    assert ran.exit_code == 2
    assert ", ".join(sorted(real().forms)) in ran.output


def test_a_missing_body_file_is_wrong_use(data: Path) -> None:
    command = ["submit", "--data", str(data), "--form", "servizio", "--body", str(data / "manca")]
    assert CliRunner().invoke(main, command).exit_code == 2


def test_a_body_from_a_file_is_read_like_one_from_a_pipe(data: Path, tmp_path: Path) -> None:
    (tmp_path / "corpo.md").write_text(GOOD, encoding="utf-8")
    command = ["submit", "--data", str(data), "--form", "servizio", "--body", str(tmp_path / "corpo.md")]
    assert CliRunner().invoke(main, command).stdout == submit(data, GOOD).stdout


def test_a_body_that_is_no_utf8_is_refused(data: Path) -> None:
    ran = submit(data, GOOD.replace("prova", "città").encode("latin-1", "replace"), "--json", "--apply")
    assert ran.exit_code == 1
    assert [problem["code"] for problem in json.loads(ran.stdout)["diagnostics"]] == ["body-character"]


@pytest.mark.parametrize("body", [GOOD, BAD, "", "### Nome"])
def test_json_has_always_the_same_keys(data: Path, body: str) -> None:
    found = json.loads(submit(data, body, "--json").stdout)
    assert list(found) == ["decision", "title", "files", "fields", "diagnostics", "duplicates", "reply"]
    keys = {"code", "severity", "path", "record", "field", "line", "message", "messages", "label"}
    assert all(keys == set(problem) for problem in found["diagnostics"])
    assert found["decision"] == ("change" if body == GOOD else "reply")


@pytest.mark.parametrize("option", ["--apply", "--propose"])
def test_what_is_no_change_writes_nothing(data: Path, option: str) -> None:
    before = tree(data)
    assert submit(data, BAD, option).exit_code in (1, 3)
    assert tree(data) == before


def test_apply_writes_canonical_records(data: Path) -> None:
    before = tree(data)
    ran = submit(data, GOOD, "--apply")
    assert ran.exit_code == 0
    assert "data/services/doposcuola-di-prova.yaml" in ran.stderr
    [path] = [Path(name) for name in tree(data) if name not in before]
    schema = real().catalogue.schemas["service"]
    record, problems = read_record(schema, path.stem, path.read_text(encoding="utf-8"), "")
    assert not problems
    assert path.read_text(encoding="utf-8") == canonical(schema, record.values)
    assert CliRunner().invoke(main, ["check", "--data", str(data)]).exit_code == 0
    again = update("doposcuola-di-prova", summary="Compiti e giochi dopo la scuola.")
    assert submit(data, again, "--apply").exit_code == 1


def test_an_update_of_what_is_not_there_writes_nothing(data: Path) -> None:
    before = tree(data)
    assert submit(data, update("../organizations/adecco", name="X"), "--apply").exit_code == 1
    assert tree(data) == before
