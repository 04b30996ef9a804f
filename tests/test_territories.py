# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The vocabularies that are committed, and the script that makes the territories among them."""

from __future__ import annotations

import csv
import importlib.util
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import frictionless
import pytest
import shapely
import yaml
from click.testing import CliRunner, Result
from shapely.geometry import shape

ROOT = Path(__file__).resolve().parents[1]
VOCABULARIES = ROOT / "data" / "vocabularies"
OUTPUTS = ("territories.csv", "territory_parts.csv", "territories.geojson")


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reduce_territories", ROOT / "scripts" / "reduce_territories.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up here
    spec.loader.exec_module(module)
    return module


reduce_territories = load_script()


def rows(name: str, folder: Path = VOCABULARIES) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def outlines(folder: Path = VOCABULARIES) -> dict[str, Any]:
    collection = json.loads((folder / "territories.geojson").read_text(encoding="utf-8"))
    return {feature["properties"]["id"]: shape(feature["geometry"]) for feature in collection["features"]}


# Small synthetic squares: two Municipi side by side, three NIL of which the middle one straddles them.


def ring(west: float, east: float) -> list[list[float]]:
    """A rectangle about 1 km high; its lower side has a dent, 16 m by 1 m, that a reduction drops."""
    middle = (west + east) / 2
    dent = [[middle - 0.0001, 45.46], [middle, 45.46001], [middle + 0.0001, 45.46]]
    return [[west, 45.46], *dent, [east, 45.46], [east, 45.47], [west, 45.47], [west, 45.46]]


def feature(properties: dict[str, Any], west: float, east: float) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring(west, east)]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


MUNICIPI = (
    feature({"municipio": 2, "name": "Municipio 2"}, 9.15, 9.2),
    feature({"municipio": 1, "name": "Municipio 1"}, 9.1, 9.15),
)
NIL = (
    feature({"id_nil": 3, "nil": "PARCO BOSCO IN CITTA'"}, 9.17, 9.2),
    feature({"id_nil": 1, "nil": "XXII MARZO"}, 9.1, 9.14),
    feature({"id_nil": 2, "nil": "Q.RE ROMANO BANCO"}, 9.14, 9.17),
)
SHARES = "id_nil,municipi_quote\n3,2:1.0000\n1,1:0.9995;2:0.0005\n2,1:0.3333;2:0.6666\n"


@pytest.fixture
def inputs(tmp_path: Path) -> dict[str, Path]:
    texts = {"municipi": collection(*MUNICIPI), "nil": collection(*NIL), "shares": SHARES}
    paths = {name: tmp_path / f"{name}.txt" for name in texts}
    for name, text in texts.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


def run(inputs: dict[str, Path], out: Path) -> Result:
    arguments = [part for name, path in inputs.items() for part in (f"--{name}", str(path))]
    return CliRunner().invoke(reduce_territories.main, [*arguments, "--out", str(out)])


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("PARCO FORLANINI - CAVRIANO", "Parco Forlanini - Cavriano"),
        ("Q.RE ROMANO BANCO", "Q.re Romano Banco"),
        ("XXII MARZO", "XXII Marzo"),
        ("PTA ROMANA", "Porta Romana"),
        ("GIARDINI P.TA VENEZIA", "Giardini P.ta Venezia"),
        ("MAGENTA - S. VITTORE", "Magenta - S. Vittore"),
        ("MONLUE' - PONTE LAMBRO", "Monluè - Ponte Lambro"),
        ("CITTA' STUDI", "Città Studi"),
        ("NIGUARDA - CA' GRANDA", "Niguarda - Ca' Granda"),
        ("RONCHETTO SUL NAVIGLIO - Q.RE LODOVICO IL MORO", "Ronchetto sul Naviglio - Q.re Lodovico il Moro"),
        ("BAGGIO - Q.RE DEGLI OLMI", "Baggio - Q.re degli Olmi"),
        ("DE ANGELI - MONTE ROSA", "De Angeli - Monte Rosa"),
        ("QT 8", "QT 8"),
        ("LORETO - NOLO", "Loreto - NoLo"),
        ("IL MORO - DEI FIORI", "Il Moro - Dei Fiori"),
        ("Municipio 4", "Municipio 4"),
    ],
)
def test_names_are_written_as_italian_writes_them(source: str, name: str) -> None:
    assert reduce_territories.case_name(source) == name


