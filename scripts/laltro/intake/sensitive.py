"""Words that tell of a person's health, children, violence or debts: a case, not a service for such cases.

A word of the list alone says nothing: "sportello per donne vittime di violenza" is what the catalogue is for. What
holds a text is a listed word together with the sign that it is told of *somebody*, in the same sentence:

- a `thing` (diabete, debiti) or a `state` (incinta, moroso): the first person (mio, mi, ho, my, I have), a single
  person (la signora, una vicina, a man, someone with an age) or he and she, at most 12 words away; a thing also right
  after "ha" or "has", a state also right after "è", "sono" or "is";
- an `act` (picchia, non riesco a pagare): by itself, as no service is described so;
- `kin` and `person`, one child (figlio, bambina), and `persons`, several: with mio or my before them, or "ho" and a
  number; one child also with an age below 18, or with "il" and the first person near; an age below 18 by itself after
  "ho", and after "ha" or "is" where nothing but a person can have it.

The word does not count where a class of people or a service stands up to four words before it ("donne che hanno
subito violenza", "corso sul diabete"), nor a sign where chi, se, ogni, who, if or your makes it anyone. `strict`, for
texts that people write freely about needs, knows no such excuse but chi and se, takes "noi" for "io", and holds for
any single child.

What is told without any listed word ("da quando è morto mio marito non mangio") is not found: this holds what it
recognises for a person, it does not replace the person who reads every proposal.

Matching: words are compared in lower case, without accents (only "è" stays apart from "e"), split at whatever is
neither letter nor digit. A row is one word or several in sequence; `*` at the end of the last stands for any ending.
Each word is looked up by itself and by its beginnings of at most 20 letters, and looks at most 14 words around, so
all is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

TOPICS = ("health", "minors", "violence", "debts")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.I)
_SENTENCE = re.compile(
    r"(?<!\bsig)(?<!\bdott)(?<!\bmr)(?<!\bmrs)[.!?](?=\s|$)|;|…|\n(?=[ \t]{0,8}(?:\n|[-•*–0-9]))", re.I
)
_TOKEN = re.compile(r"[^\W_]+(?:(?<=e)'(?=\s|$))?")
_MAX_STEM = 20
_NEAR, _CLOSE = 12, 4


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FIRST = _set(
    "io mi me mio mia miei mie my mine myself ho avevo ero soffro soffrivo prendo vivo vivevo riesco posso devo "
    "sto stavo faccio uso bevo subisco dormo"
)
_FIRST_ENGLISH = _set(
    "am m have ve had was suffer can cannot owe need take lost got feel live don didn get use used left do did "
    "think hear tried started"
)
_FIRST_PLURAL = _set("noi siamo abbiamo nostro nostra nostri nostre we our us")
_ARE_I = _set("in vittima sotto pieno piena sempre indietro affetto affetta molto una un")
_I_WAS = ("ata", "ato", "uta", "uto", "ita", "ito")
_PRONOUNS = _set("lui lei he she")
_TITLES = _set("signora signor sig sigra mr mrs ms")
_ONE = _set("un una uno questa questo quella quel quest a an this that")
_SOMEBODY = _set(
    "donna uomo ragazza ragazzo bambina bambino mamma madre padre papa anziana anziano amica amico collega vicina "
    "vicino inquilina inquilino condomina condomino signora signore studentessa alunno alunna nonna nonno cugina "
    "cugino zia zio ragazzina ragazzino woman man boy girl neighbour neighbor friend mother father lady child "
    "teenager"
)
_RELATIVES = _set(
    "moglie marito madre padre compagno compagna fratello sorella wife husband mother father brother sister"
)
_HIS = _set("sua suo his her")
_HAS = _set("ha aveva has had avuto soffre suffers")
_IS = _set("è era sono is was viene stata stato am m diventata diventato")
_ANYONE = _set(
    "chi se qualora coloro chiunque ogni qualcuno qualsiasi who if anyone whoever every your you ti vi tuo tua"
)
_TOWARDS = _set("per ad ogni quando se come for every if when each any")
_CLASS = _set(
    "persone donne uomini bambini bambine ragazzi ragazze giovani anziani anziane famiglie famigliari familiari "
    "genitori madri padri mamme minori adolescenti pazienti malati vittime inquilini studenti alunni adulti "
    "utenti cittadini people women men children kids families parents mothers victims tenants patients adults "
    "those anyone students sportello centro corso corsi consulenza prevenzione ambulatorio servizio servizi "
    "gruppo gruppi incontro incontri contro antiviolenza sostegno progetto progetti esperienza reparto "
    "laboratorio seminario convegno assistenza tema comunita cura diritti visite desk centre course advice "
    "prevention support group service against workshop experience project counselling chi coloro who spare lend "
    "users prestare regalare usate usati"
)
_NUMBERS = {word: number + 1 for number, words in enumerate(
    (
        "un una uno one", "due two", "tre three", "quattro four", "cinque five", "sei six", "sette seven", "otto eight",
        "nove nine", "dieci ten", "undici eleven", "dodici twelve", "tredici thirteen", "quattordici fourteen",
        "quindici fifteen", "sedici sixteen", "diciassette seventeen", "diciotto eighteen",
    )
) for word in words.split()}  # fmt: skip
_AGED = _set("ha is am compie turned")
_BODIES = _set(
    "associazione cooperativa progetto servizio centro gruppo fondazione biblioteca scuola spazio sportello "
    "cascina casa iniziativa rete comitato laboratorio impresa azienda societa edificio palazzo quartiere bando "
    "patto corso association cooperative project service centre group foundation library school space network "
    "company building it"
)
_YEARS = _set("anni anno mesi mese years year months month yrs")
_MONTHS = _set("mesi mese months month")
_RANGE = _set("da dai dagli dalle a ai agli fino under tra fra from to over oltre sotto sopra per for dopo entro")
_COUNTING = (
    _set("avuto had un una uno solo sola piccolo piccola a altri altre dei anche also an only small one")
    | _NUMBERS.keys()
)
_OWN = _set("mio mia miei mie my")
_OURS = _set("nostro nostra our nostri nostre")
_THE = _set("il la the")
_HAVE = _set("ho abbiamo")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of the list: its words, whether the last is a beginning, and what it tells."""

    words: tuple[str, ...]
    open: bool
    topic: str
    use: str


