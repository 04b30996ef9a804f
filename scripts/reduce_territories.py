# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make the territory vocabulary of Milan, small enough to be committed, from the city's open data.

Reads the 9 Municipi (DS379) and 88 NIL (DS964) as GeoJSON in EPSG:4326 degrees, longitude first, and the CSV
that says which share of each NIL lies in which Municipio; writes `territories.csv`, `territory_parts.csv` and
`territories.geojson`. The same input gives the same bytes with the same GEOS (the committed files: shapely
2.2.0, GEOS 3.14.1; `coverage_clean` needs shapely 2.2).

What was measured for `TOLERANCE` on 2026-11-22, against the geometry as received:
- All 324 points with coordinates (266 rows of facilities.csv, 58 of facts/points.csv; 193 distinct positions)
  stay in their NIL and Municipio at 22 m, and at each of 14 tolerances tried from 15 to 40 m. 22 m is the
  smallest whole number whose file stays below 110 kB (108,220 bytes).
- The point nearest to a border, "via Carchidio (piazzale Cantore)", lies 0.8 m from a NIL's and 1.4 m from a
  Municipio's; five of the 324 lie within 5 m of a border, and none changes sides.
- The farthest a border moves is 20 m (NIL) and 34 m (Municipi); 0.10 % and 0.04 % of the city's area changes
  its NIL or Municipio. A point so near to a border is for a person to judge.

Usage: python scripts/reduce_territories.py --municipi FILE --nil FILE --shares FILE [--out DIR]
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

# Metres a degree of longitude and of latitude around 45.46 N: over the 19 km of the city an equirectangular
# scaling is true to about 0.3 %, so that no projection library is needed.
METRES: NDArray[np.float64] = np.array([math.cos(math.radians(45.46)) * 111_320, 111_320.0])
# The square root of the area (m) of the corners that are cut off; see the measurements above.
TOLERANCE = 22.0
# The source is rounded to five decimals (about 1 m), which leaves corners of one NIL beside its neighbour's
# straight edge and slivers between them. They are closed first (metres), because a border is simplified once
# for both sides only where both sides have the same vertices.
SNAP = 1.0
GAP = 2.0
# Share of the common area that neighbours may cover twice: rounding gives 0.0000035, a wrong file far more.
OVERLAP = 0.0001
DECIMALS = 5
# In degrees: a file in another projection, or with latitude first, falls outside.
AROUND_MILAN = shapely.box(8.9, 45.3, 9.4, 45.6)
LEAST_SHARE = 0.001
# Sources omit shares below a thousandth, so that the rest need not add up exactly.
SUM_SLACK = 0.01

Shares = Mapping[int, Mapping[int, float]]
Row = tuple[str, ...]

SMALL_WORDS = frozenset(
    ("al", "alla", "dei", "degli", "del", "della", "delle", "di", "e", "il", "in", "la", "sul", "sulla")
)
# What no rule gets right: an undotted "porta" where other NIL spell it out, an acronym, a nickname, and the
# one final apostrophe that is an elision and not an accent.
SPECIAL_WORDS = {"PTA": "Porta", "QT": "QT", "NOLO": "NoLo", "CA'": "Ca'"}
ACCENTED = {"A'": "à", "E'": "è", "I'": "ì", "O'": "ò", "U'": "ù"}
ROMAN = re.compile(r"(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})")


@dataclass(frozen=True, slots=True)
class Area:
    """A Municipio or NIL: its official number, its name as in the source, its outline (EPSG:4326 degrees)."""

    number: int
    name: str
    outline: BaseGeometry


def refuse(path: Path, reason: str) -> click.ClickException:
    """The one-line error (exit status 1) that names the file to look at."""
    return click.ClickException(f"{path}: {reason}")


def read_text(path: Path) -> str:
    """The text of an input file, without a byte order mark."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise refuse(path, "no such file") from None
    except OSError as error:
        raise refuse(path, f"cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise refuse(path, "is not UTF-8 text") from None


def read_areas(path: Path, number_key: str, name_key: str) -> list[Area]:
    """The areas of a GeoJSON FeatureCollection, by number; the keys are those of its properties."""
    try:
        collection = json.loads(read_text(path))
    except (ValueError, RecursionError):
        raise refuse(path, "is not JSON") from None
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        raise refuse(path, "is not a GeoJSON FeatureCollection with features")
    areas = [read_area(path, feature, number_key, name_key) for feature in features]
    if len({area.number for area in areas}) < len(areas):
        raise refuse(path, f'the same "{number_key}" stands twice')
    check_overlap(path, areas)
    return sorted(areas, key=lambda area: area.number)


def read_area(path: Path, feature: Any, number_key: str, name_key: str) -> Area:
    """One feature; refused unless it has a positive whole number, a name and a valid outline."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise refuse(path, "a feature has no properties")
    number, name = properties.get(number_key), properties.get(name_key)
    if type(number) is not int or number < 1:  # a boolean is an int too, hence no isinstance
        raise refuse(path, f'a feature has no whole number "{number_key}"')
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise refuse(path, f'feature {number} has no name "{name_key}"')
    return Area(number, " ".join(name.split()), read_outline(path, number, feature.get("geometry")))


