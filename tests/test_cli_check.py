# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command `laltro check` as a person and a workflow run it. It never prints a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from laltro.check.report import TOLD
from laltro.cli import main
from laltro.cli.product import COMMANDS
from laltro.model.field import Field
from laltro.model.schema import Schema
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import PACKAGE, ROOT, BrokenSupport, read_schemas, read_strings

EXAMPLES = Path(__file__).parent / "check" / "examples"
KEYS = {"code", "severity", "path", "record", "field", "line", "message"}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--data", EXAMPLES / "_passing"], 0),
        (["--data", EXAMPLES / "url-http"], 0),  # a warning
        (["--data", EXAMPLES / "url-unsafe"], 1),
        (["--data", EXAMPLES / "yaml-syntax", "--json"], 1),
        (["--data", EXAMPLES / "yaml-syntax", "--github"], 1),
        (["--data", EXAMPLES / "nowhere"], 2),
        (["--data", EXAMPLES / "url-http/organizations/esempio-ente.yaml"], 2),
        (["--nonsense"], 2),
        (["data"], 2),
    ],
)
def test_exit_status(arguments: list[str | Path], status: int) -> None:
    assert run(*arguments).exit_code == status


def test_json_is_a_list_of_objects_in_a_stable_order() -> None:
    data = EXAMPLES / "decided-elsewhere"
    first, second = run("--data", data, "--json").stdout, run("--data", data, "--json").stdout
    assert first == second
    found = json.loads(first)
    assert all(set(item) >= KEYS for item in found)
    places = [(item["path"], item["line"]) for item in found]
    assert places == sorted(places)
    wanted = {"code": "decided-elsewhere", "severity": "error", "record": "outcome/esempio-esito", "line": 5}
    assert [item for item in found if item.items() >= wanted.items()]


def test_json_of_a_good_folder_is_an_empty_list() -> None:
    assert json.loads(run("--data", EXAMPLES / "_passing", "--json").stdout) == []


def test_github_has_one_command_a_line() -> None:
    lines = run("--data", EXAMPLES / "url-unsafe", "--github").stdout.splitlines()
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)
    assert any(",line=4,title=url-unsafe::" in line for line in lines)


def test_of_a_file_with_a_thousand_problems_people_read_the_first_and_the_number_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    text = "id: esempio\nstatus: published\nname: Esempio\n" + "".join(f"x{number}: x\n" for number in range(1000))
    (tmp_path / "services" / "esempio.yaml").write_text(text, encoding="utf-8")
    told, annotated, whole = (run("--data", tmp_path, *form) for form in ([], ["--github"], ["--json"]))
    assert {told.exit_code, annotated.exit_code, whole.exit_code} == {1}
    found = json.loads(whole.stdout)
    wrong = sum(item["severity"] == "error" for item in found)
    assert wrong == 1000
    assert len(annotated.stdout.splitlines()) == TOLD + 1
    assert len(told.stdout.splitlines()) == 3 * (TOLD + 1) + 1
    assert f"errori {wrong - TOLD}, avvisi {len(found) - wrong}" in told.stdout
    assert f"errors {wrong - TOLD}, warnings {len(found) - wrong}" in annotated.stdout
    assert told.stdout.splitlines()[-1].startswith(f"Errori: {wrong}.")


def test_text_says_place_rule_and_sentence_and_counts() -> None:
    output = run("--data", EXAMPLES / "url-unsafe").stdout
    assert "url-unsafe/organizations/esempio-ente.yaml:4 error url-unsafe website\n" in output
    assert "Errori: 1." in output.splitlines()[-1]


