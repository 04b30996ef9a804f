"""How near two things lie: in the same NIL, in neighbouring ones, in the same Municipio, somewhere in the city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from shapely import STRtree

from laltro.model.catalogue import Catalogue
from laltro.model.city import CITY
from laltro.model.record import Record
from laltro.model.record_where import TERRITORIES, municipi_of, territories_of
from laltro.model.territories import Territories


class Nearness(IntEnum):
    """From far to near. `ELSEWHERE` is another part of the city, or a part that nobody states."""

    ELSEWHERE = 0
    CITY = 1
    MUNICIPIO = 2
    NEXT = 3
    NIL = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is or holds: its NIL, the NIL that touch these, its Municipi, and whether all of Milan."""

    nils: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    municipi: frozenset[str] = frozenset()
    city: bool = False


@dataclass(frozen=True, slots=True)
class Atlas:
    """Which NIL touch which (a border or a corner in common), and in which Municipi each of them has a share."""

    neighbours: Mapping[str, frozenset[str]]
    municipi: Mapping[str, frozenset[str]]

    def spot(self, territories: Iterable[str]) -> Spot:
        """The spot that territory ids name. A NIL counts for each of its Municipi, whatever else is named."""
        ids = frozenset(territories)
        nils = frozenset(id for id in ids if id.startswith("nil-"))
        around = frozenset(near for nil in nils for near in self.neighbours.get(nil, ()))
        stated = frozenset(id for id in ids if id.startswith("municipio-"))
        return Spot(nils, around, stated.union(*(self.municipi.get(nil, ()) for nil in nils)), CITY in ids)

    def locate(self, catalogue: Catalogue, record: Record) -> Spot:
        """The spot of a record: what it states, and where its places lie."""
        return self.spot(territories_of(catalogue, record))


def atlas(catalogue: Catalogue) -> Atlas:
    """The NIL of the catalogue, from their outlines and their shares in the Municipi; empty without these."""
    table = catalogue.vocabularies.get(TERRITORIES)
    nils = [id for id in table.ids() if id.startswith("nil-")] if table else []
    return Atlas(
        _neighbours(catalogue.territories) if catalogue.territories else {},
        {nil: frozenset(municipi_of(catalogue, nil)) for nil in nils},
    )


def _neighbours(territories: Territories) -> dict[str, frozenset[str]]:
    pairs = zip(territories.ids, territories.outlines, strict=True)
    ids, outlines = zip(*((id, outline) for id, outline in pairs if id.startswith("nil-")), strict=True)
    found: dict[str, set[str]] = defaultdict(set)
    for first, second in STRtree(outlines).query(outlines, predicate="intersects").T.tolist():
        if first != second:
            found[ids[first]].add(ids[second])
    return {id: frozenset(near) for id, near in sorted(found.items())}


def nearness(first: Spot, second: Spot) -> Nearness:
    """The nearest that any two parts of the spots lie; naming more of them never makes it farther."""
    if not first.nils.isdisjoint(second.nils):
        return Nearness.NIL
    if not first.around.isdisjoint(second.nils):
        return Nearness.NEXT
    if not first.municipi.isdisjoint(second.municipi):
        return Nearness.MUNICIPIO
    return Nearness.CITY if first.city or second.city else Nearness.ELSEWHERE
