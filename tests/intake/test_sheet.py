"""From the rows of a spreadsheet to the answers of a form. Nothing is guessed."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laltro.intake.change.change import Move
from laltro.intake.reading.submission import Submission
from laltro.intake.sheets.mapping import SheetMapping, read_mapping
from laltro.intake.sheets.sheet import (
    SheetRow,
    SheetTable,
    doubled,
    find_table,
    misfit,
    missing_headings,
    said_already,
    submission,
)
from laltro.model.catalogue import Catalogue
from laltro.model.forms.form import Answer
from tests.intake.samples import ROOT, decided, real, service

HEAD = ("Nome", "Che cosa fa", "Ente", "Settori", "Per chi", "Zona", "Telefono", "Costo", "Descrizione", "Note")
WANTED = [heading.casefold() for heading in HEAD]


def mapping() -> SheetMapping:
    text = (ROOT / "tests/import/servizi.yaml").read_text(encoding="utf-8")
    return read_mapping(text, "", real().forms["servizio"])[0]


def answers(**cells: str) -> dict[str, Answer]:
    """What the form understands of a row that has these cells (spaces of headings as `_`) and is blank elsewhere."""
    named = {name.replace("_", " "): text for name, text in cells.items()}
    assert set(named) <= set(HEAD)
    row = SheetRow(2, tuple(named.get(heading, "") for heading in HEAD))
    return sent(row).answers


def sent(row: SheetRow) -> Submission:
    return submission(mapping(), SheetTable(SheetRow(1, HEAD), (row,)), row)


@pytest.mark.parametrize(
    ("above", "number"),
    [([], 1), ([["Titolo unito", "", ""]], 2), ([["Titolo"], [], ["", ""]], 4), ([["Nome", "Ente"]], 2)],
)
def test_the_headings_are_the_first_row_with_all_of_them(above: list[list[str]], number: int) -> None:
    table = find_table([*above, list(HEAD), ["a"], ["", " "], [], ["b"]], WANTED)
    assert table
    assert table.head == SheetRow(number, HEAD)
    assert table.rows == (SheetRow(number + 1, ("a",)), SheetRow(number + 4, ("b",)))  # as the spreadsheet counts


def test_headings_are_compared_without_case_and_outer_spaces() -> None:
    assert find_table([["  NOME ", "che  cosa\nfa", *HEAD[2:]]], WANTED)


def test_a_table_without_a_heading_is_none_and_says_which() -> None:
    grid = [["x"], list(HEAD[:-1]), ["Nome"]]
    assert find_table(grid, WANTED) is None
    assert missing_headings(grid, WANTED) == ["note"]


def test_blank_headings_at_the_end_are_no_columns() -> None:
    table = find_table([[*HEAD, "", " "], [*HEAD, "", ""], [*HEAD, "", "x"]], WANTED)
    assert table
    assert table.head.cells == HEAD
    assert [misfit(table, row) is None for row in table.rows] == [True, False]


def test_a_heading_that_stands_twice_is_told() -> None:
    table = find_table([[*HEAD, "", "", "nome ", "Altro"]], WANTED)
    assert table
    assert doubled(table) == ["nome"]


@pytest.mark.parametrize(
    ("cells", "fits"), [(HEAD, True), (HEAD[:-1], False), ((*HEAD, ""), True), ((*HEAD, "x"), False)]
)
def test_a_row_that_does_not_fit_is_refused_with_its_number(cells: tuple[str, ...], fits: bool) -> None:
    problem = misfit(SheetTable(SheetRow(1, HEAD), ()), SheetRow(7, cells))
    assert (problem is None) is fits
    if problem:
        assert (problem.code, problem.line) == ("row-ragged", 7)


def test_a_blank_cell_is_blank_and_the_constant_is_for_every_row() -> None:
    assert answers() == {"consent": ("yes",)}


def test_texts_are_kept_as_they_are() -> None:
    found = answers(Nome="=1+1", Che_cosa_fa="@x -y", Descrizione="a\n\nb", Note="c")
    assert (found["name"], found["summary"], found["description"]) == ("=1+1", "@x -y", "a\n\nb\nc")


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("Formazione", ("training",)),
        ("formazione ; LAVORO", ("training", "employment")),
        ("training, employment", ("training", "employment")),
        ("training\nLavoro,", ("training", "employment")),
        ("Altro: casa, salute, vicinato", ("other",)),
        ("Lavoro, altro: casa, salute, vicinato, Scuola", ("employment", "other", "training")),
        ("Housing; Other: housing, health, neighbourhood", None),
        ("Formazzione", None),
        ("Lavoro, Formazzione", None),
        (";,;", ()),
    ],
)
def test_options_are_matched_by_label_value_or_what_the_mapping_says(cell: str, values: tuple[str, ...] | None) -> None:
    row = SheetRow(2, tuple(cell if heading == "Settori" else "" for heading in HEAD))
    found = sent(row)
    if values is None:
        assert [(problem.code, problem.field) for problem in found.problems] == [("option-unknown", "areas")]
        assert "areas" not in found.answers
    else:
        assert (found.problems, found.answers.get("areas", ())) == ([], values)


@pytest.mark.parametrize(
    ("cell", "value"), [("gratis", "free"), ("Gratuito", "free"), ("FREE", "free"), ("n.d.", None)]
)
def test_one_option_is_matched_in_the_same_way(cell: str, value: str | None) -> None:
    assert answers(Costo=cell).get("cost_type") == value


def test_a_wide_sheet_and_a_long_cell_are_read_at_once() -> None:
    started = time.perf_counter()
    head = (*HEAD, *map(str, range(30_000)))
    table = find_table([head], WANTED)
    assert table
    assert doubled(table) == []
    assert missing_headings([HEAD] * 3_000, [*WANTED, *map(str, range(50))]) == [*map(str, range(50))]
    row = SheetRow(2, tuple("x," * 60_000 if heading == "Settori" else "" for heading in HEAD))
    assert sent(row).answers
    assert time.perf_counter() - started < 4.0  # a tenth of that on a quiet machine


def test_a_wrong_option_is_told_with_the_nearest() -> None:
    [problem] = sent(SheetRow(2, tuple("Formazzione" if name == "Settori" else "" for name in HEAD))).problems
    assert problem.params["options"].startswith("Formazione")


@given(st.lists(st.text(), min_size=len(HEAD), max_size=len(HEAD)))
def test_a_row_answers_only_its_own_questions_or_is_refused(cells: list[str]) -> None:
    """Headings of the form typed into a cell, fences and the like make a problem, never another answer."""
    row = SheetRow(2, tuple(cells))
    found = sent(row)
    asked = {*mapping().columns, *mapping().constant}
    assert set(found.answers) <= asked
    assert found.problems or found.answers["consent"] == ("yes",)


@pytest.mark.parametrize("cell", ["### Telefono\n\n02 9999", "```\n### Telefono", "x\n### Nome del servizio\n\nAltro"])
def test_a_cell_cannot_answer_another_question(cell: str) -> None:
    row = SheetRow(2, tuple({"Descrizione": cell, "Nome": "Uno", "Telefono": "02 1"}.get(name, "") for name in HEAD))
    found = sent(row)
    assert found.problems or (found.answers["name"], found.answers["channels_phones"]) == ("Uno", "02 1")


def holding(**values: Any) -> Catalogue:
    """The real catalogue with the record of the sample submission, with other values."""
    [record] = decided(service(source="https://www.esempio.it/pagina")).records
    merged = {name: value for name, value in {**record.values, **values}.items() if value is not None}
    return real().catalogue.holding([replace(record, id="altro-id", values={**merged, "id": "altro-id"})])


@pytest.mark.parametrize(
    ("values", "same"),
    [
        ({}, True),
        ({"submission": "gh-7"}, True),
        ({"description": "Qualcuno ha aggiunto questo."}, True),
        (
            {"sources": [{"url": "https://www.esempio.it/pagina", "accessed": "2020-01-01"}, {"url": "https://a.it"}]},
            True,
        ),
        ({"sources": None}, False),
        ({"summary": "Altro."}, False),
        ({"areas": ["training"]}, False),
        ({"name": "Altro nome"}, False),
    ],
)
def test_a_record_that_says_it_all_is_known(values: dict[str, Any], same: bool) -> None:
    decision = decided(service(source="https://www.esempio.it/pagina"))
    assert (said_already(holding(**values), decision) is not None) is same


def test_a_record_made_besides_or_a_change_says_something_new() -> None:
    decision = decided(service(source="https://www.esempio.it/pagina"))
    [record] = decision.records
    assert said_already(holding(), replace(decision, moves=(Move(None, record), Move(None, record)))) is None
    assert said_already(holding(), replace(decision, moves=(Move(record, record),))) is None
