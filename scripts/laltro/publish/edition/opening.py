"""What a page gives to `theme/assets/opening.js`, which says "open now" in the browser: the build never does."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from laltro.insight.hours.days_off import days_off
from laltro.insight.hours.opening_hours import hours_of
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition


@dataclass(frozen=True, slots=True)
class Guide:
    """The days off and the sentences, as JSON, once for all openings of a page."""

    days: str
    words: str


def opening_data(edition: Edition, record: Record) -> str:
    """The hours of a service as JSON; empty where nothing may be said of "now".

    Something may be said of a service that goes on, has no alert, and whose hours were confirmed within a year.
    """
    goes_on = record.get("service_status") == "active" and record.get("status") == "published" and not record.historic
    hours = hours_of(record) if goes_on and not record.get("alert") else None
    if hours is None or not hours.confirmed.holds(edition.today.isoformat()):
        return ""
    return _json(asdict(hours))


def guide(edition: Edition) -> Guide:
    """What the openings of a page have in common."""
    days = edition.catalogue.derived(_days, str(edition.today.year))
    return Guide(days, _json(edition.words.strings.branch("site.opening")))


def _days(catalogue: Catalogue, year: str) -> str:
    """The days off of a year and the next: the same for every page of a build."""
    return _json(asdict(days_off(catalogue, int(year))))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
