"""What all commands share: the group they belong to, the data folder, how a sentence or a problem is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from laltro.check.report import as_github, as_json, as_text, shortened
from laltro.model.diagnostic import Diagnostic, errors
from laltro.model.strings import FIRST, MissingText, Strings
from laltro.world.data.support import BrokenSupport, read_strings

data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("data"),
    show_default=True,
    metavar="DIR",
    help="La cartella dei dati. / The data folder.",
)
lang_option = click.option(
    "--lang", default=FIRST, show_default=True, metavar="LANG", help="In quale lingua. / In which language."
)


def known_language(words: Mapping[str, Strings], lang: str) -> Strings:
    """The sentences of a language; an unknown one is wrong use, told with those that are known."""
    if lang not in words:
        raise click.BadParameter(f"{lang!r}: {', '.join(words)}", param_hint="--lang")
    return words[lang]


def say(data: Path, sentence: str, /, **params: str) -> None:
    """A sentence on standard error, in every language."""
    for strings in read_strings(data).values():
        click.echo(strings.text(sentence, **params), err=True)


# Where each command is: one imports what it needs and waits for no other (GitHub's library alone takes a third of a
# second, the site's as long).
COMMANDS = {
    **{"check": "check:check", "generate": "data:generate", "format": "data:format_records"},
    **{"build": "site:build", "serve": "site:serve", "ready": "site:ready"},
    **{"submit": "desk:submit", "desk": "desk:desk", "import": "sheet:import_group", "match": "match:match"},
    **{"github": "repository:github"},
}


class Product(click.Group):
    """The group of all commands; a broken schema or words file ends any of them with one line, not a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, imported when it is asked for."""
        module, _, name = COMMANDS.get(cmd_name, "").partition(":")
        return getattr(import_module(f"laltro.cli.{module}"), name) if module else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (BrokenSupport, MissingText) as problem:
            click.echo(str(problem.args[0]), err=True)
            ctx.exit(1)
        except BrokenPipeError:
            raise  # whoever read us has seen enough (`| head`): click ends in silence
        except OSError as problem:
            click.echo(f"{problem.filename or ''}: {problem.strerror or problem}".lstrip(": "), err=True)
            ctx.exit(3)


@click.group(cls=Product, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="laltro")
def main() -> None:
    """Milano Sei L'Altro: catalogo pubblico del welfare di comunità / a public catalogue of community welfare."""


def print_diagnostics(found: list[Diagnostic], data: Path, form: str | None) -> None:
    """Problems on standard output: as text with their counts, as `json`, or as annotations for `github`.

    The list in JSON is whole; what is for people names the first problems of a file and the number of the others.
    """
    words = read_strings(data)
    if form == "json":
        click.echo(json.dumps([as_json(problem, words) for problem in found], ensure_ascii=False, indent=2))
        return
    for problem in shortened(found):
        click.echo(as_github(problem, words) if form == "github" else as_text(problem, words))
    if form is None:
        counts = {"errors": str(len(errors(found))), "warnings": str(len(found) - len(errors(found)))}
        click.echo(" / ".join(strings.text("cli.checked", **counts) for strings in words.values()))
