# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""When a silent address is told, and what is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from laltro.insight.trust.links import Silence, addresses, dead, remembered
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from tests.intake.samples import real

URL = "https://esempio.example/"
TODAY = date(2026, 11, 22)


def after(*days: int, answered: tuple[int, ...] = ()) -> dict[str, Silence]:
    """What is known after failures on some days of November, and answers on others."""
    memory: dict[str, Silence] = {}
    for day in sorted((*days, *answered)):
        memory = remembered(memory, [] if day in answered else [URL], date(2026, 11, day))
    return memory


@pytest.mark.parametrize(
    ("days", "answered", "told"),
    [
        ((1, 4, 8), (), True),
        ((1, 2, 3, 4, 5, 6, 7), (), False),
        ((1, 2, 3, 4, 5, 6, 7, 8), (), True),
        ((1, 8), (), False),
        ((1, 1, 8), (), False),
        ((1, 4, 12), (8,), False),
        ((1, 4, 12, 15, 19), (8,), True),
    ],
)
def test_three_failures_over_seven_days_are_told(days: tuple[int, ...], answered: tuple[int, ...], told: bool) -> None:
    assert bool(dead(after(*days, answered=answered))) is told


def test_what_answers_or_is_named_no_more_is_forgotten() -> None:
    assert remembered(after(1, 4, 8), [], TODAY) == {}


def test_addresses_stand_with_who_names_them() -> None:
    schemas = real().catalogue.schemas
    records = [
        Record(
            "service", "b", {"status": "published", "sources": [{"url": URL}], "wemi_url": "ftp://esempio.example/"}
        ),
        Record("organization", "a", {"status": "published", "website": URL}),
        Record("service", "draft", {"status": "draft", "sources": [{"url": f"{URL}bozza"}]}),
    ]
    found = addresses(Catalogue(schemas, {record.key: record for record in records}))
    assert {url: [record.id for record in named] for url, named in found.items()} == {URL: ["a", "b"]}


def test_memory_lasts_as_long_as_the_silence() -> None:
    [silence] = after(1, 4, 8).values()
    assert silence == Silence(date(2026, 11, 1), date(2026, 11, 8), 3)
    assert silence.last - silence.since == timedelta(days=7)
