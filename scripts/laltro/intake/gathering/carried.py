"""What a shared need carries over of the voices gathered into it, and never more: how many, where, since when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from laltro.insight.figures.voices import LEAST
from laltro.insight.likeness.nil_in_text import named_nils
from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Record

_DATES = ("first_voiced", "last_voiced", "date")
# A day could tell who spoke: months are enough.
_MONTH = len("2026-11")


def carried(catalogue: Catalogue, voices: Sequence[Record], shared: Record | None) -> dict[str, Any]:
    """What a shared need tells of its voices: areas, territories and quarters, sources, how many, since and until when.

    Days become months, and of the words in which somebody named a neighbourhood only its NIL is told.
    """
    every = [shared, *voices] if shared else list(voices)
    where = [str(place) for each in every for place in (each.get("territory"), *each.items("territories")) if place]
    quarters = [nil for voice in voices for nil in named_nils(catalogue, str(voice.get("neighbourhood") or ""))]
    sources = {str(source.get("url")): source for each in every for source in each.items("sources")}
    return {
        **{"areas": every_item(every, "areas"), "territories": sorted({*where, *quarters})},
        **{"sources": list(sources.values()), "voices": told(voices), **_voiced(every, shared)},
    }


def _voiced(every: Sequence[Record], shared: Record | None) -> dict[str, str]:
    """Since and until which month people spoke; since when is not said of a shared need that never said it."""
    dates = [text for each in every for name in _DATES if (text := str(each.get(name) or "")) and span(text)]
    known = {"first_voiced": min, "last_voiced": max} if dates else {}
    if shared and not shared.get("first_voiced"):
        known.pop("first_voiced", None)
    return {name: choose(dates, key=_first_day)[:_MONTH] for name, choose in known.items()}


def told(voices: Iterable[Record]) -> int | None:
    """How many people spoke; None, which writes nothing, where they are too few to be told."""
    count = sum(int(voice.get("count") or 1) for voice in voices)
    return count if count >= LEAST else None


def _first_day(text: str) -> tuple[Any, str]:
    return span(text), text


def every_item(records: Iterable[Record], name: str) -> list[str]:
    """What the lists of records hold, each once, as first met."""
    return list(dict.fromkeys(str(value) for record in records for value in record.items(name)))
