"""A record confirmed, corrected, closed or withdrawn: what changes, and what is told of everything else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laltro.check.around import check_around
from laltro.intake.deciding.decide import decide
from laltro.intake.deciding.decision import Decision
from laltro.intake.reading.answer_codec import answers_of
from laltro.intake.reading.body import parse
from laltro.intake.told.differences import differences
from laltro.intake.told.reply import render
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import errors
from laltro.model.field import reference_of
from laltro.model.forms.form import CLEAR, PARTS, Answer, Form, Question
from laltro.model.record import Record
from laltro.voice.voice import voice
from tests.intake.samples import TODAY, codes, real, update

SOAK = os.environ.get("LALTRO_SOAK") == "1"
STEM = "conferma"
SERVICE, PLACE = "servizi/barrios-cag", "luoghi/biblioteca-oglio"
KINDS = [kind for kind, schema in real().catalogue.schemas.items() if schema.folder]
RECORDS = [record for kind in KINDS for record in real().catalogue.of(kind)]


def review(named: str, lang: str = "it", *, catalogue: Catalogue | None = None, **answers: Any) -> Decision:
    body = parse(update(named, lang, STEM, **answers), real().forms, STEM)
    return decide(body, catalogue or real().catalogue, TODAY, "local-1")


def corrected(named: str, field: str, value: str, lang: str = "it", catalogue: Catalogue | None = None) -> Decision:
    return review(named, lang, catalogue=catalogue, verdict="wrong", field_1=field, value_1=value)


def record_of(named: str) -> Record:
    folder, _, id = named.partition("/")
    kind = next(kind for kind in KINDS if real().catalogue.schemas[kind].folder == folder)
    return real().catalogue.records[kind, id]


def address(record: Record) -> str:
    return f"{real().catalogue.schema(record).folder}/{record.id}"


def with_(named: str, **values: Any) -> Catalogue:
    """The real catalogue with some values of one record changed; None takes one away."""
    record = record_of(named)
    kept = {name: value for name, value in {**record.values, **values}.items() if value is not None}
    return real().catalogue.holding([replace(record, values=real().catalogue.schema(record).arrange(kept))])


def changed(decision: Decision) -> dict[str, Any]:
    """The top-level fields that a review changes; None for what is gone."""
    [after] = decision.records
    before = decision.before[after.key]
    names = [*after.values, *(name for name in before.values if name not in after.values)]
    return {name: after.get(name) for name in names if after.get(name) != before.get(name)}


def corrections(kind: str) -> list[Question]:
    return [item for item in real().forms[STEM].corrections[kind] if item.input != PARTS]


# verdicts -------------------------------------------------------------------------------------------------------------


def test_still_valid_is_confirmed_today() -> None:
    assert changed(review(PLACE, verdict="valid")) == {"assured_date": "2026-11-22"}
    by = review(PLACE, verdict="valid", assured_by="Adecco")
    assert changed(by) == {"assured_date": "2026-11-22", "assured_by": "adecco"}


def test_a_new_confirmation_clears_what_was_to_be_looked_at_again() -> None:
    catalogue = with_(PLACE, assured_date="2026-01-01", assured_by="adecco", review_by="2026-06-01")
    assert changed(review(PLACE, verdict="valid", catalogue=catalogue)) == {
        "assured_date": "2026-11-22",
        "assured_by": None,
        "review_by": None,
    }


def test_what_was_withdrawn_or_suspended_is_published_again() -> None:
    withdrawn = with_(PLACE, status="archived", archived_reason="Doppione.")
    again = changed(review(PLACE, verdict="valid", catalogue=withdrawn))
    assert again == {"status": "published", "assured_date": "2026-11-22", "archived_reason": None}
    suspended = with_(PLACE, status="suspended")
    assert changed(review(PLACE, verdict="valid", catalogue=suspended))["status"] == "published"


def test_confirmed_twice_on_a_day_changes_nothing() -> None:
    once = review(PLACE, verdict="valid")
    twice = review(PLACE, verdict="valid", catalogue=real().catalogue.holding(once.records))
    assert codes(twice) == [("nothing-changes", "record")]


@pytest.mark.parametrize(
    ("named", "besides"),
    [(SERVICE, {"service_status": "defunct"}), (PLACE, {}), ("offerte/axa", {"state": "withdrawn"})],
)
def test_closed_is_history_with_a_reason(named: str, besides: Mapping[str, Any]) -> None:
    catalogue = with_(named, historic=None, historic_note=None)
    decision = review(named, verdict="closed", reason="Chiuso nel 2026.", catalogue=catalogue)
    assert changed(decision) == {"historic": True, "historic_note": "Chiuso nel 2026.", **besides}


def test_a_lab_that_closed_is_closed() -> None:
    lab = next(record for record in real().catalogue.of("lab") if record.get("phase") != "closed")
    found = changed(review(address(lab), verdict="closed", reason="Finito nel 2026."))
    assert (found["phase"], found["historic_note"]) == ("closed", "Finito nel 2026.")


def test_withdrawn_keeps_the_record_that_others_refer_to() -> None:
    assert real().catalogue.referrers(("organization", "actionaid"))
    found = changed(review("organizzazioni/actionaid", verdict="withdrawn", reason="Non c'entra."))
    assert found == {"status": "archived", "archived_reason": "Non c'entra."}


def test_a_successor_is_of_the_same_kind_and_another() -> None:
    def succeeded(name: str) -> Decision:
        return review(SERVICE, verdict="closed", reason="Chiuso.", replaced_by=name)

    for name in ("servizi/portineria-melotti", "portineria-melotti", "Portineria di quartiere Spazio Melotti"):
        assert changed(succeeded(name))["replaced_by"] == "portineria-melotti"
    assert codes(succeeded("luoghi/biblioteca-oglio")) == [("reference-not-listed", "replaced_by")]
    for name in (SERVICE, "barrios-cag", str(record_of(SERVICE).get("name"))):
        assert codes(succeeded(name)) == [("replaced-by-itself", "replaced_by")]


def test_a_source_is_kept_with_its_day() -> None:
    decision = review(PLACE, verdict="valid", source="https://www.example.org/oggi")
    assert changed(decision)["sources"][-1] == {"url": "https://www.example.org/oggi", "accessed": "2026-11-22"}


# what is asked --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({}, [("unanswered", "verdict")]),
        ({"verdict": "-"}, [("option-unknown", "verdict")]),
        ({"verdict": "wrong"}, [("unanswered", "field_1")]),
        ({"verdict": "wrong", "field_1": "Costo"}, [("unanswered", "value_1")]),
        ({"verdict": "wrong", "value_2": "Gratuito"}, [("unanswered", "field_2")]),
        ({"verdict": "closed"}, [("unanswered", "reason")]),
        ({"verdict": "closed", "reason": "-"}, [("unanswered", "reason")]),
        ({"verdict": "closed", "reason": "x" * 301}, [("too-long", "reason")]),
        ({"verdict": "withdrawn"}, [("unanswered", "reason")]),
        ({"verdict": "valid", "reason": "Perché sì."}, [("one-needed-here", "field_1"), ("not-asked-here", "reason")]),
        (
            {"verdict": "wrong", "field_1": "Costo", "value_1": "Gratuito", "assured_by": "adecco"},
            [("not-asked-here", "assured_by")],
        ),
        (
            {"verdict": "closed", "reason": "Chiuso.", "field_1": "Stato del servizio", "value_1": "Attivo"},
            [("not-asked-here", "field_1")],
        ),
        (
            {"verdict": "wrong", "field_1": "costo", "value_1": "Gratuito", "field_3": "Cost", "value_3": "Free"},
            [("field-twice", "field_3")],
        ),
        ({"verdict": "wrong", "field_2": "boh", "value_2": "x"}, [("field-unknown", "field_2")]),
        ({"verdict": "wrong", "field_1": "Stato della scheda", "value_1": "Bozza"}, [("field-unknown", "field_1")]),
        ({"verdict": "wrong", "field_1": "id", "value_1": "altro"}, [("field-unknown", "field_1")]),
        ({"verdict": "wrong", "field_1": "Costo", "value_1": "Forse"}, [("option-unknown", "value_1")]),
        ({"verdict": "wrong", "field_1": "Orari", "value_1": "lun 9-12\nboh"}, [("rows-unreadable", "value_1")]),
        ({"verdict": "wrong", "field_1": "E-mail", "value_1": "a@b@example.org"}, [("email", "value_1")]),
        ({"verdict": "wrong", "field_1": "In una frase", "value_1": "una\ndue"}, [("one-line", "value_1")]),
        ({"verdict": "wrong", "field_1": "Luogo", "value_1": "Non c'è"}, [("reference-not-listed", "value_1")]),
        (
            {"verdict": "wrong", "field_1": "boh", "value_1": "x", "field_2": "Costo", "value_2": "Forse"},
            [("field-unknown", "field_1"), ("option-unknown", "value_2")],
        ),
    ],
)
def test_every_problem_is_told_at_its_question(answers: dict[str, Answer], problems: list[tuple[str, str]]) -> None:
    decision = review(SERVICE, **answers)
    assert codes(decision) == problems
    assert not decision.is_change


def test_the_record_is_asked_for_found_and_told_from_its_namesakes() -> None:
    assert codes(review("", verdict="valid")) == [("unanswered", "record")]
    assert codes(review("", reason="x")) == [("unanswered", "record"), ("unanswered", "verdict")]
    assert codes(review("servizi/non-c-e", verdict="valid")) == [("record-unknown", "record")]
    [unknown] = review("Bibliotecca Oglio", verdict="valid").diagnostics
    assert unknown.params["options"].startswith("Biblioteca Oglio (luoghi/biblioteca-oglio) · ")
    twin = Record("place", "x", {"id": "x", "status": "published", "name": "Adecco"}, "data/places/x.yaml")
    decision = review("Adecco", verdict="valid", catalogue=real().catalogue.holding([twin]))
    assert codes(decision) == [("record-ambiguous", "record")]
    assert decision.diagnostics[0].params["options"] == "Adecco (organizzazioni/adecco) · Adecco (luoghi/x)"


@pytest.mark.parametrize(
    ("named", "code", "asked"),
    [
        (SERVICE, "one-needed-here", "Telefono · E-mail · Pagina web · Sportello"),
        ("offerte/axa", "needed-here", "Disponibile fino al"),
    ],
)
def test_what_a_confirmation_needs_is_asked_by_its_name(named: str, code: str, asked: str) -> None:
    decision = review(named, verdict="valid")
    assert codes(decision) == [(code, "field_1")]
    reply = render(decision, real().catalogue, real().words["it"])
    assert asked in reply
    assert f"Esempio giusto: <code>{asked.partition(' · ')[0]}</code>" in reply
    assert "«Prima voce da correggere»" in reply


def test_what_it_needs_is_asked_at_a_free_correction() -> None:
    one = review(SERVICE, verdict="valid", field_1="Costo", value_1="Gratuito")
    assert codes(one) == [("one-needed-here", "field_2")]
    pairs = {"field_1": "Costo", "value_1": "Gratuito", "field_2": "Asse", "value_2": "-", "field_3": "Avviso"}
    assert codes(review(SERVICE, verdict="valid", value_3="x", **pairs)) == [("contact-missing", "channels")]


def test_confirmed_and_completed_at_once() -> None:
    found = changed(review(SERVICE, verdict="valid", field_1="Telefono", value_1="02 1234 5678"))
    assert found == {"channels": {"phones": ["02 1234 5678"]}, "assured_date": "2026-11-22"}


def test_a_reason_that_its_record_lacks_is_not_the_reason_of_the_form() -> None:
    open_needs = (item for item in real().catalogue.of("shared_need") if not item.historic and not item.get("reason"))
    decision = corrected(address(next(open_needs)), "A che punto è", "Non portato avanti")
    assert codes(decision) == [("needed-here", "field_2")]
    assert "«Perché»" in render(decision, real().catalogue, real().words["it"])


def test_personal_data_are_looked_for_by_what_a_field_is() -> None:
    phone = corrected(SERVICE, "Telefono", "333 123 4567")
    assert changed(phone) == {"channels": {"phones": ["333 123 4567"]}}
    text = corrected(SERVICE, "Avviso", "Chiedi al 333 123 4567")
    assert codes(text) == [("personal-mobile", "value_1")]
    assert "333" not in render(text, real().catalogue, real().words["it"])
    reason = review(SERVICE, verdict="closed", reason="Chiedi al 333 123 4567")
    assert codes(reason) == [("personal-mobile", "reason")]


def test_no_question_about_a_record_offers_to_empty_itself() -> None:
    offered = {option.value for item in real().forms[STEM].fields for option in item.options}
    assert "valid" in offered
    assert CLEAR not in offered


# the names of fields --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_fields_of_a_kind_share_a_name(kind: str) -> None:
    owners: dict[str, set[str]] = {}
    for item in real().forms[STEM].corrections[kind]:
        for name in (item.asks, *item.labels.values()):
            owners.setdefault(name.casefold(), set()).add(item.asks)
    assert {name: asks for name, asks in owners.items() if len(asks) > 1} == {}


def test_two_fields_of_one_name_are_told_apart_by_the_person() -> None:
    form = real().forms[STEM]
    names = {"it": "Costo", "en": "Cost"}
    doubled = [replace(item, labels=names) if item.asks == "alert" else item for item in form.corrections["service"]]
    other = replace(form, corrections={**form.corrections, "service": tuple(doubled)})
    body = update(SERVICE, stem=STEM, verdict="wrong", field_1="Costo", value_1="Gratuito")
    decision = decide(parse(body, {STEM: other}, STEM), real().catalogue, TODAY, "gh-1")
    assert codes(decision) == [("field-unknown", "field_1")]
    assert decision.diagnostics[0].params["options"] == "Costo · Costo"


@pytest.mark.parametrize("name", ["Costo", "costo", " COSTO: ", "Cost", "cost_type"])
@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_field_is_named_by_its_label_in_either_language(name: str, lang: str) -> None:
    assert changed(corrected(SERVICE, name, "gratuito", lang)) == {"cost_type": "free"}


def test_an_object_is_named_by_its_parts() -> None:
    decision = corrected(PLACE, "Indirizzo", "Via di prova 1")
    assert codes(decision) == [("field-unknown", "field_1")]
    assert decision.diagnostics[0].params["options"] == "Via e numero · CAP · Città · Provincia · Paese"


def test_what_a_page_shows_can_be_corrected_by_the_name_it_has_there() -> None:
    for kind in KINDS:
        known = {item.asks.split(".")[0] for item in corrections(kind)}
        known |= {name for item in corrections(kind) for name in item.fills}
        shown = {field.name for field in real().catalogue.schemas[kind].fields if field.section not in ("", "sources")}
        assert shown <= known, kind


def test_records_without_a_page_are_not_searched_through() -> None:
    """Needs as they were told are nobody's to see: a correction that guesses at their names must find none."""
    fields = [item.field for kind in KINDS for item in corrections(kind) if item.field]
    targets = {target for field in fields for target in (reference_of(field), *field.kinds)}
    assert {"organization", "service"} <= targets
    assert not {kind for kind, schema in real().catalogue.schemas.items() if not schema.folder} & targets


