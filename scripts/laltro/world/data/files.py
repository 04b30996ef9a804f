"""The data folder: reading it whole, every refusal located, and writing decided files into it."""

from __future__ import annotations

import csv
import gc
import io
import json
import os
import re
import stat
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from laltro.model.catalogue import Catalogue, Vocabulary
from laltro.model.diagnostic import Diagnostic
from laltro.model.document import decode, parse
from laltro.model.record import Key, Record, read_record
from laltro.model.schema import Schema, read_schema
from laltro.model.strings import FIRST, Strings
from laltro.model.territories import Territories

ROOT = Path(__file__).resolve().parents[4]
HOME = ROOT / "data"

# Folders of data/ that hold no records, and file names that may stand beside records.
SUPPORT = {"schema", "i18n", "vocabularies"}
_RESOURCE = re.compile(r"[A-Za-z0-9_-]+\.csv")
_RECORD_FILE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.yaml")
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])


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


def support(data: Path, name: str) -> Path:
    """A support folder of `data`; where it has none, the project's own (so a folder of records alone can be read)."""
    own = data / name
    return own if own.is_dir() else HOME / name


def read_catalogue(data: Path) -> Catalogue:
    """Everything below `data`; a record that cannot be read is refused, never raised.

    Raises BrokenSupport where the schemas, words or vocabularies themselves cannot be read.
    """
    schemas = read_schemas(data)
    vocabularies, refused = read_vocabularies(support(data, "vocabularies"))
    refused += _check_descriptors(data) + _unknown_folders(data, schemas)
    records: dict[Key, Record] = {}
    unreadable: set[Key] = set()
    with _kept():
        for schema in schemas.values():
            entries = _entries(data / schema.plural)
            for entry in entries:
                record, problems = read_file(schema, entry)
                refused += problems
                if record and problems:
                    unreadable.add(record.key)
                elif record:
                    records[record.key] = record
            refused += _collisions(schema, entries)
    territories = _read_territories(support(data, "vocabularies") / "territories.geojson")
    return Catalogue(schemas, records, vocabularies, territories, tuple(refused), frozenset(unreadable))


@contextmanager
def _kept() -> Iterator[None]:
    """What is made meanwhile is there to stay: else Python would search it for garbage again and again as it grows."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What stands in a kind's folder, by name; nothing where the folder itself is a link to elsewhere."""
    if folder.is_symlink() or not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def read_schemas(data: Path) -> dict[str, Schema]:
    """The schemas by kind, in the order of their file names."""
    folder = support(data, "schema")
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
    """The languages that have a file of words, Italian first."""
    found = sorted(path.stem for path in support(data, "i18n").glob("*.yaml"))
    return (FIRST, *(lang for lang in found if lang != FIRST))


def read_strings(data: Path) -> dict[str, Strings]:
    """The words of every language, Italian first."""
    folder = support(data, "i18n")
    return {lang: Strings(lang, _tree(folder / f"{lang}.yaml")) for lang in languages(data)}


def _tree(path: Path) -> dict[str, Any]:
    """A support file of ours as text values. Raises BrokenSupport naming the file and line."""
    with _needed(path):
        text, problems = decode(path.read_bytes(), str(path))
    document = parse(text, str(path))
    for problem in problems + document.problems:
        raise BrokenSupport(f"{problem.path}:{problem.line}: {problem.code}")
    assert isinstance(document.value, dict)
    return document.value


def read_file(schema: Schema, entry: os.DirEntry[str]) -> tuple[Record | None, list[Diagnostic]]:
    """One file of a kind's folder. Links, folders and foreign names are refused before they are opened."""
    id = entry.name.removesuffix(".yaml")
    if not entry.is_file(follow_symlinks=False) or not _RECORD_FILE.fullmatch(entry.name) or len(id) > 64:
        return None, [_unexpected(Path(entry.path))]
    with open(entry.path, "rb") as stream:
        text, problems = decode(stream.read(), entry.path)
    if problems:
        return Record(schema.kind, id, {}, entry.path), problems
    return read_record(schema, id, text, entry.path)


def _unexpected(path: Path) -> Diagnostic:
    return Diagnostic("unexpected-file", _shown(path), params={"name": ascii(path.name)[1:-1]})


def _shown(path: Path | str) -> str:
    """A path that can be printed: a name may hold line breaks, terminal codes or bytes that are no text."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in str(path))


def _collisions(schema: Schema, entries: Iterable[os.DirEntry[str]]) -> list[Diagnostic]:
    """Names that some file system or reader would take for one and the same."""
    seen: dict[str, os.DirEntry[str]] = {}
    found = []
    for entry in entries:
        stem = entry.name.removesuffix(".yaml")
        twin = entry if stem in ("", entry.name) else seen.setdefault(fold_name(stem), entry)
        if twin is not entry:
            params = {"name": ascii(entry.name)[1:-1], "other": ascii(twin.name)[1:-1]}
            record = f"{schema.kind}/{_shown(stem)}"
            found.append(Diagnostic("id-collision", _shown(entry.path), record, "id", 1, params))
    return found


def fold_name(name: str) -> str:
    """A name without case, invisible characters or Unicode spelling variants."""
    return unicodedata.normalize("NFKC", name).translate(_INVISIBLE).casefold()


def _unknown_folders(data: Path, schemas: Mapping[str, Schema]) -> list[Diagnostic]:
    """Folders and records that nobody would read, and links or files where a folder belongs."""
    known = SUPPORT | {schema.plural for schema in schemas.values()}
    entries = [path for path in sorted(data.glob("*")) if not path.name.startswith(".")]
    names = ", ".join(sorted(known))
    unknown = [path for path in entries if path.is_dir() and path.name not in known]
    strange = [path for path in entries if path.name in known and (path.is_symlink() or not path.is_dir())]
    stray = [path for path in entries if path.suffix in (".yaml", ".yml") and path.stem != "datapackage"]
    found = [Diagnostic("stray-file", _shown(path), params={"known": names}) for path in stray]
    return [*map(_unexpected, strange), *found] + [
        Diagnostic("unknown-folder", _shown(path), params={"name": ascii(path.name)[1:-1], "known": names})
        for path in unknown
    ]


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
        rows, lines, found = _read_csv(path)
        problems += found
        vocabularies[name] = Vocabulary(name, str(path), schema, tuple(rows), tuple(lines))
    return vocabularies, problems


def _check_descriptors(data: Path) -> list[Diagnostic]:
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


def _read_territories(path: Path) -> Territories:
    with _needed(path):
        return Territories.from_geojson(json.loads(path.read_text(encoding="utf-8")))


def write_files(root: Path, files: Mapping[str, str]) -> None:
    """Write texts below `root` (paths are POSIX, relative); all are staged before the first one is put in place."""
    staged = [(_target(root, name), _stage(_target(root, name), text)) for name, text in sorted(files.items())]
    for target, temporary in staged:
        os.replace(temporary, target)


def _target(root: Path, name: str) -> Path:
    target = root / name
    if not target.resolve().is_relative_to(root.resolve()):
        raise ValueError(f"outside {root.name}: {name!r}")
    return target


def _stage(target: Path, text: str) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    os.chmod(name, 0o644)
    return name


def stamp(data: Path) -> dict[str, tuple[int, int]]:
    """What would change if a file below `data` changed: its path → modification time in ns, and size."""
    found = {}
    for path in sorted(data.rglob("*")):
        with suppress(FileNotFoundError):  # an editor's own file, gone again
            state = path.stat()
            if stat.S_ISREG(state.st_mode):
                found[str(path)] = (state.st_mtime_ns, state.st_size)
    return found
