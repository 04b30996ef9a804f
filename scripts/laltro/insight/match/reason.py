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
from laltro.model.moment import DAYS
from laltro.model.record_territories import CITY

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` names the sentence (`insight.match.<code>`); `params` hold ids, codes, dates and numbers, no words."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)


def reasons(fit: Fit, supply: Supply, demand: Demand) -> Iterator[Reason]:
    """What speaks for a pair, the nearest first."""
    yield from _near(fit, supply, demand)
    yield Reason("areas", {"areas": sorted(fit.ground.areas)})
    if fit.times and fit.times.sure:
        yield Reason("times", {"times": _times(fit.times.days, supply, demand)})
    if fit.measure and supply.capacity is not None and demand.capacity is not None:
        yield Reason("capacity", {"offered": supply.capacity, "asked": demand.capacity})
    elif fit.measure:
        yield Reason("skill", {"topic": str(part(supply.record, "skill").get("topic") or supply.record.get("title"))})
    if demand.request.types:
        yield Reason("type", {"offer_type": supply.terms.offer_type})
    if supply.terms.conditions != "unknown":
        yield Reason("conditions", {"conditions": supply.terms.conditions})


def _near(fit: Fit, supply: Supply, demand: Demand) -> Iterator[Reason]:
    first, second = supply.terms.spot, demand.request.spot
    if fit.ground.nearness is Nearness.NIL:
        yield Reason("same_nil", {"territories": sorted(first.nils & second.nils)})
    elif fit.ground.nearness is Nearness.NEXT:
        yield Reason("next_nil", {"territories": sorted(nil for nil in first.nils if nil in second.around)})
    elif fit.ground.nearness is Nearness.MUNICIPIO:
        yield Reason("same_municipio", {"territories": sorted(first.municipi & second.municipi)})
    elif fit.ground.nearness is Nearness.CITY:
        yield Reason("whole_city", {"territories": [CITY]})


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


def doubts(fit: Fit, supply: Supply, demand: Demand, today: date) -> Iterator[Reason]:
    """What nobody stated, or only partly fits: a person asks before they propose it."""
    if fit.ground.nearness is Nearness.ELSEWHERE:
        yield Reason("far")
    if fit.ground.areas == {OTHER}:
        yield Reason("other_area")
    if not demand.request.types:
        yield Reason("type_not_stated")
    yield from _doubtful_times(fit, supply, demand)
    yield from _doubtful_measure(fit, supply, demand)
    yield from _doubtful_terms(supply)
    if supply.first > today:
        yield Reason("starts", {"date": supply.first.isoformat()})
    if supply.last < today + SOON:
        yield Reason("ends", {"date": supply.last.isoformat()})


def _doubtful_times(fit: Fit, supply: Supply, demand: Demand) -> Iterator[Reason]:
    if demand.request.has_times and not supply.week:
        yield Reason("times_not_stated")
    if fit.times is None:
        return
    if not fit.times.sure:
        yield Reason("hours_not_stated")
    if demand.days - fit.times.days:
        yield Reason("days_missing", {"days": [DAYS[day] for day in sorted(demand.days - fit.times.days)]})
    if any(_only_monthly(supply.week[day]) for day in fit.times.days):
        yield Reason("monthly")


def _only_monthly(slots: tuple[Slot, ...]) -> bool:
    return all(each.monthly for each in slots)


def _doubtful_measure(fit: Fit, supply: Supply, demand: Demand) -> Iterator[Reason]:
    if supply.terms.offer_type == "space" and demand.capacity is not None and supply.capacity is None:
        yield Reason("capacity_not_stated", {"asked": demand.capacity})
    if fit.measure is False:
        yield Reason("other_skill")


def _doubtful_terms(supply: Supply) -> Iterator[Reason]:
    if supply.terms.conditions == "unknown":
        yield Reason("conditions_not_stated")
    if not supply.record.get("beneficiaries"):
        yield Reason("beneficiaries_not_stated")
