"""When a meeting is, for a calendar, which knows days and times and nothing in between."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from laltro.model.moment import ROME, is_local_time, span
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition


def is_kept(edition: Edition, meeting: Record) -> bool:
    """Whether a meeting stands in calendars: its day is known, and it was not withdrawn.

    One withdrawn before it was held stays, as cancelled: whoever noted it has to learn that it will not be.
    """
    return when(meeting) is not None and (meeting.get("status") == "published" or not edition.is_over(meeting))


def when(meeting: Record) -> tuple[date, date | None] | None:
    """The beginning and the end, both days (the end is the day after the last) or both times in Milan.

    No end where none is known that comes later; None where the very day is not known.
    """
    start, end = (_moment(str(meeting.get(name, ""))) for name in ("starts_at", "ends_at"))
    if start is None:
        return None
    if not isinstance(start, datetime):
        return _whole_days(start, end)
    if end is None or isinstance(end, datetime):
        return start, end if isinstance(end, datetime) and end > start else None
    # An end without an hour says nothing new on the same day; on a later one it makes whole days of all.
    return (start, None) if end <= start.date() else _whole_days(start, end)


def _whole_days(start: date, end: date | None) -> tuple[date, date]:
    first, last = _day(start), _day(end or start)
    return first, max(first, last) + timedelta(days=1)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _moment(text: str) -> date | None:
    """A time in Milan, or a day where the time is missing or never was on its clocks; None for less than a day."""
    days = span(text)
    if days is None or days[0] != days[1]:
        return None
    return datetime.fromisoformat(text).replace(tzinfo=ROME) if is_local_time(text) else days[0]
