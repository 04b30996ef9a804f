"""The impact page: what came of it, in tables whose rows are bars, each figure with the records behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from laltro.insight.impact import CHAPTERS, Count, Tally, tallies
from laltro.insight.ledger import CUTS, Line, entries, lines
from laltro.model.catalogue import Catalogue
from laltro.model.moment import ROME
from laltro.model.record import Key
from laltro.publish import address
from laltro.publish.edition import Edition, Text
from laltro.publish.link import Link, record_link
from laltro.publish.open_data import FOLDER
from laltro.publish.words import Words

PAGE = "impatto/"
# The figures of the page, to be downloaded: all that there is to know of them, and as rows.
JSON, CSV = "impatto.json", "impatto.csv"
# The form by which a contribution is registered.
_FORM = "abbinamento"
_VOCABULARIES = ("areas", "territories")


@dataclass(frozen=True, slots=True)
class Row:
    """A row and its bar: `share` is how long, from 0 to 100; `quiet` marks what is not documented."""

    label: str
    count: int
    share: int
    records: tuple[Link, ...]
    quiet: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A tally as it is shown."""

    tally: Tally
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A line of the ledger; texts are empty where nothing is documented. Its bar compares what has the same unit."""

    heading: str
    type: str
    quantity: str
    share: int
    line: Line
    records: tuple[Link, ...]


def impact(edition: Edition) -> Markup:
    """What `@@impact@@` stands for."""
    up = address.climb(PAGE)
    found = {tally.name: _table(edition, tally, up) for tally in tallies(edition.catalogue)}
    html = edition.render(
        "impact.html",
        chapters={chapter: [found[name] for name in names] for chapter, names in CHAPTERS.items()},
        ledger=_ledger(edition, up),
        form=f"{up}contribuisci/{_FORM}/" if _FORM in edition.forms else "",
        downloads=[(file, f"{address.climb(edition.prefix + PAGE)}{FOLDER}/{file}") for file in (CSV, JSON)],
        date=edition.words.date(as_of(edition)),
        url=edition.absolute(PAGE),
    )
    return Markup(html)


def as_of(edition: Edition) -> str:
    """The day (`2026-11-22`) on which a record last changed in Milan; that of the edition where git does not tell."""
    moments = [revision.moment for each in edition.revisions.values() for revision in each]
    return max(moments).astimezone(ROME).date().isoformat() if moments else edition.today.isoformat()


def label(words: Words, catalogue: Catalogue, tally: Tally, code: str) -> str:
    """What a row of a tally is called in a language."""
    if not code:
        return words.t("site.impact.not_documented")
    if tally.field in _VOCABULARIES:
        row = catalogue.vocabularies[tally.field].row(code)
        return words.term(row) if row else code
    kind, field = ("organization", "organization_type") if tally.field == "organization" else (tally.kind, tally.field)
    return words.option(kind, field, code) or words.option("service", field, code) or code


def _table(edition: Edition, tally: Tally, up: str) -> Table:
    most = max((len(count.records) for count in tally.counts), default=0)
    return Table(tally, tuple(_row(edition, tally, count, most, up) for count in tally.counts))


def _row(edition: Edition, tally: Tally, count: Count, most: int, up: str) -> Row:
    return Row(
        label(edition.words, edition.catalogue, tally, count.code),
        len(count.records),
        _share(len(count.records), most),
        _links(edition, count.records, up),
        quiet=not count.code,
    )


def _share(amount: float, most: float) -> int:
    return round(100 * amount / most) if most else 0


def _links(edition: Edition, keys: Iterable[Key], up: str) -> tuple[Link, ...]:
    records = edition.by_title(edition.catalogue.records[key] for key in keys)
    return tuple(record_link(edition, record, up) for record in records)


def _ledger(edition: Edition, up: str) -> dict[str, list[Given]]:
    """The lines of every cut; nothing at all where nothing was given yet."""
    found = entries(edition.catalogue)
    return {cut: _given(edition, cut, lines(found, cut), up) for cut in CUTS} if found else {}


def _given(edition: Edition, cut: str, found: list[Line], up: str) -> list[Given]:
    most = {unit: max(line.quantity or 0 for line in found if line.unit == unit) for unit in {f.unit for f in found}}
    return [
        Given(
            heading(edition, cut, line.heading),
            edition.words.option("contribution", "contribution_type", line.contribution_type),
            _amount(edition.words, line),
            _share(line.quantity or 0, most[line.unit]),
            line,
            _links(edition, line.records, up),
        )
        for line in found
    ]


def heading(edition: Edition, cut: str, code: str) -> str:
    """What a line of the ledger is about: an organisation, an area, a Municipio, a year."""
    if not code:
        return edition.words.t("site.impact.neighbours" if cut == "provider" else "site.impact.not_documented")
    if cut == "provider":
        giver = edition.catalogue.find("organization", code)
        return str(edition.title(giver) if giver else Text(code))
    table = edition.catalogue.vocabularies.get({"area": "areas", "municipio": "territories"}.get(cut, ""))
    row = table.row(code) if table else None
    return edition.words.term(row) if row else code


def _amount(words: Words, line: Line) -> str:
    key = f"site.amount.{line.unit}"
    known = line.quantity is not None and words.find(f"{key}_many") is not None
    return words.count(key, line.quantity or 0) if known else ""
