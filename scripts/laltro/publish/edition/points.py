"""What a page gives to `theme/assets/map.js`: the points of its records, and the words of a map."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from laltro.model.record import Record
from laltro.model.record_where import is_place, places_of
from laltro.publish.edition.edition import Edition
from laltro.voice.typography import curved


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A marker: `lat` and `lon` in degrees (WGS 84), `href` relative to the page, `area` the record's first one."""

    lat: float
    lon: float
    title: str
    href: str
    kind: str
    area: str
    approximate: bool


@dataclass(frozen=True, slots=True)
class PageMap:
    """A map of a page as JSON: its points, the map's words, and the id of the territory it is about, if any."""

    points: str
    words: str
    here: str = ""


def is_drawn(place: Record) -> bool:
    """Whether a place has a point that may be shown: not withdrawn, not confidential."""
    point = (place.get("longitude"), place.get("latitude"))
    open_to_all = place.get("status") == "published" and place.get("confidential") is not True
    return open_to_all and all(isinstance(part, float) for part in point)


def points(edition: Edition, records: Iterable[Record], up: str) -> list[MapPoint]:
    """The points of records, in their order; a place has one of its own only where no other of them stands there."""
    shown = list(records)
    others = [record for record in shown if not is_place(record)]
    taken = {place.key for record in others for place in places_of(edition.catalogue, record)}
    alone = [record for record in shown if is_place(record) and record.key not in taken]
    return [point for record in (*others, *alone) for point in _of(edition, record, up)]


def _of(edition: Edition, record: Record, up: str) -> Iterator[MapPoint]:
    title, href = str(edition.title(record)), f"{up}{edition.address(record)}"
    area = next((str(area) for area in record.items("areas")), "")
    for place in places_of(edition.catalogue, record):
        if is_drawn(place):
            at = (place.get("latitude"), place.get("longitude"))
            yield MapPoint(*at, title, href, record.kind, area, place.get("point_basis") == "approximate")


def chart(edition: Edition, records: Iterable[Record], up: str, here: str = "") -> PageMap:
    """The map of a page."""
    return PageMap(_json([asdict(point) for point in points(edition, records, up)]), words(edition), here)


def words(edition: Edition) -> str:
    """What `createMap` says, as JSON: its sentences, the names of kinds, and the drawing of each area by its id."""
    own, areas = edition.words, edition.catalogue.vocabularies["areas"].rows
    said = dict(edition.words.strings.branch("site.map"))
    said |= {"approximate": own.t("site.value.approximate"), "source": own.t("site.footer.source")}
    kinds = {kind: own.kind(kind) for kind, schema in edition.catalogue.schemas.items() if schema.folder}
    return _json({**said, "kinds": kinds, "icons": {row["id"]: row["icon"] for row in areas}})


def _json(data: object) -> str:
    return curved(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
