"""What is in the catalogue already: records that a new one, or each other, look like. A person decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from laltro.insight.likeness.blocking import BlockingKey, block
from laltro.insight.likeness.comparable import portrait
from laltro.insight.likeness.evidence import WHERE
from laltro.insight.likeness.likeness import LIKELY, Likeness, likeness
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record

# Of these kinds it is known how much each sign tells.
KINDS = tuple(WHERE)
# So many that look alike are told.
_MOST = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records of a catalogue that look alike; `likeness.record` is the second."""

    record: Record
    likeness: Likeness


def duplicates(
    catalogue: Catalogue, record: Record, beside: Sequence[Record] = (), least: int = LIKELY
) -> list[Likeness]:
    """The records of the catalogue that `record` looks like, the likeliest first; none for kinds that are not compared.

    `beside` are new records that it refers to, such as the place that the same form describes.
    """
    if record.kind not in KINDS:
        return []
    known: BlockingKey = catalogue.derived(block, record.kind)
    seen = portrait(catalogue.holding(beside) if beside else catalogue, record)
    found = (likeness(seen, known.portrait(index), known.measure) for index in known.candidates(record))
    return sorted((each for each in found if each.score >= least), key=_rank)[:_MOST]


def all_pairs(catalogue: Catalogue, kind: str, least: int = LIKELY) -> list[Pair]:
    """Every two records of a kind that look alike, the likeliest first, each pair once with the lower id first."""
    known: BlockingKey = catalogue.derived(block, kind)
    indices = {
        (min(index, other), max(index, other))
        for index, record in enumerate(known.records)
        for other in known.candidates(record)
    }
    scored = (
        Pair(known.records[one], likeness(known.portrait(one), known.portrait(other), known.measure))
        for one, other in sorted(indices)
    )
    likely = (pair for pair in scored if pair.likeness.score >= least)
    return sorted(likely, key=lambda pair: (-pair.likeness.score, pair.record.id, pair.likeness.record.id))


def _rank(each: Likeness) -> tuple[int, str]:
    return (-each.score, each.record.id)
