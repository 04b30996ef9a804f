# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers and what asks for them, a line each: `type=space areas=training where=nil-35 week=tue/18:00-22:00`.

`+` joins several values, `_` stands for a space; what is left out is as in a good example.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from laltro.insight.match.board import Board, board
from laltro.insight.match.demand import Demand, demand
from laltro.insight.match.fit import Fit, fit, ground
from laltro.insight.match.match import WORTH, for_offer
from laltro.insight.match.nearness import atlas
from laltro.insight.match.supply import Supply, supply
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from tests.insight.labelled import HALVES, Score, rows, scored
from tests.intake.samples import TODAY, real

# Why a pair is labelled so: a source says that the offer served the target.
DOCUMENTED = "Abbinamento documentato"

TEXTS = ("title", "skill", "skills")
# How each kind says that it wants something.
STATES = {"shared_need": ("state", "open"), "lab": ("phase", "running"), "service": ("service_status", "active")}


def catalogue(records: Iterable[Record]) -> Catalogue:
    """The real schemas, vocabularies and outlines, with these records alone."""
    return replace(real().catalogue, records={each.key: each for each in records})


def offer(line: str, id: str = "esempio-offerta") -> Record:
    """An open, published offer."""
    said = _said(line)
    values: dict[str, Any] = {
        "status": "published",
        "title": said.get("title", "Esempio di offerta"),
        "offer_type": said.get("type", "space"),
        "areas": _list(said.get("areas", "training")),
        "territories": _list(said.get("where", "municipio-4")),
        "conditions": said.get("cond", "free"),
        "beneficiaries": said.get("for", "community"),
        "schedules": _week(said.get("week", "")),
        "valid_from": said.get("from", ""),
        "valid_to": "" if said.get("until") == "-" else said.get("until", "2027-06-30"),
        "state": said.get("state", "open"),
        "historic": "historic" in said,
        "space": {"capacity": int(said["room"])} if "room" in said else {},
        "skill": {"topic": said["skill"]} if "skill" in said else {},
    }
    return Record("offer", id, {name: value for name, value in values.items() if value not in ("", [], {})})


def target(line: str, id: str = "esempio-richiesta") -> Record:
    """A published shared need, lab or service that wants something, unless it says otherwise."""
    said = _said(line)
    kind = said.get("kind", "shared_need")
    state, wanting = STATES[kind]
    values: dict[str, Any] = {
        "status": "published",
        ("name" if kind == "service" else "title"): said.get("title", "Esempio di richiesta"),
        "areas": _list(said.get("areas", "training")),
        ("service_area" if kind == "service" else "territories"): _list(said.get("where", "municipio-4")),
        "open_to": said.get("for", ""),
        "starts": said.get("starts", ""),
        "ends": said.get("ends", ""),
        state: said.get("state", wanting),
        "historic": "historic" in said,
        "requirements": _requirements(said),
    }
    return Record(kind, id, {name: value for name, value in values.items() if value not in ("", [], {})})


def fitted(given: Record, wanted: Record, today: date = TODAY) -> Fit | None:
    """How a pair fits; None where it does not, or where one of them does not stand."""
    both = read(given, wanted, today)
    if both is None:
        return None
    common = ground(both[0].terms, both[1].request)
    return fit(common, *both) if common else None


def read(given: Record, wanted: Record, today: date = TODAY) -> tuple[Supply, Demand] | None:
    """A pair as matching reads it."""
    known = catalogue([given, wanted])
    found = supply(known, CITY, given, today), demand(known, CITY, wanted)
    return (found[0], found[1]) if found[0] and found[1] else None


CITY = atlas(real().catalogue)


def _said(line: str) -> dict[str, str]:
    parts = (word.partition("=") for word in line.split())
    return {name: value.replace("_", " ") if name in TEXTS else value for name, _, value in parts}


def _list(text: str) -> list[str]:
    return text.split("+") if text else []


