"""The contribution ledger: what each organisation opened, and how much of it was used, by whom and where.

Figures of different types or units are never added to each other: an hour is no item and no euro. A contribution whose
receiver has two areas stands in the lines of both, so lines of different areas are not to be added either; the same
holds for Municipi. People are counted each time they benefit: nobody knows who came twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any

from laltro.insight.match.supply import texts, whole
from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Key, Record
from laltro.model.record_where import territories_of


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One published contribution. Texts are empty, sets too, and numbers None where nothing is documented.

    `provider` is the id of an organisation that the catalogue holds, `alias` a neighbour's name; `areas` and `municipi`
    are the receiver's.
    """

    record: Record
    provider: str
    alias: str
    contribution_type: str
    unit: str
    year: str
    areas: frozenset[str]
    municipi: frozenset[str]
    quantity: float | None
    employees: int | None
    community: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What was given under one heading, of one type and in one unit.

    `quantity`, `employees` and `community` are None where none of the records states one; `unmeasured` counts the
    records without a quantity, `evidenced` those with a page that proves it; `records` are all of them, by id.
    """

    heading: str
    contribution_type: str
    unit: str
    quantity: float | None
    employees: int | None
    community: int | None
    unmeasured: int
    evidenced: int
    records: tuple[Key, ...]


def entries(catalogue: Catalogue) -> list[LedgerEntry]:
    """The published contributions, by id. What is a draft, suspended or archived counts nowhere."""
    return [entry(catalogue, each) for each in catalogue.of("contribution") if each.get("status") == "published"]


def entry(catalogue: Catalogue, record: Record) -> LedgerEntry:
    """A contribution as the ledger reads it."""
    receiver, date = catalogue.linked(record, "receiver"), str(record.get("date", ""))
    return LedgerEntry(
        record,
        provider=next((each.id for each in catalogue.linked(record, "provider")), ""),
        alias=str(record.get("alias", "")),
        contribution_type=str(record.get("contribution_type", "")),
        unit=str(record.get("unit", "")),
        year=date[:4] if span(date) else "",
        areas=frozenset(area for each in receiver for area in texts(each.get("areas"))),
        municipi=frozenset(_municipi(catalogue, record, receiver)),
        quantity=_number(record.get("quantity")),
        employees=whole(record.get("beneficiaries_employees")),
        community=whole(record.get("beneficiaries_community")),
        evidence=str(record.get("evidence_url", "")),
    )


def _municipi(catalogue: Catalogue, record: Record, receiver: Iterable[Record]) -> Iterator[str]:
    """Those of whoever received it; a contribution to a part of the city names that part itself."""
    for each in (record, *receiver):
        yield from (id for id in territories_of(catalogue, each) if id.startswith("municipio-"))


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


# By what the ledger can be cut, and under which headings an entry then stands.
CUTS: Mapping[str, Callable[[LedgerEntry], Iterable[str]]] = {
    "provider": lambda each: [each.provider],
    "area": lambda each: sorted(each.areas) or [""],
    "municipio": lambda each: sorted(each.municipi) or [""],
    "year": lambda each: [each.year],
}


def lines(found: Iterable[LedgerEntry], cut: str) -> list[LedgerLine]:
    """The sums under every heading of a cut (a key of CUTS), by heading, type and unit.

    The heading is empty for what is not documented, and for neighbours among the providers. Raises KeyError for an
    unknown cut.
    """
    headings = CUTS[cut]
    groups: dict[tuple[str, str, str], list[LedgerEntry]] = defaultdict(list)
    for each in found:
        for heading in headings(each):
            groups[heading, each.contribution_type, each.unit].append(each)
    return [_line(*key, groups[key]) for key in sorted(groups)]


def _line(heading: str, contribution_type: str, unit: str, group: list[LedgerEntry]) -> LedgerLine:
    amounts = [each.quantity for each in group if each.quantity is not None]
    return LedgerLine(
        heading,
        contribution_type,
        unit,
        quantity=_whole_if_it_is(fsum(amounts)) if amounts else None,
        employees=_people(each.employees for each in group),
        community=_people(each.community for each in group),
        unmeasured=len(group) - len(amounts),
        evidenced=sum(bool(each.evidence) for each in group),
        records=tuple(sorted(each.record.key for each in group)),
    )


def _people(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _whole_if_it_is(amount: float) -> float:
    return int(amount) if amount.is_integer() else amount
