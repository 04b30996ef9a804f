"""Types, constraints and keys: Frictionless reads each cell, its verdicts told in our words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from laltro.check.cell import CellReader, cell_reader
from laltro.check.tables import Column, Table, tables
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.document import Path
from laltro.model.record import Key, Record

# The code of each constraint that Frictionless finds broken.
CODES: Mapping[str, str] = {
    "type": "type",
    "required": "required",
    "enum": "not-an-option",
    "pattern": "pattern",
    "maxLength": "too-long",
    "minimum": "too-small",
    "maximum": "too-large",
}


def check_tables(catalogue: Catalogue, keys: Collection[Key] | None = None) -> Iterator[Diagnostic]:
    """Every tabular problem of the catalogue's records, or only of those in `keys`."""
    found = [table for table in tables(catalogue, keys) if table.rows]
    yield from (Diagnostic("csv-missing", f"vocabularies/{name}.csv") for name in _missing(catalogue, found))
    known = _known_ids(catalogue, {column.resource for table in found for column in table.columns})
    for table in found:
        yield from _cells(table, known)
        yield from _doubles(table)


def _missing(catalogue: Catalogue, found: Iterable[Table]) -> list[str]:
    """The resources that the tables may refer to and that are neither a kind nor a vocabulary."""
    targets = {column.resource for table in found for column in table.columns}
    return sorted(targets - {"", *catalogue.vocabularies, *(schema.plural for schema in catalogue.schemas.values())})


def _known_ids(catalogue: Catalogue, wanted: Collection[str]) -> dict[str, Collection[str]]:
    """The ids of what the tables refer to, by resource; a record that could not be read is there all the same."""
    known: dict[str, Collection[str]] = {
        name: set(vocabulary.ids()) for name, vocabulary in catalogue.vocabularies.items() if name in wanted
    }
    taken: dict[str, set[str]] = defaultdict(set)
    for kind, id in (*catalogue.records, *catalogue.unreadable):
        taken[kind].add(id)
    return known | {schema.plural: taken[kind] for kind, schema in catalogue.schemas.items()}


def _cells(table: Table, known: Mapping[str, Collection[str]]) -> Iterator[Diagnostic]:
    """What is wrong in each cell: its type, a constraint, or a reference to what is not there."""
    columns = [(column, _reader(column), known.get(column.resource)) for column in table.columns]
    for (record, path), row in zip(table.origins, table.rows, strict=True):
        for (column, read, ids), cell in zip(columns, row, strict=True):
            if cell is not None or column.required:
                yield from _cell(record, path, column, cell, read, ids)


def _cell(
    record: Record, path: Path, column: Column, cell: Any, read: CellReader, ids: Collection[str] | None
) -> Iterator[Diagnostic]:
    value, broken = read(cell)
    for name in broken or ():
        yield record.problem(CODES[name], *path, *_tail(column), **_params(column, name))
    if ids is not None and value is not None and value not in ids:
        yield record.problem("reference-missing", *path, *_tail(column), value=str(value), target=column.resource)


@cache
def _reader(column: Column) -> CellReader:
    return cell_reader(column.descriptor())


def _doubles(table: Table) -> Iterator[Diagnostic]:
    """The rows of a list whose key another row has; that a record has an id of its own, other rules say."""
    places = [index for index, column in enumerate(table.columns) if column.name in table.primary_key]
    seen: set[tuple[Any, ...]] = set()
    for (record, path), row in zip(table.origins, table.rows, strict=True):
        key = tuple(row[place] for place in places)
        if path and places and key in seen:
            yield record.problem("duplicate-item", *path)
        seen.add(key)


def _tail(column: Column) -> tuple[str, ...]:
    """The path inside a row; a `{kind, id}` reference ends in `id`."""
    if column.path and column.field.name != column.path[-1]:
        return (*column.path[:-1], "id")
    return column.path


def _params(column: Column, constraint: str) -> dict[str, Any]:
    """What fills the sentence of a broken constraint."""
    item = column.field
    return {
        "type": {"type": item.type},
        "enum": {"options": ", ".join(item.enum)},
        "maxLength": {"limit": str(item.max_length)},
        "minimum": {"limit": f"{item.minimum:g}" if item.minimum is not None else ""},
        "maximum": {"limit": f"{item.maximum:g}" if item.maximum is not None else ""},
    }.get(constraint, {})
