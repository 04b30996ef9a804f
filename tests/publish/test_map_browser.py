# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map in a real browser: nothing from elsewhere, everything by keyboard, texts as texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = [
    "territori/municipio-4/",
    "territori/nil-33/",
    "territori/nil-47/",
    "en/territori/nil-33/",
    "luoghi/esempio-spazio/",
]
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}} @@title@@'
PLAIN: dict[str, Any] = {"kind": "service", "area": "training", "approximate": False}
# Two near each other, which part when one comes closer; two on the same spot, which are drawn apart; one alone.
POINTS = [
    {**PLAIN, "lat": 45.4333, "lon": 9.2444, "title": "Uno", "href": "../servizi/esempio-portineria/"},
    {**PLAIN, "lat": 45.4345, "lon": 9.2465, "title": "Due", "href": "../servizi/"},
    {**PLAIN, "lat": 45.445, "lon": 9.13, "title": "Tre", "href": "../servizi/"},
    {**PLAIN, "lat": 45.445, "lon": 9.13, "title": "Quattro", "href": "../servizi/"},
    {
        "lat": 45.46,
        "lon": 9.2,
        "title": HOSTILE,
        "href": "https://evil.example/",
        "kind": "x",
        "area": "x",
        "approximate": True,
    },
]
# A page without a map of its own, and the words that another one states.
BARE = "come-funziona/"
SHOW = """async ([root, points]) => {
  const other = await (await fetch(new URL("territori/municipio-6/", root))).text();
  const stated = new DOMParser().parseFromString(other, "text/html").querySelector("[data-map-words]");
  const holder = document.createElement("div");
  document.querySelector("h1").after(holder);
  const { createMap } = await import(new URL("assets/map.js", root).href);
  const map = await createMap(holder, { root, words: JSON.parse(stated.dataset.mapWords) });
  map.show(points);
}"""


@pytest.fixture
def drawn(watched: Page, root: str) -> Page:
    """A page of the site whose map shows POINTS."""
    watched.goto(root + BARE)
    watched.evaluate(SHOW, [root, POINTS])
    return watched


def focus(page: Page, name: str) -> None:
    """Tab from the map until the button of that name has the focus."""
    page.locator(".map__canvas").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        found = page.evaluate("document.activeElement.title || document.activeElement.textContent")
        if found.startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached")


