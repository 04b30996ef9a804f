"""How to find a place: its map, and the links that open one elsewhere (a click of the reader, never a request)."""

from __future__ import annotations

from collections.abc import Iterator

from laltro.publish.edition.points import chart, is_drawn
from laltro.publish.edition.value import View
from laltro.voice.value import Link, ShownValue, ValueRow
from laltro.voice.voice import Text


def directions(view: View) -> Iterator[ValueRow]:
    """Where a place is on a map, and whether the point is only near it; nothing where that is not to be known."""
    record, words = view.record, view.edition.words
    if not is_drawn(record):
        return
    notes = (words.t("site.value.approximate"),) if record.get("point_basis") == "approximate" else ()
    ways = _ways(record.get("latitude"), record.get("longitude"))
    yield ValueRow("", ShownValue("map", chart(view.edition, [record], view.up)), bare=True)
    for name, url in ways.items():
        yield ValueRow("", ShownValue("aside", Link(Text(words.t(f"site.value.{name}")), url, notes)), bare=True)
        notes = ()


def _ways(latitude: float, longitude: float) -> dict[str, str]:
    """Addresses by the name of their sentence: OpenStreetMap, and the phone's own map (geo, RFC 5870).

    `q` besides the point itself: without it Android goes there and marks nothing.
    """
    point = f"{latitude},{longitude}"
    return {
        "on_map": f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}",
        "on_phone": f"geo:{point}?q={point}",
    }
