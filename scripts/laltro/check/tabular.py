"""Types, enums, uniqueness and foreign keys: Frictionless's own work, its errors told in our words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from frictionless import Error as TableError
from frictionless import Package, Resource, Schema
from frictionless.resources import TableResource

from laltro.check.tables import Column, Table, tables
from laltro.model.catalogue import Catalogue, Vocabulary
from laltro.model.diagnostic import Diagnostic
from laltro.model.record import Key

# Frictionless stops at 1,000 errors a table unless told otherwise.
LIMIT = 10_000_000
_CONSTRAINT = re.compile(r'constraint "([A-Za-z]+)"')
_CODES = {"required": "required", "enum": "not-an-option", "pattern": "pattern", "maxLength": "too-long"}


def check_tables(catalogue: Catalogue, keys: Collection[Key] | None = None) -> Iterator[Diagnostic]:
    """Every tabular problem of the catalogue's records, or only of those in `keys`.

    Raises RuntimeError on an unknown error type: a table that could not be read would otherwise pass for a good one.
    """
    found = {table.name: table for table in tables(catalogue, keys) if table.rows}
    yield from (Diagnostic("csv-missing", f"vocabularies/{name}.csv") for name in _missing(catalogue, found.values()))
    trimmed = [table.trimmed() for table in found.values()]
    known = _known_ids(catalogue, trimmed)
    resources = [_resource(table, known) for table in trimmed]
    Package(resources=[*resources, *(_ids(name, ids) for name, ids in known.items())])
    # Row by row: `validate` would go through every descriptor again, twice, and through the look-up tables.
    for table, resource in zip(found.values(), resources, strict=True):
        with resource:
            for error in (error for row in resource.row_stream for error in row.errors):
                yield from _locate(table, error)


def check_vocabularies(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every tabular problem of the vocabularies, by file and line."""
    vocabularies = catalogue.vocabularies
    for task in Package(resources=[*map(_vocabulary, vocabularies.values())]).validate(limit_errors=LIMIT).tasks:
        for error in task.errors:
            yield _locate_vocabulary(vocabularies[task.name], error)


def _missing(catalogue: Catalogue, found: Iterable[Table]) -> list[str]:
    """The resources that the tables may refer to and that are neither a kind nor a vocabulary."""
    targets = {column.resource for table in found for column in table.columns}
    return sorted(targets - {"", *catalogue.vocabularies, *(schema.plural for schema in catalogue.schemas.values())})


def _known_ids(catalogue: Catalogue, found: Iterable[Table]) -> dict[str, list[str]]:
    """What the tables refer to and is there, by resource; a record that could not be read is there all the same."""
    named: dict[str, set[Any]] = defaultdict(set)
    for table in found:
        for index, column in enumerate(table.columns):
            named[column.resource].update(row[index] for row in table.rows)
    known = {name: set(vocabulary.ids()) for name, vocabulary in catalogue.vocabularies.items() if name in named}
    for kind, schema in catalogue.schemas.items():
        if schema.plural in named:
            known[schema.plural] = {id for id in named[schema.plural] if catalogue.is_taken((kind, id))}
    return {name: sorted(ids & named[name]) for name, ids in known.items()}


def _ids(name: str, ids: list[str]) -> Resource:
    """The look-up table of a resource: ids alone, for Frictionless copies the whole table for each foreign key."""
    schema = Schema.from_descriptor({"fields": [{"name": "id", "type": "string"}]})
    rows = [["id"], *([id] for id in ids)]
    return Resource(name=f"{name}_ids", data=lambda: iter(rows), schema=schema)


def _resource(table: Table, known: Collection[str]) -> TableResource:
    """A table for Frictionless, which breaks off at a foreign key into a table that is not there."""
    descriptor = table.descriptor()
    descriptor["foreignKeys"] = [
        {"fields": [column.name], "reference": {"resource": f"{column.resource}_ids", "fields": ["id"]}}
        for column in table.columns
        if column.resource in known
    ]
    rows = [[column.name for column in table.columns], *table.rows]
    # As a function: Frictionless would copy a list deeply, cell by cell.
    return TableResource(name=table.name, data=lambda: iter(rows), schema=Schema.from_descriptor(descriptor))


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


def _locate(table: Table, error: TableError) -> Iterator[Diagnostic]:
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
    yield record.problem(code, *path, *(_tail(column) if column else ()), **params)


def _tail(column: Column) -> tuple[str, ...]:
    """The path inside a row; a `{kind, id}` reference ends in `id`."""
    if column.path and column.field.name != column.path[-1]:
        return (*column.path[:-1], "id")
    return column.path


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
