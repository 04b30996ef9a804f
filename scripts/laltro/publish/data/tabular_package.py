"""The tabular data package: every record as flat tables, with what a program needs to know to read them.

Tabular Data Package and Table Schema, version 1 (https://specs.frictionlessdata.io/tabular-data-package/). CSV as in
RFC 4180, but with line feeds, in UTF-8. A spreadsheet runs a cell that begins with `= + - @`, a tab or a carriage
return as a formula (https://owasp.org/www-community/attacks/CSV_Injection): such texts get a quote (') in front.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from laltro.check.tables import Column, Table, tables
from laltro.model.catalogue import Catalogue, Vocabulary
from laltro.model.document import scalar_text
from laltro.publish.data.open_data import LICENCE, as_json
from laltro.voice.words import Words

DESCRIPTOR = "datapackage.json"
ARCHIVE = "milano-sei-laltro.zip"
Tree = dict[str, Any]

# Quotes that stand there already count too: so one quote can always be taken away again, and nothing is lost.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SPECIAL = re.compile(r'[",\r\n]')
# Said in full: a reader that guesses from the first rows could take the quote in front of a formula for a delimiter.
_DIALECT = {
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminator": "\n",
    "skipInitialSpace": False,
    "header": True,
}
_SOURCE = "https://dati.comune.milano.it/"


def package(catalogue: Catalogue, words: Sequence[Words], site_url: str) -> dict[str, bytes]:
    """Name → bytes of the descriptor, of each CSV and of an archive with all of them.

    `catalogue` is a released one (see `open_data`); `words` begin with the main language, whose titles are `title`,
    while those of the others are `title_en` and so on.
    """
    found = {table.name: table for table in tables(catalogue)}
    kinds = {schema.plural for schema in catalogue.schemas.values()}
    sheets = [_Describer(table, found, kinds, words).sheet() for table in found.values()]
    sheets += [_vocabulary_sheet(vocabulary, words) for vocabulary in catalogue.vocabularies.values()]
    files = {f"{sheet.name}.csv": sheet.csv() for sheet in sheets}
    resources = [_resource(sheet, files[f"{sheet.name}.csv"]) for sheet in sheets]
    files[DESCRIPTOR] = as_json({**_about(words, site_url), "resources": resources})
    return {**files, ARCHIVE: _archive(files)}


@dataclass(frozen=True, slots=True)
class PackageTable:
    """A table to be written: its titles by property name, its Table Schema and its rows."""

    name: str
    titles: Mapping[str, str]
    schema: Tree
    rows: Sequence[Sequence[Any]]

    def csv(self) -> bytes:
        """The file: a header, then the rows; absent values are empty cells."""
        header = [field["name"] for field in self.schema["fields"]]
        return csv_bytes((header, *self.rows))


def csv_bytes(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows of cells as a file of CSV, written as this module says."""
    return "".join(",".join(map(_written, row)) + "\n" for row in rows).encode()


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with a quote in front where it would."""
    return f"'{text}" if _FORMULA.match(text) else text


def _written(cell: Any) -> str:
    """A cell of the CSV. Only texts are neutralised: a number below zero is a number and stays one."""
    text = "" if cell is None else neutral(cell) if isinstance(cell, str) else scalar_text(cell)
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def _about(words: Sequence[Words], site_url: str) -> Tree:
    return {
        "profile": "tabular-data-package",
        "name": "milano-sei-laltro",
        **_told(words, "title", "site.data.title"),
        **_told(words, "description", "site.data.description"),
        "homepage": site_url,
        "licenses": [LICENCE],
        "sources": [{"title": words[0].t("site.footer.source"), "path": _SOURCE}],
    }


def _told(words: Sequence[Words], name: str, key: str, **params: str) -> dict[str, str]:
    return _in_each(words, name, [language.t(key, **params) for language in words])


def _in_each(words: Sequence[Words], name: str, texts: Sequence[str | None]) -> dict[str, str]:
    """`{title: …, title_en: …}`, without the languages that have no text."""
    names = [name, *(f"{name}_{language.lang}" for language in words[1:])]
    return {name: text for name, text in zip(names, texts, strict=True) if text}


def _resource(sheet: PackageTable, data: bytes) -> Tree:
    return {
        "profile": "tabular-data-resource",
        "name": sheet.name,
        **sheet.titles,
        "path": f"{sheet.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "dialect": _DIALECT,
        "schema": sheet.schema,
    }


@dataclass(frozen=True, slots=True)
class _Describer:
    """Describes one table of records among all of them; `kinds` are the tables of the records themselves."""

    table: Table
    tables: Mapping[str, Table]
    kinds: Collection[str]
    words: Sequence[Words]

    def sheet(self) -> PackageTable:
        """The table with its titles and its schema; plain values that may repeat have no primary key."""
        titles = _in_each(self.words, "title", [table_title(self.table, language) for language in self.words])
        keys = [*self._parent_key(), *self.table.descriptor()["foreignKeys"]]
        fields = [self._field(column, place) for place, column in enumerate(self.table.columns)]
        schema = {"fields": fields, "primaryKey": self.table.primary_key, "foreignKeys": keys}
        return PackageTable(
            self.table.name, titles, {name: value for name, value in schema.items() if value}, self.table.rows
        )

    def _parent_key(self) -> Iterator[Tree]:
        """What ties a row of a list to the record, or to the row of another list, that it belongs to."""
        parent = self.tables.get(self.table.parent)
        if parent and parent.path:
            keys = parent.primary_key
            yield {"fields": keys, "reference": {"resource": parent.name, "fields": keys}}
        elif parent:
            yield {"fields": [self.table.kind], "reference": {"resource": parent.name, "fields": ["id"]}}

    def _field(self, column: Column, place: int) -> Tree:
        plain = column.descriptor()
        told = self._told(column)
        if column.field.format == "date":
            plain["type"] = "date"
        if column.resource in self.kinds and column.name not in self.table.primary_key:
            # A record that is not public leaves an empty cell behind, whatever the record has to state.
            plain["constraints"].pop("required", None)
        plain["constraints"] = _widened(plain["constraints"], [row[place] for row in self.table.rows])
        if not plain["constraints"]:
            del plain["constraints"]
        return {"name": plain.pop("name"), **told, **plain}

    def _told(self, column: Column) -> dict[str, str]:
        found = [_column_words(self.table, column, language) for language in self.words]
        titles = _in_each(self.words, "title", [title for title, _ in found])
        return {**titles, **_in_each(self.words, "description", [help for _, help in found])}


def table_title(table: Table, words: Words) -> str:
    """What a table is called: by its kind, and by the list that it holds."""
    kind = words.kind(table.kind, "many")
    if not table.path:
        return kind
    return words.t("site.data.part", whole=kind, part=words.label(table.kind, ".".join(table.path)))


def _column_words(table: Table, column: Column, words: Words) -> tuple[str, str]:
    """The title and the description of a column."""
    if table.parent and not column.path and column.name == table.kind:
        return words.kind(table.kind), words.t("site.data.parent_help")
    if not column.path and column.name == "position":
        return words.t("site.data.position"), words.t("site.data.position_help")
    path, several = (*table.path, *column.path), bool(column.path) and column.field.name != column.path[-1]
    named = ".".join(path[:-1] if several else path)
    label = words.label(table.kind, named)
    part = words.option(table.kind, f"{named}.kind", path[-1])
    title = words.t("site.data.part", whole=label, part=part) if several else label
    return title, words.help(table.kind, named)


def _widened(constraints: Tree, cells: Sequence[Any]) -> Tree:
    """Constraints that let pass what a quote in front has changed."""
    changed = sorted({neutral(cell) for cell in cells if isinstance(cell, str) and neutral(cell) != cell})
    if not changed:
        return constraints
    wider = dict(constraints)
    if "enum" in wider:
        wider["enum"] = [*wider["enum"], *changed]
    if "pattern" in wider:
        wider["pattern"] = f"'?(?:{wider['pattern']})"
    if "maxLength" in wider:
        wider["maxLength"] += 1
    return wider


def _vocabulary_sheet(vocabulary: Vocabulary, words: Sequence[Words]) -> PackageTable:
    schema = _bounded(vocabulary.schema)
    names = [field["name"] for field in schema["fields"]]
    rows = [[row.get(name) for name in names] for row in vocabulary.rows]
    return PackageTable(
        vocabulary.name, _told(words, "title", f"site.data.vocabularies.{vocabulary.name}"), schema, rows
    )


def _bounded(node: Any) -> Any:
    """A descriptor that was read as text, with the numbers of its bounds restored."""
    if isinstance(node, list):
        return [_bounded(part) for part in node]
    if not isinstance(node, Mapping):
        return node
    bounds = ("minimum", "maximum")
    return {name: json.loads(value) if name in bounds else _bounded(value) for name, value in node.items()}


def _archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files in the order of their names, dated 1980, the first year a zip knows.

    Stored, not compressed: compressors differ from machine to machine, and the same data must be the same bytes.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return target.getvalue()
