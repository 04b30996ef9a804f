# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Suggestions, states and tallies in a real browser, where there are some: the example site has none of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from laltro.world.build.site import build
from tests.host import hosted
from tests.intake.samples import TODAY
from tests.looks import misfits, observed, violations
from tests.publish.encountering import records, write

pytestmark = pytest.mark.browser
PAGES = (
    "per-chi-cura/incroci/",
    "per-chi-cura/freschezza/",
    "bisogni/esempio-corso/",
    "laboratori/esempio-laboratorio/",
)


@pytest.fixture(scope="module")
def encounters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in which offers meet needs."""
    folder: Path = tmp_path_factory.mktemp("encounters")
    build(write(folder / "data", records()), folder / "site", TODAY, site_url="https://example.org/repo/")
    with hosted(folder / "site") as address:
        yield address


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_every_look_is_clean(browser: Browser, encounters: str, width: int, scheme: str) -> None:
    context = observed(browser, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page, found = context.new_page(), {}
    for address in (*PAGES, *(f"en/{page}" for page in PAGES)):
        page.goto(encounters + address)
        found[address] = [*violations(page), *misfits(page)]
    context.close()
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_a_suggestion_leads_to_the_form_and_a_figure_to_its_list(page: Page, encounters: str) -> None:
    page.goto(encounters + PAGES[0])
    page.get_by_role("link", name="Proponi questo abbinamento: Esempio di sala").first.click()
    assert page.get_by_role("heading", level=1).text_content() == "Proponi un abbinamento, registra un contributo"
    page.goto(encounters + PAGES[1])
    page.get_by_role("row", name="Laboratori urbani").get_by_role("link", name="1").click()
    assert page.url.endswith("#requests")
    page.get_by_role("link", name="Conferma o correggi: Esempio di laboratorio").click()
    assert page.get_by_label("Scheda").first.input_value() == "laboratori/esempio-laboratorio"


def test_zeros_are_told_on_a_desk_and_left_out_on_a_phone(page: Page, encounters: str) -> None:
    for width, seen in ((1280, 5), (360, 2)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(encounters + PAGES[1])
        cells = page.get_by_role("row", name="Laboratori urbani").get_by_role("cell")
        assert sum(cell.is_visible() for cell in cells.all()) == seen


def test_on_paper_suggestions_stay_where_they_are_the_page(page: Page, encounters: str) -> None:
    for address, seen in ((PAGES[0], True), (PAGES[2], False)):
        page.goto(encounters + address)
        page.emulate_media(media="print")
        assert page.locator(".ideas").first.is_visible() is seen
