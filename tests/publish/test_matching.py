# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What pages say of matches: how far each has come, what else could fit, and nothing of what does not stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from laltro.model.catalogue import Catalogue
from laltro.model.city import CITY
from laltro.model.forms.body_text import render_body
from laltro.model.record import Key, Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.value import View
from laltro.publish.record.matching import FEW, Matching, matching
from laltro.publish.site.record_page import article
from laltro.voice import address
from laltro.world.build.site import edition
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME, read_strings
from laltro.world.local.desk import Desk
from tests.insight.pairs import catalogue, offer, target
from tests.intake.samples import TODAY, real
from tests.publish.encountering import match, plus, records, write

CONSENT = {"consent": ("yes",)}
NEED = ("shared_need", "esempio-corso")


def made(known: Catalogue, lang: str = "it", forms: tuple[str, ...] = ("abbinamento",)) -> Edition:
    return replace(edition(known, read_strings(HOME)[lang], TODAY, "https://example.org/"), forms=forms)


def said(shown: Edition, key: Key) -> Matching | None:
    record = shown.catalogue.records[key]
    return matching(View(shown, record, address.climb(shown.address(record))))


@pytest.mark.parametrize(
    ("key", "standing", "ideas"),
    [
        (NEED, [("Esempio di palestra", "Accettato", "")], ["Esempio di sala", "Esempio di aula"]),
        (
            ("lab", "esempio-laboratorio"),
            [
                ("Esempio di sala", "Proposto", ""),
                ("Esempio di negozio", "Suggerito", "L’offerta non è più disponibile."),
            ],
            ["Esempio di aula"],
        ),
        (("service", "esempio-servizio"), [("Esempio di aula", "Rifiutato", "")], ["Esempio di sala"]),
        (
            ("offer", "esempio-sala"),
            [("Esempio di laboratorio", "Proposto", "")],
            ["Esempio di corso serale", "Esempio di servizio"],
        ),
        (("offer", "esempio-palestra"), [("Esempio di corso serale", "Accettato", "")], []),
    ],
)
def test_a_page_tells_the_states_of_its_matches_and_what_else_could_fit(
    key: Key, standing: list[tuple[str, str, str]], ideas: list[str]
) -> None:
    found = said(made(catalogue(records())), key)
    assert found
    assert [(str(each.other.text), str(each.state.text), each.note) for each in found.standing] == standing
    assert [str(each.other.text) for each in found.ideas] == ideas


@pytest.mark.parametrize(
    "key",
    [
        ("shared_need", "esempio-sportello"),
        ("offer", "esempio-competenza"),
        ("offer", "esempio-cortile"),
        ("organization", "esempio-impresa"),
    ],
)
def test_where_there_is_nothing_to_say_there_is_no_heading(key: Key) -> None:
    shown = made(catalogue(records()))
    assert said(shown, key) is None
    html = article(shown, shown.catalogue.records[key])
    assert 'id="matches"' not in html
    assert 'id="ideas"' not in html


def test_no_real_page_suggests_what_nobody_vouches_for() -> None:
    shown = made(real().catalogue)
    found = [said(shown, key) for key in shown.catalogue.records]
    assert sum(len(each.ideas) for each in found if each) == 0
    assert sum(len(each.standing) for each in found if each) == 2 * len(shown.catalogue.of("match"))


def test_a_suggestion_says_why_what_to_ask_and_that_nobody_agreed() -> None:
    shown = made(catalogue(records()))
    html = article(shown, shown.catalogue.records[NEED])
    for part in ("Potrebbe incontrarsi con", "Nessuno li ha ancora concordati", "30 posti su 25 chiesti"):
        assert part in html
    assert "Da chiedere prima: non c&#39;è di mercoledì." in html
    assert "Could come together with" in article(made(catalogue(records()), "en"), shown.catalogue.records[NEED])


def test_a_page_has_the_best_few() -> None:
    many = [
        plus(offer(f"areas=training where={CITY} title=Esempio_{number}", f"esempio-{number}")) for number in range(9)
    ]
    wanted = target("areas=training where=nil-35 types=space", "esempio-corso")
    found = said(made(catalogue([*many, wanted])), NEED)
    assert found
    assert len(found.ideas) == FEW


