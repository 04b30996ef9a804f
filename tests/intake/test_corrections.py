"""A correction begins with what the record says: sent back untouched, in either language, it changes nothing.

Hours, prices and ages are said as a person would; the forms of older versions are still read.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import Any

import pytest

from laltro.intake.deciding.decide import decide
from laltro.intake.deciding.decision import Decision
from laltro.intake.notation.ages import read_ages
from laltro.intake.notation.rows import FORMATS, read_rows
from laltro.intake.reading.answer_codec import answers_of
from laltro.intake.reading.body import parse
from laltro.intake.told.differences import differences
from laltro.intake.told.reply import render, understood
from laltro.model.field import format_of
from laltro.model.forms.body_text import render_body
from laltro.model.forms.form import Answer, Form, Question
from laltro.model.record import Record
from laltro.model.schema import Schema
from laltro.voice.voice import voice
from tests.intake.samples import TODAY, codes, decided, real, service, update

SOAK = os.environ.get("LALTRO_SOAK") == "1"
FORMS = {"service": "servizio", "offer": "offerta"}
SPOKEN = ("schedules", "closures", "costs", "minimum_age_months", "maximum_age_months")
OLD = {"minimum_age_months": "36", "maximum_age_months": "72"}
EXAMPLE = Record(
    "service",
    "esempio",
    {
        "minimum_age_months": 3,
        "maximum_age_months": 36,
        "costs": [
            {"amount": 2.5, "currency": "EUR", "unit": "hour", "note": "di prova"},
            {"amount": 0, "currency": "EUR"},
        ],
        "schedules": [{"days": ["mon"], "opens_at": "16:00", "closes_at": "18:00"}],
        "closures": [{"valid_from": "2026-08-01", "valid_to": "2026-08-31", "note": "ferie"}],
    },
)


# Of kinds that have no real record yet.
GIVEN = {
    "contribution": [
        Record(
            "contribution",
            "esempio",
            {
                "id": "esempio",
                "status": "published",
                "date": "2026-10",
                "provider": "adecco",
                "receiver": {"kind": "territory", "id": "municipio-4"},
                "contribution_type": "hours",
                "quantity": 12.5,
                "unit": "hour",
            },
        )
    ]
}


def form_of(record: Record) -> Form:
    return real().forms[FORMS[record.kind]]


def begun(record: Record, lang: str) -> dict[str, Answer]:
    return answers_of(form_of(record), record, real().catalogue, lang)


def said(record: Record) -> list[str]:
    """The questions of a record's form that are answered in words of the grammar."""
    fields = form_of(record).fields
    return [
        item.id for item in fields for name in item.fills or (item.asks,) if name in SPOKEN and name in record.values
    ]


RECORDS = [record for record in real().catalogue.records.values() if record.kind in FORMS]
SPEAKING = [record for record in RECORDS if said(record)]


def untouched(record: Record, lang: str) -> Decision:
    body = render_body(form_of(record), lang, {**begun(record, lang), "consent": ("yes",)})
    return decided(body, FORMS[record.kind])


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_a_correction_sent_back_untouched_changes_nothing(record: Record) -> None:
    assert codes(untouched(record, "it")) == [("nothing-changes", "record")]


MAKING = [(form, kind) for form in real().forms.values() if not form.corrections for kind in form.kinds]


@pytest.mark.parametrize(("form", "kind"), MAKING, ids=lambda value: getattr(value, "stem", value))
@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_form_sent_back_untouched_changes_nothing(form: Form, kind: str, lang: str) -> None:
    records = [*real().catalogue.of(kind)[:: 1 if SOAK else 10], *GIVEN.get(kind, ())]
    catalogue = real().catalogue.holding(records)
    for record in records:
        answers: dict[str, Answer] = {**answers_of(form, record, catalogue, lang), "consent": ("yes",)}
        body = parse(render_body(form, lang, answers), real().forms, form.stem)
        assert codes(decide(body, catalogue, TODAY, "gh-1")) == [("nothing-changes", "record")], record.id
    assert records or form.field("record") is None  # a form that can only make records has nothing to begin with


@pytest.mark.parametrize("items", [["Uno; due", "tre"], ["Uno\ndue"], [" uno"], ["Uno", "Uno"]])
def test_a_list_that_would_be_read_as_another_begins_blank_and_is_kept(items: list[str]) -> None:
    meeting = next(iter(real().catalogue.of("meeting")))
    record = replace(meeting, values={**meeting.values, "decisions": items})
    catalogue = real().catalogue.holding([record])
    form = real().forms["laboratorio"]
    assert answers_of(form, record, catalogue, "it")["decisions"] == ""
    body = update(f"incontri/{record.id}", stem="laboratorio", agenda="Una prova.")
    [after] = decide(parse(body, real().forms, "laboratorio"), catalogue, TODAY, "gh-1").records
    assert after.get("decisions") == items