def test_the_clock_is_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    expired = ["--data", EXAMPLES / "offer-expired"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")  # 2020-01-01
    assert "warning offer-expired" not in run(*expired).stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1609459200")  # 2021-01-01
    assert "warning offer-expired state" in run(*expired).stdout


def test_time_alone_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102444800")  # 2100-01-01
    assert run("--data", ROOT / "data").exit_code == 0


# Values that no field expects; each is given to every field of every kind, and to the parts of its objects.
SHAPES = [
    *("x", "''", "[]", "{}", "[a, b]", "[[a]]", "[{a: b}]", "{a: b}", "{a: {b: c}}", "[a, a]", "[[], {}]", "['', '']"),
    *("0", "-1", "1e400", "nan", "inf", "9" * 30, "1.5.5", "1_000", "+5", "0x10", "-0", "٣", "²", "true", "-", "."),
    *("2026-02-30", "0001-01-01T00:00", "9999-12-31T23:59", "{kind: nonsense}", "{kind: nonsense, id: x}"),
    *("{kind: [lab], id: {a: b}}", "{kind: lab}", "{id: [x]}", "[{kind: lab, id: x}]", "[{}]", "[{}, a]"),
    *("[{days: mon}]", "[{days: [mon, [tue]]}]", "[{valid_from: [x], valid_to: {a: b}}]", "{en: x}", "{de: {name: x}}"),
    *(
        "{en: [x]}",
        "{en: {name: [x]}}",
        '"\\u202e"',
        '"\\n::error::"',
        "'{0}'",
        "'{code}'",
        "http://",
        "'https://[::1'",
    ),
]
FILES = {
    "empty": "",
    "comment": "# niente\n",
    "list": "- a\n",
    "text": "testo\n",
    "quote": "'",
    "brace": "{",
    "tab": "\t",
    "numbers": "1: 2\n3.5: 4\n",
    "null-key": ": x\n",
    "only-id": "id: only-id\n",
    "next-line": "\x85a: b",
    "many": "".join(f"campo-{number}: x\n" for number in range(1000)),
    "long": "id: long\nname: " + "a" * 1_000_000 + "\n",
    "wide": "id: wide\nstatus: published\nname: Esempio\nareas: [" + "a, " * 2000 + "a]\n",
}


def wrong_records(schema: Schema) -> dict[str, str]:
    """Texts of a kind's records, each with one shape in all its fields, or in all parts of its objects."""
    found = {}
    for index, shape in enumerate(SHAPES):
        lines = [f"{item.name}: {shape}\n" for item in schema.fields]
        found[f"everywhere-{index}"] = "".join(lines)
        found[f"parts-{index}"] = "".join(f"{item.name}: {_parts(item, shape)}\n" for item in schema.fields)
    return found


def _parts(item: Field, shape: str) -> str:
    parts = item.fields or (item.item.fields if item.item else ())
    text = "{" + ", ".join(f"{part.name}: {shape}" for part in parts) + "}"
    return f"[{text}]" if item.item else text


def test_wrong_shapes_everywhere_are_diagnostics(tmp_path: Path) -> None:
    schemas = read_schemas(ROOT / "data")
    for schema in schemas.values():
        texts = wrong_records(schema) | (FILES if schema.kind == "service" else {})
        (tmp_path / schema.plural).mkdir()
        for name, text in texts.items():
            (tmp_path / schema.plural / f"{name}.yaml").write_text(text, encoding="utf-8")
    result = run("--data", tmp_path, "--json")
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    refused = {item["path"] for item in json.loads(result.stdout) if item["severity"] == "error"}
    assert refused == {str(path) for path in tmp_path.glob("*/*")}


def test_in_a_process_of_its_own_with_any_locale(tmp_path: Path) -> None:
    folder = tmp_path / "services"
    folder.mkdir()
    for name in (b"\xff.yaml", b"a\n::error::b.yaml", b"\x1b[31m.yaml", "città.yaml".encode()):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("id: x\n", encoding="utf-8")
    (folder / "deep.yaml").write_text("a: " + "[" * 60_000, encoding="utf-8")
    (folder / "esempio.yaml").write_text('organization: "x\\n::stop-commands::x"\n', encoding="utf-8")
    code = "from laltro.cli import main; main()"
    for form in ([], ["--json"], ["--github"]):
        done = subprocess.run(
            [sys.executable, "-c", code, "check", "--data", str(tmp_path), *form],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
        )
        assert (done.returncode, done.stderr) == (1, ""), done.stderr
        commands = [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
        assert all(line.startswith(("::error file=", "::warning file=")) for line in commands)


@pytest.mark.parametrize(
    ("folder", "name", "text"),
    [
        ("schema", "common.yaml", None),
        ("schema", "lab.yaml", "kind: lab\n"),
        ("schema", "lab.yaml", "a: [\n"),
        ("words/en", "site.yaml", "- x\n"),
        ("words/it", "site.yaml", "a: [\n"),
        ("vocabularies", "datapackage.yaml", None),
        ("vocabularies", "datapackage.yaml", "resources: [{path: areas.csv}]\n"),
        ("vocabularies", "datapackage.yaml", "resources: [{name: areas, path: areas.csv, schema: {fields: [x]}}]\n"),
        (
            "vocabularies",
            "datapackage.yaml",
            "resources: [{name: areas, path: areas.csv, schema: {fields: [{name: id, type: text}]}}]\n",
        ),
        ("vocabularies", "territories.geojson", None),
        ("vocabularies", "territories.geojson", "{"),
        ("vocabularies", "territories.geojson", '{"features": [{}]}'),
    ],
)
def test_a_broken_support_file_is_named(folder: str, name: str, text: str | None, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir(parents=True)
    own = ROOT / "data" / folder if folder == "vocabularies" else PACKAGE / folder
    for source in filter(Path.is_file, own.iterdir()):
        (tmp_path / folder / source.name).write_bytes(source.read_bytes())
    target = tmp_path / folder / name
    target.unlink()
    if text is not None:
        target.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenSupport, match=name):
        read_strings(tmp_path) and read_catalogue(tmp_path)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_where_the_list_says(name: str) -> None:
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_submitting_imports_neither_githubs_library_nor_the_builder() -> None:
    code = "import sys, laltro.cli.desk; print(sorted({'github', 'mkdocs', 'uvicorn'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_checking_imports_nothing_that_publishes_or_decides() -> None:
    code = "import sys, laltro.cli.check; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {".".join(name.split(".")[:2]) for name in ran.stdout.split()}
    assert {"laltro.check", "laltro.world"} <= loaded
    assert not loaded & {
        "laltro.publish",
        "laltro.intake",
        "laltro.insight",
        "github",
        "mkdocs",
        "uvicorn",
        "rapidfuzz",
    }
