"""What a record's article says, and what it must not."""

from collections.abc import Callable
from typing import Any

import pytest

from laltro.publish.edition.edition import Edition
from laltro.publish.site.record_page import article, description

MakeEdition = Callable[..., Edition]
READ = [{"url": "https://example.org", "accessed": "2026-11-22"}]


def html(edition: Edition, kind: str = "service", id: str = "x") -> str:
    return article(edition, edition.catalogue.records[kind, id])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sources": READ}, "Scheda raccolta da fonti pubbliche il 22 novembre 2026"),
        ({}, "Fonte non documentata"),
        ({}, "Nessuna fonte dice da dove viene"),
        ({"sources": READ}, "Prima di andare, informati."),
        ({"sources": READ, "channels": {"phones": ["02 1234 5678"]}}, "Prima di andare, chiama."),
        ({"assured_date": "2026-10-01"}, "Confermata il 1 ottobre 2026"),
        ({"assured_date": "2026-01-01"}, "Conferma scaduta"),
        ({"assured_date": "2026-01-01", "review_by": "2027-01-01"}, "Confermata il 1 gennaio 2026"),
        ({"historic": True, "historic_note": "Finito nel 2019"}, "Finito nel 2019"),
        ({"historic": True}, "Concluso"),
        ({"alert": "Sede cambiata"}, "Sede cambiata"),
        ({"service_status": "defunct"}, "Chiuso per sempre"),
        ({"service_status": "unknown"}, "Non sappiamo se è attivo"),
        ({"certainty": "low"}, "Certezza dell&#39;informazione bassa"),
        ({"category": "nido", "inferred": ["category"]}, "dedotto da noi"),
        ({"minimum_age_months": 36}, "da 3 anni in su"),
        ({"minimum_age_months": 9}, "da 9 mesi in su"),
        ({"maximum_age_months": 36}, "fino a 3 anni"),
        ({"minimum_age_months": 3, "maximum_age_months": 36}, "da 3 mesi a 3 anni"),
        ({"minimum_age_months": 0, "maximum_age_months": 36}, "da 0 a 3 anni"),
        ({"minimum_age_months": 0, "maximum_age_months": 18}, "da 0 a 18 mesi"),
        ({"minimum_age_months": 3, "maximum_age_months": 30}, "da 3 a 30 mesi"),
        ({"minimum_age_months": 0, "maximum_age_months": 12}, "da 0 a 1 anno"),
        ({"minimum_age_months": 1}, "da 1 mese in su"),
        ({"minimum_age_months": 72, "maximum_age_months": 72}, "6 anni"),
        ({"minimum_age_months": 3, "maximum_age_months": 36, "inferred": ["maximum_age_months"]}, "dedotto da noi"),
        ({"minimum_age_months": "tre", "maximum_age_months": 36}, "Età massima"),
        ({"languages": ["it", "xx"]}, "italiano"),
        ({"status": "archived", "archived_reason": "Doppione"}, "Doppione"),
        ({"channels": {"phones": ["+39 020202"]}}, 'href="tel:+39020202"'),
        ({"capacity": {"available": 3, "updated": "2026-11-01"}}, "Posti liberi"),
        ({}, "Come è nato, e da quale bisogno, non è documentato"),
        ({}, "Non documentato: "),
    ],
)
def test_says(edition_of: MakeEdition, values: dict[str, Any], said: str) -> None:
    assert said in html(edition_of(("service", "x", {"name": "S", **values})))


