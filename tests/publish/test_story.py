# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a page tells and draws its record's story: in sentences, as stations, as a lab's course, as a need's way."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from laltro.publish.edition.edition import Edition
from laltro.publish.edition.value import View
from laltro.publish.record.story import Story, story
from laltro.publish.site.record_page import article
from laltro.voice import address
from laltro.world.data.support import THEME

MakeEdition = Callable[..., Edition]
Made = tuple[str, str, dict[str, Any]]

NEED = ("shared_need", "n", {"title": "Esempio di bisogno", "first_voiced": "2016", "state": "answered"})
LAB = (
    "lab",
    "l",
    {"title": "Esempio di lab", "shared_needs": ["n"], "starts": "2017-05", "lead": "o", "phase": "running"},
)
MEETING = ("meeting", "m", {"title": "Esempio di incontro", "lab": "l", "starts_at": "2017-05-18T18:00"})
OUTCOME = ("outcome", "u", {"title": "Esempio di esito", "lab": "l", "outcome_type": "new_service", "service": "s"})
SERVICE = ("service", "s", {"name": "Esempio di servizio"})
ORGANIZATION = ("organization", "o", {"name": "Cooperativa Esempio"})
LEAD = "../../organizzazioni/o/"
OFFER = ("offer", "f", {"title": "Esempio di sala", "organization": "o"})
MATCH = ("match", "x", {"offer": "f", "target": {"kind": "service", "id": "s"}, "state": "agreed"})
CONTRIBUTION = (
    "contribution",
    "c",
    {"provider": "o", "receiver": {"kind": "lab", "id": "l"}, "match": "x", "quantity": 1, "unit": "hour"},
)


def outcome(**values: Any) -> Made:
    return "outcome", "u", {**OUTCOME[2], **values}


def told(edition: Edition, key: str) -> Story:
    """The story of the page of `kind/id`."""
    kind, id = key.split("/")
    record = edition.catalogue.records[kind, id]
    return story(View(edition, record, address.climb(edition.address(record))))


def text(found: Story) -> str:
    """The sentences, as one reads them."""
    return " ".join(f"{part.before}{part.link.text if part.link else ''}{part.after}" for part in found.telling)


WHOLE = (NEED, LAB, MEETING, outcome(decided_in="m", date="2018"), SERVICE)


@pytest.mark.parametrize(
    ("records", "page", "sentences"),
    [
        (
            WHOLE,
            "service/s",
            "Tutto parte da un bisogno, «Esempio di bisogno» (2016). Ci ha lavorato il laboratorio «Esempio di lab» "
            "(da maggio 2017). Si è deciso nell’incontro «Esempio di incontro» (18 maggio 2017, ore 18:00). "
            "Ne è uscito «Esempio di esito» (2018). Il percorso ha portato a questo servizio.",
        ),
        (
            WHOLE,
            "lab/l",
            "Tutto parte da un bisogno, «Esempio di bisogno» (2016). Il laboratorio è questo. "
            "È documentato un incontro, «Esempio di incontro» (18 maggio 2017, ore 18:00). "
            "Ne è uscito «Esempio di esito» (2018). Il percorso ha portato al servizio «Esempio di servizio».",
        ),
        (
            [LAB],
            "lab/l",
            "Il laboratorio è questo. Nessuna fonte documenta: il bisogno di partenza, gli incontri, l’esito.",
        ),
        (
            [LAB, MEETING, outcome(progress="planned"), SERVICE],
            "service/s",
            "Ci ha lavorato il laboratorio «Esempio di lab» (da maggio 2017). È stato annunciato «Esempio di esito». "
            "Questo servizio è quello annunciato. "
            "Nessuna fonte documenta: il bisogno di partenza, l’incontro in cui si è deciso.",
        ),
        (
            [LAB, outcome(progress="stopped", service=None), ("outcome", "v", {**OUTCOME[2], "progress": "planned"})],
            "lab/l",
            "Il laboratorio è questo. Gli esiti documentati sono 2. Di questi, uno è finito o si è interrotto. "
            "Uno è solo annunciato. Nessuna fonte documenta: il bisogno di partenza, gli incontri, il servizio.",
        ),
        (
            [LAB, MEETING, outcome(outcome_type="no_result", service=None)],
            "meeting/m",
            "Ci ha lavorato il laboratorio «Esempio di lab» (da maggio 2017). Ne fa parte questo incontro. "
            "Nessuna fonte documenta: il bisogno di partenza, l’esito.",
        ),
        (
            [LAB, MEETING, outcome(outcome_type="no_result", service=None)],
            "outcome/u",
            "Ci ha lavorato il laboratorio «Esempio di lab» (da maggio 2017). Non ne è uscito niente. "
            "Nessuna fonte documenta: il bisogno di partenza, l’incontro in cui si è deciso.",
        ),
        (
            [SERVICE, OFFER, MATCH],
            "service/s",
            "È collegata un’offerta, «Esempio di sala». "
            "Nessuna fonte documenta: il bisogno di partenza, un laboratorio, l’esito.",
        ),
        (
            [SERVICE, OFFER, MATCH],
            "offer/f",
            "Riguarda il servizio «Esempio di servizio». È collegata questa offerta. "
            "Nessuna fonte documenta: il bisogno di partenza, un laboratorio, l’esito.",
        ),
        ([SERVICE], "service/s", ""),
        ([ORGANIZATION], "organization/o", ""),
    ],
)
def test_sentences_say_what_is_documented_and_what_is_not(
    edition_of: MakeEdition, records: list[Made], page: str, sentences: str
) -> None:
    assert text(told(edition_of(*records), page)) == sentences


