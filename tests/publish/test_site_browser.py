"""The built site in a real browser, below a sub-path: nothing executes, nothing comes from elsewhere, all readable."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_hostile_values_add_nothing_to_the_document(watched: Page, root: str) -> None:
    watched.goto(root + "servizi/esempio-ostile/")
    strange = ("script:not([type='application/ld+json'])", "svg:not(.qr__drawing)", "img")
    assert [watched.locator(f"article {name}").count() for name in strange] == [0, 0, 0]
    assert watched.locator("h1").inner_text().startswith("Esempio ostile @@title@@ <script>alert(1)</script>")
    handlers = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))"
    assert watched.evaluate(handlers) == []


def test_the_policy_blocks_an_inline_script(page: Page, root: str) -> None:
    page.goto(root)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = true'}))"
    )
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize(("prefix", "word"), [("", "inventati"), ("en/", "tests")])
def test_search_finds_and_keeps_its_state(watched: Page, root: str, prefix: str, word: str) -> None:
    watched.goto(root + prefix + "cerca/")
    watched.get_by_role("searchbox").fill(word)
    watched.keyboard.press("Enter")
    watched.wait_for_selector("[data-results] a")
    assert f"?q={word}" in watched.url
    link = watched.locator("[data-results] a").first
    assert (link.get_attribute("href") or "").startswith(root + prefix)
    link.click()
    watched.wait_for_load_state()
    assert watched.locator("h1").count() == 1
    watched.go_back()
    watched.wait_for_selector("[data-results] a")
    assert watched.get_by_role("searchbox").input_value() == word


def test_the_home_page_searches_and_opens_its_doors(watched: Page, root: str) -> None:
    watched.goto(root)
    watched.get_by_role("searchbox", name="Che cosa cerchi?").fill("inventati")
    watched.keyboard.press("Enter")
    watched.wait_for_selector("[data-results] a")
    assert watched.url == f"{root}cerca/?q=inventati"
    for door, address in (
        ("Cerco", "cerca/"),
        ("Offro", "contribuisci/offerta/"),
        ("Racconto", "contribuisci/bisogno/"),
    ):
        watched.goto(root)
        watched.locator(".doors").get_by_role("link", name=door).click()
        assert watched.url == root + address


@pytest.mark.parametrize("area", ["childcare", "parenting", "training", "employment", "work-flexibility", "other"])
def test_every_area_has_a_drawing(watched: Page, root: str, area: str) -> None:
    watched.goto(root)
    drawing = watched.locator(f".areas a[href='aree/{area}/'] .icon")
    found = drawing.evaluate("e => getComputedStyle(e, '::before').webkitMaskImage.match(/url\\(\"(.*)\"\\)/)[1]")
    assert watched.request.get(found).ok


def test_search_leaves_out_what_is_over_unless_asked(watched: Page, root: str) -> None:
    watched.goto(root + "cerca/?q=concluso&kind=service")
    expect(watched.locator("[data-count]")).to_contain_text("Tra quelle concluse o non confermate da un anno: 1")
    watched.get_by_label("Anche ciò che è concluso").check()
    watched.wait_for_selector("[data-results] a")
    assert "historic=1" in watched.url


@pytest.mark.parametrize("payload", ["<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "javascript:alert(1)"])
def test_a_payload_in_the_search_is_only_words(watched: Page, root: str, payload: str) -> None:
    watched.goto(f"{root}cerca/?q={quote(payload)}", wait_until="networkidle")
    assert watched.get_by_role("searchbox").input_value() == payload
    assert watched.locator("main img, main svg").count() == 0


def test_an_excerpt_with_markup_is_text(watched: Page, root: str) -> None:
    watched.goto(root + "cerca/?q=ostile")
    watched.wait_for_selector("[data-results] a")
    assert "<script>alert(1)</script>" in watched.locator("[data-results]").inner_text()
    assert watched.locator("[data-results] script, [data-results] img").count() == 0


def test_the_language_switch_keeps_the_page(watched: Page, root: str) -> None:
    watched.goto(root + "servizi/esempio-portineria/")
    watched.get_by_role("link", name="English").click()
    assert watched.url == root + "en/servizi/esempio-portineria/"
    watched.get_by_role("link", name="Italiano").click()
    assert watched.url == root + "servizi/esempio-portineria/"


def test_the_menu_works_from_the_keyboard_on_a_phone(watched: Page, root: str) -> None:
    watched.set_viewport_size({"width": 360, "height": 800})
    watched.goto(root)
    services = watched.get_by_role("navigation", name="Menu principale").get_by_role("link", name="Servizi")
    assert not services.is_visible()
    watched.get_by_role("button", name="Menu").focus()
    watched.keyboard.press("Enter")
    assert services.is_visible()
    watched.keyboard.press("Escape")
    assert not services.is_visible()


FIELDS = """() => [...document.querySelectorAll(".webform :is(input, select, textarea, button)")]
  .filter((field) => field.checkVisibility() && !field.disabled).map((field) => field.name + " " + field.value)"""
AT = """() => { const at = document.activeElement; return {name: `${at.name} ${at.value}`, type: at.type,
  outline: getComputedStyle(at).outlineWidth}; }"""


def test_a_form_is_filled_from_the_keyboard_alone(watched: Page, root: str) -> None:
    watched.goto(root + "contribuisci/servizio/")
    watched.keyboard.press("Tab")
    watched.keyboard.press("Enter")  # the link past the menu
    fields, reached = watched.evaluate(FIELDS), []
    for _ in range(2 * len(fields)):
        watched.keyboard.press("Tab")
        at = watched.evaluate(AT)
        reached += [at["name"]] if at["name"] in fields else []
        assert at["outline"] == "3px", at
        if at["type"] in ("text", "textarea"):
            watched.keyboard.type("Esempio")
        if at["type"] == "checkbox":
            watched.keyboard.press("Space")
        if at["type"] == "submit":
            watched.keyboard.press("Enter")
            break
    assert reached == fields
    expect(watched.locator("#prepared-title")).to_be_focused()
    prepared = watched.locator("#prepared-text").input_value()
    assert prepared.count("Esempio") >= 5
    assert "- [x]" in prepared


def test_the_choice_of_theme_is_kept(watched: Page, root: str) -> None:
    watched.goto(root)
    watched.get_by_role("button", name="Tema chiaro o scuro").click()
    watched.goto(root + "servizi/")
    assert watched.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_without_javascript(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(root + "servizi/")
    assert page.get_by_role("link", name="Portineria di esempio").is_visible()
    assert page.get_by_role("navigation", name="Menu principale").get_by_role("link", name="Offerte").is_visible()
    page.goto(root + "cerca/")
    assert page.locator("noscript a").first.is_visible()  # the lists instead
    context.close()
