"""The whole: every record, vocabulary and schema, and who refers to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from laltro.model.diagnostic import Diagnostic
from laltro.model.field import Field, walk
from laltro.model.record import Key, Record, name_for_matching
from laltro.model.schema import Schema, listed, searched
from laltro.model.shelf import Shelf
from laltro.model.strings import FIRST
from laltro.model.territories import Territories

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A controlled list: its table descriptor, its rows, and the line of its file on which each row ends."""

    name: str
    path: str
    schema: Mapping[str, Any]
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...] = ()

    def ids(self) -> list[str]:
        """The codes in their order."""
        return [row["id"] for row in self.rows if row.get("id")]

    def row(self, id: str) -> Mapping[str, str] | None:
        """The row of a code."""
        return next((row for row in self.rows if row.get("id") == id), None)


def name_of(row: Mapping[str, str], lang: str) -> str:
    """What a row of a vocabulary is called in a language: in Italian where it has no name there, else by its code."""
    names = (row.get(key) for key in (f"name_{lang}", f"name_{FIRST}", "name", "id"))
    return next((name for name in names if name), "")


@dataclass(frozen=True, slots=True)
class Reference:
    """A link stated in a record: from which field of whom, to what."""

    source: Record
    path: tuple[str | int, ...]
    target: Key


@dataclass(frozen=True)
class Catalogue:
    """Records by key, with what is needed to understand them.

    `refused` holds what could not be read; `unreadable` the keys of such files, which are not among the records.
    """

    schemas: Mapping[str, Schema]
    records: Mapping[Key, Record]
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    territories: Territories | None = None
    refused: tuple[Diagnostic, ...] = ()
    unreadable: frozenset[Key] = frozenset()

    @cached_property
    def shelves(self) -> Mapping[str, Shelf]:
        """The records of every kind."""
        found: dict[str, list[Record]] = {kind: [] for kind in self.schemas}
        for key in sorted(self.records):
            found[key[0]].append(self.records[key])
        return {kind: Shelf(self.schemas[kind], tuple(records)) for kind, records in found.items()}

    def of(self, kind: str) -> tuple[Record, ...]:
        """All records of a kind, by id."""
        return self.shelves[kind].records

    def find(self, kind: str, id: str) -> Record | None:
        """One record, or None."""
        return self.records.get((kind, id))

    def is_taken(self, key: Key) -> bool:
        """Whether there is such a record, be it one that could not be read."""
        return key in self.records or key in self.unreadable

    def schema(self, record: Record) -> Schema:
        """The schema of a record's kind."""
        return self.schemas[record.kind]

    def name_for_matching(self, record: Record) -> str:
        """The name by which a record is found and compared. What readers are told is a voice's to say."""
        return name_for_matching(self.schema(record), record)

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The kinds that have pages, in the order in which a reader looks for them."""
        return listed(self.schemas)

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """Those that the search offers; the others only have lists of their own."""
        return searched(self.schemas)

    @property
    def review(self) -> str:
        """The form that confirms, corrects or withdraws records of every kind (its stem); empty without one."""
        return next((schema.review.stem for schema in self.schemas.values()), "")

    def references(self, record: Record) -> Iterator[Reference]:
        """The links to other records that a record states (vocabularies are not records)."""
        for path, item, value in walk(self._leading[record.kind], record.values):
            if item.reference in self.schemas and isinstance(value, str):
                yield Reference(record, path, (item.reference, value))
            elif item.kinds and isinstance(value, Mapping):
                yield Reference(record, path, (str(value.get("kind", "")), str(value.get("id", ""))))

    @cached_property
    def _leading(self) -> Mapping[str, tuple[Field, ...]]:
        """Of every kind's fields, those that lead to a record: most do not, and need not be walked."""
        return {kind: _leading(schema.fields, self.schemas) for kind, schema in self.schemas.items()}

    @cached_property
    def _referrers(self) -> dict[Key, list[Reference]]:
        found: dict[Key, list[Reference]] = defaultdict(list)
        for key in sorted(self.records):
            for reference in self.references(self.records[key]):
                found[reference.target].append(reference)
        return found

    def referrers(self, key: Key) -> list[Reference]:
        """The links that point at a record, by kind and id of where they stand."""
        return self._referrers.get(key, [])

    def linking(self, record: Record, kind: str, field: str) -> list[Record]:
        """The records of `kind` whose `field` (at its top level) refers to `record`, each once, by id."""
        found = {
            link.source.id: link.source
            for link in self.referrers(record.key)
            if link.source.kind == kind and link.path[0] == field
        }
        return [found[id] for id in sorted(found)]

    def linked(self, record: Record, field: str) -> list[Record]:
        """The records that `record.field` refers to, in the order stated; missing ones are left out."""
        targets = [link.target for link in self.references(record) if link.path[0] == field]
        return [self.records[key] for key in dict.fromkeys(targets) if key in self.records]

    def derived(self, make: Callable[..., T], *given: str) -> T:
        """What `make(catalogue, *given)` gives: made when it is first asked for, and kept as long as the catalogue."""
        if (make, given) not in self._derived:
            self._derived[make, given] = make(self, *given)
        found: T = self._derived[make, given]
        return found

    @cached_property
    def _derived(self) -> dict[tuple[Callable[..., Any], tuple[str, ...]], Any]:
        return {}

    def holding(self, records: Iterable[Record]) -> Catalogue:
        """The same catalogue with `records` added or replaced."""
        return replace(self, records={**self.records, **{record.key: record for record in records}})

    def within(self, keys: Iterable[Key]) -> Catalogue:
        """The same catalogue with only the records of `keys`."""
        return replace(self, records={key: self.records[key] for key in keys if key in self.records}, refused=())


def _leading(fields: Iterable[Field], kinds: Collection[str]) -> tuple[Field, ...]:
    """The fields that refer to one of `kinds` or hold such fields, without their other parts."""
    found = []
    for one in fields:
        parts = _leading(one.fields, kinds)
        item = next(iter(_leading((one.item,), kinds)), None) if one.item else None
        if one.kinds or one.reference in kinds or parts or item:
            found.append(replace(one, fields=parts, item=item))
    return tuple(found)
