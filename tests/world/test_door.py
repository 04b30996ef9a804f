"""The door without a browser: what it refuses, and what it never loses."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from laltro.publish.forms.form_pages import END, START
from laltro.world.door.door import Door, application
from tests.intake.samples import ROOT

URL = "http://localhost"
FORM = "/contribuisci/servizio/"
GOOD = {
    "name": "Esempio alla porta",
    "summary": "Un esempio per la prova della porta.",
    "organization": "La Cordata",
    "areas": "childcare",
    "audiences": "children",
    "places": "Biblioteca Oglio",
    "channels_phones": "02 1234 5678",
    "consent": "yes",
}


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the real data, and built form pages that are frames alone."""
    top = tmp_path_factory.mktemp("door")
    subprocess.run(["cp", "-r", str(ROOT / "data"), str(top)], check=True)
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=e", "-c", "user.email=e@e", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=top, check=True)
    for lang in ("", "en/"):
        for stem in ("servizio", "offerta", "bisogno", "laboratorio", "abbinamento", "conferma"):
            page = top / "site" / lang / "contribuisci" / stem / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text(f"<title>x</title>{START}{END}", encoding="utf-8")
    (top / "site" / "index.html").write_text("home", encoding="utf-8")
    return top


@pytest.fixture
def client(top: Path) -> Iterator[TestClient]:
    door = Door(top / "data", top / "site", lambda: date(2026, 11, 22), f"{URL}/")
    with TestClient(application(door), base_url=URL, raise_server_exceptions=True, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        (FORM, 200),
        (f"/en{FORM}", 200),
        (f"{FORM}?record=non-esiste", 200),
        ("/contribuisci/local-1~1/", 404),
        ("/contribuisci/local-999/", 404),
        ("/contribuisci/x%00y/", 404),
        ("/../../etc/passwd", 404),
    ],
)
def test_addresses(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://altro.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "altro.example"}, 400),
        ({"Origin": URL}, 422),
        ({}, 422),
    ],
)
def test_only_its_own_pages_may_send(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.post(FORM, data={"name": "x"}, headers=headers).status_code == status


def test_too_much_is_not_read(client: TestClient) -> None:
    assert client.post(FORM, data={f"campo{n}": "x" for n in range(600)}).status_code == 413
    assert client.post(FORM, data={"name": "x" * 900_000}).status_code == 413


def test_a_choice_that_no_form_offers_is_refused(client: TestClient) -> None:
    answer = client.post(FORM, data={**GOOD, "open_to": "EVIL"})
    assert answer.status_code == 422
    assert 'id="e-open_to-1"' in answer.text


def test_a_correction_clears_what_was_emptied_and_keeps_what_was_not_shown(client: TestClient, top: Path) -> None:
    page = client.get(f"{FORM}?record=portineria-melotti").text
    assert 'name="began" value="portineria-melotti"' in page
    sent = {"record": "portineria-melotti", "began": "portineria-melotti", "consent": "yes"}
    sent |= {
        "name": "Portineria di quartiere Spazio Melotti",
        "summary": "Una frase nuova.",
        "organization": "la-cordata",
    }
    sent |= {"areas": "work-flexibility", "audiences": "residents", "places": "spazio-melotti", "cost_type": "unknown"}
    sent |= {"description": "", "open_to": ""}
    answer = client.post(FORM, data=sent)
    assert answer.status_code == 303, answer.text
    shown = client.get(answer.headers["location"]).text
    assert "Una frase nuova." in shown
    key = answer.headers["location"].strip("/").rpartition("/")[2]
    text = subprocess.run(
        ["git", "show", f"submission/{key}:data/services/portineria-melotti.yaml"],
        cwd=top,
        capture_output=True,
        text=True,
    ).stdout
    assert "description" not in text.replace("translations", "").split("translations")[0]
    assert "open_to: " not in text
    assert "neighbourhood: Santa Giulia" in text


def test_another_record_named_by_hand_is_not_emptied_by_what_the_form_began_with(client: TestClient, top: Path) -> None:
    sent = {"record": "gas-melotti", "began": "portineria-melotti", "consent": "yes", "summary": "Una frase."}
    answer = client.post(FORM, data=sent)
    assert answer.status_code == 303, answer.text
    key = answer.headers["location"].strip("/").rpartition("/")[2]
    command = ["git", "show", f"submission/{key}:data/services/gas-melotti.yaml"]
    text = subprocess.run(command, cwd=top, capture_output=True, text=True, check=True).stdout
    assert "organization: gas-melotti" in text
    assert "- spazio-melotti" in text


def test_a_question_that_a_page_of_before_did_not_ask_is_not_emptied(client: TestClient, top: Path) -> None:
    sent = {"record": "portineria-melotti", "began": "portineria-melotti", "consent": "yes", "summary": "Breve, nuova."}
    sent |= {"areas": "work-flexibility", "audiences": "residents"}  # of these, none sent would mean none ticked
    answer = client.post(FORM, data=sent)
    assert answer.status_code == 303, answer.text
    key = answer.headers["location"].strip("/").rpartition("/")[2]
    command = ["git", "show", f"submission/{key}:data/services/portineria-melotti.yaml"]
    text = subprocess.run(command, cwd=top, capture_output=True, text=True, check=True).stdout
    before = (top / "data/services/portineria-melotti.yaml").read_text(encoding="utf-8")
    names = {line.partition(":")[0] for line in before.splitlines() if line[:1].isalpha()}
    assert names - {line.partition(":")[0] for line in text.splitlines()} == set()


LAB = "/contribuisci/laboratorio/"


def test_a_form_of_two_kinds_says_of_whom_each_question_is_asked(client: TestClient) -> None:
    page = client.get(LAB).text
    assert page.count('data-kinds="lab"') == 8
    assert page.count('data-kinds="meeting"') == 9
    assert "data-kinds" not in client.get(FORM).text


def test_what_is_wrong_with_the_other_kind_is_told_beside_it_and_nothing_typed_is_lost(client: TestClient) -> None:
    sent = {"kind": "meeting", "title": "Incontro alla porta", "method": "Di sera", "areas": ["training", "other"]}
    answer = client.post(LAB, data={**sent, "consent": "yes"})
    assert answer.status_code == 422
    for id in ("method", "areas", "lab", "starts_at"):
        assert f'id="e-{id}-1"' in answer.text, id
    for typed in ('value="Incontro alla porta"', "Di sera</textarea>", '<option value="meeting" selected>'):
        assert typed in answer.text, typed
    assert answer.text.count(" checked") == 3


def test_a_correction_asks_only_what_concerns_its_kind(client: TestClient, top: Path) -> None:
    page = client.get(f"{LAB}?record=incontri/casello-apertura").text
    assert 'name="lab"' in page
    assert 'name="method"' not in page
    assert "data-kinds" not in page
    assert '<option value="meeting" selected>' in page
    assert '<option value="lab"' not in page
    before = {"record": "incontri/casello-apertura", "began": "incontri/casello-apertura", "consent": "yes"}
    sent = {"kind": "", "title": "La festa", "lab": "open-casello", "starts_at": "13/6/2024 16.30", "agenda": "Musica"}
    answer = client.post(LAB, data=before | sent | {"ends_at": ""})
    assert answer.status_code == 303, answer.text
    key = answer.headers["location"].strip("/").rpartition("/")[2]
    command = ["git", "show", f"submission/{key}:data/meetings/casello-apertura.yaml"]
    text = subprocess.run(command, cwd=top, capture_output=True, text=True, check=True).stdout
    assert "agenda: Musica" in text
    assert 'starts_at: "2024-06-13T16:30"' in text
    assert "ends_at" not in text  # it was shown and has been emptied
    assert "participants_note: Cittadini" in text  # it was not shown


def test_a_contribution_is_previewed_by_its_title(client: TestClient) -> None:
    sent = {"kind": "contribution", "date": "14/10/2026", "provider": "adecco", "receiver": "Municipio 4"}
    sent |= {"contribution_type": "hours", "quantity": "12,5 ore", "consent": "yes"}
    answer = client.post("/contribuisci/abbinamento/", data=sent)
    assert answer.status_code == 303, answer.text
    shown = client.get(answer.headers["location"]).text
    assert "per Municipio 4: 12,5 ore" in shown


def test_a_copy_of_a_record_is_shown_as_such(client: TestClient) -> None:
    answer = client.post(FORM, data={**GOOD, "name": "Portineria di quartiere Spazio Melotti"})
    assert answer.status_code == 303, answer.text
    shown = client.get(answer.headers["location"]).text
    assert "../../servizi/portineria-melotti/" in shown
    assert "su 100: stesso nome, stessa organizzazione; ma: via diversa" in shown


def test_a_need_is_shown_with_the_shared_needs_it_is_like(client: TestClient) -> None:
    said = "Tanti ragazzi lasciano la scuola: serve un aiuto nello studio."
    answers = {"statement": said, "areas": "training", "territory": "municipio-4", "neighbourhood": "Corvetto"}
    answer = client.post("/contribuisci/bisogno/", data={**answers, "consent": "yes"})
    assert answer.status_code == 303, answer.text
    shown = client.get(answer.headers["location"]).text
    assert "Bisogni condivisi a cui somiglia" in shown
    assert "../../bisogni/dispersione-corvetto/" in shown
    assert "stessa area (Formazione), stesso quartiere (Lodi - Corvetto), parole in comune: " in shown


def test_after_sending_a_need_a_person_reads_what_happens_next(client: TestClient) -> None:
    answers = {"statement": "Mi serve un posto dove lasciare mio figlio dopo la scuola in via Giambellino."}
    answers |= {"areas": "childcare", "territory": "municipio-6", "consent": "yes"}
    shown = client.get(client.post("/contribuisci/bisogno/", data=answers).headers["location"]).text
    plain, keepers = shown.split('<details class="keepers">')
    assert plain.startswith("<title>Grazie.</title>")
    assert "Che cosa succede adesso" in plain
    assert "../../cerca/?kind=service&amp;area=childcare&amp;municipio=municipio-6" in plain
    assert "Quante voci" not in plain  # what the desk keeps of a need, nobody asked
    for inner in ("desk accept", "local-", "parole in comune"):
        assert inner not in plain, inner
        assert inner in keepers, inner


def test_an_accepted_withdrawal_is_told_as_one_and_only_a_page_that_is_built_reloads(
    client: TestClient, top: Path
) -> None:
    sent = {
        "record": "luoghi/spazio-melotti",
        "verdict": "withdrawn",
        "reason": "Doppione.",
        "source": "https://a.example",
    }
    answer = client.post("/contribuisci/conferma/", data={**sent, "consent": "yes"})
    assert answer.status_code == 303, answer.text
    waiting = client.get(answer.headers["location"])
    assert "Refresh" not in waiting.headers  # what somebody opened to read would close
    key = answer.headers["location"].strip("/").rpartition("/")[2]
    laltro = Path(sys.executable).with_name("laltro")
    subprocess.run([laltro, "desk", "accept", key], cwd=top, check=True, capture_output=True)
    accepted = client.get(answer.headers["location"])
    assert accepted.headers["Refresh"] == "3"
    assert "La scheda è stata ritirata" in accepted.text
    assert "è nel catalogo" not in accepted.text


def test_a_need_of_the_whole_city_leads_to_services_of_the_whole_city(client: TestClient) -> None:
    answers = {"statement": "Un posto per giocare.", "areas": ["childcare", "training"], "territory": "milano"}
    shown = client.get(
        client.post("/contribuisci/bisogno/", data=answers | {"consent": "yes"}).headers["location"]
    ).text
    assert 'href="../../cerca/?kind=service&amp;area=childcare&amp;area=training"' in shown


@pytest.mark.parametrize(
    ("form", "record", "title"),
    [
        ("servizio", "servizi/biblio-calvairate", "Correggi: Biblioteca Calvairate"),
        ("conferma", "luoghi/biblioteca-oglio", "Conferma o correggi: Biblioteca Oglio"),
    ],
)
def test_a_form_that_begins_with_a_record_is_about_that_one(
    client: TestClient, form: str, record: str, title: str
) -> None:
    page, empty = (client.get(f"/contribuisci/{form}/{query}").text for query in (f"?record={record}", ""))
    assert f"<h1>{title}</h1>" in page
    assert title not in empty
    if form == "servizio":
        targets = re.findall(r'<li><a href="#(f-[a-z_]+)">', page.split("what-is-wrong", 1)[1])
        assert {"f-channels_phones", "f-schedules", "f-places"} <= set(targets)
        assert all(f'id="{target}"' in page for target in targets)
        assert 'aria-labelledby="what-is-wrong" hidden>' in empty


def test_a_stopped_form_says_that_nothing_was_sent(client: TestClient) -> None:
    page = client.post("/contribuisci/bisogno/", data={"statement": "Mio figlio va male a scuola.", "consent": "yes"})
    assert page.status_code == 422
    assert "Non l’abbiamo ancora inviato." in page.text


def test_the_same_form_twice_is_one_proposal(client: TestClient) -> None:
    first, second = (client.post(FORM, data=GOOD).headers["location"] for _ in range(2))
    assert first == second


def test_a_record_that_changed_meanwhile_is_not_set_back(client: TestClient, top: Path) -> None:
    page = client.get(f"{FORM}?record=servizi/hub-cuccagna").text
    shown = {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[0] for name in ("began", "seen", "record")}
    path = top / "data" / "services" / "hub-cuccagna.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(
        before.replace("service_status:", "alert: Cambiato intanto\nhow_to_apply: Chiamare\nservice_status:")
    )
    try:
        late = client.post(FORM, data={**shown, "summary": "Scritto su una pagina vecchia.", "consent": "yes"})
        fresh = re.findall(r'name="seen" value="([^"]*)"', client.get(f"{FORM}?record=servizi/hub-cuccagna").text)[0]
        sent = client.post(FORM, data={**shown, "seen": fresh, "summary": "Scritto adesso.", "consent": "yes"})
    finally:
        path.write_text(before, encoding="utf-8")
    assert late.status_code == 409
    assert "Scritto su una pagina vecchia." in late.text
    assert sent.status_code != 409