@pytest.mark.parametrize(
    ("values", "unsaid"),
    [
        ({"origin": "preexisting"}, "Come è nato, e da quale bisogno"),
        ({"capacity": {"available": 3, "updated": "2026-09-01"}}, "Posti liberi"),
        ({"capacity": {"available": 3, "updated": "boh"}}, "Posti liberi"),
        ({"service_status": "active"}, "Non sappiamo"),
        ({"channels": {"url": "javascript:alert(1)"}}, 'href="javascript'),
        ({"wemi_url": "//evil.example"}, 'href="//'),
        ({"sources": [{"url": "data:text/html,x"}]}, 'href="data:'),
        ({"minimum_age_months": 3, "maximum_age_months": 36}, "36"),
        ({"minimum_age_months": 3, "maximum_age_months": 36}, "Età m"),
        ({"name": "<b>S</b>"}, "<b>"),
        ({"summary": "<img src=x onerror=y>"}, "<img"),
        ({"description": "</p><script>x</script>"}, "<script>x"),
    ],
)
def test_does_not_say(edition_of: MakeEdition, values: dict[str, Any], unsaid: str) -> None:
    assert unsaid not in html(edition_of(("service", "x", {"name": "S", **values})))


ODD: list[Any] = ["testo", 3, 1.5, True, [], ["a", 1], {"a": "b"}, [{"a": "b"}], [[["x"]]]]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_odd_values_never_crash(edition_of: MakeEdition, odd: Any) -> None:
    for kind in edition_of().catalogue.listed:
        schema = edition_of().catalogue.schemas[kind]
        values = {field.name: odd for field in schema.fields if field.name not in ("status", "id")}
        edition = edition_of((kind, "x", values), lang="en")
        assert "<h1" in html(edition, kind)


@pytest.mark.parametrize("secret", ["Via Segreta 9", "45.4444", "9.1555", "Fermata", "Dietro", "NIL", "openstreetmap"])
def test_a_confidential_place_tells_only_its_municipio(edition_of: MakeEdition, secret: str) -> None:
    place = {
        "name": "Casa",
        "confidential": True,
        "description": "Dietro la chiesa",
        "address": {"street": "Via Segreta 9"},
        "latitude": 45.4444,
        "longitude": 9.1555,
        "nil": "nil-50",
        "municipio": "municipio-6",
        "transport": "Fermata X",
        "hours_note": "Dietro appuntamento",
    }
    edition = edition_of(("place", "p", place), ("service", "x", {"name": "S", "places": ["p"]}))
    for page in (html(edition, "place", "p"), html(edition)):
        assert secret not in page
        assert "Municipio 6" in page


def test_an_approximate_point_is_said(edition_of: MakeEdition) -> None:
    place = {"name": "P", "latitude": 45.4, "longitude": 9.2, "point_basis": "approximate", "municipio": "municipio-4"}
    assert "Punto approssimativo" in html(edition_of(("place", "p", place)), "place", "p")


def test_the_form_is_linked_only_where_it_exists(edition_of: MakeEdition) -> None:
    record = ("service", "x", {"name": "S"})
    assert "contribuisci" not in html(edition_of(record))
    page = html(edition_of(record, forms=frozenset({"servizio"})))
    assert 'href="../../contribuisci/servizio/?record=servizi/x"' in page


def test_english_reads_the_translation_and_marks_what_is_italian(edition_of: MakeEdition) -> None:
    values = {"name": "Nido", "description": "Testo", "translations": {"en": {"name": "Nursery"}}}
    page = html(edition_of(("service", "x", values), lang="en"))
    assert ">Nursery</h1>" in page
    assert '<p lang="it">Testo</p>' in page


def test_drafts_and_suspended_records_are_never_mentioned(edition_of: MakeEdition) -> None:
    hidden = [("organization", s, {"name": f"Nascosta {s}", "status": s}) for s in ("draft", "suspended")]
    edition = edition_of(("service", "x", {"name": "S", "organization": "draft", "partners": ["suspended"]}), *hidden)
    assert "Nascosta" not in html(edition)
    assert set(edition.catalogue.records) == {("service", "x")}


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"summary": "Breve."}, "Breve."),
        ({"description": "Riga\n\naltra"}, "Riga altra"),
        ({}, "Servizio: S"),
        ({"description": "parola " * 40}, "parola " * 21 + "parola…"),
    ],
)
def test_description(edition_of: MakeEdition, values: dict[str, Any], text: str) -> None:
    edition = edition_of(("service", "x", {"name": "S", **values}))
    assert description(edition, edition.catalogue.records["service", "x"]) == text
