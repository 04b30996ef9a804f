"""What a catalogue stands on: schemas, words and vocabularies, those of the product and those of the project.

Here the product and the city meet: what any city needs comes with the package, what is this city's from its data.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from laltro.model.catalogue import Vocabulary
from laltro.model.descriptor import read_schema
from laltro.model.diagnostic import Diagnostic
from laltro.model.document import Tree, decode, parse
from laltro.model.schema import Schema
from laltro.model.strings import FIRST, Strings
from laltro.model.territories import Territories

# The product: code, schemas, words, theme.
PACKAGE = Path(__file__).resolve().parents[2]
# The project: pages, configuration, data.
ROOT = PACKAGE.parents[1]
HOME = ROOT / "data"
THEME = PACKAGE / "theme"

# The types of Table Schema (https://specs.frictionlessdata.io/table-schema/#types-and-formats).
TYPES = {
    *("string", "number", "integer", "boolean", "object", "array", "date", "time", "datetime", "year", "yearmonth"),
    *("duration", "geopoint", "geojson", "any"),
}
_RESOURCE = re.compile(r"[A-Za-z0-9_-]+\.csv")


def project(data: Path, name: str) -> Path:
    """A support folder of `data`; where it has none, the project's own (so a folder of records alone can be read)."""
    own = data / name
    return own if own.is_dir() else HOME / name


class BrokenSupport(ValueError):
    """A file that nothing works without (schema, words, vocabularies) is missing or broken; the text says where."""


@contextmanager
def _needed(path: Path) -> Iterator[None]:
    """Whatever goes wrong while a support file is read is told with its path."""
    try:
        yield
    except BrokenSupport:
        raise
    except Exception as error:
        raise BrokenSupport(f"{path}: {type(error).__name__}: {error}") from error


def read_schemas(data: Path) -> dict[str, Schema]:
    """The schemas by kind, in the order of their file names."""
    folder = data / "schema" if (data / "schema").is_dir() else PACKAGE / "schema"
    common = _tree(folder / "common.yaml")
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name != "common.yaml"]
    translations = [lang for lang in languages(data) if lang != FIRST]
    schemas: dict[str, Schema] = {}
    for path in paths:
        with _needed(path):
            schema = read_schema(_tree(path), common, translations)
        schemas[schema.kind] = schema
    return schemas


def languages(data: Path) -> tuple[str, ...]:
    """The languages that have words, in the package or of the project's own, Italian first."""
    found = sorted({path.name for folder in _words(data) for path in folder.glob("*") if path.is_dir()})
    return (FIRST, *(lang for lang in found if lang != FIRST))


def _words(data: Path) -> tuple[Path, Path]:
    """Where the words of the product are, and where a project keeps its own."""
    return PACKAGE / "words", project(data, "words")


def read_strings(data: Path) -> dict[str, Strings]:
    """The words of every language, Italian first; a project's own say more, or say it otherwise."""
    return {lang: Strings(lang, _merged(_words(data), lang)) for lang in languages(data)}


def _merged(folders: Iterable[Path], lang: str) -> dict[str, Tree]:
    tree: dict[str, Tree] = {}
    for path in (path for folder in folders for path in sorted((folder / lang).glob("*.yaml"))):
        tree = _over(tree, _tree(path))
    return tree


def _over(tree: Mapping[str, Tree], own: Mapping[str, Tree]) -> dict[str, Tree]:
    """A tree with what another says instead, branch by branch."""
    found = dict(tree)
    for key, value in own.items():
        below = found.get(key)
        found[key] = _over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return found


def _tree(path: Path) -> dict[str, Any]:
    """A support file of ours as text values. Raises BrokenSupport naming the file and line."""
    with _needed(path):
        text, problems = decode(path.read_bytes(), str(path))
    document = parse(text, str(path))
    for problem in problems + document.problems:
        raise BrokenSupport(f"{problem.path}:{problem.line}: {problem.code}")
    assert isinstance(document.value, dict)
    return document.value


