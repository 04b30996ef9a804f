"""Numbers of documents: identity card, passport, licence, permit, health card.

Most are such only near a word that says so: the rows of the vocabulary `document_words` (document, word; `*` at the
end of a word stands for any ending).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from laltro.intake.screen.grammar import Rows

_ROOM = 60  # characters between a number and the word that says what it is
_SIGN = r"[ ./_-]{0,2}"
# What a document's number looks like.
_SHAPES = tuple(
    (document, re.compile(rf"(?<![a-z0-9])(?=({shape})(?![a-z0-9]))", re.I | re.A))
    for shape, document in (
        (rf"[a-z]{_SIGN}[a-z](?:{_SIGN}[0-9]){{5}}(?:{_SIGN}[a-z]){{2}}", "identity"),
        (rf"[a-z]{_SIGN}[a-z](?:{_SIGN}[0-9]){{7}}", "identity"),
        (rf"[a-z]{_SIGN}[a-z](?:{_SIGN}[0-9]){{7}}", "passport"),
        (rf"[a-z](?:{_SIGN}[0-9]){{8}}", "passport"),
        (rf"[a-z]{_SIGN}[a-z](?:{_SIGN}[0-9]){{7}}{_SIGN}[a-z]", "licence"),
        (rf"u{_SIGN}1(?:{_SIGN}[a-z0-9]){{7}}{_SIGN}[a-z]", "licence"),
        (rf"[a-z](?:{_SIGN}[0-9]){{8}}", "permit"),
        (rf"[0-9](?:{_SIGN}[0-9]){{19}}", "health"),
    )
)
# These say by themselves what they are: an electronic identity card in one piece, an Italian health card's number.
_EVIDENT = re.compile(r"(?<![A-Za-z0-9])(?:C[A-Z][0-9]{5}[A-Z]{2}|80380[ .-]?[0-9]{3}[ .-]?[0-9]{12})(?![A-Za-z0-9])")


class DocumentWords:
    """The words that say of a number near them which document it is of. Without rows, only evident numbers are."""

    def __init__(self, rows: Rows) -> None:
        words: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            words[row["document"]].append(_expression(row["word"]))
        self._hints = {
            document: re.compile(rf"(?<!\w)(?:{'|'.join(found)})", re.I) for document, found in words.items()
        }

    def has_document(self, text: str) -> bool:
        """Whether a text holds the number of a document."""
        hints = {document: [match.span() for match in hint.finditer(text)] for document, hint in self._hints.items()}
        return _EVIDENT.search(text) is not None or any(
            _is_near(match, hints[document]) and not _is_of_company(text, match.start(1))
            for document, shape in _SHAPES
            if hints.get(document)
            for match in shape.finditer(text)
        )


def _is_near(number: re.Match[str], hints: list[tuple[int, int]]) -> bool:
    """Whether one of the hints, given by start and end in their order, stands near a number."""
    at = bisect_left(hints, (number.start(1) - _ROOM, 0))
    return at < len(hints) and hints[at][1] <= number.end(1) + _ROOM


def _is_of_company(text: str, at: int) -> bool:
    """A number of the register of companies."""
    return text[max(0, at - _ROOM) : at].rstrip(" :.").upper().endswith("REA")


def _expression(word: str) -> str:
    return re.escape(word[:-1]) if word.endswith("*") else re.escape(word) + r"(?!\w)"
