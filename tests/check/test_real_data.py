# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The records that are in the repository. Each failure names the command that mends it."""

from __future__ import annotations

import difflib
from datetime import date

import pytest

from laltro.check.rules import check
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.record import canonical
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import ROOT

DATA = ROOT / "data"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(DATA)


@pytest.fixture(scope="module")
def found(catalogue: Catalogue) -> list[Diagnostic]:
    return check(catalogue, TODAY)


def test_there_is_no_error(found: list[Diagnostic]) -> None:
    wrong = [f"{item.path}:{item.line} {item.code} {item.field}" for item in found if item.severity == "error"]
    assert wrong == [], "Run `laltro check` to see what is wrong."


@pytest.mark.parametrize("code", ["duplicate-record", "url-unsafe", "place-territory"])
def test_there_is_none_of_these_at_all(found: list[Diagnostic], code: str) -> None:
    assert [item.path for item in found if item.code == code] == []


def test_every_file_equals_its_canonical_round_trip(catalogue: Catalogue) -> None:
    differing = []
    for record in catalogue.records.values():
        text = open(record.path, encoding="utf-8").read()  # noqa: SIM115
        wanted = canonical(catalogue.schema(record), record.values)
        body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
        differing += difflib.unified_diff(body.splitlines(), wanted.splitlines(), record.path, "canonical", lineterm="")
    assert not differing, "\n".join(["Run `laltro format` to mend this:", *differing])


def test_every_record_says_where_it_comes_from(catalogue: Catalogue) -> None:
    without = [
        record.path
        for record in catalogue.records.values()
        if not record.items("sources")
        or any(not source.get("url") or not source.get("accessed") for source in record.items("sources"))
    ]
    assert without == [], "Add `sources:` with `url:` and `accessed:` to these."


def test_every_record_has_its_own_id_and_a_status(catalogue: Catalogue) -> None:
    assert [
        item.path for item in catalogue.records.values() if item.get("id") != item.id or not item.get("status")
    ] == []
