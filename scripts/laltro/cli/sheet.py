"""The command that imports a collected spreadsheet."""

from __future__ import annotations

import json
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any

import click

from laltro.check.report import visible
from laltro.cli.product import data_option, print_diagnostics
from laltro.cli.proposals import form_option, known_form, tells_forge_errors
from laltro.intake.sheets.mapping import SheetMapping, read_mapping
from laltro.intake.sheets.sheet import SheetRow
from laltro.model.diagnostic import Diagnostic
from laltro.model.document import decode
from laltro.model.forms.form import Form
from laltro.world.build.environment import today
from laltro.world.local.desk import Desk
from laltro.world.sheets.sheet_import import OUTCOMES, RowOutcome, SheetImport
from laltro.world.sheets.spreadsheet import Spreadsheet, read_spreadsheet, rejected_path, write_rejected

# Rows between two lines of progress where there is no terminal; and how many of a kind are told one by one.
EVERY = 500
MAX_TOLD = 20
INTERRUPTED = 130  # what a shell says of a program that Ctrl-C has ended

file_type = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("import")
def import_group() -> None:
    """Importa un foglio raccolto da altri. / Import a sheet that others have filled."""


@import_group.command("csv")
@data_option
@form_option
@click.option("--mapping", type=file_type, required=True, help="Quale colonna risponde a quale domanda (YAML).")
@click.option("--rejected", type=click.Path(dir_okay=False, path_type=Path), help="Dove vanno le righe scartate.")
@click.option("--dry-run", is_flag=True, help="Decide soltanto. / Only decide.")
@click.option("--json", "as_json", is_flag=True, help="Un oggetto JSON. / A JSON object.")
@click.argument("file", type=file_type, metavar="FILE.csv")
@tells_forge_errors
def import_csv(
    data: Path, stem: str, mapping: Path, rejected: Path | None, dry_run: bool, as_json: bool, file: Path
) -> None:
    """Ogni riga buona diventa una proposta; le altre vanno in un file, con il perché.

    Every good row becomes a proposal; the others go into a file that says why. Exit status: 1 where a row was
    rejected, 130 where Ctrl-C stopped it (what was proposed stays; the same command again goes on).
    """
    if rejected and rejected.resolve() == file.resolve():
        raise click.BadParameter(str(rejected), param_hint="--rejected")
    desk = Desk(data, today())
    columns = _mapping(data, mapping, known_form(desk, stem))
    sheet = _sheet(data, file, columns)
    _say(desk, "read", encoding=sheet.encoding, row=str(sheet.table.head.number), rows=str(len(sheet.table.rows)))
    outcomes = _take(desk, SheetImport(desk, columns, sheet.table, dry_run))
    refused = [outcome for outcome in outcomes if outcome.outcome == "rejected"]
    target = None if dry_run or not refused else rejected or rejected_path(file)
    if target:
        _write(desk, target, sheet, refused)
    _tell(desk, sheet, outcomes, target, dry_run, as_json)
    stopped = len(outcomes) < len(sheet.table.rows)
    sys.exit(INTERRUPTED if stopped else 1 if refused else 0)


def _mapping(data: Path, path: Path, form: Form) -> SheetMapping:
    """The mapping; whatever is wrong with it ends the command."""
    text, problems = decode(path.read_bytes(), str(path))
    mapping, found = read_mapping(text, str(path), form)
    _stop_if(problems or found, data)
    return mapping


def _sheet(data: Path, path: Path, mapping: SheetMapping) -> Spreadsheet:
    sheet, problems = read_spreadsheet(path, mapping.headings)
    _stop_if(problems, data)
    assert sheet is not None
    return sheet


def _stop_if(problems: list[Diagnostic], data: Path) -> None:
    if problems:
        print_diagnostics(problems, data, None)
        sys.exit(1)


def _take(desk: Desk, run: SheetImport) -> list[RowOutcome]:
    """Every row in turn, until the end or Ctrl-C; what was proposed is safe either way."""
    outcomes: list[RowOutcome] = []
    with _stops_between_rows() as stop:
        try:
            for row in _watched(desk, run.table.rows):
                if stop.is_set():
                    break
                outcomes.append(run.take(row))
        finally:
            run.flush()
    return outcomes


@contextmanager
def _stops_between_rows() -> Iterator[Event]:
    """Ctrl-C sets the event instead of breaking off; a second one breaks off."""
    stop = Event()
    before = signal.getsignal(signal.SIGINT)

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _watched(desk: Desk, rows: tuple[SheetRow, ...]) -> Iterator[SheetRow]:
    """The rows, with a bar on a terminal and a line now and then elsewhere."""
    if sys.stderr.isatty():
        with click.progressbar(rows, file=sys.stderr) as bar:
            yield from bar
        return
    for done, row in enumerate(rows, 1):
        yield row
        if done % EVERY == 0:
            _say(desk, "progress", done=str(done), total=str(len(rows)))


def _write(desk: Desk, path: Path, sheet: Spreadsheet, refused: list[RowOutcome]) -> None:
    problems = {outcome.row: _sentences(outcome) for outcome in refused}
    rows = ((problems[row.number], row.cells) for row in sheet.table.rows if row.number in problems)
    write_rejected(path, sheet, rows, desk.words["it"].text("import.problems"))


def _sentences(outcome: RowOutcome) -> str:
    return " ".join(problem["messages"]["it"] for problem in outcome.problems)


def _tell(
    desk: Desk, sheet: Spreadsheet, outcomes: list[RowOutcome], target: Path | None, dry: bool, as_json: bool
) -> None:
    counts = Counter(outcome.outcome for outcome in outcomes)
    done = {name: counts[name] for name in OUTCOMES}
    if as_json:
        click.echo(json.dumps(_summary(sheet, outcomes, done, target), ensure_ascii=False, indent=2))
    else:
        _lines(desk, outcomes)
        click.echo(desk.words["it"].text("import.counts", **{name: str(count) for name, count in done.items()}))
    if target:
        _say(desk, "rejected_file", file=str(target))
    if dry:
        _say(desk, "dry")
    if len(outcomes) < len(sheet.table.rows):
        _say(desk, "stopped", done=str(len(outcomes)), total=str(len(sheet.table.rows)))


def _summary(
    sheet: Spreadsheet, outcomes: list[RowOutcome], counts: dict[str, int], target: Path | None
) -> dict[str, Any]:
    return {
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "head": sheet.table.head.number,
        "rows": len(sheet.table.rows),
        "counts": counts,
        "rejected_file": str(target or ""),
        "outcomes": [outcome.as_object() for outcome in outcomes],
    }


def _lines(desk: Desk, outcomes: list[RowOutcome]) -> None:
    """The rows that a person must look at: those refused, and likely doubles."""
    words = desk.words["it"]
    wrong = [
        words.text("import.row", row=str(outcome.row), problems=_sentences(outcome))
        for outcome in outcomes
        if outcome.outcome == "rejected"
    ]
    doubles = [
        words.text("import.twin", row=str(outcome.row), key=outcome.key, twins=", ".join(outcome.twins))
        for outcome in outcomes
        if outcome.twins
    ]
    for lines in (wrong, doubles):
        click.echo("".join(f"{visible(line)}\n" for line in lines[:MAX_TOLD]), nl=False)
        if len(lines) > MAX_TOLD:
            click.echo(words.text("import.more", count=str(len(lines) - MAX_TOLD)))


def _say(desk: Desk, sentence: str, **params: str) -> None:
    """A sentence of `import` on standard error, in every language."""
    for strings in desk.words.values():
        click.echo(visible(strings.text(f"import.{sentence}", **params)), err=True)
