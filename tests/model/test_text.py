# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Characters that plain text may not hold, and names that are one."""

from __future__ import annotations

import pytest

from laltro.model.text import mixed_words, plain_name, refused_characters


@pytest.mark.parametrize("text", ["", "Città", "due\nrighe", "L’Altro – «così»", "😀", "§ 5 €", "北京", "a\u0300"])
def test_text_that_may_stand(text: str) -> None:
    assert refused_characters(text) == []


BIDIRECTIONAL = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C]
ZERO_WIDTH = [*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD, 0x180E]
CONTROLS = [0x00, 0x07, 0x09, 0x0D, 0x1B, 0x7F, 0x85, 0x2028, 0x2029]
OTHERS = [0xE000, 0xD800, 0xFFFF, 0xE0001, 0xE0041, 0xE007F]  # private, surrogate, no character, tags


@pytest.mark.parametrize(
    "code",
    [*BIDIRECTIONAL, *ZERO_WIDTH, *CONTROLS, *OTHERS],
    ids=lambda code: f"U+{code:04X}",
)
def test_invisible_characters_are_told_by_their_code_points(code: int) -> None:
    assert refused_characters(f"a{chr(code)}b{chr(code)}") == [f"U+{code:04X}"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\u0421aritas", ["U+0421"]),
        ("C\u0430rit\u0430s", ["U+0430"]),
        ("\u0391BC", ["U+0391"]),
        ("Caritas", []),
        ("Città’s", []),
        ("\u041c\u043e\u0441\u043a\u0432\u0430", []),
        ("Caritas \u041c\u043e\u0441\u043a\u0432\u0430", []),
        ("µm", []),
        ("", []),
    ],
)
def test_words_that_mix_alphabets(text: str, found: list[str]) -> None:
    assert mixed_words(text) == found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("La Cordata s.c.s.", "la cordata"),
        ("Ente di Esempio, APS", "ENTE DI ESEMPIO"),
        ("Città Studi", "citta studi"),
        ("Citta\u0300", "Città"),
        ("A.R.C.I. Milano", "ARCI  milano"),
        ("ﬁlo", "filo"),
        ("Strasse", "Straße"),
    ],
)
def test_names_that_are_one(first: str, second: str) -> None:
    assert plain_name(first) == plain_name(second)


@pytest.mark.parametrize(
    ("name", "plain"),
    [("", ""), ("!!!", ""), ("Cooperativa Sociale", "cooperativa sociale"), ("Zero_Sei", "zero sei"), ("北京", "北京")],
)
def test_a_name_is_never_emptied_by_its_legal_form(name: str, plain: str) -> None:
    assert plain_name(name) == plain
