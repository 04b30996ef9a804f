"""The one question: what is wrong with this catalogue?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from laltro.check.chronology import check_chronology
from laltro.check.shape import check_shape
from laltro.check.story import check_story, check_twins
from laltro.check.tabular import check_tables
from laltro.check.values import check_values
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, arranged


def check(catalogue: Catalogue, today: date) -> list[Diagnostic]:
    """Every problem at once, in a stable order; the order of the files never matters."""
    return arranged(_problems(catalogue, today))


def _problems(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    yield from catalogue.refused
    yield from check_tables(catalogue)
    yield from check_twins(catalogue)
    for record in catalogue.records.values():
        yield from check_shape(catalogue, record)
        yield from check_values(catalogue, record)
        yield from check_chronology(catalogue, record, today)
        yield from check_story(catalogue, record)
