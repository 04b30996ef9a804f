"""The hours of a week: when an offer is free, when it is asked for, and on which days the two meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from laltro.insight.hours.opening_hours import stated_hours
from laltro.model.record import Record

DAY = 24 * 60  # minutes
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Slot:
    """Minutes of the day, None where not stated; past midnight in `closes`. `monthly`: not in every week."""

    opens: int | None = None
    closes: int | None = None
    monthly: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it leaves the hours open."""
        return self.opens is None or self.closes is None

    def meets(self, asked: Slot) -> bool | None:
        """Whether it covers half of what is asked or more; None where its hours are not known."""
        if asked.opens is None or asked.closes is None:
            return True  # whenever it suits
        if self.opens is None or self.closes is None:
            return None
        shared = min(self.closes, asked.closes) - max(self.opens, asked.opens)
        return 2 * shared >= asked.closes - asked.opens


# The slots of each day (0 is Monday); a day without any is absent.
Week = Mapping[int, tuple[Slot, ...]]


@dataclass(frozen=True, slots=True)
class Times:
    """The days on which a week meets what is asked; `sure` unless the hours of all of them are not known."""

    days: frozenset[int]
    sure: bool


def free_week(record: Record, today: date) -> Week:
    """The hours of a record's timetable, without the rows that ended before `today`."""
    found: dict[int, list[Slot]] = defaultdict(list)
    hours = stated_hours(record)
    for row in hours.rows if hours else ():
        if row.period.last >= today.isoformat():
            for day in row.days:
                found[day].append(slot(row.opens, row.closes, bool(row.nth)))
    return {day: tuple(slots) for day, slots in sorted(found.items())}


def slot(opens: int | None, closes: int | None, monthly: bool = False) -> Slot:
    """A slot whose end lies after its start, be it on the next day."""
    late = opens is not None and closes is not None and closes <= opens
    return Slot(opens, closes + DAY if late and closes is not None else closes, monthly)


def common_times(week: Week, days: Iterable[int], asked: Slot) -> Times:
    """On which of `days` the week meets the asked hours."""
    answers = {day: {each.meets(asked) for each in week[day]} for day in days if day in week}
    sure = {day for day, found in answers.items() if True in found}
    possible = {day for day, found in answers.items() if None in found}
    return Times(frozenset(sure | possible), bool(sure))
