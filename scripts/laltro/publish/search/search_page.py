"""The search's page: what may be asked, as plain form controls that work from the keyboard."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from laltro.model.record_where import home_territories
from laltro.publish.edition.area_icon import icon
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.points import words as map_words
from laltro.publish.lists.places_index import area_names, municipi, territory_name
from laltro.publish.search.facets import PAGE, narrowed
from laltro.publish.search.filters import filters, options
from laltro.voice.typography import curved
from laltro.voice.value import Link
from laltro.voice.voice import Text

# Ages are chosen in years and compared in months; the first one stands for all of the first year.
_YEARS = range(18)
_DAYS = ("today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIMES = ("morning", "afternoon", "evening")
# What a thing costs is asked beside when it is, before where and for whom; that it is free has a place of its own.
_COST, _FREE = "cost", "free"


@dataclass(frozen=True, slots=True)
class FilterOption:
    """A value that may be chosen, in words, with an area's drawing."""

    value: str
    label: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """A facet: its name in the address, its label, its options; one of them at a time where `single`."""

    name: str
    label: str
    options: tuple[FilterOption, ...]
    single: bool = False


def search(edition: Edition) -> Markup:
    """What `@@search@@` stands for."""
    words, schemas = edition.words, edition.catalogue.schemas
    lists = [Link(Text(words.kind(kind, "many")), f"../{schemas[kind].folder}/") for kind in edition.catalogue.searched]
    indexes = {"aree": "areas", "territori": "territories"}
    lists += [Link(Text(words.t(f"site.search.{name}")), f"../{folder}/") for folder, name in indexes.items()]
    html = edition.render(
        "search.html",
        areas=_areas(edition),
        homes=_municipi(edition, home=True),
        groups=list(_groups(edition)),
        say=curved(json.dumps(words.strings.branch("site.search.say"), ensure_ascii=False, sort_keys=True)),
        map_words=map_words(edition),
        need="../contribuisci/bisogno/" if "bisogno" in edition.forms else "",
        lists=lists,
    )
    return Markup(html)


def _areas(edition: Edition) -> FilterGroup:
    return _group(edition, "area", (FilterOption(id, name, icon(edition, id)) for id, name in area_names(edition)))


def _municipi(edition: Edition, *, home: bool) -> FilterGroup:
    """The Municipi that the catalogue is about, or those beyond, where a record may lie too."""
    homes = home_territories(edition.catalogue)
    options = tuple(FilterOption(id, territory_name(edition, id)) for id in municipi(edition) if (id in homes) == home)
    key = "municipio" if home else "other_municipio"
    return FilterGroup("municipio", edition.words.t(f"site.search.facets.{key}"), options)


def _groups(edition: Edition) -> Iterator[FilterGroup]:
    """All other facets. A value that no record has is no option."""
    words, used = edition.words, _used(edition)
    found = (kind for kind in edition.catalogue.searched if edition.listed(kind))
    kinds = [FilterOption(kind, words.kind(kind, "many")) for kind in found]
    yield _group(edition, "kind", [*kinds, FilterOption(PAGE, words.t("site.search.pages"))])
    yield _group(edition, "age", (FilterOption(str(year * 12), _age(edition, year)) for year in _YEARS), single=True)
    yield _group(edition, "day", (FilterOption(day, words.t(f"site.search.days.{day}")) for day in _DAYS), single=True)
    yield _group(
        edition, "time", (FilterOption(time, words.t(f"site.search.times.{time}")) for time in _TIMES), single=True
    )
    yield _group(edition, _COST, _told(edition, _COST, used[_COST] - {_FREE}))
    yield _group(edition, "nil", _quarters(edition))
    if (others := _municipi(edition, home=False)).options:
        yield others
    for name in filters(edition.catalogue):
        if name != _COST:
            yield _group(edition, name, _told(edition, name, used[name]))


def _group(edition: Edition, name: str, options: Iterable[FilterOption], single: bool = False) -> FilterGroup:
    return FilterGroup(name, edition.words.t(f"site.search.facets.{name}"), tuple(options), single)


def _used(edition: Edition) -> dict[str, set[str]]:
    """The values that listed records have, by facet."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in edition.searched():
        for name, value in narrowed(edition, record).items():
            if isinstance(value, str):
                found[name] |= set(value.split())
    return found


def _age(edition: Edition, year: int) -> str:
    return edition.words.count("site.value.years", year) if year else edition.words.t("site.search.first_year")


def _told(edition: Edition, name: str, used: set[str]) -> Iterator[FilterOption]:
    """The options that records say, by their name in the schema."""
    yield from (FilterOption(*option) for option in options(edition.catalogue, edition.words, name, used))


def _quarters(edition: Edition) -> list[FilterOption]:
    found = [FilterOption(id, territory_name(edition, id)) for id in edition.territories if id.startswith("nil-")]
    return sorted(found, key=lambda option: option.label.casefold())
