# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small made-up catalogues for the tests of what can be derived from them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.schema import Schema
from laltro.world.data.support import HOME, read_schemas

Made = tuple[str, str, dict[str, Any]]


@lru_cache
def schemas() -> dict[str, Schema]:
    """The repository's own."""
    return dict(read_schemas(HOME))


def catalogue(*records: Made) -> Catalogue:
    """A catalogue of (kind, id, values), all published."""
    made = [Record(kind, id, {"status": "published", **values}) for kind, id, values in records]
    return Catalogue(schemas(), {record.key: record for record in made})


def found(catalogue: Catalogue, key: str) -> Record:
    """The record of `kind/id`."""
    kind, id = key.split("/")
    return catalogue.records[kind, id]
