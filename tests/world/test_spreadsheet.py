"""Spreadsheets as offices save them, and the file of refused rows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from laltro.world.sheets.spreadsheet import read_spreadsheet, rejected_path, write_rejected

WANTED = ["nome", "città"]


def write(folder: Path, data: bytes) -> Path:
    path = folder / "foglio.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "encoding", "delimiter"),
    [
        ("Nome;Città\r\nÈ;€\r\n".encode(), "utf-8", ";"),
        ("Nome;Città\r\nÈ;€\r\n".encode("utf-8-sig"), "utf-8", ";"),
        ("Nome;Città\r\nÈ;€\r\n".encode("cp1252"), "cp1252", ";"),
        ("Nome,Città\nÈ,€\n".encode(), "utf-8", ","),
        ("Nome\tCittà\rÈ\t€\r".encode(), "utf-8", "\t"),
        ('sep=;\nTitolo, con virgole, molte\n\n"Nome";"Città"\nÈ;"€"'.encode(), "utf-8", ";"),
    ],
)
def test_encoding_and_delimiter_are_found(tmp_path: Path, data: bytes, encoding: str, delimiter: str) -> None:
    sheet, problems = read_spreadsheet(write(tmp_path, data), WANTED)
    assert problems == []
    assert sheet
    assert (sheet.encoding, sheet.delimiter) == (encoding, delimiter)
    assert [row.cells for row in sheet.table.rows] == [("È", "€")]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("Nome;Città\na;b\n".encode("utf-16"), "sheet-utf16", 1),
        ("Nome;Città\na;b\n".encode("utf-16-le"), "sheet-nul", 1),
        (b"PK\x03\x04xyz", "sheet-not-csv", 1),
        (b"Nome;Citt\xc3\xa0\na;\x81\xff\n", "sheet-encoding", 2),
        (b"Nome;Citta;Citt\xe0\na;Forl\xc3\xac;b\n", "sheet-encoding", 1),
        (b"Nome;Citta\na;l\xe2\x80\x99altra\nb;Forl\xec\n", "sheet-encoding", 3),
        (b"\xef\xbb\xbfx;Nome;Citta\na;b;Forl\xec\n", "sheet-encoding", 2),
        ("Nome;Città\na;b\nc;d\0\n".encode(), "sheet-nul", 3),
        ('Nome;Città\n"a\nb";c\n"d;e\n'.encode(), "sheet-syntax", 3),
        ('Nome;Città\n"a"b;c\n'.encode(), "sheet-syntax", 2),
        ("x\nNome;Città; NOME\na;b;c\n".encode(), "sheet-heading-twice", 2),
        (b"Nome;Comune\na;b\n", "sheet-headings", 0),
        (b"", "sheet-headings", 0),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_row(tmp_path: Path, data: bytes, code: str, line: int) -> None:
    path = write(tmp_path, data)
    _, problems = read_spreadsheet(path, WANTED)
    assert [(problem.code, problem.line, problem.path) for problem in problems] == [(code, line, str(path))]


def test_missing_headings_are_named(tmp_path: Path) -> None:
    _, [problem] = read_spreadsheet(write(tmp_path, b"Nome;Comune\na;b\n"), WANTED)
    assert problem.params["names"] == "città"


def test_refused_rows_are_written_as_they_were(tmp_path: Path) -> None:
    source = 'Titolo;;\r\nNome;Città;Note\r\n=1+1; a ;"x;""y""\nz"\r\n00123;b\r\n'.encode("cp1252")
    sheet, _ = read_spreadsheet(write(tmp_path, source), WANTED)
    assert sheet
    path = tmp_path / "foglio.scartate.csv"
    write_rejected(path, sheet, [("Manca «Città».", row.cells) for row in sheet.table.rows], "Problemi trovati")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream, delimiter=";")) == [
            ["Problemi trovati", "Nome", "Città", "Note"],
            ["Manca «Città».", "=1+1", " a ", 'x;"y"\nz'],
            ["Manca «Città».", "00123", "b"],
        ]


def test_the_problems_of_an_earlier_import_are_replaced(tmp_path: Path) -> None:
    sheet, _ = read_spreadsheet(write(tmp_path, "Problemi trovati;Nome;Città\nvecchio;a;b\n".encode()), WANTED)
    assert sheet
    write_rejected(tmp_path / "x.csv", sheet, [("nuovo", sheet.table.rows[0].cells)], "Problemi trovati")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8-sig").split() == [
        "Problemi",
        "trovati;Nome;Città",
        "nuovo;a;b",
    ]


def test_no_earlier_file_of_refused_rows_is_overwritten(tmp_path: Path) -> None:
    names = []
    path = tmp_path / "foglio.csv"
    for _ in range(3):
        target = rejected_path(path)
        target.touch()
        names.append(target.name)
        path = target  # mended, and imported again
    assert names == ["foglio.scartate.csv", "foglio.scartate-2.csv", "foglio.scartate-3.csv"]
