"""Answers stay answers: what a web form and a sheet send means itself, whatever it looks like."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from laltro.desk.posted_form import answers_in, posted_fields
from laltro.intake.deciding.decision import Decision
from laltro.intake.reading.editing import editable, edited
from laltro.intake.reading.submission import MAX_LENGTH, Submission, from_answers, from_kept, kept, normalise
from laltro.intake.sheets.mapping import read_mapping
from laltro.intake.sheets.sheet import submission
from laltro.model.forms.form import CLEAR, Answer, Form
from laltro.model.text import refused_characters
from laltro.world.sheets.spreadsheet import read_spreadsheet
from tests.intake.filled import TEXTS, filled_forms
from tests.intake.samples import SERVICE, codes, real

SOME = settings(max_examples=300, deadline=None, database=None)
Filled = tuple[Form, str, dict[str, Answer]]


def filled(**answers: Answer) -> Submission:
    return from_answers(real().forms["servizio"], "it", {**SERVICE, **answers})


def decided(**answers: Answer) -> Decision:
    return real().decide(filled(**answers))


def told(found: Submission) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in found.problems]


def expected(form: Form, answers: Mapping[str, Answer]) -> tuple[dict[str, Answer], list[tuple[str, str]]]:
    """What is kept of answers, and what is refused."""
    kept: dict[str, Answer] = {}
    refused = []
    for item in form.fields:
        answer = answers.get(item.id, "")
        text = normalise(answer) if isinstance(answer, str) else ""
        if refused_characters(text) or "\ufffd" in text:
            refused.append(("character", item.id))
        elif item.input == "input" and "\n" in text.strip():
            refused.append(("one-line", item.id))
        elif isinstance(answer, tuple) and any(answer):
            kept[item.id] = answer
        elif text.strip():
            kept[item.id] = text.strip()
    return kept, refused


@pytest.mark.parametrize(
    "text",
    [
        "None",
        "No response",
        "_No response_",
        "### Telefono\n\n02 9999",
        "### Nome del servizio",
        "prima\n\n### Descrizione\n\n### Descrizione\n\ndopo",
        "```\n### Telefono",
        "~~~\nx\n~~~",
        "- [x] fatto",
        "### In una frase, che cosa fa e per chi ###",
        "a\n\n\n\nb",
        "🙂 per tutti",
        "- uno\n- due",
        "\\### x",
        "<b>grassetto</b> & *altro*",
    ],
)
def test_a_text_is_kept_whatever_it_looks_like(text: str) -> None:
    found = filled(description=text)
    assert (found.answers, found.problems) == ({**SERVICE, "description": text}, [])
    [record] = decided(description=text).records
    assert record.get("description") == text


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("\r\n a\r\nb\rc\t\r\n\r\n", "a\nb\nc"),
        ("perche\N{COMBINING ACUTE ACCENT}", "perché"),
        ("lun\N{NO-BREAK SPACE}9\N{NARROW NO-BREAK SPACE}10", "lun 9 10"),
    ],
)
def test_a_text_is_normalised_as_in_a_body(sent: str, text: str) -> None:
    assert filled(description=sent).answers["description"] == text


@SOME
@given(filled_forms())
def test_deciding_begins_with_exactly_what_was_answered(sent: Filled) -> None:
    form, lang, answers = sent
    found = from_answers(form, lang, answers)
    assert (found.form, found.lang) == (form, lang)
    assert (found.answers, told(found)) == expected(form, answers)


@SOME
@given(filled_forms())
def test_a_posted_form_is_what_was_typed(sent: Filled) -> None:
    """As a browser sends it: percent-encoded UTF-8, every line end as CRLF."""
    form, lang, answers = sent
    typed = {
        id: in_a_textarea(answer).replace("\n", "\r\n") if isinstance(answer, str) else answer
        for id, answer in answers.items()
    }
    posted = posted_fields(urlencode(typed, doseq=True).encode())
    found = from_answers(form, lang, answers_in(form, posted, {}))
    assert (found.answers, told(found)) == expected(form, answers)


def in_a_textarea(text: str) -> str:
    """A text as a textarea holds it (https://html.spec.whatwg.org/#attr-textarea-maxlength)."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


COLUMNS = ("Nome", "Che cosa fa", "Descrizione", "Note")
MAPPING = """
columns: {Nome: name, Che cosa fa: summary}
join: {description: [Descrizione, Note]}
constant: {consent: "yes"}
"""


@SOME
@given(st.lists(TEXTS, min_size=4, max_size=4))
def test_a_row_of_a_sheet_is_what_its_cells_say(cells: list[str]) -> None:
    """Written and read as a file: what stands in a cell answers its question, and no other."""
    assume(any(cell.strip() for cell in cells))
    assume("\0" not in "".join(cells))  # refused with the whole file
    form = real().forms["servizio"]
    mapping, problems = read_mapping(MAPPING, "", form)
    assert not problems
    with TemporaryDirectory() as folder:
        path = Path(folder) / "foglio.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, cells])
        sheet, problems = read_spreadsheet(path, mapping.headings)
    assert not problems
    assert sheet
    found = submission(mapping, sheet.table, sheet.table.rows[0])
    name, summary, *texts = (cell.strip() for cell in cells)
    answers = {"name": name, "summary": summary, "description": "\n".join(filter(None, texts)), "consent": ("yes",)}
    assert (found.answers, told(found)) == expected(form, answers)


@SOME
@given(filled_forms())
def test_what_is_kept_gives_the_same_answers(sent: Filled) -> None:
    found = from_answers(*sent)
    again = from_kept(kept(found), real().forms)
    assert (again.form, again.lang, again.answers, again.problems) == (found.form, found.lang, found.answers, [])
    assert kept(again) == kept(found)


@SOME
@given(filled_forms())
@example((real().forms["servizio"], "it", {"description": "### Telefono\n\n#### Telefono\n\nNone", "name": "None"}))
def test_what_nobody_touched_in_the_editor_is_what_it_was(sent: Filled) -> None:
    found = from_answers(*sent)
    again = edited(editable(found), found)
    assert (again.form, again.lang, again.answers, again.problems) == (found.form, found.lang, found.answers, [])


def test_what_older_forms_asked_is_in_the_editor_too() -> None:
    former = real().forms["servizio"].former[0]
    found = filled(**{former.id: "36"})
    assert former.labels["it"] in editable(found)
    assert edited(editable(found), found).answers[former.id] == "36"


def test_an_edit_that_makes_a_question_twice_or_none_is_refused() -> None:
    found = filled(description="a")
    twice = editable(found).replace("\na\n", "\na\n\n### Nome del servizio\n\nAltro\n")
    assert told(edited(twice, found)) == [("ambiguous-heading", "name")]
    assert told(edited("Solo testo.", found)) == [("body-not-a-form", "")]
    with pytest.raises(ValueError, match="no form"):
        editable(Submission())


NOT_KEPT = ["", "{}", "[]", "x", '{"form": "servizio"}', '{"form": "mai", "lang": "it", "answers": {}}']
NOT_KEPT += [f'{{"form": "servizio", "lang": "it", "answers": {answers}}}' for answers in ("[1]", '{"name": 1}')]


@pytest.mark.parametrize("text", NOT_KEPT)
def test_what_was_never_kept_is_told(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of json, or ours
        from_kept(text, real().forms)


def test_the_same_answers_to_another_form_are_another_submission() -> None:
    first, second = (from_answers(real().forms[stem], "it", {"name": "Uno"}) for stem in ("servizio", "organizzazione"))
    assert first.answers == second.answers
    assert kept(first) != kept(second)


# limits and refusals --------------------------------------------------------------------------------------------------


def test_more_than_an_issue_holds_is_refused_as_a_whole() -> None:
    rest = sum(len("".join(answer)) for answer in SERVICE.values())
    assert filled(description="x" * (MAX_LENGTH - rest)).answers["description"]
    found = filled(description="x" * (MAX_LENGTH - rest + 1))
    assert (found.form, found.answers, told(found)) == (None, {}, [("body-too-long", "")])
    assert codes(real().decide(found)) == [("body-too-long", "")]


@pytest.mark.parametrize("char", list("\x00\x07\x1b\x7f\x85\u200b\u202e\u2028\ufeff\ufffd\U000e0041\ud800\ue000"))
def test_invisible_characters_are_refused_at_their_question(char: str) -> None:
    found = filled(name=f"Uno{char}due", description="bene")
    assert told(found) == [("character", "name")]
    assert found.problems[0].params["characters"] == f"U+{ord(char):04X}"
    assert found.answers == {**{id: answer for id, answer in SERVICE.items() if id != "name"}, "description": "bene"}
    assert codes(decided(name=f"Uno{char}due")) == [("character", "name")]


@pytest.mark.parametrize(
    ("id", "answer", "code"),
    [
        ("name", "Uno\r\nDue", "one-line"),
        ("cost_type", "EVIL", "option-unknown"),
        ("cost_type", "None", "option-unknown"),
        ("areas", ("training", "EVIL"), "option-unknown"),
        ("consent", ("no",), "option-unknown"),
    ],
)
def test_what_a_question_cannot_hold_is_refused_there(id: str, answer: Answer, code: str) -> None:
    found = filled(**{id: answer})
    assert told(found) == [(code, id)]
    assert id not in found.answers
    assert "EVIL" not in str(found.problems)


def test_choices_are_values_each_once_and_what_is_not_asked_is_dropped() -> None:
    found = filled(areas=("training", "training", ""), cost_type=CLEAR, service_area=(CLEAR,), gibt_es_nicht="x")
    assert (found.answers["areas"], found.answers["cost_type"]) == (("training",), CLEAR)
    assert found.answers["service_area"] == (CLEAR,)
    assert "gibt_es_nicht" not in found.answers


def test_a_correction_may_say_none() -> None:
    answers = {"record": "servizi/biblio-calvairate", "verdict": "wrong", "consent": ("yes",)}
    sent = {"field_1": "Descrizione", "value_1": "None", "source": "https://esempio.example/"}
    decision = real().decide(from_answers(real().forms["conferma"], "it", answers | sent))
    assert decision.is_change, codes(decision)
    assert decision.records[0].get("description") == "None"
