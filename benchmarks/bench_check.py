# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole check against bare Frictionless on the very same tables in memory.

As a process of its own (`python benchmarks/bench_check.py ours|bare FILE`) it prints the seconds of one run as JSON.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Callable
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any

from frictionless import Package, Resource, Schema
from measure import Figure, Report, Timing, alternated, clocked, ratio, spawned

from laltro.check.rules import check
from laltro.check.tables import Table, tables
from laltro.model.catalogue import Catalogue
from laltro.world.data.files import read_catalogue

GOAL = 3.0
# Name, rows with their header, and Table Schema descriptor of each table.
Tables = list[tuple[str, Any, dict[str, Any]]]
Runner = Callable[[], Timing]


def tables_of(catalogue: Catalogue) -> Tables:
    """The tables that the check reads, with their keys, and the ids that those refer to, as tables for Frictionless."""
    found = [table for table in tables(catalogue) if table.rows]
    known = {name: vocabulary.ids() for name, vocabulary in catalogue.vocabularies.items()}
    known |= {schema.plural: [record.id for record in catalogue.of(kind)] for kind, schema in catalogue.schemas.items()}
    made = [(table.name, [[column.name for column in table.columns], *table.rows], _keyed(table)) for table in found]
    ids = {"fields": [{"name": "id", "type": "string"}]}
    return made + [(f"{name}_ids", [["id"], *([id] for id in rows)], ids) for name, rows in known.items()]


def _keyed(table: Table) -> dict[str, Any]:
    keys = [
        {"fields": [column.name], "reference": {"resource": f"{column.resource}_ids", "fields": ["id"]}}
        for column in table.columns
        if column.resource
    ]
    return {**table.descriptor(), "foreignKeys": keys}


def bare(given: Tables) -> Callable[[], object]:
    """Frictionless alone: a package that is ready to be validated."""
    resources = [Resource(name=name, data=rows, schema=Schema.from_descriptor(schema)) for name, rows, schema in given]
    package = Package(resources=resources)
    return lambda: package.validate()


def bench(data: Path, day: date, work: Path, pairs: int) -> Report:
    """Pairs inside one process, then pairs of fresh ones; reading the YAML apart."""
    reading = [clocked(lambda: read_catalogue(data)) for _ in range(pairs)]
    catalogue = read_catalogue(data)
    given = tables_of(catalogue)
    rows = sum(len(item[1]) - 1 for item in given)
    report = Report(f"Check: {len(catalogue.records):,} records, {rows:,} rows in {len(given)} tables")
    report.figures.append(Figure("YAML reading, apart", reading))
    ours, theirs = (lambda: clocked(lambda: check(catalogue, day))), (lambda: clocked(bare(given)))
    _compare(report, "one process", ours, theirs, pairs)
    (work / "ours").write_bytes(pickle.dumps((catalogue, day)))
    (work / "bare").write_bytes(pickle.dumps(given))
    _compare(report, "fresh processes", lambda: _fresh("ours", work), lambda: _fresh("bare", work), pairs)
    return report


def _compare(report: Report, where: str, ours: Runner, theirs: Runner, pairs: int) -> None:
    mine, others = alternated(ours, theirs, pairs)
    report.figures += [Figure(f"check, {where}", mine), Figure(f"bare Frictionless, {where}", others)]
    report.ratios.append(ratio(f"check / bare, {where}", mine, others, GOAL))


def _fresh(side: str, work: Path) -> Timing:
    """One run in a process that has done nothing before; loading its input is not in the time."""
    return Timing(*json.loads(spawned([sys.executable, __file__, side, str(work / side)])[1]))


def main(side: str, path: Path) -> None:
    """Run one side once."""
    loaded = pickle.loads(path.read_bytes())
    work = bare(loaded) if side == "bare" else lambda: check(*loaded)
    print(json.dumps(astuple(clocked(work))))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
