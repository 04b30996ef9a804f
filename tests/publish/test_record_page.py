# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A service's page as Italian public services are told, and how fresh it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from laltro.publish.edition.edition import Edition
from laltro.publish.site.record_page import article
from tests.intake.samples import real
from tests.publish.conftest import DAY

MakeEdition = Callable[..., Edition]
# The service page of https://designers.italia.it and DATA_MODEL's list, after what the service is.
HEADINGS = {
    "it": ["A chi è rivolto", "Come fare", "Cosa serve", "Cosa si ottiene", "Tempi e scadenze", "Quanto costa"],
    "en": [
        "Who it is for",
        "How to do it",
        "What is needed",
        "What you get",
        "Times and deadlines",
        "What it costs",
    ],
}
FULL = {
    "name": "Esempio",
    "description": "Testo",
    "audiences": ["parents"],
    "how_to_apply": "Si chiama.",
    "required_documents": ["Un documento"],
    "what_you_get": "Un posto",
    "capacity": {"available": 3, "updated": DAY.isoformat()},
    "cost_type": "free",
    "service_area": ["milano"],
    "channels": {"phones": ["+39020202"]},
}


def html(make: MakeEdition, lang: str = "it", **values: Any) -> str:
    made = make(("service", "x", {"name": "Esempio", **values}), lang=lang)
    return article(made, made.catalogue.records["service", "x"])


@pytest.mark.parametrize("lang", HEADINGS)
def test_headings_stand_in_the_order_of_public_services(edition_of: MakeEdition, lang: str) -> None:
    found = [unescape(each) for each in re.findall(r"<h2[^>]*>([^<]+)</h2>", html(edition_of, lang, **FULL))]
    last = {"it": ["Dove e quando", "Contatti"], "en": ["Where and when", "Contacts"]}
    assert found[1:9] == HEADINGS[lang] + last[lang]


@pytest.mark.parametrize(
    ("kind", "values", "link"),
    [
        ("service", FULL, "../../contribuisci/servizio/?record=servizi/x#f-channels_phones"),
        ("service", {"name": "Esempio"}, ""),  # no contacts, no heading to put it beside
        (
            "organization",
            {"phones": ["+39020202"]},
            "../../contribuisci/organizzazione/?record=organizzazioni/x#f-phones",
        ),
        ("place", {"url": "https://www.example.org"}, ""),  # only what a form asks can be corrected there
    ],
)
def test_the_contacts_lead_to_the_question_that_corrects_them(
    edition_of: MakeEdition, kind: str, values: dict[str, Any], link: str
) -> None:
    made = replace(edition_of((kind, "x", {"name": "Esempio", **values})), forms=("servizio", "organizzazione"))
    page = unescape(article(made, made.catalogue.records[kind, "x"]))
    assert re.findall(r'class="correct mend"[^>]*><a href="([^"]+)"', page) == ([link] if link else [])
    if link:
        stem, field = link.split("/")[3], link.partition("#f-")[2]
        assert real().forms[stem].field(field)


def ago(days: int) -> str:
    return (DAY - timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("values", "state", "said"),
    [
        ({}, "unverified", "Da verificare"),
        ({"assured_date": ago(1)}, "assured", "Confermata il 21 novembre 2026"),
        (
            {"assured_date": ago(1), "assured_by": "ente"},
            "assured",
            "Confermata il 21 novembre 2026 da Ente di esempio",
        ),
        ({"assured_date": ago(180)}, "assured", "Confermata il"),
        ({"assured_date": ago(181)}, "lapsed", "Conferma scaduta"),
    ],
)
def test_near_the_title_stands_who_confirmed_it_or_nobody(
    edition_of: MakeEdition, values: dict[str, Any], state: str, said: str
) -> None:
    entity = ("organization", "ente", {"name": "Ente di esempio"})
    made = edition_of(("service", "x", {"name": "S", "summary": "Breve.", **values}), entity)
    page = article(made, made.catalogue.records["service", "x"])
    assert f'class="fresh fresh--{state}"' in page
    assert page.index("</h1>") < page.index(said) < page.index("Breve.") < page.index('id="freshness"')


def test_of_what_was_withdrawn_no_freshness_is_told(edition_of: MakeEdition) -> None:
    assert 'class="fresh' not in html(edition_of, status="archived", assured_date=ago(1))
