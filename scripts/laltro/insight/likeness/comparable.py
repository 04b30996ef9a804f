"""A record as one looks at it to see whether it is known already: what can be compared, plainly written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from laltro.insight.likeness.contact import Contacts, contacts, texts
from laltro.insight.likeness.name import LONGEST, SMALL, Words, readings
from laltro.insight.likeness.street import STREETS, Street, read_street
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.text import plain_name


@dataclass(frozen=True, slots=True)
class GeoPoint:
    """Degrees of WGS 84; `exact` where it is a door, not somewhere near."""

    latitude: float
    longitude: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Comparable:
    """What is compared of a record; empty where it is not stated.

    `name` is the whole name, plain; `names` are its readings without what is only its address. `owner` is who runs a
    service, `kin` the parents of an organisation, `spots` the ids of the places where it is.
    """

    record: Record
    name: Words
    names: tuple[Words, ...]
    contacts: Contacts
    streets: tuple[Street, ...] = ()
    towns: frozenset[str] = frozenset()
    points: tuple[GeoPoint, ...] = ()
    spots: frozenset[str] = frozenset()
    owner: str = ""
    kin: frozenset[str] = frozenset()

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in the name."""
        return frozenset(word for word in self.name if word.isdigit())


def portrait(catalogue: Catalogue, record: Record) -> Comparable:
    """The portrait of a record, which need not stand in the catalogue; its places do."""
    places = _places(catalogue, record)
    streets = tuple(filter(None, map(street, places)))
    name = catalogue.name_for_matching(record)[:LONGEST]
    own = streets if record.kind == "place" else ()
    return Comparable(
        record=record,
        name=tuple(plain_name(name).split()),
        names=tuple(_placeless(words, own) for words in readings(name)),
        contacts=contacts(record),
        streets=streets,
        towns=frozenset(plain_name(city) for place in places for city in texts(_address(place).get("city"))),
        points=tuple(filter(None, map(_point, places))),
        spots=frozenset(place.id for place in places),
        owner=_owner(record),
        kin=frozenset(texts(record.get("parent"))),
    )


def _places(catalogue: Catalogue, record: Record) -> list[Record]:
    """A place is its own; others have those they name. A virtual one is nowhere."""
    ids = texts(record.get("places"))
    found = [record] if record.kind == "place" else [catalogue.records.get(("place", id)) for id in ids]
    return [place for place in found if place is not None and place.get("location_type") != "virtual"]


def _address(place: Record) -> Mapping[str, Any]:
    address = place.get("address")
    return address if isinstance(address, Mapping) else {}


def street(place: Record) -> Street | None:
    """The street of a place; None where it states none, or where it is not to be found out."""
    text = None if place.get("confidential") else _address(place).get("street")
    return read_street(text[:LONGEST]) if isinstance(text, str) else None


def _point(place: Record) -> GeoPoint | None:
    north, east = place.get("latitude"), place.get("longitude")
    if place.get("confidential") or not isinstance(north, int | float) or not isinstance(east, int | float):
        return None
    return GeoPoint(north, east, place.get("point_basis") == "exact")


def _owner(record: Record) -> str:
    """The id of who runs it, or the name where that one has no record; who keeps a place does not make it another."""
    if record.kind == "place":
        return ""
    return str(record.get("organization") or plain_name(str(record.get("organization_name") or "")))


def _placeless(words: Words, streets: tuple[Street, ...]) -> Words:
    """A place's name without its own address: `Via Salomone 36` says nothing that the address does not."""
    said = {word for street in streets for word in (*street.words, *street.numbers)} | STREETS | SMALL
    return tuple(word for word in words if word not in said) if streets else words
