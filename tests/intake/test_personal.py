"""Personal data of private persons: found however they are spelled, and never said again."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from laltro.cli import main
from laltro.intake.personal import kinds
from laltro.intake.reply import render
from tests.intake.samples import ROOT, codes, decided, real, service

CODE = "RSSMRA85T10A562S"
IBAN = "IT60X0542811101000000123456"
MOBILE = "3331234567"


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