def read_outline(path: Path, number: int, geometry: Any) -> BaseGeometry:
    """A GeoJSON polygon or multipolygon (degrees); refused if invalid or not around Milan."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise refuse(path, f"feature {number} is not a polygon")
    try:
        outline = shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    except shapely.errors.ShapelyError:
        raise refuse(path, f"feature {number} has broken coordinates") from None
    if not outline.is_valid:
        raise refuse(path, f"feature {number} is not a valid polygon")
    if not AROUND_MILAN.covers(outline):
        raise refuse(path, f"feature {number} does not lie around Milan (degrees, longitude first?)")
    return outline


def check_overlap(path: Path, areas: Sequence[Area]) -> None:
    """Refuse areas that lie over each other: the cleaning would silently give the ground to one of them."""
    outlines = [area.outline for area in areas]
    common = shapely.union_all(outlines).area
    if sum(outline.area for outline in outlines) - common > OVERLAP * common:
        raise refuse(path, "areas overlap")


def read_shares(path: Path) -> Shares:
    """Per NIL, the share (0 to 1) of its area in each Municipio: columns `id_nil` and `municipi_quote`."""
    text = read_text(path)
    try:
        table = csv.DictReader(io.StringIO(text), strict=True)
        rows = [(int(row["id_nil"]), row["municipi_quote"]) for row in table]
        shares = {nil: parse_parts(parts) for nil, parts in rows}
    except (KeyError, TypeError, AttributeError, ValueError, csv.Error):
        raise refuse(path, "is not a CSV with id_nil and municipi_quote (5:0.5014;4:0.4981)") from None
    if len(shares) < len(rows):
        raise refuse(path, "the same NIL stands twice")
    for nil, parts in shares.items():
        if abs(sum(parts.values()) - 1) > SUM_SLACK:
            raise refuse(path, f"the shares of NIL {nil} do not add up to 1")
    return shares


def parse_parts(text: str) -> dict[int, float]:
    """`5:0.5014;4:0.4981` as Municipio -> share; ValueError where it isn't that."""
    pairs = [part.split(":") for part in text.split(";")]
    parts = {int(municipio): float(share) for municipio, share in pairs}
    if len(parts) < len(pairs) or not all(0 < share <= 1 for share in parts.values()):
        raise ValueError(text)
    return parts


def check_agreement(path: Path, municipi: Sequence[Area], nils: Sequence[Area], shares: Shares) -> None:
    """Refuse shares (of the file at `path`) about other NIL or Municipi than the two geometries hold."""
    odd = {area.number for area in nils} ^ set(shares)
    if odd:
        raise refuse(path, f"NIL {min(odd)} stands only in the shares or only in the geometry")
    odd = {number for parts in shares.values() for number in parts} - {area.number for area in municipi}
    if odd:
        raise refuse(path, f"Municipio {min(odd)} is not in the geometry")


def case_name(name: str) -> str:
    """`PARCO BOSCO IN CITTA'` as `Parco Bosco in Città`; each part between dashes begins with a capital."""
    return " - ".join(
        " ".join(case_word(word, first=index == 0) for index, word in enumerate(part.split()))
        for part in name.upper().split(" - ")
    )


def case_word(word: str, *, first: bool) -> str:
    """One word in capitals as Italian writes it within a name."""
    if word in SPECIAL_WORDS:
        return SPECIAL_WORDS[word]
    if word.lower() in SMALL_WORDS and not first:
        return word.lower()
    if ROMAN.fullmatch(word):
        return word
    if word[-2:] in ACCENTED:  # the registers type an accented capital as vowel and apostrophe
        word = word[:-2] + ACCENTED[word[-2:]]
    return word[0] + word[1:].lower()


