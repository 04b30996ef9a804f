# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vocabularies: what is wrong in a table is told by its line and column, at every check anew."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from unittest import mock

import frictionless
import pytest

from laltro.check.cell import _FIELDS
from laltro.check.rules import check
from laltro.check.vocabularies import check_vocabularies
from laltro.model.catalogue import Vocabulary
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME, PACKAGE, TYPES, read_vocabularies

TODAY = date(2026, 11, 22)
FIELDS = [
    {"name": "id", "constraints": {"pattern": "[a-z]+"}},
    {"name": "above", "missingValues": [""]},
    {"name": "order", "type": "integer", "constraints": {"minimum": "1"}},
]
REFERENCE = {"fields": ["above"], "reference": {"resource": "areas", "fields": ["id"]}}
SCHEMA = {"missingValues": [], "fields": FIELDS, "primaryKey": ["id"], "foreignKeys": [REFERENCE]}


def told(*rows: Mapping[str, str]) -> list[tuple[int, str]]:
    vocabulary = Vocabulary("areas", "areas.csv", SCHEMA, rows, tuple(range(2, len(rows) + 2)))
    return [(problem.line, problem.params["column"]) for problem in check_vocabularies([vocabulary])]


def row(id: str, above: str = "", order: str = "1") -> dict[str, str]:
    return {"id": id, "above": above, "order": order}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([row("a"), row("b", "a")], []),
        ([row("a", "b"), row("b")], []),
        ([row("")], [(2, "id")]),
        ([row("A", order="x")], [(2, "id"), (2, "order")]),
        ([row("a"), row("b", order="0")], [(3, "order")]),
        ([row("a"), row("b", order="")], [(3, "order")]),
        ([row("a"), row("b"), row("a")], [(4, "id")]),
        ([row("a"), row("b", "c")], [(3, "above")]),
        ([{"id": "a"}], [(2, "order")]),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(rows: list[dict[str, str]], found: list[tuple[int, str]]) -> None:
    assert told(*rows) == found


def test_a_reference_to_a_table_that_is_not_there_leads_nowhere() -> None:
    foreign = {"fields": ["id"], "reference": {"resource": "nowhere", "fields": ["id"]}}
    alone = Vocabulary("a", "a.csv", {"fields": FIELDS[:1], "foreignKeys": [foreign]}, ({"id": "a"},), (2,))
    assert [problem.line for problem in check_vocabularies([alone])] == [2]


@pytest.mark.parametrize("folder", [PACKAGE / "vocabularies", HOME / "vocabularies"])
def test_those_of_the_package_and_of_the_project_are_good(folder: Path) -> None:
    vocabularies, problems = read_vocabularies(folder)
    assert problems == []
    assert vocabularies
    assert list(check_vocabularies(vocabularies.values())) == []


def test_a_table_changed_after_a_good_check_is_seen(tmp_path: Path) -> None:
    shutil.copytree(HOME / "vocabularies", tmp_path / "vocabularies")
    assert check(read_catalogue(tmp_path), TODAY) == []
    table = tmp_path / "vocabularies" / "areas.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("training,", "TRAINING,", 1), encoding="utf-8")
    assert [problem.code for problem in check(read_catalogue(tmp_path), TODAY)] == ["csv-cell"]


def test_a_table_of_the_package_is_checked_at_every_run() -> None:
    catalogue = read_catalogue(HOME)
    words = catalogue.vocabularies["number_words"]
    wrong = Vocabulary(words.name, words.path, words.schema, ({**words.rows[0], "number": "tre"},), (2,))
    changed = type(catalogue)(catalogue.schemas, {}, {**catalogue.vocabularies, "number_words": wrong})
    assert [problem.path for problem in check(changed, TODAY)] == [words.path]


def test_a_check_validates_no_descriptor() -> None:
    catalogue = read_catalogue(HOME)
    with mock.patch.object(frictionless.Field, "from_descriptor", side_effect=AssertionError):
        assert [problem for problem in check(catalogue, TODAY) if problem.severity == "error"] == []


def test_every_type_of_table_schema_can_be_read() -> None:
    assert set(_FIELDS) >= TYPES
