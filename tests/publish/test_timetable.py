"""Hours, prices and dates in words."""

from datetime import date
from typing import Any

import pytest

from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.voice.timetable import closure, opening, price, trust
from laltro.voice.words import Words

TODAY = date(2026, 11, 22)
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@pytest.mark.parametrize(
    ("row", "days", "hours", "notes"),
    [
        ({"days": ["mon", "wed"], "opens_at": "18:00", "closes_at": "20:00"}, "lunedì, mercoledì", "18:00–20:00", []),
        ({"days": WEEK, "opens_at": "08:00", "closes_at": "12:00"}, "tutti i giorni", "08:00–12:00", []),
        ({"days": ["fri"], "opens_at": "22:00", "closes_at": "02:00"}, "venerdì", "22:00–02:00 del giorno dopo", []),
        ({"days": ["sat"]}, "sabato", "orario non documentato", []),
        ({"opens_at": "09:00"}, "giorni non documentati", "09:00–…", []),
        (
            {"days": ["mon"], "recurrence": "monthly_nth", "nth": -1, "opens_at": "18:00", "closes_at": "19:00"},
            "ultimo lunedì del mese",
            "18:00–19:00",
            [],
        ),
        (
            {"days": ["mon"], "valid_from": "2017-05", "valid_to": "2017-12-31", "school_calendar": True, "note": "x"},
            "lunedì",
            "orario non documentato",
            ["da maggio 2017 al 31 dicembre 2017", "nei giorni di scuola", "x"],
        ),
        ({"days": ["boh"], "opens_at": 3}, "boh", "3–…", []),
        ("a caso", "giorni non documentati", "orario non documentato", ["a caso"]),
    ],
)
def test_opening(strings: dict[str, Strings], row: Any, days: str, hours: str, notes: list[str]) -> None:
    found = opening(Words(strings["it"]), row)
    assert (found.days, found.hours, list(found.notes)) == (days, hours, notes)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"amount": 12.5, "currency": "EUR", "unit": "hour"}, "12,50 € all'ora"),
        ({"amount": 15, "currency": "EUR"}, "15 €"),
        ({"amount": 1234.56, "currency": "EUR"}, "1.234,56 €"),
        ({"amount": 0, "currency": "EUR", "unit": "item"}, "gratis"),
        ({"amount": 0, "currency": "EUR", "note": "con la tessera"}, "gratis: con la tessera"),
        ({"amount": 1200, "currency": "EUR", "unit": "year", "note": "con ISEE"}, "1.200 € all'anno, con ISEE"),
        ({"amount": "boh", "currency": "CHF"}, "boh CHF"),
        ("gratis", "gratis"),
    ],
)
def test_price(strings: dict[str, Strings], row: Any, words: str) -> None:
    assert price(Words(strings["it"]), row) == words


def test_closure(strings: dict[str, Strings]) -> None:
    row = {"valid_from": "2026-08-01", "valid_to": "2026-08-31", "note": "ferie"}
    assert closure(Words(strings["en"]), row) == "from 1 August 2026 to 31 August 2026: ferie"


SOURCES = [{"url": "https://example.org/a"}, {"url": "https://www.example.org/b", "date": "2013-04"}]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"hours_confirmed": "2026-01-01"}, ""),
        ({"hours_note": "x", "hours_confirmed": "2026-01-01"}, "Orari confermati il 1 gennaio 2026."),
        ({"hours_note": "x", "hours_confirmed": "2025-11-21"}, "Orari da verificare."),
        ({"hours_note": "x", "hours_confirmed": "2027-01-01"}, "Orari da verificare."),
        ({"hours_note": "x", "sources": SOURCES}, "Orari da verificare (example.org, 2013)."),
    ],
)
def test_trust(strings: dict[str, Strings], values: dict[str, Any], words: str) -> None:
    assert trust(Words(strings["it"]), Record("service", "x", values), TODAY) == words


@pytest.mark.parametrize(
    ("text", "it", "en"),
    [
        ("2017", "2017", "2017"),
        ("2017-05", "maggio 2017", "May 2017"),
        ("2017-05-08", "8 maggio 2017", "8 May 2017"),
        ("2017-05-18T18:00", "18 maggio 2017, ore 18:00", "18 May 2017, 18:00"),
        ("2017-02-30", "2017-02-30", "2017-02-30"),
        ("ieri", "ieri", "ieri"),
    ],
)
def test_dates(strings: dict[str, Strings], text: str, it: str, en: str) -> None:
    assert (Words(strings["it"]).date(text), Words(strings["en"]).date(text)) == (it, en)
