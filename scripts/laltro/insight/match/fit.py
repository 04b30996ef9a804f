"""Whether an offer fits what is asked, and how well: conditions that are never traded first, then points.

Hard, for one of them alone excludes a pair: the type where types are asked for, an area in common, who may benefit, the
dates, the days and hours where both are stated, the capacity where both are stated (a room for 20 does not hold 25),
and for a space the territory: skills, things, time and money travel, a room does not. What is not stated excludes
nothing; it earns no points and is a doubt to be cleared up by a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from laltro.insight.match.demand import Demand, DemandRow
from laltro.insight.match.nearness import Nearness, nearness
from laltro.insight.match.supply import Supply, Terms
from laltro.insight.match.week import EVERY_DAY, Times, common_times

OTHER, SPACE = "other", "space"
# Points, 100 in all. The territory weighs most: welfare is of the neighbourhood.
NEARNESS_POINTS = {
    Nearness.NIL: 40,
    Nearness.NEXT: 30,
    Nearness.MUNICIPIO: 20,
    Nearness.CITY: 10,
    Nearness.ELSEWHERE: 0,
}
AREA_POINTS, OTHER_POINTS = 20, 5
TIME_POINTS = 15
TYPE_POINTS = 10
# Room enough, or the skill that is asked for.
MEASURE_POINTS = 10
CONDITION_POINTS = {"free": 5, "mutual": 3, "cost_recovery": 2}


@dataclass(frozen=True, slots=True)
class Ground:
    """What the terms of an offer and of a demand have in common, and the points for that."""

    nearness: Nearness
    areas: frozenset[str]
    points: int


@dataclass(frozen=True, slots=True)
class Fit:
    """A ground, and what depends on this offer and this demand alone; `score` is from 0 to 100.

    `times` is None where one of them states no days or hours, `measure` where room and skills are not comparable.
    """

    ground: Ground
    times: Times | None
    measure: bool | None
    score: int


def ground(offered: Terms, asked: DemandRow) -> Ground | None:
    """What offers of the same terms have in common with demands of the same request; None where they never fit."""
    if (asked.types and offered.offer_type not in asked.types) or asked.group not in offered.groups:
        return None
    areas = offered.areas & asked.areas
    if not areas:
        return None
    near = nearness(offered.spot, asked.spot)
    if near is Nearness.ELSEWHERE and offered.offer_type == SPACE:
        return None
    points = NEARNESS_POINTS[near] + CONDITION_POINTS.get(offered.conditions, 0) + (TYPE_POINTS if asked.types else 0)
    # `other` alone says little of what two things have in common.
    shared = OTHER_POINTS if areas == {OTHER} else AREA_POINTS * len(areas) // len(asked.areas)
    return Ground(near, areas, points + shared)


def most(ground: Ground, asked: DemandRow) -> int:
    """The points that a pair on this ground can reach."""
    return ground.points + (TIME_POINTS if asked.has_times else 0) + (MEASURE_POINTS if asked.has_measure else 0)


def fit(ground: Ground, supply: Supply, demand: Demand) -> Fit | None:
    """What the two have in common; None where a hard condition fails.

    More areas, days, territories or room, a later end or freer conditions never lower the score.
    """
    if supply.last < demand.first or demand.last < supply.first or _too_small(supply, demand):
        return None
    times = _times(supply, demand)
    if times is not None and not times.days:
        return None
    measure = _measure(supply, demand)
    score = ground.points + _time_points(times, demand) + (MEASURE_POINTS if measure else 0)
    return Fit(ground, times, measure, score)


def _too_small(supply: Supply, demand: Demand) -> bool:
    return supply.capacity is not None and demand.capacity is not None and supply.capacity < demand.capacity


def _times(supply: Supply, demand: Demand) -> Times | None:
    if not supply.week or not demand.request.has_times:
        return None
    return common_times(supply.week, demand.days or EVERY_DAY, demand.hours)


def _measure(supply: Supply, demand: Demand) -> bool | None:
    """Whether there is room enough (less was excluded before), or for a skill whether it is one of those asked for."""
    if supply.terms.offer_type == "skill":
        return not supply.topic.isdisjoint(demand.skills) if demand.skills else None
    return True if supply.capacity is not None and demand.capacity is not None else None


def _time_points(times: Times | None, demand: Demand) -> int:
    if times is None or not times.sure:
        return 0
    return TIME_POINTS * len(times.days) // len(demand.days) if demand.days else TIME_POINTS
