"""Whether a service is open: the same answer in Python and in the browser, on its page and in every list."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect

from laltro.insight.hours.days_off import days_off
from laltro.insight.hours.opening_hours import Hours, hours_of
from laltro.model.catalogue import Catalogue
from laltro.model.moment import DAYS
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.opening import guide, opening_data
from laltro.publish.lists.lists import kind_list
from laltro.publish.site.record_page import article
from laltro.world.build.site import edition
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME, THEME
from tests.publish.opening_oracle import state

TODAY = date(2026, 11, 22)
SCRIPTS = {name: (THEME / "assets" / name).read_text(encoding="utf-8") for name in ("opening.js", "hours.js")}
CASES = json.loads((Path(__file__).parent / "opening_cases.json").read_text(encoding="utf-8"))
MOMENTS = [(case["hours"], *moment) for case in CASES for moment in case["moments"]]
ORIGIN = "http://opening.test/"
SITE_URL = "https://example.org/repo/"
# Instants of an ordinary day, of a night, of two holidays, of the nights on which clocks change, and one too late.
INSTANTS = (
    *("2026-11-23T09:30:00Z", "2026-11-24T16:59:00Z", "2026-11-28T00:30:00Z", "2026-12-07T18:30:00Z"),
    *("2026-12-25T10:00:00Z", "2027-03-28T00:59:00Z", "2027-06-14T08:00:00Z", "2028-01-01T10:00:00Z"),
)

MakeEdition = Callable[..., Edition]


def hours(values: dict[str, Any]) -> Hours:
    found = hours_of(Record("service", "s", {"hours_confirmed": "2026-11-01", **values}))
    assert found
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(HOME)


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A page with the site's own rules as `window.opening`, and nothing else."""
    page = browser.new_page(timezone_id="Pacific/Auckland")  # a reader may be anywhere: Milan's clocks count
    serve_scripts(page)
    serve(page, ORIGIN, "<!doctype html><title>x</title>")
    page.goto(ORIGIN)
    page.evaluate("import('./hours.js').then((module) => { window.opening = module; return null })")
    yield page
    page.close()


ASK = "([asked, off]) => asked.map(([hours, at]) => window.opening.state(hours, off, new Date(at)))"
SAY = (
    "([asked, off, words, lang]) => asked.map(([h, at]) => window.opening.sentence(h, off, words, lang, new Date(at)))"
)


def test_python_says_what_the_cases_say(catalogue: Catalogue) -> None:
    off = days_off(catalogue, 2026)
    found = [asdict(state(hours(values), off, datetime.fromisoformat(at))) for values, at, *_ in MOMENTS]
    expected = [{"name": name, "minutes": minutes, "holiday": day} for _, _, name, minutes, day, *_ in MOMENTS]
    assert list(zip(MOMENTS, found, strict=True)) == list(zip(MOMENTS, expected, strict=True))


@pytest.mark.browser
def test_the_browser_says_what_the_cases_say(catalogue: Catalogue, window: Page) -> None:
    asked = [[asdict(hours(values)), at] for values, at, *_ in MOMENTS]
    found = window.evaluate(ASK, [asked, asdict(days_off(catalogue, 2026))])
    expected = [{"name": name, "minutes": minutes, "holiday": day} for _, _, name, minutes, day, *_ in MOMENTS]
    assert list(zip(MOMENTS, found, strict=True)) == list(zip(MOMENTS, expected, strict=True))


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "column"), [("it", 5), ("en", 6)])
def test_the_sentences(catalogue: Catalogue, window: Page, strings: dict[str, Strings], lang: str, column: int) -> None:
    asked = [[asdict(hours(values)), at] for values, at, *_ in MOMENTS]
    words = strings[lang].branch("site.opening")
    found = window.evaluate(SAY, [asked, asdict(days_off(catalogue, 2026)), words, lang])
    assert found == [moment[column] for moment in MOMENTS]


