"""What a text in everyday Italian is about: its words, and the topics that different words have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from laltro.insight.likeness.nil_in_text import quarters
from laltro.model.catalogue import Catalogue
from laltro.model.text import plain_name

IDLE = "idle"
# Words that begin with the same letters are one word in other endings (`inquilino`, `inquilini`).
_STEM, _SHORTEST = 6, 4


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of words; `stems` are those of words that a row gives by their beginning."""

    whole: Mapping[str, frozenset[str]]
    stems: Mapping[str, frozenset[str]]
    idle: frozenset[str]

    def topics(self, text: str) -> dict[str, str]:
        """Topic → the first word of the text that is about it; a word of no topic is its own, by its beginning."""
        found: dict[str, str] = {}
        for word in plain_name(text).split():
            for topic in self._about(word):
                found.setdefault(topic, word)
        return found

    def _about(self, word: str) -> list[str]:
        if word in self.idle or word.isdigit():
            return []
        known = set(self.whole.get(word, ()))
        for end in range(3, len(word) + 1):
            known |= self.stems.get(word[:end], frozenset())
        own = [f"{word[:_STEM]}~"] if len(word) >= _SHORTEST else []
        return sorted(known - {IDLE}) or ([] if IDLE in known else own)


def wording(catalogue: Catalogue) -> Topics:
    """The words of the vocabularies `need_words` and, for those that say nothing, `search_words`."""
    whole: dict[str, set[str]] = defaultdict(set)
    stems: dict[str, set[str]] = defaultdict(set)
    for row in _rows(catalogue, "need_words"):
        word = row.get("word", "")
        (stems if word.endswith("*") else whole)[word.removesuffix("*")].add(row.get("topic", ""))
    idle = {row.get("term", "") for row in _rows(catalogue, "search_words") if not row.get("also")}
    return Topics(
        {word: frozenset(topics) for word, topics in whole.items()},
        {word: frozenset(topics) for word, topics in stems.items()},
        frozenset(idle) | quarters(catalogue),
    )


def _rows(catalogue: Catalogue, name: str) -> tuple[Mapping[str, str], ...]:
    listed = catalogue.vocabularies.get(name)
    return listed.rows if listed else ()
