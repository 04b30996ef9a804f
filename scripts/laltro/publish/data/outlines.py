"""The outlines that the map draws: all Municipi, and the quarters that the catalogue is about (GeoJSON, RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from shapely.geometry import Polygon, mapping
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from laltro.model.catalogue import Catalogue
from laltro.model.city import HOME
from laltro.model.record_where import TERRITORIES

OUTLINES = "assets/outlines.json"
# Degrees. Outlines were simplified one by one: between neighbours a gap may lie. And how well a name is centred.
_TOUCHING, _CENTRED = 0.0003, 0.0005
Tree = dict[str, Any]


def outlines(catalogue: Catalogue, shown: Collection[str]) -> bytes:
    """A FeatureCollection of the nine Municipi and, above them, the quarters whose ids are in `shown`.

    Each bears `id`, `name`, `level` (`far` for other Municipi, `home` for ours, `nil`) and `label`, the point
    (longitude, latitude) on which its name is read best. Empty where the outlines are not known.
    """
    known = _known(catalogue)
    chosen = [
        id for id in catalogue.vocabularies[TERRITORIES].ids() if id in known and (_level(id) != "nil" or id in shown)
    ]
    drawn = sorted(chosen, key=lambda id: ("far", "home", "nil").index(_level(id)))
    tree = {"type": "FeatureCollection", "features": [_feature(catalogue, id, known[id]) for id in drawn]}
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


def neighbours(catalogue: Catalogue, nil: str) -> list[str]:
    """The quarters around a quarter, in the order of the vocabulary."""
    known = _known(catalogue)
    own = known.get(nil)
    near = [id for id, other in known.items() if own is not None and id != nil and own.distance(other) < _TOUCHING]
    return [id for id in catalogue.vocabularies[TERRITORIES].ids() if id in near and _level(id) == "nil"]


def _known(catalogue: Catalogue) -> dict[str, BaseGeometry]:
    known = catalogue.territories
    return dict(zip(known.ids, known.outlines, strict=True)) if known else {}


def _level(id: str) -> str:
    if id.startswith("nil-"):
        return "nil"
    return "home" if id in HOME else "far"


def _feature(catalogue: Catalogue, id: str, outline: BaseGeometry) -> Tree:
    row = catalogue.vocabularies[TERRITORIES].row(id) or {}
    properties = {"id": id, "name": row.get("name", id), "level": _level(id), "label": _label(outline)}
    return {"type": "Feature", "properties": properties, "geometry": mapping(outline)}


def _label(outline: BaseGeometry) -> list[float]:
    point = polylabel(outline, _CENTRED) if isinstance(outline, Polygon) else outline.representative_point()
    return [round(point.x, 5), round(point.y, 5)]
