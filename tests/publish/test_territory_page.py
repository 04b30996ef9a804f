# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of Municipi and quarters: four answers, what is over apart, and where one can go from there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from laltro.publish.edition.edition import Edition
from laltro.publish.frame.gates import broken_links, inline_scripts, tags
from laltro.publish.frame.shell import split
from laltro.publish.lists.territory_page import territory_pages
from laltro.publish.site.record_page import article
from laltro.world.data.files import read_catalogue
from tests.publish.conftest import EXAMPLES

MakeEdition = Callable[..., Edition]
Made = tuple[str, str, dict[str, Any]]
IN_4 = {"territories": ["municipio-4"]}
ORG: Made = ("organization", "c", {"name": "Cooperativa"})
PLACE: Made = ("place", "p", {"name": "Luogo", "municipio": "municipio-4", "nil": "nil-33"})


def page(edition: Edition, id: str = "municipio-4") -> str:
    return dict(territory_pages(edition, split("<p>@@article@@</p>", edition.words)))[f"territori/{id}/"]


def told(html: str) -> list[str]:
    """Headings with their counts, and the names of cards and links in columns, in order."""
    heading, name, link = (
        r"<h[23][^>]*>(.*?)</h[23]>",
        r'<p class="name">\s*<a[^>]*>(.*?)</a>',
        r"<li>\s*<a[^>]*>([^<]*)</a>",
    )
    found = re.findall(f"{heading}|{name}|{link}", html[html.index("<section") :])
    return [re.sub(r"<[^>]+>", "", " ".join(filter(None, parts))) for parts in found]


EMPTY = {
    "there": ["Che cosa c&#39;è"],
    "needed": ["Che cosa serve"],
    "offered": ["Chi offre"],
    "labs": ["Quali laboratori"],
}


@pytest.mark.parametrize(
    ("records", "part", "lines"),
    [
        ([], "there", []),
        (
            [
                ("service", "a", {"name": "Alfa", "service_area": ["municipio-4"], "areas": ["training", "childcare"]}),
                ("service", "b", {"name": "Beta", "service_area": ["municipio-4"], "areas": ["childcare"]}),
                ("service", "c", {"name": "Gamma", "service_area": ["municipio-4"], "areas": ["nonsense"]}),
                PLACE,
            ],
            "there",
            [
                "Infanzia e cura dei bambini 1",
                "Beta",
                "Formazione 1",
                "Alfa",
                "Servizi 1",
                "Gamma",
                "Luoghi 1",
                "Luogo",
            ],
        ),
        (
            [
                ("shared_need", "a", {"title": "Avuta", **IN_4, "state": "answered"}),
                ("shared_need", "b", {"title": "Ignota", **IN_4}),
                ("shared_need", "c", {"title": "Chissà", **IN_4, "state": "not_documented"}),
                ("shared_need", "d", {"title": "Da fare", **IN_4, "state": "open"}),
            ],
            "needed",
            [
                *("Aperto 1", "Da fare", "Ha avuto una risposta 1", "Avuta"),
                *("Non sappiamo a che punto sono 2", "Chissà", "Ignota"),
            ],
        ),
        (
            [
                ORG,
                ("organization", "d", {"name": "Associazione", **IN_4}),
                ("organization", "e", {"name": "Sciolta", **IN_4, "historic": True}),
                ("offer", "o", {"title": "Sala", **IN_4, "state": "open", "organization": "c"}),
                ("offer", "p", {"title": "Furgone", **IN_4, "state": "delivered", "organization": "c"}),
            ],
            "offered",
            ["Disponibile 1", "Sala", "Già data 1", "Furgone", "Organizzazioni 2", "Associazione", "Cooperativa"],
        ),
        (
            [
                ("lab", "l", {"title": "Laboratorio", **IN_4, "phase": "running"}),
                ("meeting", "a", {"title": "Dopo", "lab": "l", "starts_at": "2099-02-01"}),
                ("meeting", "b", {"title": "Prima", "lab": "l", "starts_at": "2099-01-01"}),
                ("meeting", "c", {"title": "Senza data", "lab": "l"}),
                ("outcome", "o", {"title": "Esito", "lab": "l"}),
            ],
            "labs",
            [
                *("Prossimi incontri 3", "Prima", "Dopo", "Senza data"),
                *("Laboratori urbani 1", "Laboratorio", "Esiti 1", "Esito"),
            ],
        ),
    ],
)
def test_the_four_answers(edition_of: MakeEdition, records: list[Made], part: str, lines: list[str]) -> None:
    expected = [line for name, heading in EMPTY.items() for line in (*heading, *(lines if name == part else ()))]
    assert told(re.split('<nav class="near"|<section class="historic"', page(edition_of(*records)))[0]) == expected


