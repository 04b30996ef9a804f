"""What a reader does who knows better than a page: from the page to the form, to the proposal, to the page anew."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE, Served

pytestmark = pytest.mark.browser

SEND = "form.webform button[type=submit]"


def follow(page: Page, id: str) -> None:
    """The live page, once it is there."""
    page.reload()
    expect(page.locator("#next")).to_have_count(0, timeout=PATIENCE * 1000)  # it waits no more
    live = page.locator(f"main a[href$='/{id}/']")
    expect(live).to_be_visible(timeout=PATIENCE * 1000)
    live.click()


def test_a_place_is_corrected_from_its_page_to_its_page(new_context, door: Served) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{door.url}/luoghi/biblioteca-oglio/")
    page.get_by_role("link", name="È ancora così?").click()
    expect(page.locator("[name=record]")).to_have_value("luoghi/biblioteca-oglio")
    page.select_option("[name=verdict]", "wrong")
    page.fill("[name=field_1]", "Indirizzo")
    page.fill("[name=value_1]", "Via Oglio 18")
    page.fill("[name=field_2]", "Orari")
    page.fill("[name=value_2]", "lun 9-12\nquando capita")
    page.fill("[name=field_3]", "Note sugli orari")
    page.check("[name=consent]")
    page.locator(SEND).click()

    expect(page.locator("#e-field_1-1")).to_contain_text("Via e numero")
    expect(page.locator("#e-value_2-1")).to_contain_text("Righe da rivedere: 2.")
    expect(page.locator("#e-value_2-1")).to_contain_text("lun, mar 16:30–18:30")
    expect(page.locator("#e-value_3-1")).to_be_visible()
    expect(page.locator("[name=verdict]")).to_have_value("wrong")
    expect(page.locator("[name=value_2]")).to_have_value("lun 9-12\nquando capita")

    page.fill("[name=field_1]", "")
    page.fill("[name=value_1]", "")
    page.fill("[name=value_2]", "lun 9-12\nmar 14-18")
    page.fill("[name=value_3]", "Un esempio di nota.")
    page.locator(SEND).click()
    changes = page.locator("table.changes")
    expect(changes).to_contain_text("lunedì 09:00–12:00")
    expect(changes).to_contain_text("Note sugli orari")
    expect(page.locator(".preview")).to_contain_text("Un esempio di nota.")
    key = page.url.rstrip("/").rpartition("/")[2]
    shown = door.laltro("desk", "show", key).stdout
    assert "Orari:" in shown
    assert "+ Un esempio di nota." in shown

    accepted = door.laltro("desk", "accept", key)
    assert accepted.returncode == 0, accepted.stderr
    follow(page, "biblioteca-oglio")
    expect(page.locator("h1")).to_have_text("Biblioteca Oglio")
    expect(page.locator("article")).to_contain_text("Un esempio di nota.")


def test_a_closed_service_keeps_its_page_and_says_so_first(page: Page, door: Served) -> None:
    page.goto(f"{door.url}/en/servizi/barrios-cag/")
    page.get_by_role("link", name="Still valid? Closed?").click()
    expect(page.locator("[name=record]")).to_have_value("servizi/barrios-cag")
    page.select_option("[name=verdict]", "closed")
    page.fill("[name=replaced_by]", "luoghi/biblioteca-oglio")
    page.check("[name=consent]")
    page.locator(SEND).click()
    expect(page.locator("#e-reason-1")).to_contain_text("Why")
    expect(page.locator("#e-replaced_by-1")).to_be_visible()

    page.fill("[name=reason]", "Un esempio: chiuso nel 2026.")
    page.fill("[name=replaced_by]", "servizi/portineria-melotti")
    page.locator(SEND).click()
    expect(page.locator("table.changes")).to_contain_text("It is over")
    key = page.url.rstrip("/").rpartition("/")[2]
    assert door.laltro("desk", "accept", key).returncode == 0
    follow(page, "barrios-cag")
    first = page.locator(".notice").first
    expect(first).to_have_text(re.compile(r"Over\.\s+Un esempio: chiuso nel 2026\."))
    expect(first.get_by_role("link")).to_have_attribute("href", re.compile("portineria-melotti"))
    assert page.locator("script[type='application/ld+json']").count() == 0
    page.goto(f"{door.url}/servizi/")
    assert page.locator("section.historic a[href*='/barrios-cag/']").count() == 1
