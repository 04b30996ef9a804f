"""A need that says whom it is for: `cerco un doposcuola per mia figlia` asks, and tells nobody's story.

The words are the roles `asking`, `behaving`, `singular`, `onward` and `passing` of the vocabulary `person_words`. What
comes next to a child is held by a list of what may, not of what may not: names and stories have no list.
"""

from __future__ import annotations

from collections.abc import Iterator

from laltro.intake.screen.grammar import Grammar

_NEAR = 4  # words after a child that may be said of it, and after a verb that may say what is asked
_BEFORE = 3  # words before a child among which its name may stand


def asks_only(words: list[str], at: int, capitals: frozenset[int], grammar: Grammar) -> bool:
    """Whether a sentence asks for something and says of the child at a place no more than that there is one.

    `capitals` are the places of the words with a capital letter: before a child, its name.
    """
    return (
        not grammar.asking.isdisjoint(words)
        and grammar.singular.isdisjoint(words)
        and _goes_on(words, at, grammar)
        and not any(_is_name(words, place, capitals, grammar) for place in range(max(0, at - _BEFORE), at))
        and not any(_is_behaviour(words, place, grammar) for place in _said_of(words, at, grammar))
    )


def _goes_on(words: list[str], at: int, grammar: Grammar) -> bool:
    """Whether the sentence ends after a child, or goes on with what is asked, when, where; not `mia figlia anna`."""
    place = at + 1
    while place < len(words) and words[place] in grammar.passing:
        place += 1
    after, then = (*words[place : place + 2], "", "")[:2]
    if after in grammar.first:  # `mi serve`
        return then in grammar.asking
    return not after or after in grammar.onward | grammar.towards | grammar.asking


def _is_name(words: list[str], place: int, capitals: frozenset[int], grammar: Grammar) -> bool:
    """`Giulia, mia figlia`; not `Cerco` or `Mia` at the beginning."""
    plain = grammar.own | grammar.our | grammar.the | grammar.asking | grammar.have | grammar.onward | grammar.towards
    return place in capitals and words[place] not in plain | grammar.first | grammar.one | grammar.counting


def _said_of(words: list[str], at: int, grammar: Grammar) -> Iterator[int]:
    """The places shortly after a child, as far as a `quando` or `per` begins what is said of another thing."""
    for place in range(at + 1, min(at + 1 + _NEAR, len(words))):
        if words[place] in grammar.towards:
            return
        yield place


def _is_behaviour(words: list[str], at: int, grammar: Grammar) -> bool:
    """`mio figlio non parla`; not `mio figlio non ha un posto`, which asks."""
    return words[at] in grammar.behaving and grammar.asking.isdisjoint(words[at : at + 1 + _NEAR])
