"""What a change of the data says in human words, record by record and field by field, as inert Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from laltro.intake.change.change import Change
from laltro.intake.told.change import ToldRecord, tell
from laltro.intake.told.markdown import head, table
from laltro.model.catalogue import Catalogue
from laltro.model.strings import Strings

# GitHub shows a megabyte of summary: so many records, so many characters of each value.
MOST, ROOM = 100, 1000


def overview(change: Change, catalogue: Catalogue, strings: Strings) -> str:
    """The whole summary."""
    moves = change.moves
    told = tell(replace(change, moves=moves[:MOST]), catalogue, strings)
    parts = [f"## {strings.text('overview.title')}"]
    parts += [part for each in told.records for part in _told(each, strings)]
    if not moves:
        parts.append(strings.text("overview.none"))
    if len(moves) > MOST:
        parts.append(strings.text("overview.more", count=str(len(moves) - MOST)))
    return "\n\n".join(parts) + "\n"


def _told(each: ToldRecord, strings: Strings) -> Iterator[str]:
    yield f"### {head(each, ROOM)} ({each.record.id}), {strings.text(f'overview.{each.state}')}"
    if each.changes:
        yield "\n".join(table(each, strings, ROOM))
    elif each.state == "changed":
        yield strings.text("overview.same")
