"""Every form in both languages: filled wrongly, then rightly, until the proposal says what will be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Served

pytestmark = pytest.mark.browser

SEND = "form.webform button[type=submit]"
# A text, or the values to choose of several.
Answers = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Walk:
    """What is typed into a form: first wrongly, then what mends it.

    `problems` are the questions that are told to be wrong, all of them; `told` is what stands beside some of them, by
    language. `said` is what the proposal then says, `worded` what it says in each language its own way. `{lang}` parts
    the records of the two languages, `{record}` is another record for each.
    """

    form: str
    wrong: Answers
    problems: str
    right: Answers
    said: tuple[str, ...]
    records: tuple[str, str] = ("", "")
    told: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    worded: tuple[str, str] = ("", "")


WALKS = {
    "servizio": Walk(
        "servizio",
        {
            "name": "Prova di doposcuola",
            "summary": "x" * 201,
            "areas": ["childcare"],
            "ages": "da otto a dieci",
            "places": "Bibliotecca Oglio",
            "schedules": "lun 9-12\nogni tanto",
            "channels_phones": "12",
            "channels_email": "non una mail",
            "source": "un giornale",
        },
        "summary organization audiences ages places schedules channels_phones channels_email source",
        {
            "name": "Prova di doposcuola {lang}",
            "summary": "Compiti e giochi dopo la scuola.",
            "organization": "La Cordata",
            "audiences": ["children"],
            "ages": "6-10 anni",
            "places": "Biblioteca Oglio",
            "schedules": "lun 9-12\nmar 14-18",
            "channels_phones": "02 1234 5678",
            "channels_email": "",
            "source": "",
        },
        ("La Cordata", "Biblioteca Oglio", "09:00–12:00", "14:00–18:00", "02 1234 5678"),
        worded=("da 6 a 10 anni", "from 6 to 10 years"),
    ),
    "offerta": Walk(
        "offerta",
        {
            "title": "Sala di prova",
            "offer_type": "space",
            "organization": "Nessuno Così",
            "space_capacity": "tanti",
            "schedules": "quando capita",
            "valid_from": "2026-12-01",
            "valid_to": "2026-10",
        },
        "organization description areas territories space_capacity conditions schedules valid_to state",
        {
            "title": "Sala di prova {lang}",
            "organization": "La Cordata",
            "description": "Una sala di prova.\nCon venti sedie.",
            "areas": ["childcare"],
            "territories": ["municipio-6"],
            "space_capacity": "20",
            "conditions": "free",
            "schedules": "sab 9-12",
            "valid_to": "2027-06",
            "state": "open",
        },
        ("La Cordata", "Una sala di prova.\nCon venti sedie.", "20", "09:00–12:00", "Municipio 6"),
        told={"schedules": ("Righe da rivedere: 1.", "Lines to look at: 1.")},
    ),
    "bisogno": Walk(
        "bisogno",
        {"neighbourhood": "Bar\u200bona"},
        "statement areas territory neighbourhood",
        {
            "statement": "Un bisogno di prova {lang}.",
            "areas": ["childcare"],
            "territory": "municipio-6",
            "neighbourhood": "Barona",
        },
        ("Un bisogno di prova", "Municipio 6", "Barona"),
        told={"neighbourhood": ("In «Quartiere»", "“Neighbourhood”")},
    ),
    "organizzazione": Walk(
        "organizzazione",
        {"tax_code": "12345678901", "website": "il sito", "email": "non una mail", "phones": "12"},
        "name organization_type description tax_code website email phones",
        {
            "name": "Cooperativa di prova {lang}",
            "organization_type": "nonprofit",
            "description": "Organizza doposcuola di prova.",
            "tax_code": "",
            "website": "https://www.example.org",
            "email": "info@example.org",
            "phones": "02 1234 5678",
        },
        ("Organizza doposcuola", "example.org", "info@example.org", "02 1234 5678"),
    ),
    "laboratorio": Walk(
        "laboratorio",
        {
            "kind": "lab",
            "shared_needs": "boh",
            "host": "Nessuno Così",
            "partners": "La Cordata\nUn altro ignoto",
            "starts": "domani",
        },
        "title description territories shared_needs host partners phase starts",
        {
            "title": "Laboratorio di prova {lang}",
            "description": "Un percorso di prova.",
            "territories": ["municipio-6"],
            "shared_needs": "pratiche",
            "host": "La Cordata",
            "partners": "adecco",
            "phase": "listening",
            "starts": "2026-10-01",
        },
        ("Un percorso di prova.", "La Cordata", "Adecco", "2026"),
    ),
    "incontro": Walk(
        "laboratorio",
        {
            "kind": "meeting",
            "title": "Incontro di prova",
            "lab": "Nessuno Così",
            "starts_at": "2026-10-14 20:00",
            "ends_at": "2026-10-14 18:30",
            "registration_url": "qui",
        },
        "lab ends_at registration_url",
        {
            "title": "Incontro di prova {lang}",
            "lab": "laboratori/barona",
            "ends_at": "2026-10-14 21:00",
            "registration_url": "",
            "agenda": "Ascolto\nPrimi passi",
        },
        ("Lab Barona", "20:00", "21:00", "Ascolto\nPrimi passi"),
        told={"ends_at": ("14 ottobre 2026, ore 20:00", "14 October 2026, 20:00")},
    ),
    "esito": Walk(
        "esito",
        {"title": "Esito di prova", "outcome_type": "new_service", "date": "ieri", "milestones": "apre lo sportello"},
        "lab summary date service milestones",
        {
            "lab": "laboratori/barona",
            "title": "Esito di prova {lang}",
            "summary": "Un esempio di esito.",
            "date": "2026",
            "service": "servizi/portineria-melotti",
            "milestones": "2026-09: apre lo sportello",
        },
        ("Lab Barona", "Un esempio di esito.", "Portineria di quartiere", "apre lo sportello"),
    ),
    "abbinamento": Walk(
        "abbinamento",
        {"kind": "match", "offer": "Nessuno Così", "agreed_on": "presto"},
        "offer target state agreed_on",
        {
            "offer": "offerte/renovit-energia",
            "target": "{record}",
            "state": "suggested",
            "reasons": "Per prova",
            "agreed_on": "2026",
        },
        ("Renovit", "Per prova", "2026"),
        ("laboratori/barona", "laboratori/corvetto"),
        worded=("meno sprechi di energia", "less wasted energy"),
    ),
    "contributo": Walk(
        "abbinamento",
        {
            "kind": "contribution",
            "date": "mai",
            "receiver": "Nessuno Così",
            "contribution_type": "hours",
            "quantity": "tante",
            "unit": "EUR",
            "beneficiaries_employees": "-3",
        },
        "date provider receiver quantity unit beneficiaries_employees",
        {
            "date": "2026-10-14",
            "provider": "adecco",
            "receiver": "{record}",
            "quantity": "12,5 ore",
            "unit": "hour",
            "beneficiaries_employees": "8",
        },
        ("Adecco", "Municipio", "8"),
        ("Municipio 4", "Municipio 6"),
        told={"provider": ("Se hai dato come vicino o vicina", "If you gave as a neighbour")},
        worded=("12,5", "12.5"),
    ),
    "conferma": Walk(
        "conferma",
        {"record": "{record}", "field_1": "Nessuno Così", "value_1": "boh"},
        "verdict",
        {
            "verdict": "wrong",
            "field_1": "Note sugli orari",
            "value_1": "Un esempio di nota.",
        },
        ("Un esempio di nota.",),
        ("luoghi/biblioteca-calvairate", "luoghi/biblioteca-lorenteggio"),
    ),
}


def fill(page: Page, answers: Answers, **parts: str) -> None:
    """Answer questions as a person would."""
    for name, answer in answers.items():
        if isinstance(answer, list):
            for value in answer:
                page.check(f".webform [name={name}][value={value}]")
        elif page.locator(f".webform select[name={name}]").count():
            page.select_option(f".webform [name={name}]", answer)
        else:
            page.fill(f".webform [name={name}]", answer.format(**parts))


def send(page: Page) -> None:
    """Send the form and wait for the answer, which has the address of the form where it is sent back."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(SEND).click()


