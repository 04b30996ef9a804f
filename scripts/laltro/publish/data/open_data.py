"""What leaves the site as data: the public records without what must not be known, and all of them as one JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from laltro.model.catalogue import Catalogue, Vocabulary
from laltro.model.field import Field
from laltro.model.record import Record
from laltro.model.record_where import TERRITORY
from laltro.model.schema import Schema
from laltro.voice.words import Words

# Where the downloads lie below the root of the site, for every language.
FOLDER = "dati"
CATALOGUE = "catalogo.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
# What may be said of a confidential place. Its page says no more; its sources are left out too, for a page that they
# lead to may give the address away.
_CONFIDENTIAL = frozenset({"id", "status", "name", "location_type", "municipio", "confidential", "historic"})


def released(catalogue: Catalogue) -> Catalogue:
    """The catalogue to be exported: `catalogue` holds public records only, and no link leads to any other.

    A draft that a public record refers to would otherwise be told by its id, and break a foreign key. Kinds without
    pages (single needs) are no part of it at all.
    """
    kept = {key: _released(catalogue, record) for key, record in catalogue.records.items()}
    vocabularies = public_vocabularies(catalogue)
    return replace(catalogue, schemas=public_schemas(catalogue), records=kept, vocabularies=vocabularies)


def public_schemas(catalogue: Catalogue) -> dict[str, Schema]:
    """The kinds that have pages, by kind."""
    return {kind: schema for kind, schema in catalogue.schemas.items() if schema.folder}


def public_vocabularies(catalogue: Catalogue) -> dict[str, Vocabulary]:
    """The vocabularies that public records refer to, and those that say more about these; word lists of ours are not.

    They depend on the schemas alone, so that the downloads are the same whatever the records are.
    """
    fields = [item for schema in public_schemas(catalogue).values() for item in every_field(schema.fields)]
    used = {item.reference for item in fields}
    return {
        name: vocabulary
        for name, vocabulary in catalogue.vocabularies.items()
        if name in used or used & {key["reference"]["resource"] for key in vocabulary.schema.get("foreignKeys", ())}
    }


def every_field(fields: Sequence[Field]) -> Iterator[Field]:
    """The fields, their parts, and the items of their lists."""
    for item in fields:
        yield item
        yield from every_field(item.fields)
        yield from every_field((item.item,) if item.item else ())


def _released(catalogue: Catalogue, record: Record) -> Record:
    schema = catalogue.schema(record)
    values = _parts(catalogue, schema.fields, record.values)
    if record.get("confidential") is True:
        values = {name: value for name, value in values.items() if name in _CONFIDENTIAL}
    return replace(record, values=schema.arrange(values))


def _parts(catalogue: Catalogue, fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {item.name: _value(catalogue, item, values[item.name]) for item in fields if item.name in values}
    return {name: value for name, value in kept.items() if value is not None}


def _value(catalogue: Catalogue, item: Field, value: Any) -> Any:
    """The value without links to records that are not in the catalogue; None where it was nothing but such a link."""
    if item.kinds and isinstance(value, Mapping):
        kept = value.get("kind") == TERRITORY or (value.get("kind"), value.get("id")) in catalogue.records
        return value if kept else None
    if isinstance(value, Mapping):
        return _parts(catalogue, item.fields, value)
    if isinstance(value, list | tuple) and item.item:
        kept = (_value(catalogue, item.item, part) for part in value)
        return [part for part in kept if part is not None]
    hidden = item.reference in catalogue.schemas and (item.reference, value) not in catalogue.records
    return None if hidden else value


def catalogue_json(catalogue: Catalogue, words: Words, site_url: str) -> bytes:
    """Every record of a released catalogue with its values as they are, by table and id.

    `{title, licence, source, homepage, records: {services: [{id, …}, …], …}}`, in UTF-8; fields in the schema's order.
    """
    records = {
        schema.plural: [dict(record.values) for record in catalogue.of(schema.kind)]
        for schema in catalogue.schemas.values()
    }
    about = {"title": words.t("site.data.title"), "licence": LICENCE["path"], "source": words.t("site.footer.source")}
    return as_json({**about, "homepage": site_url, "records": records})


def as_json(tree: Mapping[str, Any]) -> bytes:
    """A file of JSON: the same tree, the same bytes."""
    return (json.dumps(tree, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
