# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms with more questions than an issue form holds, and forms that cannot be made: nothing is written then."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from playwright.sync_api import Page

from laltro import cli
from laltro.intake.deciding.decide import decide
from laltro.intake.reading.body import parse
from laltro.model.forms.body_text import render_body
from laltro.model.forms.form import Answer, Form
from laltro.publish.forms.form_faults import MOST
from laltro.publish.forms.issue_form import CHOOSER, FOLDER, issue_forms
from laltro.publish.forms.web_form import ShownForm, sheet_html
from laltro.publish.frame.template import environment
from laltro.voice.words import Words
from laltro.world.data.support import PACKAGE, ROOT, THEME, read_templates
from laltro.world.local.desk import Desk
from tests.intake.samples import SERVICE, TODAY

SERVIZIO = f"{FOLDER}/servizio.yml"
NEW = ("waiting_list", "waiting_note", "interpreter")
FIELDS = """
  - {name: waiting_list, section: how, form: dropdown, web_only: true, constraints: {enum: [open, full]}}
  - {name: waiting_note, text: line, section: how, form: input, web_only: true, constraints: {maxLength: 200}}
  - {name: interpreter, type: boolean, section: how, form: dropdown, web_only: true}
"""
WORDS = {
    "it": """fields:
  service:
    waiting_list: {label: C'è una lista d'attesa?, options: {open: 'No, si entra subito', full: 'Sì, si aspetta'}}
    waiting_note: {label: Come funziona la lista d'attesa, example: Si telefona a settembre}
    interpreter: {label: C'è un interprete?}
""",
    "en": """fields:
  service:
    waiting_list: {label: Is there a waiting list?, options: {open: 'No, one enters at once', full: 'Yes, one waits'}}
    waiting_note: {label: How the waiting list works, example: One phones in September}
    interpreter: {label: Is there an interpreter?}
""",
}


def project(folder: Path, fields: str = FIELDS, words: dict[str, str] = WORDS) -> Path:
    """A data folder whose services have further fields, with words of their own."""
    data = folder / "data"
    shutil.copytree(ROOT / "data" / "vocabularies", data / "vocabularies")
    shutil.copytree(PACKAGE / "schema", data / "schema")
    schema = data / "schema" / "service.yaml"
    schema.write_text(schema.read_text(encoding="utf-8").rstrip() + fields, encoding="utf-8")
    for lang, text in words.items():
        (data / "words" / lang).mkdir(parents=True)
        (data / "words" / lang / "more.yaml").write_text(text, encoding="utf-8")
    return data


def generated(data: Path, *options: str) -> Result:
    return CliRunner().invoke(cli.main, ["generate", "--data", str(data), *options])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(project(tmp_path_factory.mktemp("web-only")), TODAY)


@pytest.fixture
def form(desk: Desk) -> Form:
    return desk.forms["servizio"]


def on_github(form: Form) -> Form:
    """The form with the questions alone that its issue form asks."""
    return Form(form.stem, form.kinds, form.everywhere, form.retired, form.grammar)


def test_the_issue_form_leaves_them_out_and_says_that_the_page_asks_more(desk: Desk, form: Form) -> None:
    assert len(form.fields) == MOST + len(NEW)
    for lang, link in (("it", "https://esempio.example/"), ("en", "")):
        text = issue_forms(desk.forms, desk.words[lang], link)[SERVIZIO]
        head, *asked = yaml.safe_load(text)["body"]
        told = head["attributes"]["value"]
        assert [item["id"] for item in asked] == [item.id for item in form.everywhere]
        assert len(asked) == MOST
        assert " · ".join(form.field(id).labels[lang] for id in NEW) in told
        assert told.endswith(f" {link}contribuisci/servizio/") is bool(link)
        other = issue_forms(desk.forms, desk.words[lang], link)[f"{FOLDER}/offerta.yml"]
        assert desk.words[lang].text("webform.asks_more", questions="").strip() in told
        assert desk.words[lang].text("webform.asks_more", questions="").strip() not in other


def test_the_page_asks_them(desk: Desk, form: Form) -> None:
    for lang, strings in desk.words.items():
        templates = environment(read_templates(), Words(strings))
        html = sheet_html(templates, ShownForm(form, lang, repository="https://git.example/a"), strings)
        asked = re.findall(r'<(?:div|fieldset) class="field"[^>]*>', html)
        assert len(asked) == len(form.fields)
        assert sum("data-web-only" in tag for tag in asked) == len(NEW)
        assert 'id="prepared-unasked"' in html
        alone = sheet_html(templates, ShownForm(form, lang), strings)  # without a form on GitHub there is only this one
        assert len(re.findall('class="field"', alone)) == len(form.fields)
        assert "data-web-only" not in alone
        assert "prepared-unasked" not in alone


ANSWERS: dict[str, Answer] = {**SERVICE, "waiting_list": "full", "waiting_note": "Si telefona.", "interpreter": "true"}


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("stem", ["servizio", None])
def test_a_body_is_read_with_them_and_without(desk: Desk, form: Form, lang: str, stem: str | None) -> None:
    full = parse(render_body(form, lang, ANSWERS), desk.forms, stem)
    assert (full.problems, full.answers) == ([], ANSWERS)
    short = parse(render_body(on_github(form), lang, ANSWERS), desk.forms, stem)
    assert (short.problems, short.answers) == ([], SERVICE)
    assert (full.form, short.lang) == (form, lang)


