"""The one question: what is wrong with this catalogue?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from laltro.check.chronology import check_chronology
from laltro.check.shape import check_shape
from laltro.check.story import check_story, check_twins
from laltro.check.tabular import check_tables
from laltro.check.values import check_values
from laltro.check.vocabularies import check_vocabularies
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, arranged
from laltro.model.record import Key


def check(catalogue: Catalogue, today: date) -> list[Diagnostic]:
    """Every problem at once, in a stable order; the order of the files never matters."""
    whole = (*catalogue.refused, *check_vocabularies(catalogue.vocabularies.values()))
    return arranged((*whole, *check_tables(catalogue), *check_records(catalogue, catalogue.records, today)))


def check_records(catalogue: Catalogue, keys: Collection[Key], today: date) -> Iterator[Diagnostic]:
    """The problems of the records of `keys`, seen in their catalogue, but for those of their tables."""
    yield from (problem for problem in check_twins(catalogue) if tuple(problem.record.split("/")) in keys)
    for key in keys:
        record = catalogue.records.get(key)
        if record:
            yield from check_shape(catalogue, record)
            yield from check_values(catalogue, record)
            yield from check_chronology(catalogue, record, today)
            yield from check_story(catalogue, record)
