# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far a shared need has come: only as far as records say."""

from __future__ import annotations

from typing import Any

import pytest

from laltro.insight.story.stages import stages
from laltro.insight.story.thread import thread
from tests.insight.stories import Made, catalogue, found

LAB = ("lab", "l", {"title": "Esempio", "shared_needs": ["n"], "starts": "2018"})
EARLIER = ("lab", "e", {"title": "Esempio", "shared_needs": ["n"], "starts": "2017-03"})
SERVICE = ("service", "s", {"name": "Esempio"})


def outcome(id: str = "o", **values: Any) -> Made:
    return "outcome", id, {"title": "Esempio", "lab": "l", "outcome_type": "new_service", **values}


@pytest.mark.parametrize(
    ("state", "records", "lab", "result", "service"),
    [
        ("open", [], "pending", "pending", "pending"),
        ("in_lab", [LAB], "done 2018", "pending", "pending"),
        ("not_pursued", [], "dropped", "dropped", "dropped"),
        ("not_documented", [], "unknown", "unknown", "unknown"),
        ("answered", [], "unknown", "unknown", "unknown"),
        ("answered", [LAB, EARLIER], "done 2017-03", "unknown", "unknown"),
        ("answered", [LAB, outcome(date="2019")], "done 2018", "done 2019", "unknown"),
        ("answered", [LAB, outcome(service="s"), SERVICE], "done 2018", "done", "done"),
        ("answered", [LAB, outcome(service="s", progress="planned"), SERVICE], "done 2018", "announced", "announced"),
        ("answered", [LAB, outcome(service="s", progress="stopped"), SERVICE], "done 2018", "done", "done"),
        ("answered", [LAB, outcome(outcome_type="agreement")], "done 2018", "done", "aside"),
        ("answered", [LAB, outcome(outcome_type="not_documented")], "done 2018", "done", "unknown"),
        ("answered", [LAB, ("outcome", "o", {"title": "Esempio", "lab": "l"})], "done 2018", "done", "unknown"),
    ],
)
def test_a_stage_is_reached_where_a_record_says_so(
    state: str, records: list[Made], lab: str, result: str, service: str
) -> None:
    made = catalogue(("shared_need", "n", {"title": "Esempio", "first_voiced": "2016", "state": state}), *records)
    need = found(made, "shared_need/n")
    told = [f"{stage.state} {stage.date}".strip() for stage in stages(need, thread(made, need))]
    assert told == ["done 2016", "done", lab, result, service]
