"""What a change breaks: the rules run on the changed records and their neighbours only, not on the whole catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from laltro.check.rules import check_records
from laltro.check.story import identity
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, arranged
from laltro.model.record import Key, Record


def check_around(before: Catalogue, records: Iterable[Record], today: date) -> list[Diagnostic]:
    """The problems that `records` (added or replaced) bring to `before`: check(after) minus check(before).

    Whose problems can change: the changed records, what they refer to (before and after), what refers to them, and
    their namesakes (before and after, too). Those are checked in a catalogue that also holds all of *their* neighbours.
    """
    changed = {record.key: record for record in records}
    after = before.holding(changed.values())
    affected = set(changed)
    for key in changed:
        for catalogue in (before, after):
            affected |= _neighbours(catalogue, key) | _namesakes(catalogue, key)
    problems = _problems(after, affected, today)
    old = {f"{kind}/{id}" for kind, id in affected & set(before.records)}
    known = set(_problems(before, affected, today)) if any(problem.record in old for problem in problems) else set()
    return arranged(problem for problem in problems if problem not in known)


def _neighbours(catalogue: Catalogue, key: Key) -> set[Key]:
    record = catalogue.records.get(key)
    targets = {link.target for link in catalogue.references(record)} if record else set()
    return targets | {link.source.key for link in catalogue.referrers(key)}


def _namesakes(catalogue: Catalogue, key: Key) -> set[Key]:
    if key not in catalogue.records:
        return set()
    wanted = identity(catalogue, catalogue.records[key])
    return {record.key for record in catalogue.of(key[0]) if identity(catalogue, record) == wanted}


def _problems(catalogue: Catalogue, affected: set[Key], today: date) -> list[Diagnostic]:
    """The problems of the affected records, found in the smallest catalogue that holds all their neighbours."""
    near = set(affected)
    for key in affected:
        near |= _neighbours(catalogue, key)
    return list(check_records(catalogue.within(near), affected, today))
