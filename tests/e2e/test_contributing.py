"""What a contributor does: fill a form wrongly, then rightly, and see it accepted and live."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE, Served

pytestmark = pytest.mark.browser

PROBLEMS = ".webform .error"


def fill_a_good_service(page: Page, name: str) -> None:
    page.fill("[name=name]", name)
    page.fill("[name=summary]", "Un esempio per la prova del modulo.")
    page.fill("[name=organization]", "La Cordata")
    page.check("[name=areas][value=childcare]")
    page.check("[name=audiences][value=children]")
    page.fill("[name=places]", "Biblioteca Oglio")
    page.fill("[name=channels_phones]", "02 1234 5678")
    page.check("[name=consent]")


def test_wrong_then_right_then_live_without_javascript(new_context, door: Served) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    name = "Esempio di prova"
    page.goto(f"{door.url}/contribuisci/servizio/")
    page.fill("[name=name]", name)
    page.fill("[name=channels_email]", "non una e-mail")
    page.check("[name=areas][value=training]")
    page.check("[name=consent]")
    page.locator("form.webform button[type=submit]").click()

    for field in ("summary", "channels_email", "places", "audiences"):
        expect(page.locator(f"#e-{field}-1")).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value(name)
    expect(page.locator("[name=channels_email]")).to_have_value("non una e-mail")
    expect(page.locator("[name=areas][value=training]")).to_be_checked()
    assert not list((door.top / "data/services").glob("esempio-di-prova*"))

    page.fill("[name=channels_email]", "")
    fill_a_good_service(page, name)
    page.locator("form.webform button[type=submit]").click()
    expect(page.locator("h1").first).to_have_text("Grazie.")
    expect(page.get_by_text("laltro desk accept")).to_be_hidden()  # folded, for who looks after the catalogue
    page.locator("details.keepers summary").click()
    expect(page.get_by_text("laltro desk accept")).to_be_visible()
    key = page.url.rstrip("/").rpartition("/")[2]
    expect(page.locator("table.changes")).to_contain_text("La Cordata")
    expect(page.locator(".preview")).to_contain_text(name)
    assert key in door.laltro("desk", "list").stdout

    accepted = door.laltro("desk", "accept", key)
    assert accepted.returncode == 0, accepted.stderr
    page.reload()
    live = page.locator("main a[href$='/esempio-di-prova/']")
    expect(live).to_be_visible(timeout=PATIENCE * 1000)
    live.click()
    expect(page.locator("h1")).to_have_text(name)


def test_a_correction_begins_with_what_the_record_says(page: Page, door: Served) -> None:
    page.goto(f"{door.url}/servizi/portineria-melotti/")
    page.locator("a[href*='contribuisci/servizio/?record=']").click()
    expect(page.locator("[name=record]")).to_have_value("portineria-melotti")
    expect(page.locator("[name=name]")).to_have_value("Portineria di quartiere Spazio Melotti")
    page.check("[name=consent]")
    page.locator("form.webform button[type=submit]").click()
    expect(page.locator("#e-record-1")).to_be_visible()  # the record says all this already


def test_on_a_static_host_the_contacts_of_a_page_lead_to_the_form_about_it(page: Page, under_a_path: str) -> None:
    page.goto(f"{under_a_path}/contribuisci/servizio/")
    expect(page.locator("nav[data-correcting]")).to_be_hidden()
    page.goto(f"{under_a_path}/servizi/biblio-calvairate/")
    page.get_by_role("link", name="Correggi i contatti").click()
    expect(page.locator("#f-channels_phones")).to_be_in_viewport()
    expect(page.locator("h1")).to_have_text("Correggi: Biblioteca Calvairate")
    page.get_by_role("navigation", name="Che cosa è sbagliato?").get_by_role("link", name="Orari").click()
    expect(page.locator("#f-schedules")).to_be_in_viewport()


@pytest.mark.parametrize("record", ["servizi/non-esiste", "https://altro.example", "../servizi", "<b>x</b>"])
def test_a_link_cannot_put_words_into_the_title(page: Page, under_a_path: str, record: str) -> None:
    page.goto(f"{under_a_path}/contribuisci/servizio/?record={record}")
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_have_text("Proponi o aggiorna un servizio")
    expect(page.locator("nav[data-correcting]")).to_be_hidden()
    expect(page.locator(".needed").first).to_be_visible()


def test_a_need_is_kept_without_a_page_and_never_offered_to_github(page: Page, door: Served, under_a_path: str) -> None:
    page.goto(f"{under_a_path}/contribuisci/bisogno/")
    assert page.locator("a[href*='issues/new']").count() == 0
    page.goto(f"{door.url}/contribuisci/bisogno/")
    page.fill("[name=statement]", "Un esempio di bisogno: un posto per i compiti.")
    page.check("[name=areas][value=childcare]")
    page.select_option("[name=territory]", "municipio-6")
    page.check("[name=consent]")
    page.locator("form.webform button[type=submit]").click()
    key = page.url.rstrip("/").rpartition("/")[2]
    expect(page.locator("table.changes")).to_contain_text("un posto per i compiti")
    assert page.locator(".preview").count() == 0
    assert door.laltro("desk", "accept", key).returncode == 0
    page.reload()
    expect(page.get_by_text(key)).to_be_visible()
    assert list((door.top / "data/needs").glob("un-esempio-di-bisogno*"))


def test_hours_are_typed_one_row_a_line(page: Page, door: Served) -> None:
    page.goto(f"{door.url}/contribuisci/servizio/?record=portineria-melotti")
    hours = page.locator("textarea[name=schedules]")
    expect(hours).to_have_value(re.compile("lun, mer 18:00–20:00; dal 2017; al 2017; nota: presenza"))
    hours.fill("lun 9-12\nogni tanto")
    page.check("[name=consent]")
    page.locator("form.webform button[type=submit]").click()
    expect(page.locator("#e-schedules-1")).to_contain_text("2")
    expect(hours).to_have_value("lun 9-12\nogni tanto")


def test_a_form_of_another_site_is_not_read(page: Page, door: Served) -> None:
    answer = page.request.post(
        f"{door.url}/contribuisci/servizio/", headers={"Origin": "https://altro.example"}, form={"name": "x"}
    )
    assert answer.status == 403


def test_on_a_static_host_the_page_prepares_a_body_that_the_tool_understands(
    page: Page, under_a_path: str, door: Served, tmp_path
) -> None:
    page.goto(f"{under_a_path}/contribuisci/servizio/")
    fill_a_good_service(page, "Esempio preparato")
    page.fill("textarea[name=description]", "Prima riga\n\n### Nome del servizio\n- [x] non una casella")
    page.locator("form.webform button[type=submit]").click()
    body = page.locator("#prepared-text").input_value()
    refused = _submit(door, tmp_path, body)
    assert [problem["code"] for problem in refused["diagnostics"]] == ["ambiguous-heading"]
    page.fill("textarea[name=description]", "Prima riga\n\n- punto\n### Altro titolo")
    page.locator("form.webform button[type=submit]").click()
    decided = _submit(door, tmp_path, page.locator("#prepared-text").input_value())
    assert decided["decision"] == "change"
    assert decided["fields"]["description"] == "Prima riga\n\n- punto\n### Altro titolo"
    assert decided["fields"]["areas"] == ["childcare"]


def _submit(door: Served, folder, body: str) -> dict:
    path = folder / "body.md"
    path.write_text(body, encoding="utf-8")
    return json.loads(door.laltro("submit", "--form", "servizio", "--body", str(path), "--json").stdout)
