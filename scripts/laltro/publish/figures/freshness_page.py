"""The page about freshness: how confirmations stand by kind and by organisation, and who is asked to confirm again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from laltro.insight.trust.freshness import STATES, ageing, assured_until, freshness, keeper_of, organization, tended
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import form_page, record_link
from laltro.voice import address
from laltro.voice.value import Link
from laltro.voice.voice import Text

PAGE = "per-chi-cura/freschezza/"
_NEVER = "unconfirmed"
# What becomes of a confirmation that ends: asked for again, so the page lists it.
_ASKED = ("ageing", "lapsed")


@dataclass(frozen=True, slots=True)
class Cell:
    """How many records are in a state; `href` is where they are listed, empty for none."""

    state: str
    count: str
    href: str


@dataclass(frozen=True, slots=True)
class FreshnessRow:
    """A kind or an organisation, how many records it has, and how many in each state."""

    name: Link
    count: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """What an organisation is asked to confirm again: each record with until when it holds, and the form for it."""

    id: str
    name: Link
    records: tuple[tuple[Link, str], ...]


def fresh(edition: Edition) -> Markup:
    """What `@@freshness@@` stands for."""
    up, records = address.climb(PAGE), list(tended(edition.catalogue))
    keepers = _kept(edition, records)
    vouched = [id for id in keepers if any(freshness(each, edition.today) != _NEVER for each in keepers[id])]
    html = edition.render(
        "freshness.html",
        confirmed=sum(len(keepers[id]) for id in vouched),
        kinds=tuple(_kinds(edition, records, up)),
        keepers=tuple(_keeper(edition, id, keepers[id], up) for id in vouched),
        silent=tuple(_silent(edition, id, keepers[id], up) for id in keepers if id not in vouched),
        requests=tuple(_requests(edition, up)),
        confirm=_form(edition, up),
    )
    return Markup(html)


def _kept(edition: Edition, records: Iterable[Record]) -> dict[str, list[Record]]:
    """The records of each organisation that is asked about them, in the order of their names; of nobody last ("").

    An organisation that the catalogue does not show is nobody.
    """
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        keeper = organization(edition.catalogue, keeper_of(record))
        found[keeper.id if keeper else ""].append(record)
    known = filter(None, (organization(edition.catalogue, id) for id in found))
    order = [keeper.id for keeper in edition.by_title(known)]
    return {id: found[id] for id in [*order, *([""] if "" in found else [])]}


def _kinds(edition: Edition, records: Iterable[Record], up: str) -> Iterator[FreshnessRow]:
    """Every kind with a page; what is confirmed and holds is in its list, what ages in the requests."""
    for kind in edition.catalogue.listed:
        own = [record for record in records if record.kind == kind]
        listed = f"{up}{edition.catalogue.schemas[kind].folder}/"
        link = Link(Text(edition.words.kind(kind, "many")), listed)
        if own:
            yield _row(edition, link, own, {state: "#requests" if state in _ASKED else listed for state in STATES})


def _keeper(edition: Edition, id: str, records: list[Record], up: str) -> FreshnessRow:
    """An organisation that confirmed something: its page has its records, the request what ages."""
    link = _name(edition, id, up)
    asked = f"#asked-{id}" if id else ""
    return _row(edition, link, records, {state: asked if state in _ASKED else link.href for state in STATES})


def _row(edition: Edition, name: Link, records: list[Record], hrefs: dict[str, str]) -> FreshnessRow:
    counts, number = Counter(freshness(record, edition.today) for record in records), edition.words.number
    cells = (Cell(state, number(counts[state]), hrefs[state] if counts[state] else "") for state in STATES)
    return FreshnessRow(name, number(len(records)), tuple(cells))


def _silent(edition: Edition, id: str, records: list[Record], up: str) -> Link:
    """An organisation none of whose records was ever confirmed, and how many they are."""
    link = _name(edition, id, up)
    return Link(link.text, link.href, (edition.words.count("site.list.count", len(records)),))


def _name(edition: Edition, id: str, up: str) -> Link:
    keeper = organization(edition.catalogue, id)
    return record_link(edition, keeper, up) if keeper else Link(Text(edition.words.t("site.freshness.nobody")))


def _requests(edition: Edition, up: str) -> Iterator[ReviewRequest]:
    """The requests that upkeep sends: one an organisation, with all its records that age."""
    for id, records in ageing(edition.catalogue, edition.today).items():
        if organization(edition.catalogue, id):
            lines = ((_until(edition, each, up), _form(edition, up, each)) for each in records)
            yield ReviewRequest(id, _name(edition, id, up), tuple(lines))


def _until(edition: Edition, record: Record, up: str) -> Link:
    """A record, with the day on which its confirmation ends or ended."""
    words, link = edition.words, record_link(edition, record, up)
    day = words.date(str(assured_until(record)))
    said = words.t(f"site.freshness.{freshness(record, edition.today)}_on", date=day)
    return Link(link.text, link.href, (f"{words.kind(record.kind)} · {said}", *link.notes))


def _form(edition: Edition, up: str, record: Record | None = None) -> str:
    """Where the form is that confirms, for one record or any; empty without its page."""
    begun = {"record": edition.address(record).rstrip("/")} if record else {}
    return form_page(edition, edition.catalogue.review, up, **begun)
