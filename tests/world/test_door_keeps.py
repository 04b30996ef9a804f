"""What is sent at the door or in a sheet stands in the proposal as it was typed; half a form is dropped quietly."""

from __future__ import annotations

import csv
import shutil
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from laltro.intake.reading.submission import normalise
from laltro.intake.sheets.mapping import read_mapping
from laltro.publish.forms.form_pages import END, START
from laltro.world.door.door import Door, application
from laltro.world.local.desk import Desk
from laltro.world.sheets.sheet_import import SheetImport
from laltro.world.sheets.spreadsheet import read_spreadsheet
from tests.checkout import committed
from tests.intake.filled import LABELS
from tests.intake.samples import ROOT, SERVICE, TODAY

URL = "http://localhost"
FORM = "/contribuisci/servizio/"
FEW = settings(max_examples=5, deadline=None, database=None)
# Lines that no check of a record refuses, and that a body would take for a question, for nothing or for a fence.
LINES = st.one_of(
    st.sampled_from(LABELS).map(lambda label: f"### {label}"),
    st.sampled_from(
        ["", "None", "No response", "_No response_", "```", "~~~", "- [x] sì", "🙂 per tutti", "- uno", "a  b"]
    ),
)
TEXTS = st.lists(LINES, min_size=1, max_size=6).map("\n".join)
COLUMNS = {"Nome": "name", "Frase": "summary", "Ente": "organization", "Aree": "areas", "Chi": "audiences"}
COLUMNS |= {"Dove": "service_area", "Telefono": "channels_phones", "Descrizione": "description", "Come": "how_to_apply"}


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one organisation, and built form pages that are frames alone."""
    top = tmp_path_factory.mktemp("keeps")
    (top / "data/organizations").mkdir(parents=True)
    shutil.copy(ROOT / "data/organizations/adecco.yaml", top / "data/organizations/adecco.yaml")
    committed(top)
    page = top / "site/contribuisci/servizio/index.html"
    page.parent.mkdir(parents=True)
    page.write_text(f"<title>x</title>{START}{END}", encoding="utf-8")
    return top


def door(top: Path) -> Any:
    return application(Door(top / "data", top / "site", lambda: date(2026, 11, 22), f"{URL}/"))


@pytest.fixture(scope="module")
def desk(top: Path) -> Desk:
    """Nothing is accepted here, so one look at the records serves all."""
    return Desk(top / "data", TODAY)


def proposed(desk: Desk, key: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What waits under a key: the answers that were kept, and the record."""
    proposal = desk.forge.find(key)
    [record] = desk.change(proposal).records
    return desk.sent(proposal).answers, dict(record.values)


@pytest.fixture(scope="module")
def client(top: Path) -> Iterator[TestClient]:
    with TestClient(door(top), base_url=URL, follow_redirects=False) as client:
        yield client


@FEW
@given(TEXTS, TEXTS)
@example("### Telefono\n\n02 9999", "None")
def test_the_door_keeps_each_text(desk: Desk, client: TestClient, description: str, how: str) -> None:
    texts = {"description": description, "how_to_apply": how}
    answer = client.post(FORM, data={**SERVICE, **{id: text.replace("\n", "\r\n") for id, text in texts.items()}})
    assert answer.status_code == 303, answer.text
    answers, record = proposed(desk, answer.headers["location"].strip("/").rpartition("/")[2])
    said = {id: normalise(text).strip() for id, text in texts.items()}
    assert {id: answers.get(id, "") for id in texts} == said
    assert {id: record.get(id, "") for id in texts} == said
    assert (record["name"], record["channels"]["phones"]) == (SERVICE["name"], [SERVICE["channels_phones"]])


@FEW
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3, unique=True))
@example([("### Telefono\n\n02 9999", "None")])
def test_a_sheet_keeps_each_text(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, rows: Sequence[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("sheet") / "foglio.csv"
    first = [
        SERVICE[id] if isinstance(SERVICE[id], str) else "; ".join(SERVICE[id]) for id in list(COLUMNS.values())[:7]
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([list(COLUMNS), *([*first, *texts] for texts in rows)])
    columns = "\n".join(f"  {heading}: {id}" for heading, id in COLUMNS.items())
    mapping, problems = read_mapping(f"columns:\n{columns}\nconstant:\n  consent: 'yes'\n", "", desk.forms["servizio"])
    assert not problems
    sheet, problems = read_spreadsheet(path, mapping.headings)
    assert sheet, problems
    run = SheetImport(desk, mapping, sheet.table)
    outcomes = [run.take(row) for row in sheet.table.rows]
    run.flush()
    for outcome, texts in zip(outcomes, rows, strict=True):
        assert outcome.outcome in ("proposed", "waiting"), outcome
        answers, record = proposed(desk, outcome.key)
        said = dict(zip(("description", "how_to_apply"), (normalise(text).strip() for text in texts), strict=True))
        assert {id: answers.get(id, "") for id in said} == said
        assert {id: record.get(id, "") for id in said} == said


def test_the_same_answers_are_one_proposal_however_their_lines_end(client: TestClient) -> None:
    texts = ("Una sola volta.\r\nDue righe.\r\n", "Una sola volta.\nDue righe.")
    first, second = (client.post(FORM, data={**SERVICE, "description": text}).headers["location"] for text in texts)
    assert first == second


def test_letters_that_nobody_sees_are_told_at_their_answer(client: TestClient) -> None:
    answer = client.post(FORM, data={**SERVICE, "description": "a\u202eb", "name": "Bene"})
    assert answer.status_code == 422
    assert 'id="e-description-1"' in answer.text
    assert "U+202E" in answer.text
    assert 'value="Bene"' in answer.text
    assert 'id="e-name-1"' not in answer.text


def test_bytes_that_are_no_text_are_told_at_their_answer(client: TestClient) -> None:
    body = b"&".join([b"description=citt%E0", b"consent=yes"])
    answer = client.post(FORM, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 422
    assert 'id="e-description-1"' in answer.text
    assert "U+FFFD" in answer.text


def test_more_than_an_issue_holds_is_refused_and_nothing_typed_is_lost(client: TestClient) -> None:
    answer = client.post(FORM, data={**SERVICE, "description": "è" * 66_000})
    assert answer.status_code == 422
    assert "65536" in answer.text
    assert "è" * 66_000 in answer.text


@contextmanager
def served(top: Path) -> Iterator[int]:
    """The door behind uvicorn, as `laltro serve` runs it; when it is left, every request has ended."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(door(top), log_level="warning", access_log=False))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


def spoken(port: int, text: bytes, hang_up: bool = False) -> bytes:
    """What the door answers to bytes as they are; nothing where the client hangs up."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(text)
        found = b"" if hang_up else line.recv(65_536)
    return found


def test_who_hangs_up_in_the_middle_of_a_form_makes_no_noise(
    top: Path, desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    head = f"POST {FORM} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n".encode()
    before = [proposal.key for proposal in desk.forge.proposals()]
    with served(top) as port:
        for part in (b"", b"name=Mezzo+modulo"):
            spoken(port, head + part, hang_up=True)
        whole = f"GET {FORM} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        assert spoken(port, whole).startswith(b"HTTP/1.1 200")
    assert capfd.readouterr().err == ""
    assert [proposal.key for proposal in desk.forge.proposals()] == before
