# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A diagnostic as a person, a program and GitHub read it."""

from __future__ import annotations

from typing import Any

import pytest

from laltro.check.report import TOLD, as_github, as_json, as_text, label, shortened
from laltro.model.diagnostic import Diagnostic, arranged, errors
from laltro.world.data.support import ROOT, read_strings

WORDS = read_strings(ROOT / "data")
PROBLEM = Diagnostic("reference-missing", "a.yaml", "service/a", "areas.1", 7, {"value": "x", "target": "areas"})


def problem(**params: Any) -> Diagnostic:
    return Diagnostic("reference-missing", **{"params": {"value": "x", "target": "y"}, **params})


def test_json_has_these_keys_in_this_order() -> None:
    found = as_json(PROBLEM, WORDS)
    assert list(found) == ["code", "severity", "path", "record", "field", "line", "message", "messages"]
    assert found["message"] == found["messages"]["it"]
    assert list(found["messages"]) == ["it", "en"]
    assert "«x»" in found["message"]


def test_text_starts_with_a_place_an_editor_can_jump_to() -> None:
    head, italian, english = as_text(PROBLEM, WORDS).splitlines()
    assert head == "a.yaml:7 error reference-missing areas.1"
    assert italian.startswith("    «")
    assert english.startswith("    “")
    assert as_text(problem(path="a.yaml"), WORDS).splitlines()[0] == "a.yaml error reference-missing"


@pytest.mark.parametrize(
    "evil", ["x\n::stop-commands::t", "x\r::set-env::t", "\x1b[2J", "x\u2028::error::", "\u202e", "\x85y"]
)
def test_a_quoted_value_forges_no_line_and_no_terminal_code(evil: str) -> None:
    for found in (
        problem(params={"value": evil, "target": "y"}),
        problem(path=evil),
        problem(field=evil, record="lab/x"),
    ):
        lines = as_text(found, WORDS).split("\n")
        assert len(lines) == 3
        assert all(line.isprintable() for line in lines)
        assert lines[1].startswith("    ")


@pytest.mark.parametrize(
    ("path", "line", "severity", "start"),
    [
        ("a.yaml", 7, "error", "::error file=a.yaml,line=7,title=reference-missing::"),
        ("a.yaml", 0, "warning", "::warning file=a.yaml,line=1,title=reference-missing::"),
        ("a,b:c%\n.yaml", 1, "error", "::error file=a%2Cb%3Ac%25%0A.yaml,line=1,title=reference-missing::"),
    ],
)
def test_github_properties_are_escaped(path: str, line: int, severity: Any, start: str) -> None:
    assert as_github(problem(path=path, line=line, severity=severity), WORDS).startswith(start)


def test_github_data_are_escaped() -> None:
    text = as_github(problem(params={"value": "100%\r\n::error::x", "target": "a,b:c"}), WORDS)
    assert "\n" not in text
    assert "\r" not in text
    assert "«100%25%0D%0A::error::x»" in text
    assert "(a,b:c)" in text


@pytest.mark.parametrize(
    ("kind", "field", "found"),
    [
        ("service", "name", True),
        ("service", "sources.0.url", True),
        ("service", "schedules.0.opens_at", True),
        ("service", "nmae", False),
        ("nonsense", "nmae", False),
        ("", "", False),
    ],
)
def test_labels_are_words_where_words_are_known(kind: str, field: str, found: bool) -> None:
    assert (label(WORDS["it"], kind, field) != field) is found


def test_braces_in_a_value_are_only_text() -> None:
    assert "«{label} {0} {x.__class__}»" in as_text(
        problem(params={"value": "{label} {0} {x.__class__}", "target": "y"}), WORDS
    )


def test_the_order_is_total_and_each_problem_stands_once() -> None:
    found = [problem(path="b"), problem(path="a", line=2), problem(path="a", line=1), problem(path="b")]
    assert arranged(found) == arranged(reversed(found)) == [found[2], found[1], found[0]]
    assert errors([problem(), problem(severity="warning")]) == [problem()]


def test_of_many_problems_the_first_errors_are_told_and_the_others_counted() -> None:
    warnings = [problem(path="a", line=line, severity="warning") for line in range(TOLD)]
    wrong = [problem(path="a", line=line) for line in range(TOLD, 2 * TOLD + 3)]
    alone = [problem(path="b")]
    *told, more, last = shortened([*warnings, *wrong, *alone])
    assert told == wrong[:TOLD]
    assert last == alone[0]
    assert (more.code, more.path, more.severity) == ("more-problems", "a", "error")
    assert more.params == {"errors": "3", "warnings": str(TOLD)}
    assert all(text.count(str(TOLD)) == 1 for text in as_text(more, WORDS).splitlines()[1:])


def test_what_is_left_out_is_no_error_where_none_is() -> None:
    *_, more = shortened(problem(path="a", line=line, severity="warning") for line in range(TOLD + 1))
    assert more.severity == "warning"


def test_few_problems_stay_as_they_are() -> None:
    found = [problem(path="a", line=line, severity="warning" if line < 3 else "error") for line in range(TOLD)]
    assert list(shortened(found)) == found
    assert list(shortened([])) == []
