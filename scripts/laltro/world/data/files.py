"""The data folder: reading it whole, every refusal located."""

from __future__ import annotations

import gc
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.document import decode
from laltro.model.record import Key, Record, read_record
from laltro.model.schema import Schema
from laltro.world.data.support import check_descriptors, read_all_vocabularies, read_schemas, read_territories

# Folders of data/ that hold no records, and file names that may stand beside records.
SUPPORT = {"schema", "json-schema", "words", "vocabularies"}
_RECORD_FILE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.yaml")
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])


def read_catalogue(data: Path) -> Catalogue:
    """Everything below `data`; a record that cannot be read is refused, never raised.

    Raises BrokenSupport where the schemas, words or vocabularies themselves cannot be read.
    """
    schemas = read_schemas(data)
    vocabularies, refused = read_all_vocabularies(data)
    refused += check_descriptors(data) + _unknown_folders(data, schemas)
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
    return Catalogue(schemas, records, vocabularies, read_territories(data), tuple(refused), frozenset(unreadable))


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
