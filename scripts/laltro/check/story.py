"""The rules that hold records together: the thread from need to service, places, contacts and twins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from laltro.check.contribution import check_contribution
from laltro.check.shape import severity_of_missing
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.record import Record
from laltro.model.record_where import at_home

# What would tell where a confidential place is.
_TELLING = (
    *("address", "latitude", "longitude", "point_basis"),
    *("nil", "neighbourhood", "transport", "url", "translations"),
)
_CONTACTS = ("phones", "email", "url", "desk")


def check_story(catalogue: Catalogue, record: Record) -> Iterator[Diagnostic]:
    """All rules of one record that need its neighbours or its territory."""
    rule = _RULES.get(record.kind)
    if rule:
        yield from rule(catalogue, record)
    if not at_home(catalogue, record):
        yield record.problem("outside-municipi", severity="warning")


def _service(catalogue: Catalogue, record: Record) -> Iterator[Diagnostic]:
    if record.get("origin") == "lab" and not catalogue.linking(record, "outcome", "service"):
        yield record.problem("lab-service-without-outcome", "origin")
    channels = record.get("channels", {})
    reachable = isinstance(channels, Mapping) and any(channels.get(name) for name in _CONTACTS)
    if not reachable and not record.get("wemi_url"):
        yield record.problem("contact-missing", "channels", severity=severity_of_missing(record))
    if record.get("organization_name") and not record.get("organization"):
        yield record.problem("organization-not-listed", "organization_name", severity="warning")


def _lab(catalogue: Catalogue, record: Record) -> Iterator[Diagnostic]:
    if record.get("phase") == "closed" and not record.historic and not catalogue.linking(record, "outcome", "lab"):
        yield record.problem("closed-lab-without-outcome", "phase")


def _shared_need(catalogue: Catalogue, record: Record) -> Iterator[Diagnostic]:
    state, reason = record.get("state"), record.get("reason")
    outcomes = catalogue.linking(record, "outcome", "shared_needs")
    if state == "answered" and not reason and not any(outcome.get("service") for outcome in outcomes):
        yield record.problem("answered-without-service", "state")
    if state == "not_pursued" and not reason:
        yield record.problem("reason-missing", "reason")


def _outcome(catalogue: Catalogue, record: Record) -> Iterator[Diagnostic]:
    if record.get("outcome_type") in ("new_service", "improved_service") and not record.get("service"):
        yield record.problem("outcome-without-service", "service", severity=severity_of_missing(record))


def _place(catalogue: Catalogue, record: Record) -> Iterator[Diagnostic]:
    if record.get("confidential") is True:
        for name in _TELLING:
            if name in record.values:
                yield record.problem("confidential-place", name)
        return
    if record.get("location_type") == "physical" and "municipio" not in record.values:
        yield record.problem("place-without-municipio", "municipio", severity=severity_of_missing(record))
    longitude, latitude = record.get("longitude"), record.get("latitude")
    if _is_number(longitude) and _is_number(latitude) and catalogue.territories:
        found = catalogue.territories.locate(longitude, latitude)
        for name, value in (("nil", found.nil), ("municipio", found.municipio)):
            if record.get(name, "") != value:
                yield record.problem("place-territory", name, stated=str(record.get(name, "—")), found=value or "—")
    elif longitude is not None or latitude is not None:
        yield record.problem("point-incomplete", "latitude" if latitude is None else "longitude")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_RULES = {
    "service": _service,
    "lab": _lab,
    "shared_need": _shared_need,
    "outcome": _outcome,
    "place": _place,
    "contribution": check_contribution,
}


def check_twins(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Records of one kind that agree on every identity field of their schema."""
    for records in (twins for shelf in catalogue.shelves.values() for twins in shelf.twins()):
        for record in records:
            other = next(twin for twin in records if twin is not record)
            yield record.problem("duplicate-record", severity="warning", other=other.id)
