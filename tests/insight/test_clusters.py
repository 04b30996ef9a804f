# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which voices wait to be gathered, and how they stand together."""

from __future__ import annotations

from typing import Any

import pytest

from laltro.insight.figures.clusters import clusters, is_loose
from laltro.model.record import Record
from tests.insight.pairs import catalogue


def voice(id: str, statement: str = "Esempio: un doposcuola", **values: Any) -> Record:
    stated = {"statement": statement, "territory": "municipio-4", "areas": ["childcare"], "state": "received"}
    return Record("need", id, {"id": id, "status": "published", **stated, **values})


@pytest.mark.parametrize(
    ("values", "loose"),
    [
        ({}, True),
        ({"state": "recognised"}, True),
        ({"state": "closed"}, False),
        ({"state": "answered"}, False),
        ({"shared_need": "x"}, False),
        ({"status": "draft"}, False),
        ({"historic": True}, False),
    ],
)
def test_which_voices_wait(values: dict[str, Any], loose: bool) -> None:
    assert is_loose(voice("a", **values)) is loose


def test_voices_stand_together_by_place_and_area_the_oldest_first() -> None:
    known = [
        voice("a", date="2026-10-02", count=3),
        voice("b", date="2026-09"),
        voice("c"),
        voice("d", territory="municipio-6"),
        voice("e", areas=["work"]),
        voice("f", neighbourhood="Corvetto"),
    ]
    found = clusters(catalogue(known))
    assert [(each.territory, each.area, each.count) for each in found] == [
        ("municipio-4", "childcare", 5),
        ("municipio-4", "work", 1),
        ("municipio-6", "childcare", 1),
        ("nil-35", "childcare", 1),
    ]
    assert [each.id for each in found[0].voices] == ["c", "b", "a"]
    assert found[0].dates == ("2026-09", "2026-10-02")


def test_the_nearest_shared_needs_are_told_with_their_reasons() -> None:
    title = "Un doposcuola per i compiti"
    near = {"title": title, "areas": ["childcare"], "territories": ["municipio-4"], "state": "open"}
    shared = Record("shared_need", "doposcuola", {"id": "doposcuola", "status": "published", **near})
    [found] = clusters(catalogue([voice("a", "Un doposcuola"), voice("b", "Compiti e doposcuola"), shared]))
    [nearest] = found.nearest
    assert nearest.record.id == "doposcuola"
    assert {reason.code for reason in nearest.reasons} >= {"same_area", "words"}
