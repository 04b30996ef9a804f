# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The story of a record in a real browser: drawn at every width, and its text stays where the drawing goes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
PAGES = {
    "bisogni/esempio-vicinato/": 5,
    "laboratori/esempio-lab/": 5,
    "servizi/esempio-portineria/": 5,
    "en/servizi/esempio-portineria/": 5,
}


@pytest.mark.parametrize("address", PAGES)
def test_every_station_has_its_drawing_and_the_line_joins_them(page: Page, root: str, address: str) -> None:
    page.goto(root + address)
    assert page.locator("ol.stations > .station").count() == PAGES[address]
    masks = "all => all.map(one => getComputedStyle(one, '::before').maskImage)"
    drawn = page.locator(".stations .icon").evaluate_all(masks)
    assert len(drawn) >= PAGES[address]
    assert all("icons/" in mask for mask in drawn)
    lines = "all => all.map(one => getComputedStyle(one, '::after').borderInlineStartStyle)"
    assert page.locator("ol.stations > .station:not(:last-child)").evaluate_all(lines) == ["solid"] * (
        PAGES[address] - 1
    )
    expect(page.locator(".stations [aria-current=page]")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, root: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # axe itself is injected as an inline script
    page = context.new_page()
    found = []
    for address in (*PAGES, "organizzazioni/esempio-cooperativa/", "luoghi/esempio-spazio/"):
        page.goto(root + address)
        violations = Axe().run(page).response["violations"]
        found += [f"{address} {item['id']}: {item['nodes'][0]['html']}" for item in violations]
    context.close()
    assert found == []


@pytest.mark.parametrize(("width", "rows"), [(360, 5), (1280, 1)])
def test_the_way_of_a_need_runs_down_a_phone_and_across_a_desk(page: Page, root: str, width: int, rows: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(root + "bisogni/esempio-vicinato/")
    tops = page.locator(".way__stop").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert (len(tops), len(set(tops))) == (5, rows)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_the_sentences_stay(page: Page, root: str) -> None:
    page.goto(root + "servizi/esempio-portineria/")
    page.emulate_media(media="print")
    expect(page.locator(".stations").first).to_be_hidden()
    expect(page.locator(".telling")).to_be_visible()
