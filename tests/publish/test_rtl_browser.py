"""Languages that are longer, or go from right to left: nothing overflows, and the whole page is mirrored."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from laltro.world.data.support import THEME
from tests.host import hosted

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "servizi/",
    "servizi/esempio-portineria/",
    "bisogni/esempio-vicinato/",
    "laboratori/esempio-lab/",
    "territori/municipio-4/",
    "cerca/",
    "contatti/",
    "come-funziona/",
    "contribuisci/servizio/",
    "dizionario/",
]
# A side of the page by its name, and four lengths around a box whose sides differ.
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)"
    r"|(?:margin|padding):\s*[^\s;}]+\s+([^\s;}]+)\s+[^\s;}]+\s+(?!\1\s*[;}])[^\s;}]+\s*[;}]"
)


@pytest.fixture(scope="module")
def tower(babel: Path) -> Iterator[str]:
    """The address of the site in four languages."""
    with hosted(babel) as address:
        yield address


@pytest.mark.parametrize("sheet", sorted((THEME / "assets").glob("*.css")), ids=lambda path: path.name)
def test_no_style_names_a_side(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [found[0] for found in PHYSICAL.finditer(rules)] == []


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("a { margin-left: 1px; }", True),
        ("a { left: 0 }", True),
        ("a { text-align:right }", True),
        ("a { padding: 0 1px 0 2px; }", True),
        ("a { padding: 0 1px 3px 1px; }", False),
        ("a { inset-inline-start: 0; margin-inline-end: 1px; }", False),
        ("a { text-align: start; float: left; }", False),
    ],
)
def test_what_names_a_side(rule: str, found: bool) -> None:
    assert bool(PHYSICAL.search(rule)) is found


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["qpl", "qpr"])
def test_every_page_fits_its_width(page: Page, tower: str, lang: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in PAGES:
        page.goto(f"{tower}{lang}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        outside = page.evaluate(OUTSIDE)
        assert outside == [], address


# Elements with text that stick out of the window on either side, unless something around them scrolls or clips.
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  if (!box.width || !e.innerText?.trim() || box.bottom < 0) return false;
  for (let up = e; up; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (style.overflowX !== 'visible' || style.clipPath !== 'none') return false;
  }
  return box.left < -1 || box.right > innerWidth + 1;
}).map(e => e.outerHTML.slice(0, 120))"""


def left(found: Locator) -> float:
    """Where an element begins, from the left of the window."""
    box = found.bounding_box()
    assert box is not None
    return box["x"]


# (address, what reads first, what reads after it) on one line, where the window is wide.
ORDERED = [
    ("", ".masthead__name", ".masthead__tools"),
    ("", ".masthead__nav li:first-child", ".masthead__nav li:nth-child(3)"),
    ("", ".finder input", ".finder button"),
    ("", ".areas li:first-child", ".areas li:nth-child(2)"),
    ("", ".areas li:first-child .icon", ".areas li:first-child strong"),
    ("come-funziona/", "article h2", ".contents"),
    ("servizi/esempio-portineria/", ".record__main", ".record__glance"),
    ("contatti/", ".foot nav li:first-child", ".foot nav li:nth-child(2)"),
]


@pytest.mark.parametrize(("address", "first", "then"), ORDERED)
def test_blocks_are_mirrored(page: Page, tower: str, address: str, first: str, then: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    for lang, mirrored in (("it/", False), ("qpr/", True)):
        page.goto(f"{tower}{lang.removeprefix('it/')}{address}")
        places = [left(page.locator(selector).first) for selector in (first, then)]
        assert (places[0] > places[1]) is mirrored, (lang, places)


def test_the_menu_of_a_phone_opens_on_the_other_side(page: Page, tower: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{tower}qpr/")
    button = page.locator("[data-menu]")
    assert left(button) < left(page.locator(".masthead__name"))
    expect(page.locator("#menu")).to_be_hidden()
    expect(page.locator("[data-scheme-toggle]")).to_be_hidden()
    button.click()
    expect(page.locator("#menu")).to_be_visible()
    expect(page.locator("[data-scheme-toggle]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_several_languages_are_a_list_of_their_own_names(page: Page, tower: str) -> None:
    page.goto(f"{tower}qpr/contatti/?q=a")
    links = page.locator(".masthead__languages a")
    assert links.evaluate_all("found => found.map(a => [a.lang, a.dir, a.innerText])")[:2] == [
        ["it", "ltr", "Italiano"],
        ["en", "ltr", "English"],
    ]
    links.nth(1).click()
    assert page.url == f"{tower}en/contatti/?q=a"
    expect(page.locator("html")).to_have_attribute("lang", "en")
