# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The labelled cases, and how well the insights do on them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from laltro.insight.likeness.duplicates import duplicates
from laltro.insight.likeness.similar_needs import similar_needs
from laltro.model.catalogue import Catalogue
from laltro.model.record import Key, Record

CASES = Path(__file__).parent / "cases"
HALVES = ("dev", "held")


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the right ones were found, and how many wrong ones with them."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found else 0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found else 0

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + self.wrong + self.missed)


@lru_cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a file of cases."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def of_half(name: str, half: str) -> list[dict[str, str]]:
    return [row for row in rows(name) if row["half"] == half]


def scored(right: Iterable[Any], told: Iterable[Any]) -> Score:
    """Of two sets: what is right, and what was told."""
    wanted, given = set(right), set(told)
    return Score(len(wanted & given), len(given - wanted), len(wanted - given))


def variant(row: dict[str, str]) -> Record:
    """The record that a row of `duplicate_variants` would be."""
    kind = row["of"].partition("/")[0]
    channels = {"phones": [row["phone"]] if row["phone"] else [], "url": row["url"]}
    values: dict[str, Any] = {"id": f"esempio-{row['id']}", "name": row["name"]}
    if kind == "place":
        values |= {"location_type": "physical", "address": {"street": row["street"], "city": row["city"]}}
    elif kind == "service":
        values |= {"organization": row["organization"], "places": [row["place"]] if row["place"] else []}
        values |= {"channels": channels}
    else:
        values |= {"website": row["url"], "phones": channels["phones"]}
    return Record(kind, values["id"], values)


def duplicates_score(catalogue: Catalogue, half: str) -> Score:
    """How well the variants of a half are told from one another."""
    right, told = set[tuple[str, Key]](), set[tuple[str, Key]]()
    for row in of_half("duplicate_variants", half):
        kind, _, id = row["of"].partition("/")
        right |= {(row["id"], (kind, id))} if row["same"] == "yes" else set()
        told |= {(row["id"], each.record.key) for each in duplicates(catalogue, variant(row))}
    return scored(right, told)


def voice(row: dict[str, str]) -> Record:
    """The need that a row of `voices` would be."""
    values: dict[str, Any] = {"id": row["id"], "statement": row["statement"], "territory": row["territory"]}
    values |= {"areas": [row["areas"]]} if row["areas"] else {}
    values |= {"neighbourhood": row["neighbourhood"]} if row["neighbourhood"] else {}
    return Record("need", row["id"], values)


def expected(row: dict[str, str]) -> list[str]:
    return [id for id in row["expected"].split(";") if id]


def voices_score(catalogue: Catalogue, half: str, best: int = 5) -> Score:
    """How many of the shared needs that the voices of a half belong to are among the first."""
    told = {
        (row["id"], each.record.id)
        for row in of_half("voices", half)
        for each in similar_needs(catalogue, voice(row), best=best)
    }
    return scored({(row["id"], id) for row in of_half("voices", half) for id in expected(row)}, told)


def shared_needs_score(catalogue: Catalogue) -> Score:
    """How many of the labelled pairs of real shared needs are told, from one of the two at least."""
    told = set()
    for row in rows("shared_need_pairs"):
        pair = (row["one"], row["other"])
        needs = [(catalogue.records["shared_need", id], other) for id, other in (pair, pair[::-1])]
        told |= {pair for need, other in needs if other in {each.record.id for each in similar_needs(catalogue, need)}}
    return scored({(row["one"], row["other"]) for row in rows("shared_need_pairs") if row["similar"] == "yes"}, told)
