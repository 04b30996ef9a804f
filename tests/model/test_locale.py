# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers, dates and plurals as languages have them, those that CLDR does not know too."""

import subprocess
import sys

import pytest

from laltro.model.locale import decimal, language_name, plural, with_cents
from laltro.model.moment import in_words
from laltro.model.strings import Strings

TIMES = {"site": {"value": {"at_time": "{day}, {time}"}}}


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("it", ["1.234,5", "12", "12", "0,13", "1.000.000", "3,50", "1.200,00"]),
        ("en-GB", ["1,234.5", "12", "12", "0.13", "1,000,000", "3.50", "1,200.00"]),
        ("uk", ["1\xa0234,5", "12", "12", "0,13", "1\xa0000\xa0000", "3,50", "1\xa0200,00"]),
        ("qpl", ["1,234.5", "12", "12", "0.13", "1,000,000", "3.50", "1,200.00"]),
    ],
)
def test_numbers(locale: str, texts: list[str]) -> None:
    said = [decimal(value, locale) for value in (1234.5, 12, 12.0, 0.126, 1_000_000)]
    assert [*said, with_cents(3.5, locale), with_cents(1200, locale)] == texts


@pytest.mark.parametrize(
    ("locale", "dates"),
    [
        ("it", ["2017", "maggio 2017", "8 maggio 2017", "8 maggio 2017, 18:30"]),
        ("en-GB", ["2017", "May 2017", "8 May 2017", "8 May 2017, 18:30"]),
        ("uk", ["2017", "травень 2017\u202fр.", "8 травня 2017\u202fр.", "8 травня 2017\u202fр., 18:30"]),
        ("qpl", ["2017", "2017-05", "2017-05-08", "2017-05-08, 18:30"]),
    ],
)
def test_dates(locale: str, dates: list[str]) -> None:
    strings = Strings(locale, TIMES)
    assert [in_words(text, strings) for text in ("2017", "2017-05", "2017-05-08", "2017-05-08T18:30")] == dates


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("it", "other one other other other other other"),
        ("uk", "many one few many one many other"),
        ("ar", "zero one two few many many other"),
        ("qpl", "other other other other other other other"),
    ],
)
def test_plurals(locale: str, forms: str) -> None:
    assert [plural(n, locale) for n in (0, 1.0, 2, 5, 21, 11, 1.5)] == forms.split()


@pytest.mark.parametrize("locale", ["qpl", "", "no such", "../it", "en-XX-GB"])
def test_what_cldr_does_not_know_is_left_as_it_is(locale: str) -> None:
    assert (language_name("fr", locale), plural(1, locale), decimal(1.5, locale)) == ("", "other", "1.5")


def test_a_language_is_named_in_another() -> None:
    assert [language_name(code, lang) for code, lang in (("ti", "it"), ("ti", "en-GB"), ("zzz", "it"))] == [
        "tigrino",
        "Tigrinya",
        "",
    ]


def test_a_check_that_says_no_date_does_not_wait_for_babel() -> None:
    code = """import sys
from laltro.cli import main
try:
    main(["check"])
finally:
    print("babel" in sys.modules)"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "False"
