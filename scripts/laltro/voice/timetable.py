"""Hours, closures, prices and milestones as people read them, and whether the hours can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from laltro.insight.hours.opening_hours import HOURS_STAY_FRESH
from laltro.model.moment import DAYS
from laltro.model.record import Record
from laltro.voice.address import host
from laltro.voice.words import Words

_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


@dataclass(frozen=True, slots=True)
class Opening:
    """One row of the table of hours."""

    days: str
    hours: str
    notes: tuple[str, ...] = ()


def opening(words: Words, row: Any) -> Opening:
    """A row of `schedules`; what is not documented is said, never guessed."""
    values = row if isinstance(row, Mapping) else {"note": str(row)}
    get = {name: str(values[name]) for name in values if not isinstance(values[name], list | Mapping)}
    notes = [words.period(get.get("valid_from", ""), get.get("valid_to", ""))]
    notes += [words.t("site.value.school_calendar")] if values.get("school_calendar") is True else []
    notes += [get.get("note", "")]
    return Opening(_days(words, values), _hours(words, get), tuple(note for note in notes if note))


def _days(words: Words, values: Mapping[str, Any]) -> str:
    days = values.get("days")
    stated = [str(day) for day in days] if isinstance(days, list) else []
    if not stated:
        return words.t("site.value.any_day")
    if set(stated) == set(DAYS) and values.get("recurrence") != "monthly_nth":
        return words.t("site.value.every_day")
    names = ", ".join(words.t(f"site.days.{day}") if day in DAYS else day for day in stated)
    nth = _NTH.get(values.get("nth", 0))
    if values.get("recurrence") == "monthly_nth" and nth:
        return words.t("site.value.nth_of_month", nth=words.t(f"site.nth.{nth}"), days=names)
    return names


def _hours(words: Words, get: Mapping[str, str]) -> str:
    opens, closes = get.get("opens_at", ""), get.get("closes_at", "")
    if not opens and not closes:
        return words.t("site.value.all_day")
    if opens and closes and closes <= opens:
        closes = words.t("site.value.next_day", time=closes)
    return f"{opens or '…'}–{closes or '…'}"


def closure(words: Words, row: Any) -> str:
    """A row of `closures`: the period, and why."""
    values = row if isinstance(row, Mapping) else {"note": row}
    period = words.period(str(values.get("valid_from", "")), str(values.get("valid_to", "")))
    return ": ".join(part for part in (period, str(values.get("note", ""))) if part)


def price(words: Words, row: Any) -> str:
    """A row of `costs`: amount, per what, note; free where the amount is nothing."""
    if not isinstance(row, Mapping):
        return str(row)
    amount, currency = row.get("amount", ""), str(row.get("currency", ""))
    if amount == 0:
        return ": ".join(part for part in (words.t("site.value.free"), str(row.get("note", ""))) if part)
    figure = words.money(amount) if isinstance(amount, int | float) else str(amount)
    unit = str(row.get("unit", ""))
    per = words.find(f"site.per.{unit}") or unit
    sign = {"EUR": "€"}.get(currency, currency)
    return ", ".join(part for part in (f"{figure} {sign} {per}".strip(), str(row.get("note", ""))) if part)


def milestone(words: Words, row: Any) -> str:
    """A row of `milestones`: the day, and what happened."""
    if not isinstance(row, Mapping):
        return str(row)
    day = words.date(str(row.get("date", "")))
    return ": ".join(part for part in (day, str(row.get("text", ""))) if part)


def trust(words: Words, record: Record, today: date) -> str:
    """Whether the hours were confirmed within a year; else where and when they were read. Empty without hours."""
    if not (record.items("schedules") or record.get("hours_note")):
        return ""
    confirmed = str(record.get("hours_confirmed", ""))
    age = days_since(confirmed, today)
    if age is not None and 0 <= age <= HOURS_STAY_FRESH:
        return words.t("site.hours.confirmed", date=words.date(confirmed))
    sources = [item for item in record.items("sources") if isinstance(item, Mapping)]
    source = next((item for item in sources if item.get("date")), next(iter(sources), {}))
    year = (str(source.get("date", "")) or str(source.get("accessed", "")))[:4]
    name = str(source.get("title", "")) or host(str(source.get("url", "")))
    if not (year and name):
        return words.t("site.hours.unconfirmed")
    return words.t("site.hours.unconfirmed_source", source=name, year=year)


def days_since(day: str, today: date) -> int | None:
    """How many days ago a full date was; None for anything else."""
    try:
        return (today - date.fromisoformat(day)).days
    except ValueError:
        return None
