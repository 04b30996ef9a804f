"""Where something is missing: a map of the quarters and, area by area, what is asked for beside what there is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from markupsafe import Markup

from laltro.insight.figures.gaps import GapRow
from laltro.insight.figures.voices import LEAST, Voices
from laltro.publish.data.open_data import FOLDER
from laltro.publish.data.outlines import outlines
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import record_links, term
from laltro.voice import address
from laltro.voice.value import Link
from laltro.voice.words import Words

PAGE = "dove-manca/"
# What the tables say, to be downloaded.
JSON, CSV = "dove-manca.json", "dove-manca.csv"
# Width of the drawing in its own units, and how many areas without a service make a darker class (the last: more).
_WIDTH = 600
CLASSES = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class GapLine:
    """An area in a territory, in words; `level` is its depth (`milano`, `municipio` or `nil`)."""

    territory: Link
    level: str
    population: str
    voices: str
    needs: tuple[Link, ...]
    services: tuple[Link, ...]
    capacity: tuple[str, ...]
    offers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A quarter on the map: an SVG path, its class (0 is the lightest) and its name; `missing`: areas without."""

    path: str
    name: str
    level: int
    missing: int


def gaps_page(edition: Edition) -> Markup:
    """What `@@gaps@@` stands for."""
    up, areas = address.climb(PAGE), list(edition.catalogue.vocabularies["areas"].ids())
    found = {area: [row for row in edition.gaps if row.area == area] for area in areas}
    shapes, height = drawn(edition)
    html = edition.render(
        "gaps.html",
        chapters=[(term(edition, "areas", area, up), area, _lines(edition, rows, up)) for area, rows in found.items()],
        shapes=shapes,
        size=(_WIDTH, height),
        legend=_legend(edition.words, shapes),
        least=LEAST,
        downloads=[(file, f"{address.climb(edition.prefix + PAGE)}{FOLDER}/{file}") for file in (CSV, JSON)],
    )
    return Markup(html)


def _lines(edition: Edition, rows: Iterable[GapRow], up: str) -> list[GapLine]:
    return [_line(edition, row, up) for row in rows]


def _line(edition: Edition, row: GapRow, up: str) -> GapLine:
    words = edition.words
    return GapLine(
        term(edition, "territories", row.territory, up),
        row.territory.partition("-")[0],
        words.number(row.population) if row.population is not None else "",
        said(words, row.voices),
        record_links(edition, row.shared_needs, up),
        record_links(edition, row.services, up),
        tuple(f"{words.number(free)} {unit}".strip() for unit, free in row.capacity),
        record_links(edition, row.idle_offers, up),
    )


def said(words: Words, voices: Voices) -> str:
    """How many voices: few are not told, and a sum without them is a least, or nothing that can be told."""
    if voices.count is None:
        return words.t("site.gaps.few", n=words.number(LEAST))
    if voices.hidden and not voices.count:
        return words.t("site.gaps.scattered", n=words.number(LEAST))
    return words.t("site.gaps.at_least" if voices.hidden else "site.gaps.exactly", n=words.number(voices.count))


def missing(rows: Sequence[GapRow]) -> dict[str, int]:
    """Quarter → how many areas have no active service there."""
    quarters = sorted({row.territory for row in rows if row.territory.startswith("nil-")})
    return {id: sum(row.territory == id and not row.services for row in rows) for id in quarters}


def drawn(edition: Edition) -> tuple[list[Shape], int]:
    """The quarters as paths, north up, and the height of the drawing; nothing where outlines are not known."""
    lacking = missing(edition.gaps)
    tree = json.loads(outlines(edition.catalogue, lacking))
    features = [item for item in tree["features"] if item["properties"]["id"] in lacking]
    points = [point for item in features for ring in _rings(item["geometry"]) for point in ring]
    if not points:
        return [], 0
    west, north = min(x for x, _ in points), max(y for _, y in points)
    scale = _WIDTH / (max(x for x, _ in points) - west)
    stretch = scale / cos(radians(north))
    shapes = [_shape(item, lacking, (west, north, scale, stretch)) for item in features]
    return shapes, round((north - min(y for _, y in points)) * stretch)


def _shape(item: dict[str, Any], lacking: dict[str, int], frame: tuple[float, float, float, float]) -> Shape:
    west, north, scale, stretch = frame
    number = lacking[item["properties"]["id"]]
    rings = (
        "M" + "L".join(f"{(x - west) * scale:.1f} {(north - y) * stretch:.1f}" for x, y in ring) + "Z"
        for ring in _rings(item["geometry"])
    )
    return Shape("".join(rings), item["properties"]["name"], _class(number), number)


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    for polygon in [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]:
        yield from polygon


def _class(number: int) -> int:
    return sum(number > limit for limit in CLASSES)


def _legend(words: Words, shapes: Iterable[Shape]) -> list[tuple[int, str, int]]:
    """Class, which numbers of areas it holds, and how many quarters it has."""
    found = [shape.level for shape in shapes]
    texts = [words.t("site.gaps.up_to", n=words.number(CLASSES[0]))]
    texts += [words.number(limit) for limit in CLASSES[1:]]
    texts += [words.t("site.gaps.more", n=words.number(CLASSES[-1] + 1))]
    return [(level, text, found.count(level)) for level, text in enumerate(texts)]
