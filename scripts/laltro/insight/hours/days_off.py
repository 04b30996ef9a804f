"""The days that are not like others: public holidays in Milan, and when Lombardy's schools hold lessons."""

from __future__ import annotations

from dataclasses import dataclass

import holidays

from laltro.model.catalogue import Catalogue
from laltro.model.city import TOWN

SCHOOL_DAYS = "school_days"


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Public holidays of the `years` that are known; first and last days of lessons and of school holidays."""

    years: tuple[int, ...]
    holidays: tuple[str, ...]
    lessons: tuple[tuple[str, str], ...] = ()
    breaks: tuple[tuple[str, str], ...] = ()


def days_off(catalogue: Catalogue, year: int) -> DaysOff:
    """The days off of a year and the next one; Milan's patron, 7 December, is among them."""
    years = (year, year + 1)
    found = holidays.country_holidays("IT", subdiv=TOWN["province"], years=years)
    return DaysOff(
        years,
        tuple(day.isoformat() for day in sorted(found)),
        _school(catalogue, "lessons"),
        _school(catalogue, "break"),
    )


def _school(catalogue: Catalogue, kind: str) -> tuple[tuple[str, str], ...]:
    table = catalogue.vocabularies.get(SCHOOL_DAYS)
    rows = table.rows if table else ()
    return tuple((row["first"], row["last"]) for row in rows if row.get("kind") == kind)
