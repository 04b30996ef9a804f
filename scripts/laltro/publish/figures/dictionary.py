"""The data dictionary: what each field of each kind is called, holds and means, made from schemas and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from laltro.check.tables import Table, tables
from laltro.model.field import Field
from laltro.model.schema import Schema, listed
from laltro.publish.data.geojson import PLACES
from laltro.publish.data.open_data import CATALOGUE, FOLDER, public_schemas, public_vocabularies
from laltro.publish.data.tabular_package import ARCHIVE, DESCRIPTOR, table_title
from laltro.publish.edition.edition import Edition
from laltro.publish.figures import gaps_page, impact_page
from laltro.voice import address
from laltro.voice.address import OPEN_DATA
from laltro.voice.value import Link
from laltro.voice.voice import Text
from laltro.voice.words import Words

# The page that holds the dictionary, in every language; the downloads are on that of open data.
PAGE = "dizionario/"
# The anchor of the fields that every kind has; the others are called like the kind.
COMMON = "common"
# The files that hold everything of their sort, in their order.
_WHOLE = {"archive": ARCHIVE, "descriptor": DESCRIPTOR, "catalogue": CATALOGUE, "places": PLACES}
# The figures of two pages, as tables and with all that there is to know of them.
_FIGURES = {"impact": (impact_page.CSV, impact_page.JSON), "gaps": (gaps_page.CSV, gaps_page.JSON)}


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """A line of the dictionary: the field's path (`schedules[].days[]`), its words, and its choices (code, words)."""

    path: str
    name: str
    type: str
    limits: str
    required: str
    choices: tuple[tuple[str, str], ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The fields of a kind, below their heading, and the CSV tables that hold them."""

    id: str
    heading: str
    intro: str
    entries: tuple[DictionaryEntry, ...]
    files: tuple[Link, ...] = ()


def dictionary(edition: Edition) -> Markup:
    """What `@@dictionary@@` stands for."""
    words, schemas = edition.words, edition.catalogue.schemas
    first = schemas[_kinds(edition)[0]]
    shared = [item for item in first.fields if _is_common(words, first, item)]
    told = words.t("site.dictionary.common"), words.t("site.dictionary.common_intro")
    chapters = [Chapter(COMMON, *told, tuple(_Reader(edition, first).entries(shared)))]
    empty = tables(edition.catalogue, ())
    chapters += [_chapter(edition, schemas[kind], empty) for kind in _kinds(edition)]
    return Markup(edition.render("dictionary.html", chapters=chapters))


def downloads(edition: Edition) -> Markup:
    """What `@@downloads@@` stands for: links to all that can be downloaded."""
    words, root = edition.words, _root(edition, OPEN_DATA)
    whole = [
        Link(Text(words.t(f"site.data.{name}")), f"{root}{FOLDER}/{file}", (file,)) for name, file in _WHOLE.items()
    ]
    figures = [
        Link(Text(words.t(f"site.data.figures.{name}")), f"{root}{FOLDER}/{file}", (file,))
        for name, files in _FIGURES.items()
        for file in files
    ]
    found = {table.kind: table for table in tables(edition.catalogue, ()) if not table.path}
    kinds = [(_file(edition, found[kind], OPEN_DATA), kind) for kind in _kinds(edition)]
    terms = [
        Link(Text(words.t(f"site.data.vocabularies.{name}")), f"{root}{FOLDER}/{name}.csv", (f"{name}.csv",))
        for name in public_vocabularies(edition.catalogue)
    ]
    parts = {"whole": whole, "figures": figures, "kinds": kinds, "terms": terms}
    return Markup(edition.render("downloads.html", **parts, dictionary=f"{address.climb(OPEN_DATA)}{PAGE}"))


def _kinds(edition: Edition) -> list[str]:
    """The kinds whose records are exported, in the order of the lists."""
    return list(listed(public_schemas(edition.catalogue)))


def _root(edition: Edition, page: str) -> str:
    """The way from a page to the root of the site, above all languages."""
    return address.climb(edition.prefix + page)


def _file(edition: Edition, table: Table, page: str) -> Link:
    name = f"{table.name}.csv"
    return Link(Text(table_title(table, edition.words)), f"{_root(edition, page)}{FOLDER}/{name}", (name,))


def _chapter(edition: Edition, schema: Schema, found: Iterable[Table]) -> Chapter:
    words = edition.words
    own = [item for item in schema.fields if not _is_common(words, schema, item)]
    files = tuple(_file(edition, table, PAGE) for table in found if table.kind == schema.kind)
    entries = tuple(_Reader(edition, schema).entries(own))
    return Chapter(schema.kind, words.kind(schema.kind, "many"), words.kind(schema.kind, "intro"), entries, files)


def _is_common(words: Words, schema: Schema, item: Field) -> bool:
    """Whether a field is one of every record: its words stand with those of all kinds."""
    return words.find(f"fields.{schema.kind}.{item.name}.label") is None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the fields of one kind for people."""

    edition: Edition
    schema: Schema

    def entries(
        self, fields: Iterable[Field], above: tuple[str, ...] = (), shown: str = ""
    ) -> Iterator[DictionaryEntry]:
        """The fields, each followed by its parts."""
        for item in fields:
            path, inner = (*above, item.name), item.item or item
            written = f"{shown}{item.name}{'[]' if item.item else ''}"
            yield self._entry(item, ".".join(path), written)
            if path[0] != "translations":
                yield from self.entries(inner.fields, path, f"{written}.")

    def _entry(self, item: Field, path: str, written: str) -> DictionaryEntry:
        words, kind = self.edition.words, self.schema.kind
        required = "always" if item.required else "expected" if item.expected else "optional"
        return DictionaryEntry(
            written,
            words.label(kind, path),
            self._type(item),
            _limits(words, item.item or item),
            words.t(f"site.dictionary.{required}"),
            tuple(self._choices(item.item or item, path)),
            words.help(kind, path),
        )

    def _choices(self, item: Field, path: str) -> Iterator[tuple[str, str]]:
        words = self.edition.words
        for value in item.enum:
            yield value, words.option(self.schema.kind, path, value) or words.find(f"kinds.{value}.one") or ""

    def _type(self, item: Field) -> str:
        words = self.edition.words
        if item.item:
            return words.t("site.dictionary.types.list", of=self._type(item.item))
        if item.reference:
            return self._reference(item.reference)
        return words.t(f"site.dictionary.types.{_sort(item)}")

    def _reference(self, target: str) -> str:
        words = self.edition.words
        if target in self.edition.catalogue.schemas:
            # `replaced_by` points at its own kind, and stands among the fields of all of them.
            key = "same" if target == self.schema.kind else "record"
            return words.t(f"site.dictionary.types.{key}", name=words.kind(target))
        return words.t("site.dictionary.types.term", name=words.t(f"site.data.vocabularies.{target}"))


def _sort(item: Field) -> str:
    """The name of a field's type among the words of the dictionary."""
    if item.type == "object":
        return "translations" if item.name == "translations" else "several" if item.kinds else "group"
    if item.format:
        return item.format
    if item.enum:
        return "choice"
    return item.type if item.type != "string" else "paragraphs" if item.text == "paragraphs" else "text"


def _limits(words: Words, item: Field) -> str:
    """How long a text or how large a number may be; empty where nothing limits it."""
    if item.max_length is not None and not item.pattern:
        return words.t("site.dictionary.at_most", n=str(item.max_length))
    low, high = (None if bound is None else words.number(bound) for bound in (item.minimum, item.maximum))
    key = {(True, True): "between", (True, False): "from", (False, True): "to"}.get((low is not None, high is not None))
    return words.t(f"site.dictionary.{key}", low=str(low), high=str(high)) if key else ""
