"""Where a point lies: Municipi and NIL (Nuclei d'Identità Locale) of Milan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shapely import STRtree
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Location:
    """The ids of the NIL and the Municipio that hold a point; empty outside Milan."""

    nil: str = ""
    municipio: str = ""


class Territories:
    """The outlines, indexed. Coordinates are WGS 84 degrees, longitude first (EPSG:4326, as in GeoJSON)."""

    def __init__(self, ids: list[str], outlines: list[BaseGeometry]) -> None:
        self.ids = ids
        self.outlines = outlines
        self._tree = STRtree(outlines)

    @classmethod
    def from_geojson(cls, collection: Mapping[str, Any]) -> Territories:
        """From a FeatureCollection whose features bear `properties.id`."""
        features = collection["features"]
        return cls([item["properties"]["id"] for item in features], [shape(item["geometry"]) for item in features])

    def locate(self, longitude: float, latitude: float) -> Location:
        """The NIL and Municipio that cover a point."""
        hits = [self.ids[int(index)] for index in self._tree.query(Point(longitude, latitude), predicate="intersects")]
        nil = next((id for id in sorted(hits) if id.startswith("nil-")), "")
        return Location(nil, next((id for id in sorted(hits) if id.startswith("municipio-")), ""))
