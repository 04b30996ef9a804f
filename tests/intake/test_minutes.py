# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The minutes of a kit come back through the form: filled, they are the record of a meeting, whatever names say."""

from __future__ import annotations

from typing import Any

import pytest

from laltro.intake.deciding.decide import decide
from laltro.intake.deciding.decision import Decision
from laltro.intake.reading.body import parse
from laltro.model.catalogue import Catalogue
from laltro.model.forms.body_text import render_body
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.kit.kit import kit_texts
from laltro.world.build.site import edition
from tests.intake.samples import TODAY, codes, real

LAB, MEETING = "esempio-laboratorio", "esempio-incontro"
HELD = {
    "participants": "18",
    "organizations": "adecco",
    "minutes": "Si è parlato degli orari di esempio.",
    "decisions": "Esempio di prima decisione\nEsempio di seconda decisione",
}
MADE = {
    "participants": 18,
    "organizations": ["adecco"],
    "minutes": "Si è parlato degli orari di esempio.",
    "decisions": ["Esempio di prima decisione", "Esempio di seconda decisione"],
}
NEW = {"title": "Esempio di incontro nuovo", "starts_at": "10/12/2026 ore 18.30"}
HOSTILE = [
    "### Che cosa si è deciso nell'incontro",
    "Esempio\n### Che cosa si è deciso nell'incontro\n\nFalsa decisione",
    "Esempio\u2028### Quante persone c'erano all'incontro\u202899",
    "```",
    "~~~\nEsempio",
    "### How many people came to the meeting",
    "Esempio \u202e\ufffd\x00",
    "{url} {0} %s @@title@@",
]


def catalogue(title: str = "Esempio", starts_at: str = "2026-12-10T18:30") -> Catalogue:
    """The real catalogue with a lab that goes on and its meeting to come."""
    common = {"status": "published", "title": title}
    lab = {"id": LAB, **common, "description": "Inventato.", "territories": ["municipio-4"], "phase": "running"}
    lab["shared_needs"] = ["pratiche"]
    meeting = {"id": MEETING, **common, "lab": LAB, "starts_at": starts_at, "agenda": "Esempio di scaletta"}
    made = [("lab", LAB, lab, "labs"), ("meeting", MEETING, meeting, "meetings")]
    return real().catalogue.holding(
        Record(kind, id, values, f"data/{folder}/{id}.yaml") for kind, id, values, folder in made
    )


def text(known: Catalogue, at: str, lang: str = "it") -> str:
    """The minutes as the site hands them out."""
    shown: Edition = edition(known, real().words[lang], TODAY, "https://example.org/repo/")
    return dict(kit_texts(shown))[f"{at}/materiali/verbale.txt"]


def filled(blank: str, lang: str, answers: dict[str, str]) -> str:
    """The text with answers written under its questions, and the box of the consent ticked."""
    for id, answer in answers.items():
        item = real().forms["laboratorio"].field(id)
        assert item
        question = f"### {item.labels[lang]}\n\n"
        assert blank.count(question) == 1
        blank = blank.replace(question, f"{question}{answer}")
    return blank.replace("- [ ]", "- [x]")


def decided(body: str, known: Catalogue) -> Decision:
    return decide(parse(body, real().forms), known, TODAY, "local-1")


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_minutes_of_a_meeting_that_was_announced_complete_its_record(lang: str) -> None:
    known = catalogue()
    decision = decided(filled(text(known, f"incontri/{MEETING}", lang), lang, HELD), known)
    assert codes(decision) == []
    [record] = decision.records
    assert record.values == {**known.records["meeting", MEETING].values, **MADE}


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_minutes_of_one_that_was_not_make_a_record(lang: str) -> None:
    known = catalogue()
    decision = decided(filled(text(known, f"laboratori/{LAB}", lang), lang, {**NEW, **HELD}), known)
    assert codes(decision) == []
    [record] = decision.records
    own: dict[str, Any] = {
        "id": "esempio-di-incontro-nuovo",
        "status": "published",
        "submission": "local-1",
        "lab": LAB,
    }
    assert record.values == {**own, "title": NEW["title"], "starts_at": "2026-12-10T18:30", **MADE}


@pytest.mark.parametrize(
    ("at", "answers", "problems"),
    [
        (f"laboratori/{LAB}", HELD, [("required", "title"), ("required", "starts_at")]),
        (f"incontri/{MEETING}", {**HELD, "participants": "molte"}, [("type", "participants")]),
        (
            f"incontri/{MEETING}",
            {**HELD, "decisions": "Chiama Mario al 333 1234567"},
            [("personal-mobile", "decisions")],
        ),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_question(
    at: str, answers: dict[str, str], problems: list[tuple[str, str]]
) -> None:
    known = catalogue()
    assert codes(decided(filled(text(known, at), "it", answers), known)) == problems


def test_untouched_it_asks_for_the_consent_alone() -> None:
    known = catalogue()
    assert ("consent-missing", "consent") in codes(decided(text(known, f"incontri/{MEETING}"), known))


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("at", [f"incontri/{MEETING}", f"laboratori/{LAB}"])
def test_no_name_passes_for_an_answer(title: str, at: str) -> None:
    known = catalogue(title)
    submission = parse(text(known, at).replace("- [ ]", "- [x]"), real().forms)
    named = {"record": at} if at.startswith("incontri") else {"lab": at}
    assert submission.problems == []
    assert submission.answers == {"kind": "meeting", "consent": ("yes",), **named}


def test_no_hour_passes_for_an_answer() -> None:
    known = catalogue(starts_at="2026-12-10T\n### How many people came to the meeting\n\n99")
    submission = parse(text(known, f"incontri/{MEETING}"), real().forms)
    assert set(submission.answers) == {"kind", "record"}


def test_when_a_lab_ends_which_older_forms_asked_is_still_read() -> None:
    """GitHub takes 25 questions: the number of people took its place."""
    form = real().forms["laboratorio"]
    body = render_body(form, "it", {"record": f"laboratori/{LAB}", "consent": ("yes",)})
    old = body.replace("### Quante persone c'erano all'incontro", "### Quando finisce il laboratorio")
    at = "### Quando finisce il laboratorio\n\n"
    decision = decided(old.replace(f"{at}_No response_", f"{at}2027-06"), catalogue())
    assert codes(decision) == []
    assert decision.records[0].get("ends") == "2027-06"
