"""The home page: what one can do here, on the first screen of a phone, and the meetings to come where there are any."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from laltro.publish.edition.edition import Edition
from laltro.publish.lists.home import SOON, home

MakeEdition = Callable[..., Edition]


def meeting(id: str, **values: Any) -> tuple[str, str, dict[str, Any]]:
    return "meeting", id, {"title": f"Esempio di incontro {id}", **values}


# The day of the edition is 22 November 2026.
@pytest.mark.parametrize(
    ("meetings", "told"),
    [
        ([], []),
        ([meeting("ieri", starts_at="2026-11-21")], []),
        ([meeting("senza-data")], []),
        ([meeting("bozza", starts_at="2026-12-01", status="draft")], []),
        ([meeting("oggi", starts_at="2026-11-22T18:00")], ["oggi"]),
        ([meeting("dopo", starts_at="2027-01"), meeting("prima", starts_at="2026-12-01")], ["prima", "dopo"]),
        ([meeting(f"n-{day}", starts_at=f"2026-12-0{day}") for day in range(1, 6)], ["n-1", "n-2", "n-3"]),
    ],
)
def test_the_next_meetings(edition_of: MakeEdition, meetings: list[Any], told: list[str]) -> None:
    html = home(edition_of(*meetings))
    _, _, soon = html.partition("Prossimi incontri")
    assert bool(soon) is bool(told)
    places = [soon.index(f'href="incontri/{id}/"') for id in told]
    assert places == sorted(places)
    assert soon.count('href="incontri/') == len(told) + ('href="incontri/"' in soon)
    assert len(told) <= SOON


def test_a_meeting_is_told_with_its_day(edition_of: MakeEdition) -> None:
    assert "1 dicembre 2026" in home(edition_of(meeting("uno", starts_at="2026-12-01")))


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["", "en/"])
def test_the_first_screen_of_a_phone_says_what_one_can_do(page: Page, root: str, lang: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(root + lang)
    seen = "found => found.map(e => e.getBoundingClientRect().bottom <= innerHeight)"
    for selector, count in (("h1", 1), (".finder input", 1), (".doors a", 3), (".areas li:nth-child(-n+5) a", 5)):
        assert page.locator(selector).evaluate_all(seen) == [True] * count, selector


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["", "en/"])
def test_whom_to_call_is_on_every_page(page: Page, root: str, lang: str) -> None:
    page.goto(f"{root}{lang}servizi/esempio-portineria/")
    numbers = page.locator(".foot a[href^='tel:']")
    assert numbers.evaluate_all("found => found.map(a => a.innerText)") == ["112", "1522", "114"]
    page.goto(f"{root}{lang}contatti/")
    for number in ("112", "1522", "114", "116000", "116117"):
        assert page.locator(f"article a[href='tel:{number}']").count() >= 1
