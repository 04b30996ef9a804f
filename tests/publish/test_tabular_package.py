# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The downloads: valid for anybody's Frictionless, harmless in a spreadsheet, silent about what is not public."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from laltro.model.catalogue import Catalogue
from laltro.model.strings import Strings
from laltro.publish.data.open_data import catalogue_json, released
from laltro.publish.data.tabular_package import ARCHIVE, DESCRIPTOR, neutral, package
from laltro.publish.edition.edition import public
from laltro.voice.words import Words
from laltro.world.build.site import exports
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME

URL = "https://example.org/repo/"
Make = Callable[..., Catalogue]
Files = dict[str, bytes]
SERVICE = {"id": "corso", "name": "Corso"}


@pytest.fixture(scope="session")
def packed(strings: dict[str, Strings]) -> Callable[[Catalogue], Files]:
    words = [Words(one) for one in strings.values()]
    return lambda catalogue: package(released(public(catalogue)), words, URL)


@pytest.fixture(scope="session")
def real(packed: Callable[[Catalogue], Files]) -> Files:
    return packed(read_catalogue(HOME))


def rows(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    """The rows of a table as any CSV reader sees them, empty cells left out."""
    text = io.StringIO(files[f"{name}.csv"].decode(), newline="")
    return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(text)]


def resource(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    return next(item for item in json.loads(files[DESCRIPTOR])["resources"] if item["name"] == name)


def field(files: Mapping[str, bytes], table: str, name: str) -> dict[str, Any]:
    return next(item for item in resource(files, table)["schema"]["fields"] if item["name"] == name)


def validated(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """What plain Frictionless says of the files on a disk."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    report = Package(str(folder / DESCRIPTOR)).validate()
    found = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    return [*found, *(error.message for error in report.errors)]


def test_the_real_data_are_valid(real: Files, tmp_path: Path) -> None:
    assert validated(real, tmp_path) == []


@pytest.fixture(scope="session")
def unsealed(real: Files, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The real tables without their checksums: the schema alone must find what is wrong."""
    about = json.loads(real[DESCRIPTOR])
    for item in about["resources"]:
        del item["bytes"], item["hash"]
    files = {**real, DESCRIPTOR: json.dumps(about).encode()}
    assert validated(files, tmp_path_factory.mktemp("unsealed")) == []
    return files


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("services_areas", b",training\n", b",cucina\n"),
        ("services_areas", b"service,area\n", b"service,area\nnessuno,training\n"),
        ("services_schedules_days", b"position,day\n", b"position,day\nnessuno,1,mon\n"),
        ("services", b",published,", b",publishd,"),
        ("places", b"45.4", b"circa 45.4"),
    ],
)
def test_a_broken_cell_is_found(unsealed: Files, tmp_path: Path, table: str, old: bytes, new: bytes) -> None:
    name = f"{table}.csv"
    assert old in unsealed[name]
    assert validated({**unsealed, name: unsealed[name].replace(old, new, 1)}, tmp_path)


def test_a_changed_byte_is_found(real: Files, tmp_path: Path) -> None:
    changed = real["services.csv"].replace(b"a", b"o", 1)
    assert validated({**real, "services.csv": changed}, tmp_path)


def test_the_same_records_in_any_order_give_the_same_bytes(real: Files, packed: Callable[[Catalogue], Files]) -> None:
    catalogue = read_catalogue(HOME)
    turned = Catalogue(catalogue.schemas, dict(reversed(catalogue.records.items())), catalogue.vocabularies)
    assert packed(turned) == real


def test_the_archive_holds_all_and_tells_no_date(real: Files) -> None:
    with zipfile.ZipFile(io.BytesIO(real[ARCHIVE])) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == {
            name: content for name, content in real.items() if name != ARCHIVE
        }
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())


def test_the_descriptor_names_plain_files_and_says_whose_they_are(real: Files) -> None:
    about = json.loads(real[DESCRIPTOR])
    assert about["title"] != about["title_en"]
    assert about["licenses"][0]["name"] == "CC-BY-4.0"
    assert about["sources"][0]["title"] == "Fonte: Comune di Milano – dati.comune.milano.it, CC BY 4.0 (rielaborato)"
    names = [item["path"] for item in about["resources"]]
    assert sorted(names) == sorted(name for name in real if name.endswith(".csv"))
    assert all("/" not in name and ":" not in name for name in names)
    assert all(item["title"] and item["title_en"] for item in about["resources"])


def test_every_column_of_records_has_a_title_in_both_languages(real: Files) -> None:
    vocabularies = set(read_catalogue(HOME).vocabularies)  # whose columns have names, but no words
    for item in json.loads(real[DESCRIPTOR])["resources"]:
        for column in item["schema"]["fields"] if item["name"] not in vocabularies else ():
            assert column["title"], (item["name"], column["name"])
            assert column["title_en"], (item["name"], column["name"])


