"""The problems that a change brings are those of the whole catalogue after it, without those of before."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laltro.check.around import check_around
from laltro.check.rules import check
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, arranged
from laltro.model.field import reference_of
from laltro.model.record import Key, Record
from tests.intake.samples import TODAY, real

SOAK = os.environ.get("LALTRO_SOAK") == "1"


@lru_cache
def small() -> Catalogue:
    """A few real records of every kind with all they refer to: the whole would take a second a check."""
    whole = real().catalogue
    keys = {key for kind in whole.schemas for key in [record.key for record in whole.of(kind)][::80]}
    for _ in range(2):
        keys |= {link.target for key in keys if key in whole.records for link in whole.references(whole.records[key])}
        keys |= {link.source.key for key in keys if key[0] in ("lab", "outcome") for link in whole.referrers(key)}
    return whole.within(keys)


@lru_cache
def whole_world() -> Catalogue:
    return world(*WORLD, *TWINS)


# What is wrong with a catalogue: the same few are asked about again and again.
KNOWN: dict[int, tuple[Catalogue, set[Diagnostic]]] = {}


def whole(catalogue: Catalogue) -> set[Diagnostic]:
    if id(catalogue) not in KNOWN:
        KNOWN[id(catalogue)] = (catalogue, set(check(catalogue, TODAY)))
    return KNOWN[id(catalogue)][1]


def agrees(before: Catalogue, *records: Record) -> list[str]:
    found = check_around(before, records, TODAY)
    assert found == arranged(set(check(before.holding(records), TODAY)) - whole(before))
    return [f"{problem.code} {problem.record}" for problem in found]


def made(kind: str, id: str, **values: Any) -> Record:
    return Record(kind, id, {"id": id, "status": "published", **values}, f"data/x/{id}.yaml")


def world(*records: Record) -> Catalogue:
    return real().catalogue.within(()).holding(records)


def with_(record: Record, **values: Any) -> Record:
    """The record with some values changed; None takes one away."""
    return replace(record, values={name: v for name, v in {**record.values, **values}.items() if v is not None})


LAB = made("lab", "l", title="L", description="d", territories=["milano"], phase="running", starts="2026-01-01")
OTHER_LAB = made("lab", "l2", title="L2", description="d", territories=["milano"], phase="running")
MEETING = made("meeting", "m", lab="l", title="M", starts_at="2026-02-01")
SERVICE = made("service", "s", name="S", organization="o", places=["p"], origin="lab", channels={"email": "a@b.it"})
OUTCOME = made(
    "outcome", "e", lab="l", title="E", outcome_type="new_service", summary="x", service="s", shared_needs=["n"],
    date="2026-03-01", decided_in="m",
)  # fmt: skip
NEED = made("shared_need", "n", title="N", state="answered", territories=["milano"])
PLACE = made("place", "p", name="P", location_type="physical", municipio="municipio-4")
ORGANIZATION = made("organization", "o", name="O", organization_type="company", description="d")
OTHER = made("organization", "o2", name="Altra", organization_type="company", description="d")
OFFER = made("offer", "f", title="F", organization="o")
OTHER_OFFER = made("offer", "f2", title="F2", organization="o2")
MATCH = made("match", "x", offer="f", target={"kind": "lab", "id": "l"}, state="agreed")
GIVEN = made("contribution", "c", provider="o", match="x", receiver={"kind": "lab", "id": "l"})
WORLD = (
    *(LAB, OTHER_LAB, MEETING, SERVICE, OUTCOME, NEED, PLACE, ORGANIZATION),
    *(OTHER, OFFER, OTHER_OFFER, MATCH, GIVEN),
)
TWINS = tuple(made("organization", id, name="Uguale", organization_type="company") for id in ("ua", "ub", "uc"))

FIRST = made("organization", "aa", name="O", organization_type="company", description="d")
LAST = made("organization", "zz", name="o.", organization_type="company", description="d")
CASES: Mapping[str, tuple[Record, str]] = {
    "a lab moves behind its meeting": (
        with_(LAB, starts="2026-06-01"),
        "meeting-outside-lab meeting/m, outcome-before-lab outcome/e",
    ),
    "a lab closes and has an outcome": (with_(LAB, phase="closed"), ""),
    "another closes and has none": (with_(OTHER_LAB, phase="closed"), "closed-lab-without-outcome lab/l2"),
    "a meeting goes to another lab": (with_(MEETING, lab="l2"), "decided-elsewhere outcome/e"),
    "an outcome loses its service": (
        with_(OUTCOME, service=None),
        "answered-without-service shared_need/n, lab-service-without-outcome service/s, "
        "outcome-without-service outcome/e",
    ),
    "an outcome leaves its need": (with_(OUTCOME, shared_needs=None), "answered-without-service shared_need/n"),
    "a place moves out": (
        with_(PLACE, municipio="municipio-9"),
        "outside-municipi place/p, outside-municipi service/s",
    ),
    "a reference to nothing": (with_(SERVICE, organization="nessuno"), "reference-missing service/s"),
    "the first twin": (FIRST, "duplicate-record organization/aa, duplicate-record organization/o"),
    "the second twin": (LAST, "duplicate-record organization/o, duplicate-record organization/zz"),
    "the first of three twins leaves": (
        with_(TWINS[0], name="Diversa"),
        "duplicate-record organization/ub, duplicate-record organization/uc",
    ),
    "the last of three twins leaves": (with_(TWINS[2], name="Diversa"), ""),
    "an offer changes hands behind a match": (with_(OFFER, organization="o2"), "provider-not-of-offer contribution/c"),
    "a match goes to another's offer": (with_(MATCH, offer="f2"), "provider-not-of-offer contribution/c"),
    "a contribution states another offer": (with_(GIVEN, offer="f2"), "match-of-another-offer contribution/c"),
    "a contribution comes from elsewhere": (with_(GIVEN, provider="o2"), "provider-not-of-offer contribution/c"),
    "a name becomes that of three twins": (
        with_(ORGANIZATION, name="Uguale"),
        "duplicate-record organization/o, duplicate-record organization/ua, "
        "duplicate-record organization/ub, duplicate-record organization/uc",
    ),
    "nothing": (LAB, ""),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_reaches_its_neighbours(name: str) -> None:
    record, expected = CASES[name]
    assert ", ".join(sorted(agrees(whole_world(), record))) == expected


def test_what_was_missing_arrives() -> None:
    before = world(with_(SERVICE, organization="nuova"))
    assert "reference-missing service/s" not in agrees(before, made("organization", "nuova", name="N"))


def test_another_neighbour_of_a_neighbour_still_counts() -> None:
    other = with_(OUTCOME, id="e2", title="E2")
    before = whole_world().holding([replace(other, id="e2")])
    assert agrees(before, with_(OUTCOME, service=None)) == ["outcome-without-service outcome/e"]


def test_what_was_wrong_before_is_not_told_again() -> None:
    before = world(with_(SERVICE, organization="nuova", channels=None))
    assert agrees(before, with_(SERVICE, organization="nuova", channels=None, summary="x")) == []


def test_two_changes_count_as_one() -> None:
    assert agrees(whole_world(), with_(MEETING, lab="l2"), with_(OUTCOME, lab="l2")) == []


MUTATIONS: tuple[tuple[str, Any], ...] = (
    ("phase", "closed"), ("starts", "2026-10-01"), ("ends", "2001-01-01"), ("starts_at", "1999"), ("date", "1999"),
    ("origin", "lab"), ("municipio", "municipio-9"), ("municipio", "municipio-6"), ("nil", "nil-28"),
    ("state", "answered"),
    ("state", "open"), ("service", None), ("service", "non-c-e"), ("lab", "non-c-e"), ("organization", "non-c-e"),
    ("organization", "adecco"), ("shared_needs", None), ("places", None), ("name", "Adecco"), ("title", "Uguale"),
    ("historic", None), ("historic", True), ("territories", ["municipio-9"]), ("channels", None), ("latitude", 0.5),
    ("confidential", True), ("valid_to", "2001"), ("submission", "gh-1"), ("sources", [{"url": "http://x.it"}]),
    ("decided_in", None), ("address", None), ("offer", "axa"), ("target", {"kind": "lab", "id": "non-c-e"}),
)  # fmt: skip


def mutated(draw: st.DrawFn, catalogue: Catalogue, record: Record) -> Record:
    """The record with one value that changes what the rules say of it."""
    names = {item.name for item in catalogue.schema(record).fields}
    name, value = draw(st.sampled_from([mutation for mutation in MUTATIONS if mutation[0] in names]))
    return with_(record, **{name: value})


def copied(draw: st.DrawFn, catalogue: Catalogue, record: Record) -> Record:
    """A twin under another id, from before or behind the first in the order of the files."""
    return replace(record, id=draw(st.sampled_from((f"{record.id}-2", f"0-{record.id}"))))


def renamed(draw: st.DrawFn, catalogue: Catalogue, record: Record) -> Record:
    """The record with another one's identity, so that it becomes its twin (and leaves those it had)."""
    other = draw(st.sampled_from(catalogue.of(record.kind)))
    return with_(record, **{name: other.get(name) for name in catalogue.schema(record).identity})


