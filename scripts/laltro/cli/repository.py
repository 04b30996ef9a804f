"""The commands of `laltro github` that are about the repository as a whole: its settings, and what a change touches."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from laltro.check.report import visible
from laltro.cli.github import tells_failures
from laltro.cli.product import data_option, say, tells_forge_errors
from laltro.intake.overview import overview
from laltro.intake.scope import strays
from laltro.model.strings import Strings
from laltro.publish.issue_form import LABEL
from laltro.world.change import GitChange
from laltro.world.files import read_catalogue, read_strings
from laltro.world.git import Git
from laltro.world.github_settings import connected
from laltro.world.github_setup import Setting, set_up

# Seconds that may be spent on waiting for limits.
PATIENCE = 120
# The branch of a pull request, as GitHub tells every step; ours begin so.
HEAD, OURS = "GITHUB_HEAD_REF", "submission/"
base_option = click.option(
    "--base", required=True, metavar="COMMIT", help="Il commit di prima. / The commit before the change."
)


@click.command()
@data_option
@click.option("--check", "only_check", is_flag=True, help="Guarda soltanto. / Only look.")
@tells_failures
def setup(data: Path, only_check: bool) -> None:
    """Prepara il repository su GitHub. / Set up the repository on GitHub."""
    words = read_strings(data)
    api = connected(data, os.environ, PATIENCE).api
    found = list(set_up(api, _labels(words["it"]), write=not only_check))
    for strings in words.values():
        for setting in found:
            click.echo(_said(setting, strings))
    sys.exit(1 if any(setting.state in ("missing", "refused") for setting in found) else 0)


def _labels(strings: Strings) -> Mapping[str, str]:
    """Name → description of the labels of submissions, and of the one that the issue forms set."""
    names = {name: str(label) for name, label in strings.branch("labels").items() if isinstance(label, str)}
    described = {label: strings.text(f"labels.descriptions.{name}") for name, label in names.items()}
    return {LABEL: strings.text("setup.form_label"), **described}


def _said(setting: Setting, strings: Strings) -> str:
    what, hand = (strings.text(f"setup.{setting.name}.{part}") for part in ("what", "hand"))
    by_hand = hand if setting.state in ("missing", "refused") else ""
    return f"{strings.text(f'setup.{setting.state}', what=what)} {by_hand}".rstrip()


@click.command()
@data_option
@base_option
@tells_forge_errors
def scope(data: Path, base: str) -> None:
    """Dice se una modifica tocca quello che può. / Say whether a change touches only what it may."""
    found = list(strays(_change(data, base).touched(), os.environ.get(HEAD, "").startswith(OURS)))
    for code, file in found:
        say(data, f"scope.{code}", path=visible(file.path))
    sys.exit(1 if found else 0)


@click.command()
@data_option
@base_option
@tells_forge_errors
def summary(data: Path, base: str) -> None:
    """Racconta che cosa cambia nelle schede, in Markdown. / Tell what changes in the records, as Markdown."""
    catalogue = read_catalogue(data)
    moves = list(_change(data, base).moves(catalogue))
    click.echo(overview(moves, catalogue, read_strings(data)["it"]), nl=False)


def _change(data: Path, base: str) -> GitChange:
    return GitChange(Git(data.resolve()), base)
