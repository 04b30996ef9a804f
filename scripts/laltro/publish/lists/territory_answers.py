"""What a territory's page answers: what there is, what is needed, who offers, which labs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import record_link
from laltro.publish.lists.lists import CardGroup, card
from laltro.publish.lists.places_index import area_names
from laltro.voice.value import Link
from laltro.voice.voice import Text

# The questions that the page answers, and the form that adds to each answer.
FORMS = {"there": "servizio", "needed": "bisogno", "offered": "offerta", "labs": "laboratorio"}
_UNKNOWN = frozenset({"unknown", "not_documented"})
_GIVERS = frozenset({"service", "offer"})


@dataclass(frozen=True, slots=True)
class Roll:
    """Links under a heading."""

    id: str
    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """An answer: cards in groups, then links; `way` is the form that adds to it, without a name where there is none."""

    id: str
    groups: tuple[CardGroup, ...]
    rolls: tuple[Roll, ...]
    way: Link

    @property
    def count(self) -> int:
        """How many records the part shows."""
        return sum(len(group.cards) for group in self.groups) + sum(len(roll.links) for roll in self.rolls)


def parts(edition: Edition, records: Iterable[Record], up: str) -> list[AnswerPart]:
    """The four answers from the records of a territory that are not over."""
    of: dict[str, list[Record]] = {}
    for record in edition.by_title(records):
        of.setdefault(record.kind, []).append(record)
    found = {
        "there": (_by_area(edition, of.get("service", []), up), [("place", of.get("place", []))]),
        "needed": (_by_state(edition, "shared_need", of, up), []),
        "offered": (_by_state(edition, "offer", of, up), [("organization", _active(edition, of))]),
        "labs": (_story(edition, of, up), []),
    }
    return [
        AnswerPart(id, tuple(groups), tuple(_rolls(edition, rolls, up)), _way(edition, id, up))
        for id, (groups, rolls) in found.items()
    ]


def _by_area(edition: Edition, services: list[Record], up: str) -> Iterator[CardGroup]:
    """Each service once, under the first of its areas; those without one come last."""
    names = {**dict(area_names(edition)), "": edition.words.kind("service", "many")}
    first = {
        record.key: next((str(area) for area in record.items("areas") if area in names), "") for record in services
    }
    for area, name in names.items():
        chosen = [record for record in services if first[record.key] == area]
        yield from _group(edition, f"there-{area or 'service'}", name, chosen, up)


def _by_state(edition: Edition, kind: str, of: Mapping[str, list[Record]], up: str) -> Iterator[CardGroup]:
    """In the order of the schema, which names what is still open first; those whose state nobody knows come last."""
    field, records = edition.catalogue.schemas[kind].field("state"), of.get(kind, [])
    known = [state for state in (field.enum if field else ()) if state not in _UNKNOWN]
    for state in known:
        chosen = [record for record in records if record.get("state") == state]
        yield from _group(edition, f"{kind}-{state}", edition.words.option(kind, "state", state), chosen, up)
    rest = [record for record in records if record.get("state") not in known]
    yield from _group(edition, f"{kind}-unknown", edition.words.t("site.territory.state_unknown"), rest, up)


def _story(edition: Edition, of: Mapping[str, list[Record]], up: str) -> Iterator[CardGroup]:
    """Labs, the next meetings with the soonest first, and what came of labs."""
    meetings = sorted(of.get("meeting", []), key=lambda record: str(record.get("starts_at") or "9"))
    for kind, records in (("meeting", meetings), ("lab", of.get("lab", [])), ("outcome", of.get("outcome", []))):
        heading = edition.words.t("site.territory.next") if kind == "meeting" else edition.words.kind(kind, "many")
        yield from _group(edition, f"labs-{kind}", heading, records, up)


def _group(edition: Edition, id: str, heading: str, records: list[Record], up: str) -> Iterator[CardGroup]:
    if records:
        yield CardGroup(id, heading, tuple(card(edition, record, up) for record in records))


def _active(edition: Edition, of: Mapping[str, list[Record]]) -> list[Record]:
    """The organisations of the territory, and those whose services or offers are there."""
    given = [record for kind in _GIVERS for record in of.get(kind, [])]
    found = [
        *of.get("organization", []),
        *(item for record in given for item in edition.owners(record)),
    ]
    there = {record.key: record for record in found if record.get("status") == "published" and not record.historic}
    return edition.by_title(there.values())


def _rolls(edition: Edition, rolls: Iterable[tuple[str, list[Record]]], up: str) -> Iterator[Roll]:
    for kind, records in rolls:
        if records:
            links = tuple(record_link(edition, record, up) for record in records)
            yield Roll(edition.catalogue.schemas[kind].folder, edition.words.kind(kind, "many"), links)


def _way(edition: Edition, id: str, up: str) -> Link:
    stem = FORMS[id]
    name = edition.words.t(f"site.territory.{id}.way") if stem in edition.forms else ""
    return Link(Text(name), f"{up}contribuisci/{stem}/")