def test_english_sentences_say_the_same_with_the_italian_names_marked(edition_of: MakeEdition) -> None:
    found = told(edition_of(*WHOLE, lang="en"), "service/s")
    assert text(found).startswith("It all starts from a need, “Esempio di bisogno” (2016). The lab “Esempio di lab”")
    assert [part.link.text.lang for part in found.telling if part.link] == ["it"] * 4
    assert '(2016). The lab “<a href="../../laboratori/l/" lang="it">Esempio di lab</a>” (from' in re.sub(
        r"\s+", " ", page(edition_of(*WHOLE, lang="en"), "service/s")
    )


def page(edition: Edition, key: str) -> str:
    """The article of `kind/id`."""
    kind, id = key.split("/")
    return article(edition, edition.catalogue.records[kind, id])


@pytest.mark.parametrize(
    ("records", "key", "lines"),
    [
        (WHOLE, "service/s", ["firm need", "firm lab", "firm meeting", "firm outcome", "firm service"]),
        # Without the meeting in which it was decided neither the way to it nor the way from it is documented.
        (
            [NEED, LAB, MEETING, OUTCOME, SERVICE],
            "service/s",
            ["firm need", "firm lab", "loose meeting", "loose outcome", "firm service"],
        ),
        ([LAB], "lab/l", ["loose need", "loose lab", "loose meeting", "loose outcome"]),
    ],
)
def test_the_line_is_firm_only_between_documented_stations(
    edition_of: MakeEdition, records: list[Made], key: str, lines: list[str]
) -> None:
    stations = told(edition_of(*records), key).stations
    assert [f"{'firm' if station.firm else 'loose'} {station.icon}" for station in stations] == lines


def test_every_station_has_a_drawing_in_the_style(edition_of: MakeEdition) -> None:

    assets = THEME / "assets"
    styles = (assets / "story.css").read_text() + (assets / "site.css").read_text()
    found = told(edition_of(*WHOLE, ORGANIZATION, OFFER, MATCH, CONTRIBUTION), "service/s")
    for icon in [station.icon for station in found.stations] + [icon for icon, _ in found.beside]:
        assert f".icon--{icon}::before" in styles
        assert (assets / "icons" / f"{icon}.svg").is_file()


