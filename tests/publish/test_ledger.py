# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an organisation's page says of what it gave, and the way to register more."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from laltro.insight.figures.ledger import CUTS, entries, lines
from laltro.publish.figures.impact_data import impact_files
from laltro.publish.record.contributions import registration
from laltro.publish.site.record_page import article
from tests.publish.conftest import Made, MakeEdition

ORGANIZATION: Made = ("organization", "o", {"name": "Cooperativa Esempio & figli", "organization_type": "company"})
OFFER: Made = ("offer", "f", {"title": "Sala Esempio", "organization": "o"})
LAB: Made = ("lab", "l", {"title": "Laboratorio Esempio"})
FORM = "../../contribuisci/abbinamento/?kind=contribution&amp;provider=organizzazioni%2Fo"


def given(id: str, **values: Any) -> Made:
    usual = {"provider": "o", "receiver": {"kind": "lab", "id": "l"}, "date": "2026-03", "contribution_type": "hours"}
    return "contribution", id, {**usual, "unit": "hour", **values}


GIVEN = [
    given("c", quantity=2.5, beneficiaries_employees=3, evidence_url="https://example.org/prova"),
    given("d", quantity=1, beneficiaries_community=20, evidence_url="https://example.org/prova"),
    given("e", contribution_type="money", unit="EUR", quantity=1200, evidence_url="javascript:alert(1)"),
    given("g", quantity=99, status="draft"),
]


BY_HIDDEN = given("h", provider="segreta", quantity=1)


def page(edition_of: MakeEdition, *records: Made, lang: str = "it", forms: tuple[str, ...] = ("abbinamento",)) -> str:
    edition = edition_of(ORGANIZATION, *records, lang=lang, forms=frozenset(forms))
    return article(edition, edition.catalogue.records["organization", "o"])


def rows(html: str) -> list[list[str]]:
    body = html.partition('aria-labelledby="used">')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    found = re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def test_it_adds_what_has_the_same_type_and_unit_and_shows_the_evidence(edition_of: MakeEdition) -> None:
    html = page(edition_of, LAB, OFFER, *GIVEN)
    assert rows(html) == [
        ["Ore di tempo", "3,5 ore", "3", "20", "example.org/prova"],
        ["Denaro", "1.200 euro", "Non documentato", "Non documentato", "javascript:alert(1)"],
    ]
    assert html.count('href="https://example.org/prova"') == 1  # the same page proves both
    assert 'href="javascript:' not in html
    assert f'href="{FORM}"' in html


@pytest.mark.parametrize(
    ("records", "forms", "asks", "link"),
    [
        ([OFFER], ("abbinamento",), True, True),
        ([OFFER], (), False, False),
        ([LAB, *GIVEN], ("abbinamento",), False, True),
        ([LAB], ("abbinamento",), False, False),
        ([("offer", "f", {**OFFER[2], "status": "archived"})], ("abbinamento",), False, False),
    ],
)
def test_whoever_opened_something_is_asked_how_much_was_used(
    edition_of: MakeEdition, records: list[Made], forms: tuple[str, ...], asks: bool, link: bool
) -> None:
    html = page(edition_of, *records, forms=forms)
    assert ("nessuno l’ha ancora registrato" in html) is asks
    assert ("kind=contribution" in html) is link


def test_other_kinds_of_record_have_no_account(edition_of: MakeEdition) -> None:
    edition = edition_of(ORGANIZATION, OFFER, LAB, *GIVEN, forms=frozenset({"abbinamento"}))
    for key in (("offer", "f"), ("lab", "l"), ("contribution", "c")):
        assert "kind=contribution" not in article(edition, edition.catalogue.records[key])


def test_what_the_link_knows_is_escaped(edition_of: MakeEdition) -> None:
    edition = edition_of(forms=frozenset({"abbinamento"}))
    link = registration(edition, "../", provider='A&B="<#?')
    assert link == "../contribuisci/abbinamento/?kind=contribution&provider=A%26B%3D%22%3C%23%3F"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "kind", "provider"),
    [
        ("kind=contribution&provider=organizzazioni/esempio-uno", "contribution", "organizzazioni/esempio-uno"),
        ("provider=Cooperativa+%22Esempio%22", "", ""),  # a link hands on addresses, never words
        ("kind=match", "match", ""),
        ("kind=service&provider=", "", ""),
        ("kind=%3Cscript%3E&provider=%3Cscript%3E", "", ""),
        ("", "", ""),
    ],
)
def test_the_form_begins_with_what_the_link_knows(
    watched: Page, root: str, query: str, kind: str, provider: str
) -> None:
    watched.goto(f"{root}contribuisci/abbinamento/?{query}")
    assert watched.input_value("[name=kind]") == kind
    assert watched.input_value("[name=provider]") == provider
    assert watched.is_visible("[name=target]") is (kind != "contribution")  # nothing is asked of the other kind


def test_a_giver_that_is_not_public_is_not_named(edition_of: MakeEdition) -> None:
    edition = edition_of(("organization", "segreta", {"name": "Segreta", "status": "suspended"}), LAB, BY_HIDDEN)
    assert [line.heading for cut in CUTS for line in lines(entries(edition.catalogue), cut) if cut == "provider"] == [
        ""
    ]
    assert "segreta" not in str(impact_files(edition)).lower()
