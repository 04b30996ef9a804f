"""The parts of Milan as people call them: which NIL a text names, and which words name one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from laltro.model.catalogue import Catalogue
from laltro.model.text import plain_name

_PARTS = re.compile(r" ?[,/–-] ?| e ")
# Words of the names of quarters that stand in any other name as well.
_PLAIN_WORDS = "porta parco stazione centrale bosco citta studi isola giardini scalo stadio torri santa"
_PLAIN = frozenset(_PLAIN_WORDS.split())


def quarters(catalogue: Catalogue) -> frozenset[str]:
    """The words that name parts of Milan, of four letters or more (`corvetto`, `giambellino`)."""
    words = {word for _, part in _nil_parts(catalogue) for word in part.split()}
    return frozenset(word for word in words if len(word) > 3 and word not in _PLAIN)


def parts(neighbourhood: str) -> frozenset[str]:
    """The quarters that a text lists, plainly written (`Santa Giulia, San Luigi`)."""
    return frozenset(filter(None, map(plain_name, _PARTS.split(neighbourhood))))


def named_nils(catalogue: Catalogue, neighbourhood: str) -> frozenset[str]:
    """The NIL that a text names by a part of their name (`viale Umbria`: Umbria - Molise - Calvairate)."""
    said = {word for part in parts(neighbourhood) for word in part.split()}
    return frozenset(id for id, part in catalogue.derived(_nil_parts) if said.issuperset(part.split()))


def _nil_parts(catalogue: Catalogue) -> list[tuple[str, str]]:
    return list(_named(catalogue))


def _named(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """NIL and a part of its name, for each part."""
    listed = catalogue.vocabularies.get("territories")
    for row in listed.rows if listed else ():
        if row.get("type") == "nil":
            yield from ((row["id"], part) for part in parts(row["name"]))
