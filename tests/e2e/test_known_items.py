# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What citizens ask, in their words and with their slips, over the real records: the right one comes first."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import ROOT

pytestmark = pytest.mark.browser
QUESTIONS = ROOT / "benchmarks" / "questions.csv"
FIRST = 5
ENOUGH = 0.9
ASK = """async ([root, questions]) => {
  const { ask } = await import(new URL("assets/search.js", root).href);
  const answers = [];
  for (const question of questions) answers.push(await ask(question));
  return answers;
}"""


def questions() -> list[dict[str, str]]:
    with QUESTIONS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_questions_are_many_and_ask_for_records_that_exist() -> None:
    asked = questions()
    plurals = {"servizi": "services", "offerte": "offers", "bisogni": "shared_needs", "laboratori": "labs"}
    wanted = {address for row in asked for address in row["expected"].split("|")}
    files = [ROOT / "data" / plurals[folder] / f"{id}.yaml" for folder, id in (at.split("/") for at in wanted)]
    assert [str(file) for file in files if not file.is_file()] == []
    assert len({row["question"] for row in asked}) == len(asked) >= 60
    assert {row["use"] for row in asked} == {"tune", "held_out"}


def test_the_right_record_is_among_the_first(page: Page, under_a_path: str) -> None:
    asked, root = questions(), f"{under_a_path}/"
    page.goto(f"{root}cerca/")
    answers = page.evaluate(ASK, [root, [row["question"] for row in asked]])
    missed: dict[str, list[str]] = {"tune": [], "held_out": []}
    for row, answer in zip(asked, answers, strict=True):
        first = [Path(href).relative_to("..").as_posix() for href in answer[:FIRST]]
        if not set(first) & set(row["expected"].split("|")):
            missed[row["use"]].append(row["question"])
    for use, lost in missed.items():
        total = sum(row["use"] == use for row in asked)
        assert len(lost) <= (1 - ENOUGH) * total, f"{use}: {lost}"