def read_all_vocabularies(data: Path) -> tuple[dict[str, Vocabulary], list[Diagnostic]]:
    """The tables that hold for a language wherever it is spoken, and those of the project."""
    tables, problems = read_vocabularies(PACKAGE / "vocabularies")
    own, found = read_vocabularies(project(data, "vocabularies"))
    return tables | own, problems + found


def read_vocabularies(folder: Path) -> tuple[dict[str, Vocabulary], list[Diagnostic]]:
    """The CSV tables that `datapackage.yaml` describes; only plain file names beside it are opened."""
    descriptor = folder / "datapackage.yaml"
    vocabularies: dict[str, Vocabulary] = {}
    problems: list[Diagnostic] = []
    for index, resource in enumerate(_tree(descriptor).get("resources", [])):
        if not _plain_resource(resource):
            problems.append(Diagnostic("resource-path", str(descriptor), line=1, params={"name": str(index + 1)}))
            continue
        with _needed(descriptor):
            name, path, schema = resource["name"], folder / resource["path"], resource["schema"]
            assert all(field["name"] for field in schema["fields"])
            assert {field.get("type", "string") for field in schema["fields"]} <= TYPES, f"{name}: type"
        rows, lines, found = _read_csv(path)
        problems += found
        vocabularies[name] = Vocabulary(name, str(path), schema, tuple(rows), tuple(lines))
    return vocabularies, problems


def check_descriptors(data: Path) -> list[Diagnostic]:
    """A data package descriptor at the top of `data` may name only plain files: Frictionless would fetch the rest."""
    found = []
    for name in ("datapackage.yaml", "datapackage.json"):
        path = data / name
        if path.is_file():
            text, problems = decode(path.read_bytes(), str(path))
            document = parse(text, str(path))
            found += problems + document.problems
            resources = document.value.get("resources", []) if isinstance(document.value, dict) else []
            found += [
                Diagnostic(
                    "resource-path",
                    str(path),
                    line=document.lines.get(("resources", index), 1),
                    params={"name": str(index + 1)},
                )
                for index, resource in enumerate(resources)
                if not _plain_resource(resource)
            ]
    return found


def _plain_resource(resource: Any) -> bool:
    """Whether a resource names nothing but CSV files beside it: a schema or dialect given as text is an address too."""
    if not isinstance(resource, dict) or any(isinstance(resource.get(name), str) for name in ("schema", "dialect")):
        return False
    paths = resource.get("path", [])
    listed = paths if isinstance(paths, list) else [paths]
    return all(isinstance(path, str) and _RESOURCE.fullmatch(path) for path in listed)


def _read_csv(path: Path) -> tuple[list[dict[str, str]], list[int], list[Diagnostic]]:
    """Rows by column name, and their lines; a row with more or fewer cells than the header is refused by its line."""
    if not path.is_file():
        return [], [], [Diagnostic("csv-missing", str(path))]
    text, problems = decode(path.read_bytes(), str(path))
    if problems:
        return [], [], problems
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[dict[str, str]] = []
    lines: list[int] = []
    try:
        header = next(reader, [])
        for cells in reader:
            if len(cells) == len(header):
                rows.append(dict(zip(header, cells, strict=True)))
                lines.append(reader.line_num)
            else:
                params = {"found": str(len(cells)), "expected": str(len(header))}
                problems.append(Diagnostic("csv-row", str(path), line=reader.line_num, params=params))
    except csv.Error:
        problems.append(Diagnostic("csv-syntax", str(path), line=reader.line_num))
    return rows, lines, problems


def read_territories(data: Path) -> Territories:
    """The outlines of the project's territories."""
    path = project(data, "vocabularies") / "territories.geojson"
    with _needed(path):
        return Territories.from_geojson(json.loads(path.read_text(encoding="utf-8")))


def read_templates() -> dict[str, str]:
    """The templates of records by their file names."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((THEME / "records").glob("*.html"))}
