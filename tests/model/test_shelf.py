"""The records of one kind, found by what they are called."""

from __future__ import annotations

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.shelf import Shelf
from laltro.world.data.support import ROOT, read_schemas

RECORDS = [
    Record("place", "b", {"name": "Cascina È.", "address": {"street": "Via di prova 1"}}),
    Record("place", "a", {"name": "Cascina e"}),
    Record("place", "c", {"name": "CASCINA E", "address": {"street": "Via di prova 1"}}),
    Record("place", "d", {}),
    Record("organization", "a", {"name": "Cascina e"}),
]
CATALOGUE = Catalogue(read_schemas(ROOT / "data"), {record.key: record for record in RECORDS})
PLACES = CATALOGUE.shelves["place"]


def ids(records: object) -> list[str]:
    assert isinstance(records, list | tuple)
    return [record.id for record in records]


def test_a_shelf_holds_one_kind_by_id() -> None:
    assert ids(PLACES.records) == ["a", "b", "c", "d"]
    assert ids(CATALOGUE.shelves["organization"].records) == ["a"]
    assert set(CATALOGUE.shelves) == set(CATALOGUE.schemas)
    assert ids(CATALOGUE.shelves["lab"].records) == []


def test_names_are_plain_and_a_nameless_record_bears_its_id() -> None:
    assert PLACES.names == {"a": "cascina e", "b": "cascina e", "c": "cascina e", "d": "d"}
    assert PLACES.labels["a"] == "cascina e a"
    assert ids(PLACES.named("cascina e")) == ["a", "b", "c"]
    assert ids(PLACES.named("Cascina e")) == []


def test_namesakes_agree_on_every_field_that_makes_the_record() -> None:
    assert ids(PLACES.namesakes(RECORDS[0])) == ["b", "c"]
    assert ids(PLACES.namesakes(RECORDS[1])) == ["a"]
    stranger = Record("place", "nuovo", {"name": "cascina è", "address": {"street": "Via di prova 1"}})
    assert ids(PLACES.namesakes(stranger)) == ["b", "c"]
    assert ids(PLACES.namesakes(Record("place", "nuovo", {"name": "Altra"}))) == []
    assert [ids(group) for group in PLACES.twins()] == [["b", "c"]]


def test_looking_for_what_is_not_there_leaves_nothing_behind() -> None:
    shelf = Shelf(CATALOGUE.schemas["place"], PLACES.records)
    shelf.named("nessuno"), shelf.namesakes(Record("place", "x", {"name": "Nessuno"}))
    assert [ids(group) for group in shelf.twins()] == [["b", "c"]]
