"""How many people support a shared need, counted where they say so, as the record shall tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people support a need, each counted once, and the web address where they do."""

    count: int
    url: str


def tallied(catalogue: Catalogue, tallies: Mapping[str, Tally]) -> list[Record]:
    """The published shared needs whose record says another count or address than its tally, as they shall be. By id."""
    needs = [need for need in catalogue.of("shared_need") if need.id in tallies and need.get("status") == "published"]
    wanted = [_told(need, tallies[need.id]) for need in needs]
    return [after for need, after in zip(needs, wanted, strict=True) if after.values != need.values]


def _told(need: Record, tally: Tally) -> Record:
    """The need with its tally; nobody's support is no number: the field stays away."""
    rest = {name: value for name, value in need.values.items() if name != "supports"}
    counted = {"supports": tally.count} if tally.count else {}
    return replace(need, values={**rest, "support_url": tally.url, **counted})
