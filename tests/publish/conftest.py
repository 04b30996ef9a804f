# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editions of made-up catalogues, and one whole site built of the example records in `data/`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.publish.edition.edition import Edition, by_territory, locate, public
from laltro.publish.frame.template import environment
from laltro.voice.words import Words
from laltro.world.build.site import build
from laltro.world.data.support import HOME, ROOT, read_all_vocabularies, read_schemas, read_strings, read_templates
from tests.conftest import Make
from tests.host import hosted
from tests.pseudo import add_language

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parent / "data"
SITE_URL = "https://example.org/repo/"
Made = tuple[str, str, dict[str, Any]]
MakeEdition = Callable[..., Edition]


@pytest.fixture(scope="session")
def catalogue_of() -> Callable[..., Catalogue]:
    """A catalogue of (kind, id, values), published unless they say otherwise."""
    schemas = read_schemas(HOME)
    vocabularies, _ = read_all_vocabularies(HOME)

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
    templates = read_templates()

    def make(*records: Made, lang: str = "it", forms: frozenset[str] = frozenset()) -> Edition:
        catalogue, words = public(catalogue_of(*records)), Words(strings[lang])
        located = locate(catalogue)
        rooms = by_territory(catalogue, located)
        return Edition(catalogue, words, environment(templates, words), DAY, SITE_URL, rooms, located, forms)

    return make


@pytest.fixture(scope="session")
def site(made_once: Callable[[str, Make], Path]) -> Path:
    """The example records, built as a site to be published below a sub-path."""
    return made_once("site", lambda folder: build(EXAMPLES, folder, DAY, site_url=SITE_URL))


@pytest.fixture(scope="session")
def root(site: Path) -> Iterator[str]:
    """The address of the example site below a path, on a host of static pages."""
    with hosted(site) as address:
        yield address


@pytest.fixture(scope="session")
def babel(made_once: Callable[[str, Make], Path]) -> Path:
    """The example records in two more languages, one of them from right to left, in a repository of their own."""
    return made_once("babel", _build_babel) / "site"


def _build_babel(top: Path) -> None:
    for name in ("content", "data", "scripts"):
        shutil.copytree(ROOT / name, top / name, ignore=shutil.ignore_patterns("__pycache__"))
    for config in ROOT.glob("mkdocs*.yml"):
        shutil.copy(config, top)
    add_language(top, "qpl", "ltr")
    add_language(top, "qpr", "rtl")
    built = f"build(Path({str(EXAMPLES)!r}), Path('site'), date({DAY:%Y, %-m, %-d}), site_url={SITE_URL!r})"
    code = f"from datetime import date; from pathlib import Path; from laltro.world.build.site import build; {built}"
    subprocess.run(
        [sys.executable, "-c", code], cwd=top, env={**os.environ, "PYTHONPATH": str(top / "scripts")}, check=True
    )


@pytest.fixture
def watched(page: Page, root: str) -> Iterator[Page]:
    """A page that fails the test if a script runs that should not, the policy is broken, or another site is asked."""
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("dialog", lambda dialog: (seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda asked: None if asked.url.startswith((root, "data:")) else seen.append(asked.url))
    page.on("response", lambda answer: seen.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    yield page
    assert seen == []
