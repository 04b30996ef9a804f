"""Ids for new records: chosen once from the name, never derived again."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from typing import Any

from slugify import slugify

from laltro.check.shape import RESERVED
from laltro.model.catalogue import Catalogue
from laltro.model.schema import Schema

MAX_LENGTH = 64


def named_after(schema: Schema, values: Mapping[str, Any]) -> str:
    """What a new record gets its id from: its title, or where its kind has none, whatever makes it this one."""
    if schema.title != "id":
        return str(values.get(schema.title, schema.kind))
    told = (values[name] for name in schema.identity if name in values)
    parts = (" ".join(map(str, value.values())) if isinstance(value, Mapping) else str(value) for value in told)
    return " ".join(parts) or schema.kind


def new_id(catalogue: Catalogue, kind: str, name: str) -> str:
    """A free id of at most 64 characters `[a-z0-9-]`; a reserved or taken one gets a number.

    A name without letters that Latin knows (emoji alone) still gets a stable id, from its hash.
    """
    stem = slugify(name, max_length=MAX_LENGTH - 4, word_boundary=True)
    if not stem:
        stem = f"{kind.replace('_', '-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    refused = {_stem(problem.path).lower() for problem in catalogue.refused}  # a twin in other letters' case
    ids = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return next(id for id in ids if id not in RESERVED | refused and not catalogue.is_taken((kind, id)))


def _stem(path: str) -> str:
    """The name of a file without folders and ending."""
    return path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
