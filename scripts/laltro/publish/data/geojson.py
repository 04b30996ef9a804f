"""The places that have a point, for maps (GeoJSON, RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.publish.data.open_data import as_json
from laltro.publish.edition.points import is_drawn

PLACES = "luoghi.geojson"
# What may be found at a place, by the name of its list: its kind, and the field that says where it is.
_THERE = {"services": ("service", "places"), "offers": ("offer", "place")}
_STATED = ("point_basis", "municipio", "nil", "historic")
Tree = dict[str, Any]


def places(catalogue: Catalogue, site_url: str) -> bytes:
    """A FeatureCollection of the places of a released catalogue; those withdrawn or confidential are left out."""
    drawn = [place for place in catalogue.of("place") if is_drawn(place)]
    features = [_feature(catalogue, place, site_url) for place in drawn]
    return as_json({"type": "FeatureCollection", "features": features})


def _feature(catalogue: Catalogue, place: Record, site_url: str) -> Tree:
    """Longitude first. `point_basis` says whether the point is the place's own (exact) or only near it."""
    point = [place.get("longitude"), place.get("latitude")]
    stated = {name: place.get(name) for name in _STATED if place.get(name) is not None}
    there = {name: list(_there(catalogue, place, *link, site_url)) for name, link in _THERE.items()}
    properties = {**_named(catalogue, place, site_url), **stated, **there}
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": point}, "properties": properties}


def _there(catalogue: Catalogue, place: Record, kind: str, field: str, site_url: str) -> Iterator[Tree]:
    """The services or offers that are at a place, those of the past said to be so."""
    for record in catalogue.linking(place, kind, field):
        if record.get("status") == "published":
            yield {**_named(catalogue, record, site_url), **({"historic": True} if record.historic else {})}


def _named(catalogue: Catalogue, record: Record, site_url: str) -> Tree:
    url = f"{site_url}{catalogue.schema(record).folder}/{record.id}/"
    return {"kind": record.kind, "id": record.id, "name": catalogue.title(record), "url": url}
