"""Sentences of a free text, as the words that are compared with lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_URL = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.I)
_MARK = r"(?<=[.!?])(?<!\bsig\.)(?<!\bdott\.)(?<!\bmr\.)(?<!\bmrs\.)(?=\s|$)"
_END = re.compile(rf"{_MARK}|;|…|\n(?=[ \t]{{0,8}}(?:\n|[-•*–0-9]))", re.I)
_WORD = re.compile(r"[^\W_]+(?:(?<=e)'(?=\s|$))?")


def sentences(text: str) -> list[str]:
    """The sentences of a text with the mark they end in; addresses of pages are left out."""
    return _END.split(unicodedata.normalize("NFKC", _URL.sub(" ", text)).replace("’", "'"))


def capitals(sentence: str) -> frozenset[int]:
    """The places of the words that are written as names; not of those in capitals throughout, as `A` and `MIA`."""
    found = enumerate(_WORD.finditer(sentence))
    return frozenset(at for at, match in found if match[0].istitle() and match[0][1:].islower())


def is_question(sentence: str) -> bool:
    """Whether a sentence of `sentences` asks."""
    return sentence.rstrip().endswith("?")


def words(text: str) -> Iterator[str]:
    """Words in lower case without accents; `è` stays itself, also written `e'`."""
    for match in _WORD.finditer(text.casefold()):
        word = match[0]
        yield "è" if word in ("è", "e'", "é") else _bare(word.rstrip("'"))


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return "".join(char for char in letters if not unicodedata.combining(char))


class Line:
    """The words of a sentence by their places; before and after it there are none."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _words(self, start: int, end: int) -> list[str]:
        return self.words[max(0, start) : max(0, end)]

    def _any(self, start: int, end: int, words: frozenset[str]) -> bool:
        return not words.isdisjoint(self._words(start, end))
