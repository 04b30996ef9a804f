"""One language speaking of one catalogue: what a record, its texts, a term and a page are called in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.record_where import TERRITORIES, TERRITORY
from laltro.model.strings import FIRST, Strings
from laltro.voice.address import prefix
from laltro.voice.words import Words


@dataclass(frozen=True, slots=True)
class Text:
    """A text for a reader; `lang` is set only where it differs from the language spoken."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Voice:
    """Whoever tells of a record names it, its terms and its page by this: pages, letters, and the desk alike."""

    catalogue: Catalogue
    words: Words

    @property
    def lang(self) -> str:
        """The language's code."""
        return self.words.lang

    @property
    def prefix(self) -> str:
        """Where this language lies below the site's root: empty for the first one, else `en/`."""
        return prefix(self.lang)

    def address(self, record: Record) -> str:
        """Where a record's page lies below the root of its language: `servizi/<id>/`."""
        return f"{self.catalogue.schema(record).folder}/{record.id}/"

    def on_site(self, site: str, address: str) -> str:
        """The full address of a page of this language; `site` is the address of the site."""
        return f"{site.rstrip('/')}/{self.prefix}{address}"

    def title(self, record: Record) -> Text:
        """The name of a record; a match is named by what it joins, a contribution by who gave what to whom."""
        if record.kind == "match":
            return Text(self._match_title(record))
        if record.kind == "contribution":
            return Text(self._contribution_title(record))
        return self.text(record, self.catalogue.schema(record).title) or Text(record.id)

    def _match_title(self, record: Record) -> str:
        offer, target = (self.catalogue.linked(record, name)[:1] for name in ("offer", "target"))
        if not offer or not target:
            return record.id
        return self.words.t("site.match_title", offer=str(self.title(offer[0])), target=str(self.title(target[0])))

    def _contribution_title(self, record: Record) -> str:
        given = [str(self.title(giver)) for giver in self.catalogue.linked(record, "provider")[:1]]
        giver = given[0] if given else str(record.get("alias", ""))
        receiver, amount = self._receiver(record), self.words.amount(record.get("quantity"), record.get("unit"))
        if not giver or not receiver:
            return record.id
        title = self.words.t("site.contribution_title", provider=giver, receiver=receiver)
        return self.words.t("site.contribution_amount", title=title, amount=amount) if amount else title

    def _receiver(self, record: Record) -> str:
        """Who received a contribution: a record, or a part of the city; empty where that is not known."""
        target = record.get("receiver")
        if isinstance(target, Mapping) and target.get("kind") == TERRITORY:
            row = self.catalogue.vocabularies[TERRITORIES].row(str(target.get("id", "")))
            return self.words.term(row) if row else ""
        return next((str(self.title(found)) for found in self.catalogue.linked(record, "receiver")), "")

    def text(self, record: Record, name: str) -> Text | None:
        """A text field: translated where the language has it, else the Italian one, marked as Italian."""
        value = self.translated(record, name)
        if value is None:
            original = record.get(name)
            return None if original is None else Text(str(original), self.foreign)
        return Text(str(value))

    def translated(self, record: Record, name: str) -> Any:
        """The field in this language, or None where only the Italian one exists (or this is Italian)."""
        translations = record.get("translations")
        own = translations.get(self.lang) if isinstance(translations, Mapping) else None
        return own.get(name) if isinstance(own, Mapping) else None

    @property
    def foreign(self) -> str:
        """The `lang` of a text that exists in Italian only; empty in Italian."""
        return "" if self.lang == FIRST else FIRST

    def term(self, vocabulary: str, id: str) -> Text:
        """The name of a word of a vocabulary; in Italian where it has no other, its id where it is not known."""
        table = self.catalogue.vocabularies.get(vocabulary)
        row = table.row(id) if table else None
        italian = row is not None and bool(row.get(f"name_{FIRST}")) and not row.get(f"name_{self.lang}")
        return Text(self.words.term(row) if row else id, self.foreign if italian else "")


def voice(catalogue: Catalogue, strings: Strings) -> Voice:
    """The voice of one language for a catalogue."""
    return Voice(catalogue, Words(strings))