# values ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "field", "value", "wanted"),
    [
        (SERVICE, "Costo", "-", {"cost_type": None}),
        (SERVICE, "Costo", "— SVUOTA —", {"cost_type": None}),
        (SERVICE, "In una frase", "Altro.", {"summary": "Altro."}),
        (SERVICE, "Per chi è", "donne\nBambine e bambini", {"audiences": ["children", "women"]}),
        (SERVICE, "Per chi è", "-", {"audiences": None}),
        (SERVICE, "Luogo", "Biblioteca Oglio; biblioteca-calvairate", None),
        (SERVICE, "Organizzazione che lo offre", "Adecco", {"organization": "adecco"}),
        (SERVICE, "Servizio di un ente pubblico", "Sì", {"is_public_service": True}),
        (SERVICE, "Servizio di un ente pubblico", "no", {"is_public_service": False}),
        (SERVICE, "Telefono", "02 1234 5678, 800 123 456", {"channels": {"phones": ["02 1234 5678", "800 123 456"]}}),
        (SERVICE, "Pagina web", "www.example.org", {"channels": {"url": "https://www.example.org"}}),
        (SERVICE, "Progetto", "Prova", {"project": "Prova"}),
        (
            SERVICE,
            "Orari",
            "lun 9-12",
            {"schedules": [{"days": ["mon"], "opens_at": "09:00", "closes_at": "12:00"}]},
        ),
        (SERVICE, "Orari confermati il", "14/9/2026", {"hours_confirmed": "2026-09-14"}),
        (PLACE, "Note sugli orari", "Solo d'estate.", {"hours_note": "Solo d'estate."}),
    ],
)
def test_a_correction_is_read_as_its_field(named: str, field: str, value: str, wanted: dict[str, Any] | None) -> None:
    found = changed(corrected(named, field, value))
    found.pop("translations", None)
    assert found == (wanted or {"places": ["biblioteca-oglio", "biblioteca-calvairate"]})


