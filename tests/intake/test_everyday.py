"""Everyday asks pass the screen as the need form asks it to, and stories of one person do not.

The sentences of `personal/everyday.csv` and `personal/private.csv` were written before the rules they measure; the
README there says how, and why the held-out half flatters too.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import pytest

from tests.intake.corpus import corpus, personal
from tests.intake.samples import real

HALVES = ("work", "held")


def _stopped(name: str, half: str) -> list[bool]:
    texts = [row["text"] for row in corpus(name) if row["half"] == half]
    return [any(personal().kinds(text, strict=True)) for text in texts]


# what was truly reached: asks stopped at most, stories stopped at least
REACHED = [
    ("everyday", "work", 34, 2),
    ("everyday", "held", 26, 3),
    ("private", "work", 33, 33),
    ("private", "held", 27, 25),
]


@pytest.mark.parametrize(("name", "half", "total", "stopped"), REACHED)
def test_what_is_reached_on_asks_and_stories(name: str, half: str, total: int, stopped: int) -> None:
    found = _stopped(name, half)
    print(f"{name} {half}: {sum(found)} of {len(found)} stopped")
    assert len(found) == total
    assert sum(found) <= stopped if name == "everyday" else sum(found) >= stopped


def test_nine_asks_in_ten_pass() -> None:
    found = [stops for half in HALVES for stops in _stopped("everyday", half)]
    assert sum(found) <= len(found) / 10


@pytest.mark.parametrize("name", ["everyday", "private"])
def test_the_halves_are_those_of_the_hash(name: str) -> None:
    rows = corpus(name)
    assert len({row["text"] for row in rows}) == 60
    assert [row["half"] for row in rows] == [_half(row["text"]) for row in rows]
    assert Counter(row["lang"] for row in rows)["en"] == 8


def _half(text: str) -> str:
    return HALVES[int(hashlib.sha256(text.encode()).hexdigest()[0], 16) % 2]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("mi serve un posto dove lasciare mio figlio dopo la scuola", []),
        ("Doposcuola per mia figlia", []),
        ("C'è un doposcuola per mia figlia?", []),
        ("corso di nuoto per bambini di 8 anni", []),
        ("corso di nuoto per mio figlio di 8 anni", ["minors"]),
        ("sara mia figlia non dorme da mesi", ["minors", "name"]),
        ("sara mia figlia cerca un doposcuola", ["name"]),
        ("vivo con marco, mio fratello, che beve", ["health", "name"]),
        ("vivo con marco, mio fratello", ["name"]),
    ],
)
def test_the_sentences_that_were_wrong(text: str, kinds: list[str]) -> None:
    assert list(personal().kinds(text, strict=True)) == kinds


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("ripetizioni per mia figlia", True),
        ("paura per mia figlia", False),
        ("ho perso le ripetizioni per mia figlia", False),
        ("ripetizioni per mia figlia in lacrime", False),
        ("ripetizioni per mia figlia della scuola di via dell'Esempio", False),
        ("chi tiene mia figlia il sabato?", True),
        ("chi picchia mia figlia il sabato?", False),
        ("nessuno può tenere mia figlia il sabato", True),
        ("nessuno vuole giocare con mia figlia", False),
        ("mia figlia vuole imparare la chitarra", True),
        ("mia figlia vuole andare via di casa", False),
        ("per i miei figli: piscina gratis", True),
        ("asilo per mia figlia che costa poco", True),
        ("asilo per mia figlia che piange", False),
        ("corso per mia figlia" + " il sabato" * 18, True),
        ("corso per mia figlia" + " il sabato" * 19, False),
    ],
)
def test_a_short_ask_passes_by_its_shape(text: str, passes: bool) -> None:
    assert (list(personal().kinds(text, strict=True)) == []) is passes


@pytest.mark.parametrize(
    ("text", "free", "strict"),
    [
        ("mia sorella carla cerca casa", True, True),
        ("sua suocera rosa cerca casa", True, True),
        ("una rosa per mia sorella", False, False),
        ("with omar, my brother, we look for a flat", True, True),
        ("mi chiamo fatima", False, True),
        ("serve compagnia per marta", False, True),
        ("ahmed, il bambino del piano di sotto", False, True),
        ("una badante per nonna pina", False, True),
        ("la festa di San Luigi è bella", False, False),
        ("la scuola Anna Frank è chiusa", False, False),
        ("l'associazione si chiama Spazio Esempio", False, False),
        ("abito in via dell'Esempio 5", False, True),
        ("abito al 12 di via dell'Esempio", False, True),
        ("siamo in via dell'Esempio 8, citofono Bianchi", False, True),
        ("vivo in via dell'Esempio da 5 anni", False, False),
        ("vivo in viale Esempio, l'autobus 27 non passa", False, False),
        ("sala per prove in via dell'Esempio 8", False, False),
    ],
)
def test_who_a_person_is(text: str, free: bool, strict: bool) -> None:
    assert [("name" in personal().kinds(text, strict=how)) for how in (False, True)] == [free, strict]


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("kind", ["minors", "name"])
def test_what_a_stop_proposes_passes_the_whole_screen(lang: str, kind: str) -> None:
    sentence = real().words[lang].text(f"diagnostics.personal-{kind}", label="x")
    *_, right, wrong = re.findall("[«“](.*?)[»”]", sentence)
    assert list(personal().kinds(right, strict=True)) == []
    assert list(personal().kinds(wrong, strict=True)) == [kind]


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("key", ["forms.bisogno.intro", "fields.need.statement.help"])
def test_what_the_form_says_may_be_said_passes(lang: str, key: str) -> None:
    said = re.findall("[«“](.*?)[»”]", real().words[lang].text(key))
    assert len(said) == 2
    for words in said:
        assert list(personal().kinds(words, strict=True)) == [], words
