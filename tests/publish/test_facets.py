# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file of facets: what the search filters by, and never more than a page says."""

import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from laltro.publish.edition.edition import Edition
from laltro.publish.search.facets import facets
from laltro.publish.search.search_index import Indexed, indexed
from laltro.publish.search.search_page import search
from tests.publish.conftest import DAY

MakeEdition = Callable[..., Edition]
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}} @@title@@'
POINT = {"latitude": 45.4405, "longitude": 9.2217}


def ago(days: int) -> str:
    return (DAY - timedelta(days=days)).isoformat()


def read(edition: Edition, pages: dict[str, Indexed] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(facets(edition, pages or {}))
    return found


def row(edition: Edition, href: str) -> dict[str, Any]:
    columns = read(edition)["columns"]
    return {name: values[columns["href"].index(href)] for name, values in columns.items()}


def service(
    edition_of: MakeEdition, values: dict[str, Any], *others: tuple[str, str, dict[str, Any]]
) -> dict[str, Any]:
    return row(edition_of(("service", "a", {"name": "A", **values}), *others), "../servizi/a/")


@pytest.mark.parametrize(
    ("values", "name", "told"),
    [
        ({}, "cost", ""),
        ({"cost_type": "unknown"}, "cost", ""),
        ({"cost_type": "free"}, "cost", "free"),
        ({"open_to": "both"}, "open_to", "employees community"),
        ({"open_to": "community"}, "open_to", "community"),
        ({}, "origin", ""),
        ({"origin": "lab"}, "origin", "lab"),
        ({}, "age", []),
        ({"minimum_age_months": 36}, "age", [36, None]),
        ({"minimum_age_months": 0, "maximum_age_months": 72}, "age", [0, 72]),
        ({"languages": ["it", "ar"]}, "language", "it ar"),
        ({"audiences": ["parents", "children"]}, "audience", "parents children"),
        ({"areas": ["childcare"]}, "area", "childcare"),
        ({"service_area": ["municipio-6"]}, "where", "municipio-6"),
        ({}, "over", ""),
        ({"historic": True}, "over", "Concluso"),
        ({"assured_date": ago(181)}, "over", ""),
        ({"assured_date": ago(365)}, "over", ""),
        ({"assured_date": ago(366)}, "over", "Non confermato da un anno"),
        ({"assured_date": ago(366), "review_by": ago(-1)}, "over", ""),
        ({"name": HOSTILE}, "title", HOSTILE),
        ({}, "hours", ""),
        ({}, "point", None),
    ],
)
def test_a_service_tells_or_does_not(edition_of: MakeEdition, values: dict[str, Any], name: str, told: object) -> None:
    assert service(edition_of, values)[name] == told


@pytest.mark.parametrize("name", ["cost", "age", "audience", "language", "open_to", "origin", "hours"])
def test_what_an_organisation_has_no_field_for_is_no_silence(edition_of: MakeEdition, name: str) -> None:
    edition = edition_of(("organization", "o", {"name": "O"}))
    assert row(edition, "../organizzazioni/o/")[name] is None


@pytest.mark.parametrize(
    ("place", "point", "access"),
    [
        ({**POINT, "point_basis": "exact"}, [45.4405, 9.2217, 0], ""),
        ({**POINT, "point_basis": "approximate"}, [45.4405, 9.2217, 1], ""),
        ({**POINT, "accessibility": ["unknown", "stroller", "step_free"]}, [45.4405, 9.2217, 1], "step_free stroller"),
        ({**POINT, "confidential": True, "accessibility": ["step_free"]}, None, ""),
        ({**POINT, "status": "archived"}, None, ""),
        ({}, None, ""),
    ],
)
def test_the_point_of_a_place_that_may_be_shown(
    edition_of: MakeEdition, place: dict[str, Any], point: object, access: str
) -> None:
    found = service(edition_of, {"places": ["p"]}, ("place", "p", {"name": "P", **place}))
    assert (found["point"], found["access"]) == (point, access)


WEEK = [{"days": ["mon"], "opens_at": "17:00", "closes_at": "19:00"}]


@pytest.mark.parametrize(
    ("values", "trusted"),
    [
        ({"hours_confirmed": "2026-11-01", "service_status": "active"}, True),
        ({"hours_confirmed": "2026-11-01", "service_status": "active", "alert": "Chiuso per lavori"}, False),
        ({"hours_confirmed": "2020-11-01", "service_status": "active"}, False),
        ({"service_status": "active"}, False),
        ({"service_status": "unknown"}, False),
    ],
)
def test_hours_nobody_confirmed_tell_the_days_but_never_now(
    edition_of: MakeEdition, values: dict[str, Any], trusted: bool
) -> None:
    found = read(edition_of(("service", "a", {"name": "A", "schedules": WEEK, **values})))
    [hours] = [found["timetables"][number] for number in found["columns"]["hours"]]
    assert (hours["rows"][0]["days"], hours["rows"][0]["opens"]) == ([0], 1020)
    assert (hours["confirmed"]["sure_from"] <= "2026-11-22" <= hours["confirmed"]["sure_to"]) is trusted


@pytest.mark.parametrize("status", ["temporarily_closed", "inactive", "defunct"])
def test_a_service_at_rest_keeps_no_hours(edition_of: MakeEdition, status: str) -> None:
    assert service(edition_of, {"schedules": WEEK, "service_status": status})["hours"] == ""


def test_only_what_lists_show_is_in_it(edition_of: MakeEdition) -> None:
    edition = edition_of(
        ("service", "a", {"name": "A"}),
        ("service", "b", {"name": "B", "status": "archived"}),
        ("service", "c", {"name": "C", "status": "draft"}),
    )
    assert read(edition)["columns"]["href"] == ["../servizi/a/"]


PAGES = {
    "servizi/a/": Indexed("it_1", "A"),
    "come-funziona/": Indexed("it_2", "Come funziona"),
    "en/servizi/a/": Indexed("en_3", "A"),
    "en/come-funziona/": Indexed("en_4", "How it works"),
}


@pytest.mark.parametrize(
    ("lang", "ids", "title"), [("it", ["it_1", "it_2"], "Come funziona"), ("en", ["en_3", "en_4"], "How it works")]
)
def test_rows_and_pages_are_joined_by_the_id_of_the_index(
    edition_of: MakeEdition, lang: str, ids: list[str], title: str
) -> None:
    columns = read(edition_of(("service", "a", {"name": "A"}), lang=lang), PAGES)["columns"]
    assert (columns["page"], columns["kind"], columns["title"]) == (ids, ["service", "page"], ["A", title])
    assert columns["href"] == ["../servizi/a/", "../come-funziona/"]


def test_an_index_without_records_gives_no_rows(edition_of: MakeEdition) -> None:
    assert read(edition_of())["columns"] == {}


def test_fragments_are_read_as_pagefind_writes_them() -> None:
    data = gzip.compress(b"pagefind_dcd" + json.dumps({"url": "/en/servizi/a/", "meta": {"title": "A"}}).encode())
    assert indexed({"en_1": data}) == {"en/servizi/a/": Indexed("en_1", "A")}


def test_words_of_the_language_and_those_that_say_nothing(edition_of: MakeEdition) -> None:
    italian, english = (read(edition_of(lang=lang))["words"] for lang in ("it", "en"))
    assert "nido" in italian["asilo"]
    assert italian["cerco"] == []
    assert "asilo" not in english
    assert english["the"] == []


def test_words_that_a_filter_says_better_in_each_language(edition_of: MakeEdition) -> None:
    italian, english = (read(edition_of(lang=lang))["filters"] for lang in ("it", "en"))
    assert (italian["gratis"], italian["zona 6"]) == (["cost", "free"], ["municipio", "municipio-6"])
    assert (english["saturday"], "sabato" in english) == (["day", "sat"], False)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_each_of_them_leads_to_a_choice_of_the_page(edition_of: MakeEdition, lang: str) -> None:
    edition = edition_of(lang=lang)
    page = str(search(edition))
    for facet, value in read(edition)["filters"].values():
        assert f'name="{facet}"' in page
        assert f'value="{value}"' in page


def test_the_same_records_give_the_same_bytes(edition_of: MakeEdition) -> None:
    records = [("service", id, {"name": id, "areas": ["other"]}) for id in ("b", "a")]
    assert facets(edition_of(*records), PAGES) == facets(edition_of(*reversed(records)), dict(reversed(PAGES.items())))


def test_the_page_offers_what_records_say_and_says_where_none_does(edition_of: MakeEdition) -> None:
    html = str(search(edition_of(("service", "a", {"name": "A", "cost_type": "isee", "languages": ["ar"]}))))
    assert 'name="cost" value="isee"' in html
    assert 'name="cost" value="voucher"' not in html
    assert "arabo" in html
    assert "Nessuna scheda lo dice ancora." in html  # of accessibility
