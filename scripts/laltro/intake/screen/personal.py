"""Personal data of private persons that must not enter the catalogue: what kind was found, never the datum itself.

| kind        | what counts                                                                                         |
|-------------|-----------------------------------------------------------------------------------------------------|
| fiscal-code | sixteen characters with the check character of a codice fiscale, also with letters for digits       |
| iban        | an IBAN of any country, by length and check digits                                                  |
| card        | a payment card: prefix and length of a brand, Luhn's check digit, a grouping that people write      |
| mobile      | what phonenumbers calls a mobile, and the spellings of an Italian one that it does not read         |
| email       | an address at a free provider, or `name.surname@` where neither part is a word of an office         |
| document    | identity card, passport, licence, permit or health card by shape; most only near a word that says so |
| topics      | what prose tells of a person: `health`, `minors`, `violence`, `debts` (see `sensitive`)              |
| name        | a first name of the list beside what that person is to whom writes; strictly, more (see `naming`)    |

All is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from laltro.intake.screen.codes import has_card, has_fiscal_code, has_iban, without_ibans
from laltro.intake.screen.documents import DocumentWords
from laltro.intake.screen.grammar import Rows
from laltro.intake.screen.mailbox import MailWords
from laltro.intake.screen.mobile import has_mobile
from laltro.intake.screen.named_person import Naming
from laltro.intake.screen.sensitive import Lexicon
from laltro.model.catalogue import Vocabulary

VOCABULARIES = ("sensitive_words", "person_words", "number_words", "mail_words", "document_words")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.I)


class Screen:
    """Every kind of personal data, by the word lists of one catalogue, in the order of `VOCABULARIES`."""

    def __init__(self, *tables: Rows) -> None:
        sensitive, persons, numbers, mail, documents = tables
        self._lexicon = Lexicon(sensitive, persons, numbers)
        self._naming = Naming(persons, numbers)
        self._mail = MailWords(mail)
        self._documents = DocumentWords(documents)

    def kinds(self, text: str, contact: bool = False, strict: bool = False) -> Iterator[str]:
        """The kinds in a text, in the order of the table above; `strict` as for `sensitive`.

        In a contact field (`contact`) a mobile or an address is what the organisation itself publishes, and passes.
        """
        plain = " ".join(unicodedata.normalize("NFKC", text).split())
        yield from _coded(plain)
        if not contact:
            yield from self._personal(plain)
        if self._documents.has_document(_URL.sub(" ", plain)):
            yield "document"
        if not contact:
            yield from self._lexicon.topics(text, strict)
            yield from ("name",) if self._naming.is_named(text, strict) else ()

    def _personal(self, plain: str) -> Iterator[str]:
        if has_mobile(without_ibans(plain)):
            yield "mobile"
        if self._mail.has_own_address(plain):
            yield "email"


def _coded(plain: str) -> Iterator[str]:
    if has_fiscal_code(plain):
        yield "fiscal-code"
    if has_iban(plain):
        yield "iban"
    if has_card(without_ibans(_URL.sub(" ", plain))):
        yield "card"


def screen(vocabularies: Mapping[str, Vocabulary]) -> Screen:
    """The screen by a catalogue's word lists, built once for the same lists; one that is missing counts as empty."""
    return _built(*(_Same(vocabularies[name].rows if name in vocabularies else ()) for name in VOCABULARIES))


class _Same:
    """Rows as a key that equals itself alone: to compare some thousand rows would cost each decision what it saves."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def __hash__(self) -> int:
        return id(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.rows is other.rows


@lru_cache(maxsize=4)
def _built(*tables: _Same) -> Screen:
    return Screen(*(table.rows for table in tables))
