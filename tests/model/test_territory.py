# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Points in Milan."""

from __future__ import annotations

import pytest

from laltro.model.territories import Location, Territories
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import ROOT


@pytest.fixture(scope="module")
def territories() -> Territories:
    found = read_catalogue(ROOT / "data").territories
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("longitude", "latitude", "nil", "municipio"),
    [
        pytest.param(9.21328, 45.46061, "nil-26", "municipio-4", id="via Bezzecca"),
        pytest.param(9.134322, 45.447557, "nil-49", "municipio-6", id="Lorenteggio"),
        pytest.param(9.187261, 45.464354, "nil-1", "municipio-1", id="Duomo"),
        pytest.param(9.35, 45.46, "", "", id="outside Milan"),
        pytest.param(45.46, 9.19, "", "", id="the two mixed up"),
        pytest.param(-9.19, -45.46, "", "", id="the other half of the world"),
    ],
)
def test_where_a_point_lies(
    territories: Territories, longitude: float, latitude: float, nil: str, municipio: str
) -> None:
    assert territories.locate(longitude, latitude) == Location(nil, municipio)


def test_on_a_shared_edge_the_first_id_is_taken() -> None:
    def square(id: str, west: float) -> dict[str, object]:
        ring = [[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]
        return {"properties": {"id": id}, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    two = Territories.from_geojson({"features": [square("municipio-2", 0), square("municipio-1", 1)]})
    assert two.locate(1, 0.5) == Location("", "municipio-1")
    assert Territories.from_geojson({"features": []}).locate(9, 45) == Location()
