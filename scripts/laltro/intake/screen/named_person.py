"""Who a person is: a first name beside what the person is to whom writes, and the number of a street one lives in.

The words are the roles `first_name`, `plain_name`, `calling`, `hallowed`, `living` and `street` of the vocabulary
`person_words`. A name that is not on the list is not found ("mio fratello Dragomir"), nor one that nothing says a
person has: streets, schools and parishes are called after people.
"""

from __future__ import annotations

from laltro.intake.screen.grammar import Grammar, Rows, grammar
from laltro.intake.screen.sentence import Line, sentences, words

_ROOM = 6  # words between a verb of living and its street
_HOUSE = 3  # words between a street and the number of the house


class Naming:
    """The words that say who somebody is. Without rows nobody is named."""

    def __init__(self, persons: Rows, numbers: Rows) -> None:
        self._grammar = grammar(persons, numbers)

    def is_named(self, text: str, strict: bool) -> bool:
        """Whether a text names a relative; `strict`, anybody, also by an address."""
        return any(self._names(list(words(sentence)), strict) for sentence in sentences(text))

    def _names(self, said: list[str], strict: bool) -> bool:
        line = _Line(said, self._grammar)
        return any(
            line.is_of_relative(at) or (strict and (line.is_told_of(at) or line.is_home(at))) for at in range(len(said))
        )


class _Line(Line):
    """A sentence, and whom it names."""

    def __init__(self, words: list[str], grammar: Grammar) -> None:
        super().__init__(words)
        self.grammar = grammar

    def is_of_relative(self, at: int) -> bool:
        """`mia sorella carla`, `marco, mio fratello`."""
        says, word = self.grammar, self._word(at)
        if word not in says.first_name | says.plain_name:
            return False
        mine = says.own | says.our | says.his
        after = self._word(at + 1) in mine and self._is_kin(at + 2)
        return after or (self._is_kin(at - 1) and self._any(at - 3, at - 1, mine))

    def is_told_of(self, at: int) -> bool:
        """`mi chiamo fatima`, `cerco aiuto per marta`, `ahmed, il bambino`; not `la festa di San Luigi è`."""
        says, after = self.grammar, self._word(at + 1)
        if self._word(at) not in says.first_name or self._any(at - 3, at, says.hallowed | says.body | says.street):
            return False
        called = self._any(at - 2, at, says.calling) or self._word(at - 1) in says.title or self._is_kin(at - 1)
        asked = self._word(at - 1) in says.towards
        someone = after in says.the and self._is_kin(at + 2)
        return called or asked or someone or after in says.behaving

    def is_home(self, at: int) -> bool:
        """`abito in via dell'Esempio 5`, `la signora di via dell'Esempio 5`; not `abito in via dell'Esempio`."""
        says = self.grammar
        if self._word(at) not in says.street:
            return False
        lives = self._any(at - _ROOM, at, says.living | says.title | says.first_name)
        rings = self._any(at, at + _ROOM, says.living)
        numbers = (at - 2, *range(at + 2, at + 2 + _HOUSE))
        return (lives or rings) and any(self._is_house(place) for place in numbers)

    def _is_house(self, at: int) -> bool:
        """Not `da 5 anni`, `siamo in 5`; `al 12 di via dell'Esempio`."""
        says, before = self.grammar, self._word(at - 1)
        first = before in ("al", "at") and self._word(at + 1) in says.whose
        return self._word(at).isdecimal() and (first or before not in says.range | says.onward | says.towards)

    def _is_kin(self, at: int) -> bool:
        return self._word(at) in self.grammar.relative | self.grammar.somebody
