"""Personal data of private persons: found however they are spelled, and never said again.

The corpus is in `personal/`; its README says what is in it. What prose tells is in `test_sensitive.py`.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from laltro.check.vocabularies import check_vocabularies
from laltro.cli import main
from laltro.intake.deciding.decide import decide
from laltro.intake.reading.body import parse
from laltro.intake.reading.submission import MAX_LENGTH
from laltro.intake.screen import codes as check_codes
from laltro.intake.screen import documents, mailbox, mobile, personal, sentence
from laltro.intake.screen.personal import VOCABULARIES, screen
from laltro.intake.told.reply import render
from tests.intake.corpus import corpus, real_texts
from tests.intake.corpus import personal as real_screen
from tests.intake.samples import ROOT, TODAY, codes, decided, real, service

CODE = "RSSMRA85T10A562S"
IBAN = "IT60X0542811101000000123456"
MOBILE = "3331234567"
CARD = "4111 1111 1111 1111"
MAIL = "mario.rossi@gmail.com"
TOPICS = {"health", "minors", "violence", "debts"}
SOAK = os.environ.get("LALTRO_SOAK") == "1"
MOST_SECONDS = 3.0  # a fifth of that on a machine with nothing else to do


def kinds(text: str, contact: bool = False) -> list[str]:
    """The kinds that have a structure of their own."""
    return [kind for kind in real_screen().kinds(text, contact) if kind not in TOPICS]


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        CODE.lower(),
        " ".join(CODE),
        ".".join(CODE),
        "_".join(CODE),
        "RSSMRA 85T10 A562S",
        "RSSMRA-85T10\nA562S",
        "Paolo RSSMRA 85T10 A562S",
        f"(cf:{CODE}).",
        "ＲＳＳＭＲＡ85T10A562S",
    ],
)
def test_a_fiscal_code_is_found(text: str) -> None:
    assert kinds(text) == ["fiscal-code"]


@pytest.mark.parametrize(
    "text",
    [
        IBAN,
        IBAN.lower(),
        " ".join(IBAN),
        ".".join(IBAN),
        "IT60 X054 2811 1010 0000 0123 456",
        f"entro il 20 {IBAN} intestato a una persona",
        "DE89 3704 0044 0532 0130 00 presso la banca",
    ],
)
def test_an_iban_is_found(text: str) -> None:
    assert kinds(text) == ["iban"]


@pytest.mark.parametrize(
    "text",
    [
        MOBILE,
        "333 123 4567",
        "333.123.45.67",
        "333/1234567",
        "+39 333-1234567",
        "0039 3331234567",
        "(333) 12 34 567",
        "chiama il 333–1234567.",
        " ".join(MOBILE),
        ".".join(MOBILE),
    ],
)
def test_a_mobile_is_found_outside_contacts_only(text: str) -> None:
    assert kinds(text) == ["mobile"]
    assert kinds(text, contact=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "02 1234 5678",
        "800 123 456",
        "20139 Milano",
        "dal 12.12.2026 al 13.12.2026, ore 16:30",
        "12345678903",
        "RSSMRA85T10A562X",
        "IT61X0542811101000000123456",
        "https://www.example.org/a-1.2345",
    ],
)
def test_what_is_no_personal_datum_passes(text: str) -> None:
    assert kinds(text) == []


FOUND = [
    ({"description": f"Chiedere a chi ha {CODE}"}, ("personal-fiscal-code", "description"), CODE),
    ({"how_to_apply": IBAN}, ("personal-iban", "how_to_apply"), IBAN),
    ({"name": f"Sportello {MOBILE}"}, ("personal-mobile", "name"), MOBILE),
    ({"record": MOBILE}, ("personal-mobile", "record"), MOBILE),
    ({"channels_url": f"https://example.org/{CODE}"}, ("personal-fiscal-code", "channels_url"), CODE),
    ({"description": f"Scrivere a {MAIL}"}, ("personal-email", "description"), MAIL),
    ({"summary": CARD}, ("personal-card", "summary"), CARD),
    ({"eligibility": "passaporto YA1234567"}, ("personal-document", "eligibility"), "YA1234567"),
    ({"description": "Mio marito mi picchia."}, ("personal-violence", "description"), "picchia"),
    ({"description": "Mia madre ha l'Alzheimer."}, ("personal-health", "description"), "Alzheimer"),
    ({"description": "Lascio sola mia figlia."}, ("personal-minors", "description"), "Lascio sola"),
    ({"description": "Mia sorella Carla cerca casa."}, ("personal-name", "description"), "Carla"),
    ({"description": "Ho debiti con la finanziaria."}, ("personal-debts", "description"), "finanziaria"),
    # also where something else already stopped the submission
    ({"description": CODE, "name": "Uno\nDue"}, ("personal-fiscal-code", "description"), CODE),
]


@pytest.mark.parametrize(("answers", "problem", "secret"), FOUND)
@pytest.mark.parametrize("consent", [("yes",), ()])
def test_a_personal_datum_holds_the_submission_and_is_never_repeated(
    answers: dict[str, str], problem: tuple[str, str], secret: str, consent: tuple[str, ...]
) -> None:
    body = service(**answers, consent=consent)
    decision = decided(body)
    assert not decision.is_change
    assert not consent or problem in codes(decision)
    told = "".join(render(decision, real().catalogue, strings) for strings in real().words.values())
    assert secret not in told + str(decision.diagnostics) + str(decision.submission)
    assert not consent or real().words["it"].text("reply.withheld").strip("()") in told
    command = ["submit", "--data", str(ROOT / "data"), "--form", "servizio", "--body", "-", "--json"]
    ran = CliRunner().invoke(main, command, input=body)
    assert ran.exit_code == 1
    assert json.loads(ran.stdout)["files"] == {}
    assert secret not in ran.output


def test_contact_fields_and_sources_may_hold_what_looks_like_a_mobile() -> None:
    assert decided(service(channels_phones="333 123 4567", source="https://www.example.org/1.3331234567")).is_change


def test_contact_fields_may_hold_any_address() -> None:
    assert decided(service(channels_email=MAIL)).is_change
    assert kinds(f"Scrivere a {MAIL}", contact=True) == []


# the corpus -----------------------------------------------------------------------------------------------------------


def test_the_corpus_is_large() -> None:
    assert len(corpus("structured")) >= 300
    assert len(corpus("institutional")) >= 300
    assert len({row["text"] for row in corpus("structured")}) == len(corpus("structured"))


def test_structured_data_of_every_kind_are_found() -> None:
    rows = corpus("structured")
    missed = [row for row in rows if row["kind"] not in kinds(row["text"])]
    total, lost = Counter(row["kind"] for row in rows), Counter(row["kind"] for row in missed)
    print({kind: f"{total[kind] - lost[kind]}/{total[kind]}" for kind in total})
    assert len(total) == 6
    assert all(lost[kind] <= total[kind] // 100 for kind in total), missed


def test_institutional_data_pass() -> None:
    found = [row["text"] for row in corpus("institutional") if kinds(row["text"])]
    assert len(found) < len(corpus("institutional")) / 100, found


@pytest.mark.parametrize("strict", [False, True])
def test_false_alarms_on_the_real_texts_are_rare(strict: bool) -> None:
    found = [text for text in real_texts() if list(real_screen().kinds(text, strict=strict))]
    print(f"{len(found)}/{len(real_texts())}")
    assert len(real_texts()) > 2_000
    assert len(found) < 0.005 * len(real_texts()), found


# word lists -----------------------------------------------------------------------------------------------------------


def test_the_screen_is_built_once_for_the_same_words() -> None:
    vocabularies = real().catalogue.vocabularies
    assert screen(vocabularies) is screen(dict(vocabularies))
    table = vocabularies["mail_words"]
    fewer = {**vocabularies, "mail_words": replace(table, rows=table.rows[:-1])}
    assert screen(fewer) is not screen(vocabularies)


def test_without_lists_no_word_is_found_and_nothing_breaks() -> None:
    catalogue = real().catalogue
    without = {name: table for name, table in catalogue.vocabularies.items() if name not in VOCABULARIES}
    told = "Ho 16 anni e mio padre mi picchia: maria@gmail.com, passaporto YA1234567."
    assert set(real_screen().kinds(told)) == {"email", "document", "minors", "violence"}
    assert list(screen(without).kinds(told, strict=True)) == []
    submission = parse(service(description="Mio padre mi picchia."), real().forms, "servizio")
    assert decide(submission, replace(catalogue, vocabularies=without), TODAY, "local-1").is_change


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("sensitive_words", {"word": "Debiti"}),
        ("sensitive_words", {"word": "non ~"}),
        ("sensitive_words", {"use": "verb"}),
        ("person_words", {"role": "noun"}),
        ("number_words", {"number": "tre"}),
        ("mail_words", {"part": "desk"}),
        ("document_words", {"document": "card"}),
    ],
)
def test_a_wrong_cell_of_a_list_is_told(name: str, wrong: Mapping[str, str]) -> None:
    vocabularies = real().catalogue.vocabularies
    assert set(VOCABULARIES) <= set(vocabularies)
    table = vocabularies[name]
    broken = replace(table, rows=({**table.rows[0], **wrong}, *table.rows[1:]))
    assert list(check_vocabularies([table])) == []
    assert [problem.code for problem in check_vocabularies([broken])] == ["csv-cell"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rossi@gmail.com", True),
        ("rossi@gmail.example", False),
        ("maria.rossi@example.org", True),
        ("ufficio.rossi@example.org", False),
        ("ufficiostampa.rossi@example.org", False),
        ("info2.rossi@example.org", False),
        ("infopoint.rossi@example.org", True),
    ],
)
def test_whose_an_address_is(text: str, found: bool) -> None:
    assert (kinds(text) == ["email"]) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("passaporto YA1234567", True),
        ("YA1234567 è il suo passaporto", True),
        ("passaporto" + "." * 49 + " YA1234567", True),
        ("passaporto" + "." * 50 + " YA1234567", False),
        ("capopassaporto YA1234567", False),
        ("passaporto, REA MI1234567", False),
        ("modello YA1234567", False),
    ],
)
def test_a_number_is_a_document_near_a_word_that_says_so(text: str, found: bool) -> None:
    assert (kinds(text) == ["document"]) is found


# time -----------------------------------------------------------------------------------------------------------------

UNITS = [
    "a",
    "1 ",
    "3",
    "4111 ",
    "RSSMRA85T10A56",
    "IT60 X054 ",
    "a@",
    "a.a@b.c ",
    " chiocciola ",
    "punto ",
    "AA1234567 ",
]
UNITS += ["patente AA123456 ", "mi ", "mio figlio ", "ho debiti ", "debiti ", "donne ", "un ", "i have ", "ha 9 anni "]
UNITS += [
    "è ",
    "e\u0300",
    "A",
    "C.I. AA1234567\n",
    "333 1234 ",
    "U1",
    "z" * 30 + " ",
    "non riesco a ",
    "\n",
    ". ",
    "(at)",
]


UNITS += [
    "non ",
    "mi ha ",
    "mi mi ha ha ",
    "ho ho perso perso ",
    "IT60X",
    "DE00",
    "una donna ",
    "sono ",
    "mio quartiere ",
    "corso per mia figlia ",
    "chi tiene mia figlia? ",
    "ho due bambini il sabato ",
    "abito in via ",
    "con marco mio fratello ",
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("strict", [False, True] if SOAK else [True])  # strictly, the same expressions and more words
def test_the_longest_text_is_screened_at_once(unit: str, strict: bool) -> None:
    text = (unit * MAX_LENGTH)[:MAX_LENGTH]
    started = time.perf_counter()
    list(real_screen().kinds(text, strict=strict))
    assert time.perf_counter() - started < MOST_SECONDS


def test_every_word_of_the_lists_at_once_is_screened_at_once() -> None:
    words = " ".join(row["word"].rstrip("*") for row in real().catalogue.vocabularies["sensitive_words"].rows)
    text = (f"{words} " * MAX_LENGTH)[:MAX_LENGTH]
    started = time.perf_counter()
    assert set(real_screen().kinds(text, strict=True)) == TOPICS
    assert time.perf_counter() - started < MOST_SECONDS


EXPRESSIONS = [
    (module, name)
    for module in (check_codes, documents, mailbox, mobile, personal, sentence)
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
]
HOSTILE = [
    " ",
    "a",
    "a ",
    "a.",
    "1",
    "1.",
    "1 ",
    "RSSMRA85",
    "IT60X",
    "A1-",
    "@",
    "(at",
    "www.",
    "3-1",
    "\n",
    "\n-",
    "e'",
]


@pytest.mark.parametrize(("module", "name"), EXPRESSIONS, ids=lambda value: getattr(value, "__name__", value))
def test_every_expression_is_linear(module: ModuleType, name: str) -> None:
    pattern: Any = getattr(module, name)
    for unit in HOSTILE:
        text = unit * (MAX_LENGTH // len(unit)) + "!"
        started = time.perf_counter()
        pattern.search(text)
        for _ in pattern.finditer(text):
            pass
        assert time.perf_counter() - started < 1.0, unit
