"""What the search filters by and shows, one small file per language: `theme/assets/search` reads it in the browser.

Words are looked for in Pagefind's index, and its results joined to these rows by the id that it gave to each page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from laltro.insight.hours.opening_hours import stated_hours
from laltro.insight.trust.freshness import forgotten
from laltro.model.record import Record
from laltro.model.record_where import is_place, places_of
from laltro.model.schema import Schema
from laltro.publish.edition.area_icon import icon
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.opening import guide
from laltro.publish.edition.points import is_drawn
from laltro.publish.lists.lists import card
from laltro.publish.record.notice import AT_REST
from laltro.publish.search.filters import filters, told
from laltro.publish.search.search_index import Indexed
from laltro.voice.typography import curved

FILE = "cerca/facets.json"
PAGE = "page"
# From the search's page to the root of its language.
_UP = "../"
Row = dict[str, Any]


def facets(edition: Edition, indexed: Mapping[str, Indexed]) -> bytes:
    """The file of a language; `indexed` is what Pagefind found in all pages, by their address (`en/servizi/x/`).

    `fields` names the columns by which one narrows; `columns` holds as many values in each list as there are rows. A
    fact is null where its kind of record has none to tell, and empty where a record does not tell it.
    """
    own = {at.removeprefix(edition.prefix): page for at, page in indexed.items() if page.id.startswith(edition.lang)}
    kinds = edition.catalogue.searched
    rows = [_row(edition, record, own) for kind in kinds for record in edition.by_title(edition.listed(kind))]
    rows += _pages(rows, own)
    timetables: dict[str, int] = {}
    for row in rows:
        row["hours"] = timetables.setdefault(row["hours"], len(timetables)) if row["hours"] else row["hours"]
    common = guide(edition)
    return _json(
        {
            "days": json.loads(common.days),
            "opening": json.loads(common.words),
            "kinds": {kind: edition.words.kind(kind) for kind in kinds},
            "icons": {row["id"]: icon(edition, row["id"]) for row in edition.catalogue.vocabularies["areas"].rows},
            "fields": filters(edition.catalogue),
            "words": _words(edition),
            "filters": _filters(edition),
            "timetables": [json.loads(text) for text in timetables],
            "columns": {name: [row[name] for row in rows] for name in rows[0]} if rows else {},
        }
    )


def _row(edition: Edition, record: Record, indexed: Mapping[str, Indexed]) -> Row:
    shown, schema = card(edition, record, _UP), edition.catalogue.schema(record)
    page = edition.address(record)
    named = [edition.text(record, name) for name in ("category", "neighbourhood")]
    return {
        "href": f"{_UP}{page}",
        "page": indexed[page].id if page in indexed else "",
        "kind": record.kind,
        "title": curved(shown.link.text.text),
        "summary": curved(shown.summary.text) if shown.summary else "",
        "foreign": [text.lang if text else "" for text in (shown.link.text, shown.summary)],
        "facts": [curved(fact) for fact in shown.facts],
        "named": [str(text) for text in named if text],
        "over": shown.over or _forgotten(edition, record),
        "point": _point(edition, record),
        "area": _ids(record.items("areas")),
        "where": _ids(edition.located.get(record.key, ())),
        **narrowed(edition, record),
        "hours": _hours(schema, record, shown.opening),
    }


def narrowed(edition: Edition, record: Record) -> Row:
    """What people narrow by, besides kind, area and territory: ids with spaces between them, or ages in months."""
    ages = _ages(record) if edition.catalogue.schema(record).field("minimum_age_months") else None
    said = {name: told(edition.catalogue, record, name) for name in filters(edition.catalogue)}
    return {"age": ages, **{name: None if values is None else _ids(values) for name, values in said.items()}}


def _ids(values: Any) -> str:
    return " ".join(map(str, values))


def _ages(record: Record) -> list[int | None]:
    ends = [record.get(name) for name in ("minimum_age_months", "maximum_age_months")]
    return [] if ends == [None, None] else [end if isinstance(end, int) else None for end in ends]


def _places(edition: Edition, record: Record) -> list[Record]:
    """The places of a record that may be shown; a place is its own."""
    return [place for place in places_of(edition.catalogue, record) if place.get("confidential") is not True]


def _point(edition: Edition, record: Record) -> list[float | int] | None:
    """Latitude, longitude, and 1 where the point is only near; of the first place that has one."""
    for place in filter(is_drawn, _places(edition, record)):
        return [place.get("latitude"), place.get("longitude"), int(place.get("point_basis") != "exact")]
    return None


def _hours(schema: Schema, record: Record, opening: str) -> str | None:
    """The hours as `hours.js` reads them; those that nobody confirmed tell the days, and never what is open now."""
    if opening or not schema.field("schedules") or is_place(record):
        return opening or None
    hours = None if record.get("service_status") in AT_REST else stated_hours(record)
    return _json(asdict(hours)).decode() if hours else ""


def _forgotten(edition: Edition, record: Record) -> str:
    """The search keeps what nobody confirmed for long with what is over, and says why."""
    return edition.words.t("site.notice.forgotten") if forgotten(record, edition.today) else ""


def _pages(rows: list[Row], indexed: Mapping[str, Indexed]) -> Iterator[Row]:
    """The hand-written pages: whatever is in the index and is no record."""
    known = {row["href"] for row in rows}
    bare = dict.fromkeys(rows[0]) if rows else {}
    for address, page in sorted(indexed.items()):
        if f"{_UP}{address}" not in known:
            texts = {"title": page.title, "summary": "", "area": "", "where": "", "foreign": ["", ""]}
            lists: Row = {"facts": [], "named": [], "over": ""}
            yield {**bare, **texts, **lists, "href": f"{_UP}{address}", "page": page.id, "kind": PAGE}


def _words(edition: Edition) -> dict[str, list[str]]:
    """Everyday words and those that the catalogue uses for them; none after a word that says nothing."""
    found: dict[str, list[str]] = {}
    for row in edition.catalogue.vocabularies["search_words"].rows:
        if row["lang"] == edition.lang:
            found.setdefault(row["term"], []).extend([row["also"]] if row["also"] else [])
    return found


def _filters(edition: Edition) -> dict[str, list[str]]:
    """Words of a question to the facet and the value that say the same."""
    tables = edition.catalogue.vocabularies
    said = [(row, [row["facet"], row["value"]]) for row in tables["filter_words"].rows]
    said += [(row, ["municipio", row["territory"]]) for row in tables["territory_words"].rows]
    return {row["term"]: filter for row, filter in said if row["lang"] == edition.lang}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
