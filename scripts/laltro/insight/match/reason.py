"""Why an offer is suggested, and what is to be cleared up first: codes and what fills their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from laltro.insight.match.demand import Demand
from laltro.insight.match.fit import OTHER, Fit
from laltro.insight.match.nearness import Nearness
from laltro.insight.match.supply import Supply, part
from laltro.insight.match.week import DAY, Slot
from laltro.model.city import CITY
from laltro.model.moment import DAYS

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MatchReason:
    """`code` names the sentence (`insight.match.<code>`); `params` hold ids, codes, dates and numbers, no words."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)


def reasons(fit: Fit, supply: Supply, demand: Demand) -> Iterator[MatchReason]:
    """What speaks for a pair, the nearest first."""
    yield from _near(fit, supply, demand)
    yield MatchReason("areas", {"areas": sorted(fit.ground.areas)})
    if fit.times and fit.times.sure:
        yield MatchReason("times", {"times": _times(fit.times.days, supply, demand)})
    if fit.measure and supply.capacity is not None and demand.capacity is not None:
        yield MatchReason("capacity", {"offered": supply.capacity, "asked": demand.capacity})
    elif fit.measure:
        yield MatchReason(
            "skill", {"topic": str(part(supply.record, "skill").get("topic") or supply.record.get("title"))}
        )
    if demand.request.types:
        yield MatchReason("type", {"offer_type": supply.terms.offer_type})
    if supply.terms.conditions != "unknown":
        yield MatchReason("conditions", {"conditions": supply.terms.conditions})


def _near(fit: Fit, supply: Supply, demand: Demand) -> Iterator[MatchReason]:
    first, second = supply.terms.spot, demand.request.spot
    if fit.ground.nearness is Nearness.NIL:
        yield MatchReason("same_nil", {"territories": sorted(first.nils & second.nils)})
    elif fit.ground.nearness is Nearness.NEXT:
        yield MatchReason("next_nil", {"territories": sorted(nil for nil in first.nils if nil in second.around)})
    elif fit.ground.nearness is Nearness.MUNICIPIO:
        yield MatchReason("same_municipio", {"territories": sorted(first.municipi & second.municipi)})
    elif fit.ground.nearness is Nearness.CITY:
        yield MatchReason("whole_city", {"territories": [CITY]})


def _times(days: frozenset[int], supply: Supply, demand: Demand) -> list[dict[str, str]]:
    """Day by day when the offer is free, within what is asked."""
    return [
        {"day": DAYS[day], "opens_at": clock(each.opens), "closes_at": clock(each.closes)}
        for day in sorted(days)
        for each in supply.week[day]
        if each.meets(demand.hours)
    ]


def clock(minute: int | None) -> str:
    """`HH:MM` on the day itself or the next one; empty where it is not stated."""
    return "" if minute is None else f"{minute % DAY // 60:02}:{minute % 60:02}"


def doubts(fit: Fit, supply: Supply, demand: Demand, today: date) -> Iterator[MatchReason]:
    """What nobody stated, or only partly fits: a person asks before they propose it."""
    if fit.ground.nearness is Nearness.ELSEWHERE:
        yield MatchReason("far")
    if fit.ground.areas == {OTHER}:
        yield MatchReason("other_area")
    if not demand.request.types:
        yield MatchReason("type_not_stated")
    yield from _doubtful_times(fit, supply, demand)
    yield from _doubtful_measure(fit, supply, demand)
    yield from _doubtful_terms(supply)
    if supply.first > today:
        yield MatchReason("starts", {"date": supply.first.isoformat()})
    if supply.last < today + SOON:
        yield MatchReason("ends", {"date": supply.last.isoformat()})


def _doubtful_times(fit: Fit, supply: Supply, demand: Demand) -> Iterator[MatchReason]:
    if demand.request.has_times and not supply.week:
        yield MatchReason("times_not_stated")
    if fit.times is None:
        return
    if not fit.times.sure:
        yield MatchReason("hours_not_stated")
    if demand.days - fit.times.days:
        yield MatchReason("days_missing", {"days": [DAYS[day] for day in sorted(demand.days - fit.times.days)]})
    if any(_only_monthly(supply.week[day]) for day in fit.times.days):
        yield MatchReason("monthly")


def _only_monthly(slots: tuple[Slot, ...]) -> bool:
    return all(each.monthly for each in slots)


def _doubtful_measure(fit: Fit, supply: Supply, demand: Demand) -> Iterator[MatchReason]:
    if supply.terms.offer_type == "space" and demand.capacity is not None and supply.capacity is None:
        yield MatchReason("capacity_not_stated", {"asked": demand.capacity})
    if fit.measure is False:
        yield MatchReason("other_skill")


def _doubtful_terms(supply: Supply) -> Iterator[MatchReason]:
    if supply.terms.conditions == "unknown":
        yield MatchReason("conditions_not_stated")
    if not supply.record.get("beneficiaries"):
        yield MatchReason("beneficiaries_not_stated")
