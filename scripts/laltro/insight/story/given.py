"""What an organisation opens to the community, and what happens in a place, by what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from laltro.model.catalogue import Catalogue
from laltro.model.record import Key, Record

# The states of an offer, by what they mean for whoever would take it up.
_OFFERED = {"open": "open", "reserved": "given", "committed": "given", "delivered": "given"}
_OFFERED |= {"expired": "over", "withdrawn": "over"}


@dataclass(frozen=True, slots=True)
class Gift:
    """Records that belong together, by id; `name` is the end of the heading's key (`site.given.<name>`)."""

    name: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Which records a gift holds: of which kind, by which of their fields, and of these which."""

    name: str
    kind: str
    fields: tuple[str, ...]
    holds: Callable[[Record], bool] = lambda record: True


def given(catalogue: Catalogue, record: Record) -> tuple[Gift, ...]:
    """The gifts of an organisation or a place, in the order of the page; none for any other kind.

    A record stands in the first gift that fits, once: who leads a lab is not told again as its partner.
    """
    return tuple(_filled(catalogue, record, _PARTS.get(record.kind, ())))


def _filled(catalogue: Catalogue, record: Record, parts: Iterable[_Part]) -> Iterator[Gift]:
    told: set[Key] = set()
    for part in parts:
        found = {item.key: item for name in part.fields for item in catalogue.linking(record, part.kind, name)}
        records = tuple(found[key] for key in sorted(found) if key not in told and part.holds(found[key]))
        told.update(item.key for item in records)
        if records:
            yield Gift(part.name, records)


def _open_to(*values: str) -> Callable[[Record], bool]:
    return lambda service: service.get("open_to") in values


def _offered(name: str) -> Callable[[Record], bool]:
    """By state; what is over stays over whatever its state said."""
    return lambda offer: ("over" if offer.historic else _OFFERED.get(str(offer.get("state")), "unknown")) == name


_RUN_BY = ("organization", "partners")
_PARTS: Mapping[str, tuple[_Part, ...]] = {
    "organization": (
        _Part("services_open", "service", _RUN_BY, _open_to("community", "both")),
        _Part("services", "service", _RUN_BY, lambda service: service.get("open_to") != "employees"),
        _Part("services_staff", "service", _RUN_BY),
        *(_Part(f"offers_{name}", "offer", ("organization",), _offered(name)) for name in ("open", "unknown")),
        *(_Part(f"offers_{name}", "offer", ("organization",), _offered(name)) for name in ("given", "over")),
        _Part("contributions", "contribution", ("provider",)),
        _Part("places", "place", ("organization",)),
        _Part("labs_led", "lab", ("lead",)),
        _Part("labs_hosted", "lab", ("host",)),
        _Part("labs_joined", "lab", ("partners",)),
        _Part("meetings_joined", "meeting", ("organizations",)),
    ),
    "place": (
        _Part("services_here", "service", ("places",)),
        _Part("offers_here", "offer", ("place",)),
        _Part("labs_here", "lab", ("place",)),
        _Part("meetings_here", "meeting", ("place",)),
        _Part("organizations_here", "organization", ("places",)),
    ),
}
