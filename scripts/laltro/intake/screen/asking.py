"""A need that says whom it is for: `cerco un doposcuola per mia figlia` asks, and tells nobody's story.

Two shapes pass. A sentence with an `asking` word may go on after the child with what is asked, when, where. A short one
without it (`doposcuola per mia figlia`, `chi tiene mia figlia?`) passes if it asks by its shape and every word after
the child is `plain`. Which words may be said next to a child is a list, not which may not: stories have no list. The
words are roles of the vocabulary `person_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from laltro.intake.screen.grammar import Grammar

_NEAR = 4  # words after a child that may be said of it, and after a verb that may say what is asked
_BEFORE = 3  # words before a child among which its name, or the `per` it is asked for with, may stand
_SHORT = 40  # words of a sentence that may ask by its shape; also keeps all this linear


class Asking:
    """One sentence, and whether it asks for a child without telling of it.

    `capitals` are the places of the words with a capital letter: before a child, its name.
    """

    def __init__(self, words: list[str], capitals: frozenset[int], question: bool, grammar: Grammar) -> None:
        self.words = words
        self.capitals = capitals
        self.question = question
        self.grammar = grammar

    def asks_only(self, at: int) -> bool:
        """Whether the sentence asks for something and says of the child at a place no more than that there is one."""
        if self._is_of_one or any(self._is_name(place) for place in self._before(at)):
            return False
        if len(self.words) <= _SHORT and (self._asks or self._is_asked_for(at)) and self._ends_plainly(at):
            return not any(self._is_behaviour(place) and not self._is_posed(place) for place in self._said_of(at))
        return self._asks and self._goes_on(at) and not any(map(self._is_behaviour, self._said_of(at)))

    @cached_property
    def _asks(self) -> bool:
        return not self.grammar.asking.isdisjoint(self.words)

    @cached_property
    def _is_of_one(self) -> bool:
        return not self.grammar.singular.isdisjoint(self.words)

    @cached_property
    def _plain(self) -> frozenset[str]:
        """What may stand next to a child that is only asked for: what, when, where and how."""
        says = self.grammar
        asked = says.asking | says.wanted | says.wishing | says.costing | says.body | says.posing | says.minding
        when = says.onward | says.towards | says.passing | says.quiet | says.district
        return asked | when | says.the | says.one | says.counting | says.street | says.hallowed

    # before a child ---------------------------------------------------------------------------------------------------

    def _before(self, at: int) -> range:
        return range(max(0, at - _BEFORE), at)

    def _is_asked_for(self, at: int) -> bool:
        """`Doposcuola per mia figlia`, `Chi tiene mia figlia?`; not `ho perso il corso per mia figlia`."""
        says, start = self.grammar, self._start(at)
        head = frozenset(self.words[:start])
        if not head.isdisjoint(says.first | says.we | says.having):
            return False
        if start < at and self.words[start] in says.towards:
            # `per i miei figli: piscina`, or no more than `per mia figlia`
            named = head or frozenset(self.words[at + 1 :])
            return not named or (self.question and bool(head)) or not says.wanted.isdisjoint(named)
        return self._is_plain(range(start)) and self._poses(head, at)

    def _start(self, at: int) -> int:
        """Where a child begins: at its `mia`, or at the `per` before that."""
        starts = self.grammar.towards | self.grammar.own | self.grammar.our
        return next((place for place in self._before(at) if self.words[place] in starts), at)

    def _poses(self, head: frozenset[str], at: int) -> bool:
        """A question, `nessuno tiene`, `gite con`, and, where nothing stands before the child, `vuole`."""
        says = self.grammar
        thing = not says.wanted.isdisjoint(head) and says.behaving.isdisjoint(head)
        wish = not head and not says.wishing.isdisjoint(self.words[at + 1 : at + 2])
        return self.question or wish or thing or not says.minding.isdisjoint(head)

    def _is_name(self, place: int) -> bool:
        """`Giulia, mia figlia`, also in small letters; not `Cerco` or `Mia` at the beginning."""
        says, word = self.grammar, self.words[place]
        if word in says.first_name:
            return True
        small = says.own | says.our | says.the | says.have | says.first | says.one | says.counting
        asked = says.asking | says.wanted | says.posing | says.minding | says.onward | says.towards
        return place in self.capitals and word not in small | asked

    # after a child ----------------------------------------------------------------------------------------------------

    def _goes_on(self, at: int) -> bool:
        """Whether the sentence ends after a child or goes on with what is asked, when, where; not `mia figlia anna`."""
        place = at + 1
        while place < len(self.words) and self.words[place] in self.grammar.passing:
            place += 1
        after, then = (*self.words[place : place + 2], "", "")[:2]
        if after in self.grammar.first:  # `mi serve`
            return then in self.grammar.asking
        return not after or after in self.grammar.onward | self.grammar.towards | self.grammar.asking

    def _ends_plainly(self, at: int) -> bool:
        """Not `mia figlia in lacrime`, nor `mia figlia della scuola di via dell'Esempio`."""
        whose = not self.grammar.whose.isdisjoint(self.words[at + 1 : at + 2])
        return not whose and self._is_plain(range(at + 1, len(self.words)))

    def _said_of(self, at: int) -> Iterator[int]:
        """The places shortly after a child, as far as a `quando` or `per` begins what is said of another thing."""
        for place in range(at + 1, min(at + 1 + _NEAR, len(self.words))):
            if self.words[place] in self.grammar.towards:
                return
            yield place

    def _is_behaviour(self, at: int) -> bool:
        """`mio figlio non parla`; not `mio figlio non ha un posto`, which asks."""
        near = self.words[at : at + 1 + _NEAR]
        return near[0] in self.grammar.behaving and self.grammar.asking.isdisjoint(near)

    def _is_posed(self, at: int) -> bool:
        """`vuole`, and the verb of `c'è`, `is there`."""
        around = (self.words[at - 1], *self.words[at + 1 : at + 2])
        return self.words[at] in self.grammar.wishing or not self.grammar.existing.isdisjoint(around)

    # words ------------------------------------------------------------------------------------------------------------

    def _is_plain(self, places: range) -> bool:
        """Whether every word says what is asked, when, where and how."""
        return all(self._is_plain_word(place) for place in places)

    def _is_plain_word(self, place: int) -> bool:
        word, says = self.words[place], self.grammar
        before, after = ("", *self.words)[place], (*self.words, "")[place + 1]
        if word in says.whose or after in says.costing:  # `di sera`, `che costa poco`
            return after in says.quiet | says.district | says.costing | says.wanted | says.street
        counted = (before in says.onward or after in says.quiet) and says.number(word) > 0
        return word in self._plain or before in says.street | says.hallowed or counted
