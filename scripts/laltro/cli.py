"""The command line: composition, the only module that knows everyone.

Exit status: 0 fine, 1 problems in the data or the submission, 2 wrong use, 3 the outside world failed.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from laltro.check.report import as_github, as_json, as_text
from laltro.check.rules import check as check_catalogue
from laltro.model.diagnostic import Diagnostic, errors
from laltro.model.moment import ROME
from laltro.world.files import read_catalogue, read_strings

data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("data"),
    show_default=True,
    metavar="DIR",
    help="The data folder. / La cartella dei dati.",
)


def today() -> date:
    """Today in Milan, or the day that SOURCE_DATE_EPOCH (seconds) names, for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.astimezone(ROME).date()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="laltro")
def main() -> None:
    """Milano Sei L'Altro: catalogo pubblico del welfare di comunità / a public catalogue of community welfare."""


@main.command()
@data_option
@click.option("--json", "form", flag_value="json", help="Print a JSON list.")
@click.option("--github", "form", flag_value="github", help="Print GitHub workflow annotations.")
def check(data: Path, form: str | None) -> None:
    """Controlla i dati: tutti i problemi insieme, ognuno al suo posto. / Check the data."""
    found = check_catalogue(read_catalogue(data), today())
    _print_diagnostics(found, data, form)
    sys.exit(1 if errors(found) else 0)


def _print_diagnostics(found: list[Diagnostic], data: Path, form: str | None) -> None:
    words = read_strings(data)
    if form == "json":
        click.echo(json.dumps([as_json(problem, words) for problem in found], ensure_ascii=False, indent=2))
        return
    render = as_github if form == "github" else as_text
    for problem in found:
        click.echo(render(problem, words))
    if form is None:
        counts = {"errors": str(len(errors(found))), "warnings": str(len(found) - len(errors(found)))}
        click.echo(" / ".join(strings.text("cli.checked", **counts) for strings in words.values()))
