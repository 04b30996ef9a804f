"""The places that have a point, for maps (GeoJSON, RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.record_where import PLACE, place_field
from laltro.model.schema import ANY_DAY, Schema
from laltro.publish.data.open_data import as_json
from laltro.publish.edition.points import is_drawn

PLACES = "luoghi.geojson"
_STATED = ("point_basis", "municipio", "nil", "historic")
Tree = dict[str, Any]


def places(catalogue: Catalogue, site_url: str) -> bytes:
    """A FeatureCollection of the places of a released catalogue; those withdrawn or confidential are left out."""
    drawn = [place for place in catalogue.of(PLACE) if is_drawn(place)]
    features = [_feature(catalogue, place, site_url) for place in drawn]
    return as_json({"type": "FeatureCollection", "features": features})


def _feature(catalogue: Catalogue, place: Record, site_url: str) -> Tree:
    """Longitude first. `point_basis` says whether the point is the place's own (exact) or only near it."""
    point = [place.get("longitude"), place.get("latitude")]
    stated = {name: place.get(name) for name in _STATED if place.get(name) is not None}
    there = {schema.plural: list(_there(catalogue, place, schema, site_url)) for schema in _found_at_places(catalogue)}
    properties = {**_named(catalogue, place, site_url), **stated, **there}
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": point}, "properties": properties}


def _found_at_places(catalogue: Catalogue) -> Iterator[Schema]:
    """The kinds whose records readers set out for on any day, and that say at which place they are."""
    for kind in catalogue.listed:
        schema = catalogue.schemas[kind]
        if schema.page.visited == ANY_DAY and place_field(schema):
            yield schema


def _there(catalogue: Catalogue, place: Record, schema: Schema, site_url: str) -> Iterator[Tree]:
    """The records of a kind that are at a place, those of the past said to be so."""
    for record in catalogue.linking(place, schema.kind, place_field(schema)):
        if record.get("status") == "published":
            yield {**_named(catalogue, record, site_url), **({"historic": True} if record.historic else {})}


def _named(catalogue: Catalogue, record: Record, site_url: str) -> Tree:
    """With the name as the record states it, in Italian like all data."""
    schema = catalogue.schema(record)
    url = f"{site_url}{schema.folder}/{record.id}/"
    return {"kind": record.kind, "id": record.id, "name": record.get(schema.title), "url": url}
