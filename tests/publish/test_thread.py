"""The thread, from every one of its records, and what it says where a source is missing."""

from collections.abc import Callable
from typing import Any

import pytest

from laltro.insight.story.thread import thread
from laltro.model.catalogue import Catalogue

NEED = ("shared_need", "n", {"title": "N"})
OTHER_NEED = ("shared_need", "n2", {"title": "N2"})
LAB = ("lab", "l", {"title": "L", "shared_needs": ["n", "n2"]})
MEETING = ("meeting", "m", {"title": "M", "lab": "l", "starts_at": "2017-05"})
LATER = ("meeting", "a-later", {"title": "M2", "lab": "l", "starts_at": "2018"})
OUTCOME = ("outcome", "o", {"title": "O", "lab": "l", "decided_in": "m", "shared_needs": ["n"], "service": "s"})
SIBLING = ("outcome", "o2", {"title": "O2", "lab": "l"})
SERVICE = ("service", "s", {"name": "S"})
OFFER = ("offer", "f", {"title": "F"})
MATCH = ("match", "x", {"offer": "f", "target": {"kind": "lab", "id": "l"}, "state": "completed"})
PLACE = ("place", "p", {"name": "P"})
ALL = (NEED, OTHER_NEED, LAB, MEETING, LATER, OUTCOME, SIBLING, SERVICE, OFFER, MATCH, PLACE)


def told(catalogue: Catalogue, kind: str, id: str) -> list[str]:
    """`lab: l` for a step, `meeting!undecided: m` for one with a gap."""
    record = catalogue.find(kind, id)
    assert record
    return [
        f"{step.kind}{'!' + step.gap if step.gap else ''}: {' '.join(item.id for item in step.records)}".strip()
        for step in thread(catalogue, record).steps
    ]


@pytest.mark.parametrize(
    ("start", "steps"),
    [
        ("service/s", ["shared_need: n", "lab: l", "meeting: m", "outcome: o", "service: s"]),
        ("outcome/o", ["shared_need: n", "lab: l", "meeting: m", "outcome: o", "service: s"]),
        ("outcome/o2", ["shared_need: n n2", "lab: l", "meeting!undecided: m a-later", "outcome: o2"]),
        ("meeting/m", ["shared_need: n n2", "lab: l", "meeting: m", "outcome: o", "service: s"]),
        ("meeting/a-later", ["shared_need: n n2", "lab: l", "meeting: a-later", "outcome!missing:"]),
        ("lab/l", ["shared_need: n n2", "lab: l", "meeting: m a-later", "outcome: o o2", "service: s"]),
        ("shared_need/n", ["shared_need: n", "lab: l", "meeting: m a-later", "outcome: o o2", "service: s"]),
        ("shared_need/n2", ["shared_need: n2", "lab: l", "meeting: m a-later", "outcome: o2"]),
        ("offer/f", ["shared_need: n n2", "lab: l", "meeting: m a-later", "outcome: o o2", "service: s"]),
        ("match/x", ["shared_need: n n2", "lab: l", "meeting: m a-later", "outcome: o o2", "service: s"]),
        ("place/p", []),
    ],
)
def test_the_same_story_from_every_side(catalogue_of: Callable[..., Catalogue], start: str, steps: list[str]) -> None:
    kind, id = start.split("/")
    assert told(catalogue_of(*ALL), kind, id) == steps


@pytest.mark.parametrize(
    ("records", "start", "steps"),
    [
        ([SERVICE], "service/s", []),
        ([NEED], "shared_need/n", ["shared_need: n", "lab!missing:", "outcome!missing:"]),
        (
            [("lab", "l", {"title": "L"})],
            "lab/l",
            ["shared_need!missing:", "lab: l", "meeting!missing:", "outcome!missing:"],
        ),
        (
            [("outcome", "o", {"title": "O", "lab": "gone", "outcome_type": "new_service"})],
            "outcome/o",
            ["shared_need!missing:", "lab!missing:", "outcome: o", "service!missing:"],
        ),
    ],
)
def test_gaps_are_told(
    catalogue_of: Callable[..., Catalogue], records: list[tuple[str, str, dict[str, str]]], start: str, steps: list[str]
) -> None:
    kind, id = start.split("/")
    assert told(catalogue_of(*records), kind, id) == steps


@pytest.mark.parametrize(
    ("state", "offers"), [("completed", ["f"]), ("agreed", ["f"]), ("suggested", []), ("declined", [])]
)
def test_only_agreed_offers_are_part_of_it(
    catalogue_of: Callable[..., Catalogue], state: str, offers: list[str]
) -> None:
    match = ("match", "x", {**MATCH[2], "state": state})
    catalogue = catalogue_of(NEED, LAB, OFFER, match)
    lab = catalogue.find("lab", "l")
    assert lab
    assert [offer.id for offer in thread(catalogue, lab).offers] == offers


@pytest.mark.parametrize(
    ("values", "given"),
    [
        ({"receiver": {"kind": "lab", "id": "l"}}, ["c"]),
        ({"receiver": {"kind": "lab", "id": "l"}, "offer": "f"}, ["c"]),
        ({"receiver": {"kind": "territory", "id": "municipio-4"}, "match": "x"}, ["c"]),
        # An offer may go elsewhere, too: without a match it says nothing of this lab.
        ({"receiver": {"kind": "territory", "id": "municipio-4"}, "offer": "f"}, []),
        ({"receiver": {"kind": "service", "id": "s"}}, []),
    ],
)
def test_contributions_stand_beside_what_received_them(
    catalogue_of: Callable[..., Catalogue], values: dict[str, Any], given: list[str]
) -> None:
    catalogue = catalogue_of(NEED, LAB, OFFER, MATCH, SERVICE, ("contribution", "c", values))
    story = thread(catalogue, catalogue.records["lab", "l"])
    assert [item.id for item in story.contributions] == given
    assert story.keys() >= {("contribution", id) for id in given}


@pytest.mark.parametrize(
    ("values", "first"),
    [
        ({"receiver": {"kind": "lab", "id": "l"}, "offer": "f"}, "shared_need: n"),
        ({"receiver": {"kind": "territory", "id": "municipio-4"}, "match": "x"}, "shared_need: n"),
        ({"receiver": {"kind": "territory", "id": "municipio-4"}}, None),
    ],
)
def test_a_contribution_tells_the_story_it_is_part_of(
    catalogue_of: Callable[..., Catalogue], values: dict[str, Any], first: str | None
) -> None:
    catalogue = catalogue_of(NEED, LAB, OFFER, MATCH, ("contribution", "c", values))
    assert next(iter(told(catalogue, "contribution", "c")), None) == first
    story = thread(catalogue, catalogue.records["contribution", "c"])
    assert [given.id for given in story.contributions] == (["c"] if first else [])
    assert [offer.id for offer in story.offers] == (["f"] if first else [])


def test_needs_merged_in_a_circle_end(catalogue_of: Callable[..., Catalogue]) -> None:
    circle = [("shared_need", "a", {"merged_from": ["b"]}), ("shared_need", "b", {"merged_from": ["a"]})]
    assert told(catalogue_of(*circle), "shared_need", "a")[0] == "shared_need: a b"
