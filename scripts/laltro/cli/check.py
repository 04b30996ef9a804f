"""The command that everybody runs most: it imports nothing but what reads and checks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from laltro.check.rules import check as check_catalogue
from laltro.cli.product import data_option, print_diagnostics
from laltro.model.diagnostic import errors
from laltro.world.build.environment import today
from laltro.world.data.files import read_catalogue


@click.command()
@data_option
@click.option("--json", "form", flag_value="json", help="Un elenco JSON, intero. / A JSON list, whole.")
@click.option("--github", "form", flag_value="github", help="Annotazioni per GitHub. / GitHub annotations.")
def check(data: Path, form: str | None) -> None:
    """Controlla i dati: tutti i problemi insieme. / Check the data: every problem at once."""
    found = check_catalogue(read_catalogue(data), today())
    print_diagnostics(found, data, form)
    sys.exit(1 if errors(found) else 0)
