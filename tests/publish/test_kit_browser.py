# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A kit on paper and on the screen, and its minutes pasted into the form, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from laltro.publish.edition.edition import Edition
from laltro.publish.frame.shell import Shell
from laltro.publish.kit.kit import kit_pages
from tests.looks import paste

pytestmark = pytest.mark.browser

LAB, MEETING = "laboratori/esempio-in-corso/", "incontri/esempio-prossimo/"
KITS = [f"{lang}{page}materiali/" for lang in ("", "en/") for page in (LAB, MEETING)]
# The least side of a code that is read from a wall, in pixels of CSS: 3 cm.
LARGE = 3 / 2.54 * 96


def pages(page: Page) -> int:
    """How many sheets of A4 it fills."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("kit", KITS)
def test_each_sheet_is_a_page_and_nothing_else_is_printed(browser: Browser, root: str, kit: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(root + kit)
    assert page.locator(".sheet").count() == 4
    assert pages(page) == 4
    page.evaluate("document.querySelectorAll('.sheet:not(:first-of-type)').forEach(each => each.remove())")
    assert pages(page) == 1
    page.emulate_media(media="print")
    for hidden in (".masthead", ".foot", ".kit__guide", ".sheet__name"):
        expect(page.locator(hidden)).to_be_hidden()
    box = page.locator(".poster__code svg").bounding_box()
    assert box is not None
    assert box["width"] >= LARGE
    assert page.evaluate("getComputedStyle(document.querySelector('.poster__title')).color") == "rgb(0, 0, 0)"


# Of a hundred and twenty letters, as many as a name may have.
LONG = ("Esempio di nome lungo come le schede lo ammettono: " * 3)[:120]
POINT = "Esempio di punto della scaletta"


@pytest.fixture(scope="module")
def longest(edition_of: Callable[..., Edition]) -> Callable[[int], str]:
    """The article of a meeting's kit where every name is as long as it may be, its agenda of so many points."""

    def make(points: int) -> str:
        lab = {"title": LONG, "phase": "running", "shared_needs": ["n1", "n2"], "community_manager": LONG}
        place = {"name": LONG, "address": {"street": LONG}, "nil": "nil-33", "municipio": "municipio-4"}
        meeting = {"lab": "l", "title": LONG, "starts_at": "2026-12-10T18:30", "ends_at": "2026-12-10T20:00"}
        more = {
            "place": "p",
            "registration_url": f"https://example.org/{'x' * 60}",
            "agenda": "\n".join([POINT] * points),
        }
        needs = [("shared_need", id, {"title": LONG}) for id in ("n1", "n2")]
        edition = edition_of(("lab", "l", lab), ("place", "p", place), ("meeting", "m", {**meeting, **more}), *needs)
        return dict(kit_pages(edition, Shell(("", ""), ("article",))))["incontri/m/materiali/"]

    return make


@pytest.mark.parametrize(("points", "sheets"), [(0, 4), (1, 4), (5, 4), (12, 4), (60, 7)])
def test_the_longest_names_fit_and_an_endless_agenda_is_not_cut(
    page: Page, root: str, longest: Callable[[int], str], points: int, sheets: int
) -> None:
    page.goto(root + KITS[1])
    page.evaluate("html => { document.querySelector('article').innerHTML = html; }", longest(points))
    assert pages(page) == sheets


def test_the_sheets_are_printed_by_a_button_where_a_script_can(browser: Browser, root: str) -> None:
    page = browser.new_page()
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(root + KITS[0])
    page.get_by_role("button", name="Stampa i fogli").click()
    assert page.evaluate("window.printed") is True
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(root + KITS[0])
    expect(plain.get_by_role("button")).to_have_count(0)
    expect(plain.get_by_role("link", name="Scarica il testo del verbale")).to_be_visible()


def minutes(site: Path, kit: str) -> str:
    """The minutes of a kit as somebody filled them."""
    text = (site / kit / "verbale.txt").read_text(encoding="utf-8")
    for question, answer in {
        "Quante persone c'erano all'incontro": "18",
        "Che cosa si è detto nell'incontro": "Si è parlato\n\ndi un esempio.",
        "Che cosa si è deciso nell'incontro": "Esempio uno\nEsempio due",
    }.items():
        text = text.replace(f"### {question}\n", f"### {question}\n\n{answer}")
    return text.replace("- [ ]", "- [x]")


@pytest.mark.parametrize(("kit", "begun"), [(KITS[0], "lab"), (KITS[1], "record")])
def test_the_minutes_pasted_into_the_form_fill_it(page: Page, root: str, site: Path, kit: str, begun: str) -> None:
    page.goto(root + kit)
    page.get_by_role("link", name="Apri il modulo già avviato").click()
    expect(page.locator(f"#f-{begun}")).to_have_value((LAB if begun == "lab" else MEETING).rstrip("/"))
    page.wait_for_load_state()  # the script that reads what is pasted comes last
    paste(page, "#f-record", minutes(site, kit))
    expect(page.get_by_role("status")).to_contain_text("Ricontrolla prima di inviare")
    expect(page.locator("#f-kind")).to_have_value("meeting")
    expect(page.locator("#f-participants")).to_have_value("18")
    expect(page.locator("#f-minutes")).to_have_value("Si è parlato\n\ndi un esempio.")
    expect(page.locator("#f-decisions")).to_have_value("Esempio uno\nEsempio due")
    expect(page.locator("#f-host")).to_be_hidden()  # a question about a lab
    expect(page.get_by_role("checkbox", name="Confermo")).not_to_be_checked()


def test_what_was_answered_stays_and_a_heading_of_its_own_belongs_to_its_answer(page: Page, root: str) -> None:
    page.goto(f"{root}contribuisci/laboratorio/?kind=meeting")
    page.wait_for_load_state()
    page.fill("#f-participants", "12")
    questions = "Che cosa si è detto nell’incontro", "Quante persone c'erano all'incontro"
    text = f"### {questions[0]}\n\nPrima.\n\n### Un titolo\n\nDopo.\n\n### {questions[1]}\n\n18\n"
    paste(page, "#f-title", text)
    expect(page.locator("#f-minutes")).to_have_value("Prima.\n\n### Un titolo\n\nDopo.")
    expect(page.locator("#f-participants")).to_have_value("12")
    expect(page.get_by_role("status")).to_contain_text(f"{questions[1]}. Ricontrolla")


def test_a_text_that_is_no_form_is_pasted_as_it_is(page: Page, root: str) -> None:
    page.goto(f"{root}contribuisci/laboratorio/")
    paste(page, "#f-minutes", "### Un titolo\n\nun testo\n\n### Dove si tiene\n\nqui")
    expect(page.locator("#f-place")).to_have_value("")
    expect(page.get_by_role("status")).to_have_text("")


@pytest.mark.parametrize(
    ("query", "id", "value"),
    [
        ("shared_needs=bisogni/esempio-vicinato", "shared_needs", "bisogni/esempio-vicinato"),
        ("kind=lab", "kind", "lab"),
        ("kind=altro", "kind", ""),
        ("title=Compra%20ora", "title", ""),
        ("lab=../../x", "lab", ""),
    ],
)
def test_a_form_begins_with_addresses_and_choices_only(page: Page, root: str, query: str, id: str, value: str) -> None:
    page.goto(f"{root}contribuisci/laboratorio/?{query}")
    expect(page.locator(f"#f-{id}")).to_have_value(value)
    expect(page.get_by_role("checkbox", name="Confermo")).not_to_be_checked()
