"""The commands that look after the data folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from laltro.cli.product import data_option, print_diagnostics, say
from laltro.model.edit import edited
from laltro.publish.data.json_schema import editor_files
from laltro.publish.forms.form_faults import form_faults
from laltro.publish.forms.issue_form import CHOOSER, FOLDER, issue_forms, site_of
from laltro.world.build.environment import public_url, today
from laltro.world.data.files import read_catalogue
from laltro.world.data.writing import write_files
from laltro.world.local.desk import Desk


@click.command()
@data_option
@click.option("--check", "only_check", is_flag=True, help="Confronta soltanto. / Only compare.")
def generate(data: Path, only_check: bool) -> None:
    """Scrive dagli schemi i moduli GitHub e gli aiuti per gli editor. / Write GitHub forms and editors' schemas."""
    desk = Desk(data, today())
    if faults := form_faults(desk.catalogue.schemas, desk.catalogue.vocabularies, desk.words):
        print_diagnostics(faults, data, None)
        sys.exit(1)
    top = data.resolve().parent
    wanted = issue_forms(desk.forms, desk.words["it"], _site_url(_text_at(top / CHOOSER) or ""))
    wanted |= editor_files(desk.catalogue.schemas, desk.catalogue.vocabularies, desk.words["it"])
    stale = [path for path, text in wanted.items() if _text_at(top / path) != text]
    strays = [path for path in (top / FOLDER).glob("*") if path.relative_to(top).as_posix() not in wanted]
    if not only_check:
        write_files(top, {path: wanted[path] for path in stale})
        for path in strays:
            path.unlink()
    elif stale or strays:
        click.echo("\n".join([*stale, *map(str, strays)]))
        say(data, "cli.stale")
        sys.exit(1)


def _site_url(chooser: str) -> str:
    """Where the site is published: as its owner says, or else as the chooser has said so far."""
    url = public_url()
    return url if url.startswith("https://") else site_of(chooser)


def _text_at(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None


@click.command("format")
@data_option
@click.option("--check", "only_check", is_flag=True, help="Confronta soltanto. / Only compare.")
def format_records(data: Path, only_check: bool) -> None:
    """Riscrive le schede nella forma canonica. / Write the records in their canonical form."""
    catalogue = read_catalogue(data)
    changed: dict[str, str] = {}
    for record in catalogue.records.values():
        text = Path(record.path).read_bytes().decode()
        canonical = edited(catalogue.schema(record), text, record.values)
        if canonical != text:
            changed[Path(record.path).relative_to(data).as_posix()] = canonical
            click.echo(record.path)
    if only_check:
        sys.exit(1 if changed else 0)
    write_files(data, changed)
