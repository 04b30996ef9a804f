"""The course of a lab, as far as its sources tell it: beginning, meetings, outcomes, end, and what they leave out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Record

# Of what has the same date, what comes first.
_ORDER = ("starts", "meeting", "outcome", "ends")
# What is dated no better than by its year came at its end rather than before everything else of it.
_CONCLUDES = frozenset({"outcome", "ends"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the course: `what` is one of `starts`, `meeting`, `outcome`, `ends`; `date` is partial, or empty.

    `coming`: it is not past yet. For what only a year or a month is known of, that is until it has ended.
    """

    what: str
    record: Record
    date: str = ""
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The moments by date, and those of which no source gives one."""

    dated: tuple[Moment, ...]
    undated: tuple[Moment, ...]

    def all(self) -> tuple[Moment, ...]:
        """Every moment, the undated last."""
        return self.dated + self.undated

    def next(self) -> Moment | None:
        """The first meeting still to come."""
        return next((moment for moment in self.dated if moment.coming and moment.what == "meeting"), None)


def timeline(catalogue: Catalogue, lab: Record, today: date) -> Timeline:
    """The course of `lab` as seen on `today`."""
    moments, begun = list(_moments(catalogue, lab, today)), span(str(lab.get("starts", "")))
    dated = tuple(sorted((moment for moment in moments if span(moment.date)), key=partial(_place, begun)))
    return Timeline(dated, tuple(moment for moment in moments if not span(moment.date)))


def silences(found: Timeline) -> Iterator[tuple[str, int, int]]:
    """What the sources do not tell of the meetings held: its name, of how many of them, of how many in all."""
    meetings = [moment for moment in found.all() if moment.what == "meeting"]
    held = [moment.record for moment in meetings if not moment.coming]
    for name in ("decisions", "minutes"):
        missing = sum(not record.get(name) for record in held)
        if missing:
            yield name, missing, len(held)


def _moments(catalogue: Catalogue, lab: Record, today: date) -> Iterator[Moment]:
    yield from _edge(lab, "starts", today)
    for what, field in (("meeting", "starts_at"), ("outcome", "date")):
        for record in catalogue.linking(lab, what, "lab"):
            day = str(record.get(field, ""))
            yield Moment(what, record, day, not record.historic and _coming(day, today))
    yield from _edge(lab, "ends", today)


def _edge(lab: Record, field: str, today: date) -> Iterator[Moment]:
    day = str(lab.get(field, ""))
    if day:
        yield Moment(field, lab, day, not lab.historic and _coming(day, today))


def _coming(day: str, today: date) -> bool:
    days = span(day)
    return days is not None and days[1] >= today


def _place(begun: tuple[date, date] | None, moment: Moment) -> tuple[date, int, str, str]:
    """By day. What may have been before or after the beginning, for all its date says, was after it."""
    first, last = span(moment.date) or (date.min, date.min)
    if begun and first <= begun[0] <= last:
        first = begun[0]
    return (last if moment.what in _CONCLUDES else first, _ORDER.index(moment.what), moment.date, moment.record.id)
