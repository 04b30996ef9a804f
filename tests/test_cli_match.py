# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""`laltro match`: who could serve whom, in words and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from laltro.cli import main
from laltro.insight.match import demand, match, reason, supply
from laltro.insight.match.reason import MatchReason
from laltro.model.forms.body_text import render_body
from laltro.model.record import Record, canonical
from laltro.voice.match_reason import told
from laltro.voice.words import Words
from laltro.world.data.support import HOME, read_schemas, read_strings
from laltro.world.local.desk import Desk
from tests.insight.pairs import catalogue, offer, target

CONSENT = {"consent": ("yes",)}
DAY = {"SOURCE_DATE_EPOCH": "1795305600"}  # 2026-11-22
ROOM = offer("where=nil-35 title=Esempio_di_sala room=30 week=tue/18:00-22:00", "esempio-sala")
NEED = target("where=nil-35 title=Esempio_di_bisogno types=space room=25 days=tue+wed", "esempio-bisogno")
LAB = target("kind=lab where=nil-49 title=Esempio_di_laboratorio state=closed", "esempio-laboratorio")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path, ROOM, NEED, LAB)


def write(folder: Path, *records: Record) -> Path:
    schemas = read_schemas(HOME)
    for record in records:
        path = folder / schemas[record.kind].plural / f"{record.id}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(canonical(schemas[record.kind], {"id": record.id, **record.values}), encoding="utf-8")
    return folder


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["match", "--data", str(data), *words], env=DAY)


@pytest.mark.parametrize("about", [(), ("--offer", "esempio-sala"), ("--need", "esempio-bisogno")])
def test_a_suggestion_says_who_how_well_why_and_what_to_ask(data: Path, about: tuple[str, ...]) -> None:
    lines = run(data, *about).stdout.splitlines()
    assert lines[:3] == [
        "Esempio di sala (offer/esempio-sala) → Esempio di bisogno (shared_need/esempio-bisogno): 92 su 100",
        "  Perché: stesso quartiere (NIL): Lodi - Corvetto; stesso argomento: Formazione; c'è quando serve: martedì "
        "18:00–22:00; 30 posti su 25 chiesti; il tipo di aiuto che serve: spazio; condizioni: gratis.",
        "  Da chiedere prima: non c'è di mercoledì.",
    ]
    assert bool(lines[3:]) is not bool(about)


def test_all_languages_say_it(data: Path) -> None:
    assert "Tuesday 18:00–22:00; room for 30, 25 asked for" in run(data, "--lang", "en").stdout


def test_without_suggestions_it_says_why(data: Path) -> None:
    write(data, offer("where=nil-35 state=reserved", "esempio-sala"))
    assert run(data).stdout.splitlines() == [
        "Nessun abbinamento da suggerire.",
        "Offerte che oggi si possono suggerire: 0 su 1.",
        "  Non si suggeriscono: non disponibili, o non si sa: 1.",
        "Bisogni, laboratori e servizi che chiedono qualcosa: 1 su 2.",
        "  Non chiedono niente: laboratori chiusi, o non si sa: 1.",
    ]


def test_what_is_agreed_is_listed_and_not_suggested(data: Path) -> None:
    aim = {"kind": "shared_need", "id": "esempio-bisogno"}
    values = {"status": "published", "offer": "esempio-sala", "target": aim, "state": "agreed"}
    write(data, Record("match", "esempio-abbinamento", values))
    lines = run(data, "--offer", "esempio-sala").stdout.splitlines()
    assert lines[:2] == ["Nessun abbinamento da suggerire.", "Già concordato, quindi non si suggerisce più:"]
    assert lines[2].endswith("→ Esempio di bisogno (shared_need/esempio-bisogno): Accettato")
    assert json.loads(run(data, "--json", "--offer", "esempio-sala").stdout)["settled"] == ["match/esempio-abbinamento"]


def test_a_proposed_pair_says_where_it_stands(data: Path) -> None:
    aim = {"kind": "shared_need", "id": "esempio-bisogno"}
    values = {"status": "published", "offer": "esempio-sala", "target": aim, "state": "proposed"}
    write(data, Record("match", "esempio-abbinamento", values))
    assert "A che punto è: Proposto." in run(data).stdout


