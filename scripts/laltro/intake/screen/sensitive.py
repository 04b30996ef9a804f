"""Words that tell of a person's health, children, violence or debts: a case, not a service for such cases.

A word of the list alone says nothing: "sportello per donne vittime di violenza" is what the catalogue is for. What
holds a text is a listed word together with the sign that it is told of *somebody*, in the same sentence:

- a `thing` (diabete, debiti) or a `state` (incinta, moroso): the first person (mio, mi, ho, my, I have), a single
  person (la signora, una vicina, a man, someone with an age) or he and she, at most 12 words away; a thing also right
  after "ha" or "has", a state also right after "è", "sono" or "is";
- an `act` (picchia, non riesco a pagare): by itself, as no service is described so;
- `kin` and `person`, one child (figlio, bambina), and `persons`, several: with mio or my before them, or "ho" and a
  number; one child also with an age below 18, or with "il" and the first person near; an age below 18 by itself after
  "ho", and after "ha", "is" or "cugina di" where nothing but a person can have it. A sentence that asks for something
  may say whom it is for ("cerco un doposcuola per mia figlia", "doposcuola per mia figlia?"), as long as it tells no
  more of the child: no age, no name, no class, nothing that it does (see `asking`). An age is one child's ("per mio
  figlio di 8 anni") and holds; an age of all ("per bambini di 8 anni") passes.

The word does not count where a class of people or a service stands up to four words before it ("donne che hanno
subito violenza", "corso sul diabete"), nor a sign where chi, se, ogni, who, if or your makes it anyone. `strict`, for
texts that people write freely about needs, knows no such excuse but chi and se, takes "noi" for "io", and holds for
any single child. Which words are such signs is in the vocabulary `person_words`; how they are read, in `telling`.

What is told without any listed word ("i miei tre dormono per terra") is not found: this holds what it recognises for
a person, it does not replace the person who reads every proposal.

Matching: words are compared in lower case, without accents (only "è" stays apart from "e"), split at whatever is
neither letter nor digit. A row is one word or several in sequence; `~` stands for up to four words between two of
them, `*` at the end of the last for any ending. The rows are kept as a tree of words, of which each place of a text
walks a bounded part and looks at most 14 words around: all is linear in the length of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from laltro.intake.screen.grammar import Rows, grammar
from laltro.intake.screen.sentence import sentences, words
from laltro.intake.screen.telling import Telling

TOPICS = ("health", "minors", "violence", "debts")
_GAP = 4  # words that `~` stands for, at most
_LONGEST = 20  # letters of a word that are compared with beginnings


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a row tells, and how it is used."""

    topic: str
    use: str


@dataclass(slots=True)
class _Node:
    """A place in the tree of rows: what ends here, which words go on, and after which gap."""

    entries: list[_Entry] = field(default_factory=list)
    stems: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    next: dict[str, _Node] = field(default_factory=lambda: defaultdict(_Node))
    later: _Node | None = None

    def add(self, row: list[str], entry: _Entry) -> None:
        """Put a row's words below this place."""
        word, *rest = row
        if word == "~":
            self.later = self.later or _Node()
            self.later.add(rest, entry)
        elif word.endswith("*"):
            self.stems[word[:-1]].append(entry)
        elif rest:
            self.next[word].add(rest, entry)
        else:
            self.next[word].entries.append(entry)

    def found(self, words: list[str], at: int) -> Iterator[_Entry]:
        """What the words from a place on say."""
        if at < len(words):
            yield from self._begun(words[at])
            if words[at] in self.next:
                node = self.next[words[at]]
                yield from node.entries
                yield from node.found(words, at + 1)
        if self.later:
            for place in range(at, min(at + _GAP, len(words)) + 1):
                yield from self.later.found(words, place)

    def _begun(self, word: str) -> Iterator[_Entry]:
        for length in range(1, min(len(word), _LONGEST) + 1) if self.stems else ():
            yield from self.stems.get(word[:length], ())


class Lexicon:
    """The list of words, ready to be looked up. Without rows nothing is ever found."""

    def __init__(self, sensitive: Rows, persons: Rows, numbers: Rows) -> None:
        self._grammar = grammar(persons, numbers)
        self._root = _Node()
        for row in sensitive:
            self._root.add(_row(row["word"]), _Entry(row["topic"], row["use"]))

    def topics(self, text: str, strict: bool = False) -> list[str]:
        """The topics of which the text tells a case, in the order of `TOPICS`."""
        found = {topic for sentence in sentences(text) for topic in self._told(sentence, strict)}
        return [topic for topic in TOPICS if topic in found]

    def _told(self, sentence: str, strict: bool) -> Iterator[str]:
        telling = Telling(sentence, self._grammar, strict)
        for at in range(len(telling.words)):
            for entry in self._root.found(telling.words, at):
                if telling.is_case(at, entry.use):
                    yield entry.topic
        if telling.is_of_a_minor():
            yield "minors"


def _row(text: str) -> list[str]:
    """The words of a row, with its `~` and its `*`."""
    parts = [["~"] if part == "~" else [*words(part)] for part in text.split(" ")]
    row = [word for part in parts for word in part]
    return [*row[:-1], row[-1] + "*"] if text.endswith("*") else row
