# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What `theme/assets/hours.js` must answer, thought through a second time: a service's state at a moment.

The site itself says "open now" only in the browser; `test_opening.py` holds the two to each other. Nothing is guessed:
where the hours, the dates or the holidays leave it open, the answer is `unknown`, and a public holiday makes of "open"
only "call first".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from laltro.insight.hours.days_off import DaysOff
from laltro.insight.hours.opening_hours import Hours, HoursRow
from laltro.model.moment import ROME

DAY = 24 * 60  # minutes
# Days in which the next opening is looked for: the fifth Monday of a month may be 98 days away.
HORIZON = 100


@dataclass(frozen=True, slots=True)
class State:
    """`open`, `closed`, `holiday` (it may be closed for one), `unknown`, or `unverified` hours.

    `minutes`, counted from today's midnight: until when it is open, or when it opens next (None: not known); `holiday`:
    that next opening falls on one.
    """

    name: str
    minutes: int | None = None
    holiday: bool = False


@dataclass(frozen=True, slots=True)
class _Opening:
    """From and to, in minutes from today's midnight; `doubt` is empty, `holiday` or `unknown`."""

    start: int
    end: int
    doubt: str


def state(hours: Hours, off: DaysOff, moment: datetime) -> State:
    """What can be said of a moment (aware of its time zone)."""
    today, minute = milan_time(moment)
    if not hours.confirmed.holds(today.isoformat()):
        return State("unverified")
    near = [opening for offset in range(-1, 3) for opening in _openings(hours, off, today, offset)]
    doubts = {opening.doubt for opening in near if opening.start <= minute < opening.end}
    if "" in doubts:
        return State("open", _until(near, minute))
    if doubts:
        return State("holiday" if "holiday" in doubts else "unknown")
    return _closed(hours, off, today, minute)


def milan_time(moment: datetime) -> tuple[date, int]:
    """The day and its minute. In the hour that an October night repeats it is 03:00: time never runs back."""
    local = moment.astimezone(ROME)
    return local.date(), 3 * 60 if local.fold else local.hour * 60 + local.minute


def _openings(hours: Hours, off: DaysOff, today: date, offset: int) -> Iterator[_Opening]:
    """The openings that begin so many days from today."""
    day = today + timedelta(days=offset)
    for row in hours.rows:
        held = _held(row, hours, off, day)
        if held is not False:
            start, end = _times(row)
            doubt = "" if held and row.opens is not None else "unknown"
            doubt = doubt or _doubt(off, [day, day + timedelta(days=1)] if end > DAY else [day])
            yield _Opening(offset * DAY + start, offset * DAY + end, doubt)


def _held(row: HoursRow, hours: Hours, off: DaysOff, day: date) -> bool | None:
    """Whether a row holds on a day; None where that is not known."""
    if day.weekday() not in row.days or (row.nth and not _is_nth(row.nth, day)):
        return False
    text = day.isoformat()
    closed = [closure.holds(text) for closure in hours.closures]
    answers = [row.period.holds(text), _is_school_day(off, text) if row.school else True]
    if False in answers or True in closed:
        return False
    return None if None in answers or None in closed else True


def _is_nth(nth: int, day: date) -> bool:
    if nth == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day + 6) // 7 == nth


def _is_school_day(off: DaysOff, day: str) -> bool | None:
    if day in off.holidays or _within(off.breaks, day):
        return False
    return True if _within(off.lessons, day) else None


def _within(periods: tuple[tuple[str, str], ...], day: str) -> bool:
    return any(first <= day <= last for first, last in periods)


def _times(row: HoursRow) -> tuple[int, int]:
    """First and last minute of an opening: the whole day where they are not documented; past midnight in its end."""
    if row.opens is None or row.closes is None:
        return 0, DAY
    return row.opens, row.closes + (DAY if row.closes <= row.opens else 0)


def _doubt(off: DaysOff, days: list[date]) -> str:
    """Why an opening on these days may not take place."""
    if any(day.year not in off.years for day in days):
        return "unknown"
    return "holiday" if any(day.isoformat() in off.holidays for day in days) else ""


def _until(near: list[_Opening], minute: int) -> int:
    """When the sure openings that follow on each other end."""
    ends = [opening.end for opening in near if not opening.doubt and opening.start <= minute < opening.end]
    return _until(near, max(ends)) if ends else minute


def _closed(hours: Hours, off: DaysOff, today: date, minute: int) -> State:
    """Closed, and the next opening: none where what comes first is not known."""
    for offset in range(HORIZON + 1):
        later = [opening for opening in _openings(hours, off, today, offset) if opening.start > minute]
        if later:
            first = min(later, key=lambda opening: (opening.start, ("", "holiday", "unknown").index(opening.doubt)))
            if first.doubt == "unknown":
                break
            return State("closed", first.start, first.doubt == "holiday")
    return State("closed")
