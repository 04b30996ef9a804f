"""The notice board of a day: the offers that stand, what is asked for, and what became of their matches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TypeVar

from laltro.insight.match.demand import KINDS, Demand, DemandRow, demand
from laltro.insight.match.nearness import atlas
from laltro.insight.match.supply import Supply, Terms, supply
from laltro.insight.story.thread import MADE
from laltro.model.catalogue import Catalogue
from laltro.model.record import Key, Record

DECLINED = "declined"
T = TypeVar("T")
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Board:
    """The offers that stand and the targets that want something on a day, and the states of their matches.

    Offers of the same terms stand together, each group by id: what they have in common with a demand is looked at
    once. The same holds for demands of the same request. `shelves`: type and area → which groups of offers have them;
    `promised`: the offers (ids) that serve something already, by an agreed match.
    """

    today: date
    supplies: Mapping[str, Supply]
    demands: Mapping[Key, Demand]
    offered: Sequence[tuple[Terms, Sequence[Supply]]]
    shelves: Mapping[tuple[str, str], Sequence[int]]
    requested: Mapping[DemandRow, Sequence[Demand]]
    states: Mapping[tuple[str, Key], frozenset[str]]
    promised: frozenset[str]

    def offered_to(self, request: DemandRow) -> Iterator[tuple[Terms, Sequence[Supply]]]:
        """The groups of offers of a type that is asked for, or of any, with an area in common."""
        types = request.types or {type for type, _ in self.shelves}
        found = {place for type in types for area in request.areas for place in self.shelves.get((type, area), ())}
        return (self.offered[place] for place in sorted(found))

    def open_pair(self, supply: Supply, demand: Demand) -> bool:
        """Whether a pair may be suggested: nobody declined it, and it is not agreed already."""
        states = self.states.get((supply.record.id, demand.record.key), frozenset())
        return states.isdisjoint(MADE | {DECLINED})

    def state_of(self, supply: Supply, demand: Demand) -> str:
        """How far a pair that may be suggested has come; empty where nobody has taken it up."""
        states = self.states.get((supply.record.id, demand.record.key), frozenset())
        return next((state for state in ("proposed", "suggested") if state in states), "")


def board(catalogue: Catalogue, today: date) -> Board:
    """What can be matched on a day. What a record states wrongly is as if it were not stated."""
    city = atlas(catalogue)
    offers = [supply(catalogue, city, offer, today) for offer in catalogue.of("offer")]
    targets = [demand(catalogue, city, target) for kind in KINDS for target in catalogue.of(kind)]
    supplies = {found.record.id: found for found in offers if found}
    demands = {found.record.key: found for found in targets if found}
    states = _states(catalogue)
    offered = list(_grouped(supplies.values(), attrgetter("terms")).items())
    return Board(
        today,
        supplies,
        demands,
        offered,
        _shelves(offered),
        _grouped((demands[key] for key in sorted(demands)), attrgetter("request")),
        states,
        frozenset(offer for (offer, _), found in states.items() if "agreed" in found),
    )


def _grouped(items: Iterable[T], by: Callable[[T], K]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = defaultdict(list)
    for item in items:
        found[by(item)].append(item)
    return dict(found)


def _shelves(offered: Iterable[tuple[Terms, Sequence[Supply]]]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (terms, _) in enumerate(offered):
        for area in terms.areas:
            found[terms.offer_type, area].append(place)
    return dict(found)


def _states(catalogue: Catalogue) -> dict[tuple[str, Key], frozenset[str]]:
    """What became of each pair; a match that was withdrawn from the catalogue still says that somebody declined."""
    found: dict[tuple[str, Key], frozenset[str]] = {}
    for match in catalogue.of("match"):
        state = str(match.get("state", ""))
        if match.get("status") == "published" or state == DECLINED:
            for target in catalogue.linked(match, "target"):
                pair = (str(match.get("offer", "")), target.key)
                found[pair] = found.get(pair, frozenset()) | {state}
    return found


def settled(catalogue: Catalogue, record: Record) -> list[Record]:
    """The agreed and completed matches of an offer or a target, by id: not suggested again, but on record."""
    found = catalogue.linking(record, "match", "offer" if record.kind == "offer" else "target")
    return [match for match in found if match.get("status") == "published" and str(match.get("state")) in MADE]