@pytest.mark.parametrize(
    "values",
    [
        *({"state": state} for state in ("reserved", "committed", "delivered", "expired", "withdrawn", "unknown")),
        {"valid_to": "2026-11-21"},
        {"valid_to": ""},
        {"historic": True},
        {"status": "archived"},
        {"status": "suspended"},
    ],
)
def test_what_is_expired_or_promised_is_on_no_page(values: Mapping[str, Any]) -> None:
    """Of the example, the hall would otherwise be suggested to a need and a service."""
    found = [each for each in records() if each.kind != "match"]
    changed = [plus(each, **values) if each.id == "esempio-sala" else each for each in found]
    for known, there in ((found, True), (changed, False)):
        shown = made(catalogue(known))
        every = [said(shown, key) for key in shown.catalogue.records if key != ("offer", "esempio-sala")]
        ideas = {str(idea.other.text) for each in every if each for idea in each.ideas}
        assert ("Esempio di sala" in ideas) is there
    assert "esempio-sala" not in ideas


def test_a_match_that_was_withdrawn_is_not_told() -> None:
    aimed = match("esempio-sala", "shared_need/esempio-sportello", "declined", status="archived")
    shown = made(catalogue([*records(), aimed]))
    assert said(shown, ("shared_need", "esempio-sportello")) is None
    assert "sportello" not in article(shown, shown.catalogue.records["offer", "esempio-sala"])


def test_a_title_from_outside_stays_text() -> None:
    hostile = plus(offer("areas=training where=nil-35", "esempio-ostile"), title='"><script>alert(1)</script>')
    wanted = target("areas=training where=nil-35", "esempio-corso")
    aimed = match("esempio-ostile", "shared_need/esempio-altro", "proposed")
    other = target("areas=training where=nil-35", "esempio-altro")
    shown = made(catalogue([hostile, wanted, aimed, other]))
    for id in ("esempio-corso", "esempio-altro"):
        html = article(shown, shown.catalogue.records["shared_need", id])
        assert "alert(1)" in html
        assert "<script>alert" not in html


# Proposed on a page, then agreed, completed or declined: each time by one form


def test_the_address_of_a_proposal_fills_the_form_of_matches() -> None:
    shown = made(catalogue(records()))
    found = said(shown, ("offer", "esempio-sala"))
    assert found
    url = urlsplit(found.ideas[0].propose)
    answers = dict(parse_qsl(url.query))
    assert url.path == "../../contribuisci/abbinamento/"
    assert answers == {
        "kind": "match",
        "offer": "offerte/esempio-sala",
        "target": "bisogni/esempio-corso",
        "state": "proposed",
    }
    form = real().forms["abbinamento"]
    assert answers.keys() <= {field.id for field in form.fields}
    for choice in ("kind", "state"):
        field = form.field(choice)
        assert field
        assert answers[choice] in {option.value for option in field.options}


def test_without_the_page_of_the_form_nothing_leads_there() -> None:
    found = said(made(catalogue(records()), forms=()), ("offer", "esempio-sala"))
    assert found
    assert {idea.propose for idea in found.ideas} == {""}


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (["proposed", "agreed", "completed"], ["Proposto", "Accettato", "Completato"]),
        (["suggested", "proposed", "declined"], ["Suggerito", "Proposto", "Rifiutato"]),
    ],
)
def test_a_pair_walks_through_its_states_by_the_form(tmp_path: Path, states: list[str], told: list[str]) -> None:
    data = write(tmp_path, [each for each in records() if each.kind != "match"])
    first = said(made(read_catalogue(data)), NEED)
    assert first
    assert not first.standing
    answers: dict[str, Any] = dict(parse_qsl(urlsplit(first.ideas[0].propose).query))
    found, asked = [], {**answers, "kind": ("match",)}
    for state in states:
        submitted(data, {**asked, "state": (state,)})
        pages = [said(made(read_catalogue(data)), key) for key in (NEED, ("offer", "esempio-sala"))]
        assert all(page and "Esempio di sala" not in [str(each.other.text) for each in page.ideas] for page in pages)
        found.append([str(each.state.text) for page in pages if page for each in page.standing])
        asked = {"record": f"abbinamenti/{read_catalogue(data).of('match')[0].id}"}
    assert found == [[state, state] for state in told]


def submitted(data: Path, answers: Mapping[str, Any]) -> Record:
    """What a filled form makes or changes, accepted and written into the data."""
    desk = Desk(data, TODAY)
    body = render_body(desk.forms["abbinamento"], "it", {**answers, "source": "https://esempio.example", **CONSENT})
    decision = desk.decide(desk.read(body, "abbinamento"))
    assert decision.is_change, decision.diagnostics
    desk.apply(decision)
    return decision.records[0]