def test_a_pair_walks_through_its_states_by_the_form(data: Path) -> None:
    """Proposed on the page of a suggestion, then agreed and completed: each time by one form, read by a person."""
    pair = {"offer": "offerte/esempio-sala", "target": "bisogni/esempio-bisogno"}
    record, found = "", []
    for state in ("", "proposed", "agreed", "completed"):
        if state:
            asked = {"record": record} if record else {"kind": ("match",), **pair}
            made = submitted(data, {**asked, "state": (state,)})
            record = f"abbinamenti/{made.id}"
        told = json.loads(run(data, "--need", "esempio-bisogno", "--json").stdout)
        found.append(([each["state"] for each in told["suggestions"]], len(told["settled"])))
    assert found == [([""], 0), (["proposed"], 0), ([], 1), ([], 1)]


def submitted(data: Path, answers: Mapping[str, Any]) -> Record:
    """The match that a filled form makes or changes, written into the data."""
    desk = Desk(data, date(2026, 11, 22))
    body = render_body(desk.forms["abbinamento"], "it", {**answers, "source": "https://esempio.example", **CONSENT})
    decision = desk.decide(desk.read(body, "abbinamento"))
    assert decision.is_change, decision.diagnostics
    desk.apply(decision)
    (made,) = (each for each in decision.records if each.kind == "match")
    return made


def test_json_has_codes_for_programs_and_sentences_for_people(data: Path) -> None:
    first, again = run(data, "--json").stdout, run(data, "--json").stdout
    assert first == again
    (found,) = json.loads(first)["suggestions"]
    assert (found["offer"], found["target"], found["score"]) == (
        "esempio-sala",
        {"kind": "shared_need", "id": "esempio-bisogno"},
        92,
    )
    assert {"code": "capacity", "offered": 30, "asked": 25, "text": "30 posti su 25 chiesti"} in found["reasons"]
    assert [each["code"] for each in found["doubts"]] == ["days_missing"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((), 0),
        (("--lab", "esempio-laboratorio"), 0),
        (("--offer", "nessuna"), 2),
        (("--need", "esempio-sala"), 2),
        (("--service", "nessuno"), 2),
        (("--offer", "esempio-sala", "--lab", "esempio-laboratorio"), 2),
        (("--lang", "xx"), 2),
        (("--data", "nessuna-cartella"), 2),
    ],
)
def test_exit_status(data: Path, words: tuple[str, ...], status: int) -> None:
    assert run(data, *words).exit_code == status


def test_a_title_forges_no_line(data: Path) -> None:
    record = offer("where=nil-35 title=Esempio\\e", "esempio-sala")
    write(data, Record("offer", "esempio-sala", {**record.values, "title": "Esempio\x1b[31m\u202e"}))
    assert "\x1b" not in run(data).stdout


# Every code that the rules may give, with what fills its sentence.
PARAMS: Mapping[str, Mapping[str, Any]] = {
    **{code: {"territories": ["nil-35"]} for code in ("same_nil", "next_nil", "same_municipio", "whole_city")},
    "areas": {"areas": ["training", "other"]},
    "times": {"times": [{"day": "tue", "opens_at": "", "closes_at": ""}]},
    "capacity": {"offered": 3, "asked": 2},
    "capacity_not_stated": {"asked": 2},
    "skill": {"topic": "Esempio"},
    "type": {"offer_type": "space"},
    "conditions": {"conditions": "free"},
    "days_missing": {"days": ["mon"]},
    **{code: {"date": "2026-11-22"} for code in ("starts", "ends")},
}


@pytest.mark.parametrize("branch", ["reason", "doubt"])
def test_every_reason_has_a_sentence_in_every_language(branch: str) -> None:
    words = read_strings(HOME)
    codes = list(words["it"].branch(f"insight.match.{branch}"))
    known = [MatchReason(code, PARAMS.get(code, {})) for code in codes]
    for strings in words.values():
        said = told(known, branch, catalogue([]), Words(strings))
        assert len(set(said)) == len(codes)
        assert not any("{" in sentence for sentence in said)


def test_the_sentences_are_those_of_the_rules() -> None:
    sources = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (reason, match))
    strings = read_strings(HOME)["it"]
    sentences = {code for branch in ("reason", "doubt") for code in strings.branch(f"insight.match.{branch}")}
    assert set(re.findall(r'MatchReason\(\s*"(\w+)"', sources)) == sentences
    for module, branch in ((supply, "hindrance"), (demand, "contentment")):
        source = Path(module.__file__).read_text(encoding="utf-8")
        assert all(f'"{code}"' in source for code in strings.branch(f"insight.match.{branch}"))
