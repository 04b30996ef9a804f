# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates as history knows them, and the clocks of Milan."""

from __future__ import annotations

from datetime import date

import pytest

from laltro.model.moment import before, is_local_time, iso_date, iso_moment, span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-09-14", date(2026, 9, 14), date(2026, 9, 14)),
        ("2026-09-14T18:30", date(2026, 9, 14), date(2026, 9, 14)),
        ("1000", date(1000, 1, 1), date(1000, 12, 31)),
        ("9000-12", date(9000, 12, 1), date(9000, 12, 31)),
    ],
)
def test_what_a_date_may_mean(text: str, first: date, last: date) -> None:
    assert span(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        *[(text, "2026-09-14") for text in ("14/9/2026", "14.09.2026", "14-9-2026", "2026-09-14")],
        *[(text, "2026-09") for text in ("9/2026", "09-2026", "2026-09")],
        *[(text, "") for text in ("31/2/2026", "14/9/26", "13/2026", "9-14-2026", "domani", "")],
    ],
)
def test_how_a_date_may_be_typed(text: str, stored: str) -> None:
    assert iso_date(text) == stored


WRONG = """26 2026-2 2026-13 2026-00 2026-02-30 2026-02-00 2025-02-29 2026-09-14-01 14/09/2026 2026/09/14
    20261 ٢٠٢٦ ²026 -2026 T18:30 2026-W37 0000 0001 0999 0026-09-14 9001 9999-12-31 9999-12-31T23:59"""


@pytest.mark.parametrize(
    "text",
    [*WRONG.split(), "", " 2026", "2026 ", "2026\n"],
)
def test_what_is_no_date(text: str) -> None:
    assert span(text) is None


@pytest.mark.parametrize(
    ("text", "real"),
    [
        ("2026-09-14T18:30", True),
        ("2026-09-14T00:00", True),
        ("2026-03-29T01:59", True),
        ("2026-03-29T02:30", False),  # the clocks go from 2:00 to 3:00
        ("2026-03-29T03:00", True),
        ("2026-10-25T02:30", True),  # that hour comes twice
        ("2026-09-14T24:00", False),
        ("2026-09-14T18:60", False),
        ("2026-09-14T18:30:00", False),
        ("2026-09-14T18:30Z", False),
        ("2026-09-14T18.30", False),
        ("2026-09-14T١٨:٣٠", False),
        ("2026-09-14 18:30", False),
        ("2026-09T18:30", False),
        ("2026-02-30T18:30", False),
        ("0001-01-01T00:00", False),
        ("9999-12-31T23:59", False),
        ("", False),
    ],
)
def test_local_times(text: str, real: bool) -> None:
    assert is_local_time(text) is real


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2026-09-14", "2026-09-14"),
        ("14/9/2026", "2026-09-14"),
        ("2026-09", "2026-09"),
        ("2026-09-14T18:30", "2026-09-14T18:30"),
        ("2026-09-14 18:30", "2026-09-14T18:30"),
        ("14/09/2026, ore 8.30", "2026-09-14T08:30"),
        ("14.9.2026 alle 18:30", "2026-09-14T18:30"),
        ("2026-09-14, at 18:30", "2026-09-14T18:30"),
        ("2026-09 18:30", ""),
        ("2026-09-14 25:00", ""),
        ("2026-03-29 02:30", ""),
        ("30/2/2026 18:30", ""),
        ("2026-09-14 18:30-20:00", ""),
        ("2026-09-14 non prima delle 18:30", ""),
        ("domani alle 18:30", ""),
        ("", ""),
    ],
)
def test_a_moment_as_people_type_it(text: str, stored: str) -> None:
    assert iso_moment(text) == stored


@pytest.mark.parametrize(
    ("first", "second", "surely"),
    [
        ("2025", "2026", True),
        ("2026", "2026-05", False),  # the year holds the month
        ("2026-05", "2026", False),
        ("2026-04", "2026-05-01", True),
        ("2026-05-01", "2026-05-01", False),
        ("2026-05-01T10:00", "2026-05-01T11:00", True),
        ("2026-05-01T11:00", "2026-05-01T10:00", False),
        ("2026-05-01T10:00", "2026-05-01", False),
        ("", "2026", False),
        ("2026-02-30", "2027", False),
    ],
)
def test_before_is_said_only_where_it_is_sure(first: str, second: str, surely: bool) -> None:
    assert before(first, second) is surely
