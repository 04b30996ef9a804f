# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every type of page, in every language: axe, how it fits, that nothing moves, is fetched elsewhere or kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.host import hosted
from tests.looks import enlarge, kept, misfits, moving, observed, violations
from tests.page_types import NOT_FOUND, TYPES, addresses, translated

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
# What a window of 1280 pixels shows at 200 % and at 400 % (WCAG 1.4.4 and 1.4.10), and what lies between.
WIDTHS = (320, PHONE, 640, 900, DESK)
SCHEMES = {"light": "default", "dark": "slate"}
# Each width with each scheme, each language with each of both: what one hides from axe, another shows.
LOOKS = {"": ((PHONE, "light"), (DESK, "dark")), "en/": ((PHONE, "dark"), (DESK, "light"))}

# axe takes five seconds for a page of so many elements: it looks once a language.
MANY, LONG = 5000, {"": ((PHONE, "light"),), "en/": ((DESK, "dark"),)}


@dataclass
class Window:
    """A page in a browser and all that it said and asked for elsewhere, page by page."""

    page: Page
    root: str
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        heard, page = self.heard.append, self.page
        page.on("console", lambda said: heard(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: heard(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith((self.root, "data:")) else heard(asked.url))
        page.on("response", lambda answer: heard(f"{answer.status} {answer.url}") if answer.status >= 400 else None)

    def visit(self, address: str) -> None:
        """Go to a page, and wait for what it searches by itself."""
        self.heard.clear()
        self.page.goto(self.root + address)
        if "cerca/" in address:
            self.page.wait_for_selector("[data-results] a")
        self.page.wait_for_selector("[aria-busy=true]", state="detached")

    def show(self, width: int, scheme: str) -> None:
        """Make it so wide, and as light or dark as the device wishes it."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[scheme]}]")


@pytest.fixture(scope="module")
def window(browser: Browser, root: str) -> Iterator[Window]:
    """One window for all pages, in which less motion is asked for."""
    context = observed(browser, reduced_motion="reduce")
    yield Window(context.new_page(), root)
    context.close()


@pytest.fixture(scope="module")
def large(browser: Browser, root: str) -> Iterator[Window]:
    """The window of somebody who reads at twice the size."""
    context = observed(browser, viewport={"width": DESK, "height": 800})
    page = context.new_page()
    enlarge(page)
    yield Window(page, root)
    context.close()


def shown(site: Path, kind: str) -> list[str]:
    """The Italian pages of a type; the search with what it found, too."""
    pages = [NOT_FOUND] if kind == NOT_FOUND else addresses(site, kind)
    assert pages, "there is no example of it"
    return [*pages, "cerca/?q=esempio"] if kind == "cerca" else pages


@pytest.mark.parametrize("kind", [*TYPES, NOT_FOUND])
def test_every_look_is_clean(window: Window, site: Path, kind: str) -> None:
    found = {}
    for address in translated(shown(site, kind)):
        window.visit(address)
        found[address, "heard"] = list(window.heard)
        found[address, "headings"] = [] if window.page.locator("h1").count() == 1 else ["not one h1"]
        every = LONG if window.page.locator("*").count() > MANY else LOOKS
        for width, scheme in every["en/" if address.startswith("en/") else ""]:
            window.show(width, scheme)
            found[address, width, scheme] = violations(window.page)
        for width in WIDTHS:
            window.page.set_viewport_size({"width": width, "height": 800})
            found[address, width] = misfits(window.page)
        found[address, "motion"] = moving(window.page)
        found[address, "kept"] = kept(window.page)
    assert {look: wrong for look, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("kind", [*TYPES, NOT_FOUND])
def test_large_text_fits(large: Window, site: Path, kind: str) -> None:
    for address in shown(site, kind):
        large.visit(address)
        assert misfits(large.page) == [], address


def test_only_a_choice_is_kept(browser: Browser, root: str) -> None:
    context = observed(browser)
    page = context.new_page()
    page.goto(root)
    assert kept(page) == []
    page.get_by_role("button", name="Tema chiaro o scuro").click()
    assert kept(page) == ["localStorage laltro-scheme"]  # the reader's own choice
    context.close()


SPOILT = {
    "axe: colours": ("<p style='color: #bbb; background: #ccc'>Esempio</p>", violations),
    "axe: a name": ("<main><img src='data:,'></main>", violations),
    "sideways": ("<div style='width: 1400px'>Esempio</div>", misfits),
    "cut": ("<p style='width: 20px; overflow: hidden; white-space: nowrap'>Un esempio lungo</p>", misfits),
    "covered": ("<main><a href=#>Esempio</a><a href=# style='margin-left: -20px'>Esempio</a></main>", misfits),
    "motion": ("<p style='transition: color 1s'>Esempio</p>", moving),
    "motion before": ("<style>p::before {content: '!'; animation: x 1s} @keyframes x {}</style><p>Esempio</p>", moving),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_each_look_sees_what_it_looks_for(browser: Browser, spoilt: str) -> None:
    markup, look = SPOILT[spoilt]
    context = observed(browser)
    page = context.new_page()
    page.goto(f"data:text/html,<!DOCTYPE html>{quote(markup)}")
    assert look(page)
    context.close()


def test_a_look_sees_what_is_kept(browser: Browser, root: str) -> None:
    context = observed(browser)
    page = context.new_page()
    page.goto(root)
    page.evaluate("() => { localStorage.a = 1; sessionStorage.b = 1; document.cookie = 'c=1'; }")
    page.evaluate("() => new Promise((done) => { indexedDB.open('d').onsuccess = () => done(); })")
    assert kept(page) == ["localStorage a", "sessionStorage b", "indexedDB d", "cookie c"]
    context.close()


def test_a_window_hears_what_a_page_says_and_asks(browser: Browser, tmp_path: Path) -> None:
    loud = "<h1>Esempio</h1><img src='missing.png' alt=''><script>console.error('loud'); nowhere()</script>"
    (tmp_path / "index.html").write_text(f"{loud}<link rel=stylesheet href='http://127.0.0.1:9/x.css'>")
    (tmp_path / "404.html").write_text("<h1>Esempio</h1>")
    with hosted(tmp_path) as root:
        context = observed(browser)
        window = Window(context.new_page(), root)
        window.visit("")
        said = " ".join(window.heard)
        context.close()
    for part in ("404 ", "missing.png", "loud", "nowhere is not defined", "http://127.0.0.1:9/x.css"):
        assert part in said
