"""At which places a record is to be found."""

from __future__ import annotations

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.schema import Schema, reference_of

PLACE = "place"
# The fields that say where.
AT = ("places", "place")


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
