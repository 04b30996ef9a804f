# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Handing a page on, and its one sheet of paper, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from laltro.publish.edition.edition import Edition
from laltro.publish.site.record_page import article
from laltro.world.build.site import edition
from laltro.world.data.support import HOME, read_strings
from tests.intake.samples import TODAY, real

pytestmark = pytest.mark.browser

RECORD = "servizi/esempio-portineria/"
ADDRESS = f"https://example.org/repo/{RECORD}"


def sheets(page: Page) -> int:
    """How many sheets of A4 the page fills on paper."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))


def test_what_needs_no_script_is_there_without_one(browser: Browser, root: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(root + RECORD)
    ways = page.locator(".share__ways").first
    assert ways.locator(":visible").all_inner_texts() == ["WhatsApp", "E-mail", "Codice QR"]
    expect(page.locator("#qr")).to_be_hidden()
    ways.get_by_text("Codice QR").click()
    expect(page.locator("#qr svg")).to_be_visible()
    expect(page.locator("#qr")).to_contain_text(ADDRESS)
    page.get_by_text("Chiudi").click()
    expect(page.locator("#qr")).to_be_hidden()


def test_the_link_is_copied_and_said(browser: Browser, root: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(root + RECORD)
    page.get_by_role("button", name="Copia il link").click()
    expect(page.get_by_role("status")).to_have_text("Link copiato")
    assert page.evaluate("navigator.clipboard.readText()") == ADDRESS


def test_where_copying_is_refused_the_link_is_shown(browser: Browser, root: str) -> None:
    page = browser.new_page()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.goto(root + RECORD)
    page.get_by_role("button", name="Copia il link").click()
    expect(page.get_by_role("status")).to_contain_text(ADDRESS)


@pytest.mark.parametrize("able", [True, False])
def test_the_devices_sheet_is_offered_only_where_there_is_one(browser: Browser, root: str, able: bool) -> None:
    page = browser.new_page()
    page.add_init_script(
        f"window.asked = []; navigator.share = {'async (what) => { asked.push(what) }' if able else 'undefined'}"
    )
    page.goto(root + RECORD)
    button = page.locator("[data-share-sheet]")
    expect(button).to_be_visible(visible=able)
    if able:
        button.click()
        assert page.evaluate("asked") == [{"title": "Portineria di esempio", "url": ADDRESS}]


def test_the_code_can_be_kept_as_a_drawing(browser: Browser, root: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(f"{root}{RECORD}#qr")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Scarica il codice").click()
    waiting.value.save_as(tmp_path / "qr.svg")
    page.goto((tmp_path / "qr.svg").as_uri())
    assert page.evaluate("document.documentElement.namespaceURI") == "http://www.w3.org/2000/svg"
    assert page.evaluate("document.querySelectorAll('path').length") == 2


@pytest.mark.parametrize("width", [360, 1280])
def test_every_way_is_large_enough_to_be_hit(browser: Browser, root: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{root}{RECORD}#qr")
    boxes = [way.bounding_box() for way in page.locator(".share__ways :visible, .fresh__badge").all()]
    assert boxes
    assert all(box and box["height"] >= 24 and box["width"] >= 24 for box in boxes)


@pytest.fixture(scope="module")
def longest() -> list[str]:
    """The articles of the longest real services, in both languages, and of the shortest."""
    found: list[str] = []
    for strings in read_strings(HOME).values():
        made: Edition = edition(real().catalogue, strings, TODAY, "https://example.org/un-indirizzo-piuttosto-lungo/")
        every = sorted((article(made, record) for record in made.catalogue.of("service")), key=len)
        found += [every[0], *every[-4:]]
    return found


def test_a_service_prints_on_one_sheet_with_code_address_and_freshness(
    browser: Browser, root: str, longest: list[str]
) -> None:
    page = browser.new_page(color_scheme="dark")
    for html in longest:
        page.goto(root + RECORD)
        page.evaluate("(html) => { document.querySelector('article').innerHTML = html }", html)
        assert sheets(page) == 1
        page.emulate_media(media="print")
        for shown in (".qr svg", ".qr small", ".sources, .quiet", ".fresh__badge", "#freshness"):
            expect(page.locator(shown).first).to_be_visible()
        for hidden in (".masthead__nav", ".share__ways >> nth=0", ".foot nav"):
            expect(page.locator(hidden)).to_be_hidden()
        page.emulate_media(media="null")


def test_paper_is_white_in_the_dark(browser: Browser, root: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(root + RECORD)
    page.emulate_media(media="print")
    ink = "getComputedStyle(document.querySelector('h1')).color"
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(f"[{ink}, {paper}]") == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_a_page_too_long_for_one_sheet_is_counted_so(browser: Browser, root: str) -> None:
    page = browser.new_page()
    page.goto(root + RECORD)
    rules = "...Array.from({length: 300}, () => document.createElement('hr'))"
    page.evaluate(f"document.querySelector('.record__main').append({rules})")
    assert sheets(page) > 1
