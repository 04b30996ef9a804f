"""Hours, costs, closures and steps as people type them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laltro.intake.notation.hours import ORDINALS
from laltro.intake.notation.rows import FORMATS, read_rows, write_rows
from laltro.model.forms.row_words import grammars
from laltro.model.moment import DAYS
from laltro.world.data.support import read_strings

GRAMMARS = grammars(read_strings(Path("data")))
WORK = ["mon", "tue", "wed", "thu", "fri"]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("lun, mar 16:30–18:30", {"days": ["mon", "tue"], "opens_at": "16:30", "closes_at": "18:30"}),
        ("lun-ven 9-13", {"days": WORK, "opens_at": "09:00", "closes_at": "13:00"}),
        ("Mondays from 4 to 6", {"days": ["mon"], "opens_at": "04:00", "closes_at": "06:00"}),
        ("lun 9 boh 10", None),
        (
            "Lunedì e giovedì dalle 16.30 alle 18.30",
            {"days": ["mon", "thu"], "opens_at": "16:30", "closes_at": "18:30"},
        ),
        ("ven 22:00-02:00", {"days": ["fri"], "opens_at": "22:00", "closes_at": "02:00"}),
        ("sab - lun 20-24", {"days": ["mon", "sat", "sun"], "opens_at": "20:00", "closes_at": "00:00"}),
        (
            "Mon, Wed 4-6; from 2026-09-14",
            {"days": ["mon", "wed"], "opens_at": "04:00", "closes_at": "06:00", "valid_from": "2026-09-14"},
        ),
        ("gio; dal 14/9/2026 al 30/6/2027", {"days": ["thu"], "valid_from": "2026-09-14", "valid_to": "2027-06-30"}),
        (
            "gio 9-10; calendario scolastico",
            {"days": ["thu"], "opens_at": "09:00", "closes_at": "10:00", "school_calendar": True},
        ),
        (
            "gio 9-10; primo del mese",
            {"days": ["thu"], "opens_at": "09:00", "closes_at": "10:00", "recurrence": "monthly_nth", "nth": 1},
        ),
        (
            "gio 9-10; dal 14 settembre 2026 al 30 giugno 2027",
            {
                **{"days": ["thu"], "opens_at": "09:00", "closes_at": "10:00"},
                **{"valid_from": "2026-09-14", "valid_to": "2027-06-30"},
            },
        ),
        (
            "gio 9-10; nota: suona; poi entra",
            {"days": ["thu"], "opens_at": "09:00", "closes_at": "10:00", "note": "suona; poi entra"},
        ),
        ("tutti i giorni", None),
        ("lun 25:00-26:00", None),
        ("lun 9-10; dal 2026-02-30", None),
        ("lun 9-10; boh", None),
        ("9-10", None),
        ("lun-mar-mer 9-10", None),
    ],
)
def test_hours(line: str, row: dict[str, Any] | None) -> None:
    rows, lost = read_rows("schedule", line, GRAMMARS["it"])
    assert (rows, lost) == (([row], []) if row else ([], [1]))


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("2026-09: apre lo sportello", {"date": "2026-09", "text": "apre lo sportello"}),
        ("14/9/2026 - si parte: finalmente", {"date": "2026-09-14", "text": "si parte: finalmente"}),
        ("presto: apre", None),
        ("2026-13: no", None),
        ("2026", None),
    ],
)
def test_steps(line: str, row: dict[str, Any] | None) -> None:
    rows, lost = read_rows("milestone", line, GRAMMARS["it"])
    assert (rows, lost) == (([row], []) if row else ([], [1]))


EURO = {"currency": "EUR"}


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("15 € al mese; nota: ridotto con ISEE", {"amount": 15, **EURO, "unit": "month", "note": "ridotto con ISEE"}),
        ("15€/mese", {"amount": 15, **EURO, "unit": "month"}),
        ("3,50 euro l'ora", {"amount": 3.5, **EURO, "unit": "hour"}),
        ("3.5 EUR all’ora.", {"amount": 3.5, **EURO, "unit": "hour"}),
        ("€ 120 a corso", {"amount": 120, **EURO, "unit": "course"}),
        ("€120", {"amount": 120, **EURO}),
        ("€12.50 per hour", {"amount": 12.5, **EURO, "unit": "hour"}),
        ("15 € per month; note: reduced; ask", {"amount": 15, **EURO, "unit": "month", "note": "reduced; ask"}),
        ("2 euros each", {"amount": 2, **EURO, "unit": "item"}),
        ("30 € a settimana", {"amount": 30, **EURO, "unit": "week"}),
        ("5 € al giorno", {"amount": 5, **EURO, "unit": "day"}),
        ("20 euro all'anno (tessera)", {"amount": 20, **EURO, "unit": "year", "note": "tessera"}),
        ("20 euro, ridotto per i soci", {"amount": 20, **EURO, "note": "ridotto per i soci"}),
        ("20 € ; ridotto per i soci", {"amount": 20, **EURO, "note": "ridotto per i soci"}),
        ("20 € (nota: 10 per i soci)", {"amount": 20, **EURO, "note": "10 per i soci"}),
        ("gratis", {"amount": 0, **EURO}),
        ("Gratuito; nota: fino a 3 anni", {"amount": 0, **EURO, "note": "fino a 3 anni"}),
        ("0 € l'uno", {"amount": 0, **EURO, "unit": "item"}),
        ("3,00 €", {"amount": 3, **EURO}),
        ("1.200,50 € all'anno", {"amount": 1200.5, **EURO, "unit": "year"}),
        ("1,200.50 €", {"amount": 1200.5, **EURO}),
        ("1.200.000 €", {"amount": 1_200_000, **EURO}),
        ("1.200 €", {"amount": 1200, **EURO}),
        ("1,200 €", None),
        ("0.123 €", None),
        ("12,3456 €", None),
        ("1.20,50 €", None),
        ("1.200.50 €", None),
        ("1.2,5 €", None),
        ("1 200 €", None),
        ("1.200,500 €", None),
        ("-5 €", None),
        ("١٥ €", None),
        ("15", None),
        ("15 al mese", None),
        ("3 a settimana", None),
        ("15 $", None),
        ("15 dollari", None),
        ("€ 15 €", None),
        ("da 10 a 20 €", None),
        ("circa 15 €", None),
        ("10 € a lezione", None),
        ("15 € al mese, 20 € all'anno", None),
        ("15 € al mese; nota:", None),
        ("15 € (ridotto", None),
        ("nota: gratis", None),
        ("chiedere", None),
    ],
)
def test_costs(line: str, row: dict[str, Any] | None) -> None:
    rows, lost = read_rows("cost", line, GRAMMARS["it"])
    assert (rows, lost) == (([row], []) if row else ([], [1]))
    assert [type(found["amount"]) for found in rows] == ([type(row["amount"])] if row else [])


def test_a_thousand_is_read_as_the_language_writes_it() -> None:
    assert read_rows("cost", "€1,200 a year", GRAMMARS["en"]) == ([{"amount": 1200, **EURO, "unit": "year"}], [])
    assert read_rows("cost", "€1.200 a year", GRAMMARS["en"]) == ([], [1])


DAY = {"valid_from": "2026-12-24", "valid_to": "2026-12-24"}
AUGUST = {"valid_from": "2026-08-01", "valid_to": "2026-08-31"}


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("dal 2026-08-01 al 2026-08-31; nota: ferie", {**AUGUST, "note": "ferie"}),
        ("chiuso dal 1/8/2026 fino al 31/8/2026 (ferie)", {**AUGUST, "note": "ferie"}),
        ("1.8.2026-31.8.2026, ferie", {**AUGUST, "note": "ferie"}),
        ("2026-08-01 – 2026-08-31", AUGUST),
        ("closed from 2026-08-01 to 2026-08-31", AUGUST),
        ("2026-12-24", DAY),
        ("chiuso il 24/12/2026", DAY),
        ("Chiuso: 24/12/2026", DAY),
        ("closed on 24/12/2026; note: Christmas Eve", {**DAY, "note": "Christmas Eve"}),
        ("chiuso il 24 dicembre 2026", DAY),
        ("24 Dec. 2026", DAY),
        ("dal 1° agosto 2026 al 31 agosto 2026; nota: 1 settembre 2026", {**AUGUST, "note": "1 settembre 2026"}),
        ("dal 1 al 31 agosto 2026 (ferie)", {**AUGUST, "note": "ferie"}),
        ("1-31 ago 2026", AUGUST),
        ("closed from 1 to 31 August 2026", AUGUST),
        ("chiuso ad agosto 2026", {"valid_from": "2026-08", "valid_to": "2026-08"}),
        ("nel 2026-08", {"valid_from": "2026-08", "valid_to": "2026-08"}),
        ("dal 2026-08-01; nota: lavori", {"valid_from": "2026-08-01", "note": "lavori"}),
        ("al 2026-08-31", None),
        ("il 24 dicembre", None),
        ("24/12", None),
        ("24 brumaio 2026", None),
        ("31 febbraio 2026", None),
        ("100 agosto 2026", None),
        ("dal 1 al 31 agosto", None),
        ("2026-02-30", None),
        ("dal 2026-08-01 al 2026-02-30", None),
        ("il 2026-08-01 al 2026-08-31", None),
        ("2026-08-01 2026-08-31", None),
        ("2026-12-24, 2026-12-31", None),
        ("24/12/2026 e 31/12/2026", None),
        ("aperto il 24/12/2026", None),
        ("dal 2026-08-01 dal 2026-08-31", None),
    ],
)
def test_closures(line: str, row: dict[str, Any] | None) -> None:
    rows, lost = read_rows("closure", line, GRAMMARS["it"])
    assert (rows, lost) == (([row], []) if row else ([], [1]))


@pytest.mark.parametrize(
    ("format", "typed", "italian", "english"),
    [
        ("cost", "€ 3,5/ora (bar)", "3,50 € all'ora; nota: bar", "3.50 € per hour; note: bar"),
        ("cost", "free", "gratis", "free"),
        ("closure", "chiuso il 24/12/2026", "2026-12-24", "2026-12-24"),
        ("closure", "1-31 agosto 2026", "dal 2026-08-01 al 2026-08-31", "from 2026-08-01 to 2026-08-31"),
        ("closure", "from 2026-08", "dal 2026-08", "from 2026-08"),
        ("schedule", "lunedì dalle 9 alle 10", "lun 09:00–10:00", "Mon 09:00–10:00"),
        ("milestone", "14/9/2026 - si parte", "2026-09-14: si parte", "2026-09-14: si parte"),
    ],
)
def test_one_way_to_write_them(format: str, typed: str, italian: str, english: str) -> None:
    rows, _ = read_rows(format, typed, GRAMMARS["it"])
    assert (write_rows(format, rows, GRAMMARS["it"]), write_rows(format, rows, GRAMMARS["en"])) == (italian, english)


def test_lines_that_are_not_understood_are_told_by_number_and_the_others_kept() -> None:
    rows, lost = read_rows("schedule", "lun 9-10\n\nboh\n- mar 9-10\ndomani", GRAMMARS["it"])
    assert [row["days"] for row in rows] == [["mon"], ["tue"]]
    assert lost == [3, 5]


words = st.text(st.characters(categories=("L", "N"), include_characters=" ;:,"), min_size=1, max_size=30)
notes = words.map(lambda text: " ".join(text.split()).strip("; ")).filter(bool)
clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
dates = st.dates().filter(lambda day: 1000 <= day.year <= 9000).map(str)
hours = st.fixed_dictionaries(
    {"days": st.sets(st.sampled_from(DAYS), min_size=1).map(lambda days: sorted(days, key=DAYS.index))},
    optional={"valid_from": dates, "valid_to": dates, "note": notes, "school_calendar": st.just(True)},
)
timed = st.builds(lambda row, start, end: {**row, "opens_at": start, "closes_at": end}, hours, clocks, clocks)
monthly = st.builds(lambda row, nth: {**row, "recurrence": "monthly_nth", "nth": nth}, timed, st.sampled_from(ORDINALS))


amounts = st.one_of(st.integers(0, 999_999_999), st.integers(1, 99_999).map(lambda cents: cents / 100))
units = st.sampled_from(["hour", "day", "week", "month", "year", "course", "item"])
costs = st.fixed_dictionaries({"amount": amounts, "currency": st.just("EUR")}, optional={"unit": units, "note": notes})
closures = st.fixed_dictionaries({"valid_from": dates}, optional={"valid_to": dates, "note": notes})
steps = st.fixed_dictionaries({"date": dates, "text": notes})
ROWS = {"schedule": st.one_of(hours, timed, monthly), "cost": costs, "closure": closures, "milestone": steps}


def test_every_kind_of_row_is_tried() -> None:
    assert set(ROWS) == FORMATS


@pytest.mark.parametrize("format", ROWS)
@given(data=st.data(), lang=st.sampled_from(["it", "en"]))
def test_what_is_written_is_read_back_the_same(format: str, data: st.DataObject, lang: str) -> None:
    rows = data.draw(st.lists(ROWS[format], max_size=4))
    text = write_rows(format, rows, GRAMMARS[lang])
    assert read_rows(format, text, GRAMMARS[lang]) == (rows, [])
    assert read_rows(format, text, GRAMMARS["en" if lang == "it" else "it"]) == (rows, [])


def spelt(*names: str) -> st.SearchStrategy[str]:
    """Any spelling, in any language, of the tokens whose names begin so."""
    return st.sampled_from([word for name in GRAMMARS["it"] if name.startswith(names) for word in GRAMMARS["it"][name]])


remark = st.sampled_from(
    ["", "", "; nota: x; 2", ", con ISEE", " (soci)", "; al 2027-06-30", "; primo del mese", "; boh"]
)
figures = st.from_regex(r"\A[1-9][0-9]{0,3}([.,][0-9]{1,3}){0,2}\Z")
day = st.one_of(dates, st.dates().map("{0.day}/{0.month}/{0.year}".format))
LINES = {
    "schedule": st.tuples(spelt(*DAYS), st.just(" "), spelt("at", "and"), st.just(" 9-"), clocks, remark),
    "cost": st.tuples(spelt("EUR", "on"), st.just(" "), figures, st.just(" "), spelt("EUR", "per."), remark),
    "closure": st.tuples(
        spelt("closed", "on", "from"), st.just(" "), day, st.sampled_from([" ", " al ", "-"]), day, remark
    ),
    "milestone": st.tuples(day, st.sampled_from([": ", " - ", ""]), remark),
}


@pytest.mark.parametrize("format", ROWS)
@given(data=st.data(), lang=st.sampled_from(["it", "en"]))
def test_what_was_read_is_written_in_one_way_only(format: str, data: st.DataObject, lang: str) -> None:
    lines = data.draw(st.lists(LINES[format].map("".join), max_size=3))
    rows, lost = read_rows(format, "\n".join(lines), GRAMMARS[lang])
    assert len(rows) + len(lost) == sum(line.strip() != "" for line in lines)
    text = write_rows(format, rows, GRAMMARS[lang])
    assert read_rows(format, text, GRAMMARS[lang]) == (rows, [])


@pytest.mark.parametrize("row", [{"amount": 12.345, **EURO}, {"amount": 10**16, **EURO}])
def test_an_amount_that_nobody_pays_is_not_read_back_as_another(row: dict[str, Any]) -> None:
    for grammar in GRAMMARS.values():
        assert read_rows("cost", write_rows("cost", [row], grammar), grammar) == ([], [1])


def test_another_currency_is_no_text() -> None:
    with pytest.raises(KeyError):
        write_rows("cost", [{"amount": 15, "currency": "CHF"}], GRAMMARS["it"])


NASTY = [
    *("lun " * 15_000, "1" * 65_000, "lun 9-" * 10_000, "a e " * 16_000, "1.234," * 10_000, "€ 1 " * 16_000),
    *("1 al 31 agosto " * 4_000, "agosto " * 9_000, "gio; dal " + "1 a " * 16_000),
]


@pytest.mark.parametrize("format", ROWS)
@pytest.mark.parametrize("nasty", [*NASTY, "dal 2026-08-01 " * 4_000, "(" * 65_000, "15 €" + " " * 65_000 + "x"])
def test_a_long_nasty_line_is_read_at_once(format: str, nasty: str) -> None:
    started = time.perf_counter()
    assert read_rows(format, nasty, GRAMMARS["it"]) == ([], [1])
    assert time.perf_counter() - started < 1
