"""The page of what companies open to the neighbourhood: services to use, offers to ask for, labs worked in together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from laltro.insight.figures.open_doors import OpenDoor, open_doors
from laltro.model.city import CITY
from laltro.model.record import Record
from laltro.model.record_where import TERRITORIES
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import record_link, term
from laltro.publish.edition.mention import mentions
from laltro.publish.edition.opening import guide
from laltro.publish.edition.value import View
from laltro.publish.lists.lists import Card, CardGroup, card
from laltro.voice import address
from laltro.voice.value import Link

PAGE = "aperto-al-quartiere/"
_UP = address.climb(PAGE)


@dataclass(frozen=True, slots=True)
class DoorsPart:
    """A chapter of the page: its anchor, which names its sentences too, and the cards by Municipio."""

    id: str
    groups: tuple[CardGroup, ...]

    @property
    def count(self) -> int:
        """How many cards it has."""
        return sum(len(group.cards) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Workshop:
    """A lab with companies, how it stands, and what came of it."""

    lab: Link
    outcomes: tuple[Link, ...]


def doors_page(edition: Edition) -> Markup:
    """What `@@doors@@` stands for."""
    found = open_doors(edition.catalogue, edition.today)
    parts = [
        _part(edition, "services", _doors(edition, found.services)),
        _part(edition, "offers", _offers(edition, found.offers)),
        _part(edition, "uncertain", _offers(edition, found.uncertain)),
    ]
    past = [*_doors(edition, found.past_services), *_offers(edition, found.past_offers)]
    html = edition.render(
        "open_doors.html",
        parts=[part for part in parts if part.groups or part.id != "uncertain"],
        past=_part(edition, "past", past),
        labs=[_workshop(edition, lab, outcomes) for lab, outcomes in found.labs],
        guide=guide(edition),
        forms={stem: f"{_UP}contribuisci/{stem}/" for stem in ("offerta", "bisogno") if stem in edition.forms},
    )
    return Markup(html)


def _part(edition: Edition, id: str, cards: Iterable[tuple[Record, Card]]) -> DoorsPart:
    """Cards by Municipio, in the vocabulary's order; by name within it. What lies in several is of the whole city."""
    shelves: dict[str, list[Card]] = defaultdict(list)
    for record, shown in cards:
        shelves[_where(edition, record)].append(shown)
    order = [where for where in edition.catalogue.vocabularies[TERRITORIES].ids() if where in shelves]
    return DoorsPart(id, tuple(_group(edition, id, where, shelves[where]) for where in sorted(order, key=CITY.__eq__)))


def _group(edition: Edition, id: str, where: str, cards: Iterable[Card]) -> CardGroup:
    heading = str(term(edition, TERRITORIES, where, "").text)
    return CardGroup(f"{id}-{where}", heading, tuple(sorted(cards, key=_name)))


def _where(edition: Edition, record: Record) -> str:
    municipi = [id for id in edition.located.get(record.key, ()) if id.startswith("municipio-")]
    return municipi[0] if len(municipi) == 1 else CITY


def _name(shown: Card) -> str:
    return str(shown.link.text).casefold()


def _doors(edition: Edition, doors: Iterable[OpenDoor]) -> Iterator[tuple[Record, Card]]:
    """Cards that also say whether a service goes on, and which companies gave to it beside the one that runs it."""
    for door in doors:
        shown = card(edition, door.service, _UP)
        runners = {each.key for each in edition.owners(door.service)}
        helpers = [each for each in door.companies if each.key not in runners]
        names = ", ".join(str(edition.title(each)) for each in edition.by_title(helpers))
        behind = [edition.words.t("site.open_doors.companies", names=names)] if names else []
        yield door.service, replace(shown, facts=(*_standing(edition, door.service), *behind, *shown.facts))


def _standing(edition: Edition, service: Record) -> Iterator[str]:
    """Whether a source says that a service is active."""
    stated = str(service.get("service_status", "unknown"))
    if not edition.is_over(service):
        yield edition.words.find(f"site.open_doors.{stated}") or edition.words.t("site.open_doors.unknown")


def _offers(edition: Edition, offers: Iterable[Record]) -> Iterator[tuple[Record, Card]]:
    """Cards that also say what an offer is: a space, a skill."""
    for offer in offers:
        shown = card(edition, offer, _UP)
        sort = edition.words.option(offer.kind, "offer_type", str(offer.get("offer_type", "")))
        yield offer, replace(shown, facts=tuple(filter(None, (sort, *shown.facts))))


def _workshop(edition: Edition, lab: Record, outcomes: Iterable[Record]) -> Workshop:
    words = edition.words
    period = words.period(str(lab.get("starts", "")), str(lab.get("ends", "")))
    phase = words.option(lab.kind, "phase", str(lab.get("phase", ""))) if lab.get("phase") != "unknown" else ""
    notes = " · ".join(filter(None, (phase, period)))
    link = record_link(edition, lab, _UP)
    told = mentions(View(edition, lab, _UP), edition.by_title(outcomes))
    return Workshop(replace(link, notes=(*link.notes, notes) if notes else link.notes), told)
