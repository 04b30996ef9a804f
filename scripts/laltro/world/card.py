"""A proposal as the person who decides on it sees it: the records as they will read, what changes, what is alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from laltro.intake.summary import Difference, differences
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.world.desk import Desk
from laltro.world.local_forge import Proposal


@dataclass(frozen=True, slots=True)
class Card:
    """A record of a proposal: all that it will say in schema order, and what changes (all of it, for a new one)."""

    record: Record
    is_new: bool
    says: list[Difference]
    changes: list[Difference]


@dataclass(frozen=True, slots=True)
class Shown:
    """The cards of a proposal, and the records there are that look like them: name, id, likeness of 100."""

    cards: list[Card]
    twins: list[tuple[str, str, int]]

    def lines(self, strings: Strings) -> Iterator[str]:
        """As text for a terminal."""
        for card in self.cards:
            yield from ("", card.record.path, "", f"  {strings.text('desk.card')}")
            for row in card.says:
                yield from _indented(f"{row.label}:", row.after)
            yield from ("", f"  {strings.text('reply.changes')}")
            for row in card.changes:
                yield from _marked(row)
        for name, id, score in self.twins:
            yield from ("", f"{strings.text('reply.duplicates')}: {name} ({id}, {score})")

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
            "duplicates": [{"id": id, "name": name, "score": score} for name, id, score in self.twins],
        }


def seen(desk: Desk, proposal: Proposal) -> Shown:
    """What a waiting proposal says and changes, in Italian. Raises ForgeError `foreign` where a file is no record."""
    pairs = desk.records(proposal)
    catalogue = desk.catalogue.holding(after for _, after in pairs)
    words = desk.words["it"]
    cards = [
        Card(
            after,
            before is None,
            differences(catalogue, words, None, after),
            differences(catalogue, words, before, after),
        )
        for before, after in pairs
    ]
    twins = [(desk.catalogue.title(twin), twin.id, score) for twin, score in desk.duplicates(pairs)]
    return Shown(cards, twins)


def _indented(label: str, text: str) -> Iterator[str]:
    """A short text behind its label, a long one below it."""
    lines = text.split("\n")
    yield f"  {label} {lines[0]}" if len(lines) == 1 else f"  {label}"
    yield from (f"    {line}" for line in lines if len(lines) > 1 and line)


def _marked(row: Difference) -> Iterator[str]:
    yield f"  {row.label}:"
    for mark, text in row.marked:
        yield from (f"    {mark} {line}" for line in text.split("\n") if line)
