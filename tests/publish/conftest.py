# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editions of made-up catalogues, and one whole site built of the example records in `data/`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.publish.edition import Edition, by_territory, locate, public
from laltro.publish.template import environment
from laltro.publish.words import Words
from laltro.world.files import HOME, ROOT, read_schemas, read_strings, read_vocabularies, support
from laltro.world.site import build

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parent / "data"
SITE_URL = "https://example.org/repo/"
Made = tuple[str, str, dict[str, Any]]
MakeEdition = Callable[..., Edition]


@pytest.fixture(scope="session")
def catalogue_of() -> Callable[..., Catalogue]:
    """A catalogue of (kind, id, values), published unless they say otherwise."""
    schemas = read_schemas(HOME)
    vocabularies, _ = read_vocabularies(support(HOME, "vocabularies"))

    def make(*records: Made) -> Catalogue:
        made = [Record(kind, id, {"status": "published", **values}) for kind, id, values in records]
        return Catalogue(schemas, {record.key: record for record in made}, vocabularies)

    return make


@pytest.fixture(scope="session")
def strings() -> dict[str, Strings]:
    return read_strings(HOME)


@pytest.fixture(scope="session")
def edition_of(catalogue_of: Callable[..., Catalogue], strings: dict[str, Strings]) -> MakeEdition:
    """An edition of (kind, id, values) in a language."""
    folder = ROOT / "theme" / "records"
    templates = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}

    def make(*records: Made, lang: str = "it", forms: frozenset[str] = frozenset()) -> Edition:
        catalogue, words = public(catalogue_of(*records)), Words(strings[lang])
        located = locate(catalogue)
        rooms = by_territory(catalogue, located)
        return Edition(catalogue, words, environment(templates, words), DAY, SITE_URL, rooms, located, forms)

    return make


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example records, built as a site to be published below a sub-path."""
    folder = tmp_path_factory.mktemp("published") / "site"
    build(EXAMPLES, folder, DAY, site_url=SITE_URL)
    return folder
