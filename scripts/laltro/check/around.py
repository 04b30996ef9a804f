"""What a change breaks: the rules run on the changed records and their neighbours only, not on the whole catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from laltro.check.rules import check_records
from laltro.check.tabular import check_tables
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, arranged
from laltro.model.record import Key, Record


def check_around(before: Catalogue, records: Iterable[Record], today: date) -> list[Diagnostic]:
    """The problems that `records` (added or replaced) bring to `before`: check(after) minus check(before).

    Whose problems can change: the changed records, what they refer to (before and after), what refers to them, and
    their namesakes (before and after, too). Those are checked among all of *their* neighbours, before and after.
    """
    changed = {record.key: record for record in records}
    affected = set(changed)
    for key, record in changed.items():
        affected |= _neighbours(before, key) | _namesakes(before, before.records.get(key, record))
        affected |= _targets(before, record) | _namesakes(before, record)
    there = [key for key in affected if key in changed or key in before.records]
    near = affected.union(*(_neighbours(before, key) for key in there))
    old = before.within(near)
    after = old.holding(changed.values())
    # Nothing is ever taken away: in the tables of the records that did not change, no reference can break.
    problems = [*check_tables(after, changed), *check_records(after, affected, today)]
    told = {f"{kind}/{id}" for kind, id in affected & set(old.records)}
    for earlier in (check_records(old, affected, today), check_tables(old, changed)):
        if any(problem.record in told for problem in problems):  # else nothing left can be of before
            known = set(earlier)
            problems = [problem for problem in problems if problem not in known]
    return arranged(problems)


def _neighbours(catalogue: Catalogue, key: Key) -> set[Key]:
    """What a record refers to, what refers to it, and what was given because of its matches."""
    record = catalogue.records.get(key)
    found = {link.source.key for link in catalogue.referrers(key)}
    given = {link.source.key for match in found if match[0] == "match" for link in catalogue.referrers(match)}
    return found | given | (_targets(catalogue, record) if record else set())


def _targets(catalogue: Catalogue, record: Record) -> set[Key]:
    return {link.target for link in catalogue.references(record)}


def _namesakes(catalogue: Catalogue, record: Record) -> set[Key]:
    return {twin.key for twin in catalogue.shelves[record.kind].namesakes(record)}
