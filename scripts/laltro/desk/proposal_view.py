"""A proposal as the person who decides on it sees it: the records as they will read, what changes, what is alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from laltro.intake.told.change import ToldChange, ToldLikeness, ToldRecord
from laltro.intake.told.differences import Difference
from laltro.model.strings import Strings

_NEEDS = "insight.similar_needs.title"


def lines(change: ToldChange, strings: Strings) -> Iterator[str]:
    """As text for a terminal; what people wrote is not yet made safe for one."""
    for each in change.records:
        yield from ("", each.record.path, "", f"  {strings.text('desk.card')}")
        for row in each.says:
            yield from _indented(f"{row.label}:", row.after)
        yield from ("", f"  {strings.text('reply.changes')}")
        for row in each.changes:
            yield from _marked(row)
    for title, found in (("reply.duplicates", change.duplicates), (_NEEDS, change.similar_needs)):
        yield from ("", strings.text(title)) if found else ()
        yield from (f"  {each.name} ({each.record.id}), {each.why}" for each in found)


def _indented(label: str, text: str) -> Iterator[str]:
    """A short text behind its label, a long one below it."""
    parts = text.split("\n")
    yield f"  {label} {parts[0]}" if len(parts) == 1 else f"  {label}"
    yield from (f"    {part}" for part in parts if len(parts) > 1 and part)


def _marked(row: Difference) -> Iterator[str]:
    yield f"  {row.label}:"
    for mark, text in row.marked:
        yield from (f"    {mark} {part}" for part in text.split("\n") if part)


def as_object(change: ToldChange) -> dict[str, Any]:
    """As a program reads it."""
    return {
        "records": [_record(each) for each in change.records],
        "duplicates": [_like(each) for each in change.duplicates],
        "similar_needs": [_like(each) for each in change.similar_needs],
    }


def _record(each: ToldRecord) -> dict[str, Any]:
    return {
        "path": each.record.path,
        "new": each.state == "new",
        "card": [{"label": row.label, "text": row.after} for row in each.says],
        "changes": [{"label": row.label, "before": row.before, "after": row.after} for row in each.changes],
    }


def _like(each: ToldLikeness) -> dict[str, Any]:
    kind, id = each.record.key
    return {"kind": kind, "id": id, "name": each.name, "score": each.score, "why": each.why}
