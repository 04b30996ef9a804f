"""Pagefind's index: what it says of each page, and in one order, for the same site must be the same bytes.

It writes filters in a random order. A filter's values, and the list of filters, are sorted; the names of these files
follow from their contents.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import cbor2

ENTRY = "pagefind-entry.json"
_MAGIC = b"pagefind_dcd"
# Where a metadata file lists its filters as [name, file] (the others: version, pages, chunks, sorts, fields).
_FILTERS = 3


@dataclass(frozen=True, slots=True)
class Indexed:
    """A page of the index: the id by which results name it, and its title."""

    id: str
    title: str


def indexed(fragments: Mapping[str, bytes]) -> dict[str, Indexed]:
    """The pages of an index by their address (`en/servizi/x/`), from its fragments by name (`it_0701eb1`)."""
    found = {}
    for id, data in fragments.items():
        page = json.loads(gzip.decompress(data).removeprefix(_MAGIC))
        found[str(page["url"]).lstrip("/")] = Indexed(id, str(page["meta"].get("title", "")))
    return found


def ordered(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The entry, metadata and filter files of an index, by name, renamed and rewritten in one order."""
    entry = json.loads(files[ENTRY])
    found: dict[str, bytes] = {}
    for lang, described in sorted(entry["languages"].items()):
        meta: Any = _unpack(files[f"pagefind.{described['hash']}.pf_meta"])
        meta[_FILTERS] = [_filter(name, old, lang, files, found) for name, old in sorted(meta[_FILTERS])]
        described["hash"] = _name(lang, data := _pack(meta))
        found[f"pagefind.{described['hash']}.pf_meta"] = data
    found[ENTRY] = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    return found


def _filter(name: str, old: str, lang: str, files: Mapping[str, bytes], found: dict[str, bytes]) -> list[str]:
    title, values = _unpack(files[f"filter/{old}.pf_filter"])
    data = _pack([title, sorted(values)])
    new = _name(lang, data)
    found[f"filter/{new}.pf_filter"] = data
    return [name, new]


def _name(lang: str, data: bytes) -> str:
    return f"{lang}_{sha256(data).hexdigest()[:10]}"


def _unpack(data: bytes) -> Any:
    return cbor2.loads(gzip.decompress(data).removeprefix(_MAGIC))


def _pack(value: Any) -> bytes:
    """Stored, not compressed: compressors differ from machine to machine, and these files are small."""
    return gzip.compress(_MAGIC + cbor2.dumps(value), compresslevel=0, mtime=0)
