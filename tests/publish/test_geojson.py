# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The places as GeoJSON: those with a point, none that must not be found."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from shapely.geometry import shape

from laltro.model.catalogue import Catalogue
from laltro.publish.data.geojson import places
from laltro.publish.data.open_data import released
from laltro.publish.edition.edition import public
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME

URL = "https://example.org/repo/"
POINT = {"latitude": 45.4333, "longitude": 9.2444, "point_basis": "approximate"}
Make = Callable[..., Catalogue]


def place(id: str, **values: Any) -> tuple[str, str, dict[str, Any]]:
    return "place", id, {"id": id, "name": f"Luogo {id}", **POINT, **values}


def features(catalogue: Catalogue) -> list[dict[str, Any]]:
    collection = json.loads(places(released(public(catalogue)), URL))
    assert collection["type"] == "FeatureCollection"
    return list(collection["features"])


def test_a_place_says_where_it_is_and_what_is_there(catalogue_of: Make) -> None:
    (found,) = features(
        catalogue_of(
            place("sala", municipio="municipio-4", nil="nil-33"),
            ("service", "corso", {"id": "corso", "name": "Corso", "places": ["sala"]}),
            ("service", "storia", {"id": "storia", "name": "Storia", "places": ["sala"], "historic": True}),
            ("service", "bozza", {"id": "bozza", "name": "Bozza", "places": ["sala"], "status": "draft"}),
            ("service", "via", {"id": "via", "name": "Via", "places": ["sala"], "status": "archived"}),
            ("offer", "stanza", {"id": "stanza", "title": "Stanza", "place": "sala"}),
        )
    )
    service = {"kind": "service", "id": "corso", "name": "Corso", "url": f"{URL}servizi/corso/"}
    gone = {"kind": "service", "id": "storia", "name": "Storia", "url": f"{URL}servizi/storia/", "historic": True}
    assert found == {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [9.2444, 45.4333]},
        "properties": {
            "kind": "place",
            "id": "sala",
            "name": "Luogo sala",
            "url": f"{URL}luoghi/sala/",
            "point_basis": "approximate",
            "municipio": "municipio-4",
            "nil": "nil-33",
            "services": [service, gone],
            "offers": [{"kind": "offer", "id": "stanza", "name": "Stanza", "url": f"{URL}offerte/stanza/"}],
        },
    }


def test_places_without_a_point_withdrawn_or_confidential_are_left_out(catalogue_of: Make) -> None:
    catalogue = catalogue_of(
        place("segreto", confidential=True),
        place("archiviato", status="archived"),
        place("bozza", status="draft"),
        place("sospeso", status="suspended"),
        place("mezzo", longitude=None),
        ("place", "ignoto", {"id": "ignoto", "name": "Ignoto"}),
    )
    assert features(catalogue) == []
    unguarded = json.loads(places(catalogue, URL))["features"]  # not even where nobody cleared the records before
    assert [found["properties"]["id"] for found in unguarded] == []


def test_the_real_places_lie_in_milans_surroundings() -> None:
    catalogue = read_catalogue(HOME)
    found = features(catalogue)
    drawn = [record for record in catalogue.of("place") if record.get("latitude") is not None]
    assert len(found) == len(drawn) > 0
    for feature in found:
        point = shape(feature["geometry"])
        assert 8.9 < point.x < 9.5, feature["properties"]["id"]
        assert 45.3 < point.y < 45.7, feature["properties"]["id"]
        assert feature["properties"]["point_basis"] in ("exact", "approximate")
