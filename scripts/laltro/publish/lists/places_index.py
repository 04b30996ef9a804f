"""Ways to records: pages and indexes of areas, Municipi and quarters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from laltro.model.city import CITY, HOME
from laltro.model.record import Record
from laltro.model.record_where import municipi_of
from laltro.publish.edition.area_icon import icon
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import term
from laltro.publish.frame.shell import Shell
from laltro.publish.lists.lists import kind_list, listing, next_meetings
from laltro.voice import address
from laltro.voice.value import Link
from laltro.voice.voice import Text

_FOLLOWED = {address.NEWS: "news", address.CALENDAR: "calendar"}


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A page of a list and how many records it holds; entries below it, if any; an area's drawing."""

    link: Link
    count: str
    below: tuple[IndexEntry, ...] = ()
    icon: str = ""


def area_pages(edition: Edition, shell: Shell) -> Iterator[tuple[str, str]]:
    """Address and HTML of `/aree/<id>/`."""
    for id, name in area_names(edition):
        page = f"aree/{id}/"
        body = listing(edition, in_area(edition, id), address.climb(page)) + follow(edition, page, address.NEWS)
        article = edition.render("plain.html", title=name, notes=[], body=body)
        description = edition.words.t("site.list.area_description", name=name)
        yield page, shell.stamp({"title": name, "description": description, "article": Markup(article)}, page)


def area_names(edition: Edition) -> list[tuple[str, str]]:
    """The id and the name of every area."""
    table = edition.catalogue.vocabularies["areas"]
    return [(row["id"], edition.words.term(row)) for row in table.rows]


def in_area(edition: Edition, area: str) -> list[Record]:
    """The listed records of an area."""
    return [record for record in edition.searched() if area in record.items("areas")]


def municipi(edition: Edition) -> list[str]:
    """The Municipi that have a page."""
    return [id for id in edition.territories if id.startswith("municipio-")]


def follow(edition: Edition, page: str, *files: str) -> Markup:
    """How to hear of what comes: the files beside a page that can be subscribed to, and how that is done."""
    how = f"{address.climb(page)}{address.OPEN_DATA}#{edition.words.t('site.feeds.anchor')}"
    told = {**{_FOLLOWED[file]: file for file in files}, "how": how}
    links = [Link(Text(edition.words.t(f"site.feeds.follow.{name}")), href) for name, href in told.items()]
    return Markup(edition.render("follow.html", links=links))


def territory_name(edition: Edition, id: str) -> str:
    """The name of a Municipio or quarter."""
    return str(term(edition, "territories", id, "").text)


def area_index(edition: Edition, up: str) -> tuple[IndexEntry, ...]:
    """The areas with their counts."""
    return tuple(
        replace(_entry(edition, name, f"{up}aree/{id}/", len(in_area(edition, id))), icon=icon(edition, id))
        for id, name in area_names(edition)
    )


def territory_index(edition: Edition, up: str) -> tuple[IndexEntry, ...]:
    """The city and the Municipi with their counts, each with the quarters that lie in it."""
    top = [id for id in edition.territories if not id.startswith("nil-")]
    return tuple(_territory_entry(edition, id, up) for id in sorted(top, key=_home_first))


def _home_first(id: str) -> tuple[bool, bool, str]:
    return (id not in HOME[1:], id == CITY, id)


def _territory_entry(edition: Edition, id: str, up: str) -> IndexEntry:
    quarters = [
        nil for nil in edition.territories if nil.startswith("nil-") and id in municipi_of(edition.catalogue, nil)
    ]
    below = [
        _territory_entry(edition, nil, up) for nil in sorted(quarters, key=lambda nil: territory_name(edition, nil))
    ]
    entry = _entry(edition, territory_name(edition, id), f"{up}territori/{id}/", len(edition.territories[id]))
    return IndexEntry(entry.link, entry.count, tuple(below))


def _entry(edition: Edition, name: str, href: str, count: int) -> IndexEntry:
    return IndexEntry(Link(Text(name), href), edition.words.count("site.list.count", count))


def index(edition: Edition, entries: tuple[IndexEntry, ...]) -> Markup:
    """The list of `/aree/` and `/territori/`."""
    return Markup(edition.render("index.html", entries=entries))


def hand_written(edition: Edition) -> Mapping[str, Markup]:
    """What `@@list@@` stands for, by the address of the hand-written page."""
    catalogue = edition.catalogue
    lists = {f"{catalogue.schemas[kind].folder}/": kind_list(edition, kind) for kind in catalogue.listed}
    lists["incontri/"] = _diary(edition) + lists["incontri/"]
    lists["aree/"] = index(edition, area_index(edition, "../"))
    lists["territori/"] = index(edition, territory_index(edition, "../"))
    return lists


def _diary(edition: Edition) -> Markup:
    """How to hear of the next meetings, before the list of those that were; it says so where none has a day yet."""
    text = edition.words.t(f"site.list.diary{'' if next_meetings(edition) else '_empty'}")
    return Markup("<p>{}</p>").format(text) + _subscribe(edition) + follow(edition, "incontri/", address.CALENDAR)


def _subscribe(edition: Edition) -> Markup:
    """A link that Apple's calendars take for a subscription, and what to do with others."""
    at = edition.absolute(f"incontri/{address.CALENDAR}")
    href = f"webcal://{at.partition('://')[2]}"
    told = [edition.words.t(f"site.feeds.{name}") for name in ("phone", "elsewhere")]
    shown = Markup('<p><a class="button" href="{}">{}</a></p><p class="quiet">{}</p><p><code>{}</code></p>')
    return shown.format(href, *told, at)