def test_every_list_is_tied_to_what_it_belongs_to(real: Files) -> None:
    keys = {
        item["name"]: [(key["fields"], key["reference"]) for key in item["schema"].get("foreignKeys", [])]
        for item in json.loads(real[DESCRIPTOR])["resources"]
    }
    parent = {"resource": "services", "fields": ["id"]}
    assert (["service"], parent) in keys["services_areas"]
    assert (["area"], {"resource": "areas", "fields": ["id"]}) in keys["services_areas"]
    assert (["service"], parent) in keys["services_channels_phones"]
    row = ["service", "position"]
    assert (row, {"resource": "services_schedules", "fields": row}) in keys["services_schedules_days"]
    assert (["replaced_by"], {"resource": "", "fields": ["id"]}) in keys["services"]
    assert resource(real, "services_schedules_days")["schema"]["primaryKey"] == ["service", "position", "day"]


def test_no_cell_is_a_formula_and_one_quote_gives_it_back(
    catalogue_of: Make, packed: Callable[[Catalogue], Files], tmp_path: Path
) -> None:
    starts = ["=", "+", "-", "@", "\t", "\r", "'=", "''@"]
    texts = {f"corso-{n}": f'{start}HYPERLINK("https://evil.example";"x")' for n, start in enumerate(starts)}
    made = [("service", id, {"id": id, "name": text, "required_documents": [text]}) for id, text in texts.items()]
    files = packed(catalogue_of(*made))
    quoted = {id: f"'{text}" for id, text in texts.items()}
    assert {row["id"]: row["name"] for row in rows(files, "services")} == quoted
    documents = rows(files, "services_required_documents")
    assert {row["service"]: row["required_document"] for row in documents} == quoted
    assert validated(files, tmp_path) == []


@pytest.mark.parametrize("text", ["Nido", "l'ora", "'ndrangheta", " =x", "", "0=0", "«-»"])
def test_other_texts_stay(text: str) -> None:
    assert neutral(text) == text


def test_numbers_stay_numbers(catalogue_of: Make, packed: Callable[[Catalogue], Files], tmp_path: Path) -> None:
    values = {"name": "Sud", "latitude": -33.9, "longitude": -0.000001, "schedules": [{"nth": -1}]}
    files = packed(catalogue_of(("place", "sud", {"id": "sud", **values})))
    place = rows(files, "places")[0]
    assert (place["latitude"], place["longitude"]) == ("-33.9", "-0.000001")
    assert rows(files, "places_schedules")[0]["nth"] == "-1"
    assert validated(files, tmp_path) == []


def test_a_text_as_long_as_it_may_be_has_room_for_the_quote(
    catalogue_of: Make, packed: Callable[[Catalogue], Files], tmp_path: Path
) -> None:
    plain = packed(catalogue_of(("service", "corso", SERVICE)))
    files = packed(catalogue_of(("service", "corso", {**SERVICE, "name": "=" * 120})))
    assert field(plain, "services", "name")["constraints"]["maxLength"] == 120
    assert field(files, "services", "name")["constraints"]["maxLength"] == 121
    assert validated(files, tmp_path) == []


def test_phones_and_lists_that_begin_with_a_sign(
    catalogue_of: Make, packed: Callable[[Catalogue], Files], tmp_path: Path
) -> None:
    values = {"channels": {"phones": ["+39 02 1234567"]}, "description": '- "uno", due\n- tre'}
    files = packed(catalogue_of(("service", "corso", {**SERVICE, **values})))
    assert rows(files, "services_channels_phones") == [{"service": "corso", "phone": "'+39 02 1234567"}]
    assert rows(files, "services")[0]["description"] == '\'- "uno", due\n- tre'
    assert validated(files, tmp_path) == []


def test_line_feeds_quotes_and_booleans(catalogue_of: Make, packed: Callable[[Catalogue], Files]) -> None:
    values = {"summary": 'a\r"b"\n,c', "historic": True, "is_public_service": False}
    data = packed(catalogue_of(("service", "corso", {**SERVICE, **values})))["services.csv"]
    assert b'"a\r""b""\n,c"' in data
    assert b",true," in data
    assert b",false," in data
    assert b"\r\n" not in data
    assert data.endswith(b"\n")
    assert not data.startswith(b"\xef\xbb\xbf")


HIDDEN = [
    ("organization", "bozza", {"id": "bozza", "status": "draft", "name": "Nessuno deve saperlo"}),
    ("offer", "sospesa", {"id": "sospesa", "status": "suspended", "title": "Nemmeno questo"}),
    ("lab", "fermo", {"id": "fermo", "status": "draft", "title": "Fermo"}),
    (
        "service",
        "corso",
        {**SERVICE, "organization": "bozza", "partners": ["bozza", "nota"], "replaced_by": "corso"},
    ),
    ("organization", "nota", {"id": "nota", "name": "Nota", "parent": "bozza"}),
    ("match", "patto", {"id": "patto", "offer": "sospesa", "target": {"kind": "lab", "id": "fermo"}}),
]


