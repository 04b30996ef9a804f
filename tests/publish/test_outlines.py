# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the map draws: outlines of the territories, and the points of records."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from shapely.geometry import Point, shape

from laltro.model.catalogue import Catalogue
from laltro.model.record_where import home_territories
from laltro.publish.data.outlines import neighbours, outlines
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.points import chart, points, words
from laltro.world.data.files import read_catalogue
from tests.publish.conftest import EXAMPLES

MOST_BYTES = 16_000  # on the wire: what a reader's telephone pays for the outlines
HERE = {"latitude": 45.4333, "longitude": 9.2444, "point_basis": "exact"}
Made = tuple[str, str, dict[str, Any]]


@pytest.fixture(scope="module")
def city() -> Catalogue:
    return read_catalogue(EXAMPLES)


def features(catalogue: Catalogue, *shown: str) -> list[dict[str, Any]]:
    return list(json.loads(outlines(catalogue, shown))["features"])


def test_every_municipio_and_the_chosen_quarters_from_far_to_near(city: Catalogue) -> None:
    found = [item["properties"] for item in features(city, "nil-49", "milano", "unknown")]
    assert [item["level"] for item in found] == ["far"] * 7 + ["home"] * 2 + ["nil"]
    assert [item["id"] for item in found[7:]] == ["municipio-4", "municipio-6", "nil-49"]
    assert [item["name"] for item in found[7:]] == ["Municipio 4", "Municipio 6", "Giambellino"]


def test_outlines_are_valid_and_bear_their_names_inside(city: Catalogue) -> None:
    for item in features(city, *home_territories(city)):
        outline = shape(item["geometry"])
        assert outline.is_valid, item["properties"]["id"]
        assert outline.contains(Point(item["properties"]["label"])), item["properties"]["id"]


def test_outlines_are_small(city: Catalogue) -> None:
    assert len(gzip.compress(outlines(city, home_territories(city)))) < MOST_BYTES


def test_no_outlines_no_map(city: Catalogue) -> None:
    bare = replace(city, territories=None)
    assert features(bare, "nil-49") == []
    assert neighbours(bare, "nil-49") == []


@pytest.mark.parametrize(
    ("nil", "around"),
    [
        ("nil-33", ["nil-30", "nil-31", "nil-32", "nil-35"]),
        ("nil-49", ["nil-44", "nil-45", "nil-48", "nil-50", "nil-51", "nil-52", "nil-53"]),
        ("milano", []),
    ],
)
def test_neighbours(city: Catalogue, nil: str, around: list[str]) -> None:
    assert neighbours(city, nil) == around


def test_neighbours_are_mutual(city: Catalogue) -> None:
    around = {id: neighbours(city, id) for id in city.vocabularies["territories"].ids() if id.startswith("nil-")}
    assert all(around.values())
    assert [(one, two) for one, others in around.items() for two in others if one not in around[two]] == []


PLACE: Made = ("place", "p", {"name": "Luogo", **HERE})
SERVICE: Made = ("service", "s", {"name": "Servizio", "places": ["p"], "areas": ["training", "other"]})


@pytest.mark.parametrize(
    ("records", "drawn"),
    [
        ([PLACE], ["place p"]),
        ([PLACE, SERVICE], ["service s"]),
        ([PLACE, SERVICE, ("place", "q", {"name": "Q", **HERE})], ["service s", "place q"]),
        ([PLACE, SERVICE, ("offer", "o", {"title": "O", "place": "p"})], ["offer o", "service s"]),
        ([("place", "p", {"name": "P", **HERE, "confidential": True}), SERVICE], []),
        ([("place", "p", {"name": "P", **HERE, "status": "archived"}), SERVICE], []),
        ([("place", "p", {"name": "P", "latitude": 45.4}), SERVICE], []),
        ([SERVICE], []),
    ],
)
def test_points(edition_of: Callable[..., Edition], records: list[Made], drawn: list[str]) -> None:
    edition = edition_of(*records)
    found = points(edition, [edition.catalogue.records[key] for key in sorted(edition.catalogue.records)], "../../")
    assert [f"{point.kind} {point.href.split('/')[-2]}" for point in found] == drawn


@pytest.mark.parametrize(("basis", "approximate"), [("exact", False), ("approximate", True)])
def test_a_point_says_what_and_how_exactly(edition_of: Callable[..., Edition], basis: str, approximate: bool) -> None:
    edition = edition_of(("place", "p", {"name": "P", **HERE, "point_basis": basis}), SERVICE)
    (point,) = json.loads(chart(edition, edition.catalogue.of("service"), "../../").points)
    assert point == {
        **{"lat": 45.4333, "lon": 9.2444, "title": "Servizio", "href": "../../servizi/s/"},
        **{"kind": "service", "area": "training", "approximate": approximate},
    }


@pytest.mark.parametrize(("lang", "said"), [("it", "Ingrandisci"), ("en", "Zoom in")])
def test_the_words_of_a_map(edition_of: Callable[..., Edition], lang: str, said: str) -> None:
    found = json.loads(words(edition_of(lang=lang)))
    assert found["zoom_in"] == said
    assert found["icons"]["training"] == "book"
    assert "need" not in found["kinds"]
    assert {"label", "zoom_out", "close", "cluster", "legend", "source", "approximate"} <= set(found)
