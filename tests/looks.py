# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a page in a browser is looked at for: axe's rules, text that is cut or covered, movement, what it keeps.

Each look answers a list of what is wrong, empty where nothing is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Page

LOOKS = Path(__file__).with_name("looks.js")
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def observed(browser: Browser, **options: Any) -> BrowserContext:
    """A browser's context with axe and our looks on every page; the site's policy does not reach init scripts."""
    context = browser.new_context(**options)
    context.add_init_script(path=AXE_FILE_PATH)
    context.add_init_script(path=LOOKS)
    return context


def violations(page: Page) -> list[str]:
    """What axe finds by WCAG 2.2 AA and its best practice."""
    # Fetching the style sheets once more serves no rule that is asked for, and is half of the time.
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [f"{item['id']}: {item['nodes'][0]['html']}" for item in found["violations"]]


def enlarge(page: Page) -> None:
    """Twice the size of text that a reader of this page has set in the browser; only at its next load."""
    devices = page.context.new_cdp_session(page)
    devices.send("Page.enable")
    devices.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


def misfits(page: Page) -> list[str]:
    """Sideways scrolling, text that its box cuts off, controls and headings that lie on each other."""
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    wide = [f"{width} wide in {room}"] if width > room else []
    return [*wide, *page.evaluate("[...looks.cut(), ...looks.covered()]")]


def moving(page: Page) -> list[str]:
    """What moves by itself or slowly, to be asked where less motion is wished for."""
    return list(page.evaluate("looks.moving()"))


def kept(page: Page) -> list[str]:
    """What the page's site has stored in the browser."""
    return [*page.evaluate("looks.kept()"), *(f"cookie {each['name']}" for each in page.context.cookies())]


def paste(page: Page, into: str, text: str) -> None:
    """Paste a text into a box, as from a clipboard."""
    page.evaluate(
        """([into, text]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
            document.querySelector(into).dispatchEvent(event);
        }""",
        [into, text],
    )