def test_what_is_not_public_is_not_even_referred_to(
    catalogue_of: Make, packed: Callable[[Catalogue], Files], strings: dict[str, Strings], tmp_path: Path
) -> None:
    catalogue = catalogue_of(*HIDDEN)
    files = packed(catalogue)
    files["catalogo.json"] = catalogue_json(released(public(catalogue)), Words(strings["it"]), URL)
    for name, content in files.items():
        for secret in (b"bozza", b"sospesa", b"fermo", b"Nessuno", b"Nemmeno", b"Fermo"):
            assert secret not in content, name
    assert rows(files, "services_partners") == [{"service": "corso", "organization": "nota"}]
    assert rows(files, "matches") == [{"id": "patto", "status": "published"}]
    assert validated(files, tmp_path) == []


def test_single_needs_are_not_exported(catalogue_of: Make, packed: Callable[[Catalogue], Files]) -> None:
    files = packed(catalogue_of(("need", "voce", {"id": "voce", "statement": "Quello che ho detto"})))
    assert not [name for name in files if name.startswith("needs")]
    assert all(b"Quello che ho detto" not in content for content in files.values())


def test_vocabularies_that_no_record_refers_to_are_not_exported(real: Files) -> None:
    catalogue = read_catalogue(HOME)
    assert {"areas", "audiences", "territories", "territory_parts", "nil_context"} == set(
        released(catalogue).vocabularies
    )
    assert all(
        f"{name}.csv" not in real for name in set(catalogue.vocabularies) - set(released(catalogue).vocabularies)
    )


def test_a_confidential_place_is_a_name_and_a_municipio(
    catalogue_of: Make, packed: Callable[[Catalogue], Files], strings: dict[str, Strings]
) -> None:
    secret = {
        "description": "Segreta",
        "address": {"street": "Via Segreta 9"},
        "latitude": 45.4444,
        "longitude": 9.1555,
        "nil": "nil-50",
        "neighbourhood": "Segreta",
        "transport": "Fermata Segreta",
        "organization": "nota",
        "schedules": [{"note": "Segreta"}],
        "accessibility": ["quiet"],
        "sources": [{"url": "https://example.org/segreta"}],
        "inferred": ["nil"],
        "translations": {"en": {"description": "Segreta"}},
    }
    told = {"id": "casa", "status": "published", "name": "Casa", "municipio": "municipio-6", "confidential": True}
    catalogue = released(public(catalogue_of(("place", "casa", {**told, **secret}), HIDDEN[4])))
    files = packed(catalogue)
    assert rows(files, "places") == [{**told, "confidential": "true"}]
    assert not [name for name in files if name.startswith("places_") and rows(files, name.removesuffix(".csv"))]
    shown = json.loads(catalogue_json(catalogue, Words(strings["it"]), URL))
    assert shown["records"]["places"] == [told]


def test_the_json_holds_every_record_with_its_values_untouched(strings: dict[str, Strings]) -> None:
    catalogue = public(read_catalogue(HOME))
    data = catalogue_json(released(catalogue), Words(strings["it"]), URL)
    assert data == catalogue_json(released(catalogue), Words(strings["it"]), URL)
    shown = json.loads(data)["records"]
    for schema in catalogue.schemas.values():
        if schema.folder:
            wanted = [dict(record.values) for record in catalogue.of(schema.kind) if not record.get("confidential")]
            assert [values for values in shown[schema.plural] if not values.get("confidential")] == wanted
    assert "needs" not in shown


def test_a_formula_stays_in_the_json(catalogue_of: Make, strings: dict[str, Strings]) -> None:
    catalogue = released(catalogue_of(("service", "corso", {**SERVICE, "name": "=1+1"})))
    assert json.loads(catalogue_json(catalogue, Words(strings["it"]), URL))["records"]["services"][0]["name"] == "=1+1"


def test_the_site_holds_the_downloads(site: Path, strings: dict[str, Strings], tmp_path: Path) -> None:
    found = {path.name: path.read_bytes() for path in (site / "dati").iterdir()}
    assert {ARCHIVE, DESCRIPTOR, "catalogo.json", "services.csv", "areas.csv"} <= set(found)
    for secret in (b"Segreta", b"45.4444", b"9.1555", b"potrebbe tradire", b"nessuno deve vedere"):
        assert all(secret not in content for content in found.values()), secret
    assert validated(found, tmp_path) == []


def test_exports_lie_in_one_folder(catalogue_of: Make, strings: dict[str, Strings]) -> None:
    assert all(name.startswith("dati/") and name.count("/") == 1 for name in exports(catalogue_of(), strings, URL))