CHAIN = (
    *(NEED, LAB, MEETING, outcome(decided_in="m"), ("service", "s", {**SERVICE[2], "organization": "o"})),
    *(ORGANIZATION, OFFER, MATCH, CONTRIBUTION),
)
PAGES = {"shared_need/n": "bisogni", "lab/l": "laboratori", "meeting/m": "incontri", "outcome/u": "esiti"}
PAGES |= {"service/s": "servizi", "offer/f": "offerte", "match/x": "abbinamenti", "contribution/c": "contributi"}


@pytest.mark.parametrize("key", PAGES)
def test_every_page_of_a_story_leads_to_every_other(edition_of: MakeEdition, key: str) -> None:
    html = page(edition_of(*CHAIN), key)
    others = {other for other in PAGES if other != key}
    if key in ("shared_need/n", "lab/l", "meeting/m", "outcome/u"):
        others.discard("match/x")  # a match is shown by the offer and the service that it joins
    for other in others:
        assert f'href="../../{PAGES[other]}/{other.partition("/")[2]}/"' in html, other
    assert html.count('aria-current="page"') == (0 if key == "match/x" else 1)


@pytest.mark.parametrize("state", ["suggested", "proposed", "declined", "agreed"])
def test_a_match_links_both_whatever_became_of_it(edition_of: MakeEdition, state: str) -> None:
    html = page(edition_of(SERVICE, OFFER, ("match", "x", {**MATCH[2], "state": state})), "match/x")
    assert "Che cosa mette insieme" in html
    assert all(f'href="../../{one}/"' in html for one in ("offerte/f", "servizi/s"))


@pytest.mark.parametrize(
    ("records", "past", "coming", "undated", "silences", "invitation", "acts"),
    [
        (
            [LAB, ORGANIZATION],
            ["Comincia il laboratorio"],
            [],
            [],
            ["Gli incontri.", "Che cosa ne è uscito."],
            "Non c’è un prossimo incontro in calendario. Per partecipare, chiedi a:",
            ["../../organizzazioni/o/"],
        ),
        (
            [("lab", "l", {"title": "Esempio"}), ("meeting", "m", {"title": "Esempio", "lab": "l"})],
            [],
            [],
            ["Esempio"],
            [
                "Che cosa ne è uscito.",
                "Che cosa si è deciso: incontri senza notizia, 1 su 1.",
                "Che cosa si è detto: incontri senza notizia, 1 su 1.",
            ],
            "Come si partecipa non è documentato.",
            [],
        ),
        (
            [
                LAB,
                ORGANIZATION,
                (
                    "meeting",
                    "m",
                    {
                        "title": "Prossimo",
                        "lab": "l",
                        "starts_at": "2026-12-05T18:00",
                        "registration_url": "https://example.org/iscriviti",
                    },
                ),
                OUTCOME,
            ],
            ["Comincia il laboratorio"],
            ["Prossimo"],
            ["Esempio di esito"],
            [],
            "Prossimo incontro:",
            ["../../incontri/m/", "https://example.org/iscriviti"],
        ),
        (
            [("lab", "l", {"title": "Esempio", "phase": "closed", "ends": "2019"})],
            ["Finisce il laboratorio"],
            [],
            [],
            ["Gli incontri.", "Che cosa ne è uscito."],
            "Il laboratorio è concluso.",
            ["../../contribuisci/bisogno/"],
        ),
    ],
)
def test_the_course_of_a_lab(
    edition_of: MakeEdition,
    records: list[Made],
    past: list[str],
    coming: list[str],
    undated: list[str],
    silences: list[str],
    invitation: str,
    acts: list[str],
) -> None:
    course = told(edition_of(*records, forms=("bisogno",)), "lab/l").course
    assert course
    shown = ([str(one.link.text) if one.link else one.heading for one in part] for part in _parts(course))
    assert list(shown) == [past, coming, undated]
    assert list(course.silences) == silences
    assert course.invitation == invitation
    assert [act.href for act in course.acts] == acts


