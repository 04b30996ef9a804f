"""Sentences of a free text, as the words that are compared with lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_URL = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.I)
_END = re.compile(r"(?<!\bsig)(?<!\bdott)(?<!\bmr)(?<!\bmrs)[.!?](?=\s|$)|;|…|\n(?=[ \t]{0,8}(?:\n|[-•*–0-9]))", re.I)
_WORD = re.compile(r"[^\W_]+(?:(?<=e)'(?=\s|$))?")


def sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence; addresses of pages are left out."""
    plain = unicodedata.normalize("NFKC", _URL.sub(" ", text)).replace("’", "'")
    for sentence in _END.split(plain):
        yield list(words(sentence))


def words(text: str) -> Iterator[str]:
    """Words in lower case without accents; `è` stays itself, also written `e'`."""
    for match in _WORD.finditer(text.casefold()):
        word = match[0]
        yield "è" if word in ("è", "e'", "é") else _bare(word.rstrip("'"))


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return "".join(char for char in letters if not unicodedata.combining(char))
