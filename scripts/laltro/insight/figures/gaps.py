"""Where something is missing: what people ask for beside what there is, area by area, in each NIL and Municipio."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from laltro.insight.figures.voices import Cell, Voices, shown, voices
from laltro.insight.match.board import board
from laltro.insight.match.demand import contentment
from laltro.insight.match.supply import hindrance, part, texts, whole
from laltro.insight.trust.capacity import is_fresh
from laltro.model.catalogue import Catalogue
from laltro.model.city import CITY, HOME
from laltro.model.record import Key, Record
from laltro.model.record_where import municipi_of, territories_of


@dataclass(frozen=True, slots=True)
class GapRow:
    """One area in one territory. The records are given by key, so that a page can lead to them.

    `capacity`: places that are free by unit, never added across units; `population`: of a NIL, by the open data.
    """

    territory: str
    area: str
    voices: Voices
    shared_needs: tuple[Key, ...]
    services: tuple[Key, ...]
    capacity: tuple[tuple[str, int], ...]
    idle_offers: tuple[Key, ...]
    population: int | None


def gaps(catalogue: Catalogue, today: date) -> list[GapRow]:
    """Every area in the city, Municipi 4 and 6 and the NIL whose population is known, in the vocabularies' order."""
    spoken = voices(catalogue)
    needs = _placed(catalogue, (each for each in catalogue.of("shared_need") if not contentment(each)))
    services = _placed(catalogue, (each for each in catalogue.of("service") if _is_active(each)))
    offers = _placed(catalogue, _idle(catalogue, today))
    population = _population(catalogue)
    return [
        GapRow(
            *cell,
            shown(spoken, cell[1], inside),
            shared_needs=_keys(needs.get(cell, ())),
            services=_keys(services.get(cell, ())),
            capacity=_free(services.get(cell, ()), today),
            idle_offers=_keys(offers.get(cell, ())),
            population=population.get(cell[0]),
        )
        for territory, inside in _territories(catalogue, population)
        for cell in ((territory, area) for area in catalogue.vocabularies["areas"].ids())
    ]


def _territories(catalogue: Catalogue, population: Mapping[str, int]) -> Iterator[tuple[str, list[str]]]:
    """Each territory with those that lie in it, itself first."""
    inside: dict[str, list[str]] = {home: [home] for home in HOME}
    for nil in population:
        for municipio in municipi_of(catalogue, nil):
            inside.setdefault(municipio, [municipio]).append(nil)
    yield CITY, [*HOME, *population]
    yield from ((home, inside[home]) for home in HOME[1:])
    yield from ((nil, [nil]) for nil in population)


def _placed(catalogue: Catalogue, records: Iterable[Record]) -> dict[Cell, list[Record]]:
    """The records of every cell; in the city stand all of them."""
    found: dict[Cell, list[Record]] = defaultdict(list)
    for record in records:
        for territory in {CITY, *territories_of(catalogue, record)}:
            for area in texts(record.get("areas")):
                found[territory, area].append(record)
    return found


def _is_active(service: Record) -> bool:
    return service.get("status") == "published" and service.get("service_status") == "active" and not service.historic


def _idle(catalogue: Catalogue, today: date) -> Iterator[Record]:
    """The offers that stand and serve nothing yet."""
    promised = board(catalogue, today).promised
    yield from (each for each in catalogue.of("offer") if not hindrance(each, today) and each.id not in promised)


def _keys(records: Iterable[Record]) -> tuple[Key, ...]:
    return tuple(sorted(record.key for record in records))


def _free(services: Iterable[Record], today: date) -> tuple[tuple[str, int], ...]:
    """Free places by unit, of the services that said so lately."""
    found: Counter[str] = Counter()
    for service in services:
        stated = part(service, "capacity")
        free = whole(stated.get("available"))
        if free is not None and is_fresh(stated, today):
            found[str(stated.get("unit", ""))] += free
    return tuple(sorted(found.items()))


def _population(catalogue: Catalogue) -> dict[str, int]:
    """NIL → people, in the order of the vocabulary; a row without a number is for its check to refuse."""
    table = catalogue.vocabularies.get("nil_context")
    rows = table.rows if table else ()
    return {row["id"]: int(row["population"]) for row in rows if row.get("population", "").isdecimal()}
