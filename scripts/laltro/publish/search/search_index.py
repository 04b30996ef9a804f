"""Pagefind's index: what it says of each page, and its languages in one order."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass

ENTRY = "pagefind-entry.json"
_MAGIC = b"pagefind_dcd"


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


def ordered(entry: bytes) -> bytes:
    """The file that lists the languages, in one order: Pagefind has none, and a site is always the same bytes."""
    return json.dumps(json.loads(entry), sort_keys=True, separators=(",", ":")).encode()
