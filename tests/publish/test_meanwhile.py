# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a need's page points to until there is an answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from laltro.publish.edition.edition import Edition
from laltro.publish.site.record_page import article

MakeEdition = Callable[..., Edition]
Made = tuple[str, str, dict[str, Any]]
NEED = {"title": "Esempio", "areas": ["training"], "territories": ["municipio-4", "nil-33"], "state": "open"}


def services(edition: Edition) -> list[str]:
    html = article(edition, edition.catalogue.records["shared_need", "n"])
    part = re.search(r'<section class="meanwhile".*?</section>', html, re.DOTALL)
    return re.findall(r"servizi/([a-z]+)/", part[0]) if part else []


def service(id: str, where: str, area: str = "training", **values: Any) -> Made:
    return ("service", id, {"name": id, "service_area": [where], "areas": [area], **values})


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ([], []),
        ([service("a", "municipio-4")], ["a"]),
        ([service("a", "municipio-4"), service("b", "nil-33")], ["b", "a"]),
        ([service("a", "municipio-6")], []),
        ([service("a", "municipio-4", "childcare")], []),
        ([service("a", "municipio-4", historic=True)], []),
        ([service("a", "municipio-4", service_status="defunct")], []),
        ([service("a", "municipio-4", status="archived")], []),
        ([service(id, "municipio-4") for id in "abcdef"], list("abcd")),
    ],
)
def test_services_of_the_same_area_where_the_need_is(
    edition_of: MakeEdition, made: list[Made], found: list[str]
) -> None:
    assert services(edition_of(("shared_need", "n", NEED), *made)) == found


def test_a_need_that_is_over_points_nowhere(edition_of: MakeEdition) -> None:
    need = ("shared_need", "n", {**NEED, "historic": True})
    assert services(edition_of(need, service("a", "municipio-4"))) == []


@pytest.mark.parametrize(
    ("territories", "asked"),
    [
        (["municipio-4", "nil-33"], "municipio=municipio-4"),
        (["nil-33"], "nil=nil-33"),
    ],
)
def test_the_search_asks_for_the_same(edition_of: MakeEdition, territories: list[str], asked: str) -> None:
    need = ("shared_need", "n", {**NEED, "territories": territories})
    edition = edition_of(need, service("a", "municipio-4"), service("b", "nil-33"))
    html = article(edition, edition.catalogue.records["shared_need", "n"])
    assert f'cerca/?kind=service&amp;area=training&amp;{asked}"' in html
