"""The vocabularies: each cell as its field says, each key once, each reference to a row that is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from laltro.check.cell import cell_reader
from laltro.model.catalogue import Vocabulary
from laltro.model.diagnostic import Diagnostic

Values = list[dict[str, Any]]


def check_vocabularies(vocabularies: Collection[Vocabulary]) -> Iterator[Diagnostic]:
    """Every tabular problem of some vocabularies, by file and line; they refer to none but each other."""
    read = {vocabulary.name: _read(vocabulary) for vocabulary in vocabularies}
    values = {name: rows for name, (rows, _) in read.items()}
    for vocabulary in vocabularies:
        wrong = [*read[vocabulary.name][1], *_doubles(vocabulary, values), *_dangling(vocabulary, values)]
        for index, column in wrong:
            yield Diagnostic("csv-cell", vocabulary.path, line=vocabulary.lines[index], params={"column": column})


def _read(vocabulary: Vocabulary) -> tuple[Values, list[tuple[int, str]]]:
    """The values of every row by column, and which cells (row, column) are wrong in themselves."""
    missing = {"missingValues": vocabulary.schema.get("missingValues", [""])}
    readers = {item["name"]: cell_reader(missing | _typed(item)) for item in vocabulary.schema["fields"]}
    values, wrong = [], []
    for index, row in enumerate(vocabulary.rows):
        cells = {name: read(row.get(name, "")) for name, read in readers.items()}
        values.append({name: value for name, (value, _) in cells.items()})
        wrong += [(index, name) for name, (_, notes) in cells.items() if notes]
    return values, wrong


def _doubles(vocabulary: Vocabulary, values: Mapping[str, Values]) -> Iterator[tuple[int, str]]:
    """The rows whose key another row has."""
    key: Sequence[str] = vocabulary.schema.get("primaryKey", [])
    seen: set[tuple[Any, ...]] = set()
    for index, row in enumerate(values[vocabulary.name]):
        own = _cells(row, key)
        if key and own in seen:
            yield index, key[0]
        seen.add(own)


def _dangling(vocabulary: Vocabulary, values: Mapping[str, Values]) -> Iterator[tuple[int, str]]:
    """The rows that refer to a row which is not there."""
    for foreign in vocabulary.schema.get("foreignKeys", []):
        target, names = foreign["reference"], foreign["fields"]
        there = {_cells(row, target["fields"]) for row in values.get(target["resource"], [])}
        for index, row in enumerate(values[vocabulary.name]):
            own = _cells(row, names)
            if any(cell is not None for cell in own) and own not in there:
                yield index, names[0]


def _cells(row: Mapping[str, Any], names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in names)


def _typed(descriptor: Any) -> Any:
    """A descriptor read as text, with its numbers and booleans restored."""
    if isinstance(descriptor, dict):
        return {name: _typed(value) for name, value in descriptor.items()}
    if isinstance(descriptor, list):
        return [_typed(item) for item in descriptor]
    if descriptor in ("true", "false"):
        return descriptor == "true"
    return int(descriptor) if isinstance(descriptor, str) and descriptor.isdigit() else descriptor
