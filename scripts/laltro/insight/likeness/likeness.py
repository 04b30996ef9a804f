"""Whether two records mean the same thing: a score of 100 from the evidence, which is told with it.

One scorer for organisations, places and services: the score is the probability that the points of the evidence sum up
to, starting from two records of which nothing is known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from laltro.insight.likeness.comparable import Comparable
from laltro.insight.likeness.evidence import Evidence, Measure, evidence
from laltro.model.record import Record

# From here on a likeness is worth a look by a person: more likely one thing than two.
LIKELY = 50
# Two records of which nothing is known are two.
_BASE = -1.5
# What goes with a house: two that share its door, telephone and site may still be two, so together these count no more.
_HOUSE = frozenset({"same_phone", "same_email", "same_site", "same_spot", "same_door", "same_street", "near"})
_ONE_HOUSE = 5.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """A record that another one is like, how likely they are one (0 to 100), and why: the strongest first."""

    record: Record
    score: int
    evidence: tuple[Evidence, ...]


def likeness(one: Comparable, other: Comparable, measure: Measure) -> Likeness:
    """How like `one` the record of `other` is; the same score either way round."""
    found = [each for each in evidence(one, other, measure) if each.points]
    house = math.fsum(each.points for each in found if each.code in _HOUSE and each.points > 0)
    odds = _BASE + math.fsum(each.points for each in found) - max(0, house - _ONE_HOUSE)
    ordered = sorted(found, key=lambda each: (-abs(each.points), each.code))
    return Likeness(other.record, round(100 / (1 + math.exp(-odds))), tuple(ordered))
