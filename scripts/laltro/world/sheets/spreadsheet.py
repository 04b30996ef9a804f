"""Spreadsheets saved as CSV: read as the programs of offices write them, and the refused rows written back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from laltro.intake.sheets.sheet import Cells, SheetTable, doubled, find_table, missing_headings
from laltro.model.diagnostic import Diagnostic

DELIMITERS = (";", ",", "\t")
REJECTED = ".scartate"
_NUMBERED = re.compile(rf"{re.escape(REJECTED)}(-[0-9]+)?$")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ZIPPED = b"PK\x03\x04"  # .xlsx and .ods
# What UTF-8 begins with, or writes for à, è, ù, ’ and €: no text that Windows wrote holds these.
_BROKEN_UTF8 = re.compile(rb"\A\xef\xbb\xbf|\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac")


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A table as it was read: which encoding was taken, and what stands between cells."""

    table: SheetTable
    encoding: str
    delimiter: str


def read_spreadsheet(path: Path, headings: Sequence[str]) -> tuple[Spreadsheet | None, list[Diagnostic]]:
    """The table with these (folded) headings, or what is wrong with the file and on which row."""
    text, encoding, problem = _decoded(path.read_bytes())
    if problem:
        return None, [problem.at(str(path))]
    grids = {delimiter: _grid(text, delimiter) for delimiter in DELIMITERS}
    for delimiter, (grid, syntax) in grids.items():
        table = find_table(grid, headings)
        found = [item for item in (syntax, *_doubts(grid, table)) if item] if table else []
        if table:
            return Spreadsheet(table, encoding, delimiter), [item.at(str(path)) for item in found]
    return None, [item.at(str(path)) for item in _without_table(grids.values(), headings)]


def _decoded(data: bytes) -> tuple[str, str, Diagnostic | None]:
    """The text, the name of its encoding, and why there is none: UTF-8 where it is that, else what Windows writes."""
    if data.startswith(_UTF16):
        return "", "", Diagnostic("sheet-utf16", line=1)
    if data.startswith(_ZIPPED):
        return "", "", Diagnostic("sheet-not-csv", line=1)
    for encoding, name in (("utf-8-sig", "utf-8"), ("cp1252", "cp1252")):
        try:
            return data.decode(encoding), name, None
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
        if _BROKEN_UTF8.search(data):  # one bad byte would turn every accent of the others into two letters
            break
    return "", "", Diagnostic("sheet-encoding", line=line)


def _grid(text: str, delimiter: str) -> tuple[list[list[str]], Diagnostic | None]:
    """The rows as far as they can be read, and why not further."""
    grid: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            grid.append(cells)
    except csv.Error:
        return grid, Diagnostic("sheet-syntax", line=len(grid) + 1)
    return grid, None


def _doubts(grid: Sequence[Cells], table: SheetTable | None) -> list[Diagnostic]:
    """What makes a whole spreadsheet unreadable: a heading twice, a NUL anywhere."""
    names = doubled(table) if table else []
    found = (
        [Diagnostic("sheet-heading-twice", line=table.head.number, params={"name": ", ".join(names)})]
        if table and names
        else []
    )
    nul = next((number for number, cells in enumerate(grid, 1) if any("\0" in cell for cell in cells)), 0)
    return found + ([Diagnostic("sheet-nul", line=nul)] if nul else [])


def _without_table(
    grids: Iterable[tuple[list[list[str]], Diagnostic | None]], headings: Sequence[str]
) -> list[Diagnostic]:
    """Why no row has all headings, told of the delimiter with which most are found."""
    read = [(missing_headings(grid, headings), grid, syntax) for grid, syntax in grids]
    missing, grid, syntax = min(read, key=lambda item: len(item[0]))
    nul = _doubts(grid, None)
    return nul or ([syntax] if syntax else []) + [Diagnostic("sheet-headings", params={"names": ", ".join(missing)})]


def rejected_path(path: Path) -> Path:
    """Where the refused rows of a spreadsheet go: a new file beside it, whatever stands there already."""
    stem = _NUMBERED.sub("", path.stem)
    names = [
        f"{stem}{REJECTED}{path.suffix}",
        *(f"{stem}{REJECTED}-{number}{path.suffix}" for number in range(2, 10_000)),
    ]
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def write_rejected(path: Path, sheet: Spreadsheet, rows: Iterable[tuple[str, Cells]], heading: str) -> None:
    """Write rows as they were, behind a first column `heading` that says what is wrong with each.

    First, so that every cell stays under its heading whatever is wrong with their number. Such a column of an earlier
    import is replaced. UTF-8 with a byte-order mark, which Excel needs to read accents.
    """
    head = sheet.table.head.cells
    skip = 1 if head and head[0].strip() == heading else 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=sheet.delimiter, lineterminator="\r\n")
        writer.writerow([heading, *head[skip:]])
        writer.writerows([problems, *cells[skip:]] for problems, cells in rows)
