"""The file that says which column answers which question: everything wrong with it is told, by line."""

from __future__ import annotations

import pytest

from laltro.check.report import sentence
from laltro.intake.sheets.mapping import SheetMapping, read_mapping
from laltro.model.diagnostic import Diagnostic
from tests.intake.samples import ROOT, real

GOOD = "columns:\n  Nome: name\nconstant:\n  consent: 'yes'\n"


def read(text: str) -> tuple[SheetMapping, list[Diagnostic]]:
    return read_mapping(text, "colonne.yaml", real().forms["servizio"])


def test_the_example_is_good() -> None:
    mapping, problems = read((ROOT / "tests/import/servizi.yaml").read_text(encoding="utf-8"))
    assert problems == []
    assert mapping.headings[:2] == ["nome", "che cosa fa"]
    assert mapping.columns["description"] == ("descrizione", "note")
    assert mapping.meant["areas"]["scuola"] == "training"
    assert mapping.meant["areas"]["formazione"] == "training"
    assert mapping.meant["areas"]["training"] == "training"
    assert mapping.meant["cost_type"]["n.d."] == ""
    assert mapping.constant == {"consent": "yes"}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("columns: [\n", "yaml-syntax", 2),
        ("- a\n", "yaml-not-a-mapping", 1),
        ("columns:\n  Nome: name\n  Nome: summary\n", "yaml-duplicate-key", 3),
        (f"{GOOD}colonne:\n  Ente: organization\n", "mapping-part", 5),
        ("constant:\n  consent: 'yes'\n", "mapping-empty", 1),
        (f"{GOOD}join: description\n", "mapping-shape", 5),
        (f"{GOOD}join:\n  description: Note\n", "mapping-shape", 6),
        (f"{GOOD}join:\n  description: [Note, '']\n", "mapping-shape", 6),
        (f"{GOOD}values:\n  areas: training\n", "mapping-shape", 6),
        (f"{GOOD}values:\n  areas: {{Scuola: [training]}}\n", "mapping-shape", 6),
        ("columns:\n  Nome: [name]\nconstant:\n  consent: 'yes'\n", "mapping-shape", 2),
        (f"{GOOD}join:\n  descrizione: [Note]\n", "mapping-field", 6),
        (f"{GOOD}values:\n  aree: {{Scuola: training}}\n", "mapping-field", 6),
        ("columns:\n  Nome: nome\nconstant:\n  consent: 'yes'\n", "mapping-field", 2),
        (f"{GOOD}  nome: Uno\n", "mapping-field", 5),
        ("columns:\n  Nome: name\n  Titolo: name\nconstant:\n  consent: 'yes'\n", "mapping-twice", 3),
        (f"{GOOD}  name: Uno\n", "mapping-twice", 5),
        (f"{GOOD}join:\n  name: [Note]\n", "mapping-twice", 6),
        (f"{GOOD}values:\n  areas:\n    Scuola: formazzione\n", "mapping-option", 7),
        (f"{GOOD}values:\n  name: {{Uno: due}}\n", "mapping-option", 6),
        (f"{GOOD}  areas: formazzione\n", "mapping-option", 5),
        ("columns:\n  Nome: name\nconstant:\n  consent: 'no'\n", "mapping-option", 4),
        ("columns:\n  Nome: name\n", "mapping-consent", 1),
        ("columns:\n  Nome: name\nvalues:\n  consent: {sì: 'yes'}\n", "mapping-consent", 1),
    ],
)
def test_what_is_wrong_is_told_by_line_in_both_languages(text: str, code: str, line: int) -> None:
    mapping, problems = read(text)
    assert (code, line) in [(problem.code, problem.line) for problem in problems]
    assert mapping.columns == {}
    assert {problem.path for problem in problems} == {"colonne.yaml"}
    for strings in real().words.values():
        assert all(sentence(strings, problem) for problem in problems)


def test_a_wrong_question_is_told_with_those_there_are() -> None:
    _, [problem] = read(f"{GOOD}  nome: Uno\n")
    told = sentence(real().words["it"], problem)
    assert "«nome»" in told
    assert "summary" in told
    assert "channels_phones" in told


def test_a_wrong_choice_is_told_with_those_there_are() -> None:
    _, [problem] = read(f"{GOOD}  areas: formazzione\n")
    assert "training" in sentence(real().words["it"], problem)


def test_consent_may_be_a_column() -> None:
    assert read("columns:\n  Nome: name\n  Consenso: consent\nvalues:\n  consent: {sì: 'yes'}\n")[1] == []


def test_every_problem_is_told_at_once() -> None:
    _, problems = read("columns:\n  A: uno\n  B: due\naltro: {}\n")
    assert [problem.code for problem in problems] == [
        "mapping-part",
        "mapping-field",
        "mapping-field",
        "mapping-consent",
    ]