def test_a_reference_to_one_of_several_kinds() -> None:
    match = real().catalogue.of("match")[0]
    found = changed(corrected(address(match), "A che cosa serve", SERVICE))
    assert found["target"] == {"kind": "service", "id": "barrios-cag"}


def test_an_offered_list_of_a_form_does_not_limit_a_correction() -> None:
    catalogue = with_(SERVICE, service_area=["milano", "nil-28"])
    decision = corrected(SERVICE, "Territorio servito", "milano", catalogue=catalogue)
    assert changed(decision) == {"service_area": ["milano"]}


def test_what_was_tied_to_a_changed_value_goes_with_it() -> None:
    street = changed(corrected(PLACE, "Via e numero", "Via di prova 1"))
    assert street["address"]["street"] == "Via di prova 1"
    assert {name: street[name] for name in ("latitude", "longitude")} == {"latitude": None, "longitude": None}
    catalogue = with_(SERVICE, hours_confirmed="2026-01-01")
    hours = changed(corrected(SERVICE, "Orari", "lun 9-12", catalogue=catalogue))
    assert hours["hours_confirmed"] is None
    kept = changed(corrected(SERVICE, "Costo", "Gratuito", catalogue=catalogue))
    assert "hours_confirmed" not in kept


# words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "answers", "rows"),
    [
        (PLACE, {"verdict": "valid"}, [("Confermata il", "", "22 novembre 2026")]),
        (
            SERVICE,
            {"verdict": "closed", "reason": "Chiuso nel 2026.", "replaced_by": "portineria-melotti"},
            [
                ("Stato del servizio", "Attivo", "Finito per sempre"),
                ("È una cosa finita", "", "sì"),
                ("Com'è andata a finire", "", "Chiuso nel 2026."),
                ("Sostituita da", "", "Portineria di quartiere Spazio Melotti"),
            ],
        ),
        (
            PLACE,
            {"verdict": "withdrawn", "reason": "Doppione."},
            [
                ("Stato della scheda", "Pubblicata", "Ritirata dal catalogo"),
                ("Perché è stata ritirata", "", "Doppione."),
            ],
        ),
        (
            SERVICE,
            {"verdict": "wrong", "field_1": "Orari", "value_1": "lun 9-12"},
            [("Orari", "", "lunedì 09:00–12:00")],
        ),
    ],
)
def test_the_difference_is_told_in_words(
    named: str, answers: dict[str, Answer], rows: list[tuple[str, str, str]]
) -> None:
    decision = review(named, **answers)
    [after] = decision.records
    catalogue = real().catalogue.holding(decision.records)
    found = differences(voice(catalogue, real().words["it"]), decision.before[after.key], after)
    assert [(row.label, row.before, row.after) for row in found] == rows