def test_the_site_carries_what_the_map_loads_with_its_licences(site: Path) -> None:
    carried = {path.name for path in (site / "assets" / "leaflet").iterdir()}
    assert carried == {"leaflet.css", "leaflet.js", "leaflet.markercluster.js", "MarkerCluster.css"}
    for name, holder in (("leaflet", "CloudMade"), ("leaflet-markercluster", "David Leaver")):
        assert f" {holder}\n" in (site / "assets" / "licences" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_draws_its_map_and_asks_nobody_else(watched: Page, root: str, address: str, width: int) -> None:
    watched.set_viewport_size({"width": width, "height": 800})
    watched.goto(root + address)
    watched.locator("[data-map]").scroll_into_view_if_needed()
    expect(watched.locator(".map__source")).to_contain_text("dati.comune.milano.it, CC BY 4.0")
    assert watched.locator(".outline").count() > 9
    assert watched.locator("img, .leaflet-tile").count() == 0
    assert watched.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_is_lost_without_scripts(browser: Browser, root: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{root}territori/nil-33/")
    assert page.locator("[data-map]").bounding_box() in (
        None,
        {**(page.locator("[data-map]").bounding_box() or {}), "height": 0},
    )
    assert page.locator("a[href='../../luoghi/esempio-spazio/']").count() >= 1


def test_a_map_that_cannot_be_drawn_leaves_no_hole(page: Page, root: str) -> None:
    page.route("**/outlines.json", lambda route: route.abort())
    page.goto(f"{root}territori/nil-33/")
    expect(page.locator("[data-map]")).to_be_hidden()


@pytest.mark.parametrize(
    ("lang", "buttons"), [("", ["Ingrandisci", "Rimpicciolisci"]), ("en/", ["Zoom in", "Zoom out"])]
)
def test_buttons_speak_the_language_of_the_page(watched: Page, root: str, lang: str, buttons: list[str]) -> None:
    watched.goto(f"{root}{lang}territori/municipio-4/")
    for name in buttons:
        box = watched.locator(".map").get_by_role("button", name=name, exact=True).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_markers_open_and_close_by_keyboard(drawn: Page) -> None:
    focus(drawn, '"><img')
    drawn.keyboard.press("Enter")
    expect(drawn.locator(".leaflet-popup")).to_be_visible()
    expect(drawn.locator(".leaflet-popup-close-button")).to_have_attribute("aria-label", "Chiudi")
    drawn.keyboard.press("Escape")
    expect(drawn.locator(".leaflet-popup")).to_have_count(0)
    assert drawn.evaluate("document.activeElement.title").startswith('"><img')


@pytest.mark.parametrize("title", ["Uno", "Tre"])
def test_a_cluster_opens_by_keyboard_down_to_the_link(drawn: Page, root: str, title: str) -> None:
    clusters, pin = drawn.locator(".map__cluster"), drawn.locator(f".map__pin[title='{title}']")
    expect(clusters).to_have_text(["2 punti vicini, ingrandisci"] * 2)
    first, second = (clusters.nth(n).bounding_box() or {"x": 0} for n in (0, 1))
    west, east = (0, 1) if first["x"] < second["x"] else (1, 0)
    clusters.nth(east if title == "Uno" else west).focus()
    drawn.keyboard.press("Enter")
    expect(pin).to_be_visible()
    assert drawn.evaluate("document.activeElement.className").startswith("map__canvas")
    focus(drawn, title)
    drawn.keyboard.press("Enter")
    assert drawn.evaluate("document.activeElement.textContent") == title
    drawn.keyboard.press("Enter")
    drawn.wait_for_url(f"{root}servizi/**")


def test_hostile_texts_and_addresses_stay_texts(drawn: Page) -> None:
    drawn.locator(".map__pin--near").click()
    title = drawn.locator(".map__title")
    expect(title).to_have_text(HOSTILE)
    expect(drawn.locator(".map__card")).to_contain_text("Punto approssimativo")
    assert title.locator("a").get_attribute("href") is None
    assert drawn.locator(".map img, .map script").count() == 0


def test_what_is_only_near_looks_different(drawn: Page) -> None:
    styles = {
        drawn.locator(selector).first.evaluate("e => getComputedStyle(e).borderTopStyle")
        for selector in (".map__pin--near", ".map__cluster")
    }
    assert styles == {"dashed", "solid"}


@pytest.mark.parametrize(("motion", "animated"), [("reduce", False), ("no-preference", True)])
def test_motion_is_reduced_where_the_reader_wants_it(browser: Browser, root: str, motion: Any, animated: bool) -> None:
    page = browser.new_context(reduced_motion=motion).new_page()
    page.goto(root + BARE)
    page.evaluate(SHOW, [root, POINTS])
    for sign in (".leaflet-zoom-animated", ".leaflet-fade-anim"):
        assert bool(page.locator(f".map {sign}").count()) is animated


def test_one_finger_scrolls_the_page_until_the_map_is_chosen(browser: Browser, root: str) -> None:
    page = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{root}territori/municipio-4/")
    canvas = page.locator(".map__canvas")
    page.locator("[data-map]").scroll_into_view_if_needed()
    page.wait_for_selector(".outline")
    assert canvas.evaluate("e => getComputedStyle(e).touchAction") == "pan-x pan-y"
    canvas.focus()
    assert canvas.evaluate("e => getComputedStyle(e).touchAction") == "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_map_with_an_open_popup(browser: Browser, root: str, scheme: Any) -> None:
    # axe itself is an inline script; while a popup fades in, its colours are not yet those it has.
    page = browser.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True).new_page()
    page.goto(root + BARE)
    page.evaluate(SHOW, [root, POINTS])
    page.locator(".map__pin--near").click()
    page.wait_for_selector(".leaflet-popup")
    violations = (
        Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response["violations"]
    )
    assert [f"{item['id']}: {item['nodes'][0]['html']}" for item in violations] == []
