"""What a shared need, a lab or a service asks for, and why one asks for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from laltro.insight.hours.opening_hours import minutes
from laltro.insight.match.nearness import Atlas, Spot
from laltro.insight.match.supply import COMMUNITY, EMPLOYEES, part, stems, texts, whole
from laltro.insight.match.week import Slot, slot
from laltro.model.catalogue import Catalogue
from laltro.model.moment import DAYS, span
from laltro.model.record import Record

KINDS = ("shared_need", "lab", "service")
WANTING = frozenset({"open", "in_lab"})
AT_WORK = frozenset({"listening", "codesign", "prototype", "running"})


@dataclass(frozen=True, slots=True)
class DemandRow:
    """What many demands have alike: sets are empty where nothing is stated, flags tell whether anything is."""

    types: frozenset[str]
    areas: frozenset[str]
    spot: Spot
    group: str
    has_times: bool
    has_measure: bool


@dataclass(frozen=True, slots=True)
class Demand:
    """What a target asks for between its `first` and `last` day.

    `days` (0 is Monday) and `skills` (stems of words) are empty, `capacity` is None where they are not stated.
    """

    record: Record
    request: DemandRow
    days: frozenset[int]
    hours: Slot
    capacity: int | None
    skills: frozenset[str]
    first: date
    last: date


def contentment(target: Record) -> str:
    """Why nothing is suggested to a target; empty for one that wants something.

    A shared need wants until it is answered or given up, a lab while it is at work, a service only what it says that it
    lacks. What is not documented wants nothing: nobody would know whom to ask.
    """
    if target.get("status") != "published":
        return "unpublished"
    if target.historic:
        return "historic"
    return _CONTENT[target.kind](target) if target.kind in _CONTENT else "other_kind"


def _shared_need(need: Record) -> str:
    return "" if str(need.get("state")) in WANTING else "not_open"


def _lab(lab: Record) -> str:
    return "" if str(lab.get("phase")) in AT_WORK else "not_at_work"


def _service(service: Record) -> str:
    if service.get("service_status") != "active":
        return "not_active"
    return "" if part(service, "requirements") else "lacks_nothing"


_CONTENT = {"shared_need": _shared_need, "lab": _lab, "service": _service}


def demand(catalogue: Catalogue, atlas: Atlas, target: Record) -> Demand | None:
    """What a target asks for; None for one that wants nothing."""
    if contentment(target):
        return None
    wanted = part(target, "requirements")
    days = frozenset(DAYS.index(day) for day in texts(wanted.get("days")) if day in DAYS)
    hours = slot(minutes(wanted.get("opens_at")), minutes(wanted.get("closes_at")))
    capacity, skills = whole(wanted.get("capacity")), stems(" ".join(sorted(texts(wanted.get("skills")))))
    request = DemandRow(
        types=texts(wanted.get("offer_types")),
        areas=_areas(catalogue, target),
        spot=atlas.locate(catalogue, target),
        group=EMPLOYEES if target.get("open_to") == EMPLOYEES else COMMUNITY,
        has_times=bool(days) or not hours.is_open,
        has_measure=capacity is not None or bool(skills),
    )
    return Demand(target, request, days, hours, capacity, skills, *_duration(target))


def _duration(target: Record) -> tuple[date, date]:
    """From when to when a target lasts; all days where it does not say."""
    first, last = span(str(target.get("starts", ""))), span(str(target.get("ends", "")))
    return first[0] if first else date.min, last[1] if last else date.max


def _areas(catalogue: Catalogue, target: Record) -> frozenset[str]:
    """A lab without areas of its own works on those of its shared needs."""
    own = texts(target.get("areas"))
    if own or target.kind != "lab":
        return own
    needs = catalogue.linked(target, "shared_needs")
    return frozenset(area for need in needs for area in texts(need.get("areas")))
