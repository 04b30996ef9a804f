"""The one teller of a change: its records as rows, and the records that they are like. Who prints it only sets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from laltro.insight.likeness.likeness import Likeness
from laltro.insight.likeness.similar_needs import SimilarNeed
from laltro.intake.change.change import Change, Move
from laltro.intake.told.differences import Difference, differences
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.voice.likeness_reason import told_likeness, told_need
from laltro.voice.voice import Voice, voice


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """A record of a change: what it is called, all that it will say in schema order, and what of it changes.

    `state` is `new` (everything changes), `changed` or `gone` (nothing is said).
    """

    record: Record
    kind: str
    title: str
    state: str
    says: tuple[Difference, ...]
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ToldLikeness:
    """A record that one of a change is like, of 100, and why in words."""

    record: Record
    name: str
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change in the words of one language."""

    records: tuple[ToldRecord, ...]
    duplicates: tuple[ToldLikeness, ...]
    similar_needs: tuple[ToldLikeness, ...]

    def of(self, state: str) -> list[ToldRecord]:
        """The records that are `new`, `changed` or `gone`."""
        return [each for each in self.records if each.state == state]


def tell(change: Change, catalogue: Catalogue, strings: Strings, quote: Callable[[str], str] = str) -> ToldChange:
    """A change told; `catalogue` may be that of before it or of after it.

    `quote` makes safe, for where they will stand, the words of people that the reasons of a likeness repeat.
    """
    after = voice(catalogue.holding(change.records), strings)
    return ToldChange(
        tuple(_record(after, move) for move in change.moves),
        tuple(_like(after, each, told_likeness(strings, each, quote)) for each in change.duplicates),
        tuple(_like(after, each, told_need(after, each, quote)) for each in change.similar_needs),
    )


def _record(after: Voice, move: Move) -> ToldRecord:
    record = move.record
    says, changes = (differences(after, before, move.after) if move.after else () for before in (None, move.before))
    title = str(after.title(record))
    return ToldRecord(record, after.words.kind(record.kind), title, move.state, tuple(says), tuple(changes))


def _like(after: Voice, each: Likeness | SimilarNeed, why: str) -> ToldLikeness:
    return ToldLikeness(each.record, str(after.title(each.record)), each.score, why)
