# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The data dictionary: every field once, in both languages, and every download linked."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page

from laltro.model.field import Field
from laltro.model.strings import Strings
from laltro.publish.data.open_data import public_schemas
from laltro.publish.figures.dictionary import dictionary, downloads
from laltro.publish.frame.gates import tags
from tests.publish.conftest import MakeEdition

LANGS = ["it", "en"]


def chapters(html: str) -> dict[str, str]:
    """The HTML of each chapter by its anchor."""
    pieces = re.split(r'<h2 id="([a-z_]+)">', html)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def fields(html: str) -> list[str]:
    return [unescape(path) for path in re.findall(r'role="rowheader"><code>([^<]*)</code>', html)]


def paths(item: Field, above: str = "") -> list[str]:
    own = f"{above}{item.name}{'[]' if item.item else ''}"
    return [own, *(path for part in (item.item or item).fields for path in paths(part, f"{own}."))]


@pytest.mark.parametrize("lang", LANGS)
def test_every_field_of_every_kind_stands_in_it_once(edition_of: MakeEdition, lang: str) -> None:
    edition = edition_of(lang=lang)
    found = {anchor: fields(html) for anchor, html in chapters(str(dictionary(edition))).items()}
    common = found.pop("common")
    schemas = public_schemas(edition.catalogue)
    assert set(found) == set(schemas)
    for kind, schema in schemas.items():
        wanted = [path for item in schema.fields if item.name != "translations" for path in paths(item)]
        assert sorted([*found[kind], *common]) == sorted([*wanted, "translations"])


def test_a_line_says_all_that_there_is_to_know(edition_of: MakeEdition) -> None:
    html = chapters(str(dictionary(edition_of())))["service"]
    line = html[html.index("<code>cost_type</code>") :].partition("</tr>")[0]
    for said in ("Costo", "scelta", "no", "<code>isee</code> In base all&#39;ISEE", "Scegli la voce più vicina"):
        assert said in line


def test_what_is_required_expected_and_limited(edition_of: MakeEdition) -> None:
    html = chapters(str(dictionary(edition_of(lang="en"))))["service"]
    rows = {fields(row)[0]: row for row in html.split('<tr role="row">')[2:]}
    assert 'data-column="Required">yes<' in rows["name"]
    assert 'data-column="Required">expected<' in rows["summary"]
    assert 'data-column="Required">no<' in rows["alert"]
    assert "at most 120 characters" in rows["name"]
    assert "from 0 to 1,440" in rows["minimum_age_months"]
    assert "from 0<" in rows["costs[].amount"]


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_word_holds_is_text(edition_of: MakeEdition, strings: dict[str, Strings], lang: str) -> None:
    edition = edition_of(lang=lang)
    edition.words.strings.tree["kinds"]["service"]["intro"], kept = (  # type: ignore[index]
        "<script>alert(1)</script>",
        edition.words.strings.tree["kinds"]["service"]["intro"],  # type: ignore[index]
    )
    html = str(dictionary(edition))
    edition.words.strings.tree["kinds"]["service"]["intro"] = kept  # type: ignore[index]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(("lang", "root"), [("it", "../dati/"), ("en", "../../dati/")])
def test_downloads_are_linked_from_both_languages(edition_of: MakeEdition, lang: str, root: str) -> None:
    links = [found["href"] for name, found in tags(str(downloads(edition_of(lang=lang)))) if name == "a"]
    for file in ("milano-sei-laltro.zip", "datapackage.json", "catalogo.json", "services.csv", "territories.csv"):
        assert f"{root}{file}" in links
    assert "../dizionario/#service" in links
    assert f"{root}needs.csv" not in links


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_built_pages_lead_to_files_and_anchors_that_are_there(site: Path, prefix: str) -> None:
    anchors = (site / prefix / "dizionario" / "index.html").read_text(encoding="utf-8")
    for page in ("dizionario", "dati-aperti"):
        html = (site / prefix / page / "index.html").read_text(encoding="utf-8")
        assert "@@" not in html
        for name, found in tags(html):
            target, _, anchor = found.get("href", "").partition("#")
            if name == "a" and "dati/" in target:
                assert (site / prefix / page / target).resolve().is_file()
            if name == "a" and target.endswith("../dizionario/") and anchor:
                assert f'id="{anchor}"' in anchors


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 800, 1280])
@pytest.mark.parametrize("address", ["dizionario/", "en/dizionario/", "dati-aperti/"])
def test_nothing_has_to_be_scrolled_sideways(page: Page, site: Path, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / address / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = "[...document.querySelectorAll('.dictionary *')].filter(e => e.getBoundingClientRect().right > innerWidth)"
    assert page.evaluate(f"{wide}.length") == 0
