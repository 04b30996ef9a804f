"""Types, enums, uniqueness and foreign keys: Frictionless's own work, its errors told in our words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Any

from frictionless import Error as TableError
from frictionless import Package, Resource, Schema

from laltro.check.tables import Column, Table, tables
from laltro.model.catalogue import Catalogue, Vocabulary
from laltro.model.diagnostic import Diagnostic

# Frictionless stops at 1,000 errors a table unless told otherwise.
LIMIT = 10_000_000
_CONSTRAINT = re.compile(r'constraint "([A-Za-z]+)"')
_CODES = {"required": "required", "enum": "not-an-option", "pattern": "pattern", "maxLength": "too-long"}


def check_tables(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every tabular problem of the catalogue's records and vocabularies.

    Raises RuntimeError on an unknown error type: a table that could not be read would otherwise pass for a good one.
    """
    every = tables(catalogue)
    found = _needed(every)
    by_name = {table.name: table for table in found}
    vocabularies = catalogue.vocabularies
    yield from _missing(found, {"", *vocabularies, *(table.name for table in every)})
    resources = [_resource(table, {"", *vocabularies, *by_name}) for table in found]
    package = Package(resources=[*resources, *map(_vocabulary, vocabularies.values())])
    for task in package.validate(limit_errors=LIMIT).tasks:
        for error in task.errors:
            if task.name in by_name:
                yield from _locate(catalogue, by_name[task.name], error)
            else:
                yield _locate_vocabulary(vocabularies[task.name], error)


def _needed(found: list[Table]) -> list[Table]:
    """The tables that have rows, and those that such tables refer to (an absent one would break the look-up)."""
    filled = [table for table in found if table.rows]
    names = {column.resource for table in filled for column in table.columns} | {table.name for table in filled}
    return [table for table in found if table.name in names]


def _missing(found: list[Table], known: Set[str]) -> Iterator[Diagnostic]:
    wanted = {column.resource for table in found for column in table.columns}
    yield from (Diagnostic("csv-missing", f"vocabularies/{name}.csv") for name in sorted(wanted - known))


def _resource(table: Table, present: Set[str]) -> Resource:
    """A table for Frictionless, which breaks off at a foreign key into a table that is not there."""
    header = [column.name for column in table.columns]
    descriptor = table.descriptor()
    keys = [key for key in descriptor["foreignKeys"] if key["reference"]["resource"] in present]
    schema = Schema.from_descriptor({**descriptor, "foreignKeys": keys})
    return Resource(name=table.name, data=[header, *table.rows], schema=schema)


def _vocabulary(vocabulary: Vocabulary) -> Resource:
    header = [field["name"] for field in vocabulary.schema["fields"]]
    rows = [[row.get(name, "") for name in header] for row in vocabulary.rows]
    return Resource(
        name=vocabulary.name, data=[header, *rows], schema=Schema.from_descriptor(_typed(vocabulary.schema))
    )


def _typed(descriptor: Any) -> Any:
    """A descriptor read as text, with its numbers and booleans restored."""
    if isinstance(descriptor, dict):
        return {name: _typed(value) for name, value in descriptor.items()}
    if isinstance(descriptor, list):
        return [_typed(item) for item in descriptor]
    if descriptor in ("true", "false"):
        return descriptor == "true"
    return int(descriptor) if isinstance(descriptor, str) and descriptor.isdigit() else descriptor


def _locate(catalogue: Catalogue, table: Table, error: TableError) -> Iterator[Diagnostic]:
    row = getattr(error, "row_number", None)
    if row is None:
        raise RuntimeError(f"{table.name}: {error.type}: {error.note}")
    record, path = table.origins[row - 2]
    if error.type == "primary-key" and not path:
        return  # an id that is missing or not the file's: both are told by other rules
    if error.type == "blank-row":  # all cells are empty, and Frictionless says no more than that
        yield from (record.problem("required", *path, *item.path) for item in table.columns if item.required)
        return
    code, column, params = _describe(table, error)
    target = (column.resource if column else "", str(params.get("value", "")))
    if code == "reference-missing" and _unreadable(catalogue, target):
        return
    tail = _tail(column, record.values) if column else ()
    yield record.problem(code, *path, *tail, **params)


def _tail(column: Column, values: Any) -> tuple[str, ...]:
    """The path inside a row; a `{kind, id}` reference ends in `id`."""
    if column.path and column.field.name != column.path[-1]:
        return (*column.path[:-1], "id")
    return column.path


def _unreadable(catalogue: Catalogue, target: tuple[str, str]) -> bool:
    kinds = {schema.plural: kind for kind, schema in catalogue.schemas.items()}
    return (kinds.get(target[0], ""), target[1]) in catalogue.unreadable


def _describe(table: Table, error: TableError) -> tuple[str, Column | None, dict[str, str]]:
    """Our code, the column, and what fills the sentence."""
    columns = {column.name: column for column in table.columns}
    if error.type in ("primary-key", "unique-error"):
        return "duplicate-item", table.columns[-1] if table.columns[-1].path == () else None, {}
    name = error.field_names[0] if error.type == "foreign-key" else getattr(error, "field_name", "")  # type: ignore[attr-defined]
    column = columns[name]
    if error.type == "foreign-key":
        return "reference-missing", column, {"value": error.field_cells[0], "target": column.resource}  # type: ignore[attr-defined]
    if error.type == "type-error":
        return "type", column, {"type": column.field.type}
    if error.type == "constraint-error":
        return _constraint(column, error)
    raise RuntimeError(f"{table.name}: {error.type}: {error.note}")


def _constraint(column: Column, error: TableError) -> tuple[str, Column, dict[str, str]]:
    match = _CONSTRAINT.search(error.note)
    name = match[1] if match else ""
    item = column.field
    params = {
        "enum": {"options": ", ".join(item.enum)},
        "maxLength": {"limit": str(item.max_length)},
        "minimum": {"limit": f"{item.minimum:g}" if item.minimum is not None else ""},
        "maximum": {"limit": f"{item.maximum:g}" if item.maximum is not None else ""},
    }.get(name, {})
    return _CODES.get(name, {"minimum": "too-small", "maximum": "too-large"}.get(name, "pattern")), column, params


def _locate_vocabulary(vocabulary: Vocabulary, error: TableError) -> Diagnostic:
    """A problem of a CSV table, by its line (row 1 is the header)."""
    row = getattr(error, "row_number", None) or 1
    line = vocabulary.lines[row - 2] if 2 <= row < len(vocabulary.lines) + 2 else row
    return Diagnostic(
        "csv-cell", vocabulary.path, line=line, params={"column": getattr(error, "field_name", "") or "id"}
    )
