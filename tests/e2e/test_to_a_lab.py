# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a shared need to a lab in one form, and from the kit of the lab to its first meeting on record."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE, Served
from tests.looks import paste

pytestmark = pytest.mark.browser

NEED, LAB, MEETING = "bisogni/anziani-giamb", "laboratori/esempio-di-compagnia", "incontri/esempio-di-primo-incontro"
HELD = {
    "Titolo del laboratorio o dell'incontro": "Esempio di primo incontro",
    "Quando comincia l'incontro": "20/11/2026 ore 18.00",
    "Che cosa si è detto nell'incontro": "Esempio di quello che si è detto.",
    "Quante persone c'erano all'incontro": "18",
    "Che cosa si è deciso nell'incontro": "Esempio di decisione",
}


def accept(page: Page, door: Served, address: str) -> None:
    """Send the form, accept what came of it at the desk, and go to the page that comes of it."""
    page.check("[name=consent]")
    page.locator("form.webform button[type=submit]").click()
    expect(page.locator("details.keepers")).to_contain_text("laltro desk accept")
    accepted = door.laltro("desk", "accept", page.url.rstrip("/").rpartition("/")[2])
    assert accepted.returncode == 0, accepted.stderr
    page.reload()
    live = page.locator(f"main a[href$='/{address}/']:not(.preview *)")
    expect(live).to_be_visible(timeout=PATIENCE * 1000)
    live.click()


def filled(text: str) -> str:
    """The minutes of a kit as somebody wrote under their questions."""
    for question, answer in HELD.items():
        assert text.count(f"### {question}\n") == 1
        text = text.replace(f"### {question}\n", f"### {question}\n\n{answer}")
    return text


def test_a_need_comes_to_a_lab_and_the_lab_to_a_meeting(page: Page, door: Served) -> None:
    os.utime(door.site / NEED / "index.html", (0, 0))  # built long ago: a browser likes to keep such a page
    page.goto(f"{door.url}/{NEED}/")
    page.get_by_role("link", name="Apri un laboratorio su questo bisogno").click()
    expect(page.locator("#f-kind")).to_have_value("lab")
    expect(page.locator("#f-shared_needs")).to_have_value(NEED)
    page.fill("#f-title", "Esempio di compagnia")
    page.fill("#f-description", "Esempio di laboratorio.")
    page.check("[name=territories][value=municipio-6]")
    page.select_option("#f-phase", "listening")
    page.fill("#f-community_manager", "Sportello di esempio")
    accept(page, door, LAB)

    expect(page.locator("ul.joining")).to_contain_text("Sportello di esempio")
    page.goto(f"{door.url}/{NEED}/")
    expect(page.locator(".record__glance")).to_contain_text("In laboratorio")
    expect(page.get_by_role("link", name="Partecipa: Esempio di compagnia")).to_be_visible()
    expect(page.get_by_role("link", name="Apri un laboratorio")).to_have_count(0)

    page.goto(f"{door.url}/{LAB}/")
    page.get_by_role("link", name="Materiali per chi conduce").click()
    text = page.request.get(f"{page.url}verbale.txt").text()
    page.get_by_role("link", name="Apri il modulo già avviato").click()
    page.wait_for_load_state()
    paste(page, "#f-title", filled(text))
    accept(page, door, MEETING)
    expect(page.locator("main")).to_contain_text("Esempio di decisione")
    expect(page.locator("main")).to_contain_text("18")
    page.goto(f"{door.url}/{LAB}/")
    expect(page.locator(".scene--meeting")).to_contain_text("Esempio di decisione")
