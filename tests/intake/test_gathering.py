# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Voices gathered, shared needs merged and split: what changes, what stays, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from laltro.insight.figures.voices import voices
from laltro.insight.story.merging import absorbed, standing
from laltro.insight.story.thread import thread
from laltro.intake.change.change import Change
from laltro.intake.gathering.gathering import (
    GatheringRefused,
    SharedNeedWording,
    gather,
    gather_anew,
    merge,
    split,
)
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from tests.insight.pairs import catalogue

STUDY = SharedNeedWording("Esempio: un posto per studiare", "Esempio di sintesi.")


def voice(id: str, **values: Any) -> Record:
    stated = {"statement": f"Esempio {id}.", "territory": "municipio-4", "areas": ["training"], "date": "2026-10-02"}
    return Record("need", id, {"id": id, "status": "published", **stated, "state": "received", **values})


def shared(id: str, **values: Any) -> Record:
    stated = {"title": f"Esempio {id}", "areas": ["training"], "territories": ["municipio-4"], "state": "open"}
    return Record("shared_need", id, {"id": id, "status": "published", **stated, **values})


def of(id: str, into: str) -> Record:
    return voice(id, state="aggregated", shared_need=into)


KNOWN = catalogue(
    [
        voice("a", date="2026-09"),
        voice("b", territory="municipio-6", areas=["childcare", "training"]),
        voice("closed", state="closed"),
        *(of("c", "open"), of("d", "open"), of("e", "small")),
        shared("open", first_voiced="2026-10-01"),
        shared("small", state="in_lab", territories=["municipio-6"], first_voiced="2025"),
        shared("unclear", state="not_documented"),
        shared("over", state="answered"),
        shared("old", status="archived", replaced_by="open"),
    ]
)


def told(gathering: Change) -> dict[str, dict[str, Any]]:
    """What differs from before, by id; all of what is new."""
    return {
        record.id: {
            name: value
            for name, value in record.values.items()
            if record.key not in gathering.before or gathering.before[record.key].get(name) != value
        }
        for record in gathering.records
    }


def test_voices_make_a_shared_need_of_all_their_areas_and_territories() -> None:
    gathered = {"state": "aggregated", "shared_need": "esempio-un-posto-per-studiare"}
    assert told(gather_anew(KNOWN, ["a", "b", "a"], STUDY)) == {
        "esempio-un-posto-per-studiare": {
            "id": "esempio-un-posto-per-studiare",
            "status": "published",
            "title": STUDY.title,
            "synthesis": STUDY.synthesis,
            "areas": ["training", "childcare"],
            "territories": ["municipio-4", "municipio-6"],
            "first_voiced": "2026-09",
            "last_voiced": "2026-10",
            "state": "open",
        },
        "a": gathered,
        "b": gathered,
    }


@pytest.mark.parametrize(
    ("into", "target"),
    [
        ("open", {"first_voiced": "2026-09", "last_voiced": "2026-10"}),
        ("small", {"last_voiced": "2026-10", "territories": ["municipio-4", "municipio-6"]}),
        ("unclear", {"state": "open", "last_voiced": "2026-09"}),
    ],
)
def test_voices_join_a_shared_need(into: str, target: dict[str, Any]) -> None:
    found = told(gather(KNOWN, ["a"], into))
    assert found[into] == target
    assert found["a"] == {"state": "aggregated", "shared_need": into}


def test_what_voices_say_of_where_and_from_whom_is_carried_over_and_no_day() -> None:
    meeting = {"url": "https://example.org/verbale", "accessed": "2026-11-01"}
    said = [
        voice("x", neighbourhood="al Corvetto, scala B", sources=[meeting], date="2026-10-02"),
        voice("y", neighbourhood="dietro la chiesa", sources=[meeting], date="2026-11-28"),
    ]
    (made,) = (each for each in gather_anew(catalogue(said), ["x", "y"], STUDY).records if each.kind == "shared_need")
    assert made.get("territories") == ["municipio-4", "nil-35"]
    assert made.get("sources") == [meeting]
    assert (made.get("first_voiced"), made.get("last_voiced")) == ("2026-10", "2026-11")
    assert "scala B" not in str(made.values)


