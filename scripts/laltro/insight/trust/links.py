"""Addresses that no longer answer: what records refer to, and when a silence is long enough to be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from laltro.model.catalogue import Catalogue
from laltro.model.field import walk
from laltro.model.record import Record

# Sites rest for a night or two: only so many failures, over so many days, say that an address is gone.
TIMES, SPAN = 3, timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Silence:
    """An address that does not answer: since when, when it was last tried, and how many days it failed."""

    since: date
    last: date
    times: int


def addresses(catalogue: Catalogue) -> Mapping[str, list[Record]]:
    """Every web address of what is published, with the records that name it, by id."""
    found: dict[str, list[Record]] = defaultdict(list)
    for key in sorted(catalogue.records):
        record = catalogue.records[key]
        if record.get("status") == "published":
            for url in sorted(addresses_of(record, catalogue)):
                found[url].append(record)
    return found


def addresses_of(record: Record, catalogue: Catalogue) -> set[str]:
    """Every web address that a record names, its sources included."""
    values = walk(catalogue.schema(record).fields, record.values)
    urls = {str(value) for _, field, value in values if field.format == "url"}
    return {url for url in urls if url.startswith(("https://", "http://"))}


def remembered(memory: Mapping[str, Silence], failed: Collection[str], today: date) -> dict[str, Silence]:
    """What is known after today: who answered, or is no longer named, is forgotten; a day counts once."""
    old = {url: memory.get(url, Silence(today, today, 1)) for url in failed}
    return {
        url: Silence(silence.since, today, silence.times + (silence.last < today))
        for url, silence in sorted(old.items())
    }


def dead(memory: Mapping[str, Silence]) -> dict[str, Silence]:
    """The addresses that have been silent for long enough."""
    return {
        url: silence
        for url, silence in memory.items()
        if silence.times >= TIMES and silence.last - silence.since >= SPAN
    }