def rewired(draw: st.DrawFn, catalogue: Catalogue, record: Record) -> Record:
    """The record with one of its references to elsewhere: another record of the kind, or none."""
    links = [item for item in catalogue.schema(record).fields if reference_of(item) in catalogue.schemas or item.kinds]
    if not links:
        return record
    item = draw(st.sampled_from(links))
    kind = draw(st.sampled_from(item.kinds)) if item.kinds else reference_of(item)
    ids = [other.id for other in catalogue.of(kind)] if kind in catalogue.schemas else []
    id = draw(st.sampled_from([*ids, "non-c-e"]))
    value = {"kind": kind, "id": id} if item.kinds else [id] if item.item else id
    return with_(record, **{item.name: value})


def swapped(draw: st.DrawFn, catalogue: Catalogue, record: Record) -> Record:
    """The record with everything that another one of its kind says, its id included."""
    return replace(record, values=draw(st.sampled_from(catalogue.of(record.kind))).values)


CHANGES = (mutated, copied, renamed, rewired, swapped)


@st.composite
def changes(draw: st.DrawFn) -> list[list[Record]]:
    """Two changes of up to four records each, the second on top of the first: that one starts from what is broken."""
    catalogue = small()
    found = []
    for _ in range(2):
        records: dict[Key, Record] = {}
        for _ in range(draw(st.integers(1, 4))):
            now = catalogue.holding(records.values())
            record = now.records[draw(st.sampled_from(sorted(now.records)))]
            made = draw(st.sampled_from(CHANGES))(draw, now, record)
            records[made.key] = made
        found.append(list(records.values()))
        catalogue = catalogue.holding(found[-1])
    return found


@settings(max_examples=100 if SOAK else 4, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(changes())
def test_what_a_change_brings_is_what_the_whole_check_finds(found: list[list[Record]]) -> None:
    before, known = small(), whole(small())
    for records in found:
        after = before.holding(records)
        now = set(check(after, TODAY))
        assert check_around(before, records, TODAY) == arranged(now - known)
        before, known = after, now


def test_an_unreadable_neighbour_is_there() -> None:
    before = replace(whole_world(), unreadable=frozenset({("organization", "rotta")}))
    assert agrees(before, with_(SERVICE, organization="rotta")) == []