@pytest.mark.parametrize(
    ("phase", "invitation", "act"),
    [
        ("running", "Non c’è un prossimo incontro in calendario. Per partecipare, chiedi a:", "Partecipa: Esempio"),
        ("unknown", "Non sappiamo se il laboratorio va avanti. Per saperlo, chiedi a:", "Informati: Esempio"),
        (None, "Non sappiamo se il laboratorio va avanti. Per saperlo, chiedi a:", "Informati: Esempio"),
    ],
)
def test_nobody_is_sent_to_a_lab_as_if_it_went_on_for_sure(
    edition_of: MakeEdition, phase: str | None, invitation: str, act: str
) -> None:
    lab = ("lab", "l", {"title": "Esempio", "shared_needs": ["n"], "lead": "o", **({"phase": phase} if phase else {})})
    edition = edition_of(lab, ORGANIZATION, ("shared_need", "n", {"title": "Esempio", "state": "in_lab"}))
    course, way = told(edition, "lab/l").course, told(edition, "shared_need/n").way
    assert course
    assert way
    assert (course.invitation, [str(link.text) for link in way.acts]) == (invitation, [act])


MANAGER = {"community_manager": "Sportello di esempio, 02 1234 5678"}


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        (MANAGER, [("Sportello di esempio, 02 1234 5678", "")]),
        ({**MANAGER, "lead": "o"}, [("Sportello di esempio, 02 1234 5678", ""), ("Cooperativa Esempio", LEAD)]),
        ({"host": "o"}, [("Cooperativa Esempio", LEAD)]),
        ({}, []),
    ],
)
def test_a_lab_without_a_meeting_says_whom_to_ask(
    edition_of: MakeEdition, values: dict[str, Any], asked: list[tuple[str, str]]
) -> None:
    course = told(
        edition_of(("lab", "l", {"title": "Esempio", "phase": "running", **values}), ORGANIZATION), "lab/l"
    ).course
    assert course
    assert [(str(act.text), act.href) for act in course.acts] == asked
    assert course.invitation.startswith("Non c’è un prossimo incontro" if asked else "Come si partecipa non è")


def _parts(course: Any) -> tuple[Any, ...]:
    return course.past, course.coming, course.undated


def test_a_meeting_shows_its_decisions_and_what_came_of_them(edition_of: MakeEdition) -> None:
    decided = ("meeting", "m", {**MEETING[2], "decisions": ["Si apre <b>lunedì</b>."], "phase": "codesign"})
    milestones = [{"date": "2019-02", "text": "Chiude."}, {"date": "2018-09", "text": "Apre."}]
    html = page(edition_of(LAB, decided, outcome(decided_in="m", progress="stopped", milestones=milestones)), "lab/l")
    course = html[html.index('id="course"') : html.index('id="thread"')]
    assert "Si apre &lt;b&gt;lunedì&lt;/b&gt;." in course
    assert "Progettazione insieme" in course
    assert "Finito o interrotto" in course
    assert course.index("settembre 2018: Apre.") < course.index("febbraio 2019: Chiude.")
    assert course.count('href="../../esiti/u/"') == 2


def test_a_registration_that_is_no_web_address_is_not_linked(edition_of: MakeEdition) -> None:
    meeting = ("meeting", "m", {**MEETING[2], "starts_at": "2027-01-10", "registration_url": "javascript:alert(1)"})
    course = told(edition_of(LAB, meeting), "lab/l").course
    assert course
    assert [act.href for act in course.acts] == ["../../incontri/m/"]


# Where a lab on the need is opened: the form knows already what it is about.
OPENED = "contribuisci/laboratorio/?kind=lab&shared_needs=bisogni/n"


