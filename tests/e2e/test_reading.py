"""What a citizen sees, in a real browser."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Served

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/servizi/",
    "/servizi/portineria-melotti/",
    "/laboratori/melotti/",
    "/bisogni/pratiche/",
    "/luoghi/spazio-melotti/",
    "/aree/childcare/",
    "/territori/municipio-4/",
    "/contribuisci/",
    "/contribuisci/servizio/",
    "/cerca/",
    "/come-funziona/",
    "/contatti/",
]
BOTH = [*PAGES, *(f"/en{page}" for page in PAGES)]


@pytest.mark.parametrize("width", [360, 1280])
def test_every_kind_of_page_fits_and_asks_nobody_else(page: Page, door: Served, width: int) -> None:
    hosts, complaints = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": width, "height": 800})
    for address in BOTH:
        answer = page.goto(door.url + address)
        assert answer is not None
        assert answer.status == 200, address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.locator("h1").count() == 1, address
    assert hosts == {urlsplit(door.url).netloc}
    assert complaints == []
    assert page.context.cookies() == []


def test_a_record_tells_its_thread_and_its_sources(page: Page, door: Served) -> None:
    page.goto(f"{door.url}/servizi/portineria-melotti/")
    thread = page.get_by_role("main")
    for kind in ("bisogni", "laboratori", "incontri", "esiti", "offerte"):
        expect(thread.locator(f"a[href*='/{kind}/']").first).to_be_visible()
    page.locator("a[href*='/bisogni/pratiche/']").first.click()
    expect(page).to_have_url(f"{door.url}/bisogni/pratiche/")
    page.locator("a[href*='/servizi/portineria-melotti/']").first.click()
    expect(page).to_have_url(f"{door.url}/servizi/portineria-melotti/")
    expect(page.locator(".sources a[href^='http']").nth(1)).to_be_visible()


def test_the_language_switch_leads_to_the_same_page_and_back(page: Page, door: Served) -> None:
    page.goto(f"{door.url}/servizi/portineria-melotti/")
    page.get_by_role("link", name="English").first.click()
    expect(page).to_have_url(f"{door.url}/en/servizi/portineria-melotti/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Italiano").first.click()
    expect(page).to_have_url(f"{door.url}/servizi/portineria-melotti/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_site_works_below_a_path(page: Page, under_a_path: str, prefix: str) -> None:
    lost = []
    page.on("response", lambda response: lost.append(response.url) if response.status >= 400 else None)
    page.goto(f"{under_a_path}{prefix}/servizi/")
    page.locator("main a[href*='portineria-melotti']").first.click()
    expect(page).to_have_url(f"{under_a_path}{prefix}/servizi/portineria-melotti/")
    page.goto(f"{under_a_path}{prefix}/cerca/?q=portineria")
    expect(page.locator("main a[href*='portineria']").first).to_be_visible()
    assert lost == []


def test_the_search_finds_and_runs_nothing(page: Page, door: Served) -> None:
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto(f"{door.url}/cerca/")
    box = page.get_by_role("searchbox").or_(page.locator("input[type=search]")).first
    box.fill("doposcuola")
    box.press("Enter")
    expect(page.locator("main a[href*='/servizi/']").first).to_be_visible()
    expect(page).to_have_url(f"{door.url}/cerca/?q=doposcuola")
    scripts = page.locator("script").count()
    box.fill("<img src=x onerror=alert(1)><script>alert(2)</script>")
    box.press("Enter")
    page.wait_for_timeout(600)
    assert page.locator("script").count() == scripts
    assert page.locator("main img[src=x]").count() == 0


def test_without_javascript_lists_and_records_do_the_job(new_context, door: Served) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{door.url}/aree/childcare/")
    page.locator("main a[href*='/servizi/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{door.url}/cerca/")
    expect(page.locator("main noscript a, main a[href*='servizi']").first).to_be_attached()
