# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON Schemas for editors: every real record passes, and each way of breaking one fails."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from laltro import cli
from laltro.publish.data.json_schema import FOLDER, SETTINGS, editor_files
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import ROOT, read_strings

DATA = ROOT / "data"
CATALOGUE = read_catalogue(DATA)
TEXTS = editor_files(CATALOGUE.schemas, CATALOGUE.vocabularies, read_strings(DATA)["it"])
SCHEMAS = {kind: json.loads(TEXTS[f"{FOLDER}/{kind}.schema.json"]) for kind in CATALOGUE.schemas}

SERVICE: dict[str, Any] = {
    "id": "esempio",
    "status": "published",
    "name": "Esempio",
    "areas": ["training"],
    "is_public_service": True,
    "minimum_age_months": 36,
    "costs": [{"amount": 2.5, "currency": "EUR"}],
    "schedules": [{"days": ["mon"], "opens_at": "16:30", "valid_from": "2026-09", "nth": -1}],
    "channels": {"phones": ["+39 02 1234567"], "email": "info@example.org", "url": "https://example.org/x"},
    "hours_confirmed": "2026-11-22",
    "inferred": ["summary"],
    "replaced_by": "altro",
    "translations": {"en": {"name": "Example"}},
}


def problems(kind: str, value: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMAS[kind]).iter_errors(value)]


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from nodes(part)


@pytest.mark.parametrize("path", TEXTS)
def test_what_is_committed_is_what_is_generated(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == TEXTS[path]


def test_every_committed_schema_is_generated() -> None:
    assert sorted(path.name for path in (ROOT / FOLDER).iterdir()) == sorted(
        Path(path).name for path in TEXTS if path != SETTINGS
    )


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_is_a_json_schema_in_italian_that_needs_nothing_else(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])
    assert SCHEMAS[kind]["title"] == read_strings(DATA)["it"].text(f"kinds.{kind}.one")
    for node in nodes(SCHEMAS[kind]):
        assert str(node.get("$ref", "#/")).startswith("#/")
        assert len(node.get("enumDescriptions", [])) == len(node.get("enum", []))
        assert node.get("type") != "object" or node["additionalProperties"] is False
        pattern = node.get("pattern")
        assert not isinstance(pattern, str) or (pattern.startswith("^") and pattern.endswith("$"))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_field_has_its_words(kind: str) -> None:
    for item in CATALOGUE.schemas[kind].fields:
        assert SCHEMAS[kind]["properties"][item.name]["title"]


def test_every_real_record_passes_as_an_editor_reads_it() -> None:
    wrong = {}
    for record in CATALOGUE.records.values():
        found = problems(record.kind, yaml.safe_load(Path(record.path).read_text(encoding="utf-8")))
        if found:
            wrong[record.path] = found
    assert wrong == {}


def test_the_good_example_passes() -> None:
    assert problems("service", SERVICE) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("boh",), "x"),
        (("channels", "fax"), "02 1234567"),
        (("id",), "Esempio!"),
        (("id",), "x" * 65),
        (("status",), "publishd"),
        (("name",), 7),
        (("name",), "x" * 121),
        (("areas",), "training"),
        (("areas", 0), "cucina"),
        (("areas",), ["training", "training"]),
        (("is_public_service",), "true"),
        (("minimum_age_months",), "36"),
        (("minimum_age_months",), 36.5),
        (("minimum_age_months",), -1),
        (("costs", 0, "amount"), "2.5"),
        (("costs", 0, "currency"), "euro"),
        (("costs", 0), {"amount": 1}),
        (("schedules", 0, "opens_at"), "25:00"),
        (("schedules", 0, "opens_at"), 1630),
        (("schedules", 0, "valid_from"), 2026),
        (("schedules", 0, "valid_from"), "2026-13"),
        (("schedules", 0, "nth"), 6),
        (("hours_confirmed",), "2026-09"),
        (("channels", "phones", 0), "zero due"),
        (("channels", "url"), "javascript:alert(1)"),
        (("channels", "email"), "info@@example"),
        (("inferred", 0), "sumary"),
        (("replaced_by",), "../altro"),
        (("translations", "en", "nome"), "Example"),
    ],
)
def test_each_way_of_breaking_it_fails(path: tuple[str | int, ...], value: Any) -> None:
    broken = copy.deepcopy(SERVICE)
    node: Any = broken
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value
    assert problems("service", broken)


@pytest.mark.parametrize("name", ["id", "status", "name"])
def test_only_what_every_record_has_is_required(name: str) -> None:
    assert problems("service", {key: value for key, value in SERVICE.items() if key != name})
    assert SCHEMAS["service"]["required"] == ["id", "status", "name"]


def test_a_reference_to_one_of_several_kinds() -> None:
    match = {"id": "x", "status": "published", "offer": "a", "target": {"kind": "lab", "id": "b"}}
    assert problems("match", match) == []
    assert problems("match", {**match, "target": {"kind": "place", "id": "b"}})
    assert problems("match", {**match, "target": {"kind": "lab", "id": "B!"}})
    assert problems("match", {**match, "target": "b"})


def test_the_editor_is_told_which_records_each_schema_is_for() -> None:
    for path, glob in json.loads(TEXTS[SETTINGS])["yaml.schemas"].items():
        assert path.removeprefix("./") in TEXTS
        kind = re.fullmatch(r"\./data/json-schema/([a-z_]+)\.schema\.json", path)
        assert kind
        assert glob == f"data/{CATALOGUE.schemas[kind[1]].plural}/*.yaml"


def test_one_changed_byte_fails_the_check(tmp_path: Path) -> None:
    shutil.copytree(DATA / "vocabularies", tmp_path / "data" / "vocabularies")
    command = ["generate", "--data", str(tmp_path / "data")]
    assert CliRunner().invoke(cli.main, command).exit_code == 0
    assert CliRunner().invoke(cli.main, [*command, "--check"]).exit_code == 0
    stale = tmp_path / FOLDER / "service.schema.json"
    stale.write_bytes(stale.read_bytes() + b" ")
    ran = CliRunner().invoke(cli.main, [*command, "--check"])
    assert ran.exit_code == 1
    assert "service.schema.json" in ran.output
