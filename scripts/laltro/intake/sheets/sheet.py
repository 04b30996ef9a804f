"""A spreadsheet as submissions: where its table begins, and each of its rows as a filled form.

Nothing is guessed: a blank cell is blank (also one of a merged block), a row that does not fit under the headings is
refused. What the answers are worth is decided like that of any other submission.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from laltro.intake.deciding.decision import Decision
from laltro.intake.reading.submission import Submission, from_answers
from laltro.intake.sheets.mapping import SheetMapping, fold
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.forms.form import Answer, Question
from laltro.model.record import Record
from laltro.model.text import plain_name

Cells = Sequence[str]
# Between the options of one cell, and between what makes one of them.
_PIECES = re.compile(r"[;\n]")
# What the tool writes itself: two records that differ in these alone say the same.
_OWN = {"id", "submission"}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row under the headings, with its number as the spreadsheet shows it, counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The row of the headings and the rows below it that are not blank. The headings end with the last that is one."""

    head: SheetRow
    rows: tuple[SheetRow, ...]

    def under(self, row: SheetRow) -> dict[str, str]:
        """The cells of a row that fits, by folded heading."""
        return {fold(heading): cell for heading, cell in zip(self.head.cells, row.cells, strict=False)}


def find_table(grid: Sequence[Cells], wanted: Iterable[str]) -> SheetTable | None:
    """The table whose headings are the first row with all those that are wanted (folded); None where no row has them.

    What stands above (a title, blank rows) is skipped.
    """
    needed = set(wanted)
    for index, cells in enumerate(grid):
        if needed <= set(map(fold, cells)):
            head = SheetRow(index + 1, _without_blank_end(cells))
            below = (SheetRow(number, tuple(row)) for number, row in enumerate(grid[index + 1 :], index + 2))
            return SheetTable(head, tuple(row for row in below if any(cell.strip() for cell in row.cells)))
    return None


def _without_blank_end(cells: Cells) -> tuple[str, ...]:
    last = max(index for index, cell in enumerate(cells) if cell.strip())
    return tuple(cells[: last + 1])


def missing_headings(grid: Sequence[Cells], wanted: Iterable[str]) -> list[str]:
    """The wanted headings that even the row with most of them lacks."""
    needed = list(dict.fromkeys(wanted))
    rows = (set(map(fold, cells)) for cells in grid)
    return min(([name for name in needed if name not in row] for row in rows), key=len, default=needed)


def doubled(table: SheetTable) -> list[str]:
    """The headings that stand there twice: nobody could say which column is meant."""
    names = Counter(fold(cell) for cell in table.head.cells if cell.strip())
    return sorted(name for name, count in names.items() if count > 1)


def misfit(table: SheetTable, row: SheetRow) -> Diagnostic | None:
    """What is wrong with a row that has fewer cells than there are headings, or text beyond the last of them."""
    width = len(table.head.cells)
    if len(row.cells) >= width and not any(cell.strip() for cell in row.cells[width:]):
        return None
    return Diagnostic("row-ragged", line=row.number, params={"found": str(len(row.cells)), "expected": str(width)})


def submission(mapping: SheetMapping, table: SheetTable, row: SheetRow) -> Submission:
    """A row as its form filled in Italian."""
    cells = table.under(row)
    answers: dict[str, Answer] = {}
    for item in mapping.form.fields:
        if item.id in mapping.constant:
            texts = [mapping.constant[item.id]]
        else:
            texts = [cells[heading] for heading in mapping.columns.get(item.id, ())]
        answers[item.id] = _answer(mapping, item, [text.strip() for text in texts if text.strip()])
    return from_answers(mapping.form, "it", answers)


def _answer(mapping: SheetMapping, item: Question, texts: list[str]) -> Answer:
    if not item.options:
        return _joint(item).join(texts)
    meant = mapping.meant[item.id]
    if not item.many:
        text = " ".join(texts)
        return meant.get(fold(text), text)
    pieces = (piece for text in texts for piece in _PIECES.split(text) if piece.strip())
    return tuple(dict.fromkeys(value for piece in pieces for value in _chosen(meant, piece) if value))


def _joint(item: Question) -> str:
    """What stands between the texts of several columns: a list on one line has semicolons."""
    if item.input == "textarea":
        return "\n"
    return "; " if item.field and item.field.item else " "


def _chosen(meant: Mapping[str, str], piece: str) -> Iterator[str]:
    """The options of a piece, longest first, so that one with a comma stays one; what is none stays as it is."""
    parts = [part.strip() for part in piece.split(",") if part.strip()]
    longest = 1 + max(text.count(",") for text in meant)
    start = 0
    while start < len(parts):
        ends = range(min(start + longest, len(parts)), start, -1)
        end = next((end for end in ends if fold(", ".join(parts[start:end])) in meant), start + 1)
        text = ", ".join(parts[start:end])
        yield meant.get(fold(text), text)
        start = end


def said_already(catalogue: Catalogue, decision: Decision) -> Record | None:
    """The record that says already all that a new one would; None where there is none, or for other decisions.

    A record may have grown since it was first proposed: what it says besides does not count, nor the day on which a
    source was read.
    """
    if len(decision.records) != 1 or decision.before:
        return None
    [new] = decision.records
    same = catalogue.shelves[new.kind].named(plain_name(catalogue.name_for_matching(new)))
    return next((record for record in same if _says(record, new)), None)


def _says(record: Record, new: Record) -> bool:
    for name, value in new.values.items():
        known = record.get(name)
        if name == "sources":
            addresses = {source.get("url") for source in known or ()}
            if not all(source.get("url") in addresses for source in value):
                return False
        elif name not in _OWN and known != value:
            return False
    return True
