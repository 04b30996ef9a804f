"""Lists: what is in them, where, and what is over apart."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from laltro.model.strings import Strings
from laltro.publish.edition.edition import Edition
from laltro.publish.frame.shell import split
from laltro.publish.lists.lists import kind_list
from laltro.publish.lists.places_index import area_pages
from laltro.publish.lists.territory_page import territory_pages
from laltro.voice.words import Words

MakeEdition = Callable[..., Edition]
PLACE = ("place", "p", {"name": "P", "municipio": "municipio-4", "nil": "nil-33"})


def names(html: str) -> list[str]:
    """Headings and linked names, in order."""
    return re.findall(r"<h[23][^>]*>([^<]+)<|<p class=\"name\">\s*<a[^>]*>([^<]+)<", html)


def flat(html: str) -> list[str]:
    return [first or second for first, second in names(html)]


def test_by_name_and_what_is_over_apart(edition_of: MakeEdition) -> None:
    edition = edition_of(
        ("service", "b", {"name": "Zeta"}),
        ("service", "a", {"name": "alfa"}),
        ("service", "c", {"name": "Beta", "historic": True}),
        ("service", "d", {"name": "Archiviato", "status": "archived"}),
        ("service", "e", {"name": "Bozza", "status": "draft"}),
    )
    assert flat(str(kind_list(edition, "service"))) == ["Attuali", "alfa", "Zeta", "Del passato", "Beta"]


def test_a_card_names_its_areas_and_says_in_words_that_it_is_over(edition_of: MakeEdition) -> None:
    now = edition_of(("service", "a", {"name": "A", "areas": ["childcare", "nonsense"]}))
    then = edition_of(("service", "a", {"name": "A", "historic": True}))
    html, over = str(kind_list(now, "service")), str(kind_list(then, "service"))
    assert 'class="icon icon--child" aria-hidden="true"></span> Infanzia e cura dei bambini' in html
    assert "icon--nonsense" not in html
    assert 'class="state"' not in html
    assert '<span class="state">Concluso</span>' in over


def test_meetings_latest_first(edition_of: MakeEdition) -> None:
    days = {"a": "2016", "b": "2018-01-01", "c": "2017-05"}
    edition = edition_of(*(("meeting", id, {"title": id, "lab": "l", "starts_at": day}) for id, day in days.items()))
    assert flat(str(kind_list(edition, "meeting"))) == ["Del passato", "b", "c", "a"]


def test_meetings_that_were_held_and_labs_that_closed_are_over(edition_of: MakeEdition) -> None:
    edition = edition_of(
        ("meeting", "a", {"title": "Tenuto", "starts_at": "2020-01-01T18:00"}),
        ("meeting", "b", {"title": "Futuro", "starts_at": "2099-01"}),
        ("meeting", "c", {"title": "Senza data"}),
        ("lab", "l", {"title": "Chiuso", "phase": "closed"}),
        ("lab", "m", {"title": "Aperto", "phase": "running"}),
    )
    assert flat(str(kind_list(edition, "meeting"))) == ["Attuali", "Futuro", "Senza data", "Del passato", "Tenuto"]
    assert flat(str(kind_list(edition, "lab"))) == ["Attuali", "Aperto", "Del passato", "Chiuso"]


def test_an_empty_list_says_so(edition_of: MakeEdition) -> None:
    assert "Non c&#39;è ancora nessuna scheda" in str(kind_list(edition_of(), "offer"))


def pages(edition: Edition, strings: dict[str, Strings], maker: Any) -> dict[str, list[str]]:
    shell = split("<p>@@article@@</p>", Words(strings["it"]))
    return {address: flat(html) for address, html in maker(edition, shell)}


def test_areas(edition_of: MakeEdition, strings: dict[str, Strings]) -> None:
    edition = edition_of(
        ("service", "s", {"name": "S", "areas": ["training"]}),
        ("shared_need", "n", {"title": "N", "areas": ["training", "other"], "historic": True}),
    )
    found = pages(edition, strings, area_pages)
    assert len(found) == 6
    assert found["aree/training/"] == ["Servizi", "S", "Del passato", "Bisogni condivisi", "N"]
    assert found["aree/other/"] == ["Del passato", "Bisogni condivisi", "N"]
    assert found["aree/childcare/"] == []


@pytest.mark.parametrize(
    ("values", "territories"),
    [
        ({"service_area": ["municipio-6"]}, {"municipio-6"}),
        ({"service_area": ["milano"]}, {"milano"}),
        ({"places": ["p"]}, {"municipio-4", "nil-33"}),
        ({}, set()),
    ],
)
def test_territories(
    edition_of: MakeEdition, strings: dict[str, Strings], values: dict[str, Any], territories: set[str]
) -> None:
    edition = edition_of(PLACE, ("service", "s", {"name": "Il servizio", **values}))
    found = pages(edition, strings, territory_pages)
    assert {address.split("/")[1] for address, listed in found.items() if "Il servizio" in listed} == territories
    assert {"territori/milano/", "territori/municipio-4/", "territori/municipio-6/"} <= set(found)
