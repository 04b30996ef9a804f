"""How old a confirmation is: until when it holds, and whose records have to be confirmed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Record

ASSURANCE_LASTS = timedelta(days=180)
# After so long without another one, a confirmation tells nothing about today.
FORGOTTEN_AFTER = timedelta(days=365)
# So long before its end a confirmation begins to be asked for again.
NOTICE = timedelta(days=30)
# How a confirmation stands, from the best to none at all.
STATES = ("assured", "ageing", "lapsed", "unconfirmed")
ORGANIZATION = "organization"
# The fields that say who may be asked, besides whoever confirmed last; in this order.
KEEPERS = (ORGANIZATION, "provider", "lead", "host")


def assured_until(record: Record) -> date | None:
    """The last day on which a record's confirmation holds; None for one that nobody ever confirmed."""
    try:
        if record.get("review_by"):
            return date.fromisoformat(str(record.get("review_by")))
        return date.fromisoformat(str(record.get("assured_date", ""))) + ASSURANCE_LASTS
    except ValueError:
        return None


def lapsed(record: Record, today: date) -> bool:
    """True once a confirmation is older than its date of review, or than 180 days without one."""
    until = assured_until(record)
    return until is not None and until < today


def forgotten(record: Record, today: date) -> bool:
    """True where a confirmation has lapsed and is older than a year; what nobody ever confirmed was not forgotten."""
    day = span(str(record.get("assured_date", "")))
    return lapsed(record, today) and day is not None and day[0] + FORGOTTEN_AFTER < today


def freshness(record: Record, today: date) -> str:
    """How a record's confirmation stands: one of STATES. `ageing` still holds, but for less than 30 days more."""
    until = assured_until(record)
    if until is None or not record.get("assured_date"):
        return "unconfirmed"
    if until < today:
        return "lapsed"
    return "ageing" if until < today + NOTICE else "assured"


def tended(catalogue: Catalogue) -> Iterator[Record]:
    """The records that somebody can vouch for: published, with a page, of something that is not over. By key."""
    for key in sorted(catalogue.records):
        record = catalogue.records[key]
        if record.get("status") == "published" and catalogue.schema(record).folder and not record.historic:
            yield record


def ageing(catalogue: Catalogue, today: date) -> Mapping[str, list[Record]]:
    """The records with a page whose confirmation ends soon or has ended, by the organisation to be asked (id).

    What is over or archived needs no confirmation; what nobody ever confirmed does not age: its page says so.
    """
    found: dict[str, list[Record]] = defaultdict(list)
    for record in tended(catalogue):
        keeper = keeper_of(record)
        if keeper and freshness(record, today) in ("ageing", "lapsed"):
            found[keeper].append(record)
    return dict(sorted(found.items()))


def organization(catalogue: Catalogue, id: str) -> Record | None:
    """The organisation of an id, or None."""
    return catalogue.find(ORGANIZATION, id)


def keeper_of(record: Record) -> str:
    """The organisation that is asked about a record (id); empty where it names none."""
    if record.kind == ORGANIZATION:
        return record.id
    return next((str(record.get(name)) for name in ("assured_by", *KEEPERS) if record.get(name)), "")
