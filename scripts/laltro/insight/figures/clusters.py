"""Voices that nobody gathered yet, by where they are and what they are about: what a facilitator works through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from laltro.insight.likeness.nil_in_text import named_nils
from laltro.insight.likeness.similar_needs import SimilarNeed, similar_needs
from laltro.insight.match.supply import whole
from laltro.insight.story.merging import takes_voices
from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Record

# In these states a voice waits for nobody to gather it.
_DONE = frozenset({"answered", "closed"})
# So many shared needs are told for a cluster.
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Cluster:
    """Voices of one territory and one area (ids; empty where not said), the oldest first.

    `count` sums up for how many people they speak; `nearest` are the shared needs that any of them is like.
    """

    territory: str
    area: str
    voices: tuple[Record, ...]
    count: int
    nearest: tuple[SimilarNeed, ...]

    @property
    def dates(self) -> tuple[str, str]:
        """The first and the last date of its voices; empty where none says one."""
        dated = sorted(filter(None, (str(voice.get("date", "")) for voice in self.voices)), key=_day)
        return (dated[0], dated[-1]) if dated else ("", "")


def clusters(catalogue: Catalogue) -> list[Cluster]:
    """Every voice that waits to be gathered, once: by territory, then area, in the order of their ids."""
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for need in catalogue.of("need"):
        if is_loose(need):
            found[_where(catalogue, need), str(next(iter(need.items("areas")), ""))].append(need)
    return [_cluster(catalogue, *key, sorted(found[key], key=_when)) for key in sorted(found)]


def is_loose(need: Record) -> bool:
    """Whether a voice is published, belongs to no shared need and still asks for something."""
    asks = need.get("status") == "published" and not need.historic and need.get("state") not in _DONE
    return asks and not need.get("shared_need")


def _cluster(catalogue: Catalogue, territory: str, area: str, voices: Sequence[Record]) -> Cluster:
    count = sum(whole(voice.get("count")) or 1 for voice in voices)
    return Cluster(territory, area, tuple(voices), count, _nearest(catalogue, voices))


def _nearest(catalogue: Catalogue, voices: Sequence[Record]) -> tuple[SimilarNeed, ...]:
    """The shared needs that the voices are most like and may join, each with what speaks for it at its best."""
    best: dict[str, SimilarNeed] = {}
    alike = (found for voice in voices for found in similar_needs(catalogue, voice))
    for each in (found for found in alike if takes_voices(found.record)):
        if each.record.id not in best or each.score > best[each.record.id].score:
            best[each.record.id] = each
    return tuple(sorted(best.values(), key=lambda each: (-each.score, each.record.id))[:NEAREST])


def _where(catalogue: Catalogue, need: Record) -> str:
    """The one NIL that a voice names in words, else the territory it states."""
    named = named_nils(catalogue, str(need.get("neighbourhood") or ""))
    return next(iter(named)) if len(named) == 1 else str(need.get("territory", ""))


def _day(text: str) -> tuple[str, str]:
    known = span(text)
    return (known[0].isoformat() if known else text, text)


def _when(need: Record) -> tuple[str, str, str]:
    return (*_day(str(need.get("date", ""))), need.id)
