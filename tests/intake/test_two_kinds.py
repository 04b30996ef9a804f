"""The forms that make records of two kinds: labs and meetings, matches and contributions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from laltro.intake.deciding.decide import decide
from laltro.intake.deciding.decision import Decision
from laltro.intake.notation.quantity import read_quantity, said_quantity
from laltro.intake.reading.answer_codec import answers_of
from laltro.intake.reading.body import parse
from laltro.model.catalogue import Catalogue
from laltro.model.forms.body_text import render_body
from laltro.model.forms.form import CLEAR, Answer
from laltro.model.forms.row_words import grammars
from laltro.model.record import Record
from laltro.world.data.support import read_strings
from tests.intake.samples import ROOT, TODAY, codes, real

GRAMMARS = grammars(read_strings(Path(ROOT) / "data"))
STEMS = {"lab": "laboratorio", "meeting": "laboratorio", "match": "abbinamento", "contribution": "abbinamento"}
NEW: dict[str, dict[str, Answer]] = {
    "lab": {
        "title": "Laboratorio di prova",
        "description": "Inventato per i test.",
        "territories": ("municipio-4",),
        "shared_needs": "bisogni/spazio-scuole-molise",
        "phase": "listening",
    },
    "meeting": {"title": "Incontro di prova", "lab": "laboratori/barona", "starts_at": "14/10/2026, ore 18.30"},
    "match": {"offer": "offerte/cassoni-lab", "target": "bisogni/spazio-scuole-molise", "state": "suggested"},
    "contribution": {
        "date": "14/10/2026",
        "provider": "adecco",
        "receiver": "laboratori/barona",
        "contribution_type": "hours",
        "quantity": "12,5",
        "unit": "hour",
    },
}
TO_CITY = {"kind": "territory", "id": "municipio-6"}
GIVEN = Record(
    "contribution",
    "dono",
    {
        "id": "dono",
        "status": "published",
        "date": "2026-10-14",
        "alias": "Vicini di prova",
        "receiver": {"kind": "territory", "id": "nil-46"},
        "contribution_type": "money",
        "quantity": 1200.5,
        "unit": "EUR",
        "beneficiaries_community": 3,
    },
    "data/contributions/dono.yaml",
)


def given() -> Catalogue:
    """The real catalogue with a contribution, of which it has none."""
    return real().catalogue.holding([GIVEN])


def told(stem: str, lang: str = "it", catalogue: Catalogue | None = None, **answers: Any) -> Decision:
    """The decision on a form filled with some answers."""
    body = render_body(real().forms[stem], lang, {"consent": ("yes",), **answers})
    return decide(parse(body, real().forms, stem), catalogue or real().catalogue, TODAY, "local-1")


def new(kind: str, **answers: Any) -> Decision:
    return told(STEMS[kind], **{"kind": kind, **NEW[kind], **answers})


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        (
            "lab",
            {
                "id": "laboratorio-di-prova",
                "title": "Laboratorio di prova",
                "description": "Inventato per i test.",
                "territories": ["municipio-4"],
                "shared_needs": ["spazio-scuole-molise"],
                "phase": "listening",
            },
        ),
        (
            "meeting",
            {
                "id": "incontro-di-prova",
                "lab": "barona",
                "title": "Incontro di prova",
                "starts_at": "2026-10-14T18:30",
            },
        ),
        (
            "match",
            {
                "id": "cassoni-lab-shared-need-spazio-scuole-molise",
                "offer": "cassoni-lab",
                "target": {"kind": "shared_need", "id": "spazio-scuole-molise"},
                "state": "suggested",
            },
        ),
        (
            "contribution",
            {
                "id": "2026-10-14-adecco-lab-barona-hours",
                "date": "2026-10-14",
                "provider": "adecco",
                "receiver": {"kind": "lab", "id": "barona"},
                "contribution_type": "hours",
                "quantity": 12.5,
                "unit": "hour",
            },
        ),
    ],
)
def test_a_good_form_makes_one_record_and_nothing_besides(kind: str, made: dict[str, Any]) -> None:
    decision = new(kind)
    assert codes(decision) == []
    assert decision.duplicates == ()
    [record] = decision.records
    assert record.kind == kind
    assert record.values == {**made, "status": "published", "submission": "local-1"}


@pytest.mark.parametrize(
    ("kind", "answers", "problems"),
    [
        ("lab", {"shared_needs": ""}, [("required", "shared_needs")]),
        ("lab", {"shared_needs": "Nessuno lo sa"}, [("reference-not-listed", "shared_needs")]),
        ("lab", {"phase": "", "territories": ()}, [("required", "territories"), ("required", "phase")]),
        ("meeting", {"participants": "una ventina"}, [("type", "participants")]),
        ("lab", {"starts_at": "2026-10-14"}, [("not-asked-here", "starts_at")]),
        ("meeting", {"lab": "", "starts_at": ""}, [("required", "lab"), ("required", "starts_at")]),
        ("meeting", {"starts_at": "domani"}, [("partial-datetime", "starts_at")]),
        ("meeting", {"starts_at": "2026-10-14 25:00"}, [("partial-datetime", "starts_at")]),
        ("meeting", {"lab": "tappeto"}, [("meeting-outside-lab", "starts_at")]),
        ("meeting", {"method": "x", "host": "adecco"}, [("not-asked-here", "host"), ("not-asked-here", "method")]),
        ("match", {"target": "", "state": ""}, [("required", "target"), ("required", "state")]),
        ("match", {"target": "luoghi/piazzale-cantore-14"}, [("reference-not-listed", "target")]),
        ("match", {"target": "Municipio 4"}, [("reference-not-listed", "target")]),
        ("match", {"target": "laboratori/barona"}, [("duplicate-record", "")]),
        ("match", {"quantity": "3"}, [("not-asked-here", "quantity")]),
        ("contribution", {"provider": ""}, [("one-of-missing", "provider")]),
        ("contribution", {"receiver": "", "unit": ""}, [("required", "receiver"), ("required", "unit")]),
        ("contribution", {"receiver": "barona"}, [("reference-ambiguous", "receiver")]),
        ("contribution", {"receiver": "Nessuno lo sa"}, [("reference-not-listed", "receiver")]),
        ("contribution", {"quantity": "-3"}, [("quantity-unreadable", "quantity")]),
        ("contribution", {"quantity": "12 pezzi"}, [("quantity-unreadable", "quantity")]),
        ("contribution", {"unit": "EUR"}, [("unit-not-of-type", "unit")]),
        ("contribution", {"offer": "cassoni-lab"}, [("provider-not-of-offer", "provider")]),
        ("contribution", {"match": "cassoni-lab-lab-barona"}, [("provider-not-of-offer", "provider")]),
        ("contribution", {"state": "agreed"}, [("not-asked-here", "state")]),
    ],
)
def test_every_problem_is_told_at_its_question(
    kind: str, answers: dict[str, Answer], problems: list[tuple[str, str]]
) -> None:
    assert codes(new(kind, **answers)) == problems


@pytest.mark.parametrize("kind", STEMS)
def test_without_a_kind_nothing_is_guessed(kind: str) -> None:
    assert codes(told(STEMS[kind], **NEW[kind])) == [("required", "kind")]


@pytest.mark.parametrize(
    ("text", "receiver"),
    [
        ("Municipio 4", {"kind": "territory", "id": "municipio-4"}),
        ("milano", {"kind": "territory", "id": "milano"}),
        ("Barona", {"kind": "territory", "id": "nil-46"}),
        ("https://esempio.example/territori/nil-46/", {"kind": "territory", "id": "nil-46"}),
        ("https://esempio.example/en/laboratori/barona/", {"kind": "lab", "id": "barona"}),
        ("bisogni/spazio-scuole-molise", {"kind": "shared_need", "id": "spazio-scuole-molise"}),
        ("servizi/barrios-cag", {"kind": "service", "id": "barrios-cag"}),
    ],
)
def test_who_received_is_a_record_or_a_part_of_the_city(text: str, receiver: dict[str, str]) -> None:
    decision = new("contribution", receiver=text)
    assert codes(decision) == []
    assert decision.records[0].get("receiver") == receiver


def test_what_can_be_a_record_and_a_part_of_the_city_is_asked_with_both_addresses() -> None:
    [problem] = new("contribution", receiver="barona").diagnostics
    assert "(laboratori/barona)" in problem.params["options"]
    assert "Barona (territori/nil-46)" in problem.params["options"]


@pytest.mark.parametrize(
    ("answers", "changed"),
    [
        ({"record": "laboratori/barona", "community_manager": "Sportello"}, {"community_manager": "Sportello"}),
        ({"record": "barona", "kind": "lab", "place": CLEAR}, {"place": None}),
        ({"record": "laboratori/barona", "territories": (CLEAR,)}, {"territories": None}),
        ({"record": "incontri/casello-apertura", "agenda": "Un punto"}, {"agenda": "Un punto"}),
        ({"record": "incontri/casello-apertura", "ends_at": CLEAR}, {"ends_at": None}),
        ({"record": "abbinamenti/cassoni-lab-lab-barona", "reasons": "Uno\nDue"}, {"reasons": ["Uno", "Due"]}),
        ({"record": "abbinamenti/cassoni-lab-lab-barona", "state": CLEAR}, {"state": None}),
        ({"record": "contributi/dono", "quantity": "1.300 €"}, {"quantity": 1300}),
        ({"record": "contributi/dono", "beneficiaries_community": CLEAR}, {"beneficiaries_community": None}),
        ({"record": "contributi/dono", "receiver": "Municipio 6"}, {"receiver": TO_CITY}),
    ],
)  # fmt: skip
def test_an_update_changes_what_is_answered_and_knows_its_kind(
    answers: dict[str, Answer], changed: dict[str, Any]
) -> None:
    stem = "abbinamento" if str(answers["record"]).startswith(("abbinamenti", "contributi")) else "laboratorio"
    [record] = told(stem, catalogue=given(), **answers).records
    before = given().records[record.key].values
    names = {*record.values, *before}
    assert {name: record.get(name) for name in names if record.get(name) != before.get(name)} == changed


def test_a_record_of_the_other_kind_is_not_found_and_two_of_one_id_are_asked_about() -> None:
    assert codes(told("laboratorio", record="laboratori/barona", kind="meeting")) == [("record-unknown", "record")]
    twin = Record("meeting", "barona", {"id": "barona", "status": "published", "lab": "barona", "title": "Doppio"})
    both = real().catalogue.holding([twin])
    found = told("laboratorio", catalogue=both, record="barona", title="Altro")
    assert codes(found) == [("required", "kind"), ("record-ambiguous", "record")]
    [record] = told("laboratorio", catalogue=both, record="incontri/barona", title="Altro").records
    assert record.key == ("meeting", "barona")


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("kind", STEMS)
def test_repeating_what_a_record_says_changes_nothing(kind: str, lang: str) -> None:
    catalogue = given()
    form = real().forms[STEMS[kind]]
    assert catalogue.of(kind)
    for record in catalogue.of(kind):
        answers = answers_of(form, record, catalogue, lang)
        assert answers["kind"] == kind
        decision = told(form.stem, lang, catalogue, **answers)
        assert [code for code in codes(decision) if code != ("nothing-changes", "record")] == [], record.id
        assert codes(decision), record.id


@pytest.mark.parametrize(
    ("text", "lang", "read"),
    [
        ("12", "it", (12, "")),
        ("12,5", "it", (12.5, "")),
        ("12.5", "it", (12.5, "")),
        ("12 ore", "it", (12, "hour")),
        ("12h", "it", (12, "hour")),
        ("12,5 hours", "it", (12.5, "hour")),
        ("€ 1.200", "it", (1200, "EUR")),
        ("1.200,50 euro", "it", (1200.5, "EUR")),
        ("1,200 euro", "en", (1200, "EUR")),
        ("1,200 euro", "it", None),
        ("1.200", "en", None),
        ("30 mq per ore", "it", (30, "square_metre_hour")),
        ("1 pezzo", "it", (1, "item")),
        ("0", "it", (0, "")),
        ("12 secchi", "it", None),
        ("€ 12 ore", "it", None),
        ("dodici", "it", None),
        ("12 13", "it", None),
        ("-3", "it", None),
        ("", "it", None),
        ("٣", "it", None),
        ("1" * 400, "it", None),
    ],
)
def test_how_much_as_people_type_it(text: str, lang: str, read: tuple[float, str] | None) -> None:
    assert read_quantity(text, GRAMMARS[lang]) == read


@pytest.mark.parametrize(
    ("value", "text"), [(12, "12"), (12.5, "12.5"), (1200, "1200"), (0.125, ""), (-1, ""), ("x", ""), (None, "")]
)
def test_how_much_as_the_form_begins_with_it(value: Any, text: str) -> None:
    assert {lang: said_quantity(value, grammar) for lang, grammar in GRAMMARS.items()} == {"it": text, "en": text}
