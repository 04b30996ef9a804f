"""Which few records are worth comparing with one: those that share something rare with it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from laltro.insight.likeness.comparable import Comparable, portrait, street
from laltro.insight.likeness.contact import contacts
from laltro.insight.likeness.evidence import SHARED_BY, Measure
from laltro.insight.likeness.name import SMALL, Words, content, readings
from laltro.insight.likeness.nil_in_text import quarters
from laltro.insight.likeness.street import Street
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.record_where import is_place

Holders = Mapping[str, Sequence[int]]

# What more records than this share leads to none of them.
_COMMON = 60
# So many are compared in full, those first that share most.
_COMPARED = 24
# Weights of words in a catalogue of few records lean towards those in one of this many more.
_FEW = 20
# Shorter words are too easily another one.
_LONG = 5
# Signs of a name that has more readings than one.
_SAID_TWICE = re.compile(r"\(| [-–/] ")


@dataclass(frozen=True)
class BlockingKey:
    """All records of a kind, found by what they share with another one; each is drawn when it is first compared."""

    catalogue: Catalogue
    kind: str

    @cached_property
    def records(self) -> Sequence[Record]:
        """The records, by id."""
        return self.catalogue.of(self.kind)

    def portrait(self, index: int) -> Comparable:
        """The portrait of the record at an index."""
        if index not in self._drawn:
            self._drawn[index] = portrait(self.catalogue, self.records[index])
        return self._drawn[index]

    @cached_property
    def _drawn(self) -> dict[int, Comparable]:
        return {}

    @cached_property
    def _by_word(self) -> Holders:
        found: dict[str, list[int]] = defaultdict(list)
        names = self.catalogue.shelves[self.kind].names
        for index, record in enumerate(self.records):
            for word in words(_readings(self.catalogue, record, names[record.id])):
                found[word].append(index)
        return dict(found)

    @cached_property
    def _by_two(self) -> Mapping[tuple[str, str], Sequence[int]]:
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        names = self.catalogue.shelves[self.kind].names
        for index, record in enumerate(self.records):
            for two in twos(_readings(self.catalogue, record, names[record.id])):
                found[two].append(index)
        return dict(found)

    @cached_property
    def _by_mark(self) -> Holders:
        found: dict[str, list[int]] = defaultdict(list)
        for index, record in enumerate(self.records):
            for mark in marks(record):
                found[mark].append(index)
        return dict(found)

    @cached_property
    def _by_slip(self) -> Mapping[str, Sequence[str]]:
        """A rare word with one letter left out → such words, to find one with a slip of the hand."""
        found: dict[str, list[str]] = defaultdict(list)
        for word, holders in self._by_word.items():
            if len(holders) <= _COMMON:
                for short in _shortened(word):
                    found[short].append(word)
        return dict(found)

    @cached_property
    def measure(self) -> Measure:
        """How much the words and contacts of this kind tell."""
        return Measure(self._weight, self._shared, quarters(self.catalogue))

    def _weight(self, word: str) -> float:
        return self._rarity(max(1, len(self._by_word.get(word, ()))))

    def _rarity(self, holders: int) -> float:
        return math.log((len(self.records) + _FEW) / (holders + 0.5))

    def _shared(self, contact: str) -> bool:
        return len(self._by_mark.get(contact, ())) > SHARED_BY

    def candidates(self, record: Record) -> list[int]:
        """The indices of the records most worth comparing with `record`, which may stand among them itself."""
        worth: dict[int, float] = defaultdict(float)
        for holders in self._sharing(record):
            if len(holders) <= _COMMON:
                for holder in holders:
                    worth[holder] += self._rarity(len(holders))
        others = (index for index in worth if self.records[index].id != record.id)
        return sorted(others, key=lambda index: (-worth[index], index))[:_COMPARED]

    def _sharing(self, record: Record) -> Iterator[Sequence[int]]:
        """The records that share each of its words, of these but for a letter, and of its marks.

        Where no word of its own leads to a few, two of them together do.
        """
        names = _readings(self.catalogue, record)
        own = words(names)
        rare = {word for word in own if len(self._by_word.get(word, ())) <= 1}
        slips = {other for word in rare for short in _shortened(word) for other in self._by_slip.get(short, ())}
        led = {word: self._by_word.get(word, ()) for word in sorted(own | slips)}
        yield from led.values()
        yield from (self._by_mark.get(mark, ()) for mark in sorted(marks(record)))
        if not any(0 < len(holders) <= _COMMON for word, holders in led.items() if word.isalnum()):
            yield from (self._by_two.get(two, ()) for two in sorted(twos(names)))


def block(catalogue: Catalogue, kind: str) -> BlockingKey:
    """The records of a kind."""
    return BlockingKey(catalogue, kind)


def _readings(catalogue: Catalogue, record: Record, plain: str = "") -> Sequence[Words]:
    """The readings of a name; `plain` is that name plainly written, where it is known, and most names have no other."""
    name = catalogue.name_for_matching(record)
    return [tuple(plain.split())] if plain and not _SAID_TWICE.search(name) else readings(name)


def words(names: Sequence[Words]) -> set[str]:
    """What finds a name: its words, and all of each reading in one (`lab café`, `=labcafé`)."""
    return {word for name in names for word in (*name, f"={''.join(name)}")} - SMALL


def twos(names: Sequence[Words]) -> set[tuple[str, str]]:
    """Words of a name that stand side by side, or with one between."""
    said = [content(name) for name in names]
    return {two for name in said for step in (1, 2) for two in zip(name, name[step:], strict=False)}


def marks(record: Record) -> set[str]:
    """What else a record may share with its double: contacts, tax code, places, doors."""
    known = contacts(record)
    found = {*known, *(f"spot {id}" for id in record.items("places"))}
    if known.tax_code:
        found.add(known.tax_code)
    there = street(record) if is_place(record) else None
    return found | _doors(there) if there else found


def _doors(street: Street) -> set[str]:
    doors = {f"door {word} {number}" for word in street.words for number in street.numbers}
    return {*doors, *(f"street {word}" for word in street.words)}


def _shortened(word: str) -> set[str]:
    """The word, and it with each letter left out in turn: words a letter apart have one of these in common."""
    if len(word) < _LONG or not word.isalpha():
        return set()
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}
