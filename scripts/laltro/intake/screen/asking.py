"""A need that says whom it is for: `cerco un doposcuola per mia figlia` asks, and tells nobody's story.

The words are the roles `asking`, `behaving` and `singular` of the vocabulary `person_words`.
"""

from __future__ import annotations

from collections.abc import Iterator

from laltro.intake.screen.grammar import Grammar

_NEAR = 4  # words after a child that may be said of it, and after a verb that may say what is asked


def asks_only(words: list[str], at: int, capitals: frozenset[int], grammar: Grammar) -> bool:
    """Whether a sentence asks for something and says of the child at a place no more than that there is one.

    `capitals` are the places of the words with a capital letter: after a child, its name.
    """
    return (
        not grammar.asking.isdisjoint(words)
        and grammar.singular.isdisjoint(words)
        and at + 1 not in capitals
        and not any(_is_behaviour(words, place, grammar) for place in _said_of(words, at, grammar))
    )


def _said_of(words: list[str], at: int, grammar: Grammar) -> Iterator[int]:
    """The places shortly after a child, as far as a `quando` or `per` begins what is said of another thing."""
    for place in range(at + 1, min(at + 1 + _NEAR, len(words))):
        if words[place] in grammar.towards:
            return
        yield place


def _is_behaviour(words: list[str], at: int, grammar: Grammar) -> bool:
    """`mio figlio non parla`; not `mio figlio non ha un posto`, which asks."""
    return words[at] in grammar.behaving and grammar.asking.isdisjoint(words[at : at + 1 + _NEAR])