def test_territories_of_squares_are_ordered_and_have_the_largest_share_as_parent(
    inputs: dict[str, Path], tmp_path: Path
) -> None:
    assert run(inputs, tmp_path).exit_code == 0
    assert (tmp_path / "territories.csv").read_bytes().decode() == (
        "id,type,number,name,parent\n"
        "milano,city,,Milano,\n"
        "municipio-1,municipio,1,Municipio 1,milano\n"
        "municipio-2,municipio,2,Municipio 2,milano\n"
        "nil-1,nil,1,XXII Marzo,municipio-1\n"
        "nil-2,nil,2,Q.re Romano Banco,municipio-2\n"
        "nil-3,nil,3,Parco Bosco in Città,municipio-2\n"
    )


def test_parts_have_four_decimals_and_no_tiny_share(inputs: dict[str, Path], tmp_path: Path) -> None:
    run(inputs, tmp_path)
    assert (tmp_path / "territory_parts.csv").read_bytes().decode() == (
        "nil,municipio,share\n"
        "nil-1,municipio-1,0.9995\n"
        "nil-2,municipio-2,0.6666\n"
        "nil-2,municipio-1,0.3333\n"
        "nil-3,municipio-2,1.0000\n"
    )


def test_squares_lose_their_dents_and_keep_their_borders(inputs: dict[str, Path], tmp_path: Path) -> None:
    run(inputs, tmp_path)
    reduced = outlines(tmp_path)
    assert list(reduced) == ["municipio-1", "municipio-2", "nil-1", "nil-2", "nil-3"]
    assert all(shapely.get_num_coordinates(outline) == 5 for outline in reduced.values())
    assert reduced["nil-2"].bounds == (9.14, 45.46, 9.17, 45.47)
    assert reduced["nil-1"].intersection(reduced["nil-2"]).length == pytest.approx(0.01)


@pytest.mark.parametrize("longitude", [9.11999, 9.12001], ids=["gap", "overlap"])
def test_a_corner_beside_a_straight_edge_leaves_no_gap(longitude: float) -> None:
    """A vertex that one neighbour has alone, 1 m off the other's edge, as rounding leaves it."""
    left = shapely.Polygon([(9.1, 45.46), (9.12, 45.46), (longitude, 45.465), (9.12, 45.47), (9.1, 45.47)])
    right = shapely.box(9.12, 45.46, 9.14, 45.47)
    assert not shapely.coverage_is_valid([left, right], gap_width=0.001)
    reduced = reduce_territories.reduce_outlines([left, right])
    assert shapely.coverage_is_valid(reduced, gap_width=0.001)
    assert shapely.union_all(reduced).area == pytest.approx(0.04 * 0.01)


def test_the_same_inputs_give_the_same_bytes(inputs: dict[str, Path], tmp_path: Path) -> None:
    run(inputs, tmp_path / "first")
    inputs["nil"].write_text(collection(*reversed(NIL)), encoding="utf-8")
    run(inputs, tmp_path / "second")
    for name in OUTPUTS:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


def moved(by: float) -> str:
    """The NIL, with latitudes and longitudes that lie elsewhere."""
    return collection(
        *(feature(item["properties"], 9.1 + index + by, 9.14 + index + by) for index, item in enumerate(NIL))
    )


def with_geometry(geometry: Any) -> str:
    return collection(*NIL[1:], {"type": "Feature", "properties": {"id_nil": 3, "nil": "X"}, "geometry": geometry})


BAD_AREAS = {
    "empty": "",
    "not JSON": "id,name\n1,a\n",
    "deep JSON": "[" * 100_000,
    "a list": "[]",
    "no features": collection(),
    "a feature that is none": collection(1),
    "no properties": collection({"type": "Feature", "geometry": None}),
    "no number": collection(feature({"nil": "A"}, 9.1, 9.14)),
    "a true number": collection(feature({"id_nil": True, "nil": "A"}, 9.1, 9.14)),
    "no name": collection(feature({"id_nil": 1, "nil": " "}, 9.1, 9.14)),
    "twice": collection(*NIL, feature({"id_nil": 3, "nil": "AGAIN"}, 9.2, 9.21)),
    "overlapping": collection(*NIL[1:], feature({"id_nil": 3, "nil": "OVER"}, 9.11, 9.2)),
    "too few": collection(*NIL[1:]),
    "elsewhere": moved(by=1),
    "no geometry": with_geometry(None),
    "a point": with_geometry({"type": "Point", "coordinates": [9.1, 45.4]}),
    "an empty polygon": with_geometry({"type": "Polygon", "coordinates": []}),
    "broken coordinates": with_geometry({"type": "Polygon", "coordinates": "9.1 45.4"}),
    "coordinates that are words": with_geometry({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}),
    "a ring of two points": with_geometry({"type": "Polygon", "coordinates": [[[9.1, 45.4], [9.2, 45.4]]]}),
    "no coordinates": with_geometry({"type": "Polygon"}),
    "not a number": with_geometry({"type": "Polygon", "coordinates": [[[float("nan"), 45.4]] * 4]}),
    "a bow tie": with_geometry(
        {
            "type": "Polygon",
            "coordinates": [[[9.17, 45.4], [9.2, 45.41], [9.2, 45.4], [9.17, 45.41], [9.17, 45.4]]],
        }
    ),
}
BAD_SHARES = {
    "empty": "",
    "other columns": "nil,share\n1,1\n",
    "no number": SHARES.replace("\n3,", "\nthree,"),
    "no shares": SHARES.replace("2:1.0000", ""),
    "a cell less": SHARES.replace("3,2:1.0000", "3"),
    "a Municipio twice": SHARES.replace("1:0.3333;", "2:0.3333;"),
    "not a number": SHARES.replace("2:1.0000", "2:nan"),
    "more than the whole": SHARES.replace("2:1.0000", "2:1.5"),
    "less than the whole": SHARES.replace("2:1.0000", "2:0.5"),
    "a NIL twice": SHARES + "3,2:1.0000\n",
    "an unknown NIL": SHARES + "4,2:1.0000\n",
    "an unknown Municipio": SHARES.replace("2:1.0000", "7:1.0000"),
    "another file": collection(*NIL),
}
BAD = (
    [("nil", case, text) for case, text in BAD_AREAS.items()]
    + [("shares", case, text) for case, text in BAD_SHARES.items()]
    + [("municipi", "the NIL", collection(*NIL))]
)


