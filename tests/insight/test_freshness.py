# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""B5: until when a confirmation holds, and who is asked again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from laltro.insight.trust.freshness import ageing, assured_until, forgotten, keeper_of, lapsed
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from tests.intake.samples import real

TODAY = date(2026, 11, 22)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def record(id: str = "esempio", kind: str = "service", **values: Any) -> Record:
    return Record(kind, id, {"status": "published", "organization": "esempio-cooperativa", **values})


@pytest.mark.parametrize(
    ("values", "old"),
    [
        ({"assured_date": ago(180)}, False),
        ({"assured_date": ago(181)}, True),
        ({"assured_date": ago(300), "review_by": ago(0)}, False),
        ({"assured_date": ago(10), "review_by": ago(1)}, True),
        ({}, False),
        ({"assured_date": "2026"}, False),
    ],
)
def test_a_confirmation_holds_for_180_days_or_as_long_as_it_says(values: dict[str, str], old: bool) -> None:
    assert lapsed(record(**values), TODAY) is old


@pytest.mark.parametrize(
    ("values", "gone"),
    [
        ({"assured_date": ago(365)}, False),
        ({"assured_date": ago(366)}, True),
        ({"assured_date": ago(366), "review_by": ago(0)}, False),
        ({"assured_date": ago(366), "review_by": ago(1)}, True),
        ({"assured_date": ago(10), "review_by": ago(1)}, False),
        ({"review_by": ago(400)}, False),
        ({}, False),
        ({"assured_date": "ieri"}, False),
    ],
)
def test_after_a_year_a_confirmation_tells_nothing(values: dict[str, str], gone: bool) -> None:
    assert forgotten(record(**values), TODAY) is gone


def test_what_nobody_confirmed_has_no_end() -> None:
    assert assured_until(record()) is None


@pytest.mark.parametrize(
    ("kind", "values", "keeper"),
    [
        ("service", {"assured_by": "esempio-altra"}, "esempio-altra"),
        ("service", {}, "esempio-cooperativa"),
        ("organization", {"assured_by": "esempio-altra"}, "esempio"),
        ("lab", {"organization": "", "lead": "esempio-guida"}, "esempio-guida"),
        ("lab", {"organization": ""}, ""),
    ],
)
def test_who_is_asked(kind: str, values: dict[str, str], keeper: str) -> None:
    assert keeper_of(record(kind=kind, **values)) == keeper


def test_what_ages_is_listed_by_who_is_asked() -> None:
    old = {"assured_date": ago(151)}
    records = [
        record("b", **old),
        record("a", assured_date=ago(400)),
        record("fresh", assured_date=ago(149)),
        record("never"),
        record("over", historic=True, **old),
        record("archived", **{**old, "status": "archived"}),
        record("no-page", kind="need", **old),
        record("other", assured_by="altra", **old),
    ]
    catalogue = Catalogue(real().catalogue.schemas, {each.key: each for each in records})
    found = ageing(catalogue, TODAY)
    assert {id: [each.id for each in listed] for id, listed in found.items()} == {
        "altra": ["other"],
        "esempio-cooperativa": ["a", "b"],
    }
