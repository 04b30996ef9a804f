"""How many people ask for something, where and in which area; few of them are never told apart.

Few voices could be known by who lives next door. So a count of 1 to 4 voices at one place (NIL, or a Municipio or the
city where nothing nearer was said) is not shown; a sum over places is made of the shown counts alone and says that it
is a least. Hence no subtraction of a shown figure from another gives a hidden one. What changes from one day to the
next is still seen: a count that comes to 5 was 4 before, if one person spoke.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from laltro.insight.match.demand import contentment
from laltro.insight.match.supply import texts, whole
from laltro.insight.story.merging import standing
from laltro.model.catalogue import Catalogue
from laltro.model.city import CITY
from laltro.model.record import Record

# So many people may be told; fewer stay hidden.
LEAST = 5
# In these states a voice asks for nothing more.
_QUIET = frozenset({"answered", "closed"})
# Territory and area.
Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Voices:
    """A count that may be shown: None where there are some and too few; with `hidden`, a sum is a least."""

    count: int | None
    hidden: bool


def voices(catalogue: Catalogue) -> Counter[Cell]:
    """How many people ask for something in an area, at the one territory that each is known to be of. Not for show."""
    found: Counter[Cell] = Counter()
    heard: Counter[str] = Counter()
    for need in catalogue.of("need"):
        if _is_heard(catalogue, need):
            count = whole(need.get("count")) or 1
            heard.update(dict.fromkeys((shared.id for shared in _answering(catalogue, need)), count))
            found.update({(str(need.get("territory", "")), area): count for area in texts(need.get("areas"))})
    for shared in catalogue.of("shared_need"):
        further = (whole(shared.get("supports")) or 0) - heard[shared.id]
        if not contentment(shared) and further > 0:
            found.update({(_only(shared), area): further for area in texts(shared.get("areas"))})
    return found


def _is_heard(catalogue: Catalogue, need: Record) -> bool:
    """Published, and neither it nor the shared need that it was gathered into has had its answer."""
    if need.get("status") != "published" or need.historic or str(need.get("state")) in _QUIET:
        return False
    return not any(map(contentment, _answering(catalogue, need)))


def _answering(catalogue: Catalogue, need: Record) -> list[Record]:
    """The shared needs that speak for a voice today: the one it was gathered into, or what took that one up."""
    return [last for shared in catalogue.linked(need, "shared_need") for last in standing(catalogue, shared)]


def _only(shared: Record) -> str:
    """The one NIL, else the one Municipio, that a shared need names; the city where it names several or none."""
    stated = texts(shared.get("territories"))
    for prefix in ("nil-", "municipio-"):
        named = [id for id in stated if id.startswith(prefix)]
        if len(named) == 1:
            return named[0]
    return CITY


def shown(spoken: Mapping[Cell, int], area: str, territories: Iterable[str]) -> Voices:
    """The voices of an area in one territory, or in several together, as far as they may be told."""
    counts = [spoken.get((territory, area), 0) for territory in territories]
    hidden = any(0 < count < LEAST for count in counts)
    if hidden and len(counts) == 1:
        return Voices(None, True)
    return Voices(sum(count for count in counts if count >= LEAST), hidden)