def assert_refused(result: Result, path: Path, out: Path) -> None:
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.output.startswith(f"Error: {path}: ")
    assert result.output.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, _, t in BAD], ids=[f"{n}: {case}" for n, case, _ in BAD])
def test_a_wrong_input_is_named_in_one_line(name: str, text: str, inputs: dict[str, Path], tmp_path: Path) -> None:
    inputs[name].write_text(text, encoding="utf-8")
    # A NIL that is missing shows in the file that still speaks of it.
    blamed = "shares" if text == BAD_AREAS["too few"] else name
    assert_refused(run(inputs, tmp_path / "out"), inputs[blamed], tmp_path / "out")


@pytest.mark.parametrize("name", ["municipi", "nil", "shares"])
def test_a_missing_file_a_folder_and_bytes_that_are_no_text_are_named_in_one_line(
    name: str, inputs: dict[str, Path], tmp_path: Path
) -> None:
    for path in (tmp_path / "nowhere.geojson", tmp_path):
        assert_refused(run(inputs | {name: path}, tmp_path / "out"), path, tmp_path / "out")
    inputs[name].write_bytes(b"\xff\xfe\x00")
    assert_refused(run(inputs, tmp_path / "out"), inputs[name], tmp_path / "out")


def test_an_output_that_is_no_folder_is_named_in_one_line(inputs: dict[str, Path]) -> None:
    result = run(inputs, inputs["nil"])
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {inputs['nil']}: cannot be written")
    assert result.output.count("\n") == 1


# The committed files.


def test_there_are_one_city_9_municipi_and_88_nil_in_order() -> None:
    ids = [
        "milano",
        *(f"municipio-{number}" for number in range(1, 10)),
        *(f"nil-{number}" for number in range(1, 89)),
    ]
    territories = rows("territories.csv")
    assert [row["id"] for row in territories] == ids
    assert [row["type"] for row in territories] == ["city", *["municipio"] * 9, *["nil"] * 88]
    assert all(row["id"] == f"{row['type']}-{row['number']}" for row in territories[1:])
    assert list(outlines()) == ids[1:]


def test_names_are_cased_and_distinct() -> None:
    names = [row["name"] for row in rows("territories.csv")]
    assert len(set(names)) == len(names)
    assert not any(name.isupper() for name in names if name != "QT 8")
    assert {"Parco Forlanini - Cavriano", "XXII Marzo", "Lodi - Corvetto", "Porta Romana"} < set(names)


def test_the_parts_of_every_nil_add_up_and_the_largest_is_the_parent() -> None:
    parts: dict[str, dict[str, float]] = {}
    for row in rows("territory_parts.csv"):
        parts.setdefault(row["nil"], {})[row["municipio"]] = float(row["share"])
    nils = [row for row in rows("territories.csv") if row["type"] == "nil"]
    assert list(parts) == [row["id"] for row in nils]
    for row in nils:
        assert sum(parts[row["id"]].values()) == pytest.approx(1, abs=0.01)
        assert row["parent"] == max(parts[row["id"]], key=lambda id: parts[row["id"]][id])
    assert parts["nil-27"] == {"municipio-5": 0.5014, "municipio-4": 0.4981}


