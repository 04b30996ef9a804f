# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""From voices to shared needs and to a lab, on the command line alone."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from laltro.cli import main
from laltro.insight.story.thread import thread
from laltro.model.document import dump
from laltro.model.forms.body_text import render_body
from laltro.world.data.files import read_catalogue
from tests.checkout import commit, committed, git
from tests.intake.samples import ROOT, real

SAID = [
    *("Esempio: vorrei un doposcuola", "Esempio: serve un doposcuola per i compiti", "Esempio: compiti con qualcuno"),
    *("Esempio: un doposcuola vicino a casa", "Esempio: aiuto nei compiti"),
    *("Esempio: un corso di italiano", "Esempio: imparare italiano la sera", "Esempio: una scuola di italiano"),
    *("Esempio: parlare italiano con altri", "Esempio: un corso di lingua italiana"),
]
IDS = [f"esempio-{number}" for number in range(1, 11)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Ten plainly made-up voices: five of childcare in Municipio 4, five of training in Municipio 6."""
    (tmp_path / "data/needs").mkdir(parents=True)
    for number, (id, said) in enumerate(zip(IDS, SAID, strict=True)):
        write(tmp_path / "data", id, said, number)
    committed(tmp_path)
    return tmp_path / "data"


def write(data: Path, id: str, statement: str, number: int) -> None:
    area, territory = ("childcare", "municipio-4") if number < 5 else ("training", "municipio-6")
    values = {
        **{"id": id, "status": "published", "statement": statement, "areas": [area], "territory": territory},
        **{"channel": "assembly", "date": f"2026-10-{number + 1:02}", "count": 1, "state": "received"},
    }
    note = "# Esempio: come è stata sentita\n" if number == 0 else ""
    (data / f"needs/{id}.yaml").write_text(note + dump(values), encoding="utf-8")


def desk(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["desk", *words, "--data", str(data)])


def done(data: Path, *words: str) -> str:
    """What a command that goes well says."""
    ran = desk(data, *words)
    assert ran.exit_code == 0, ran.output
    return ran.stderr


def record(data: Path, key: str) -> dict[str, object]:
    kind, id = key.split("/")
    return dict(read_catalogue(data).records[kind, id].values)


def snapshot(data: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(data.rglob("*.yaml"))}


# the whole way --------------------------------------------------------------------------------------------------------


def test_ten_voices_become_two_shared_needs_and_one_goes_to_a_lab(data: Path) -> None:
    listed = json.loads(desk(data, "needs", "--json").stdout)
    assert [(group["territory"], group["count"]) for group in listed["clusters"]] == [
        ("Municipio 4", 5),
        ("Municipio 6", 5),
    ]
    before = {id: record(data, f"need/{id}") for id in IDS}
    assert "local-1" in done(data, "gather", *IDS[:5], "--new", "Esempio di doposcuola", "--synthesis", "Esempio.")
    assert "local-2" in done(data, "gather", *IDS[5:], "--new", "Esempio di italiano", "--synthesis", "Esempio.")
    assert git(data, "status", "--porcelain") == ""
    assert "esempio-di-doposcuola (schede collegate: 5)" in desk(data, "list").stdout
    assert "+ Esempio di doposcuola" in desk(data, "show", "local-1").stdout
    done(data, "accept", "local-1", "local-2")
    assert "Nessuna voce" in desk(data, "needs").stdout
    assert record(data, "shared_need/esempio-di-doposcuola")["first_voiced"] == "2026-10"
    for id, values in before.items():
        assert {**record(data, f"need/{id}"), "state": "received"}.items() >= values.items()
    assert (data / "needs/esempio-1.yaml").read_text(encoding="utf-8").startswith("# Esempio: come")
    assert lab(data, "bisogni/esempio-di-italiano").exit_code == 0
    done(data, "accept", "local-3")
    states = {id: record(data, f"shared_need/esempio-di-{id}")["state"] for id in ("doposcuola", "italiano")}
    assert states == {"doposcuola": "open", "italiano": "in_lab"}
    known = read_catalogue(data)
    story = thread(known, known.records["need", "esempio-7"])
    assert [[each.id for each in story.of(kind)] for kind in ("shared_need", "lab")] == [
        ["esempio-di-italiano"],
        ["esempio-di-laboratorio"],
    ]


def lab(data: Path, address: str, title: str = "Esempio di laboratorio") -> Result:
    """Fill the lab form for a shared need."""
    answers = {
        **{"kind": "lab", "title": title, "description": "Esempio.", "shared_needs": address},
        **{"territories": ("municipio-6",), "phase": "listening", "consent": ("yes",)},
    }
    body = render_body(real().forms["laboratorio"], "it", answers)
    words = ["submit", "--form", "laboratorio", "--body", "-", "--propose", "--data", str(data)]
    return CliRunner().invoke(main, words, input=body)


def test_two_labs_that_wait_may_take_up_one_need(data: Path) -> None:
    done(data, "gather", *IDS, "--new", "Esempio di bisogno", "--apply")
    commit(data.parent)
    assert lab(data, "bisogni/esempio-di-bisogno").exit_code == 0
    assert lab(data, "bisogni/esempio-di-bisogno", "Esempio di altro laboratorio").exit_code == 0
    done(data, "accept", "local-1", "local-2")
    known = read_catalogue(data)
    assert known.records["shared_need", "esempio-di-bisogno"].get("state") == "in_lab"
    assert [each.id for each in known.of("lab")] == ["esempio-di-altro-laboratorio", "esempio-di-laboratorio"]


def test_merge_and_split_keep_every_voice_and_its_date(data: Path) -> None:
    done(data, "gather", *IDS[:5], "--new", "Esempio di doposcuola", "--apply")
    done(data, "gather", *IDS[5:], "--new", "Esempio di italiano", "--apply")
    dates = {id: record(data, f"need/{id}")["date"] for id in IDS}
    done(data, "merge", "esempio-di-italiano", "--into", "esempio-di-doposcuola", "--apply")
    done(data, "split", "esempio-di-doposcuola", IDS[0], "--new", "Esempio di gioco", "--apply")
    assert record(data, "shared_need/esempio-di-italiano")["replaced_by"] == "esempio-di-doposcuola"
    assert record(data, "need/esempio-10")["shared_need"] == "esempio-di-italiano"
    assert record(data, "need/esempio-1")["shared_need"] == "esempio-di-gioco"
    assert {id: record(data, f"need/{id}")["date"] for id in IDS} == dates
    known = read_catalogue(data)
    story = thread(known, known.records["shared_need", "esempio-di-doposcuola"])
    assert [each.id for each in story.of("need")] == sorted(IDS[1:], key=IDS.index)


# wrong use ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("gather", "esempio-1", "nessuno", "--new", "Esempio"), 1, "La voce nessuno non c'è"),
        (("gather", "esempio-1", "--into", "nessuno"), 1, "Il bisogno condiviso nessuno non c'è"),
        (("gather", "esempio-1", "--new", "Chiama 333 1234567", "--apply"), 1, "dato personale"),
        (("gather", "esempio-1", "--new", "x" * 121, "--apply"), 1, "too-long title"),
        (("merge", "a", "--into", "a"), 1, "a non c'è"),
        (("split", "a", "esempio-1", "--new", "Esempio"), 1, "a non c'è"),
        (("needs", "--lang", "xx"), 2, "it, en"),
        (("gather", "esempio-1"), 2, "--into"),
        (("gather", "esempio-1", "--into", "a", "--new", "b"), 2, "--into"),
        (("gather", "--new", "b"), 2, "VOCE"),
        (("merge", "a"), 2, "--into"),
        (("split", "a", "b"), 2, "--new"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(data: Path, words: tuple[str, ...], status: int, sentence: str) -> None:
    before = snapshot(data)
    ran = desk(data, *words)
    assert (ran.exit_code, snapshot(data)) == (status, before)
    assert sentence in ran.output
    assert desk(data, "list").stdout == ""


def test_a_voice_is_gathered_by_one_proposal_at_a_time(data: Path) -> None:
    done(data, "gather", "esempio-1", "--new", "Esempio di doposcuola")
    again = desk(data, "gather", "esempio-1", "--new", "Esempio di doposcuola")
    assert again.exit_code == 1
    assert "La proposta local-1 cambia già esempio-1" in again.stderr
    assert "local-2" in done(data, "gather", "esempio-2", "--new", "Esempio di doposcuola")
    done(data, "accept", "local-1", "local-2")
    assert record(data, "need/esempio-2")["shared_need"] == "esempio-di-doposcuola-2"
    assert desk(data, "edit", "local-2").exit_code == 1


# the working list -----------------------------------------------------------------------------------------------------


def test_what_people_wrote_moves_neither_terminal_nor_page(data: Path, tmp_path: Path) -> None:
    write(data, "esempio-cattivo", "Esempio: <script>alert(1)</script>\nviceversa \u202e", 0)
    commit(data.parent)
    page = tmp_path / "voci.html"
    done(data, "needs", "--page", str(page))
    html = page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o777 == 0o600
    assert "&lt;script&gt;alert(1)" in html
    assert "<script" not in html
    assert html.count("<q>") == 11
    assert "</script> viceversa \\u202e\n" in desk(data, "needs").stdout


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("it", "Municipio 6, Formazione. Voci: 5, dal 6 ottobre 2026"),
        ("en", "Municipio 6, Training. Voices: 5, from 6 October 2026"),
    ],
)
def test_the_page_is_in_one_language_and_takes_no_style_but_its_own(
    data: Path, tmp_path: Path, lang: str, told: str
) -> None:
    page = tmp_path / "voci.html"
    done(data, "needs", "--page", str(page), "--lang", lang)
    html = page.read_text(encoding="utf-8")
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'\"" in html
    assert html.count("style") == len(("style-src", "<style>", "</style>", "list-style"))
    assert f'<html lang="{lang}">' in html
    assert f"<h2>{told}" in html
    assert told in desk(data, "needs", "--lang", lang).stdout


def test_shared_needs_that_a_voice_is_like_are_told_in_words(data: Path) -> None:
    (data / "shared_needs").mkdir()
    text = (ROOT / "data/shared_needs/compiti-milano.yaml").read_text(encoding="utf-8")
    path = data / "shared_needs/compiti-milano.yaml"
    path.write_text(text.replace("historic: true\n", ""), encoding="utf-8")
    told = desk(data, "needs").stdout
    assert "(compiti-milano)," in told
    assert "parole in comune: " in told
    path.write_text(text, encoding="utf-8")
    assert "(compiti-milano)," not in desk(data, "needs").stdout  # it is over, and `gather` would refuse it


def test_voices_among_the_proposals_are_counted(data: Path) -> None:
    answers = {"statement": "Esempio: un campo da gioco", "territory": "municipio-4", "consent": ("yes",)}
    body = render_body(real().forms["bisogno"], "it", {**answers, "areas": ("childcare",)})
    ran = CliRunner().invoke(
        main, ["submit", "--form", "bisogno", "--body", "-", "--propose", "--data", str(data)], input=body
    )
    assert ran.exit_code == 0, ran.output
    assert json.loads(desk(data, "needs", "--json").stdout)["waiting"] == 1
