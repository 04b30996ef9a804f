# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The contribution ledger, against a count by hand and against the simplest sum there is."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laltro.insight.figures.account import Account, account
from laltro.insight.figures.ledger import CUTS, LedgerLine, entries, lines
from laltro.model.record import Record
from tests.insight.pairs import catalogue, offer, target

SERVICE = target("kind=service areas=childcare+training where=municipio-4", "esempio-servizio")
LAB = target("kind=lab areas=employment where=nil-49", "esempio-laboratorio")
GIVERS = [Record("organization", f"esempio-{name}", {"status": "published"}) for name in ("ente", "a", "b")]


def contribution(id: str, **values: Any) -> Record:
    aim = {"kind": "service", "id": "esempio-servizio"}
    stated = {
        "provider": "esempio-ente",
        "receiver": aim,
        "contribution_type": "space",
        "unit": "hour",
        "date": "2026-03",
    }
    return Record("contribution", id, {"status": "published", **stated, **values})


def ledger(*records: Record, cut: str = "provider") -> list[LedgerLine]:
    return lines(entries(catalogue([*records, SERVICE, LAB, *GIVERS])), cut)


def test_a_line_adds_up_what_is_alike_and_names_its_records() -> None:
    found = ledger(
        contribution("b", quantity=3, beneficiaries_community=10, evidence_url="https://esempio.example/prova"),
        contribution("a", quantity=2.5, beneficiaries_employees=4, beneficiaries_community=0),
        contribution("c"),
    )
    assert found == [
        LedgerLine(
            "esempio-ente",
            "space",
            "hour",
            quantity=5.5,
            employees=4,
            community=10,
            unmeasured=1,
            evidenced=1,
            records=(("contribution", "a"), ("contribution", "b"), ("contribution", "c")),
        )
    ]


def test_units_and_types_are_never_added_to_each_other() -> None:
    found = ledger(
        contribution("a", quantity=10),
        contribution("b", quantity=20, unit="square_metre_hour"),
        contribution("c", quantity=30, contribution_type="skill"),
        contribution("d", quantity=40, contribution_type="money", unit="EUR"),
    )
    assert [(line.contribution_type, line.unit, line.quantity) for line in found] == [
        ("money", "EUR", 40),
        ("skill", "hour", 30),
        ("space", "hour", 10),
        ("space", "square_metre_hour", 20),
    ]


@pytest.mark.parametrize("status", ["draft", "suspended", "archived"])
def test_only_what_is_published_counts(status: str) -> None:
    assert ledger(contribution("a", quantity=5, status=status)) == []


@pytest.mark.parametrize(
    ("values", "cut", "headings"),
    [
        ({}, "provider", ["esempio-ente"]),
        ({"provider": "", "alias": "un vicino"}, "provider", [""]),
        ({}, "area", ["childcare", "training"]),
        ({}, "municipio", ["municipio-4"]),
        ({"receiver": {"kind": "lab", "id": "esempio-laboratorio"}}, "area", ["employment"]),
        ({"receiver": {"kind": "lab", "id": "esempio-laboratorio"}}, "municipio", ["municipio-6"]),
        ({"receiver": {"kind": "territory", "id": "nil-35"}}, "municipio", ["municipio-4"]),
        ({"receiver": {"kind": "territory", "id": "milano"}}, "municipio", [""]),
        ({"receiver": {"kind": "lab", "id": "nessuno"}}, "area", [""]),
        ({"date": "2025-12-31"}, "year", ["2025"]),
        ({"date": "ieri"}, "year", [""]),
        ({"date": ""}, "year", [""]),
    ],
)
def test_under_which_headings_a_contribution_stands(values: dict[str, Any], cut: str, headings: list[str]) -> None:
    assert [line.heading for line in ledger(contribution("a", quantity=1, **values), cut=cut)] == headings


def test_what_nobody_stated_is_not_nothing() -> None:
    (line,) = ledger(contribution("a"))
    assert (line.quantity, line.employees, line.community) == (None, None, None)
    (line,) = ledger(contribution("a", quantity=0, beneficiaries_employees=0))
    assert (line.quantity, line.employees, line.community) == (0, 0, None)


@pytest.mark.parametrize("wrong", ["dieci", ["a", ["b"]], {"a": "b"}, True])
def test_a_wrong_value_counts_as_not_stated(wrong: Any) -> None:
    record = contribution("a", quantity=wrong, beneficiaries_employees=wrong, date=wrong, evidence_url="")
    (line,) = ledger(record)
    assert (line.quantity, line.employees, line.unmeasured) == (None, None, 1)


def test_an_unknown_cut_is_a_defect() -> None:
    with pytest.raises(KeyError):
        ledger(cut="kind")


def test_an_account_has_what_was_opened_and_what_was_used() -> None:
    room, hall = (offer("type=space", id) for id in ("esempio-sala", "esempio-aula"))
    tools, draft = offer("type=resource state=delivered", "esempio-attrezzi"), offer("type=skill", "esempio-bozza")
    for each in (room, hall, tools, draft):
        each.values["organization"] = "esempio-altra" if each is tools else "esempio-ente"  # type: ignore[index]
    draft.values["status"] = "draft"  # type: ignore[index]
    given = [contribution("a", quantity=6), contribution("b", quantity=7, status="draft")]
    known = catalogue([room, hall, tools, draft, SERVICE, *given])
    found = {id: account(known, Record("organization", id, {})) for id in ("esempio-altra", "esempio-ente", "esempio")}
    assert [(each.opened, [line.quantity for line in each.used]) for each in found.values()] == [
        ({"resource": ("esempio-attrezzi",)}, []),
        ({"space": ("esempio-aula", "esempio-sala")}, [6]),
        ({}, []),
    ]
    assert found["esempio"] == Account({}, ())


CONTRIBUTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(["published", "published", "draft", "suspended"]),
            "provider": st.sampled_from(["esempio-a", "esempio-b"]),
            "contribution_type": st.sampled_from(["space", "money"]),
            "unit": st.sampled_from(["hour", "EUR"]),
            "date": st.sampled_from(["2025", "2026-01", "2026-05-07"]),
            "quantity": st.sampled_from([0, 1, 0.1, 0.25, 3, 1e15]),
            "beneficiaries_community": st.integers(0, 50),
        }
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(CONTRIBUTIONS, st.sampled_from(sorted(CUTS)), st.randoms(use_true_random=False))
def test_a_naive_count_finds_the_same_whatever_the_order(
    values: list[dict[str, Any]], cut: str, dice: random.Random
) -> None:
    records = [contribution(f"esempio-{number}", **each) for number, each in enumerate(values)]
    naive: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0, 0])
    for each in values:
        if each["status"] == "published":
            headings = {"area": ["childcare", "training"], "municipio": ["municipio-4"], "year": [each["date"][:4]]}
            for heading in headings.get(cut, [each["provider"]]):
                line = naive[heading, each["contribution_type"], each["unit"]]
                line[0] += each["quantity"]
                line[1] += each["beneficiaries_community"]
    found = ledger(*dice.sample(records, len(records)), cut=cut)
    keys = [(line.heading, line.contribution_type, line.unit) for line in found]
    assert keys == sorted(naive)
    for key, line in zip(keys, found, strict=True):
        assert (line.quantity, line.community) == (pytest.approx(naive[key][0]), naive[key][1])
    assert found == ledger(*records, cut=cut)
