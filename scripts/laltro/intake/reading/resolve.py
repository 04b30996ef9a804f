"""Which record does a person mean: by id, by the address of its page, or by name."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from laltro.insight.likeness.duplicates import duplicates
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.text import plain_name

_ADDRESS = re.compile(r"(?:.*/)?([a-z0-9-]+)/([a-z0-9-]{1,64})/?(?:[?#].*)?")


def resolve(catalogue: Catalogue, kind: str, text: str) -> Record | None:
    """The one record of a kind that `text` names; None where there is none, or more than one."""
    schema = catalogue.schemas[kind]
    wanted = text.strip()
    match = _ADDRESS.fullmatch(wanted)
    if match and match[1] == schema.folder:
        return catalogue.find(kind, match[2])
    found = catalogue.find(kind, wanted)
    if found:
        return found
    plain = plain_name(wanted)
    named = catalogue.shelves[kind].named(plain) if plain else ()
    return named[0] if len(named) == 1 else None


def nearest(catalogue: Catalogue, kind: str, text: str, limit: int = 3) -> list[Record]:
    """The records of a kind whose names or ids are most like `text`, best first."""
    labels = catalogue.shelves[kind].labels
    hits = process.extract(plain_name(text[:200]), labels, scorer=fuzz.token_set_ratio, limit=limit, score_cutoff=50)
    return [catalogue.records[kind, id] for _, _, id in hits]


def near_names(catalogue: Catalogue, kind: str, text: str) -> list[str]:
    """The same, as a person may type them instead: the very name that is looked for, and the id."""
    return [f"{catalogue.name_for_matching(record)} ({record.id})" for record in nearest(catalogue, kind, text)]


def misspelt(catalogue: Catalogue, kind: str, text: str) -> bool:
    """Whether a name that no record bears is so close to one that it is likely meant."""
    return bool(duplicates(catalogue, Record(kind, "", {catalogue.schemas[kind].title: text})))