def test_the_reply_names_the_field_and_says_what_was_chosen() -> None:
    reply = render(
        review(SERVICE, verdict="wrong", field_1="cost", value_1="FORSE"), real().catalogue, real().words["it"]
    )
    assert "In «Costo» c'è una scelta che non esiste" in reply
    assert "| Costo | <code>FORSE</code> |" in reply
    assert "example.org" not in reply  # the example of another field would mislead


# laws -----------------------------------------------------------------------------------------------------------------

BY_VERDICT: Mapping[str, set[str]] = {
    "valid": {"assured_date", "assured_by", "status", "review_by", "archived_reason"},
    "withdrawn": {"status", "archived_reason", "replaced_by"},
    "closed": {"historic", "historic_note", "replaced_by", "phase", "state", "service_status"},
}


@pytest.mark.parametrize("verdict", BY_VERDICT)
@pytest.mark.parametrize("kind", KINDS)
def test_a_verdict_touches_its_own_fields_and_breaks_nothing(kind: str, verdict: str) -> None:
    reason = {} if verdict == "valid" else {"reason": "Una prova."}
    decided = 0
    for record in real().catalogue.of(kind)[:: 1 if SOAK else 12]:
        decision = review(address(record), verdict=verdict, **reason)
        if not decision.is_change:
            assert verdict == "valid", (record.id, codes(decision))
            assert all(field.startswith("field_") for _, field in codes(decision)), (record.id, codes(decision))
            continue
        decided += 1
        assert set(changed(decision)) <= BY_VERDICT[verdict], record.id
        assert errors(check_around(real().catalogue, decision.records, TODAY)) == [], record.id
    assert decided or not real().catalogue.of(kind)


