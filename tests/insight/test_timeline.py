# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The course of a lab: in which order it is told, what is past and what comes, and what no source tells."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from laltro.insight.story.timeline import Timeline, silences, timeline
from tests.insight.stories import Made, catalogue, found

TODAY = date(2026, 11, 22)


def meeting(id: str, day: str, **values: Any) -> Made:
    return "meeting", id, {"title": id, "lab": "l", "starts_at": day, **values}


def outcome(id: str, day: str, **values: Any) -> Made:
    return "outcome", id, {"title": id, "lab": "l", "date": day, **values}


def course(*records: Made, **lab: Any) -> Timeline:
    made = catalogue(("lab", "l", {"title": "Esempio", **lab}), *records)
    return timeline(made, found(made, "lab/l"), TODAY)


@pytest.mark.parametrize(
    ("lab", "records", "told"),
    [
        ({}, [], []),
        ({"starts": "2018", "ends": "2018"}, [meeting("m", "2018-05")], ["starts", "m", "ends"]),
        ({}, [meeting("b", "2018-05-03"), meeting("a", "2018-05-03")], ["a", "b"]),
        ({}, [meeting("late", "2018-05-03T18:00"), meeting("early", "2018-05-03T09:00")], ["early", "late"]),
        # A year is all that is known: an outcome came of the meetings of that year, a lab ends after its outcomes.
        ({"ends": "2018"}, [outcome("o", "2018"), meeting("m", "2018-12-01")], ["m", "o", "ends"]),
        # What may have been before the beginning, for all its date says, was not.
        ({"starts": "2018-05"}, [meeting("m", "2018")], ["starts", "m"]),
        ({"starts": "2018-05"}, [meeting("m", "2018-04")], ["m", "starts"]),
    ],
)
def test_it_is_told_in_the_order_of_time(lab: dict[str, str], records: list[Made], told: list[str]) -> None:
    dated = course(*records, **lab).dated
    assert [moment.what if moment.record.kind == "lab" else moment.record.id for moment in dated] == told


@pytest.mark.parametrize("day", ["", "un giorno", "2018-13"])
def test_what_has_no_real_date_stands_apart(day: str) -> None:
    told = course(meeting("m", day), outcome("o", "2018"))
    assert [moment.record.id for moment in told.dated] == ["o"]
    assert [moment.record.id for moment in told.undated] == ["m"]
    assert len(told.all()) == 2


@pytest.mark.parametrize(
    ("day", "historic", "coming"),
    [
        ("2026-11-21", False, False),
        ("2026-11-22", False, True),
        ("2026-11", False, True),
        ("2025", False, False),
        ("2027-01-09T18:00", False, True),
        ("2027", True, False),
        ("", False, False),
    ],
)
def test_past_and_future_are_told_apart(day: str, historic: bool, coming: bool) -> None:
    told = course(meeting("m", day, historic=historic))
    assert [moment.coming for moment in told.all()] == [coming]
    assert (told.next() is not None) is coming


def test_the_next_meeting_is_the_first_to_come_and_an_outcome_is_none() -> None:
    told = course(meeting("b", "2027-02"), meeting("a", "2026-12"), meeting("past", "2020"), outcome("o", "2026-11-30"))
    upcoming = told.next()
    assert upcoming
    assert upcoming.record.id == "a"


@pytest.mark.parametrize(
    ("records", "silent"),
    [
        ([], []),
        ([meeting("m", "2018", decisions=["Si apre"], minutes="Si è detto di aprire.")], []),
        ([meeting("m", "2018", decisions=["Si apre"]), meeting("n", "")], [("decisions", 1, 2), ("minutes", 2, 2)]),
        ([meeting("m", "2027")], []),
    ],
)
def test_what_nobody_wrote_of_the_meetings_held(records: list[Made], silent: list[tuple[str, int, int]]) -> None:
    assert list(silences(course(*records))) == silent
