"""What speaks for two records being one and what against, each with its points.

Points are the logarithm of how much likelier a piece of evidence makes that the two are one (as in record linkage after
Fellegi and Sunter, 1969). They were set by reasoning, and checked on the labelled cases of `tests/insight/cases`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import Indel

from laltro.insight.likeness.comparable import Comparable, GeoPoint
from laltro.insight.likeness.name import Weight, alikeness, content

# Points for how alike the names are; between two of these, a share of the way.
_NAME = ((0.3, -4.5), (0.5, -3.0), (0.6, -1.5), (0.7, 0.0), (0.8, 1.5), (0.9, 3.0), (1.0, 4.0))
# Names must weigh this much in common to earn all their points: many are called `Doposcuola`.
_TELLING = 4.0
# Numbers or neighbourhoods that differ in two names make them names of two things.
_TOLD_APART = -5.0
# One tax code is one body, whatever its name; codes a slip of the hand apart (Indel similarity, 0 to 1) may be one.
_TAX_CODE, _LIKE_TAX_CODE, _OTHER_TAX_CODE = 9.0, 2.0, -5.0
_SLIP = 0.8
_PHONE, _EMAIL = 3.5, 3.0
_OWNER, _OTHER_OWNER = 1.0, -2.5
_KIN = -8.0
# A site is an organisation's own; its places and services share it.
_SITE = {"organization": 3.0, "place": 0.5, "service": 0.5}
# Where two records are, by kind. Organisations move and share houses; a place is where it is.
WHERE: Mapping[str, Mapping[str, float]] = {
    "organization": {"spot": 1.0, "door": 1.5, "street": 0.5, "number": -1.0, "other": -0.7, "far": -0.5, "town": -2.5},
    "place": {"spot": 0.0, "door": 3.0, "street": 0.7, "number": -5.0, "other": -4.0, "far": -3.0, "town": -9.0},
    "service": {"spot": 1.0, "door": 1.0, "street": 0.5, "number": -2.0, "other": -2.5, "far": -2.0, "town": -4.0},
}
# Metres: doors of one building, and how far two points of one place may lie, exact ones and approximate ones.
_NEAR, _FAR, _FAR_ABOUT = 40, 400, 1500
_METRES_A_DEGREE = 111_195.0
# A contact that more than this many of a kind share tells none of them apart (the Comune's 020202).
SHARED_BY = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for (points above nothing) or against; `code` names the sentence (`insight.likeness.<code>`)."""

    code: str
    points: float
    params: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is common in a kind, and so tells little: what words weigh, which contacts many share, names of places."""

    weight: Weight
    shared: Callable[[str], bool]
    quarters: Collection[str]


def evidence(one: Comparable, other: Comparable, measure: Measure) -> Iterator[Evidence]:
    """Everything that two portraits say of each other; the same either way round."""
    yield from _name(one, other, measure)
    yield from _tax_code(one, other)
    contacts = list(_contacts(one, other, measure))
    yield from contacts
    yield from _where(one, other, bool(contacts))
    if one.owner and other.owner:
        yield from _owner(one, other)
    if one.record.id in other.kin or other.record.id in one.kin:
        yield Evidence("kin", _KIN)


def _name(one: Comparable, other: Comparable, measure: Measure) -> Iterator[Evidence]:
    """A place called only by its address has no name to compare, but the whole of it."""
    if one.name == other.name:
        weight = math.fsum(measure.weight(word) for word in content(one.name))
        yield Evidence("same_name", _NAME[-1][1] * min(1, weight / _TELLING))
        return
    yield from _told_apart(one, other, measure)
    if all(one.names[0:1]) and all(other.names[0:1]):
        found = alikeness(one.names, other.names, measure.weight)
        points = _interpolated(found.score) * (min(1, found.weight / _TELLING) if found.score > 0.7 else 1)
        code = "like_name" if points > 0 else "unlike_name"
        yield Evidence(code, points, {"words": " ".join(_shown(found.common))} if points > 0 else {})


def _shown(words: Collection[str]) -> list[str]:
    """Words without single letters (`barrio s`), unless there is nothing else."""
    return [word for word in words if len(word) > 1] or list(words)


def _interpolated(score: float) -> float:
    for (low, worse), (high, better) in pairwise(_NAME):
        if score < high:
            return worse + (better - worse) * max(0, score - low) / (high - low)
    return _NAME[-1][1]


def _told_apart(one: Comparable, other: Comparable, measure: Measure) -> Iterator[Evidence]:
    quarters = [{word for word in each.name if word in measure.quarters} for each in (one, other)]
    for first, second in ((one.numbers, other.numbers), quarters):
        if first and second and first.isdisjoint(second):
            yield Evidence("told_apart", _TOLD_APART, {"one": _listed(first), "other": _listed(second)})
            return


def _listed(words: Collection[str]) -> str:
    return " ".join(sorted(words))


def _tax_code(one: Comparable, other: Comparable) -> Iterator[Evidence]:
    first, second = one.contacts.tax_code, other.contacts.tax_code
    if first and first == second:
        yield Evidence("same_tax_code", _TAX_CODE)
    elif first and second:
        like = Indel.normalized_similarity(first, second) >= _SLIP
        yield Evidence("like_tax_code" if like else "other_tax_code", _LIKE_TAX_CODE if like else _OTHER_TAX_CODE)


def _contacts(one: Comparable, other: Comparable, measure: Measure) -> Iterator[Evidence]:
    """A contact in common; of two services of one organisation it is the organisation's, and says nothing."""
    if one.owner and one.owner == other.owner:
        return
    first, second = one.contacts, other.contacts
    phone, email = ("phone", first.phones & second.phones, _PHONE), ("email", first.emails & second.emails, _EMAIL)
    for code, both, points in (phone, email, ("site", first.sites & second.sites, _SITE.get(one.record.kind, 0))):
        own = sorted(each for each in both if not measure.shared(each))
        if own:
            yield Evidence(f"same_{code}", points, {"value": own[0]})


