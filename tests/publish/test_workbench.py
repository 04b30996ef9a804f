# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages for community managers and about freshness: what they list is what a plain recount finds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from laltro.insight.match.matches_by_record import MatchesByRecord, doubtful, idle, undecided, waiting
from laltro.insight.trust.freshness import STATES, ageing, assured_until
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.figures.freshness_page import fresh
from laltro.publish.figures.workbench import workbench
from laltro.publish.record.matching import FEW
from laltro.world.build.site import edition
from laltro.world.data.support import HOME, read_strings
from tests.insight.pairs import catalogue, offer, target
from tests.intake.samples import TODAY, real
from tests.publish.encountering import ago, match, organization, plus, records

DAY = TODAY.isoformat()
FORMS = ("abbinamento", "conferma")


def made(*found: Record, lang: str = "it") -> Edition:
    known = catalogue(found) if found else real().catalogue
    return replace(edition(known, read_strings(HOME)[lang], TODAY, "https://example.org/"), forms=FORMS)


def part(html: str, id: str) -> str:
    """What stands below a heading, to the next one of its rank."""
    return re.split(r"<h2 ", html.partition(f'<h2 id="{id}">')[2])[0]


def names(html: str) -> list[str]:
    return re.findall(r">(Esempio di [a-z ]+)</a>", html)


# Who could meet whom


def test_everything_that_waits_stands_in_its_part() -> None:
    html = str(workbench(made(*records())))
    assert names(part(html, "meetings")) == [
        *("Esempio di corso serale", "Esempio di sala", "Esempio di aula"),
        *("Esempio di laboratorio", "Esempio di aula", "Esempio di servizio", "Esempio di sala"),
    ]
    assert names(part(html, "decisions")) == [
        *("Esempio di sala", "Esempio di laboratorio"),
        *("Esempio di negozio", "Esempio di laboratorio"),
    ]
    assert names(part(html, "waiting")) == ["Esempio di sportello"]
    assert names(part(html, "idle")) == ["Esempio di competenza"]
    assert names(part(html, "questions")) == ["Esempio di cortile", "Esempio di negozio"]


def test_each_target_has_its_best_few() -> None:
    many = [offer(f"areas=training where=milano title=Esempio_{number}", f"esempio-{number}") for number in range(9)]
    html = str(workbench(made(*many, target("areas=training", "esempio"))))
    assert html.count("/?kind=match&amp;offer=") == FEW


def test_each_list_is_counted_and_the_count_leads_to_it() -> None:
    html = str(workbench(made(*records())))
    told = re.findall(r'<a href="#(\w+)">[^<]+<span class="count">(\d+)</span></a>', html)
    counts = {"meetings": 4, "decisions": 2, "waiting": 1, "idle": 1, "questions": 2}
    assert {name: int(count) for name, count in told} == counts
    assert html.count("/?kind=match&amp;offer=") == counts["meetings"]
    for name in counts:
        assert f'<h2 id="{name}">' in html
    for said in ("si possono suggerire: 3 su 6.", "che chiedono qualcosa: 4 su 4."):
        assert said in html


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("it", ("Oggi non c’è nessun incontro da suggerire.", "Di 24 offerte non si sa se valgono ancora")),
        ("en", ("Today there is nothing to suggest.", "Of 24 offers nobody knows whether they still hold")),
    ],
)
def test_while_nothing_can_be_suggested_the_page_says_why_and_what_to_do(lang: str, parts: tuple[str, ...]) -> None:
    html = str(workbench(made(lang=lang)))
    for said in parts:
        assert said in html
    assert part(html, "questions").count("contribuisci/conferma/?record=offerte/") == 24


def test_an_empty_catalogue_has_its_sentences() -> None:
    html = str(workbench(made(organization("esempio", "Esempio"))))
    assert html.count('class="quiet"') == 4
    assert "Si suggerisce solo un’offerta disponibile" in html