def reduce_outlines(outlines: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Neighbouring outlines with fewer vertices and borders still in common: n in, n out, both in degrees."""
    metric = shapely.transform(np.array(outlines, dtype=object), to_metres)
    clean = shapely.coverage_clean(metric, snapping_distance=SNAP, gap_width=GAP)  # type: ignore[attr-defined]
    reduced = shapely.transform(shapely.coverage_simplify(clean, TOLERANCE), to_degrees)
    # One starting vertex, and outer rings counter-clockwise as RFC 7946 wants them.
    return list(shapely.orient_polygons(shapely.normalize(reduced)))


def to_metres(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 2) longitudes and latitudes in degrees to metres on a local plane."""
    return degrees * METRES


def to_degrees(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 2) metres on the local plane to degrees, rounded to five decimals (about 1 m)."""
    return np.round(metres / METRES, DECIMALS)


def reduce_areas(path: Path, kind: str, areas: Sequence[Area]) -> dict[str, BaseGeometry]:
    """Id (such as `nil-27`) -> reduced outline (degrees), in the order of the areas; refused where broken."""
    outlines = reduce_outlines([area.outline for area in areas])
    for area, outline in zip(areas, outlines, strict=True):
        # Rounding comes after the simplification and could fold a very narrow area.
        if outline.is_empty or not outline.is_valid:
            raise refuse(path, f"feature {area.number} does not survive the reduction")
    if not shapely.coverage_is_valid(outlines):
        raise refuse(path, "the reduced areas do not fit together")
    return {f"{kind}-{area.number}": outline for area, outline in zip(areas, outlines, strict=True)}


def parent(parts: Mapping[int, float]) -> int:
    """The Municipio with the largest share; of equal ones the first."""
    return min(parts, key=lambda number: (-parts[number], number))


def render_territories(municipi: Sequence[Area], nils: Sequence[Area], shares: Shares) -> str:
    """`territories.csv`: the city, its Municipi and NIL, by number."""
    rows: list[Row] = [("milano", "city", "", "Milano", "")]
    rows += [describe("municipio", area, "milano") for area in municipi]
    rows += [describe("nil", area, f"municipio-{parent(shares[area.number])}") for area in nils]
    return render_csv(("id", "type", "number", "name", "parent"), rows)


def describe(kind: str, area: Area, within: str) -> Row:
    """The row of a Municipio or NIL."""
    return (f"{kind}-{area.number}", kind, str(area.number), case_name(area.name), within)


def render_parts(shares: Shares) -> str:
    """`territory_parts.csv`: the shares (0 to 1, of the NIL's area) by NIL, the largest first."""
    rows = [
        (f"nil-{nil}", f"municipio-{municipio}", f"{share:.4f}")
        for nil, parts in sorted(shares.items())
        for municipio, share in sorted(parts.items(), key=lambda part: (-part[1], part[0]))
        if share >= LEAST_SHARE
    ]
    return render_csv(("nil", "municipio", "share"), rows)


def render_csv(header: Row, rows: Iterable[Row]) -> str:
    """Comma-separated text with plain line feeds on every system."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def render_geojson(outlines: Mapping[str, BaseGeometry]) -> str:
    """A FeatureCollection of id -> outline (degrees), one feature a line so that a change can be read."""
    features = [
        {"type": "Feature", "id": id, "properties": {"id": id}, "geometry": mapping(outline)}
        for id, outline in outlines.items()
    ]
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def render(municipi_path: Path, nil_path: Path, shares_path: Path) -> dict[str, str]:
    """The three files, name -> text, from the three inputs."""
    municipi = read_areas(municipi_path, "municipio", "name")
    nils = read_areas(nil_path, "id_nil", "nil")
    shares = read_shares(shares_path)
    check_agreement(shares_path, municipi, nils, shares)
    outlines = reduce_areas(municipi_path, "municipio", municipi) | reduce_areas(nil_path, "nil", nils)
    return {
        "territories.csv": render_territories(municipi, nils, shares),
        "territory_parts.csv": render_parts(shares),
        "territories.geojson": render_geojson(outlines),
    }


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the texts as UTF-8 into a folder, which is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
    except OSError as error:
        raise refuse(Path(error.filename or folder), f"cannot be written ({error.strerror})") from None


FILE = click.Path(path_type=Path)


@click.command()
@click.option("--municipi", required=True, type=FILE, help="GeoJSON of the Municipi.")
@click.option("--nil", required=True, type=FILE, help="GeoJSON of the NIL.")
@click.option("--shares", required=True, type=FILE, help="CSV of the shares of each NIL in the Municipi.")
@click.option("--out", default="data/vocabularies", show_default=True, type=FILE, help="Folder to write into.")
def main(municipi: Path, nil: Path, shares: Path, out: Path) -> None:
    """Write territories.csv, territory_parts.csv and territories.geojson."""
    files = render(municipi, nil, shares)
    write(out, files)
    for name, text in files.items():
        click.echo(f"{out / name}: {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
