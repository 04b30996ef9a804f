"""Shared value, organisation by organisation: what each opened to the community, and how much of it was used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from laltro.insight.ledger import Entry, Line, entries, lines
from laltro.model.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Account:
    """What an organisation opened (its published offers by type, as ids) and what was used of it."""

    organization: str
    opened: Mapping[str, tuple[str, ...]]
    used: tuple[Line, ...]


def accounts(catalogue: Catalogue) -> list[Account]:
    """What every organisation opened and what was used of it, by id; those that did neither are left out."""
    given: dict[str, list[Entry]] = defaultdict(list)
    for each in entries(catalogue):
        given[each.provider].append(each)
    offered = _opened(catalogue)
    ids = sorted({*given, *offered} - {""})
    return [Account(id, offered.get(id, {}), tuple(lines(given[id], "provider"))) for id in ids]


def _opened(catalogue: Catalogue) -> dict[str, dict[str, tuple[str, ...]]]:
    """Organisation → type of offer → the published offers of that type, whatever became of them."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for offer in catalogue.of("offer"):
        if offer.get("status") == "published":
            types = found[str(offer.get("organization", ""))]
            type = str(offer.get("offer_type", ""))
            types[type] = (*types.get(type, ()), offer.id)
    return {id: dict(sorted(types.items())) for id, types in found.items()}
