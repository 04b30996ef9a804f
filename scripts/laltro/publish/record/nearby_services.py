"""What a need's page points to until there is an answer: services of the same area that lie where the need does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from laltro.insight.trust.freshness import forgotten
from laltro.model.record import Record
from laltro.publish.edition.link import record_link
from laltro.publish.edition.value import View
from laltro.publish.record.notice import AT_REST
from laltro.voice.address import services_for
from laltro.voice.value import Link
from laltro.voice.voice import Text

FEW = 4


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Services to go to now, and the search that shows all of them."""

    services: tuple[Link, ...]
    search: Link


def meanwhile(view: View) -> Meanwhile | None:
    """For a shared need that is not over; None where nothing near is known."""
    if view.record.kind != "shared_need" or view.edition.is_over(view.record):
        return None
    found = list(dict.fromkeys(record.key for record in _services(view)))
    if not found:
        return None
    records = view.edition.catalogue.records
    links = tuple(record_link(view.edition, records[key], view.up) for key in found[:FEW])
    search = Link(Text(view.edition.words.t("site.meanwhile.all")), f"{view.up}{services_for(view.record)}")
    return Meanwhile(links, search)


def _services(view: View) -> Iterator[Record]:
    """Those of the need's quarters come before those of its Municipi, each by name."""
    edition, areas = view.edition, _names(view.record, "areas")
    for id in sorted(_names(view.record, "territories"), key=lambda id: (not id.startswith("nil-"), id)):
        there = (record for record in edition.territories.get(id, ()) if record.kind == "service")
        yield from edition.by_title(each for each in there if areas & _names(each, "areas") and _goes_on(view, each))


def _names(record: Record, field: str) -> set[str]:
    return {str(item) for item in record.items(field)}


def _goes_on(view: View, service: Record) -> bool:
    over = view.edition.is_over(service) or forgotten(service, view.edition.today)
    return not over and str(service.get("service_status")) not in AT_REST
