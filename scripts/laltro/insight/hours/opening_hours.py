"""When a record says that it is open, as numbers: its rows of hours, its closures, how long they may be trusted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from laltro.model.moment import DAYS, span
from laltro.model.record import Record

HOURS_STAY_FRESH = 365
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_START, _END = "", "9999"
_NTH = frozenset({1, 2, 3, 4, 5, -1})


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, sure between `sure_from` and `sure_to` (ISO days; open ends lie beyond all)."""

    first: str = _START
    sure_from: str = _START
    sure_to: str = _END
    last: str = _END

    def holds(self, day: str) -> bool | None:
        """Whether an ISO day lies in it; None where the dates, known to the month or not at all, leave it open."""
        if self.sure_from <= day <= self.sure_to:
            return True
        return None if self.first <= day <= self.last else False


_NEVER = Period(_END, _END, _START, _START)


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Hours on some days (0 is Monday), `nth` of the month where not 0. Minutes of the day, None if not documented."""

    days: tuple[int, ...]
    nth: int
    opens: int | None
    closes: int | None
    school: bool
    period: Period


@dataclass(frozen=True, slots=True)
class Hours:
    """All that a record says of when it is open; `confirmed`: while that is trusted, `noted`: where notes say more."""

    rows: tuple[HoursRow, ...]
    closures: tuple[Period, ...]
    confirmed: Period
    noted: bool


def hours_of(record: Record) -> Hours | None:
    """The hours of a record; None for one without any, or that nobody ever confirmed."""
    confirmed = span(str(record.get("hours_confirmed", "")))
    if confirmed is None or confirmed[0] != confirmed[1]:
        return None
    first, last = confirmed[0].isoformat(), (confirmed[0] + timedelta(days=HOURS_STAY_FRESH)).isoformat()
    return _hours(record, Period(first, first, last, last))


def stated_hours(record: Record) -> Hours | None:
    """The hours that a record states, confirmed or not: enough for "on Mondays", never trusted for "now"."""
    return _hours(record, _NEVER)


def _hours(record: Record, confirmed: Period) -> Hours | None:
    rows = record.items("schedules")
    if not rows:
        return None
    noted = bool(record.get("hours_note")) or any(isinstance(row, Mapping) and row.get("note") for row in rows)
    closures = tuple(_period(row) for row in record.items("closures"))
    return Hours(tuple(_row(row) for row in rows), closures, confirmed, noted)


def _row(values: Any) -> HoursRow:
    """A row of `schedules`; what is not understood in it becomes unknown, on every day that it may mean."""
    get = values if isinstance(values, Mapping) else {}
    stated = get.get("days")
    known = isinstance(stated, list) and bool(stated) and set(map(str, stated)) <= set(DAYS)
    days = tuple(DAYS.index(str(day)) for day in stated) if known and stated else tuple(range(7))
    monthly = get.get("recurrence") == "monthly_nth"
    nth = get.get("nth") if monthly and get.get("nth") in _NTH else 0
    opens, closes = minutes(get.get("opens_at")), minutes(get.get("closes_at"))
    if not known or opens is None or closes is None or (monthly and not nth):
        opens = closes = None
    return HoursRow(days, int(nth or 0), opens, closes, get.get("school_calendar") is True, _period(values))


def minutes(text: Any) -> int | None:
    """The minute of the day that `HH:MM` names; None for anything else."""
    match = _TIME.fullmatch(str(text))
    return int(match[1]) * 60 + int(match[2]) if match else None


def _period(values: Any) -> Period:
    """From `valid_from` to `valid_to`; the same month or year twice means all of it."""
    if not isinstance(values, Mapping):
        return Period(_START, _END, _START, _END)
    first, sure_from = _edge(values.get("valid_from"), _START)
    sure_to, last = _edge(values.get("valid_to"), _END)
    if values.get("valid_from") == values.get("valid_to") and first:
        return Period(first, first, last, last)
    return Period(first, sure_from, sure_to, last)


def _edge(text: Any, without: str) -> tuple[str, str]:
    """The first and last day that one end of a period may mean."""
    if text is None:
        return without, without
    days = span(str(text))
    return (days[0].isoformat(), days[1].isoformat()) if days else (_START, _END)