def said(form: Form, record: Record) -> Iterator[tuple[Question, str]]:
    """Every field that a record fills, as a person would repeat it."""
    asked = replace(form, kinds=(record.kind,), fields=tuple(corrections(record.kind)))
    asked = replace(asked, fields=tuple(replace(item, kinds=(record.kind,)) for item in asked.fields))
    answers = answers_of(asked, record, real().catalogue, "it")
    for item in asked.fields:
        answer = answers.get(item.id, "")
        values = answer if isinstance(answer, tuple) else (answer,)
        labels = {option.value: option.labels["it"] for option in item.options}
        text = "\n".join(labels.get(value, value) for value in values if value)
        if text:
            yield item, text


@pytest.mark.parametrize("kind", KINDS)
def test_repeating_what_a_record_says_changes_nothing(kind: str) -> None:
    repeated = 0
    for record in real().catalogue.of(kind)[:: 1 if SOAK else 25]:
        for item, text in said(real().forms[STEM], record):
            decision = corrected(address(record), item.labels["it"], text)
            assert codes(decision) == [("nothing-changes", "record")], (record.id, item.asks, text)
            repeated += 1
    assert repeated or not real().catalogue.of(kind)


TEXTS = st.one_of(
    st.text(min_size=1, max_size=30),
    st.sampled_from(["-", "sì", "no", "12:30", "lun 9-12", "2026-02-30", "Adecco", "milano", "0", ";", "Gratuito"]),
)


