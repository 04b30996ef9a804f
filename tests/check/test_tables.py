# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records as flat tables, and the way back from a cell to its record."""

from __future__ import annotations

from typing import Any

import pytest

from laltro.check.tables import Table, singular, tables
from laltro.check.tabular import check_tables
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import ROOT, read_schemas

REAL = read_catalogue(ROOT / "data")


def flatten(*records: Record) -> dict[str, Table]:
    catalogue = Catalogue(read_schemas(ROOT / "data"), {record.key: record for record in records})
    return {table.name: table for table in tables(catalogue)}


def rows(table: Table) -> list[dict[str, Any]]:
    """The rows as mappings, empty cells left out."""
    names = [column.name for column in table.columns]
    return [{name: cell for name, cell in zip(names, row, strict=True) if cell is not None} for row in table.rows]


def test_a_scalar_is_a_column_and_a_part_of_an_object_too() -> None:
    place = Record("place", "luogo", {"id": "luogo", "name": "Luogo", "address": {"street": "Via 1"}, "latitude": 45.4})
    assert rows(flatten(place)["places"]) == [
        {"id": "luogo", "name": "Luogo", "address_street": "Via 1", "latitude": 45.4}
    ]


def test_a_list_is_a_link_table() -> None:
    service = Record("service", "esempio", {"areas": ["training", "childcare"], "channels": {"phones": ["112"]}})
    found = flatten(service)
    assert rows(found["services_areas"]) == [
        {"service": "esempio", "area": "training"},
        {"service": "esempio", "area": "childcare"},
    ]
    assert rows(found["services_channels_phones"]) == [{"service": "esempio", "phone": "112"}]


def test_a_list_of_objects_has_positions_and_its_own_lists_have_them_too() -> None:
    schedules = [{"days": ["mon", "tue"], "opens_at": "16:30"}, {"days": ["sun"]}]
    found = flatten(Record("service", "esempio", {"schedules": schedules}))
    assert rows(found["services_schedules"]) == [
        {"service": "esempio", "position": 1, "opens_at": "16:30"},
        {"service": "esempio", "position": 2},
    ]
    assert rows(found["services_schedules_days"]) == [
        {"service": "esempio", "position": 1, "day": "mon"},
        {"service": "esempio", "position": 1, "day": "tue"},
        {"service": "esempio", "position": 2, "day": "sun"},
    ]
    assert [path for _, path in found["services_schedules_days"].origins] == [
        ("schedules", 0, "days", 0),
        ("schedules", 0, "days", 1),
        ("schedules", 1, "days", 0),
    ]


@pytest.mark.parametrize(
    ("target", "row"),
    [
        ({"kind": "lab", "id": "uno"}, {"target_lab": "uno"}),
        ({"kind": "service", "id": "due"}, {"target_service": "due"}),
        ({"kind": "nonsense", "id": "tre"}, {}),
        ({"kind": "lab"}, {}),
        ("lab", {}),
        (["lab"], {}),
    ],
)
def test_a_reference_to_one_of_several_kinds_has_a_column_for_each(target: Any, row: dict[str, str]) -> None:
    assert rows(flatten(Record("match", "patto", {"target": target}))["matches"]) == [row]


def test_a_part_of_the_city_has_a_column_beside_the_kinds() -> None:
    receiver = {"kind": "territory", "id": "municipio-4"}
    table = flatten(Record("contribution", "dono", {"receiver": receiver}))["contributions"]
    assert rows(table) == [{"receiver_territory": "municipio-4"}]
    assert {column.name: column.resource for column in table.columns}["receiver_territory"] == "territories"


@pytest.mark.parametrize("value", ["x", {"a": "b"}, [["x"]], [{"a": "b"}], []])
def test_what_has_the_wrong_shape_has_no_row(value: Any) -> None:
    assert flatten(Record("service", "esempio", {"areas": value}))["services_areas"].rows == []


@pytest.mark.parametrize(
    ("word", "one"),
    [("areas", "area"), ("territories", "territory"), ("accessibility", "accessibility"), ("axis", "axis")],
)
def test_names_of_one(word: str, one: str) -> None:
    assert singular(word) == one


