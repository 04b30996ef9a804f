"""What companies open to whoever lives around them: the services that neighbours may use, the offers to ask for.

A room or a machine that a company gave is seldom to be had from the company: neighbours use the service that it went
into. So a service counts where a company runs it, or where a match of a company's offer for the community came to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from laltro.insight.match.board import settled
from laltro.insight.match.supply import hindrance
from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Key, Record

# What an offer or a service says of whom it is for, where neighbours are meant.
_FOR_ALL = frozenset({"community", "both"})
# What a service says of itself that is no longer there.
_CLOSED = frozenset({"inactive", "defunct"})
# The states in which nobody can ask for an offer any more.
_TAKEN = frozenset({"reserved", "committed", "delivered", "expired", "withdrawn"})


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A service that the community may use, and the companies that run it or gave to it, by id."""

    service: Record
    companies: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class OpenDoors:
    """What companies open, each list by id.

    `services` and `offers` can be asked for, `uncertain` are offers of which no source says whether they still stand;
    `past_services` and `past_offers` are over. An offer that a service shows already is not told again. `labs` are
    those of the axis of companies, each with its outcomes.
    """

    services: tuple[OpenDoor, ...]
    offers: tuple[Record, ...]
    uncertain: tuple[Record, ...]
    past_services: tuple[OpenDoor, ...]
    past_offers: tuple[Record, ...]
    labs: tuple[tuple[Record, tuple[Record, ...]], ...]


def open_doors(catalogue: Catalogue, today: date) -> OpenDoors:
    """What the published records say on a day."""
    doors = [door for service in _published(catalogue, "service") if (door := _door(catalogue, service))]
    offers: dict[str, list[Record]] = defaultdict(list)
    for offer in _unused(catalogue, frozenset(door.service.key for door in doors)):
        offers[_standing(offer, today)].append(offer)
    return OpenDoors(
        services=tuple(door for door in doors if not _is_closed(door.service)),
        offers=tuple(offers["open"]),
        uncertain=tuple(offers["unknown"]),
        past_services=tuple(door for door in doors if _is_closed(door.service)),
        past_offers=tuple(offers["over"]),
        labs=tuple((lab, _outcomes(catalogue, lab)) for lab in _published(catalogue, "lab") if _is_co_produced(lab)),
    )


def _published(catalogue: Catalogue, kind: str) -> list[Record]:
    return [record for record in catalogue.of(kind) if record.get("status") == "published"]


def _companies(catalogue: Catalogue, record: Record, *fields: str) -> list[Record]:
    """The companies that a record names in its fields."""
    named = (found for field in fields for found in catalogue.linked(record, field))
    return [each for each in named if each.get("organization_type") == "company" and each.get("status") == "published"]


def _door(catalogue: Catalogue, service: Record) -> OpenDoor | None:
    """None for a service that no company has to do with, or of which nobody says that neighbours may use it."""
    offers = [offer for offer in _used(catalogue, service) if _is_corporate(catalogue, offer)]
    givers = [giver for offer in offers for giver in _companies(catalogue, offer, "organization")]
    companies = {each.id: each for each in (*_companies(catalogue, service, "organization", "partners"), *givers)}
    stated = str(service.get("open_to", ""))
    welcome = stated in _FOR_ALL if stated else bool(offers)
    return OpenDoor(service, tuple(companies[id] for id in sorted(companies))) if companies and welcome else None


def _used(catalogue: Catalogue, target: Record) -> list[Record]:
    """The offers that a service got, by agreed and completed matches."""
    return [offer for match in settled(catalogue, target) for offer in catalogue.linked(match, "offer")]


def _is_corporate(catalogue: Catalogue, offer: Record) -> bool:
    """A published offer of a company, of which the community may benefit."""
    open = offer.get("status") == "published" and str(offer.get("beneficiaries")) in _FOR_ALL
    return open and bool(_companies(catalogue, offer, "organization"))


def _unused(catalogue: Catalogue, services: frozenset[Key]) -> Iterator[Record]:
    """The offers of companies that none of the services got."""
    for offer in _published(catalogue, "offer"):
        targets = {target.key for match in settled(catalogue, offer) for target in catalogue.linked(match, "target")}
        if _is_corporate(catalogue, offer) and targets.isdisjoint(services):
            yield offer


def _is_closed(service: Record) -> bool:
    return service.historic or str(service.get("service_status")) in _CLOSED


def _standing(offer: Record, today: date) -> str:
    """Whether an offer is `open`, `over`, or `unknown`."""
    end = span(str(offer.get("valid_to", "")))
    if offer.historic or str(offer.get("state")) in _TAKEN or (end is not None and end[1] < today):
        return "over"
    return "unknown" if hindrance(offer, today) else "open"


def _is_co_produced(lab: Record) -> bool:
    return "companies" in lab.items("axis")


def _outcomes(catalogue: Catalogue, lab: Record) -> tuple[Record, ...]:
    found = catalogue.linking(lab, "outcome", "lab")
    return tuple(each for each in found if each.get("status") == "published")