@pytest.mark.parametrize("record", SPEAKING, ids=lambda record: record.id)
def test_hours_prices_and_ages_are_said_in_both_languages(record: Record) -> None:
    for lang in real().words:
        assert all(begun(record, lang)[id] for id in said(record))
    assert codes(untouched(record, "en")) == [("nothing-changes", "record")]


def test_ages_begin_as_one_answer() -> None:
    assert [begun(EXAMPLE, lang)["ages"] for lang in ("it", "en")] == ["3–36 mesi", "3–36 months"]
    assert begun(EXAMPLE, "it")["costs"] == "2,50 € all'ora; nota: di prova\ngratis"


@pytest.mark.parametrize(
    "odd",
    [
        {"minimum_age_months": "tre"},
        {"maximum_age_months": 36.5},
        {"costs": [{"amount": 1}]},
        {"costs": [{"amount": 12.345, "currency": "EUR"}]},
    ],
)
def test_what_cannot_be_said_begins_blank(odd: dict[str, Any]) -> None:
    record = replace(EXAMPLE, values={**EXAMPLE.values, **odd})
    assert begun(record, "it")["costs" if "costs" in odd else "ages"] == ""


def test_a_choice_that_the_form_does_not_offer_is_not_shown_and_so_not_missed() -> None:
    record = replace(EXAMPLE, values={"service_area": ["nil-1"], "open_to": "other"})
    assert (begun(record, "it")["service_area"], begun(record, "it")["open_to"]) == ((), "")
    record = replace(EXAMPLE, values={"service_area": ["nil-1", "milano"]})
    assert begun(record, "it")["service_area"] == ("milano",)


# Both ages are one answer ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "ages"),
    [
        ("", (72, 216)),
        ("-", (None, None)),
        ("tutte le età", (None, None)),
        ("dai 14 anni", (168, None)),
        ("fino a 18 mesi", (None, 18)),
        ("3-36 mesi", (3, 36)),
    ],
)
def test_blank_keeps_both_and_any_answer_sets_both(answer: str, ages: tuple[int | None, int | None]) -> None:
    (changed,) = decided(update("doposcuola-rete-4", ages=answer, summary="Una frase di prova.")).records
    assert (changed.get("minimum_age_months"), changed.get("maximum_age_months")) == ages


@pytest.mark.parametrize(("name", "value", "months"), [("Età", "6–10 anni", (72, 120)), ("Ages", "-", (None, None))])
def test_the_ages_of_any_record_are_corrected_together(name: str, value: str, months: tuple[Any, Any]) -> None:
    answers = {"verdict": "wrong", "field_1": name, "value_1": value}
    (changed,) = decided(update("servizi/doposcuola-rete-4", stem="conferma", **answers), "conferma").records
    assert (changed.get("minimum_age_months"), changed.get("maximum_age_months")) == months


def test_a_single_age_is_no_field_to_be_corrected() -> None:
    answers = {"verdict": "wrong", "field_1": "minimum_age_months", "value_1": "36"}
    decision = decided(update("servizi/doposcuola-rete-4", stem="conferma", **answers), "conferma")
    assert codes(decision) == [("field-unknown", "field_1")]


# Older versions -------------------------------------------------------------------------------------------------------


def older(body: str, lang: str) -> str:
    """A body as the form of before wrote it: two ages in months."""
    labels = real().forms["servizio"].retired
    place = {"it": 0, "en": 1}[lang]
    two = "\n".join(f"### {labels[id][place]}\n\n{text}\n" for id, text in OLD.items())
    head = f"### {real().forms['servizio'].field('ages').labels[lang]}"
    before, _, after = body.partition(head)
    return before + two + "\n###" + after.partition("###")[2]


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_form_of_before_is_still_read(lang: str) -> None:
    body = older(service(lang, eligibility="Abitare in zona."), lang)
    decision = decided(body)
    assert [error for error in decision.diagnostics if error.severity == "error"] == []
    (record, *_) = decision.records
    assert (record.get("minimum_age_months"), record.get("maximum_age_months")) == (36, 72)
    assert record.get("eligibility") == "Abitare in zona."
    assert {"36", "72"} <= {answer for _, answer in understood(decision, real().words[lang])}


