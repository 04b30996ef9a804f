"""Lists: the records of a kind, of an area, of a Municipio or quarter, what is over always apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from laltro.model.record import Record
from laltro.model.record_where import is_place, places_of
from laltro.model.schema import ANY_DAY, Schema
from laltro.publish.edition.area_icon import AreaIcon, marks
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import over, term, whereabouts
from laltro.publish.edition.opening import guide, opening_data
from laltro.voice import address
from laltro.voice.value import Link
from laltro.voice.voice import Text


@dataclass(frozen=True, slots=True)
class Card:
    """A record in a list; `opening` is what the browser needs to say whether it is open now, empty where it may not.

    `over` says in which way it is a thing of the past; empty for what still holds.
    """

    link: Link
    summary: Text | None
    facts: tuple[str, ...]
    opening: str = ""
    marks: tuple[AreaIcon, ...] = ()
    over: str = ""


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Cards under a heading, which is empty where the page has only one kind."""

    id: str
    heading: str
    cards: tuple[Card, ...]


def kind_list(edition: Edition, kind: str) -> Markup:
    """The list of `/servizi/` and its like."""
    schema = edition.catalogue.schemas[kind]
    up = address.climb(f"{schema.folder}/")
    return listing(edition, edition.listed(kind), up, single=True, empty=_nothing(edition, schema, up))


@dataclass(frozen=True, slots=True)
class Nothing:
    """What an empty list says, and the form that would fill it (without a name where there is none)."""

    text: str
    form: Link


def _nothing(edition: Edition, schema: Schema, up: str) -> Nothing:
    words, stem = edition.words, schema.form.stem
    text = words.find(f"kinds.{schema.kind}.empty") or words.t("site.list.empty")
    known = stem in edition.forms
    form = Link(Text(words.t(f"forms.{stem}.name") if known else ""), f"{up}contribuisci/{stem}/")
    return Nothing(text, form)


def listing(
    edition: Edition, records: Iterable[Record], up: str, single: bool = False, empty: Nothing | None = None
) -> Markup:
    """A list of records; `single` where all are of one kind, which then needs no heading."""
    everything = list(records)
    current = [record for record in everything if not edition.is_over(record)]
    historic = [record for record in everything if edition.is_over(record)]
    groups = _groups(edition, current, up, single, "")
    html = edition.render(
        "list.html",
        current=groups,
        guide=guide(edition) if any(card.opening for group in groups for card in group.cards) else None,
        historic=_groups(edition, historic, up, single, "-historic"),
        single=single,
        empty=empty,
    )
    return Markup(html)


def _groups(edition: Edition, records: list[Record], up: str, single: bool, suffix: str) -> list[CardGroup]:
    found = []
    for kind in edition.catalogue.listed:
        cards = tuple(card(edition, record, up) for record in _ordered(edition, kind, records))
        if cards:
            heading = "" if single else edition.words.kind(kind, "many")
            found.append(CardGroup(f"{edition.catalogue.schemas[kind].folder}{suffix}", heading, cards))
    return found


def _ordered(edition: Edition, kind: str, records: list[Record]) -> list[Record]:
    """By name, or by date, the latest first."""
    chosen = edition.by_title(record for record in records if record.kind == kind)
    if dated := edition.catalogue.schemas[kind].page.latest_first:
        chosen.sort(key=lambda record: str(record.get(dated, "")), reverse=True)
    return chosen


def next_meetings(edition: Edition) -> list[Record]:
    """The meetings that are to come and have a day, the first ones first."""
    ahead = [record for record in edition.listed("meeting") if record.get("starts_at") and not edition.is_over(record)]
    return sorted(ahead, key=lambda record: (str(record.get("starts_at")), record.id))


def card(edition: Edition, record: Record, up: str) -> Card:
    """A record as lists and the search show it."""
    summary = edition.text(record, "summary") or edition.text(record, "synthesis")
    return Card(
        Link(edition.title(record), f"{up}{edition.address(record)}"),
        summary if summary and len(summary.text) <= 300 else None,
        tuple(_facts(edition, record, up)),
        opening_data(edition, record),
        marks(edition, record, up),
        over(edition, record),
    )


def _facts(edition: Edition, record: Record, up: str) -> Iterator[str]:
    """Who, where, when: what tells one record of a list from another."""
    words, page = edition.words, edition.catalogue.schema(record).page
    yield from (str(edition.title(item)) for item in edition.owners(record))
    if is_place(record):
        yield from whereabouts(edition, record)
    else:
        yield from _where(edition, record, up)
    for name in ("starts_at", "date"):
        if record.get(name):
            yield words.date(str(record.get(name)))
    if page.latest_first and not record.get(page.latest_first):
        yield words.t("site.list.undated")
    if page.visited == ANY_DAY and not record.historic and not record.get("assured_date"):
        yield words.t("site.list.unverified")


def _where(edition: Edition, record: Record, up: str) -> Iterator[str]:
    places = places_of(edition.catalogue, record)
    if places:
        yield "; ".join(", ".join(whereabouts(edition, place)) for place in places[:2])
        return
    ids = [str(id) for name in ("service_area", "territories") for id in record.items(name)]
    if ids:
        yield ", ".join(str(term(edition, "territories", id, up).text) for id in ids)
