"""Hours and steps as people type them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laltro.intake.rows import ORDINALS, read_rows, write_rows
from laltro.model.form import grammars
from laltro.model.moment import DAYS
from laltro.world.files import read_strings

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


@given(st.lists(st.one_of(hours, timed, monthly), max_size=4), st.sampled_from(["it", "en"]))
def test_what_is_written_is_read_back_the_same(rows: list[dict[str, Any]], lang: str) -> None:
    text = write_rows("schedule", rows, GRAMMARS[lang])
    assert read_rows("schedule", text, GRAMMARS[lang]) == (rows, [])
    assert read_rows("schedule", text, GRAMMARS["en" if lang == "it" else "it"]) == (rows, [])


def test_a_long_nasty_line_is_read_at_once() -> None:
    for nasty in ("lun " * 15_000, "1" * 65_000, "lun 9-" * 10_000, "a e " * 16_000):
        assert read_rows("schedule", nasty, GRAMMARS["it"]) == ([], [1])
