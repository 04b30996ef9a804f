"""Offers whose time has run out while they still say that they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Record

# States in which an offer promises something. One that was delivered, withdrawn or never cleared up stays as it is.
PROMISING = frozenset({"open", "reserved"})
EXPIRED = "expired"


def expired(catalogue: Catalogue, today: date) -> list[Record]:
    """The offers that end before `today` and promise something still, as they shall be: expired. By id."""
    return [
        replace(offer, values={**offer.values, "state": EXPIRED})
        for offer in catalogue.of("offer")
        if offer.get("state") in PROMISING and not offer.historic and _over(str(offer.get("valid_to", "")), today)
    ]


def _over(end: str, today: date) -> bool:
    """Whether the last day that a (partial) date may mean has passed."""
    days = span(end)
    return days is not None and days[1] < today
