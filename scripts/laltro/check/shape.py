"""Whether a record has the fields of its kind, in the right shape, and none that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, Severity
from laltro.model.document import Path
from laltro.model.field import Field
from laltro.model.record import Record
from laltro.model.schema import Schema

# Types that the schema casts to. Frictionless alone would also read `inf`, `1_000`, `+5` or `٣` as numbers.
_CAST = frozenset({"integer", "number", "boolean"})
RESERVED = frozenset({"con", "prn", "aux", "nul", "index", "404", "search", "assets", "scheda", "en"})


def check_shape(catalogue: Catalogue, record: Record) -> Iterator[Diagnostic]:
    """Unknown fields, wrong shapes, an id that is not the file's, and what is expected but missing."""
    schema = catalogue.schema(record)
    yield from _identity(record)
    yield from _fields(record, schema.fields, record.values, ())
    yield from _missing(record, schema)


def _identity(record: Record) -> Iterator[Diagnostic]:
    stated = record.get("id", record.id)
    if stated != record.id:
        yield record.problem("id-not-file-name", "id", name=record.id)
    if record.id in RESERVED:
        yield record.problem("id-reserved", "id", name=record.id)


def _fields(record: Record, fields: Sequence[Field], values: Mapping[str, Any], path: Path) -> Iterator[Diagnostic]:
    known = {item.name: item for item in fields}
    for name, value in values.items():
        if name not in known:
            yield record.problem("unknown-field", *path, name, known=", ".join(known))
        else:
            yield from _shape(record, known[name], value, (*path, name))


def _shape(record: Record, item: Field, value: Any, path: Path) -> Iterator[Diagnostic]:
    if not _fits(item, value):
        yield record.problem("type", *path, type=item.type)
    elif item.type == "object":
        yield from _fields(record, item.fields, value, path)
        yield from _required_parts(record, item, value, path)
    elif item.type == "array" and item.item:
        for index, part in enumerate(value):
            yield from _shape(record, item.item, part, (*path, index))


def _fits(item: Field, value: Any) -> bool:
    """Whether a value has the outer form of its field: a mapping, a list, or neither, and is text only where it may."""
    if item.type in ("object", "array"):
        return isinstance(value, Mapping if item.type == "object" else list)
    return not (isinstance(value, Mapping | list) or (item.type in _CAST and isinstance(value, str) and value))


def _required_parts(record: Record, item: Field, value: Mapping[str, Any], path: Path) -> Iterator[Diagnostic]:
    """The parts that an object needs once it is there (an item of a list is a table row: Frictionless says those)."""
    if isinstance(path[-1], int):
        return
    for part in item.fields:
        if part.required and value.get(part.name, "") == "":
            yield record.problem("required", *path, part.name)
    kind = value.get("kind", "")
    if (
        item.kinds and isinstance(kind, str) and kind not in ("", *item.kinds)
    ):  # such a value has no column in any table
        yield record.problem("not-an-option", *path, "kind", options=", ".join(item.kinds))


def severity_of_missing(record: Record) -> Severity:
    """A form or an assurance makes every expected field required; public sources may not know, and the past is past."""
    return "error" if record.vouched and not record.historic else "warning"


def _missing(record: Record, schema: Schema) -> Iterator[Diagnostic]:
    severity = severity_of_missing(record)
    code = "required" if severity == "error" else "expected"
    for item in schema.fields:
        if item.required and item.type == "object" and item.name not in record.values:
            yield record.problem("required", item.name)
        if item.expected and item.name not in record.values:
            yield record.problem(code, item.name, severity=severity)
    for group in schema.alternatives:
        if not any(name in record.values for name in group):
            yield record.problem("one-of-missing", group[0], severity=severity, fields=", ".join(group))