def test_every_table_of_the_real_data_has_distinct_columns_and_a_known_target() -> None:
    found = tables(REAL)
    names = {table.name for table in found} | set(REAL.vocabularies)
    assert len({table.name for table in found}) == len(found)
    for table in found:
        columns = [column.name for column in table.columns]
        assert len(set(columns)) == len(columns), table.name
        assert set(table.primary_key) <= set(columns), table.name
        assert {column.resource for column in table.columns} <= names | {""}, table.name
        assert all(len(row) == len(columns) for row in table.rows), table.name
        assert len(table.rows) == len(table.origins), table.name


@pytest.mark.parametrize(
    ("kind", "values", "found"),
    [
        ("service", {}, {("required", "id"), ("required", "status"), ("required", "name")}),
        ("service", {"id": "Esempio!"}, {("pattern", "id"), ("required", "status"), ("required", "name")}),
        ("lab", {"id": "x", "status": "x", "title": "x"}, {("not-an-option", "status")}),
        ("service", {"areas": ["training", "no"]}, {("reference-missing", "areas.1")}),
        ("service", {"areas": ["training", "training"]}, {("duplicate-item", "areas.1")}),
        ("service", {"areas": [""]}, {("required", "areas.0")}),
        ("service", {"costs": [{"amount": "tanto"}]}, {("type", "costs.0.amount"), ("required", "costs.0.currency")}),
        ("service", {"costs": [{"amount": -1, "currency": "EUR"}]}, {("too-small", "costs.0.amount")}),
        ("service", {"schedules": [{"days": ["lun"]}]}, {("not-an-option", "schedules.0.days.0")}),
        ("service", {"schedules": [{}, {"nth": 6}]}, {("too-large", "schedules.1.nth")}),
        (
            "service",
            {"places": ["no"], "partners": ["x"]},
            {("reference-missing", "places.0"), ("reference-missing", "partners.0")},
        ),
        ("match", {"target": {"kind": "lab", "id": "no"}}, {("reference-missing", "target.id"), ("required", "offer")}),
        ("contribution", {"receiver": {"kind": "territory", "id": "no"}}, {("reference-missing", "receiver.id")}),
        ("outcome", {"milestones": [{"text": "x"}]}, {("required", "milestones.0.date"), ("required", "lab")}),
        ("service", {"replaced_by": "no"}, {("reference-missing", "replaced_by")}),
    ],
)
def test_what_frictionless_finds_is_told_at_its_place(kind: str, values: Any, found: set[tuple[str, str]]) -> None:
    base = {"id": "esempio", "status": "published", "name": "Esempio", "title": "Esempio"} if "id" not in values else {}
    record = Record(kind, "esempio", {**base, **values} if values else {}, "esempio.yaml", {(): 1})
    problems = list(check_tables(REAL.within([]).holding([record])))
    assert {(item.code, item.field) for item in problems} == found
    assert {(item.path, item.record, item.line) for item in problems} == {("esempio.yaml", f"{kind}/esempio", 1)}


def test_more_than_a_thousand_problems_are_all_told() -> None:
    areas = [f"area-{number}" for number in range(1500)]
    record = Record("service", "esempio", {"id": "esempio", "status": "published", "name": "Esempio", "areas": areas})
    assert len(list(check_tables(REAL.within([]).holding([record])))) == 1500


def test_a_reference_to_an_unreadable_file_is_not_told_twice() -> None:
    record = Record("service", "x", {"id": "x", "status": "published", "name": "X", "organization": "rotta"})
    catalogue = Catalogue(
        REAL.schemas, {record.key: record}, REAL.vocabularies, unreadable=frozenset({("organization", "rotta")})
    )
    assert list(check_tables(catalogue)) == []


def test_without_a_vocabulary_the_rest_is_still_checked() -> None:
    record = Record("service", "x", {"id": "x", "name": "X", "areas": ["training"]})
    catalogue = Catalogue(REAL.schemas, {record.key: record}, {})
    assert {item.code for item in check_tables(catalogue)} == {"csv-missing", "required"}
