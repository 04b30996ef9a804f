"""What a change of the data says in human words, record by record and field by field, as inert Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from laltro.intake.told.differences import differences
from laltro.intake.told.reply import escaped
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.strings import Strings

# GitHub shows a megabyte of summary: so many records, so many characters of each value.
MOST, ROOM = 100, 1000


@dataclass(frozen=True, slots=True)
class Move:
    """A record before and after a change; None where it was not, or is no more. One of them is there."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """What tells its kind, id and name."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def state(self) -> str:
        """`new`, `changed` or `gone`."""
        return "gone" if self.after is None else "changed" if self.before else "new"


def overview(moves: Sequence[Move], catalogue: Catalogue, strings: Strings) -> str:
    """The whole summary; `catalogue` is that of after the change."""
    parts = [f"## {strings.text('overview.title')}"]
    parts += [part for move in moves[:MOST] for part in _told(move, catalogue, strings)]
    if not moves:
        parts.append(strings.text("overview.none"))
    if len(moves) > MOST:
        parts.append(strings.text("overview.more", count=str(len(moves) - MOST)))
    return "\n\n".join(parts) + "\n"


def _told(move: Move, catalogue: Catalogue, strings: Strings) -> Iterator[str]:
    record = move.record
    kind, name = strings.text(f"kinds.{record.kind}.one"), escaped(catalogue.title(record), ROOM)
    yield f"### {kind}: {name} ({record.id}), {strings.text(f'overview.{move.state}')}"
    if move.after:
        yield "\n".join(_table(move.before, move.after, catalogue, strings))


def _table(before: Record | None, after: Record, catalogue: Catalogue, strings: Strings) -> Iterator[str]:
    names = ("question", "before", "after") if before else ("question", "answer")
    yield f"| {' | '.join(strings.text(f'reply.{name}') for name in names)} |"
    yield "|---" * len(names) + "|"
    for row in differences(catalogue, strings, before, after):
        texts = [row.before, row.after] if before else [row.after]
        shown = (escaped(text, ROOM) or strings.text("reply.nothing") for text in texts)
        yield f"| {row.label} | {' | '.join(shown)} |"