CLOCK = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from((0, 15, 30, 59)))
FULL_DAYS = st.dates(date(2026, 1, 1), date(2028, 2, 1)).map(str)
SOME_DAYS = st.one_of(FULL_DAYS, FULL_DAYS.map(lambda day: day[:7]), FULL_DAYS.map(lambda day: day[:4]), st.just("x"))
PERIODS = {"valid_from": SOME_DAYS, "valid_to": SOME_DAYS}
ROWS = st.fixed_dictionaries(
    {"days": st.lists(st.sampled_from(DAYS), min_size=1, unique=True)},
    optional={
        "opens_at": CLOCK,
        "closes_at": CLOCK,
        "recurrence": st.sampled_from(("weekly", "monthly_nth")),
        "nth": st.integers(-1, 5),
        "school_calendar": st.booleans(),
        **PERIODS,
    },
)
COMPLETE = st.fixed_dictionaries({"days": st.just(list(DAYS)), "opens_at": CLOCK, "closes_at": CLOCK})
RECORDS = st.fixed_dictionaries(
    {"schedules": st.lists(st.one_of(ROWS, COMPLETE), min_size=1, max_size=4), "hours_confirmed": FULL_DAYS},
    optional={"closures": st.lists(st.fixed_dictionaries({}, optional=PERIODS), max_size=2)},
)
# Minutes from the confirmation: now and then before it or when it has lapsed; the nights of both changes of the clocks.
AFTER = st.integers(-2 * 1440, 370 * 1440)
NIGHTS = st.sampled_from((datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)))


def in_both(window: Page, catalogue: Catalogue, values: dict[str, Any], moments: list[datetime]) -> list[Any]:
    """What Python says; the browser must say the same."""
    off, told = days_off(catalogue, 2026), hours(values)
    found = [asdict(state(told, off, moment)) for moment in moments]
    asked = [[asdict(told), moment.isoformat()] for moment in moments]
    assert window.evaluate(ASK, [asked, asdict(off)]) == found
    return found


@pytest.mark.browser
@settings(max_examples=250, deadline=None)
@given(values=RECORDS, after=st.lists(AFTER, min_size=8, max_size=8))
def test_both_agree_on_whatever_hours(
    window: Page, catalogue: Catalogue, values: dict[str, Any], after: list[int]
) -> None:
    start = datetime.fromisoformat(f"{values['hours_confirmed']}T00:00+01:00")
    in_both(window, catalogue, values, [start + timedelta(minutes=minutes) for minutes in after])


@pytest.mark.browser
@settings(max_examples=60, deadline=None)
@given(values=RECORDS, night=NIGHTS)
def test_both_agree_while_the_clocks_change(
    window: Page, catalogue: Catalogue, values: dict[str, Any], night: datetime
) -> None:
    moments = [night + timedelta(minutes=15 * step) for step in range(24)]
    in_both(window, catalogue, {**values, "hours_confirmed": str((night - timedelta(days=30)).date())}, moments)


@pytest.mark.browser
def test_every_state_is_reached(window: Page, catalogue: Catalogue) -> None:
    """The comparison would prove little if what it compares were always the same."""
    assert {name for _, _, name, *_ in MOMENTS} == {"open", "closed", "holiday", "unknown", "unverified"}
    days = [{"days": list(DAYS), "opens_at": "09:00", "closes_at": "17:00"}]
    year = [datetime(2026, 11, 1, 11, tzinfo=UTC) + timedelta(days=day) for day in range(400)]
    found = in_both(window, catalogue, {"schedules": days}, year)
    count = {name: sum(state["name"] == name for state in found) for name in ("open", "holiday", "unverified")}
    # All Saints twice, 7, 8, 25 and 26 December, 1 and 6 January, Easter and its Monday, 25 April, 1 May, 2 June,
    # 15 August, 4 October: 15 days of the 366 on which the confirmation holds.
    assert count == {"open": 351, "holiday": 15, "unverified": 34}


