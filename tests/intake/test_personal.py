"""Personal data of private persons: found however they are spelled, and never said again.

The corpus is in `personal/`; its README says what is in it.
"""

from __future__ import annotations

import csv
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from laltro.cli import main
from laltro.intake.body import MAX_LENGTH, parse
from laltro.intake.decide import decide
from laltro.intake.personal import kinds
from laltro.intake.reply import render
from laltro.intake.sensitive import TOPICS, Lexicon
from laltro.model.schema import walk
from tests.intake.samples import ROOT, TODAY, codes, decided, real, service

CODE = "RSSMRA85T10A562S"
IBAN = "IT60X0542811101000000123456"
MOBILE = "3331234567"
CARD = "4111 1111 1111 1111"
MAIL = "mario.rossi@gmail.com"
CORPUS = Path(__file__).parent / "personal"


@lru_cache
def corpus(name: str) -> tuple[dict[str, str], ...]:
    with (CORPUS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache
def lexicon() -> Lexicon:
    return Lexicon(real().catalogue.vocabularies["sensitive_words"].rows)


@lru_cache
def real_texts() -> tuple[str, ...]:
    """Every different text of the records: names, summaries, descriptions, titles, notes, translations."""
    catalogue = real().catalogue
    fields = (
        (item, value)
        for record in catalogue.records.values()
        for _, item, value in walk(catalogue.schema(record).fields, record.values)
    )
    free = (value for item, value in fields if isinstance(value, str) and not (item.reference or item.enum))
    return tuple(dict.fromkeys(text for text in free if " " in text))


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
    assert list(kinds(text)) == ["fiscal-code"]


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
    assert list(kinds(text)) == ["iban"]


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
    assert list(kinds(text)) == ["mobile"]
    assert list(kinds(text, contact=True)) == []


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
    assert list(kinds(text)) == []


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
    assert list(kinds(f"Scrivere a {MAIL}", contact=True)) == []


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
    found = [row["text"] for row in corpus("institutional") if list(kinds(row["text"]))]
    assert len(found) < len(corpus("institutional")) / 100, found


def test_cases_are_found_in_prose() -> None:
    rows = corpus("told")
    missed = [row for row in rows if row["topic"] not in lexicon().topics(row["text"])]
    total, lost = Counter(row["topic"] for row in rows), Counter(row["topic"] for row in missed)
    print({topic: f"{total[topic] - lost[topic]}/{total[topic]}" for topic in total})
    assert set(total) == set(TOPICS)
    assert all(lost[topic] <= total[topic] // 20 for topic in total), missed


def test_strictness_finds_no_fewer_cases() -> None:
    for row in corpus("told"):
        assert set(lexicon().topics(row["text"])) <= set(lexicon().topics(row["text"], strict=True))


@pytest.mark.parametrize(("strict", "most"), [(False, 0.02), (True, 0.10)])
def test_services_for_such_cases_pass(strict: bool, most: float) -> None:
    found = [row["text"] for row in corpus("described") if lexicon().topics(row["text"], strict)]
    print(f"{len(found)}/{len(corpus('described'))}")
    assert len(found) < most * len(corpus("described")), found


@pytest.mark.parametrize("strict", [False, True])
def test_false_alarms_on_the_real_texts_are_rare(strict: bool) -> None:
    found = [text for text in real_texts() if list(kinds(text)) or lexicon().topics(text, strict)]
    print(f"{len(found)}/{len(real_texts())}")
    assert len(real_texts()) > 2_000
    assert len(found) < 0.02 * len(real_texts()), found


# words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Mio figlio autistico", ["health", "minors"]),
        ("MIO MARITO MI PICCHIA", ["violence"]),
        ("La bambina e' celiaca", ["health"]),
        ("La bambina e celiaca", []),
        ("Mia madre ha la disabilita\u0300", ["health"]),
        ("Mia madre ha la disabilità", ["health"]),
        ("Ho debiti. Il corso è gratuito.", ["debts"]),
        ("Mia è la scelta. Consulenza sui debiti.", []),
        ("Chi ha debiti viene qui.", []),
        ("Ho 16 anni", ["minors"]),
        ("Ho 61 anni", []),
        ("L'associazione ha 16 anni", []),
        ("https://example.org/mio-figlio-malato", []),
        ("", []),
    ],
)
def test_what_words_tell(text: str, topics: list[str]) -> None:
    assert lexicon().topics(text) == topics


@pytest.mark.parametrize(
    "text",
    ["Siamo genitori di ragazzi con autismo", "C'è una bambina che sta sempre sola", "Abbiamo debiti con il nido"],
)
def test_strictness_takes_we_for_i_and_any_child_for_one(text: str) -> None:
    assert lexicon().topics(text) == []
    assert len(lexicon().topics(text, strict=True)) == 1


def test_without_the_list_no_word_is_found_and_nothing_breaks() -> None:
    assert Lexicon(()).topics("Ho 16 anni e mio padre mi picchia", strict=True) == []
    catalogue = real().catalogue
    without = {name: table for name, table in catalogue.vocabularies.items() if name != "sensitive_words"}
    body = service(description="Mio padre mi picchia.")
    submission = parse(body, real().forms, "servizio")
    assert decide(submission, replace(catalogue, vocabularies=without), TODAY, "local-1").is_change


def test_every_word_of_the_list_is_found_by_itself() -> None:
    for row in real().catalogue.vocabularies["sensitive_words"].rows:
        word = row["word"].replace("*", "x")
        texts = (f"mia {word}", f"ho {word}", f"mio {word}", word)
        assert any(row["topic"] in lexicon().topics(text, strict=True) for text in texts), row


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


def screens() -> Iterator[Callable[[str], object]]:
    yield lambda text: list(kinds(text))
    yield lambda text: lexicon().topics(text)
    yield lambda text: lexicon().topics(text, strict=True)


@pytest.mark.parametrize("unit", UNITS)
def test_the_longest_text_is_screened_at_once(unit: str) -> None:
    text = (unit * MAX_LENGTH)[:MAX_LENGTH]
    for screen in screens():
        started = time.perf_counter()
        screen(text)
        assert time.perf_counter() - started < 4.0
