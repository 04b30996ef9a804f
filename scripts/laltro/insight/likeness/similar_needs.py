"""Which shared needs and other voices a need is like, ranked, and why: what a facilitator looks through first.

Words weigh as much as they are rare among the needs there are; where and the area tell apart needs in the same words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest

from laltro.insight.likeness.nil_in_text import named_nils, parts
from laltro.insight.likeness.topics import Topics, wording
from laltro.insight.match.nearness import Atlas, Nearness, Spot, atlas, nearness
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.record_where import territories_of

KINDS = ("shared_need", "need")
BEST = 5
# So many words in common are told.
_TOLD = 4
# Fewer points in all are not worth a look.
WORTH = 0.2
# Points. Words in common give at most 1; elsewhere the same words may be another need.
_QUARTER, _AREA, _OTHER_AREA = 0.2, 0.15, -0.05
_NEAR: Mapping[Nearness, float] = {
    Nearness.NIL: 0.15,
    Nearness.NEXT: 0.12,
    Nearness.MUNICIPIO: 0.1,
    Nearness.CITY: 0.05,
    Nearness.ELSEWHERE: -0.2,
}
# Both say in which quarter of one Municipio they are, and it is not the same.
_OTHER_QUARTER = -0.1
# So many points are 100: all the words, the area and the quarter.
_FULL = 1.35
# What a word keeps of its weight that stands in the text below the title: there is also who said it, and when.
_BELOW = 0.5
# The share of its weight that a topic keeps which no need in the catalogue has.
_UNHEARD = 0.4


@dataclass(frozen=True, slots=True)
class NeedReason:
    """`code` names the sentence (`insight.similar_needs.<code>`); `params` hold ids and words of the records."""

    code: str
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class SimilarNeed:
    """A shared need or a voice, its points of 100, and why it stands in the list."""

    record: Record
    score: int
    reasons: tuple[NeedReason, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A need as it is compared: topics with the word that said them, those of its title, areas, where it is."""

    record: Record
    topics: Mapping[str, str]
    title: frozenset[str]
    areas: frozenset[str]
    quarters: frozenset[str]
    spot: Spot


@dataclass(frozen=True)
class Chorus:
    """All needs of a catalogue, ready to be compared."""

    catalogue: Catalogue

    @cached_property
    def wording(self) -> Topics:
        """What words are about."""
        return wording(self.catalogue)

    @cached_property
    def atlas(self) -> Atlas:
        """Which NIL touch."""
        return atlas(self.catalogue)

    @cached_property
    def voices(self) -> Sequence[Voice]:
        """The published needs and shared needs that nobody merged into others."""
        kinds = (kind for kind in KINDS if kind in self.catalogue.schemas)
        return [self.voice(each) for kind in kinds for each in self.catalogue.of(kind) if _stands(each)]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(topic for voice in self.voices for topic in voice.topics)

    def weight(self, topic: str) -> float:
        """How much a topic tells: the rarer among the needs, the more; one that no need has can tell little."""
        count = self._counts.get(topic, 0)
        return math.log((len(self.voices) + 1) / (count + 0.5)) * (1 if count else _UNHEARD)

    def worth(self, voice: Voice, topic: str) -> float:
        """How much a topic tells of a voice."""
        return self.weight(topic) * (1 if topic in voice.title else _BELOW)

    def voice(self, record: Record) -> Voice:
        """A need as it is compared; it need not stand in the catalogue."""
        title = str(record.get("title") or record.get("statement") or "")
        place = str(record.get("neighbourhood") or "")
        nils = named_nils(self.catalogue, place)
        return Voice(
            record,
            self.wording.topics(f"{title}\n{record.get('synthesis') or ''}"),
            frozenset(self.wording.topics(title)),
            frozenset(map(str, record.items("areas"))),
            parts(place),
            self.atlas.spot([*territories_of(self.catalogue, record), *nils]),
        )


def _stands(record: Record) -> bool:
    return bool(record.get("status") == "published" and record.get("state") != "closed")


def chorus(catalogue: Catalogue) -> Chorus:
    """The needs of a catalogue."""
    return Chorus(catalogue)


def similar_needs(catalogue: Catalogue, need: Record, kind: str = "shared_need", best: int = BEST) -> list[SimilarNeed]:
    """The needs of a kind that `need` is most like, the likest first; none where no word is in common."""
    known: Chorus = catalogue.derived(chorus)
    said = known.voice(need)
    others = (each for each in known.voices if each.record.kind == kind and each.record.key != need.key)
    compared = ((_words(said, each, known), each) for each in others)
    scored = ((words + _where(said, each) + _areas(said, each), each) for words, each in compared if words)
    worth = (each for each in scored if each[0] >= WORTH)
    found = nsmallest(best, worth, key=lambda each: (-each[0], each[1].record.id))
    return [SimilarNeed(each.record, _of_100(points), tuple(_reasons(said, each, known))) for points, each in found]


def _of_100(points: float) -> int:
    return round(100 * min(1, max(0, points / _FULL)))


def _words(one: Voice, other: Voice, known: Chorus) -> float:
    """How much of what both say is the same, from 0 to 1; what a text says besides its title counts less."""
    both = sorted(one.topics.keys() & other.topics.keys())
    if not both:
        return 0
    shared = math.fsum(math.sqrt(known.worth(one, topic) * known.worth(other, topic)) for topic in both)
    return shared / math.sqrt(_all(one, known) * _all(other, known))


def _all(voice: Voice, known: Chorus) -> float:
    return math.fsum(known.worth(voice, topic) for topic in sorted(voice.topics))


def _where(one: Voice, other: Voice) -> float:
    if one.quarters & other.quarters:
        return _QUARTER
    near = nearness(one.spot, other.spot)
    apart = near is Nearness.MUNICIPIO and bool(one.quarters and other.quarters)
    return _NEAR[near] + (_OTHER_QUARTER if apart else 0)


def _areas(one: Voice, other: Voice) -> float:
    if not one.areas or not other.areas:
        return 0
    return _AREA if one.areas & other.areas else _OTHER_AREA


def _reasons(one: Voice, other: Voice, known: Chorus) -> Iterator[NeedReason]:
    """Area, then where, then the words of the other need that say the same, the most telling first."""
    if one.areas & other.areas:
        yield NeedReason("same_area", {"areas": tuple(sorted(one.areas & other.areas))})
    near = nearness(one.spot, other.spot)
    if near is Nearness.NIL:
        yield NeedReason("same_nil", {"territories": tuple(sorted(one.spot.nils & other.spot.nils))})
    elif one.quarters & other.quarters:
        yield NeedReason("same_quarter", {"names": tuple(sorted(one.quarters & other.quarters))})
    elif near is Nearness.NEXT:
        yield NeedReason("next_nil", {"territories": tuple(sorted(one.spot.around & other.spot.nils))})
    elif near is Nearness.MUNICIPIO:
        yield NeedReason("same_municipio", {"territories": tuple(sorted(one.spot.municipi & other.spot.municipi))})
    both = sorted(one.topics.keys() & other.topics.keys(), key=lambda topic: (-known.weight(topic), topic))
    words = dict.fromkeys(_word(one.topics[topic], other.topics[topic]) for topic in both)
    yield NeedReason("words", {"words": tuple(words)[:_TOLD]})


def _word(said: str, there: str) -> str:
    """A word as it was said, with the other need's own where that one says it differently."""
    return said if said == there else f"{said} ({there})"
