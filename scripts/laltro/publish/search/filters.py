"""What the search narrows by: the fields that say so in their schema by `filter`, several of them by one name."""

from __future__ import annotations

from collections.abc import Iterator

from laltro.model.catalogue import Catalogue
from laltro.model.field import Field, reference_of
from laltro.model.record import Record
from laltro.model.record_where import PLACE, is_place, place_field, places_of
from laltro.model.schema import Schema
from laltro.voice.words import Words

UNKNOWN = "unknown"
# A choice that stands for all others of its field.
BOTH = "both"


def filters(catalogue: Catalogue) -> list[str]:
    """The names of all filters: first those that `common.yaml` puts into an order."""
    schemas = [catalogue.schemas[kind] for kind in catalogue.searched]
    order = [name for schema in schemas[:1] for name in schema.filters]
    return list(dict.fromkeys([*order, *(item.filter for schema in schemas for item in schema.fields if item.filter)]))


def told(catalogue: Catalogue, record: Record, name: str) -> list[str] | None:
    """The values by which a filter finds a record; none where it does not tell, None where its kind has none to tell.

    What a place is like holds for whatever is there, unless the place is confidential.
    """
    schema = catalogue.schema(record)
    if (item := _field(schema, name)) and not is_place(record):
        return _values(item, record)
    place = catalogue.schemas.get(PLACE)
    item = _field(place, name) if place and (is_place(record) or place_field(schema)) else None
    if not item:
        return None
    there = [each for each in places_of(catalogue, record) if each.get("confidential") is not True]
    return sorted({value for each in there for value in _values(item, each)})


def options(catalogue: Catalogue, words: Words, name: str, used: set[str]) -> Iterator[tuple[str, str]]:
    """The values of a filter that are in use, each once with its words, in the order of the schema."""
    seen: set[str] = set()
    for kind in catalogue.searched:
        item = _field(catalogue.schemas[kind], name)
        for value, label in _known(catalogue, words, kind, item, used) if item else ():
            if value in used - seen:
                seen.add(value)
                yield value, label


def _known(catalogue: Catalogue, words: Words, kind: str, item: Field, used: set[str]) -> list[tuple[str, str]]:
    """The values of a field with their words: of a choice, of a vocabulary, or the languages that are spoken."""
    if choice := _choice(item):
        return [(value, words.option(kind, item.name, value)) for value in choice]
    if table := catalogue.vocabularies.get(reference_of(item)):
        return [(row["id"], words.term(row)) for row in table.rows]
    return [(value, words.language(value)) for value in sorted(used)]


def _field(schema: Schema, name: str) -> Field | None:
    return next((item for item in schema.fields if item.filter == name), None)


def _choice(item: Field) -> tuple[str, ...]:
    return (item.item or item).enum


def _values(item: Field, record: Record) -> list[str]:
    found = record.items(item.name) if item.item else filter(None, [record.get(item.name)])
    stated = [str(value) for value in found if value != UNKNOWN]
    return [value for value in _choice(item) if value not in (BOTH, UNKNOWN)] if BOTH in stated else stated
