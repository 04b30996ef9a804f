# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked for beside what there is; and that few voices are never told, nor found by subtraction."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laltro.insight.figures.gaps import GapRow, gaps
from laltro.insight.figures.voices import LEAST, Voices, voices
from laltro.insight.trust.capacity import is_fresh
from laltro.model.record import Record
from laltro.model.record_where import municipi_of
from tests.insight.pairs import catalogue, offer, target
from tests.intake.samples import TODAY, real

AREA = "training"


def need(id: str, territory: str = "nil-35", count: int = 1, **values: Any) -> Record:
    stated = {"territory": territory, "areas": [AREA], "count": count, "state": "received"}
    return Record("need", id, {"status": "published", **stated, **values})


def shared(line: str = "", id: str = "esempio-richiesta", **values: Any) -> Record:
    record = target(f"areas={AREA} {line}", id)
    return Record(record.kind, record.id, {**record.values, **values})


def rows(*records: Record) -> dict[tuple[str, str], GapRow]:
    return {(row.territory, row.area): row for row in gaps(catalogue(records), TODAY)}


def told(territory: str, *records: Record) -> Voices:
    return rows(*records)[territory, AREA].voices


def test_every_area_stands_in_the_city_its_two_municipi_and_the_nil_with_known_population() -> None:
    found = rows()
    assert len(found) == (3 + 23) * 6
    assert found["nil-35", AREA].population == 36370
    assert found["municipio-4", AREA].population is None
    assert all(row.voices == Voices(0, False) for row in found.values())


# Few voices


@pytest.mark.parametrize(
    ("count", "voices"),
    [(0, Voices(0, False)), (1, Voices(None, True)), (4, Voices(None, True)), (5, Voices(5, False))],
)
def test_fewer_than_five_voices_of_a_nil_are_hidden(count: int, voices: Voices) -> None:
    assert told("nil-35", *(need(f"esempio-{number}") for number in range(count))) == voices


@pytest.mark.parametrize(
    ("counts", "told_of_all"),
    [
        ({"nil-35": 4, "nil-33": 9}, Voices(9, True)),  # 13 would give the 4 away
        ({"nil-35": 4, "nil-33": 3}, Voices(0, True)),
        ({"nil-35": 5, "nil-33": 9}, Voices(14, False)),
        ({"nil-35": 6, "municipio-4": 2}, Voices(6, True)),
        ({"nil-35": 6, "municipio-4": 7}, Voices(13, False)),
    ],
)
def test_a_sum_is_made_of_what_is_shown(counts: dict[str, int], told_of_all: Voices) -> None:
    spoken = [need(f"esempio-{territory}", territory, count) for territory, count in counts.items()]
    assert told("municipio-4", *spoken) == told("milano", *spoken) == told_of_all


TERRITORIES = ("milano", "municipio-4", "municipio-6", "nil-27", "nil-33", "nil-35", "nil-49", "nil-53")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(TERRITORIES), st.integers(0, 12)), st.data())
def test_nothing_that_is_shown_depends_on_a_hidden_count(counts: dict[str, int], data: st.DataObject) -> None:
    """Whoever knows every shown figure knows of a hidden one only that it is between 1 and 4."""
    changed = {
        place: data.draw(st.integers(1, LEAST - 1)) if 0 < count < LEAST else count for place, count in counts.items()
    }
    first, second = (
        rows(*(need(f"esempio-{place}", place, count) for place, count in told.items() if count))
        for told in (counts, changed)
    )
    assert first == second


# Who speaks


@pytest.mark.parametrize(
    ("values", "heard"),
    [
        ({}, True),
        ({"state": "recognised"}, True),
        ({"state": "aggregated", "shared_need": "esempio-richiesta"}, True),
        ({"state": "answered"}, False),
        ({"state": "closed"}, False),
        ({"status": "draft"}, False),
        ({"historic": True}, False),
        ({"areas": ["other"]}, False),
        ({"shared_need": "esempio-risposta"}, False),
    ],
)
def test_whose_voice_still_asks(values: dict[str, Any], heard: bool) -> None:
    answered = shared("state=answered", "esempio-risposta")
    assert told("nil-35", need("esempio", count=8, **values), shared(), answered).count == (8 if heard else 0)


