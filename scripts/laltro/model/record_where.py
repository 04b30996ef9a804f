"""At which places and in which territories a record is: what it states, and where its places lie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from laltro.model.catalogue import Catalogue
from laltro.model.city import HOME
from laltro.model.field import Field, reference_of, walk
from laltro.model.record import Record
from laltro.model.schema import Schema

# What a reference to one of several kinds says where it means a part of the city, which is no record, and where those
# are listed.
TERRITORY = "territory"
TERRITORIES = "territories"
# The references that say where a record is.
_WHERE = ("places", "place", "lab")

PLACE = "place"
# The fields that say where.
AT = ("places", "place")


def territories_of(catalogue: Catalogue, record: Record) -> list[str]:
    """The territory ids of a record, its places and its lab, the Municipi of its NIL included; sorted, each once.

    A NIL stated without a point counts for every Municipio it has a share in: where exactly is not known.
    """
    stated = _stated(catalogue, record)
    for link in catalogue.references(record):
        target = catalogue.records.get(link.target)
        if target and link.path[0] in _WHERE:
            stated |= _stated(catalogue, target)
    if not any(id.startswith("municipio-") for id in stated):
        stated |= {municipio for nil in stated for municipio in municipi_of(catalogue, nil)}
    return sorted(stated)


def _stated(catalogue: Catalogue, record: Record) -> set[str]:
    fields = catalogue.schema(record).fields
    found = (_territory(item, value) for _, item, value in walk(fields, record.values))
    return {id for id in found if isinstance(id, str)}


def _territory(item: Field, value: Any) -> Any:
    """What a value says of where: the id of a territory, or None."""
    if item.kinds and isinstance(value, Mapping):
        return value.get("id") if value.get("kind") == TERRITORY else None
    return value if item.reference == TERRITORIES else None


def municipi_of(catalogue: Catalogue, nil: str) -> list[str]:
    """The Municipi in which a NIL has a share of at least a twentieth (less is the width of a border)."""
    parts = catalogue.vocabularies.get("territory_parts")
    return [row["municipio"] for row in parts.rows if row.get("nil") == nil and _share(row) >= 0.05] if parts else []


def _share(row: Mapping[str, str]) -> float:
    """The share of a row; nothing where it is no number, which the check of the vocabularies says."""
    try:
        return float(row["share"])
    except (KeyError, ValueError):
        return 0


def home_territories(catalogue: Catalogue) -> list[str]:
    """The city, Municipi 4 and 6 and the quarters in them, in the order of the vocabulary."""
    known = catalogue.vocabularies[TERRITORIES].ids()
    return [id for id in known if id in HOME or set(municipi_of(catalogue, id)) & set(HOME)]


def at_home(catalogue: Catalogue, record: Record) -> bool:
    """False only for a record all of whose territories lie outside Municipi 4 and 6."""
    municipi = [id for id in territories_of(catalogue, record) if not id.startswith("nil-")]
    return not municipi or any(id in HOME for id in municipi)


def is_place(record: Record) -> bool:
    """Whether a record is a place itself."""
    return record.kind == PLACE


def places_of(catalogue: Catalogue, record: Record) -> list[Record]:
    """The places of a record, in the order stated; a place is its own."""
    if is_place(record):
        return [record]
    return [place for name in AT for place in catalogue.linked(record, name)]


def place_field(schema: Schema) -> str:
    """The field by which the records of a kind say where they are; empty where none does."""
    fields = (schema.field(name) for name in AT)
    return next((field.name for field in fields if field and reference_of(field) == PLACE), "")
