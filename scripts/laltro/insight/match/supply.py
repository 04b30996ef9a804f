"""An offer as matching reads it, and why an offer cannot be suggested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from laltro.insight.match.nearness import Atlas, Spot
from laltro.insight.match.week import Week, free_week
from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Record
from laltro.model.text import plain_name

# Words that differ in their endings alone are the same skill (`contabile`, `contabilità`); shorter ones say too little.
STEM = 6
SHORTEST_WORD = 4
COMMUNITY, EMPLOYEES = "community", "employees"
_GROUPS: Mapping[str, frozenset[str]] = {
    COMMUNITY: frozenset({COMMUNITY}),
    EMPLOYEES: frozenset({EMPLOYEES}),
    "both": frozenset({COMMUNITY, EMPLOYEES}),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What many offers have alike. `groups`: who may benefit."""

    offer_type: str
    areas: frozenset[str]
    spot: Spot
    groups: frozenset[str]
    conditions: str


@dataclass(frozen=True, slots=True)
class Supply:
    """An offer that stands, from its `first` to its `last` day.

    `week` is empty and `capacity` None where they are not stated; `topic`: what a skill is about, as stems of words.
    """

    record: Record
    terms: Terms
    week: Week
    capacity: int | None
    topic: frozenset[str]
    first: date
    last: date


def hindrance(offer: Record, today: date) -> str:
    """Why an offer is never suggested; empty for one that stands: published, open, with a last day still to come."""
    if offer.get("status") != "published":
        return "unpublished"
    if offer.historic:
        return "historic"
    if offer.get("state") != "open":
        return "not_open"
    end = span(str(offer.get("valid_to", "")))
    if end is None:
        return "no_end"
    return "over" if end[1] < today else ""


def supply(catalogue: Catalogue, atlas: Atlas, offer: Record, today: date) -> Supply | None:
    """What an offer gives; None for one that is not to be suggested."""
    end = span(str(offer.get("valid_to", "")))
    if hindrance(offer, today) or end is None:
        return None
    start = span(str(offer.get("valid_from", "")))
    return Supply(
        record=offer,
        terms=_terms(catalogue, atlas, offer),
        week=free_week(offer, today),
        capacity=whole(part(offer, "space").get("capacity")),
        topic=stems(f"{part(offer, 'skill').get('topic', '')} {offer.get('title', '')}"),
        first=start[0] if start else date.min,
        last=end[1],
    )


def _terms(catalogue: Catalogue, atlas: Atlas, offer: Record) -> Terms:
    return Terms(
        offer_type=str(offer.get("offer_type", "")),
        areas=texts(offer.get("areas")),
        spot=atlas.locate(catalogue, offer),
        groups=groups(offer.get("beneficiaries")),
        conditions=str(offer.get("conditions", "unknown")),
    )


def groups(stated: Any) -> frozenset[str]:
    """Who is meant by `employees`, `community` or `both`; the community where nothing is stated."""
    return _GROUPS.get(str(stated), _GROUPS[COMMUNITY])


def part(record: Record, name: str) -> Mapping[str, Any]:
    """The value of an object field; empty where it is absent or is no object."""
    value = record.get(name)
    return value if isinstance(value, Mapping) else {}


def texts(value: Any) -> frozenset[str]:
    """The texts of a list; empty for anything else."""
    return (
        frozenset(item for item in value if isinstance(item, str)) if isinstance(value, list | tuple) else frozenset()
    )


def whole(value: Any) -> int | None:
    """A whole number, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words of a text, for comparing what a skill is about."""
    return frozenset(word[:STEM] for word in plain_name(text).split() if len(word) >= SHORTEST_WORD)
