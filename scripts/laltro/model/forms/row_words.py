"""The words of hours, prices and other rows, as people of every language type them."""

from __future__ import annotations

from collections.abc import Mapping

from laltro.model.document import Tree
from laltro.model.strings import Strings

# Token → its spellings in every language, that of one language first; ordinals are `nth.1` … `nth.-1`.
Grammar = Mapping[str, tuple[str, ...]]


def grammars(words: Mapping[str, Strings]) -> dict[str, Grammar]:
    """The words of hours and other rows, by the language that is written back; all languages are understood."""
    tokens = {lang: strings.branch("grammar") for lang, strings in words.items()}
    return {
        lang: {token: _spellings(token, [own, *tokens.values()]) for token in own if isinstance(own[token], str)}
        for lang, own in tokens.items()
    }


def _spellings(token: str, branches: list[dict[str, Tree]]) -> tuple[str, ...]:
    texts = [text for branch in branches if isinstance(text := branch.get(token), str)]
    return tuple(dict.fromkeys(word.strip() for text in texts for word in text.split(",")))