@pytest.mark.parametrize(
    "values",
    [
        {"hours_confirmed": "2025-11-21"},
        {"hours_confirmed": "2026-11-23"},
        {"hours_confirmed": "2026-11"},
        {"hours_confirmed": "ieri"},
        {"hours_confirmed": None},
        {"service_status": "temporarily_closed"},
        {"service_status": "unknown"},
        {"service_status": None},
        {"historic": True},
        {"status": "archived"},
        {"alert": "Chiuso questa settimana"},
        {"schedules": []},
        {"schedules": None, "hours_note": "Su appuntamento"},
    ],
)
def test_nothing_is_said_of_what_is_not_sure(edition_of: MakeEdition, values: dict[str, Any]) -> None:
    sure = {
        "name": "S",
        "service_status": "active",
        "hours_confirmed": "2025-11-22",
        "schedules": [{"days": ["mon"], "opens_at": "09:00", "closes_at": "12:00"}],
    }
    changed = {name: value for name, value in {**sure, **values}.items() if value is not None}
    made = edition_of(("service", "a", sure), ("service", "b", changed))
    assert opening_data(made, made.catalogue.records["service", "a"])
    assert opening_data(made, made.catalogue.records["service", "b"]) == ""


def confirmed(found: Catalogue) -> Catalogue:
    """The catalogue as if the hours that it has had been confirmed yesterday, and were still those of today."""
    records = {}
    for key, record in found.records.items():
        changed = {"service_status": "active", "hours_confirmed": "2026-11-21", "historic": False}
        rows = [{**row, "valid_from": "2020", "valid_to": "2030"} for row in record.items("schedules")]
        touched = record.kind == "service" and rows
        records[key] = (
            Record(record.kind, record.id, {**record.values, **changed, "schedules": rows}) if touched else record
        )
    return replace(found, records=records)


def in_list(html: str, id: str) -> list[str]:
    """The hours in a record's card, as a browser unescapes them."""
    cards = [card for card in html.split("<li>") if f'/{id}/"' in card]
    return [unescape(found) for card in cards for found in re.findall(r'data-opening="([^"]*)"', card)]


def on_page(html: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'data-opening="([^"]*)"', html)]


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_list_and_a_page_hold_the_same_hours(catalogue: Catalogue, strings: dict[str, Strings], lang: str) -> None:
    """For every real service, as it is and as it would be with its hours confirmed."""
    told = []
    for shown in (catalogue, confirmed(catalogue)):
        made = edition(shown, strings[lang], TODAY, ORIGIN)
        listed = str(kind_list(made, "service"))
        for record in made.listed("service"):
            data = on_page(article(made, record))
            assert data == in_list(listed, record.id)
            told += data
    assert len(told) >= 5  # so many services have hours at all


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_list_and_a_page_say_the_same(
    catalogue: Catalogue, strings: dict[str, Strings], browser: Browser, lang: str
) -> None:
    made = edition(confirmed(catalogue), strings[lang], TODAY, ORIGIN)
    services = [record for record in made.listed("service") if opening_data(made, record)]
    bodies = {f"{record.id}/": article(made, record) for record in services} | {"": str(kind_list(made, "service"))}
    seen = list(said(browser, bodies, lang))
    for found in seen:
        assert sorted(found.pop("")) == sorted(text for texts in found.values() for text in texts)
    told = {text for found in seen for texts in found.values() for text in texts}
    assert len(told) >= 4


def said(browser: Browser, bodies: dict[str, str], lang: str) -> Iterator[dict[str, list[str]]]:
    """What each page tells a reader who opens it, by its address, at one instant after the other."""
    page = browser.new_page()
    head = f'<!doctype html><html lang="{lang}"><title>x</title><script type="module" src="/opening.js"></script>'
    for address, body in bodies.items():
        serve(page, ORIGIN + address, head + body)
    serve_scripts(page)
    for at in INSTANTS:
        page.clock.set_fixed_time(at)
        found = {}
        for address in bodies:
            page.goto(ORIGIN + address)
            found[address] = page.locator("[data-opening]:not([hidden])").all_inner_texts()
        yield found
    page.close()


