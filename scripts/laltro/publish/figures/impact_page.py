"""The impact page: what came of it, in tables whose rows are bars, each figure with the records behind it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from laltro.insight.figures.impact import CHAPTERS, Count, FigureTally, tallies
from laltro.model.catalogue import Catalogue
from laltro.model.moment import ROME
from laltro.publish.data.open_data import FOLDER
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import record_links
from laltro.publish.figures import open_doors_page
from laltro.publish.record.contributions import ledger, registration, share
from laltro.voice import address
from laltro.voice.value import Link
from laltro.voice.words import Words

PAGE = "impatto/"
# The figures of the page, to be downloaded: all that there is to know of them, and as rows.
JSON, CSV = "impatto.json", "impatto.csv"
_VOCABULARIES = ("areas", "territories")


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """A row and its bar: `share` is how long, from 0 to 100; `quiet` marks what is not documented."""

    label: str
    count: int
    share: int
    records: tuple[Link, ...]
    quiet: bool


@dataclass(frozen=True, slots=True)
class ImpactTable:
    """A tally as it is shown."""

    tally: FigureTally
    rows: tuple[ImpactRow, ...]


def impact(edition: Edition) -> Markup:
    """What `@@impact@@` stands for."""
    up = address.climb(PAGE)
    found = {tally.name: _table(edition, tally, up) for tally in tallies(edition.catalogue)}
    html = edition.render(
        "impact.html",
        chapters={chapter: [found[name] for name in names] for chapter, names in CHAPTERS.items()},
        ledger=ledger(edition, up),
        form=registration(edition, up),
        doors=f"{up}{open_doors_page.PAGE}",
        downloads=[(file, f"{address.climb(edition.prefix + PAGE)}{FOLDER}/{file}") for file in (CSV, JSON)],
        date=edition.words.date(as_of(edition)),
        url=edition.absolute(PAGE),
    )
    return Markup(html)


def as_of(edition: Edition) -> str:
    """The day (`2026-11-22`) on which a record last changed in Milan; that of the edition where git does not tell."""
    moments = [revision.moment for each in edition.revisions.values() for revision in each]
    return max(moments).astimezone(ROME).date().isoformat() if moments else edition.today.isoformat()


def label(words: Words, catalogue: Catalogue, tally: FigureTally, code: str) -> str:
    """What a row of a tally is called in a language."""
    if not code:
        return words.t("site.impact.not_documented")
    if tally.field in _VOCABULARIES:
        row = catalogue.vocabularies[tally.field].row(code)
        return words.term(row) if row else code
    kind, field = ("organization", "organization_type") if tally.field == "organization" else (tally.kind, tally.field)
    return words.option(kind, field, code) or words.option("service", field, code) or code


def _table(edition: Edition, tally: FigureTally, up: str) -> ImpactTable:
    most = max((len(count.records) for count in tally.counts), default=0)
    return ImpactTable(tally, tuple(_row(edition, tally, count, most, up) for count in tally.counts))


def _row(edition: Edition, tally: FigureTally, count: Count, most: int, up: str) -> ImpactRow:
    return ImpactRow(
        label(edition.words, edition.catalogue, tally, count.code),
        len(count.records),
        share(len(count.records), most),
        record_links(edition, count.records, up),
        quiet=not count.code,
    )
