# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""2,000 offers against 2,000 shared needs, as varied as they come and all alike; then gaps and ledger."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from generate import AREAS, DAYS
from measure import Figure, Report, clocked

from laltro.insight.figures.gaps import gaps
from laltro.insight.figures.ledger import CUTS, entries, lines
from laltro.insight.match.match import matches
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.insight.labelled import HALVES, Score
from tests.insight.pairs import ranks, scored_examples, scored_real

COUNT = 2_000
GOAL = 5.0  # seconds
TYPES = ("space", "resource", "skill", "time", "funding")
CONDITIONS = ("free", "mutual", "cost_recovery", "unknown")
YEARS = range(2020, 2026)
Values = dict[str, Any]


def bench(day: date, runs: int) -> Report:
    """The whole list of suggestions, from the records to the sentences' codes."""
    report = Report(f"Match: {COUNT:,} offers against {COUNT:,} shared needs (goal {GOAL:g} s), and what is derived")
    home, dice = read_catalogue(HOME), random.Random(1)
    varied, alike = _catalogue(home, _varied(dice)), _catalogue(home, _alike(dice))
    for title, catalogue in (("as varied as they come", varied), ("one type, area and Municipio", alike)):
        note = f"{len(matches(catalogue, day)):,} suggestions"
        taken = [clocked(lambda catalogue=catalogue: matches(catalogue, day)) for _ in range(runs)]  # type: ignore[misc]
        report.figures.append(Figure(f"matches, {title}", taken, note))
    report.figures.append(Figure("gaps", [clocked(lambda: gaps(varied, day)) for _ in range(runs)]))
    given = _catalogue(home, _contributions(dice))
    note = f"{5 * COUNT:,} contributions"
    report.figures.append(
        Figure("ledger", [clocked(lambda: [lines(entries(given), cut) for cut in CUTS]) for _ in range(runs)], note)
    )
    report.remarks += list(_judged())
    return report


def _judged() -> Iterator[str]:
    """How often a suggestion is right, by the labelled pairs (tests/insight/cases) and the halves of each sort."""
    judged = (
        ("made-up pairs", scored_examples),
        ("real pairs that sources document (all fit)", partial(scored_real, True)),
        ("real pairs drawn by chance and read", partial(scored_real, False)),
    )
    for title, score in judged:
        told = {"all": score(halves=HALVES), **{half: score(halves=(half,)) for half in HALVES}}
        yield f"{title}: " + "; ".join(_right(name, found) for name, found in told.items())
    yield "the halves are split by a hash of each pair, after the rules were written: none was unseen then"
    found = ranks()
    first, five = (sum(rank is not None and rank <= most for rank in found) for most in (1, 5))
    yield f"of {len(found)} real offers, {first} find a documented target first, {five} among the first five"


def _right(name: str, score: Score) -> str:
    return f"{name} precision {score.precision:.2f}, recall {score.recall:.2f} of {score.found + score.missed}"


def _catalogue(home: Catalogue, records: Sequence[Record]) -> Catalogue:
    return replace(home, records={record.key: record for record in records})


def _varied(dice: random.Random) -> list[Record]:
    """Any type, one or two areas, any NIL or Municipio, any three days."""
    places = _places()
    shared = [
        {"areas": dice.sample(AREAS, dice.choice((1, 2))), "territories": [dice.choice(places)]}
        for _ in range(2 * COUNT)
    ]
    offers = [_offer(number, dice, shared[number], dice.choice(TYPES)) for number in range(COUNT)]
    return offers + [
        _need(number, dice, shared[COUNT + number], dice.sample(TYPES, dice.choice((1, 2)))) for number in range(COUNT)
    ]


def _alike(dice: random.Random) -> list[Record]:
    """The worst that can be asked: every offer could be for every need."""
    shared = {"areas": [AREAS[0]], "territories": ["municipio-4"]}
    offers = [_offer(number, dice, shared, TYPES[0]) for number in range(COUNT)]
    return offers + [_need(number, dice, shared, [TYPES[0]]) for number in range(COUNT)]


def _places() -> list[str]:
    table = read_catalogue(HOME).vocabularies["nil_context"]
    return [*table.ids(), *("municipio-4", "municipio-6") * 8, "milano"]


def _offer(number: int, dice: random.Random, shared: Mapping[str, Any], offer_type: str) -> Record:
    week = [{"days": dice.sample(DAYS, 3), "opens_at": f"{dice.randrange(9, 19):02}:00", "closes_at": "22:00"}]
    values: Values = {
        **{"status": "published", "title": f"Offerta di prova {number:05}", "offer_type": offer_type, **shared},
        **{"conditions": dice.choice(CONDITIONS), "beneficiaries": "community", "schedules": week},
        **{"space": {"capacity": dice.randrange(5, 120)}, "valid_to": "2099", "state": "open"},
    }
    return Record("offer", f"offerta-{number:05}", values)


def _need(number: int, dice: random.Random, shared: Mapping[str, Any], types: Sequence[str]) -> Record:
    wanted = {"offer_types": list(types), "capacity": dice.randrange(5, 120), "days": dice.sample(DAYS, 2)}
    hours = {"opens_at": "18:00", "closes_at": "20:00"} if dice.random() < 0.5 else {}
    values: Values = {"status": "published", "title": f"Bisogno di prova {number:05}", **shared, "state": "open"}
    return Record("shared_need", f"bisogno-{number:05}", {**values, "requirements": {**wanted, **hours}})


def _contributions(dice: random.Random) -> list[Record]:
    return [
        Record(
            "contribution",
            f"contributo-{number:05}",
            {
                **{
                    "status": "published",
                    "provider": f"ente-{dice.randrange(500)}",
                    "date": str(dice.choice(YEARS)),
                },
                **{"receiver": {"kind": "territory", "id": "municipio-4"}, "contribution_type": "space"},
                **{"quantity": dice.randrange(1, 90), "unit": "hour", "beneficiaries_community": dice.randrange(40)},
            },
        )
        for number in range(5 * COUNT)
    ]
