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


# What was wrong before, by catalogue: the same few are asked about again and again.
KNOWN: dict[int, tuple[Catalogue, list[Diagnostic]]] = {}


def whole_difference(before: Catalogue, records: list[Record]) -> list[Diagnostic]:
    if id(before) not in KNOWN:
        KNOWN[id(before)] = (before, check(before, TODAY))
    known = KNOWN[id(before)][1]
    return arranged(problem for problem in check(before.holding(records), TODAY) if problem not in known)


def agrees(before: Catalogue, *records: Record) -> list[str]:
    found = check_around(before, records, TODAY)
    assert found == whole_difference(before, list(records))
    return [f"{problem.code} {problem.record}" for problem in found]


def made(kind: str, id: str, **values: Any) -> Record:
    return Record(kind, id, {"id": id, "status": "published", **values}, f"data/x/{id}.yaml")


@lru_cache
def whole_world() -> Catalogue:
    return world(*WORLD, *TWINS)


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
WORLD = (LAB, OTHER_LAB, MEETING, SERVICE, OUTCOME, NEED, PLACE, ORGANIZATION)
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
    "nothing": (LAB, ""),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_reaches_its_neighbours(name: str) -> None:
    record, expected = CASES[name]
    assert ", ".join(sorted(agrees(whole_world(), record))) == expected


def test_what_was_missing_arrives() -> None:
    before = world(with_(SERVICE, organization="nuova"))
    assert "reference-missing service/s" not in agrees(before, made("organization", "nuova", name="N"))


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


@st.composite
def changes(draw: st.DrawFn) -> list[Record]:
    catalogue = small()
    records: dict[Key, Record] = {}
    for _ in range(draw(st.integers(1, 4))):
        record = catalogue.records[draw(st.sampled_from(sorted(catalogue.records)))]
        names = {item.name for item in catalogue.schema(record).fields}
        fitting = [mutation for mutation in MUTATIONS if mutation[0] in names]
        name, value = draw(st.sampled_from(fitting))
        if draw(st.booleans()):
            twin = with_(record, id=f"{record.id}-2", **{name: value})
            record = Record(record.kind, f"{record.id}-2", twin.values, record.path)
            records[record.key] = record
        else:
            records[record.key] = with_(records.get(record.key, record), **{name: value})
    return list(records.values())


@settings(max_examples=400 if SOAK else 4, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(changes())
def test_what_a_change_brings_is_what_the_whole_check_finds(records: list[Record]) -> None:
    agrees(small(), *records)