def test_a_mistake_in_the_form_of_before_is_told_under_its_own_name() -> None:
    decision = decided(older(service(), "it").replace("\n36\n", "\ntre\n"))
    assert codes(decision) == [("type", "minimum_age_months")]
    assert "Età minima" in render(decision, real().catalogue, real().words["it"])


def test_square_metres_are_read_but_no_longer_asked() -> None:
    form = real().forms["offerta"]
    assert form.labels()["Metri quadrati"].asks == "space.square_metres"
    assert "Metri quadrati" not in render_body(form, "it", {})
    today = render_body(form, "it", {"record": "axa", "consent": ("yes",)})
    body = today.replace("### Orari\n\n_No response_", "### Metri quadrati\n\n45")  # as it was asked before
    assert body != today
    (record,) = decided(body, "offerta").records
    assert record.get("space") == {"square_metres": 45}


# Words ----------------------------------------------------------------------------------------------------------------


def spoken_questions() -> list[Question]:
    every = [item for form in real().forms.values() for item in form.fields]
    every += [item for form in real().forms.values() for items in form.corrections.values() for item in items]
    return [item for item in every if item.field and (format_of(item.field) in FORMATS or item.fills)]


@pytest.mark.parametrize("item", spoken_questions(), ids=lambda item: item.id)
@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_example_beside_a_question_is_itself_read(item: Question, lang: str) -> None:
    assert item.field
    assert item.helps[lang]
    grammar = real().forms["servizio"].grammar[lang]
    if item.fills:
        quoted = re.findall("[«“](.+?)[»”]", item.helps[lang])
        assert len(quoted) == 3
        assert all(read_ages(text, grammar) for text in (item.examples[lang], *quoted))
    else:
        rows, lost = read_rows(format_of(item.field), item.examples[lang], grammar)
        assert rows
        assert lost == []


@pytest.mark.parametrize("schema", real().catalogue.schemas.values(), ids=lambda schema: schema.kind)
def test_what_is_said_together_and_what_is_retired_is_there(schema: Schema) -> None:
    assert all(schema.field(name) for question in schema.form.questions for name in question.fills)
    assert all(real().forms[schema.form.stem].field(id) for id in schema.form.retired)


def test_the_service_form_asks_ages_and_prices_and_the_offer_form_hours() -> None:
    asked = {stem: {item.id for item in real().forms[stem].fields} for stem in FORMS.values()}
    assert {"ages", "costs", "schedules"} <= asked["servizio"]
    assert "schedules" in asked["offerta"]
    assert not asked["servizio"] & OLD.keys()
    assert all(len(ids) <= 25 for ids in asked.values())


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "it",
            {"Età": "da 3 mesi a 3 anni", "Prezzi": "2,50 € all'ora, di prova · gratis", "Orari": "lunedì 16:00–18:00"},
        ),
        (
            "en",
            {
                "Ages": "from 3 months to 3 years",
                "Prices": "2.50 € an hour, di prova · free",
                "Opening hours": "Monday 16:00–18:00",
            },
        ),
    ],
)
def test_a_difference_says_them_as_a_person_would(lang: str, told: dict[str, str]) -> None:
    rows = differences(voice(real().catalogue, real().words[lang]), None, EXAMPLE)
    shown = {row.label: row.after for row in rows}
    assert told.items() <= shown.items()
    assert len(rows) == 4
    before = replace(EXAMPLE, values={**EXAMPLE.values, "minimum_age_months": 0})
    (row,) = differences(voice(real().catalogue, real().words[lang]), before, EXAMPLE)
    assert (row.before, row.after) == (
        {"it": "da 0 a 3 anni", "en": "from 0 to 3 years"}[lang],
        told["Età" if lang == "it" else "Ages"],
    )


def test_an_amount_of_another_currency_is_said_too() -> None:
    record = replace(EXAMPLE, values={"costs": [{"amount": 15, "currency": "CHF"}]})
    (row,) = differences(voice(real().catalogue, real().words["it"]), None, record)
    assert row.after == "15 CHF"


def test_every_line_that_is_not_understood_is_told_by_its_number() -> None:
    decision = decide(parse(service(costs="15 €\nboh\n\nbah"), real().forms), real().catalogue, TODAY, "gh-1")
    (problem,) = decision.diagnostics
    assert (problem.code, problem.field, problem.params) == ("rows-unreadable", "costs", {"lines": "2, 4"})
