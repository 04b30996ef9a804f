"""Names of organisations, places and services: the ways in which one is said, and how alike two of them are.

A word counts as much as it is rare: `biblioteca` says little, `Calvairate` nearly all. A word that one name leaves out
costs less than words that stand against each other (`Biblioteca Oglio`, `Biblioteca Calvairate`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import fsum

from rapidfuzz.distance import Indel

from laltro.model.text import plain_name

Words = tuple[str, ...]
Weight = Callable[[str], float]

# Words that join others and say nothing by themselves.
_SMALL_WORDS = (
    "a ad ai al all alla alle allo con d da dai dal dall dalla de dei degli del dell della delle dello di "
    "e ed en for gli i il in l la le lo nel nella o of per presso su sul sulla the tra un una uno and"
)
SMALL = frozenset(_SMALL_WORDS.split())
# What a body is, where it says so; a foundation or a committee is another body than the one it is named after.
_FORMS_WORDS = "associazione culturale ente impresa italia italiana promozione terzo settore ngo ong"
_FORMS = frozenset(_FORMS_WORDS.split())
_FORM_SHARE = 0.3
# Words as close as this (Indel similarity, 0 to 1) are one word with a slip; shorter ones are too easily another.
_SLIP = 0.8
_LONG = 5
# The share of its weight that an initial keeps, standing for a word.
_INITIAL = 0.7
# What words cost that stand against each other, and words that are only left out.
_AGAINST, _LEFT_OUT = 1.5, 0.6
# An acronym stands for no more words than this; and no name that may be sent has more characters than LONGEST.
_LONGEST_RUN = 8
LONGEST = 120
_ACRONYM = re.compile(r"[A-Z&]{2,8}")
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Alikeness:
    """How alike two names are: 0 to 1, the words in common as the first one writes them, and what these weigh."""

    score: float
    common: Words
    weight: float


def readings(name: str) -> tuple[Words, ...]:
    """The ways in which a name is said, whole first: without what stands in brackets, an acronym or what it stands for.

    `Istituto Europeo di Oncologia (IEO)` is also said `IEO`, `CCL - Consorzio Cooperative Lavoratori` without `CCL`.
    """
    short = name[:LONGEST]
    found = dict.fromkeys(tuple(plain_name(text).split()) for text in (short, *_parts(short)))
    return tuple(words for words in found if words) or ((),)


def _parts(name: str) -> Iterator[str]:
    bare = _BRACKETS.sub(" ", name)
    if bare != name:
        yield bare
        yield from (each for each in _BRACKETS.findall(name) if _ACRONYM.fullmatch(each))
    halves = re.split(r" [-–/] ", bare, maxsplit=1)
    if len(halves) == 2 and any(_ACRONYM.fullmatch(half.strip()) for half in halves):
        yield from halves


def content(words: Words) -> Words:
    """The words that say something; all of them where none does."""
    return tuple(word for word in words if word not in SMALL) or words


def alikeness(ones: Sequence[Words], others: Sequence[Words], weight: Weight) -> Alikeness:
    """The closest that any two readings of two names come; the same either way round."""
    found = (_compared(one, other, weight) for one, other in product(ones, others))
    return max(found, key=lambda each: (each.score, each.weight), default=Alikeness(0, (), 0))


def _compared(one: Words, other: Words, weight: Weight) -> Alikeness:
    if one == other:
        common = content(one)
        return Alikeness(1, common, fsum(_worth(word, weight) for word in common))
    first, second = _aligned(one, other)
    pairs = _paired(first, second)
    shared = fsum(share * (_worth(a, weight) + _worth(b, weight)) / 2 for a, b, share in pairs)
    lone = [_lone(words, {pair[side] for pair in pairs}, weight) for side, words in enumerate((first, second))]
    against = _AGAINST * min(lone) + _LEFT_OUT * (max(lone) - min(lone))
    return Alikeness(shared / (shared + against) if shared else 0, tuple(pair[0] for pair in pairs), shared)


def _worth(word: str, weight: Weight) -> float:
    return weight(word) * (_FORM_SHARE if word in _FORMS else 1)


def _lone(words: Words, paired: set[object], weight: Weight) -> float:
    return fsum(_worth(word, weight) for word in words if word not in paired)


def _aligned(one: Words, other: Words) -> tuple[Words, Words]:
    """Both names with what they write differently written once: `lab café`, `labcafé`; `gas`, `gruppo di acquisto…`."""
    return content(_joined(one, other)), content(_joined(other, one))


def _joined(words: Words, other: Words) -> Words:
    """`words` with a run that the other name writes as one word, or by its initials, in that word."""
    wanted = [word for word in other if word not in words and word not in SMALL and len(word) > 1]
    for word in wanted:
        for start, end in combinations(range(len(words) + 1), 2):
            run = words[start:end]
            if 1 < len(run) <= _LONGEST_RUN and (_initials(run, word) or "".join(run) == word):
                return _joined((*words[:start], word, *words[end:]), other)
    return words


def _initials(run: Words, acronym: str) -> bool:
    """Whether `acronym` holds a run's initials, those of small words at will (`cpi`: centro per l'impiego)."""
    if run[0] in SMALL or run[-1] in SMALL or len(acronym) > len(run) or run[0][0] != acronym[0]:
        return False
    pattern = "".join(f"{word[0]}?" if word in SMALL else word[0] for word in run)
    return re.fullmatch(pattern, acronym) is not None


def _paired(one: Words, other: Words) -> list[tuple[str, str, float]]:
    """Words of the first name with the closest of the second, each once, and how much of its weight the pair keeps.

    Initials stand for words only beside a word that is the same.
    """
    exact = [(word, word, 1.0) for word in dict.fromkeys(one) if word in other]
    known = {word for word, _, _ in exact}
    rest = [
        (_closeness(a, b), a, b)
        for a, b in product(dict.fromkeys(one), dict.fromkeys(other))
        if a not in known and b not in known
    ]
    taken: set[tuple[int, str]] = set()
    for share, a, b in sorted(rest, key=lambda each: (-each[0], *sorted(each[1:]))):
        if share and (0, a) not in taken and (1, b) not in taken:
            taken |= {(0, a), (1, b)}
            exact.append((a, b, share))
    return exact if any(len(word) > 1 and share > _INITIAL for word, _, share in exact) else []


def _closeness(one: str, other: str) -> float:
    """How much of a word's weight another one keeps: a slip of the hand most of it, an initial some; digits nothing."""
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[0] == other[0] and len(one) != len(other) and not one.isdigit() else 0
    if min(len(one), len(other)) < _LONG or one.isdigit() or other.isdigit():
        return 0
    close = Indel.normalized_similarity(one, other)
    return close if close >= _SLIP else 0
