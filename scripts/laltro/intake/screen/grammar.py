"""Words that say who is meant: persons, possessives, verbs, numbers and ages, in Italian and English.

The words are rows of the vocabularies `person_words` (word, role) and `number_words` (word, number).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

Rows = Iterable[Mapping[str, str]]
# An age where none is said, or a range of ages.
NO_AGE = 999


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of each role; what a role means is said beside it.

    `after_i` and `after_sono` make "I" and "sono" the first person, and so does a word that ends as a `participle`.
    """

    first: frozenset[str]  # io, mi, mio, ho, my
    we: frozenset[str]  # noi, nostro, our
    after_i: frozenset[str]  # I (have), I (lost)
    after_sono: frozenset[str]  # sono (in cura), sono (vittima)
    participle: frozenset[str]  # sono cad(uta)
    pronoun: frozenset[str]  # lui, she
    title: frozenset[str]  # la signora, Mr
    one: frozenset[str]  # una, questo, that
    somebody: frozenset[str]  # vicina, man
    relative: frozenset[str]  # moglie, husband
    his: frozenset[str]  # sua, her
    own: frozenset[str]  # mio, my
    our: frozenset[str]  # nostro, our, of the children of one family
    the: frozenset[str]  # il, la, the
    have: frozenset[str]  # ho, abbiamo
    having: frozenset[str]  # ha, suffers: of a thing
    being: frozenset[str]  # è, stata, is: of a state
    aged: frozenset[str]  # ha, compie, is: before an age
    scarcely: frozenset[str]  # solo, quasi, only: between that and an age
    year: frozenset[str]  # anni, years
    month: frozenset[str]  # mesi, months
    range: frozenset[str]  # dai, fino, under, autobus: a number after it is nobody's age, and no house's
    counting: frozenset[str]  # altri, piccolo: between "ho" and a child
    asking: frozenset[str]  # cerco, serve, need: a sentence that asks
    behaving: frozenset[str]  # non, sta, is: after a child, what is told of it
    singular: frozenset[str]  # chiama, classe, lawyer: what one child alone has
    onward: frozenset[str]  # al, dopo, near: after a child, what is not said of it
    passing: frozenset[str]  # piccola, e, and: between a child and those
    anyone: frozenset[str]  # chi, se, ogni, who
    towards: frozenset[str]  # per, se, for: before "una donna"
    group: frozenset[str]  # donne, sportello, course: whom a service is for, and services
    costing: frozenset[str]  # costa, costs: after a child, said of what is asked
    wanted: frozenset[str]  # doposcuola, club: before "per mia figlia", what is asked
    quiet: frozenset[str]  # pomeriggio, gratis: when, where and how what is asked should be
    wishing: frozenset[str]  # vuole, wants: after a child, before what is asked
    posing: frozenset[str]  # chi, quanto, who: words of a question
    existing: frozenset[str]  # c'(è), there: beside a verb that asks whether there is
    minding: frozenset[str]  # tiene, prende, pick up: what others are asked to do
    whose: frozenset[str]  # di, del, of: the child of another
    district: frozenset[str]  # corvetto: where it should be
    first_name: frozenset[str]  # luca, emily: a name and no other word
    plain_name: frozenset[str]  # rosa, grace: a name beside a relation only
    calling: frozenset[str]  # chiamo, named, con: before a name
    hallowed: frozenset[str]  # san, don, parco: a name after it is a place's
    living: frozenset[str]  # abito, lives: before a person's address
    street: frozenset[str]  # via, street
    body: frozenset[str]  # associazione, scuola: has an age, but is nobody
    numbers: Mapping[str, int]

    def age(self, words: list[str], at: int) -> int:
        """The age in years that begins at a place of a sentence, 0 below one year; `NO_AGE` where none does."""
        number = self.number(words[at])
        unit, old = (*words[at + 1 : at + 3], "", "")[:2]
        if not number or unit not in self.year | self.month:
            return NO_AGE
        if at and words[at - 1] in self.range and (unit, old) != ("year", "old"):
            return NO_AGE
        return 0 if unit in self.month else number

    def number(self, word: str) -> int:
        """The number of at most three digits that a word says; 0 where it says none."""
        return int(word) if word.isascii() and word.isdigit() and len(word) < 4 else self.numbers.get(word, 0)


def grammar(words: Rows, numbers: Rows) -> Grammar:
    """The grammar that two vocabularies say; without their rows nobody is ever meant."""
    roles: dict[str, set[str]] = defaultdict(set)
    for row in words:
        roles[row["role"]].add(row["word"])
    named = {item.name: frozenset(roles[item.name]) for item in fields(Grammar) if item.name != "numbers"}
    counted = {row["word"]: int(row["number"]) for row in numbers if row["number"].isdecimal()}
    return Grammar(numbers=counted, **named)