def test_the_geometry_is_small_and_bears_only_ids() -> None:
    data = (VOCABULARIES / "territories.geojson").read_bytes()
    assert len(data) <= 120_000
    assert data.count(b"\n") == 9 + 88 + 2
    for item in json.loads(data)["features"]:
        assert item["properties"] == {"id": item["id"]}


def test_every_outline_is_valid_and_neighbours_fit() -> None:
    areas = outlines()
    assert all(outline.is_valid and not outline.is_empty for outline in areas.values())
    assert shapely.coverage_is_valid([areas[id] for id in areas if id.startswith("nil-")])
    assert shapely.coverage_is_valid([areas[id] for id in areas if id.startswith("municipio-")])


def test_the_geometry_agrees_with_the_parts() -> None:
    areas = outlines()
    for row in rows("territory_parts.csv"):
        nil = areas[row["nil"]]
        share = nil.intersection(areas[row["municipio"]]).area / nil.area
        assert share == pytest.approx(float(row["share"]), abs=0.01)


@pytest.mark.parametrize(
    ("longitude", "latitude", "ids"),
    [
        pytest.param(9.218008, 45.440190, {"nil-35", "municipio-4"}, id="Biblioteca Oglio"),
        pytest.param(9.134322, 45.447557, {"nil-49", "municipio-6"}, id="Biblioteca Lorenteggio"),
        pytest.param(9.163040, 45.431123, {"nil-46", "municipio-6"}, id="Biblioteca Sant'Ambrogio"),
        pytest.param(9.213281, 45.460612, {"nil-26", "municipio-4"}, id="via Bezzecca 18"),
        pytest.param(9.172030, 45.455810, {"nil-7", "municipio-1"}, id="via Carchidio, 1 m from a border"),
        pytest.param(9.187261, 45.464354, {"nil-1", "municipio-1"}, id="Duomo"),
        pytest.param(9.35, 45.46, set(), id="outside Milan"),
    ],
)
def test_known_points_lie_where_they_should(longitude: float, latitude: float, ids: set[str]) -> None:
    point = shapely.Point(longitude, latitude)
    assert {id for id, outline in outlines().items() if outline.covers(point)} == ids


def test_areas_and_audiences_stand_in_the_order_of_the_data_model() -> None:
    areas, audiences = rows("areas.csv"), rows("audiences.csv")
    assert ", ".join(row["id"] for row in areas) == (
        "childcare, parenting, training, employment, work-flexibility, other"
    )
    assert ", ".join(row["id"] for row in audiences) == (
        "parents, children, adolescents, young-people, students, women, older-people, caregivers, workers, "
        "job-seekers, employees-of, tenants, foreign-residents, people-in-hardship, residents, associations, "
        "companies, professionals, all"
    )
    for table in (areas, audiences):
        assert [int(row["order"]) for row in table] == list(range(1, len(table) + 1))


def test_the_descriptor_reads_the_same_as_text() -> None:
    text = (VOCABULARIES / "datapackage.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text) == yaml.load(text, yaml.BaseLoader)


def validate(folder: Path) -> frictionless.Report:
    return frictionless.Package(str(folder / "datapackage.yaml")).validate()


def test_the_vocabularies_are_a_valid_data_package() -> None:
    report = validate(VOCABULARIES)
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    places = {task.place for task in report.tasks}
    assert places == {path.name for path in VOCABULARIES.glob("*.csv")}
    assert {"areas.csv", "audiences.csv", "territories.csv", "territory_parts.csv"} <= places


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    [
        ("areas.csv", "parenting,", "childcare,", "primary-key"),
        ("areas.csv", "parenting,", ",", "constraint-error"),
        ("areas.csv", "Genitorialità", "", "constraint-error"),
        ("audiences.csv", "Genitori,", ",", "constraint-error"),
        ("audiences.csv", "Parents,1", "Parents,", "type-error"),
        ("territories.csv", "Brera,municipio-1", "Brera,municipio-12", "constraint-error"),
        ("territories.csv", "Brera", "", "constraint-error"),
        ("territories.csv", "nil-1,nil", "nil-1,zona", "constraint-error"),
        ("territory_parts.csv", "nil-2,municipio-9", "nil-99,municipio-9", "foreign-key"),
        ("territory_parts.csv", "0.9934", "1.9934", "constraint-error"),
        ("territory_parts.csv", "nil-2,municipio-9", "nil-2,municipio-1", "primary-key"),
    ],
)
def test_the_data_package_refuses_a_wrong_row(name: str, old: str, new: str, error: str, tmp_path: Path) -> None:
    folder = tmp_path / "vocabularies"
    shutil.copytree(VOCABULARIES, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [error] in validate(folder).flatten(["type"])
