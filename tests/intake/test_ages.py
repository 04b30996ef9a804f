"""Ages as people type them, and the months that records keep."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laltro.intake.notation.ages import Ages, read_ages, write_ages
from laltro.model.forms.row_words import grammars
from laltro.world.data.support import read_strings

GRAMMARS = grammars(read_strings(Path("data")))


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("6–10 anni", (72, 120)),
        ("6-10 anni.", (72, 120)),
        ("6 - 10 years", (72, 120)),
        ("da 6 a 10 anni", (72, 120)),
        ("Dai 6 ai 10 anni", (72, 120)),
        ("6 a 10 anni", (72, 120)),
        ("tra i 6 e i 10 anni", (72, 120)),
        ("between 6 and 10 years", (72, 120)),
        ("bambini dai 6 ai 10 anni", (72, 120)),
        ("età: 6-10 anni", (72, 120)),
        ("young people aged 14 to 35 years", (168, 420)),
        ("da 3 a 36 mesi", (3, 36)),
        ("da 3 mesi a 3 anni", (3, 36)),
        ("3 mesi – 3 anni", (3, 36)),
        ("3 mesi–3 anni", (3, 36)),
        ("0-3 anni", (0, 36)),
        ("dai 14 anni", (168, None)),
        ("da 14 anni in su", (168, None)),
        ("14 anni e oltre", (168, None)),
        ("65+ anni", (780, None)),
        ("65 years and over", (780, None)),
        ("over 65 anni", (780, None)),
        ("fino a 3 anni", (None, 36)),
        ("fino ai 18 mesi", (None, 18)),
        ("under 35 years", (None, 420)),
        ("up to 3 years", (None, 36)),
        ("tutte le età", (None, None)),
        ("All ages", (None, None)),
        ("10-6 anni", (120, 72)),
        ("", None),
        ("6", None),
        ("36", None),
        ("6-10", None),
        ("0-36", None),
        ("6 anni", None),
        ("3 mesi - 3", None),
        ("tra 6 a 10 anni", None),
        ("6 e 10 anni", None),
        ("6-10 anni e mezzo", None),
        ("0-2,5 anni", None),
        ("6 10 anni", None),
        ("6-10 mesi anni", None),
        ("-6 anni", None),
        ("fino a 3 anni in su", None),
        ("fino a 3-6 anni", None),
        ("6-10-14 anni", None),
        ("6-10 settimane", None),
        ("da 99999 anni", None),
        ("da ١٢ anni", None),
        ("scuola primaria", None),
    ],
)
def test_ages(text: str, ages: Ages | None) -> None:
    assert [read_ages(text, grammar) for grammar in GRAMMARS.values()] == [ages, ages]


@pytest.mark.parametrize(
    ("ages", "italian", "english"),
    [
        ((72, 120), "6–10 anni", "6–10 years"),
        ((0, 12), "0–1 anno", "0–1 year"),
        ((3, 36), "3–36 mesi", "3–36 months"),
        ((168, None), "da 14 anni", "from 14 years"),
        ((1, None), "da 1 mese", "from 1 month"),
        ((None, 36), "fino a 3 anni", "up to 3 years"),
        ((None, 18), "fino a 18 mesi", "up to 18 months"),
        ((None, None), "tutte le età", "all ages"),
    ],
)
def test_one_way_to_write_them(ages: Ages, italian: str, english: str) -> None:
    assert (write_ages(ages, GRAMMARS["it"]), write_ages(ages, GRAMMARS["en"])) == (italian, english)


bounds = st.one_of(st.none(), st.integers(0, 1440), st.integers(0, 120).map(lambda years: years * 12))


@given(st.tuples(bounds, bounds), st.sampled_from(["it", "en"]))
def test_what_is_written_is_read_back_the_same(ages: Ages, lang: str) -> None:
    for grammar in GRAMMARS.values():
        assert read_ages(write_ages(ages, GRAMMARS[lang]), grammar) == ages


spellings = sorted({word for name, words in GRAMMARS["it"].items() if name.startswith("age.") for word in words})
pieces = st.one_of(st.sampled_from(spellings), st.sampled_from("-–+,"), st.integers(0, 200).map(str))


@given(st.lists(pieces, max_size=6).map(" ".join), st.sampled_from(["it", "en"]))
def test_what_was_read_is_written_so_that_it_means_the_same(text: str, lang: str) -> None:
    ages = read_ages(text, GRAMMARS[lang])
    if ages is not None:
        assert read_ages(write_ages(ages, GRAMMARS[lang]), GRAMMARS[lang]) == ages


@pytest.mark.parametrize("nasty", ["anni " * 13_000, "1" * 65_000, "6-" * 32_000, "bambini 6 " * 6_000, "e" * 65_000])
def test_a_long_nasty_text_is_read_at_once(nasty: str) -> None:
    started = time.perf_counter()
    assert read_ages(nasty, GRAMMARS["it"]) is None
    assert time.perf_counter() - started < 1
