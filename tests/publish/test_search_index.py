"""Pagefind's index in one order."""

import gzip
import json
from typing import Any

import cbor2

from laltro.publish.search_index import ordered


def pack(value: Any) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor2.dumps(value))


def index(filters: dict[str, list[Any]]) -> dict[str, bytes]:
    meta = ["1", [], [], [[name, f"it_{name}"] for name in filters], [], ["title"]]
    files = {f"filter/it_{name}.pf_filter": pack([name, values]) for name, values in filters.items()}
    entry = {"version": "1", "languages": {"it": {"hash": "it_0", "page_count": 2}}}
    return {**files, "pagefind.it_0.pf_meta": pack(meta), "pagefind-entry.json": json.dumps(entry).encode()}


def test_the_order_of_writing_does_not_matter() -> None:
    one = index({"kind": [["a", [0]], ["b", [1]]], "area": [["x", [0]]]})
    two = index({"area": [["x", [0]]], "kind": [["b", [1]], ["a", [0]]]})
    assert ordered(one) == ordered(two)
    assert ordered(one) != ordered(index({"kind": [["a", [1]]]}))
