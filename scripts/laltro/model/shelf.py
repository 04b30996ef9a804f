"""The records of one kind, in order and by what they are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from laltro.model.record import Record, identity, name_for_matching
from laltro.model.schema import Schema
from laltro.model.text import plain_name


@dataclass(frozen=True)
class Shelf:
    """All records of a kind by id; what looks them up is made when it is first asked for, and kept."""

    schema: Schema
    records: tuple[Record, ...]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Id → name, written plainly."""
        return {record.id: plain_name(name_for_matching(self.schema, record)) for record in self.records}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Id → name and id, written plainly."""
        return {
            record.id: plain_name(f"{name_for_matching(self.schema, record)} {record.id}") for record in self.records
        }

    def named(self, plain: str) -> Sequence[Record]:
        """The records with this plain name, by id."""
        return self._by_name.get(plain, ())

    def namesakes(self, record: Record) -> Sequence[Record]:
        """The records of the same identity as `record`, by id; itself too where it stands here."""
        return self._by_identity.get(identity(self.schema, record), ())

    def twins(self) -> list[Sequence[Record]]:
        """The groups of two or more records that share an identity."""
        return [group for group in self._by_identity.values() if len(group) > 1]

    @cached_property
    def _by_name(self) -> Mapping[str, list[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.records:
            found[self.names[record.id]].append(record)
        return dict(found)

    @cached_property
    def _by_identity(self) -> Mapping[tuple[str, ...], list[Record]]:
        found: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for record in self.records:
            found[identity(self.schema, record)].append(record)
        return dict(found)
