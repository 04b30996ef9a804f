"""Ids for new records: chosen once from the name, never derived again."""

from __future__ import annotations

import hashlib

from slugify import slugify

from laltro.check.shape import RESERVED
from laltro.model.catalogue import Catalogue

MAX_LENGTH = 64


def new_id(catalogue: Catalogue, kind: str, name: str) -> str:
    """A free id of at most 64 characters `[a-z0-9-]`; a reserved or taken one gets a number.

    A name without letters that Latin knows (emoji alone) still gets a stable id, from its hash.
    """
    stem = slugify(name, max_length=MAX_LENGTH - 4, word_boundary=True)
    if not stem:
        stem = f"{kind.replace('_', '-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    taken = {record.id for record in catalogue.of(kind)} | {id for other, id in catalogue.unreadable if other == kind}
    taken |= {_stem(problem.path).lower() for problem in catalogue.refused}  # a twin in other letters' case
    if stem not in taken | RESERVED:
        return stem
    return next(f"{stem}-{number}" for number in range(2, len(taken) + 3) if f"{stem}-{number}" not in taken)


def _stem(path: str) -> str:
    """The name of a file without folders and ending."""
    return path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
