"""E-mail addresses of persons, also where the signs are spaced or spelled out.

The words are rows of the vocabulary `mail_words`: `provider` and `ending` make the domain of a free mailbox, a word of
an `office` makes an address nobody's own. `*` at the end of a word stands for any letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from laltro.intake.screen.grammar import Rows

_AT = re.compile(r" ?(?:@|[\[({<] ?(?:at|chiocciola) ?[\])}>]|\bchiocciola\b) ?", re.I)
_DOT = re.compile(r" ?(?:[\[({<] ?(?:dot|punto) ?[\])}>]|\b(?:dot|punto)\b) ?", re.I)
_LONE = re.compile(r"(?<![a-z0-9][a-z0-9])(?<=[a-z0-9._@-]) (?=[a-z0-9._@-](?![a-z0-9]))")
_LOCAL = re.compile(r"[a-z0-9_%+'-]{1,64}(?: ?\. ?[a-z0-9_%+'-]{1,64}){0,4}$")
_DOMAIN = re.compile(r"[a-z0-9-]{1,63}(?: ?\. ?[a-z0-9-]{1,63}){1,4}")
_NAME_SURNAME = re.compile(r"[a-z]{1,20}[._][a-z][a-z'-]{2,30}[0-9]{0,4}|[a-z]{3,30}[._][a-z]")


class MailWords:
    """What the parts of an address say of whose it is. Without rows, only `name.surname@` is a person's."""

    def __init__(self, rows: Rows) -> None:
        words = [(row["part"], row["word"]) for row in rows]
        self._providers = {word for part, word in words if part == "provider"}
        self._endings = {word for part, word in words if part == "ending"}
        offices = [word for part, word in words if part == "office"]
        self._offices = {word for word in offices if not word.endswith("*")}
        self._stems = tuple(word.removesuffix("*") for word in offices if word.endswith("*"))

    def has_own_address(self, text: str) -> bool:
        """Whether a text holds an address of a person, not of an office."""
        return any(self._is_own(local, domain) for local, domain in _addresses(text.lower()))

    def _is_own(self, local: str, domain: str) -> bool:
        named = _NAME_SURNAME.fullmatch(local) is not None
        return self._is_free(domain) or (named and not any(map(self._is_office, re.split("[._-]", local))))

    def _is_free(self, domain: str) -> bool:
        provider, ending, *_ = domain.split(".")
        return provider in self._providers and ending in self._endings

    def _is_office(self, part: str) -> bool:
        word = part.rstrip("0123456789")
        return word in self._offices or (word.isalpha() and word.startswith(self._stems))


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each @ and the domain after it, also where they are spaced or spelled out."""
    for match in _AT.finditer(text):
        before = _joined(text[max(0, match.start() - 80) : match.start()])
        after = _joined(text[match.end() : match.end() + 80])
        local, domain = _LOCAL.search(before), _DOMAIN.match(after)
        if local and domain:
            yield local[0].replace(" ", ""), domain[0].replace(" ", "")


def _joined(text: str) -> str:
    """With dots for the word, and letters that stand alone put together."""
    return _LONE.sub("", _DOT.sub(".", text))
