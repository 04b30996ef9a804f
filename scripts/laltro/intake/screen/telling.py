"""Of whom a sentence tells: whether what is named at a place of it is said of somebody."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from laltro.intake.screen.asking import Asking
from laltro.intake.screen.grammar import Grammar
from laltro.intake.screen.sentence import Line, capitals, is_question, words

NEAR = 12  # words between a thing and the person it is told of
CLOSE = 4  # words between a verb, or a class of people, and what is told
ADULT = 18  # years
_OLDEST = 120  # years


class Telling(Line):
    """The words of one sentence, and what they say of who is meant.

    `strict` is for texts that people write freely about a need: a class of people is no excuse, and "we" is "I".
    """

    def __init__(self, sentence: str, grammar: Grammar, strict: bool) -> None:
        super().__init__(list(words(sentence)))
        self.asking = Asking(self.words, capitals(sentence), is_question(sentence), grammar)
        self.grammar = grammar
        self.strict = strict

    def is_case(self, at: int, use: str) -> bool:
        """Whether what begins at a place is told of somebody; `use` is the column of the vocabulary."""
        if use in ("kin", "person", "persons"):
            return self._is_own_child(at, use) or (use != "persons" and self._is_one_child(at, use))
        if use == "act":
            return not self._any(at - 3, at, self.grammar.anyone)
        if self._any(at - CLOSE, at, self.grammar.anyone if self.strict else self.grammar.group):
            return False
        verbs = self.grammar.having if use == "thing" else self.grammar.being
        return self._has_verb(at, verbs) or self._is_somebody_near(at)

    def is_of_a_minor(self) -> bool:
        """`Ho 16 anni`, `Luca ha 9 anni`, `un cugino di 9 anni`, `a 7-year-old`; not `l'associazione ha 10 anni`."""
        return any(self._age(at) < ADULT and self._is_whose_age(at) for at in range(1, len(self.words)))

    # words around a place ---------------------------------------------------------------------------------------------

    def _range(self, start: int, end: int) -> range:
        return range(max(0, start), min(len(self.words), end))

    def _age(self, at: int) -> int:
        return self.grammar.age(self.words, at)

    # somebody ---------------------------------------------------------------------------------------------------------

    def _has_verb(self, at: int, verbs: frozenset[str]) -> bool:
        """A verb shortly before, in the singular, not said of anyone nor of a service: `lo sportello ha`."""
        return any(
            self._word(place) in verbs
            and not self._any(place - 2, place, self.grammar.anyone)
            and not self._any(place - 3, place, self.grammar.body)
            and not (self._word(place) == "sono" and place + 1 < at and self._word(place + 1).endswith(("i", "e")))
            for place in self._range(at - CLOSE, at)
        )

    def _is_somebody_near(self, at: int) -> bool:
        first = bisect_left(self._somebodies, at - NEAR)
        return first < len(self._somebodies) and self._somebodies[first] <= at + NEAR

    @cached_property
    def _somebodies(self) -> list[int]:
        """The places that say that one person is meant, in their order."""
        return [at for at in range(len(self.words)) if self._is_somebody(at)]

    def _is_somebody(self, at: int) -> bool:
        """`il figlio della portinaia`; not `mio` before what is nobody: `il mio quartiere`."""
        word, after, says = self._word(at), self._word(at + 1), self.grammar
        if (word in says.own or word in says.our) and after in says.body:
            return False
        if word in says.first or word in says.pronoun or word in says.title or (self.strict and word in says.we):
            return True
        said = (word == "i" and after in says.after_i) or (word in says.his and after in says.relative)
        ours = word == "ci" and after in ("ha", "hanno")
        others = word in says.relative and self._word(at - 1) in says.the and after in says.whose
        return said or ours or others or self._is_i_am(at) or self._is_individual(at)

    def _is_i_am(self, at: int) -> bool:
        """`sono in cura`, `sono caduta`; not `sono previsti`, `le famiglie sono indietro`."""
        after = self._word(at + 1)
        alone = after in self.grammar.after_sono and not self._any(at - CLOSE, at, self.grammar.group)
        return self._word(at) == "sono" and (alone or after.endswith(tuple(self.grammar.participle)))

    def _is_individual(self, at: int) -> bool:
        """`una vicina`, `a man`; also `donna di 43 anni`; not `per una donna`."""
        if self._word(at) not in self.grammar.somebody or self._any(at - 3, at - 1, self.grammar.towards):
            return False
        aged = any(self._age(place) < _OLDEST for place in self._range(at + 1, at + 4))
        return aged or self._word(at - 1) in self.grammar.one

    # children ---------------------------------------------------------------------------------------------------------

    def _is_whose_age(self, at: int) -> bool:
        """Whether the age at a place is said of a person and not of anyone."""
        if self._any(at - CLOSE, at, self.grammar.anyone) or self._word(at + 2) in ("di", "d"):
            return False
        verb = at - 2 if self._word(at - 1) in self.grammar.scarcely else at - 1
        said = self._word(verb) in self.grammar.aged and not self._any(at - CLOSE, at, self.grammar.body)
        return said or self._words(at + 1, at + 3) == ["year", "old"] or self._word(verb) == "ho" or self._is_of(at)

    def _is_of(self, at: int) -> bool:
        """`mia cugina di nove anni`."""
        who = self._word(at - 2)
        return self._word(at - 1) == "di" and (who in self.grammar.somebody or who in self.grammar.relative)

    def _is_own_child(self, at: int, use: str) -> bool:
        """`mio figlio`, `my little girl`, `ho due bambini`; not where a need says only whom it is for."""
        if self.asking.asks_only(at):
            return False
        own = self._any(at - 2, at, self.grammar.own)
        ours = self._word(at - 1) in self.grammar.our and (use == "kin" or self.strict)
        return own or ours or self._is_counted(at) or (use != "persons" and self._is_the_child(at))

    def _is_the_child(self, at: int) -> bool:
        """`devo lasciare la bimba`: the child of who says I."""
        near = self._words(at - NEAR, at) + self._words(at + 1, at + NEAR)
        return self._word(at - 1) in self.grammar.the and not self.grammar.first.isdisjoint(near)

    def _is_counted(self, at: int) -> bool:
        """`ho due bambini`, `I have a son`: nothing but number and size between verb and child."""
        place = at - 1
        while place > at - CLOSE and self._is_count(self._word(place)):
            place -= 1
        return self._word(place) in self.grammar.have or self._words(place - 1, place + 1) == ["i", "have"]

    def _is_count(self, word: str) -> bool:
        return word in self.grammar.counting or self.grammar.number(word) > 0

    def _is_one_child(self, at: int, use: str) -> bool:
        """A child with an age; strictly, any single child that is not just anyone's."""
        if self._any(at - 3, at, self.grammar.anyone):
            return False
        if any(self._age(place) < ADULT for place in self._range(at - 4, at + 7)):
            return True
        his = use == "kin" and self._word(at - 1) in self.grammar.his
        single = self._word(at - 1) in self.grammar.one and not self._any(at - 3, at - 1, self.grammar.towards)
        return self._is_said_age(at) or (self.strict and (his or single) and not self.asking.asks_only(at))

    def _is_said_age(self, at: int) -> bool:
        """`my son is 9`, `the boy next door, who is ten`; not `is one of`."""
        return any(
            self._word(place) == "is" and 1 < self.grammar.number(self._word(place + 1)) < ADULT
            for place in self._range(at + 1, at + 5)
        )