@pytest.mark.parametrize(
    ("supports", "gathered", "where", "counts"),
    [
        (12, 0, "where=nil-33", {"nil-33": 12}),
        (12, 7, "where=nil-33", {"nil-33": 5, "nil-35": 7}),  # 7 of the 12 are known to be of nil-35
        (6, 7, "where=nil-33", {"nil-35": 7}),
        (12, 0, "where=nil-33+nil-31", {"milano": 12}),
        (12, 0, "where=nil-33+nil-31+municipio-4", {"municipio-4": 12}),
        (12, 0, "where=milano", {"milano": 12}),
        (12, 0, "where=nil-33 state=answered", {}),
        (12, 0, "where=nil-33 state=not_documented", {}),
    ],
)
def test_supports_beyond_the_voices_that_were_gathered(
    supports: int, gathered: int, where: str, counts: dict[str, int]
) -> None:
    spoken = [need("esempio", count=gathered, shared_need="esempio-richiesta")] if gathered else []
    found = voices(catalogue([shared(where, supports=supports), *spoken]))
    assert found == Counter({(territory, AREA): count for territory, count in counts.items()})


# What there is


def test_what_there_is_stands_where_it_lies() -> None:
    service = shared("kind=service where=nil-35 types=space", "esempio-servizio")
    asleep = shared("kind=service where=nil-35 state=unknown", "esempio-chiuso")
    room, old = offer("where=nil-33", "esempio-sala"), offer("where=nil-33 state=expired", "esempio-scaduta")
    found = rows(service, asleep, room, old, shared("where=municipio-4"))
    assert found["nil-35", AREA].services == found["municipio-4", AREA].services == (service.key,)
    assert found["nil-33", AREA].idle_offers == found["milano", AREA].idle_offers == (room.key,)
    assert found["municipio-4", AREA].shared_needs == (("shared_need", "esempio-richiesta"),)
    assert found["nil-35", AREA].shared_needs == found["nil-35", "other"].services == ()
    assert found["municipio-6", AREA].services == ()


def test_an_offer_with_an_agreed_match_is_not_idle() -> None:
    aim = {"kind": "shared_need", "id": "esempio-richiesta"}
    agreed = {"status": "published", "offer": "esempio-offerta", "target": aim, "state": "agreed"}
    records = [offer("where=nil-35"), shared("where=nil-35"), Record("match", "esempio", agreed)]
    assert rows(*records)["nil-35", AREA].idle_offers == ()


def test_free_places_are_added_within_their_unit_while_they_are_fresh() -> None:
    stated = [(3, "posti", 0), (4, "posti", 60), (5, "ore", 1), (9, "posti", 61), (9, "posti", -1), (None, "posti", 0)]
    services = [
        shared(
            "kind=service where=nil-35",
            f"esempio-{number}",
            capacity={"available": free, "unit": unit, "updated": (TODAY - timedelta(days=age)).isoformat()},
        )
        for number, (free, unit, age) in enumerate(stated)
    ]
    assert rows(*services)["nil-35", AREA].capacity == (("ore", 5), ("posti", 7))


@pytest.mark.parametrize("capacity", [None, "7", {}, {"updated": "2026-11"}, {"updated": "ieri"}, {"updated": ["x"]}])
def test_a_capacity_without_a_day_is_not_fresh(capacity: Any) -> None:
    assert not is_fresh(capacity, date(2026, 11, 22))


def test_a_nil_across_two_municipi_counts_for_both() -> None:
    assert municipi_of(real().catalogue, "nil-52") == ["municipio-6", "municipio-7"]
    assert told("municipio-6", need("esempio", "nil-52", 7)) == Voices(7, False)
    assert told("municipio-4", need("esempio", "nil-27", 7)) == Voices(7, False)


def test_no_row_of_the_real_catalogue_tells_few_voices() -> None:
    for row in gaps(real().catalogue, TODAY):
        assert row.voices.count is None or row.voices.count == 0 or row.voices.count >= LEAST
