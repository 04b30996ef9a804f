"""The search's page: what may be asked, as plain form controls that work from the keyboard."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from laltro.model.record_territories import home_territories
from laltro.publish.edition.area_icon import icon
from laltro.publish.edition.edition import Edition, Text
from laltro.publish.edition.link import Link
from laltro.publish.edition.points import words as map_words
from laltro.publish.lists.lists import KINDS
from laltro.publish.lists.places_index import area_names, municipi, territory_name
from laltro.publish.search.facets import PAGE, narrowed
from laltro.voice.typography import curved

# Ages are chosen in years and compared in months; the first one stands for all of the first year.
_YEARS = range(18)
_DAYS = ("today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIMES = ("morning", "afternoon", "evening")
# What a service costs, and what an offer asks for: the search calls it the same.
_LABELLED = {
    "cost": (("service", "cost_type"), ("offer", "conditions")),
    "access": (("place", "accessibility"),),
    "open_to": (("service", "open_to"),),
    "origin": (("service", "origin"),),
}


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
    lists = [Link(Text(words.kind(kind, "many")), f"../{schemas[kind].folder}/") for kind in KINDS]
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
    kinds = [FilterOption(kind, words.kind(kind, "many")) for kind in KINDS if edition.listed(kind)]
    yield _group(edition, "kind", [*kinds, FilterOption(PAGE, words.t("site.search.pages"))])
    yield _group(edition, "age", (FilterOption(str(year * 12), _age(edition, year)) for year in _YEARS), single=True)
    yield _group(edition, "day", (FilterOption(day, words.t(f"site.search.days.{day}")) for day in _DAYS), single=True)
    yield _group(
        edition, "time", (FilterOption(time, words.t(f"site.search.times.{time}")) for time in _TIMES), single=True
    )
    yield _group(edition, "cost", _labelled(edition, "cost", used["cost"] - {"free"}))
    yield _group(edition, "nil", _quarters(edition))
    if (others := _municipi(edition, home=False)).options:
        yield others
    rows = edition.catalogue.vocabularies["audiences"].rows
    yield _group(
        edition, "audience", (FilterOption(row["id"], words.term(row)) for row in rows if row["id"] in used["audience"])
    )
    yield _group(edition, "access", _labelled(edition, "access", used["access"]))
    yield _group(edition, "language", (FilterOption(code, words.language(code)) for code in sorted(used["language"])))
    yield _group(edition, "open_to", _labelled(edition, "open_to", used["open_to"] - {"both"}))
    yield _group(edition, "origin", _labelled(edition, "origin", used["origin"]))


def _group(edition: Edition, name: str, options: Iterable[FilterOption], single: bool = False) -> FilterGroup:
    return FilterGroup(name, edition.words.t(f"site.search.facets.{name}"), tuple(options), single)


def _used(edition: Edition) -> dict[str, set[str]]:
    """The values that listed records have, by facet."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in (record for kind in KINDS for record in edition.listed(kind)):
        for name, value in narrowed(edition, record).items():
            if isinstance(value, str):
                found[name] |= set(value.split())
    return found


def _age(edition: Edition, year: int) -> str:
    return edition.words.count("site.value.years", year) if year else edition.words.t("site.search.first_year")


def _labelled(edition: Edition, name: str, used: set[str]) -> Iterator[FilterOption]:
    """The options of a choice of the schema that are in use, in the schema's order."""
    seen: set[str] = set()
    for kind, path in _LABELLED[name]:
        field = edition.catalogue.schemas[kind].field(path)
        for value in (field.item or field).enum if field else ():
            if value in used - seen:
                seen.add(value)
                yield FilterOption(value, edition.words.option(kind, path, value))


def _quarters(edition: Edition) -> list[FilterOption]:
    found = [FilterOption(id, territory_name(edition, id)) for id in edition.territories if id.startswith("nil-")]
    return sorted(found, key=lambda option: option.label.casefold())
