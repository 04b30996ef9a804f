"""Dates as history knows them: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and local times of Milan."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from laltro.model.locale import day_in_words
from laltro.model.strings import Strings

ROME = ZoneInfo("Europe/Rome")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# How much of a date is known, by its length.
_SHOWN = {4: "year", 7: "month", 10: "day"}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_ITALIAN_DATE = re.compile(r"(?:([0-3]?[0-9])[/.-])?([01]?[0-9])[/.-]([0-9]{4})")
# Between day and time stands what people write there: a space, a comma, a word.
_MOMENT = re.compile(r"([0-9./-]{8,10})[^0-9]{1,7}([0-9]{1,2})[:.]([0-9]{2})")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
# Far from both ends of the calendar, where reckoning with days or time zones would overflow.
_YEARS = range(1000, 9001)


def span(text: str) -> tuple[date, date] | None:
    """The first and last day that a (partial) date or date-time may mean; None where it is no real date."""
    match = _DATE.fullmatch(text.partition("T")[0])
    if not match or not text.isascii():
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if year not in _YEARS or (match[2] and not 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month or 12)[1]
    if match[3] and not 1 <= day <= last:
        return None
    return date(year, month or 1, day or 1), date(year, month or 12, day or last)


def iso_date(text: str) -> str:
    """A (partial) date as it is stored, from ISO or Italian writing (`14/9/2026`, `9/2026`); empty for no real date."""
    match = _ITALIAN_DATE.fullmatch(text)
    day = f"-{int(match[1]):02}" if match and match[1] else ""
    written = f"{match[3]}-{int(match[2]):02}{day}" if match else text
    return written if span(written) and "T" not in written else ""


def in_words(text: str, strings: Strings) -> str:
    """A (partial) date as one says it: `2017`, `maggio 2017`, `18 maggio 2017`; a broken one stays as it is."""
    if span(text) is None:
        return text
    day, _, clock = text.partition("T")
    words = day_in_words(date.fromisoformat(f"{day}-01-01"[:10]), _SHOWN[len(day)], strings.locale)
    return strings.text("site.value.at_time", day=words, time=clock) if clock else words


def iso_moment(text: str) -> str:
    """A day, or a day and a time, as it is stored (`14/9/2026 ore 18.30`); empty where it is no real one."""
    match = _MOMENT.fullmatch(text)
    if not match:
        return iso_date(text)
    moment = f"{iso_date(match[1])}T{int(match[2]):02}:{match[3]}"
    return moment if is_local_time(moment) else ""


def is_local_time(text: str) -> bool:
    """True for `YYYY-MM-DDTHH:MM` that exists on Milan's clocks (an hour is skipped on a night of March)."""
    day, _, clock = text.partition("T")
    if len(day) != 10 or span(day) is None or not _TIME.fullmatch(clock):
        return False
    local = datetime.fromisoformat(text).replace(tzinfo=ROME)
    return local.astimezone(UTC).astimezone(ROME).replace(tzinfo=None) == datetime.fromisoformat(text)


def before(first: str, second: str) -> bool:
    """True where `first` surely ends before `second` begins; unclear or broken dates are never 'before'."""
    left, right = span(first), span(second)
    if left is None or right is None:
        return False
    if left == right and "T" in first and "T" in second:
        return first < second
    return left[1] < right[0]