def shown(page: Page, name: str) -> str:
    """What stands in a text box or choice."""
    return page.locator(f".webform [name={name}]").input_value()


def wrong_questions(page: Page) -> list[str]:
    """The questions that a problem stands beside, in their order, each once."""
    marks = page.eval_on_selector_all(".webform .error", "marks => marks.map((mark) => mark.id)")
    return list(dict.fromkeys(re.fullmatch(r"e-(.+)-\d+", mark)[1] for mark in marks))


@pytest.fixture(scope="module")
def page(browser) -> Page:
    """One phone for all walks; axe is injected as an inline script, which the site's own policy would refuse."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("name", WALKS)
def test_wrong_then_right_then_the_proposal(page: Page, door: Served, name: str, lang: str) -> None:
    walk, english = WALKS[name], lang == "en"
    parts = {"lang": lang, "record": walk.records[english]}
    page.goto(f"{door.url}{'/en' if english else ''}/contribuisci/{walk.form}/")
    send(page)
    assert wrong_questions(page) == ["consent"]

    fill(page, walk.wrong, **parts)
    page.check(".webform [name=consent]")
    send(page)
    asked = walk.problems.split()
    assert wrong_questions(page) == asked
    links = page.locator("#problems-box a")
    assert [link.get_attribute("href") for link in links.all()] == [f"#f-{id}" for id in asked]
    for id, texts in walk.told.items():
        expect(page.locator(f"#e-{id}-1")).to_contain_text(texts[english])
    typed = {id: text.format(**parts) for id, text in walk.wrong.items() if isinstance(text, str)}
    assert {id: shown(page, id) for id in typed} == typed
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    violations = Axe().run(page, context="main").response["violations"]
    assert [f"{item['id']}: {item['nodes'][0]['html']}" for item in violations] == []

    fill(page, walk.right, **parts)
    send(page)
    expect(page.locator("details.keepers")).to_contain_text("laltro desk accept")
    changes = page.locator("table.changes").inner_text()
    for text in (*walk.said, walk.worded[english]):
        assert text in changes
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_static_host_without_a_script_leads_nobody_astray(new_context, under_a_path: str) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{under_a_path}/contribuisci/bisogno/")
    expect(page.locator(SEND)).to_be_disabled()  # nobody there would receive it
    expect(page.locator(".prepare")).not_to_contain_text("GitHub")  # what is told in confidence never goes there
    page.locator(".prepare a").click()
    expect(page).to_have_url(f"{under_a_path}/contatti/")
    expect(page.locator("h1")).to_be_visible()