class Lexicon:
    """The list of words, ready to be looked up. Without rows nothing is ever found."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._entries: dict[str, list[_Entry]] = defaultdict(list)
        for row in rows:
            words = tuple(_tokens(row["word"]))
            if words:
                entry = _Entry(words, row["word"].endswith("*"), row["topic"], row["use"])
                self._entries[words[0][:_MAX_STEM]].append(entry)

    def topics(self, text: str, strict: bool = False) -> list[str]:
        """The topics of which the text tells a case, in the order of `TOPICS`."""
        found = {topic for sentence in _sentences(text) for topic in self._told(_Sentence(sentence, strict))}
        return [topic for topic in TOPICS if topic in found]

    def _told(self, sentence: _Sentence) -> Iterator[str]:
        for at, entry in self._hits(sentence.words):
            if sentence.tells(at, entry):
                yield entry.topic
        if sentence.is_of_a_minor():
            yield "minors" if self._entries else ""

    def _hits(self, words: list[str]) -> Iterator[tuple[int, _Entry]]:
        for at, word in enumerate(words if self._entries else ()):
            for length in range(2, min(len(word), _MAX_STEM) + 1):
                for entry in self._entries.get(word[:length], ()):
                    if _fits(entry, words[at : at + len(entry.words)]):
                        yield at, entry


def _fits(entry: _Entry, words: list[str]) -> bool:
    *start, last = entry.words
    same = len(words) == len(entry.words) and words[:-1] == start
    return same and (words[-1].startswith(last) if entry.open else words[-1] == last)


def _sentences(text: str) -> Iterator[list[str]]:
    plain = unicodedata.normalize("NFKC", _URL.sub(" ", text)).replace("’", "'")
    for sentence in _SENTENCE.split(plain):
        yield list(_tokens(sentence))


def _tokens(text: str) -> Iterator[str]:
    """Words in lower case without accents; `è` stays itself, also written `e'`."""
    for match in _TOKEN.finditer(text.casefold()):
        word = match[0]
        if word in ("è", "e'", "é"):
            yield "è"
        else:
            letters = unicodedata.normalize("NFD", word.rstrip("'"))
            yield "".join(char for char in letters if not unicodedata.combining(char))


class _Sentence:
    """The words of one sentence, and what they say of who is meant."""

    def __init__(self, words: list[str], strict: bool) -> None:
        self.words = words
        self.strict = strict

    def tells(self, at: int, entry: _Entry) -> bool:
        """Whether the entry found at a place is told of somebody."""
        if entry.use in ("kin", "person", "persons"):
            return self._is_own_child(at, entry.use) or (entry.use != "persons" and self._is_one_child(at, entry.use))
        if entry.use == "act":
            return not self._any(at - 3, at, _ANYONE)
        if self._is_of_a_class(at):
            return False
        verbs = _HAS if entry.use == "thing" else _IS
        return self._has_verb(at, verbs) or any(map(self._is_somebody, self._range(at - _NEAR, at + _NEAR + 1)))

    def is_of_a_minor(self) -> bool:
        """`Ho 16 anni`, `Luca ha 9 anni`, `a 7-year-old`; not `l'associazione ha 10 anni`."""
        return any(self._age(at) < 18 and self._is_whose_age(at) for at in range(1, len(self.words)))

    def _is_whose_age(self, at: int) -> bool:
        """Whether the age at a place is said of a person and not of anyone."""
        if self._any(at - 4, at, _ANYONE) or self._word(at + 2) in ("di", "d"):
            return False
        said = self._word(at - 1) in _AGED and not self._any(at - 4, at, _BODIES)
        return said or self._words(at + 1, at + 3) == ["year", "old"] or self._word(at - 1) == "ho"

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _words(self, start: int, end: int) -> list[str]:
        return self.words[max(0, start) : max(0, end)]

    def _range(self, start: int, end: int) -> range:
        return range(max(0, start), min(len(self.words), end))

    def _any(self, start: int, end: int, words: frozenset[str]) -> bool:
        return not words.isdisjoint(self._words(start, end))

    def _is_of_a_class(self, at: int) -> bool:
        return self._any(at - _CLOSE, at, _ANYONE if self.strict else _CLASS)

    def _has_verb(self, at: int, verbs: frozenset[str]) -> bool:
        """A verb shortly before, in the singular, not said of anyone."""
        return any(
            self._word(place) in verbs
            and not self._any(place - 2, place, _ANYONE)
            and not (self._word(place) == "sono" and place + 1 < at and self._is_plural(place + 1))
            for place in self._range(at - _CLOSE, at)
        )

    def _is_plural(self, at: int) -> bool:
        """`sono previsti`: they are, not I am."""
        return self._word(at).endswith(("i", "e"))

    def _is_somebody(self, at: int) -> bool:
        """Whether the word at a place says that one person is meant."""
        word, after = self._word(at), self._word(at + 1)
        if word in _FIRST or word in _PRONOUNS or word in _TITLES or (self.strict and word in _FIRST_PLURAL):
            return True
        said = (word == "i" and after in _FIRST_ENGLISH) or (word in _HIS and after in _RELATIVES)
        ours = word == "ci" and after in ("ha", "hanno")
        return said or ours or self._is_i_am(at) or self._is_individual(at)

    def _is_i_am(self, at: int) -> bool:
        """`sono in cura`, `sono caduta`; not `sono previsti`."""
        after = self._word(at + 1)
        return self._word(at) == "sono" and (after in _ARE_I or after.endswith(_I_WAS))

    def _is_individual(self, at: int) -> bool:
        """`una vicina`, `a man`; also `donna di 43 anni`; not `per una donna`."""
        if self._word(at) not in _SOMEBODY or self._any(at - 3, at - 1, _TOWARDS):
            return False
        return self._word(at - 1) in _ONE or any(self._age(place) < 120 for place in self._range(at + 1, at + 4))

    def _age(self, at: int) -> int:
        """The age in years that begins at a place; 999 where none does, or a range of ages."""
        word = self._word(at)
        number = int(word) if word.isascii() and word.isdigit() and len(word) < 4 else _NUMBERS.get(word, 0)
        aged = self._words(at + 1, at + 3) == ["year", "old"]
        if not number or self._word(at + 1) not in _YEARS or (self._word(at - 1) in _RANGE and not aged):
            return 999
        return 0 if self._word(at + 1) in _MONTHS else number

    def _is_own_child(self, at: int, use: str) -> bool:
        """`mio figlio`, `my little girl`, `ho due bambini`."""
        own = self._any(at - 2, at, _OWN)
        ours = self._word(at - 1) in _OURS and (use == "kin" or self.strict)
        return own or ours or self._is_counted(at) or (use != "persons" and self._is_the_child(at))

    def _is_the_child(self, at: int) -> bool:
        """`devo lasciare la bimba`: the child of who says I."""
        near = self._words(at - _NEAR, at) + self._words(at + 1, at + _NEAR)
        return self._word(at - 1) in _THE and not _FIRST.isdisjoint(near)

    def _is_counted(self, at: int) -> bool:
        """`ho due bambini`, `I have a son`: nothing but number and size between verb and child."""
        place = at - 1
        while place > at - _CLOSE and self._word(place) in _COUNTING:
            place -= 1
        return self._word(place) in _HAVE or self._words(place - 1, place + 1) == ["i", "have"]

    def _is_one_child(self, at: int, use: str) -> bool:
        """A child with an age; strictly, any single child that is not just anyone's."""
        if self._any(at - 3, at, _ANYONE):
            return False
        if any(self._age(place) < 18 for place in self._range(at - 4, at + 7)):
            return True
        his = use == "kin" and self._word(at - 1) in _HIS
        single = self._word(at - 1) in _ONE and not self._any(at - 3, at - 1, _TOWARDS)
        return self._is_said_age(at) or (self.strict and (his or single))

    def _is_said_age(self, at: int) -> bool:
        """`my son is 9`."""
        number = self._word(at + 2)
        return self._word(at + 1) == "is" and number.isascii() and number.isdigit() and len(number) < 3
