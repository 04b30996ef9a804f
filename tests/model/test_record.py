# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A record knows its lines, and has one canonical text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from laltro.model.record import Record, canonical, read_record
from laltro.world.data.support import ROOT, read_schemas

SCHEMA = read_schemas(ROOT / "data")["service"]
TEXT = "id: esempio\nname: Esempio\nschedules:\n- days:\n  - mon\n  opens_at: '16:30'\nhistoric: true\n"
RECORD, PROBLEMS = read_record(SCHEMA, "esempio", TEXT, "services/esempio.yaml")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("name",), 2),
        (("schedules", 0, "opens_at"), 6),
        (("schedules", 0, "closes_at"), 4),
        (("schedules", 7), 3),
        (("absent",), 1),
    ],
)
def test_the_line_of_a_path_or_of_what_holds_it(path: tuple[str | int, ...], line: int) -> None:
    assert RECORD.line(*path) == line


def test_a_record_made_in_memory_has_no_lines() -> None:
    assert Record("service", "x", {}).line("name") == 0


def test_a_problem_says_where() -> None:
    problem = RECORD.problem("hours-incomplete", "schedules", 0, severity="warning", any="thing")
    assert (problem.path, problem.record, problem.field, problem.line) == (
        "services/esempio.yaml",
        "service/esempio",
        "schedules.0",
        4,
    )


def test_the_problems_of_a_file_name_its_record() -> None:
    _, problems = read_record(SCHEMA, "esempio", "name: a\nname: b\n", "x.yaml")
    assert [(item.code, item.record, item.line) for item in problems] == [("yaml-duplicate-key", "service/esempio", 2)]


@pytest.mark.parametrize(
    ("values", "vouched", "historic"),
    [
        ({}, False, False),
        ({"submission": "gh-1"}, True, False),
        ({"assured_date": "2026-01-01"}, True, False),
        ({"historic": True}, False, True),
        ({"historic": "true"}, False, False),
    ],
)
def test_who_vouches_and_what_is_over(values: Any, vouched: bool, historic: bool) -> None:
    record = Record("service", "x", values)
    assert (record.vouched, record.historic) == (vouched, historic)


@pytest.mark.parametrize(("value", "items"), [(["a"], ["a"]), (("a",), ["a"]), ("a", []), (None, []), ({"a": 1}, [])])
def test_items_of_a_list(value: Any, items: list[Any]) -> None:
    assert Record("service", "x", {"areas": value}).items("areas") == items


def test_the_canonical_text_has_the_schemas_order_and_is_stable() -> None:
    text = canonical(SCHEMA, {"name": "Esempio", "id": "esempio", "summary": "", "areas": ["training"]})
    assert text == "id: esempio\nname: Esempio\nareas:\n- training\n"
    assert canonical(SCHEMA, read_record(SCHEMA, "esempio", text, "")[0].values) == text


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[1] / "check/examples/_passing").glob("*/*.yaml")), ids=str
)
def test_the_examples_are_canonical(path: Path) -> None:
    schema = next(item for item in read_schemas(ROOT / "data").values() if item.plural == path.parent.name)
    text = path.read_text(encoding="utf-8")
    assert canonical(schema, read_record(schema, path.stem, text, "")[0].values) == text
