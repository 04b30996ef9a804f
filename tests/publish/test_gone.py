# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What closed or was withdrawn keeps its page, says so first, and is offered nowhere as if it were there."""

from collections.abc import Callable
from typing import Any

import pytest

from laltro.publish.data.jsonld import document
from laltro.publish.edition.edition import Edition
from laltro.publish.lists.lists import kind_list
from laltro.publish.site.record_page import article, description

MakeEdition = Callable[..., Edition]
CLOSED = {"historic": True, "historic_note": "Ha chiuso nel 2026.", "replaced_by": "y"}
WITHDRAWN = {"status": "archived", "archived_reason": "Doppione.", "replaced_by": "y"}
NEW = ("service", "y", {"name": "Esempio nuovo"})


def edition_with(edition_of: MakeEdition, **values: Any) -> Edition:
    place = ("place", "p", {"name": "Posto di prova"})
    old = {"name": "Esempio vecchio", "summary": "Apre il lunedì.", "places": ["p"], **values}
    return edition_of(("service", "x", old), NEW, place)


def page(edition: Edition, kind: str = "service", id: str = "x") -> str:
    return article(edition, edition.catalogue.records[kind, id])


@pytest.mark.parametrize(
    ("values", "head", "reason"),
    [(CLOSED, "Concluso", "Ha chiuso nel 2026."), (WITHDRAWN, "Scheda ritirata", "Doppione.")],
)
def test_it_says_so_first_why_and_what_took_its_place(
    edition_of: MakeEdition, values: dict[str, Any], head: str, reason: str
) -> None:
    html = page(edition_with(edition_of, **values))
    told = [html.index(text) for text in (f"{head}.", reason, "Al suo posto", "Esempio nuovo", "Apre il lunedì.")]
    assert told == sorted(told)


def test_of_a_need_of_the_past_nobody_says_that_it_ended(edition_of: MakeEdition) -> None:
    edition = edition_of(("shared_need", "n", {"title": "Esempio", "historic": True}))
    html, card = page(edition, "shared_need", "n"), str(kind_list(edition, "shared_need"))
    assert "Raccontato in passato." in html
    assert "Se oggi è ancora così" in html
    assert '<span class="state">Raccontato in passato</span>' in card
    assert "Conclus" not in html
    assert "Concluso" not in card


def test_both_closed_and_withdrawn_names_its_successor_once(edition_of: MakeEdition) -> None:
    html = page(edition_with(edition_of, **{**CLOSED, **WITHDRAWN}))
    assert html.count("Al suo posto") == 1
    assert html.index("Scheda ritirata.") < html.index("Concluso.")


def test_of_what_was_withdrawn_nothing_is_vouched_for(edition_of: MakeEdition) -> None:
    withdrawn = page(edition_with(edition_of, **WITHDRAWN, assured_date="2026-11-01", service_status="unknown"))
    assert "Confermata il" not in withdrawn
    assert "Non sappiamo se è attivo" not in withdrawn
    assert "Confermata il" in page(edition_with(edition_of, assured_date="2026-11-01"))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "Apre il lunedì."),
        (CLOSED, "Concluso. Apre il lunedì."),
        (WITHDRAWN, "Scheda ritirata. Apre il lunedì."),
    ],
)
def test_a_link_preview_says_so_too(edition_of: MakeEdition, values: dict[str, Any], told: str) -> None:
    edition = edition_with(edition_of, **values)
    assert description(edition, edition.catalogue.records["service", "x"]) == told


@pytest.mark.parametrize(("values", "note"), [({}, ""), (CLOSED, "Concluso"), (WITHDRAWN, "Scheda ritirata")])
def test_the_page_of_its_place_says_so(edition_of: MakeEdition, values: dict[str, Any], note: str) -> None:
    html = page(edition_with(edition_of, **values), "place", "p")
    link = html.index("Esempio vecchio</a>")
    assert ("<small>" in html[link : link + 60]) is bool(note)
    assert note in html[link : link + 80]


@pytest.mark.parametrize(
    ("kind", "values", "described"),
    [
        ("service", {}, True),
        ("service", {"service_status": "temporarily_closed"}, True),
        ("service", {"service_status": "defunct"}, False),
        ("service", {"service_status": "inactive"}, False),
        ("service", CLOSED, False),
        ("service", WITHDRAWN, False),
        ("offer", {"historic": True}, False),
        ("shared_need", {"historic": True}, False),
        ("place", {"historic": True}, True),
        ("place", {"status": "archived"}, False),
        ("meeting", {"historic": True, "starts_at": "2017-05-18"}, True),
    ],
)
def test_programs_are_told_of_nothing_that_is_gone(
    edition_of: MakeEdition, kind: str, values: dict[str, Any], described: bool
) -> None:
    edition = edition_of((kind, "x", {"name": "X", "title": "X", **values}))
    assert (document(edition, edition.catalogue.records[kind, "x"]) is not None) is described


def test_the_way_to_the_review_is_the_first_where_there_is_no_other(edition_of: MakeEdition) -> None:
    records = (("place", "p", {"name": "P"}), ("service", "s", {"name": "S"}))
    edition = edition_of(*records, forms=frozenset({"servizio", "conferma"}))
    assert "contribuisci/conferma/?record=luoghi/p" in page(edition, "place", "p")
    assert "button--plain" not in page(edition, "place", "p")
    assert "button--plain" in page(edition, "service", "s")