@pytest.mark.parametrize(("counts", "written"), [([1, 1, 1, 1], None), ([1, 1, 1, 1, 1], 5), ([1, 3], None), ([6], 6)])
def test_how_many_spoke_is_written_from_five_up(counts: list[int], written: int | None) -> None:
    said = [voice(f"v{at}", count=count) for at, count in enumerate(counts)]
    made = gather_anew(catalogue(said), [each.id for each in said], STUDY).records[0]
    assert made.get("voices") == written


def test_what_is_split_tells_the_voices_that_stay() -> None:
    known = catalogue([shared("open", voices=6), *(voice(f"v{at}", shared_need="open") for at in range(6))])
    left = told(split(known, "open", ["v0"], STUDY))["open"]
    assert left == {"voices": 5}
    fewer = next(each for each in split(known, "open", ["v0", "v1"], STUDY).records if each.id == "open")
    assert fewer.get("voices") is None


def test_a_merged_shared_need_stays_and_says_what_took_it_up() -> None:
    assert told(merge(KNOWN, ["small"], "open")) == {
        "open": {
            "territories": ["municipio-4", "municipio-6"],
            "merged_from": ["small"],
            "first_voiced": "2025",
            "state": "in_lab",
        },
        "small": {"status": "archived", "replaced_by": "open"},
    }


def test_voices_leave_for_a_new_shared_need_and_the_old_one_stays_as_it_was() -> None:
    found = told(split(KNOWN, "open", ["c"], STUDY))
    assert list(found) == ["esempio-un-posto-per-studiare", "c"]
    assert found["c"] == {"shared_need": "esempio-un-posto-per-studiare"}


CIRCLE = [shared("open", merged_from=["small"]), shared("small", merged_from=["unclear"]), shared("unclear")]


@pytest.mark.parametrize(
    ("known", "decide", "code"),
    [
        (KNOWN, lambda known: gather(known, ["nobody"], "open"), "unknown_need"),
        (KNOWN, lambda known: gather(known, ["a"], "nothing"), "unknown_shared_need"),
        (KNOWN, lambda known: gather(known, ["a", "c"], "small"), "gathered"),
        (KNOWN, lambda known: gather(known, ["closed"], "open"), "voice_closed"),
        (KNOWN, lambda known: gather(known, ["a"], "over"), "closed"),
        (KNOWN, lambda known: gather(known, ["a"], "old"), "merged"),
        (KNOWN, lambda known: gather_anew(known, ["a"], SharedNeedWording("Chiama 333 1234567")), "personal"),
        (KNOWN, lambda known: merge(known, ["open"], "open"), "itself"),
        (KNOWN, lambda known: merge(known, ["old"], "small"), "merged"),
        (KNOWN, lambda known: merge(known, ["over"], "open"), "closed"),
        (KNOWN, lambda known: split(known, "open", ["e"], STUDY), "not_of"),
        (KNOWN, lambda known: split(known, "open", ["c", "d"], STUDY), "emptied"),
        (KNOWN.holding(CIRCLE), lambda known: merge(known, ["small"], "over"), "closed"),
        (KNOWN.holding(CIRCLE), lambda known: merge(known, ["small"], "open"), "merged"),
        (KNOWN.holding(CIRCLE), lambda known: merge(known, ["open"], "unclear"), "circle"),
    ],
)
def test_what_cannot_be_done_is_refused(known: Catalogue, decide: Callable[[Catalogue], Change], code: str) -> None:
    with pytest.raises(GatheringRefused) as refused:
        decide(known)
    assert refused.value.code == code


def test_after_two_merges_voices_still_reach_what_speaks_for_them() -> None:
    once = KNOWN.holding(merge(KNOWN, ["small"], "unclear").records)
    twice = once.holding(merge(once, ["unclear"], "open").records)
    lab = Record("lab", "lab", {"id": "lab", "status": "published", "title": "Esempio", "shared_needs": ["open"]})
    known = twice.holding([lab])
    small, last = known.records["shared_need", "small"], known.records["shared_need", "open"]
    assert [each.id for each in absorbed(known, last)] == ["unclear", "small"]
    assert standing(known, small) == [last]
    assert lab in thread(known, known.records["need", "e"]).of("lab")
    assert [each.id for each in thread(known, lab).of("need")] == ["c", "d", "e"]
    assert voices(known)["municipio-4", "training"] == voices(KNOWN)["municipio-4", "training"]