def _where(one: Comparable, other: Comparable, met: bool) -> Iterator[Evidence]:
    """The one thing that their places say best: the same place, the address, or how far their points lie.

    Where they have `met` at a contact of their own, the town is one, however it is called.
    """
    points = WHERE.get(one.record.kind, WHERE["organization"])
    if one.spots & other.spots:
        yield Evidence("same_spot", points["spot"])
        return
    if not met and one.towns and other.towns and not _same_town(one.towns, other.towns):
        yield Evidence("other_town", points["town"])
        return
    found = {a.agreement(b) for a in one.streets for b in other.streets}
    best = next((each for each in ("door", "street", "number", "other") if each in found), "")
    if best:
        code = {"door": "same_door", "street": "same_street", "number": "other_number", "other": "other_street"}[best]
        yield Evidence(code, points[best])
    elif one.points and other.points:
        yield from _distance(one, other, points)


def _same_town(ones: Collection[str], others: Collection[str]) -> bool:
    """Whether any two are one: `milano` is `milano mi`, and `miliano` with a slip of the hand."""
    return any(
        _within(one, other) or Indel.normalized_similarity(one, other) >= _SLIP for one in ones for other in others
    )


def _within(one: str, other: str) -> bool:
    few, many = sorted((set(one.split()), set(other.split())), key=len)
    return few <= many


def _distance(one: Comparable, other: Comparable, points: Mapping[str, float]) -> Iterator[Evidence]:
    metres, exact = min((metres_between(a, b), a.exact and b.exact) for a in one.points for b in other.points)
    if metres <= _NEAR:
        yield Evidence("near", points["street"], {"metres": str(round(metres))})
    elif metres > (_FAR if exact else _FAR_ABOUT):
        yield Evidence("far", points["far"], {"metres": str(round(metres))})


def metres_between(one: GeoPoint, other: GeoPoint) -> float:
    """The distance of two points of one city, on a plane."""
    north = (one.latitude - other.latitude) * _METRES_A_DEGREE
    middle = math.radians((one.latitude + other.latitude) / 2)
    return math.hypot(north, (one.longitude - other.longitude) * _METRES_A_DEGREE * math.cos(middle))


def _owner(one: Comparable, other: Comparable) -> Iterator[Evidence]:
    same = one.owner == other.owner
    yield Evidence("same_owner" if same else "other_owner", _OWNER if same else _OTHER_OWNER)