@st.composite
def reviews(draw: st.DrawFn) -> tuple[Record, dict[str, Answer]]:
    record = draw(st.sampled_from(RECORDS))
    answers: dict[str, Answer] = {"verdict": draw(st.sampled_from(["valid", "wrong", "closed", "withdrawn"]))}
    items = draw(st.lists(st.sampled_from(corrections(record.kind)), max_size=3))
    for number, item in enumerate(items, 1):
        labels = [option.labels["it"] for option in item.options if option.value]
        answers[f"field_{number}"] = draw(st.sampled_from([*item.labels.values(), item.labels["it"].upper()]))
        answers[f"value_{number}"] = draw(st.sampled_from(labels) if labels and draw(st.booleans()) else TEXTS)
    for id in ("reason", "replaced_by", "assured_by"):
        if draw(st.booleans()):
            answers[id] = draw(st.one_of(TEXTS, st.sampled_from(RECORDS).map(address)))
    return record, answers


@settings(max_examples=1500 if SOAK else 40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(reviews())
def test_every_review_is_born_valid_or_refused_with_reasons(case: tuple[Record, dict[str, Answer]]) -> None:
    record, answers = case
    decision = review(address(record), **answers)
    assert decision.is_change is (not errors(decision.diagnostics))
    if decision.is_change:
        assert [after.key for after in decision.records] == [record.key]
        assert errors(check_around(real().catalogue, decision.records, TODAY)) == []
        again = review(address(record), catalogue=real().catalogue.holding(decision.records), **answers)
        assert codes(again) == [("nothing-changes", "record")]
    else:
        assert render(decision, real().catalogue, real().words["it"]).count("\n- ") >= len(decision.diagnostics)