def test_what_was_answered_enters_the_record(desk: Desk, form: Form) -> None:
    decision = decide(parse(render_body(form, "it", ANSWERS), desk.forms), desk.catalogue, TODAY, "local-1")
    assert decision.is_change
    [record] = [record for record in decision.records if record.kind == "service"]
    assert [record.get(id) for id in NEW] == ["full", "Si telefona.", True]


def test_a_body_from_github_is_a_whole_one(desk: Desk, form: Form) -> None:
    """A body with every question of its issue form is of that form, even where a text holds more labels of another."""
    few = ("name", "description", "consent")
    small = replace(form, fields=tuple(replace(item, web_only=item.id not in few) for item in form.fields))
    forms = {**desk.forms, "servizio": small}
    others = [item for item in desk.forms["offerta"].fields if item.labels["it"] not in form.labels()]
    text = "\n\n".join(f"### {item.labels['it']}\n\nx" for item in others)
    body = render_body(on_github(small), "it", {**SERVICE, "description": text})
    assert len(others) > len(few)
    assert parse(body, forms, "servizio").form == small
    started = body.replace("### Prima di inviare", "### Prima")
    assert [problem.code for problem in parse(started, forms, "servizio").problems] == ["body-other-form"]


def test_forms_that_fit_are_written(tmp_path: Path) -> None:
    data = project(tmp_path)
    assert generated(data).exit_code == 0
    assert len(yaml.safe_load((tmp_path / SERVIZIO).read_text(encoding="utf-8"))["body"]) == MOST + 1
    assert generated(data, "--check").exit_code == 0


@pytest.mark.parametrize("option", [(), ("--check",)])
def test_one_question_too_many_is_told_and_nothing_written(tmp_path: Path, option: tuple[str, ...]) -> None:
    ran = generated(project(tmp_path, FIELDS.replace("form: input, web_only: true", "form: input")), *option)
    assert (ran.exit_code, type(ran.exception)) == (1, SystemExit)
    assert f"{SERVIZIO} error form-full\n" in ran.output
    assert f"«servizio» fa {MOST + 1} domande" in ran.output
    assert f"“servizio” asks {MOST + 1} questions" in ran.output
    assert ran.output.count("web_only: true") == 4  # what to do and an example of it, in two languages
    assert not (tmp_path / ".github").exists()
    assert not (tmp_path / "data" / "json-schema").exists()


def test_what_a_new_page_needs_cannot_be_on_the_site_alone(tmp_path: Path) -> None:
    ran = generated(project(tmp_path, FIELDS.replace("name: waiting_note, ", "name: waiting_note, expected: true, ")))
    assert ran.exit_code == 1
    assert f"{SERVIZIO} error form-needed waiting_note\n" in ran.output
    assert not (tmp_path / CHOOSER).exists()


LABELS = "\n".join(f"    {id}: {{label: {id}}}" for id in NEW)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ({}, {f"{lang} fields.service.{id}.label" for lang in WORDS for id in NEW}),
        (
            dict.fromkeys(WORDS, f"fields:\n  service:\n{LABELS}\n"),
            {f"{lang} fields.service.waiting_list.options.{value}" for lang in WORDS for value in ("open", "full")},
        ),
        ({"it": WORDS["it"]}, {f"en fields.service.{id}.label" for id in NEW}),
    ],
)
def test_missing_words_are_told_all_at_once_and_nothing_written(
    tmp_path: Path, words: dict[str, str], missing: set[str]
) -> None:
    ran = generated(project(tmp_path, words=words))
    assert (ran.exit_code, type(ran.exception)) == (1, SystemExit)
    told = {f"{lang} {key}" for lang, key in re.findall(r"words/(\w\w) error form-words (\S+)", ran.output)}
    assert missing <= told
    assert all(line.partition(" ")[2].startswith(("fields.service.waiting", "fields.service.interp")) for line in told)
    assert "Al modulo «servizio» mancano le parole" in ran.output
    assert "The form “servizio” lacks the words" in ran.output
    assert not (tmp_path / ".github").exists()


def test_the_forms_of_the_project_have_no_fault() -> None:
    assert generated(ROOT / "data", "--check").exit_code == 0


@pytest.mark.browser
def test_what_github_does_not_ask_is_not_sent_there_by_the_address(desk: Desk, form: Form, page: Page) -> None:
    templates = environment(read_templates(), Words(desk.words["it"]))
    sheet = ShownForm(form, "it", repository="https://git.example/a")
    answers_js, form_js = (
        (THEME / "assets" / f"{name}.js").read_text(encoding="utf-8") for name in ("answers", "form")
    )
    script = answers_js.replace("export ", "") + re.sub(r"(?m)^import .*$", "", form_js)  # no folder to import from
    html = sheet_html(templates, sheet, desk.words["it"])
    page.set_content(f"<!DOCTYPE html><html><body>{html}<script type=module>{script}</script></body></html>")
    page.fill("#f-name", "Doposcuola")
    page.click("button[type=submit]")
    assert page.is_hidden("#prepared-unasked")
    page.fill("#f-waiting_note", "Si telefona")
    page.click("button[type=submit]")
    assert page.is_visible("#prepared-unasked")
    address = page.get_attribute("#prepared-issue", "href") or ""
    assert "name=Doposcuola" in address
    assert "waiting" not in address
    answers = parse(page.input_value("#prepared-text"), desk.forms).answers
    assert (answers["name"], answers["waiting_note"]) == ("Doposcuola", "Si telefona")
