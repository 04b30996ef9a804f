# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search in a real browser: its rules as tables, and what people do with it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser
# Monday 23 November 2026, 18:40 in Milan: the example porter's lodge is open until eight.
MONDAY = datetime.fromisoformat("2026-11-23T18:40:00+01:00")
HERE = {"latitude": 45.4333, "longitude": 9.2444}


@pytest.fixture
def watched(watched: Page, root: str) -> Page:
    """The search's page, watched, on a Monday evening."""
    watched.clock.set_fixed_time(MONDAY)
    watched.goto(f"{root}cerca/")
    expect(watched.locator("[data-count]")).not_to_be_empty()
    return watched


@pytest.fixture(scope="module")
def rules(browser: Browser, root: str) -> Iterator[Page]:
    """A page of the site to try the search's modules in."""
    page = browser.new_page()
    page.goto(f"{root}404.html")
    yield page
    page.close()


def settled(page: Page) -> None:
    expect(page.locator("[data-results]")).not_to_have_attribute("aria-busy", "true")


def titles(page: Page) -> list[str]:
    settled(page)
    return page.locator("[data-results] .name:not(.found--over .name)").all_inner_texts()


Shape = Callable[[dict[str, Any]], dict[str, Any]]


def facets_become(page: Page, shape: Shape) -> None:
    """From now on the page gets another file of facets."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json=shape(response.json()))

    page.route("**/facets.json", answer)


def without_hours(file: dict[str, Any]) -> dict[str, Any]:
    columns = file["columns"]
    return {**file, "columns": {**columns, "hours": [""] * len(columns["hours"])}}


# Rows of facets as the file has them, by their title.
WEEK = {"rows": [{"days": [0, 2], "nth": 0, "opens": 1020, "closes": 1140, "school": False, "period": {}}]}
ALWAYS = {"first": "", "sure_from": "", "sure_to": "9999", "last": "9999"}
NEVER = {"first": "9999", "sure_from": "9999", "sure_to": "", "last": ""}
HOURS = {"rows": [{**WEEK["rows"][0], "period": ALWAYS}], "closures": [], "noted": False}
ROWS: list[dict[str, Any]] = [
    {
        "title": "nido",
        "kind": "service",
        "area": "childcare",
        "where": "municipio-6 nil-46",
        "cost": "free",
        "age": [3, 36],
    },
    {"title": "corso", "kind": "service", "area": "training", "where": "municipio-4", "cost": "", "hours": 0},
    {
        "title": "gioco",
        "kind": "service",
        "area": "childcare training",
        "where": "municipio-4",
        "cost": "fee",
        "hours": 1,
    },
    {"title": "vecchio", "kind": "service", "area": "childcare", "where": "municipio-4", "cost": "free", "over": 1},
    {
        "title": "sala",
        "kind": "offer",
        "area": "other",
        "where": "municipio-6",
        "cost": "free",
        "open_to": "employees community",
    },
    {
        "title": "ente",
        "kind": "organization",
        "area": "",
        "where": "municipio-4",
        "cost": None,
        "hours": None,
        "audience": None,
    },
    {"title": "tutti", "kind": "service", "area": "other", "where": "", "cost": "", "audience": "all"},
]
BLANK = {"over": 0, "hours": "", "age": [], "audience": "", "language": "", "access": "", "open_to": "", "origin": ""}
FILE = {
    "columns": {
        name: [{**BLANK, **row}[name] for row in ROWS] for name in (*BLANK, "title", "kind", "area", "where", "cost")
    },
    "timetables": [{**HOURS, "confirmed": ALWAYS}, {**HOURS, "confirmed": NEVER}],
    "kinds": {},
    "fields": ["audience", "cost", "language", "access", "open_to", "origin"],
}
FILE["columns"]["href"] = FILE["columns"]["title"]
OPTIONS = {
    "area": ["childcare", "training", "other"],
    "cost": ["free", "fee"],
    "age": ["12"],
    "now": ["1"],
    "day": ["mon", "tue"],
}
SIEVE = """async ([root, file, chosen, options, moment]) => {
  const { makeContext, readRows, sieve } = await import(new URL("assets/search/facets.js", root).href);
  const off = { holidays: [], breaks: [], lessons: [], years: [2026] };
  const found = sieve(readRows(file), chosen, options, makeContext(off, new Date(moment)));
  const plain = ([name, numbers]) => [name, Object.fromEntries(numbers)];
  const counts = Object.fromEntries(Object.entries(found.counts).map(plain));
  const titles = (rows) => [...rows].map(({ title }) => title);
  const [rows, doubtful, over] = [found.rows, found.doubtful, found.over].map(titles);
  return { ...found, counts, rows, doubtful, over };
}"""


def sieve(page: Page, root: str, chosen: dict[str, Any], moment: datetime = MONDAY) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SIEVE, [root, FILE, chosen, OPTIONS, moment.isoformat()])
    return found


@pytest.mark.parametrize(
    ("chosen", "rows"),
    [
        ({}, "nido corso gioco sala ente tutti"),
        ({"historic": True}, "nido corso gioco vecchio sala ente tutti"),
        ({"area": ["childcare"]}, "nido gioco"),
        ({"area": ["childcare", "other"]}, "nido gioco sala tutti"),
        ({"area": ["childcare"], "municipio": ["municipio-4"]}, "gioco"),
        ({"nil": ["nil-46"]}, "nido"),
        ({"kind": ["offer", "organization"]}, "sala ente"),
        ({"cost": ["free"]}, "nido sala"),
        ({"cost": ["free"], "unsure": True}, "nido corso sala tutti"),
        ({"open_to": ["employees"]}, "sala"),
        ({"audience": ["parents"]}, "tutti"),
        ({"age": "12"}, "nido"),
        ({"age": "48"}, ""),
        ({"age": "0"}, "nido"),
        ({"day": "mon"}, "corso gioco"),
        ({"day": "today"}, "corso gioco"),
        ({"day": "tomorrow"}, ""),
        ({"day": "mon", "time": "evening"}, "corso gioco"),
        ({"time": "morning"}, ""),
        ({"now": True}, "corso"),
    ],
)
def test_what_passes(rules: Page, root: str, chosen: dict[str, Any], rows: str) -> None:
    assert sieve(rules, root, chosen)["rows"] == rows.split()


@pytest.mark.parametrize(
    ("chosen", "facet", "counts"),
    [
        ({}, "area", {"childcare": 2, "training": 2, "other": 2}),
        ({"area": ["childcare"]}, "area", {"childcare": 2, "training": 2, "other": 2}),
        ({"cost": ["free"]}, "area", {"childcare": 1, "other": 1}),
        ({"cost": ["free"]}, "cost", {"free": 2, "fee": 1}),
        ({"cost": ["free"], "unsure": True}, "cost", {"free": 4, "fee": 3}),
        ({"area": ["other"], "cost": ["fee"]}, "cost", {"free": 1}),
        ({}, "now", {"1": 1}),
        ({}, "day", {"mon": 2}),
        ({}, "age", {"12": 1}),
    ],
)
def test_how_many_each_choice_would_leave(
    rules: Page, root: str, chosen: dict[str, Any], facet: str, counts: dict[str, int]
) -> None:
    assert sieve(rules, root, chosen)["counts"][facet] == counts


@pytest.mark.parametrize(
    ("chosen", "untold", "without"),
    [
        ({"cost": ["free"]}, 2, {"cost": 4, "historic": 1}),
        ({"area": ["childcare"], "nil": ["nil-35"]}, 0, {"nil": 2}),
        ({"now": True}, 4, {"now": 5}),
    ],
)
def test_what_was_left_out_and_why(
    rules: Page, root: str, chosen: dict[str, Any], untold: int, without: dict[str, int]
) -> None:
    found = sieve(rules, root, chosen)
    assert (found["untold"], found["without"]) == (untold, without)


@pytest.mark.parametrize(
    ("chosen", "doubtful", "over"),
    [
        ({}, "", "vecchio"),
        ({"historic": True}, "", ""),
        ({"cost": ["free"]}, "", "vecchio"),
        ({"cost": ["free"], "unsure": True}, "corso tutti", "vecchio"),
        ({"cost": ["fee"], "unsure": True}, "corso tutti", ""),
        ({"day": "mon", "unsure": True}, "nido sala tutti", "vecchio"),
    ],
)
def test_what_may_fit_and_what_fits_but_is_over(
    rules: Page, root: str, chosen: dict[str, Any], doubtful: str, over: str
) -> None:
    found = sieve(rules, root, chosen)
    assert (found["doubtful"], found["over"]) == (doubtful.split(), over.split())


PARTS = """async ([root, sure, doubtful, over]) => {
  const { partsOf } = await import(new URL("assets/search/results.js", root).href);
  const [first, silent, past] = [sure, doubtful, over].map((scores) => scores.map((score) => ({ score })));
  const scores = new Map([...first, ...silent, ...past].map((row) => [row, row.score]));
  const parts = partsOf({ rows: [...silent, ...first], doubtful: new Set(silent), over: past, scores });
  return parts.map(({ name, rows }) => `${name} ${rows.map(({ score }) => score).join(" ")}`);
}"""


@pytest.mark.parametrize(
    ("sure", "doubtful", "over", "parts"),
    [
        ([], [], [], []),
        ([3, 2], [], [], ["first 3 2"]),
        ([3], [5, 4], [], ["first 3", "doubtful 5 4"]),
        ([], [], [3, 2, 1], ["over 3 2"]),
        ([9, 8, 7, 6], [], [1], ["first 9 8 7 6", "over 1"]),
        ([9, 8, 7, 6, 5], [], [1], ["first 9 8 7 6 5"]),
        ([9, 8, 7, 6, 5, 4], [], [10], ["first 9 8 7 6 5", "over 10", "rest 4"]),
        ([9, 8, 7, 6, 5, 4], [11], [10], ["first 9 8 7 6 5 4", "doubtful 11"]),
        ([0, 0, 0, 0, 0, 0], [], [0], ["first 0 0 0 0 0 0"]),
    ],
)
def test_the_parts_of_what_was_found(
    rules: Page, root: str, sure: list[int], doubtful: list[int], over: list[int], parts: list[str]
) -> None:
    assert rules.evaluate(PARTS, [root, sure, doubtful, over]) == parts


WISHES = """async ([root, query]) => {
  const { wishes, without } = await import(new URL("assets/search/wishes.js", root).href);
  const terms = { gratis: ["cost", "free"], aperto: ["day", ""], lunedi: ["day", "mon"],
    "municipio 6": ["municipio", "municipio-6"] };
  const says = { di: [], il: [], nido: ["infanzia"] };
  const found = wishes(query, terms, says).map(({ value, rest }) => [value, rest]);
  return [found, without(query, terms, says)];
}"""


@pytest.mark.parametrize(
    ("query", "found", "bare"),
    [
        ("nido", [], "nido"),
        ("nido gratis", [["free", "nido"]], "nido"),
        ("Nido GRATIS di lunedì", [["free", "Nido di lunedì"], ["mon", "Nido GRATIS"]], "Nido"),
        ("nido, municipio 6!", [["municipio-6", "nido, !"]], "nido, !"),
        ("municipio 60", [], "municipio 60"),
        ("municipio", [], "municipio"),
        ("il lunedì", [["mon", ""]], ""),
        ("aperto il lunedì", [["mon", ""]], ""),
        ("nido aperto di lunedì", [["mon", "nido"]], "nido"),
        ("uno spazio aperto", [], "uno spazio aperto"),
        ("gratissimo", [], "gratissimo"),
    ],
)
def test_words_that_are_filters(rules: Page, root: str, query: str, found: list[list[str]], bare: str) -> None:
    assert rules.evaluate(WISHES, [root, query]) == [found, bare]


FIT = """async ([root, q]) => {
  const load = (name) => import(new URL(`assets/search/${name}.js`, root).href);
  const [{ fitting }, { makeIndex }, { NOTHING }] = await Promise.all(["finding", "ranking", "state"].map(load));
  const blank = { summary: "", facts: [], named: [], kindName: "", over: "", hours: "", age: [], kind: "service",
    area: [], audience: [], language: [], access: [], open_to: [], origin: [] };
  const row = (title, cost, at, n) => ({ ...blank, title, cost, where: [`municipio-${at}`], page: title, order: n });
  const rows = [["nido gratis detto", [], 4], ["nido uno", ["fee"], 6], ["nido due", [], 6], ["corso", ["free"], 6],
    ["nido tre", ["free"], 4]].map((each, n) => row(...each, n));
  const filters = { gratis: ["cost", "free"], "municipio 6": ["municipio", "municipio-6"] };
  const data = { rows, index: makeIndex(rows, {}, "it"), filters, words: {}, days: [] };
  const found = fitting(data, { ...NOTHING, q }, { options: {}, pages: new Map(), moment: new Date() });
  const told = (sure) => found.rows.filter((each) => found.doubtful.has(each) !== sure).map(({ title }) => title);
  return [told(true), told(false)];
}"""


@pytest.mark.parametrize(
    ("query", "sure", "silent"),
    [
        ("gratis", ["corso", "nido tre"], ["nido gratis detto", "nido due"]),  # not the one that has a price
        ("gratis, municipio 6", ["corso"], ["nido due"]),
        (
            "nido gratis",
            ["nido gratis detto", "nido tre", "nido due", "nido uno"],
            [],
        ),  # beside words: what comes first
        ("nido municipio 6", ["nido uno", "nido due", "nido gratis detto", "nido tre"], []),
    ],
)
def test_words_of_filters_put_first_what_is_so(
    rules: Page, root: str, query: str, sure: list[str], silent: list[str]
) -> None:
    assert rules.evaluate(FIT, [root, query]) == [sure, silent]


RANK = """async ([root, query, soft]) => {
  const { makeIndex, rank } = await import(new URL("assets/search/ranking.js", root).href);
  const blank = { summary: "", facts: [], kindName: "", over: 0 };
  const row = (title, kind, named = []) => ({ ...blank, title, kind, named, page: title });
  const rows = [row("nursery announced", "outcome"), row("nido esempio", "service", ["nursery"]),
    row("letture in cortile", "service"), row("bottega al corvetto", "service"), row("gratis", "service")];
  const { scores, corrected, unused } = rank(makeIndex(rows, {}, "it"), query, new Map(), new Set(soft));
  const best = [...scores].sort((one, two) => two[1] - one[1]).map(([{ title }]) => title.split(" ")[0]);
  return [best.join(" "), corrected, unused.join(" ")];
}"""


@pytest.mark.parametrize(
    ("query", "soft", "answer"),
    [
        ("nursery", [], ["nido nursery", "", ""]),  # a service before what came of one
        ("lettire", [], ["letture", "letture", ""]),
        ("lettire cortile", [], ["letture", "letture cortile", ""]),
        ("lottare corvetto", [], ["bottega", "", "lottare"]),  # letters near "letture", which nothing at Corvetto holds
        ("corvetto xilofono", [], ["bottega", "", "xilofono"]),
        ("nido gratis", [], ["nido gratis", "", ""]),
        ("nido gratis", ["gratis"], ["nido", "", ""]),
    ],
)
def test_ranks_slips_and_words_without_use(
    rules: Page, root: str, query: str, soft: list[str], answer: list[str]
) -> None:
    assert rules.evaluate(RANK, [root, query, soft]) == answer


LEXICON = """async ([root, name, words]) => {
  const lexicon = await import(new URL("assets/search/lexicon.js", root).href);
  return name === "closest" ? lexicon.closest(words[0], new Map(Object.entries(words[1]))) : lexicon[name](...words);
}"""
KNOWN = {"doposcuola": 5, "scuola": 9, "corvetto": 7, "corretto": 1, "nido": 4, "pane": 3}


@pytest.mark.parametrize(
    ("name", "words", "answer"),
    [
        ("fold", ["Città È già"], "citta e gia"),
        ("split", ["Nell'orto, 18 anni!"], ["nell", "orto", "18", "anni"]),
        ("stem", ["biblioteche", "it"], "bibliotec"),
        ("stem", ["biblioteca", "it"], "bibliotec"),
        ("stem", ["nurseries", "en"], "nursery"),
        ("stem", ["gas", "it"], "gas"),
        ("distance", ["scuola", "scuola", 2], 0),
        ("distance", ["sucola", "scuola", 2], 1),
        ("distance", ["scola", "scuola", 2], 1),
        ("closest", ["dopscuola", KNOWN], "doposcuola"),
        ("closest", ["corveto", KNOWN], "corvetto"),
        ("closest", ["niddo", KNOWN], "nido"),
        ("closest", ["xilofono", KNOWN], ""),
        ("closest", ["piscina", {"cascina": 9}], ""),  # two letters off in a short word is another word
    ],
)
def test_words_as_people_write_them(rules: Page, root: str, name: str, words: list[Any], answer: object) -> None:
    assert rules.evaluate(LEXICON, [root, name, words]) == answer


def test_results_come_as_you_type_without_a_step_back_for_each_letter(watched: Page) -> None:
    before = watched.evaluate("history.length")
    watched.get_by_role("searchbox").press_sequentially("inventat", delay=20)
    expect(watched).to_have_url(re.compile(r"\?q=inventat$"))
    assert "Portineria di esempio" in titles(watched)
    assert watched.evaluate("history.length") == before
    assert watched.evaluate("document.activeElement.id") == "q"


def test_filters_stand_in_the_address_and_back_undoes_them(watched: Page, root: str) -> None:
    everything = titles(watched)
    watched.get_by_role("checkbox", name="Genitorialità").check()
    expect(watched).to_have_url(f"{root}cerca/?area=parenting")
    assert "Portineria di esempio" in titles(watched)
    assert len(titles(watched)) < len(everything)
    watched.get_by_role("checkbox", name="Municipio 4").check()
    expect(watched).to_have_url(f"{root}cerca/?area=parenting&municipio=municipio-4")
    watched.go_back()
    expect(watched).to_have_url(f"{root}cerca/?area=parenting")
    expect(watched.get_by_role("checkbox", name="Municipio 4")).not_to_be_checked()
    watched.go_back()
    assert titles(watched) == everything
    watched.goto(f"{root}cerca/?area=parenting")
    expect(watched.get_by_role("checkbox", name="Genitorialità")).to_be_checked()


def test_each_choice_says_how_many_it_leaves_and_none_is_no_choice(watched: Page) -> None:
    number = watched.locator(".pills .choice", has_text="Genitorialità").locator("[data-n]").inner_text()
    watched.get_by_role("checkbox", name="Genitorialità").check()
    settled(watched)
    assert len(titles(watched)) == int(number)
    expect(watched.get_by_role("checkbox", name="Altro")).to_be_enabled()  # topics add up
    watched.goto(f"{watched.url}&q=ostile")
    settled(watched)
    expect(watched.get_by_role("checkbox", name="Municipio 4")).to_be_disabled()


def test_a_chip_removes_its_filter_and_the_focus_is_not_lost(watched: Page, root: str) -> None:
    watched.goto(f"{root}cerca/?area=parenting&cost=fee")
    settled(watched)
    watched.get_by_role("button", name="Togli il filtro: Genitorialità").click()
    expect(watched).to_have_url(f"{root}cerca/?cost=fee")
    assert watched.evaluate("document.activeElement.textContent") == "A pagamento"
    watched.keyboard.press("Enter")
    expect(watched).to_have_url(f"{root}cerca/")
    assert watched.evaluate("document.activeElement.id") == "q"


def test_keys_alone_lead_from_the_question_to_a_record(watched: Page, root: str) -> None:
    watched.set_viewport_size({"width": 360, "height": 800})
    watched.reload()
    settled(watched)
    watched.get_by_role("searchbox").focus()
    watched.keyboard.type("portineria")
    watched.keyboard.press("Enter")
    settled(watched)
    for _ in range(30):
        watched.keyboard.press("Tab")
        if watched.evaluate("document.activeElement.value") == "municipio-4":
            watched.keyboard.press("Space")
        if watched.evaluate("document.activeElement.closest('[data-results]') !== null"):
            break
    expect(watched).to_have_url(f"{root}cerca/?q=portineria&municipio=municipio-4")
    watched.keyboard.press("Enter")
    expect(watched).to_have_url(f"{root}servizi/esempio-portineria/")


def test_open_now_is_what_the_record_says(watched: Page, root: str) -> None:
    watched.get_by_role("checkbox", name="Aperto ora").check()
    assert titles(watched) == ["Portineria di esempio"]
    card = watched.locator("[data-results] .opening").inner_text()
    watched.goto(f"{root}servizi/esempio-portineria/")
    assert watched.locator(".opening").first.inner_text() == card
    assert card.startswith("Aperto ora, fino alle 20:00")


def test_near_me_sorts_here_and_tells_nobody_where(watched: Page, root: str) -> None:
    asked: list[str] = []
    watched.on("request", lambda request: asked.append(request.url))
    watched.context.grant_permissions(["geolocation"])
    watched.context.set_geolocation(HERE)
    watched.get_by_role("checkbox", name="Vicino a me").check()
    expect(watched).to_have_url(f"{root}cerca/?near=1")
    expect(watched.locator("[data-results] .facts").first).to_contain_text("a ")
    assert any(" m" in text or " km" in text for text in watched.locator("[data-results] .facts").all_inner_texts())
    assert not [url for url in (*asked, watched.url) if "45.4" in url or "9.24" in url]
    assert (
        watched.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])").count("45.4") == 0
    )


def test_who_keeps_the_position_to_himself_is_told_what_else_to_do(watched: Page, root: str) -> None:
    watched.get_by_role("checkbox", name="Vicino a me").click()
    expect(watched.locator("[data-note]")).to_contain_text("Scegli un Municipio")
    expect(watched.get_by_role("checkbox", name="Vicino a me")).not_to_be_checked()
    assert watched.url == f"{root}cerca/"


def test_an_address_that_says_near_asks_for_nothing_by_itself(watched: Page, root: str) -> None:
    watched.goto(f"{root}cerca/?near=1&area=parenting")
    expect(watched.locator("[data-note]")).to_contain_text("premi «Vicino a me»")
    expect(watched).to_have_url(f"{root}cerca/?area=parenting")


@pytest.mark.parametrize(("typed", "meant"), [("portneria", "portineria"), ("inventatto", "inventato")])
def test_a_slip_of_the_keys_is_forgiven_and_said(watched: Page, typed: str, meant: str) -> None:
    watched.get_by_role("searchbox").fill(typed)
    watched.keyboard.press("Enter")
    expect(watched.locator("[data-note]")).to_contain_text(f"Forse cercavi: {meant}")
    assert titles(watched)


def test_nothing_found_leads_to_what_is_near_and_to_the_need(watched: Page, root: str) -> None:
    watched.goto(f"{root}cerca/?q=portineria&cost=free")
    expect(watched.locator("[data-count]")).to_contain_text("Nessun risultato.")
    watched.locator("[data-nothing]").get_by_role("button", name="Senza «Gratis»").click()
    expect(watched).to_have_url(f"{root}cerca/?q=portineria")
    assert "Portineria di esempio" in titles(watched)
    watched.get_by_role("searchbox").fill("xilofono & <b>")
    watched.keyboard.press("Enter")
    watched.get_by_role("link", name="Racconta un bisogno").click()
    expect(watched.locator("#f-statement")).to_have_value("xilofono & <b>")
    expect(watched.get_by_text("Qui ci sono le parole che cercavi")).to_be_visible()


def test_silent_records_are_one_button_away(watched: Page, root: str) -> None:
    watched.goto(f"{root}cerca/?cost=free&kind=service")
    settled(watched)
    before = len(titles(watched))
    watched.get_by_role("button", name="Anche chi non lo dice").click()
    expect(watched).to_have_url(f"{root}cerca/?kind=service&cost=free&unsure=1")
    expect(watched.locator("[data-count]")).to_be_focused()  # a telephone's keyboard would cover what was found
    assert len(titles(watched)) > before


def test_who_does_not_say_comes_after_who_does_under_a_heading(watched: Page, root: str) -> None:
    watched.goto(f"{root}cerca/?kind=service&cost=fee&unsure=1")
    assert titles(watched)[0] == "Portineria di esempio"
    silent = watched.get_by_role("region", name="Non sappiamo se vanno bene")
    expect(silent.get_by_role("heading")).to_be_visible()
    expect(silent).to_contain_text("Chiama, prima di andare.")
    assert silent.locator(".name").all_inner_texts() == titles(watched)[1:] != []
    expect(watched.locator("[data-count]")).to_have_text(f"{len(titles(watched))} risultati.")


def test_what_is_over_is_within_sight_where_there_is_little_else(watched: Page, root: str) -> None:
    watched.goto(f"{root}cerca/?q=concluso&kind=service")
    over = watched.get_by_role("region", name="Tra le cose concluse")
    expect(over.locator("li.over")).to_have_count(1)
    expect(over.locator(".state")).to_have_text("Concluso")
    expect(watched.get_by_role("button", name="Anche le cose concluse")).to_have_count(0)


def test_a_word_that_is_a_filter_is_offered_as_one(watched: Page, root: str) -> None:
    watched.goto(f"{root}cerca/?q=portineria+di+lunedì")
    settled(watched)
    watched.get_by_role("group", name="Filtri che si leggono").get_by_role("button", name="lunedì (1)").click()
    expect(watched).to_have_url(f"{root}cerca/?q=portineria&day=mon")
    assert titles(watched) == ["Portineria di esempio"]
    expect(watched.locator("[data-narrower]")).to_be_hidden()


def test_a_day_that_nobody_tells_is_said_and_not_offered(watched: Page, root: str) -> None:
    watched.goto(f"{root}cerca/?q=portineria+sabato")
    expect(watched.locator("[data-note]")).to_have_text(
        "Non abbiamo usato: sabato. Quasi nessuna scheda dice gli orari."
    )
    expect(watched.locator("[data-narrower]")).to_be_hidden()
    assert "Portineria di esempio" in titles(watched)


def test_where_no_hours_are_known_there_is_no_open_now_and_days_say_why(watched: Page) -> None:
    expect(watched.locator("[name=now]")).to_be_visible()
    expect(watched.locator("[data-hours]")).to_be_hidden()
    expect(watched.get_by_label("Giorno", exact=True)).to_have_accessible_description("")
    facets_become(watched, without_hours)
    watched.reload()
    settled(watched)
    expect(watched.locator("[name=now]")).to_be_hidden()
    expect(watched.locator("[data-hours]")).to_be_visible()
    expect(watched.get_by_label("Giorno", exact=True)).to_have_accessible_description(re.compile("dice gli orari"))


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("cerca/?q=portineria", "[data-results] .name"),
        ("cerca/?area=parenting&municipio=municipio-4", "[data-results] .name"),
        ("cerca/?kind=service&cost=fee&unsure=1", "[data-results] .name"),
        ("cerca/?q=portineria+lunedì", "[data-results] .name"),
        ("en/cerca/?q=made-up", "[data-results] .name"),
        ("cerca/?area=parenting&view=map", "[data-map]"),
    ],
)
def test_a_phone_shows_what_was_found_on_the_first_screen(watched: Page, root: str, address: str, seen: str) -> None:
    watched.set_viewport_size({"width": 360, "height": 740})
    watched.goto(root + address)
    settled(watched)
    expect(watched.locator(seen).first).to_be_in_viewport(ratio=0.1)
    for target in watched.locator(".search__found button:visible, .pills .choice:visible").all():
        box = target.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_the_map_shows_the_same_results_and_counts_those_without_a_point(watched: Page, root: str) -> None:
    watched.get_by_role("radio", name="Mappa").check()
    expect(watched).to_have_url(f"{root}cerca/?view=map")
    expect(watched.locator("[data-map] .leaflet-marker-icon").first).to_be_visible()
    expect(watched.locator("[data-note]")).to_contain_text("punto sulla mappa")
    assert titles(watched)  # still in the list
    watched.get_by_role("radio", name="Elenco").check()
    expect(watched.locator("[data-map]")).to_be_hidden()


def test_without_the_file_of_facets_there_are_the_lists(page: Page, root: str) -> None:
    page.route("**/facets.json", lambda route: route.fulfill(status=500))
    page.goto(f"{root}cerca/")
    expect(page.locator("[data-count]")).to_contain_text("La ricerca non è partita")
    expect(page.locator("[data-lists] a").first).to_be_visible()


def test_without_the_full_text_titles_and_summaries_are_searched(page: Page, root: str) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{root}cerca/?q=portineria")
    assert "Portineria di esempio" in titles(page)


def test_without_javascript_only_the_lists_are_shown(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}cerca/")
    assert not page.locator("#search-form").is_visible()
    for folder in ("servizi", "aree", "territori"):
        assert page.locator(f"noscript a[href='../{folder}/']").is_visible()
    context.close()


@pytest.mark.parametrize(
    "address",
    [
        "cerca/?area=parenting&cost=free",
        "cerca/?q=xilofono",
        "en/cerca/?view=map",
        "cerca/?kind=service&cost=fee&unsure=1",
        "cerca/?q=concluso+lunedì+municipio+6",
    ],
)
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_any_state(browser: Browser, root: str, address: str, width: int, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(root + address)
    for summary in page.locator(".search__panel > summary").all() if width == 360 else ():
        summary.click()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    violations = Axe().run(page).response["violations"]
    context.close()
    assert [f"{item['id']}: {item['nodes'][0]['html']}" for item in violations] == []
