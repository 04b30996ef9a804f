"""The figures of the impact page as files: each with the ids of the records that it was counted from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from laltro.insight.figures.impact import Count, FigureTally, tallies
from laltro.insight.figures.ledger import CUTS, LedgerLine, entries, lines
from laltro.model.catalogue import Catalogue
from laltro.publish.data.open_data import FOLDER, LICENCE, as_json
from laltro.publish.data.tabular_package import csv_bytes
from laltro.publish.edition.edition import Edition
from laltro.publish.figures.impact_page import CSV, JSON, PAGE, as_of, label

COLUMNS = ("table", "code", "type", "measure", "unit", "value", "records")
# What is added up in a line of the ledger; people have no unit of their own.
_MEASURES = ("quantity", "employees", "community")
Tree = dict[str, Any]


def impact_files(edition: Edition) -> dict[str, bytes]:
    """Path in the site → bytes, for all languages at once: labels stand in the languages of `edition`.

    JSON: `{title, licence, source, homepage, method, date, tables: [{name, kind, field, overlapping, total, documented,
    rows: [{code, label: {it, en}, value, records}]}], contributions: {cut: [line]}}`. CSV: the columns of COLUMNS, one
    figure a row; ids of records are separated by blanks.
    """
    rows = [COLUMNS, *_rows(edition.catalogue)]
    return {f"{FOLDER}/{JSON}": as_json(_tree(edition)), f"{FOLDER}/{CSV}": csv_bytes(rows)}


def _tree(edition: Edition) -> Tree:
    words, catalogue = edition.words, edition.catalogue
    found = entries(catalogue)
    return {
        "title": words.t("site.impact.title"),
        "licence": LICENCE["path"],
        "source": words.t("site.footer.source"),
        "homepage": edition.site_url,
        "method": edition.absolute(f"{PAGE}#method"),
        "date": as_of(edition),
        "tables": [_table(edition, tally) for tally in tallies(catalogue)],
        "contributions": {cut: [_line(line) for line in lines(found, cut)] for cut in CUTS},
    }


def _table(edition: Edition, tally: FigureTally) -> Tree:
    return {
        "name": tally.name,
        "kind": tally.kind,
        "field": tally.field,
        "overlapping": tally.overlapping,
        "total": tally.total,
        "documented": tally.documented,
        "rows": [_row(edition, tally, count) for count in tally.counts],
    }


def _row(edition: Edition, tally: FigureTally, count: Count) -> Tree:
    labels = {words.lang: label(words, edition.catalogue, tally, count.code) for words in edition.languages}
    return {
        "code": count.code,
        "label": labels,
        "value": len(count.records),
        "records": [id for _, id in count.records],
    }


def _line(line: LedgerLine) -> Tree:
    figures = {name: getattr(line, name) for name in (*_MEASURES, "unmeasured", "evidenced")}
    named = {"heading": line.heading, "type": line.contribution_type, "unit": line.unit}
    return {**named, **figures, "records": [id for _, id in line.records]}


def _rows(catalogue: Catalogue) -> Iterator[Sequence[Any]]:
    for tally in tallies(catalogue):
        for count in tally.counts:
            ids = " ".join(id for _, id in count.records)
            yield tally.name, count.code, "", "records", tally.kind, len(count.records), ids
    found = entries(catalogue)
    for cut in CUTS:
        for line in lines(found, cut):
            yield from _measures(f"contributions_by_{cut}", line)


def _measures(table: str, line: LedgerLine) -> Iterator[Sequence[Any]]:
    """A row for each measure that is documented: amounts in their unit, people as people."""
    ids = " ".join(id for _, id in line.records)
    for measure in _MEASURES:
        value = getattr(line, measure)
        unit = line.unit if measure == "quantity" else "person"
        if value is not None:
            yield table, line.heading, line.contribution_type, measure, unit, value, ids
