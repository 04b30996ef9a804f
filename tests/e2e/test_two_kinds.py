"""The forms of two kinds in a browser: choosing one hides the questions of the other, and loses nothing."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Served

pytestmark = pytest.mark.browser

SEND = "form.webform button[type=submit]"


def visible(page: Page) -> int:
    return page.eval_on_selector_all(".webform .field", "fields => fields.filter((field) => !field.hidden).length")


@pytest.mark.parametrize("lang", ["", "/en"])
def test_choosing_hides_the_questions_of_the_other_kind_and_keeps_what_was_typed(
    new_context, door: Served, lang: str
) -> None:
    page = new_context(viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{door.url}{lang}/contribuisci/laboratorio/")
    assert visible(page) == 25
    page.focus("[name=kind]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=kind]")).to_have_value("lab")
    assert visible(page) == 16
    page.fill("[name=method]", "Di sera.")
    page.check("[name=areas][value=training]")
    page.focus("[name=kind]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=kind]")).to_have_value("meeting")
    assert visible(page) == 17
    expect(page.locator("[name=method]")).to_be_hidden()
    expect(page.locator("[name=starts_at]")).to_be_visible()
    page.select_option("[name=kind]", "lab")
    expect(page.locator("[name=method]")).to_have_value("Di sera.")
    expect(page.locator("[name=areas][value=training]")).to_be_checked()

    page.select_option("[name=kind]", "meeting")
    page.fill("[name=title]", "Incontro di prova")
    page.fill("[name=lab]", "laboratori/barona")
    page.fill("[name=starts_at]", "domani")
    page.check("[name=consent]")
    page.locator(SEND).click()
    expect(page.locator(".webform .error")).to_have_count(1)  # what was hidden was not sent
    expect(page.locator("#e-starts_at-1")).to_be_visible()
    expect(page.locator("#problems-box")).to_be_focused()
    assert visible(page) == 17
    page.fill("[name=starts_at]", "14/10/2026 ore 18.30")
    page.locator(SEND).click()
    expect(page.locator(".preview")).to_contain_text("Incontro di prova")


def test_without_a_script_all_is_shown_and_a_question_with_a_problem_never_hides(new_context, door: Served) -> None:
    address = f"{door.url}/contribuisci/abbinamento/"
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    expect(plain.locator(".webform .field:visible")).to_have_count(20)
    # Sent by a page without a script, shown by one with: the answer that does not belong is there to be emptied.
    page = new_context().new_page()
    page.goto(address)
    page.evaluate("document.querySelectorAll('[data-kinds]').forEach((field) => field.classList.add('wrong'))")
    page.select_option("[name=kind]", "match")
    page.fill("[name=quantity]", "3")
    page.check("[name=consent]")
    page.locator(SEND).click()
    expect(page.locator("#e-quantity-1")).to_be_visible()
    expect(page.locator("[name=unit]")).to_be_hidden()
    page.locator(".problems a[href='#f-quantity']").click()
    expect(page.locator("[name=quantity]")).to_be_focused()


def test_on_a_static_host_the_body_holds_every_label_and_nothing_hidden(
    new_context, door: Served, under_a_path: str, tmp_path
) -> None:
    page = new_context().new_page()
    page.goto(f"{under_a_path}/contribuisci/abbinamento/")
    page.fill("[name=target]", "laboratori/barona")
    page.select_option("[name=kind]", "contribution")
    for name, text in {"date": "2026-10-14", "provider": "adecco", "receiver": "Municipio 4"}.items():
        page.fill(f"[name={name}]", text)
    page.select_option("[name=contribution_type]", "hours")
    page.fill("[name=quantity]", "12,5 ore")
    page.check("[name=consent]")
    page.locator(SEND).click()
    body = page.locator("#prepared-text").input_value()
    assert len(re.findall(r"(?m)^### ", body)) == 20
    assert "laboratori/barona" not in body
    file = tmp_path / "contributo.md"
    file.write_text(body, encoding="utf-8")
    read = json.loads(door.laltro("submit", "--form", "abbinamento", "--body", str(file), "--json").stdout)
    assert read["decision"] == "change"
    assert read["fields"]["receiver"] == "Municipio 4"
    assert "target" not in read["fields"]