@pytest.mark.parametrize(
    ("line", "wanted", "matched", "why"),
    [
        ("areas=childcare", "areas=training", "", "no_area"),
        ("areas=training type=skill", "areas=training types=space", "", "no_fit"),
        ("areas=training", "areas=training", "agreed", "promised"),
        ("areas=training", "areas=training", "declined", "no_fit"),
    ],
)
def test_why_an_offer_meets_nothing(line: str, wanted: str, matched: str, why: str) -> None:
    found = [offer(line, "esempio"), target(wanted, "esempio")]
    found += [match("esempio", "shared_need/esempio", matched)] if matched else []
    known = MatchesByRecord(catalogue(found), DAY)
    assert [(each.offer.id, each.why) for each in idle(known)] == [("esempio", why)]
    assert [each.id for each in waiting(known)] == ["esempio"]


def test_an_offer_that_is_given_or_withdrawn_is_no_question() -> None:
    states = ("open", "reserved", "committed", "delivered", "expired", "withdrawn", "unknown")
    found = [offer(f"state={state}", f"esempio-{state}") for state in states]
    found += [offer("until=2026-01", "esempio-finita"), offer("state=unknown historic=yes", "esempio-storia")]
    told = doubtful(catalogue(found), TODAY)
    assert {why: [each.id for each in offers] for why, offers in told.items()} == {
        "unknown": ["esempio-unknown"],
        "over": ["esempio-finita"],
    }


def test_an_answer_is_awaited_for_what_is_suggested_or_proposed() -> None:
    states = ("completed", "agreed", "suggested", "declined", "proposed")
    found = [match(f"esempio-{state}", "lab/esempio", state) for state in states]
    found += [match("esempio-bozza", "lab/esempio", "proposed", status="draft")]
    assert [each.get("state") for each in undecided(catalogue(found))] == ["proposed", "suggested"]


# How fresh it is


def cells(html: str, name: str) -> list[int]:
    """The numbers of a row of a table."""
    row = next(
        row for row in re.findall(r'<tr role="row"><th scope="row".*?</tr>', html, re.S) if f">{name}</a>" in row
    )
    return [int(re.sub(r"<[^>]*>", "", cell)) for cell in re.findall(r"<td .*?</td>", row, re.S)]


def counted(found: list[Record]) -> list[int]:
    """How many there are, and in each state, by the days alone."""
    states = Counter[str]()
    for each in found:
        until = assured_until(each)
        left = (until - TODAY).days if until and each.get("assured_date") else None
        state = "unconfirmed" if left is None else "lapsed" if left < 0 else "ageing" if left < 30 else "assured"
        states[state] += 1
    return [len(found), *(states[state] for state in STATES)]


def test_every_figure_is_that_of_a_plain_recount() -> None:
    found, html = records(), str(fresh(made(*records())))
    for kind, name in (("service", "Servizi"), ("lab", "Laboratori urbani"), ("organization", "Organizzazioni")):
        assert cells(html, name) == counted([each for each in found if each.kind == kind])
    own = [each for each in found if "esempio-impresa" in (each.id, each.get("organization"), each.get("lead"))]
    assert cells(html, "Esempio di impresa") == counted(own)
    assert "Esempio di associazione" in html.partition('id="silent"')[2]


def test_real_records_are_counted_and_nobody_confirmed_one() -> None:
    html = str(fresh(made()))
    tended = [
        each for each in real().catalogue.of("service") if not each.historic and each.get("status") == "published"
    ]
    assert cells(html, "Servizi") == [len(tended), 0, 0, 0, len(tended)]
    assert "Nessuna scheda è ancora confermata." in html
    assert "Oggi a nessuno." in html


def test_an_organisation_is_asked_once_with_all_that_ages() -> None:
    shown = made(*records())
    html = part(str(fresh(shown)), "requests")
    asked = ageing(shown.catalogue, TODAY)
    assert re.findall(r'<h3 id="asked-([\w-]+)">', html) == list(asked) == ["esempio-impresa"]
    forms = re.findall(r"contribuisci/conferma/\?record=([\w/-]+)", html)
    assert forms == [shown.address(each).rstrip("/") for each in asked["esempio-impresa"]]
    assert "confermata fino al 12 dicembre 2026" in html
    assert "conferma scaduta il 25 luglio 2026" in html


def test_an_organisation_that_has_no_page_is_not_named() -> None:
    hidden = organization("esempio-nascosta", "Esempio nascosto", status="suspended")
    held = plus(target("kind=lab", "esempio"), lead="esempio-nascosta", assured_date=ago(170))
    html = str(fresh(made(hidden, held)))
    assert "nascost" not in html
    assert "Senza un’organizzazione a cui chiedere" in html