@pytest.mark.parametrize(
    ("state", "records", "stops", "acts"),
    [
        (
            "open",
            [],
            ["2016", "documentato", "non ancora", "non ancora", "non ancora"],
            ["contribuisci/offerta/", "contribuisci/bisogno/", OPENED],
        ),
        (
            "open",
            [LAB],
            ["2016", "documentato", "maggio 2017", "non ancora", "non ancora"],
            ["laboratori/l/", "contribuisci/offerta/", "contribuisci/bisogno/"],
        ),
        (
            "open",
            [("lab", "l", {**LAB[2], "phase": "closed"})],
            ["2016", "documentato", "maggio 2017", "non ancora", "non ancora"],
            ["contribuisci/offerta/", "contribuisci/bisogno/", OPENED],
        ),
        (
            "in_lab",
            [LAB],
            ["2016", "documentato", "maggio 2017", "non ancora", "non ancora"],
            ["laboratori/l/", "contribuisci/offerta/", "contribuisci/bisogno/"],
        ),
        (
            "in_lab",
            [("lab", "l", {**LAB[2], "phase": "closed"})],
            ["2016", "documentato", "maggio 2017", "non ancora", "non ancora"],
            ["contribuisci/offerta/", "contribuisci/bisogno/"],
        ),
        (
            "answered",
            [LAB, OUTCOME, SERVICE],
            ["2016", "documentato", "maggio 2017", "documentato", "documentato"],
            ["contribuisci/bisogno/"],
        ),
        (
            "not_documented",
            [],
            ["2016", "documentato", "non documentato", "non documentato", "non documentato"],
            ["contribuisci/bisogno/", OPENED],
        ),
        (
            "not_pursued",
            [],
            ["2016", "documentato", "non portato avanti", "non portato avanti", "non portato avanti"],
            ["contribuisci/bisogno/"],
        ),
    ],
)
def test_the_way_of_a_need_and_what_one_can_do(
    edition_of: MakeEdition, state: str, records: list[Made], stops: list[str], acts: list[str]
) -> None:
    need = ("shared_need", "n", {**NEED[2], "state": state})
    way = told(edition_of(need, *records, forms=("offerta", "bisogno", "laboratorio")), "shared_need/n").way
    assert way
    assert [stop.told for stop in way.stops] == stops
    assert [act.href for act in way.acts] == [f"../../{act}" for act in acts]


def test_without_forms_nobody_is_invited_to_one(edition_of: MakeEdition) -> None:
    way = told(edition_of(NEED), "shared_need/n").way
    assert way
    assert (way.invitation, way.acts) == ("", ())


@pytest.mark.parametrize(
    ("record", "key", "heading", "note"),
    [
        (("service", "x", {"name": "X", "organization": "o", "open_to": "both"}), "organization/o",
         "Servizi aperti a chi abita intorno", "Chi lavora nell&#39;organizzazione e la comunità"),
        (("service", "x", {"name": "X", "organization": "o", "open_to": "employees"}), "organization/o",
         "Servizi solo per chi ci lavora", "Solo chi lavora nell&#39;organizzazione"),
        (("offer", "x", {"title": "X", "organization": "o", "state": "open"}), "organization/o",
         "Offerte disponibili", "Disponibile"),
        (("lab", "x", {"title": "X", "host": "o", "certainty": "low"}), "organization/o",
         "Laboratori che ospita", "informazione poco sicura"),
        (("lab", "x", {"title": "X", "lead": "o", "phase": "closed"}), "organization/o",
         "Laboratori che coordina", "<small>Concluso</small>"),
        (("service", "x", {"name": "X", "partners": ["o"], "historic": True}), "organization/o",
         "Servizi (chi può usarli non è documentato)", "<small>Concluso</small>"),
        (("meeting", "x", {"title": "X", "place": "p", "starts_at": "2026-12"}), "place/p",
         "Incontri", "dicembre 2026"),
    ],
)  # fmt: skip
def test_what_is_open_stands_under_its_heading_and_nowhere_twice(
    edition_of: MakeEdition, record: Made, key: str, heading: str, note: str
) -> None:
    html = page(edition_of(ORGANIZATION, ("place", "p", {"name": "Esempio"}), record), key)
    opened = html[html.index('id="opened"') : html.index('id="sources"')]
    assert f"<h3>{heading}</h3>" in opened
    assert note in opened
    assert html.count("/x/") == 1
    assert 'id="related"' not in html


def test_an_organisation_of_which_nothing_is_known_says_so(edition_of: MakeEdition) -> None:
    assert "Che cosa apre alla comunità non è documentato." in page(edition_of(ORGANIZATION), "organization/o")
