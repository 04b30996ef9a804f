"""Milanese addresses as they are written: which street and number a text means, and whether two texts mean the same.

`Via Ciceri Visconti 1` is the register's `VIA CICERI VISCONTI LAURA, 1`: order, case, given names, titles and
abbreviations differ, the street does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from laltro.model.text import unaccented

_TOKEN = re.compile(r"[0-9]+|[a-z]+")
_KINDS = {
    **dict.fromkeys(("via", "v"), "via"),
    **dict.fromkeys(("viale", "vle"), "viale"),
    **dict.fromkeys(("piazza", "pza", "pzza"), "piazza"),
    **dict.fromkeys(("piazzale", "ple", "pzle"), "piazzale"),
    **dict.fromkeys(("corso", "cso"), "corso"),
    **dict.fromkeys(("largo", "lgo"), "largo"),
    **dict.fromkeys(("vicolo", "vlo"), "vicolo"),
    **{kind: kind for kind in ("alzaia", "bastioni", "cascina", "galleria", "ripa", "strada", "foro")},
}
STREETS = frozenset(_KINDS.values())
# What neither names a street nor numbers a door.
_IDLE_WORDS = "n nr num numero civico snc privata a al e d de di da del dei dell della delle degli il la"
_IDLE = frozenset(_IDLE_WORDS.split())
# A corner or a stretch names more than one street: the first is the one meant.
_CORNER = re.compile(r"\b(?:angolo|ang)\b.*|, (?=via |viale |da ).*")
_SAINTS = frozenset({"san", "santo", "santa", "sant", "santi", "ss"})
_MONTHS = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
_DATED = frozenset({*_MONTHS.split(), "giornate"})
# Days that streets are called after, in the three ways of writing them.
_DAYS = {
    **dict.fromkeys(("i", "primo"), "1"),
    **dict.fromkeys(("ii", "due"), "2"),
    **dict.fromkeys(("iv", "quattro"), "4"),
    **dict.fromkeys(("v", "cinque"), "5"),
    **dict.fromkeys(("vi", "sei"), "6"),
    **dict.fromkeys(("viii", "otto"), "8"),
    **dict.fromkeys(("xx", "venti"), "20"),
    **dict.fromkeys(("xxii", "ventidue"), "22"),
    **dict.fromkeys(("xxiv", "ventiquattro"), "24"),
    **dict.fromkeys(("xxv", "venticinque"), "25"),
}
# Words of a street written with a slip of the hand are still this close (Indel similarity, 0 to 1).
_SLIP = 0.86
_LONG = 5

Agreement = Literal["door", "street", "number", "other"]


@dataclass(frozen=True, slots=True)
class Street:
    """What an address says: kind of street (empty where it is not said), words of its name, house numbers."""

    kind: str
    words: tuple[str, ...]
    numbers: frozenset[str] = frozenset()

    def agreement(self, other: Street) -> Agreement:
        """`door`: same street and number; `street`: same street, a number unsaid; `number`: another one; `other`."""
        if (self.kind and other.kind and self.kind != other.kind) or not _same_name(self.words, other.words):
            return "other"
        if not self.numbers or not other.numbers:
            return "street"
        return "door" if self.numbers & other.numbers else "number"


def read_street(text: str) -> Street | None:
    """The street that a text names; None where it names none."""
    plain = _CORNER.sub("", unaccented(text).replace(".", " ").replace("v le ", "vle "))
    tokens = _TOKEN.findall(_unabbreviated(plain))
    kind = _KINDS.get(tokens[0], "") if tokens else ""
    words: list[str] = []
    numbers: list[str] = []
    rest = tokens[1:] if kind else tokens
    for index, token in enumerate(rest):
        following = rest[index + 1] if index + 1 < len(rest) else ""
        if following in _DATED:
            words.append(_DAYS.get(token, token))
        elif token.isdigit():
            numbers.append(token)
        elif token in _SAINTS:
            words.append("san")
        elif token not in _IDLE and not (numbers and len(token) == 1):
            words.append(token)
    return Street(kind, tuple(words), frozenset(numbers)) if words else None


def _unabbreviated(text: str) -> str:
    """`p zza x` and `c so x`, as an abbreviation's points leave them, as one word."""
    return re.sub(r"^\W*([vpcl]) (le|lo|za|zza|zle|so|go)\b", r"\1\2", text)


def _same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether every word of the shorter name stands in the longer one, or both are one run together.

    An initial stands for a given name.
    """
    few, many = sorted((one, other), key=len)
    spelled = any(len(word) > 1 and word != "san" for word in few)
    if spelled and all(any(_same_word(word, each) for each in many) for word in few):
        return True
    return _same_word("".join(one), "".join(other))


def _same_word(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if one == other:
        return True
    return min(len(one), len(other)) >= _LONG and Indel.normalized_similarity(one, other) >= _SLIP