def _requirements(said: dict[str, str]) -> dict[str, Any]:
    opens, _, closes = said.get("hours", "").partition("-")
    found = {
        "offer_types": _list(said.get("types", "")),
        "capacity": int(said["room"]) if "room" in said else None,
        "days": _list(said.get("days", "")),
        "opens_at": opens,
        "closes_at": closes,
        "skills": _list(said.get("skills", "")),
    }
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _week(text: str) -> list[dict[str, Any]]:
    """`mon+tue/18:00-22:00`; without hours, none are stated."""
    days, _, hours = text.partition("/")
    opens, _, closes = hours.partition("-")
    times = {"opens_at": opens, "closes_at": closes} if hours else {}
    return [{"days": _list(days), **times}] if text else []


def half_of(row: Mapping[str, str]) -> str:
    """The half that a labelled pair belongs to, by a hash of what stands in it: nobody chose."""
    first = sha256(f"{row['offer']}|{row['target']}".encode()).digest()[0]
    return HALVES[first % 2]


def _labelled(origin: str, halves: Collection[str]) -> list[dict[str, str]]:
    return [row for row in rows("matches") if row["origin"] == origin and row["half"] in halves]


def scored_examples(halves: Collection[str] = HALVES) -> Score:
    """How well the made-up pairs are told apart."""
    found = _labelled("example", halves)
    fits = {row["why"]: fitted(offer(row["offer"]), target(row["target"])) for row in found}
    return scored(
        [row["why"] for row in found if row["fits"] == "yes"],
        [why for why, fit in fits.items() if fit and fit.score >= WORTH],
    )


def scored_real(documented: bool, halves: Collection[str] = HALVES) -> Score:
    """How well the real pairs are told apart, those that sources document or those that a person read."""
    labelled = {
        (row["offer"], tuple(row["target"].split("/"))): row["fits"]
        for row in _labelled("real", halves)
        if (row["why"] == DOCUMENTED) is documented
    }
    known = board(revived(real().catalogue), TODAY)
    found = [each for given in known.supplies.values() for each in for_offer(known, given.record, best=500)]
    told = {(each.offer.id, each.target.key) for each in found}
    return scored((pair for pair, fits in labelled.items() if fits == "yes"), told & set(labelled))


def ranks() -> list[int | None]:
    """Of every real offer with a documented match: the rank of the first documented target among all; None: not found.

    As if all offers stood, all targets wanted something and nobody had matched them.
    """
    true: dict[str, set[str]] = defaultdict(set)
    for row in rows("matches"):
        if row["why"] == DOCUMENTED:
            true[row["offer"]].add(row["target"])
    known = board(revived(real().catalogue), TODAY)
    return [_rank(known, id, targets) for id, targets in sorted(true.items())]


def _rank(known: Board, id: str, targets: set[str]) -> int | None:
    found = ["/".join(each.target.key) for each in for_offer(known, known.supplies[id].record, best=500)]
    return next((place for place, key in enumerate(found, 1) if key in targets), None)


def revived(known: Catalogue) -> Catalogue:
    """A catalogue in which every offer stands and every target wants something, and nothing was matched."""
    offers = [_with(each, state="open", valid_to="2099") for each in known.of("offer")]
    needs = [_with(each, state="open") for each in known.of("shared_need")]
    labs = [_with(each, phase="running", starts="", ends="") for each in known.of("lab")]
    # Something that no offer is compared with, so that nothing is gained by it.
    lack = {"skills": ["esempio"]}
    services = [_with(each, service_status="active", requirements=lack) for each in known.of("service")]
    others = [each for each in known.records.values() if each.kind in ("place", "organization")]
    return replace(known, records={each.key: each for each in [*offers, *needs, *labs, *services, *others]})


def _with(record: Record, **values: Any) -> Record:
    return replace(record, values={**record.values, "status": "published", "historic": False, **values})
