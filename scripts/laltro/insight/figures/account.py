"""Shared value, organisation by organisation: what each opened to the community, and how much of it was used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from laltro.insight.figures.ledger import LedgerLine, entry, lines
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record


@dataclass(frozen=True, slots=True)
class Account:
    """What an organisation opened (its published offers by type, as ids) and what was used of it."""

    opened: Mapping[str, tuple[str, ...]]
    used: tuple[LedgerLine, ...]


def account(catalogue: Catalogue, organization: Record) -> Account:
    """What an organisation opened and what was used of it; both are empty for one that did neither."""
    offers = _published(catalogue, organization, "offer", "organization")
    given = _published(catalogue, organization, "contribution", "provider")
    return Account(_opened(offers), tuple(lines((entry(catalogue, each) for each in given), "provider")))


def _published(catalogue: Catalogue, organization: Record, kind: str, field: str) -> list[Record]:
    return [each for each in catalogue.linking(organization, kind, field) if each.get("status") == "published"]


def _opened(offers: list[Record]) -> dict[str, tuple[str, ...]]:
    """Type of offer → the offers of that type, whatever became of them."""
    types: dict[str, list[str]] = defaultdict(list)
    for offer in offers:
        types[str(offer.get("offer_type", ""))].append(offer.id)
    return {type: tuple(types[type]) for type in sorted(types)}