def test_what_is_over_stands_apart(edition_of: MakeEdition) -> None:
    html = page(edition_of(("lab", "l", {"title": "Chiuso", **IN_4, "phase": "closed"})))
    answers, _, over = html.partition('<section class="historic">')
    assert "Chiuso" not in answers
    assert "Chiuso" in over
    assert '<a href="#historic">' in answers


@pytest.mark.parametrize(("count", "waiting"), [(3, 0), (4, 0), (5, 2), (40, 37)])
def test_the_rest_of_a_long_group_waits_behind_a_control(edition_of: MakeEdition, count: int, waiting: int) -> None:
    labs: list[Made] = [("lab", f"l{n}", {"title": f"Laboratorio {n}", **IN_4}) for n in range(count)]
    html = page(edition_of(*labs))
    behind = "".join(re.findall(r'<details class="more">(.*?)</details>', html, re.DOTALL))
    assert html.count('<p class="name">') == count
    assert behind.count('<p class="name">') == waiting
    assert (f"Mostra ancora {waiting}" in behind) is bool(waiting)


@pytest.mark.parametrize(("forms", "ways"), [((), 0), (("bisogno", "offerta"), 2)])
def test_an_empty_page_says_what_one_can_do(edition_of: MakeEdition, forms: tuple[str, ...], ways: int) -> None:
    html = page(replace(edition_of(), forms=forms), "nil-47")
    assert html.count('<p class="quiet">') == 4
    assert len(re.findall(r'class="button" href="../../contribuisci/[a-z]+/"', html)) == ways


@pytest.mark.parametrize(
    ("id", "linked", "note"),
    [
        ("nil-33", ["municipio-4", "nil-30", "nil-31", "nil-32", "nil-35"], "Questo quartiere è nel Municipio 4."),
        ("nil-27", ["municipio-4"], "Questo quartiere è a cavallo di più Municipi: Municipio 5, Municipio 4."),
        ("milano", ["municipio-4", "municipio-6"], "Qui c&#39;è solo quello che vale per tutta la città."),
        ("municipio-6", ["nil-44", "nil-45"], ""),
    ],
)
def test_what_is_close_by(edition_of: MakeEdition, id: str, linked: list[str], note: str) -> None:
    edition = edition_of()
    known = replace(edition.catalogue, territories=read_catalogue(EXAMPLES).territories)
    html = page(replace(edition, catalogue=known), id)
    near = html[html.index('<nav class="near"') :]
    assert re.findall(r"territori/([a-z0-9-]+)/", near)[: len(linked)] == linked
    assert note in html


def test_every_point_of_the_map_is_in_the_page(edition_of: MakeEdition) -> None:
    at = {"latitude": 45.4333, "longitude": 9.2444, "point_basis": "exact"}
    html = page(
        edition_of(
            ("place", "p", {"name": '"><script>alert(1)</script>', "municipio": "municipio-4", **at}),
            ("service", "s", {"name": "S", "places": ["p"]}),
            ("service", "t", {"name": "T", "places": ["p"], "historic": True}),
            ("place", "q", {"name": "Q", "municipio": "municipio-4", **at}),
        )
    )
    (holder,) = [attributes for name, attributes in tags(html) if "data-map" in attributes]
    drawn = set(re.findall(r'"href":"([^"]+)"', holder["data-map"]))
    assert drawn == {"../../servizi/s/", "../../luoghi/q/"}
    assert drawn <= {attributes.get("href") for _, attributes in tags(html)}
    assert list(inline_scripts("p.html", tags(html))) == []


@pytest.mark.parametrize(
    ("values", "links"),
    [
        ({"point_basis": "exact"}, ["https://www.openstreetmap.org/", "geo:45.4333,9.2444?q=45.4333,9.2444"]),
        ({"confidential": True}, []),
        ({"status": "archived"}, []),
        (
            {"point_basis": "exact", "url": "geo:1,2"},
            ["https://www.openstreetmap.org/", "geo:45.4333,9.2444?q=45.4333,9.2444"],
        ),
    ],
)
def test_a_place_opens_in_a_map_elsewhere(edition_of: MakeEdition, values: dict[str, Any], links: list[str]) -> None:
    place = {"name": "P", "latitude": 45.4333, "longitude": 9.2444, **values}
    edition = edition_of(("place", "p", place))
    found = tags(article(edition, edition.catalogue.of("place")[0]))
    outward = [
        tag["href"] for name, tag in found if name == "a" and re.match("geo:|https://www.openstreetmap", tag["href"])
    ]
    assert [href.split("?mlat")[0] for href in outward] == links
    assert len([1 for _, tag in found if "data-map" in tag]) == (1 if links else 0)
    assert [fault for fault in broken_links("luoghi/p/index.html", found, set()) if "geo:" in fault.found] == []
