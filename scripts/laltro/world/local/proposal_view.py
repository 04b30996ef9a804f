"""A proposal as the person who decides on it sees it: the records as they will read, what changes, what is alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from laltro.insight.likeness.likeness import Likeness
from laltro.insight.likeness.similar_needs import SimilarNeed
from laltro.intake.told.differences import Difference, differences
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.voice.likeness_reason import told_likeness, told_need
from laltro.world.local.desk import Desk
from laltro.world.local.local_forge import Proposal

Pairs = Sequence[tuple[Record | None, Record]]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A record of a proposal: all that it will say in schema order, and what changes (all of it, for a new one)."""

    record: Record
    is_new: bool
    says: list[Difference]
    changes: list[Difference]


@dataclass(frozen=True, slots=True)
class Twin:
    """A record of the catalogue that one of a proposal is like, of 100, and why in words."""

    record: Record
    name: str
    score: int
    why: str

    def as_object(self) -> dict[str, Any]:
        """As a program reads it."""
        kind, id = self.record.key
        return {"kind": kind, "id": id, "name": self.name, "score": self.score, "why": self.why}


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """The cards of a proposal, the records that look like them, and the shared needs that its voices are like."""

    cards: list[ProposalView]
    twins: list[Twin]
    needs: list[Twin]

    def lines(self, strings: Strings) -> Iterator[str]:
        """As text for a terminal."""
        for card in self.cards:
            yield from ("", card.record.path, "", f"  {strings.text('desk.card')}")
            for row in card.says:
                yield from _indented(f"{row.label}:", row.after)
            yield from ("", f"  {strings.text('reply.changes')}")
            for row in card.changes:
                yield from _marked(row)
        for title, found in (("reply.duplicates", self.twins), ("insight.similar_needs.title", self.needs)):
            yield from ("", strings.text(title)) if found else ()
            yield from (f"  {twin.name} ({twin.record.id}), {twin.why}" for twin in found)

    def as_object(self) -> dict[str, Any]:
        """As a program reads it."""
        return {
            "records": [
                {
                    "path": card.record.path,
                    "new": card.is_new,
                    "card": [{"label": row.label, "text": row.after} for row in card.says],
                    "changes": [{"label": row.label, "before": row.before, "after": row.after} for row in card.changes],
                }
                for card in self.cards
            ],
            "duplicates": [twin.as_object() for twin in self.twins],
            "similar_needs": [twin.as_object() for twin in self.needs],
        }


def seen(desk: Desk, proposal: Proposal) -> ShownRecord:
    """What a waiting proposal says and changes, in Italian. Raises ForgeError `foreign` where a file is no record."""
    pairs = desk.records(proposal)
    catalogue = desk.catalogue.holding(after for _, after in pairs)
    words = desk.words["it"]
    cards = [
        ProposalView(
            after,
            before is None,
            differences(catalogue, words, None, after),
            differences(catalogue, words, before, after),
        )
        for before, after in pairs
    ]
    return ShownRecord(cards, twins(desk, words, pairs), like_needs(desk, words, pairs))


def twins(desk: Desk, words: Strings, pairs: Pairs) -> list[Twin]:
    """The records there are that the new ones of a proposal look like."""
    return [_twin(desk, each, told_likeness(words, each)) for each in desk.duplicates(pairs)]


def like_needs(desk: Desk, words: Strings, pairs: Pairs) -> list[Twin]:
    """The shared needs that the new voices of a proposal are like."""
    return [_twin(desk, each, told_need(desk.catalogue, words, each)) for each in desk.similar_needs(pairs)]


def _twin(desk: Desk, each: Likeness | SimilarNeed, why: str) -> Twin:
    return Twin(each.record, desk.catalogue.title(each.record), each.score, why)


def _indented(label: str, text: str) -> Iterator[str]:
    """A short text behind its label, a long one below it."""
    lines = text.split("\n")
    yield f"  {label} {lines[0]}" if len(lines) == 1 else f"  {label}"
    yield from (f"    {line}" for line in lines if len(lines) > 1 and line)


def _marked(row: Difference) -> Iterator[str]:
    yield f"  {row.label}:"
    for mark, text in row.marked:
        yield from (f"    {mark} {line}" for line in text.split("\n") if line)