def serve_scripts(page: Page) -> None:
    for name, script in SCRIPTS.items():
        serve(page, ORIGIN + name, script, "text/javascript")


def serve(page: Page, url: str, body: str, kind: str = "text/html") -> None:
    """Answer an address from memory."""
    page.route(url, lambda route: route.fulfill(body=body, content_type=f"{kind}; charset=utf-8"))


OPEN_NOW = {
    "name": "S",
    "service_status": "active",
    "hours_confirmed": "2026-11-21",
    "schedules": [{"days": ["mon"], "opens_at": "09:00", "closes_at": "12:00", "note": '"><script>alert(1)</script>'}],
}


@pytest.mark.browser
def test_the_sentence_follows_the_clock(edition_of: MakeEdition, browser: Browser) -> None:
    made = edition_of(("service", "s", {**OPEN_NOW, "schedules": [{**OPEN_NOW["schedules"][0], "note": ""}]}))
    html = article(made, made.catalogue.records["service", "s"])
    page = browser.new_page()
    page.clock.install(time="2026-11-23T10:58:30Z")
    serve_scripts(page)
    serve(page, ORIGIN, f'<!doctype html><html lang="it"><script type="module" src="/opening.js"></script>{html}')
    page.goto(ORIGIN)
    sentence = page.locator("[data-opening]")
    assert sentence.inner_text() == "Aperto ora, fino alle 12:00."
    assert sentence.get_attribute("aria-live") == "off"
    page.clock.run_for(60_000)
    assert sentence.inner_text() == "Aperto ora, fino alle 12:00."
    page.clock.run_for(40_000)
    assert sentence.inner_text() == "Chiuso ora. Apre lunedì 30 novembre alle 09:00."
    page.clock.set_system_time("2028-01-03T10:00:00Z")  # a tab that nobody closed: the confirmation has lapsed
    page.clock.run_for(60_000)
    assert sentence.is_hidden()
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "address", ["servizi/esempio-portineria/", "servizi/", "territori/municipio-4/", "aree/parenting/"]
)
def test_the_built_site_says_it_under_its_policy(site: Path, page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    def from_disk(route: Route) -> None:
        path = site / route.request.url.removeprefix(SITE_URL)
        route.fulfill(path=path / "index.html" if path.is_dir() else path)

    page.route(f"{SITE_URL}**", from_disk)
    page.clock.set_fixed_time("2026-11-23T17:30:00Z")
    page.goto(SITE_URL + address)
    expect(page.locator("[data-opening]")).to_have_text("Aperto ora, fino alle 20:00.")
    assert complaints == []


def test_the_page_itself_claims_nothing_and_escapes_everything(edition_of: MakeEdition) -> None:
    made = edition_of(("service", "s", OPEN_NOW))
    for html in (article(made, made.catalogue.records["service", "s"]), str(kind_list(made, "service"))):
        assert "<script>alert" not in html
        visible = re.sub(r"<[^>]*>", "", html)
        assert "Aperto ora" not in visible
        assert "Chiuso ora" not in visible
        assert re.search(r"<p class=\"opening\"[^>]* hidden></p>", html)
        common = guide(made)
        assert unescape(re.findall(r'data-opening-days="([^"]*)"', html)[0]) == common.days


def test_school_days_are_in_order_and_apart(catalogue: Catalogue) -> None:
    rows = catalogue.vocabularies["school_days"].rows
    bounds = [day for row in rows for day in (row["first"], row["last"])]
    assert bounds == sorted(bounds)
    assert [date.fromisoformat(day).isoformat() for day in bounds] == bounds
