"""Deciding costs what the change and its neighbours cost, however many other records there are."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from laltro.intake.deciding.decide import decide
from laltro.intake.reading.body import parse
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from tests.intake.samples import TODAY, real, service, update

# The kinds that the form of a service asks about, and how many more records of each there are.
KINDS = ("service", "organization", "place")
MORE = 700


def filled(catalogue: Catalogue) -> Catalogue:
    """The catalogue with many more records, which refer to nobody and are called like nothing else."""
    ids = [f"zzz-{number:05}" for number in range(MORE)]
    return catalogue.holding(
        Record(kind, id, {"id": id, "status": "published", "name": f"Zzqx{id[4:]}"}) for kind in KINDS for id in ids
    )


def calls(work: Callable[[], Any]) -> int:
    """How many calls, Python's own functions included, a piece of work makes."""
    found = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal found
        found += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


BODIES = {
    "a new service": service(),
    "a new service of a new organisation": service(
        name="Officina di prova", organization="Ciclisti inventati", organization_type="citizen_movement"
    ),
    "a name that nobody bears": service(name="Sportello di prova", places="Luogho di prova 0001x"),
    "a change": update("piano-c", summary="Un'altra frase di prova."),
    "hardly anything": service(name="", summary=""),
}


@pytest.fixture(scope="module")
def sizes() -> tuple[Catalogue, Catalogue]:
    """A few hundred records, and thousands."""
    return real().catalogue, filled(real().catalogue)


@pytest.mark.parametrize("name", BODIES)
def test_other_records_cost_nothing(name: str, sizes: tuple[Catalogue, Catalogue]) -> None:
    def deciding(catalogue: Catalogue) -> Callable[[], Any]:
        return lambda: decide(parse(BODIES[name], real().forms, "servizio"), catalogue, TODAY, "gh-1")

    few, many = (deciding(catalogue) for catalogue in sizes)
    assert few().diagnostics == many().diagnostics
    assert calls(many) - calls(few) < MORE / 10


def test_the_count_tells_when_one_kind_is_looked_through(sizes: tuple[Catalogue, Catalogue]) -> None:
    few, many = (
        lambda catalogue=item: [catalogue.name_for_matching(record) for record in catalogue.of("place")]
        for item in sizes
    )  # type: ignore[misc]
    assert calls(many) - calls(few) >= MORE
