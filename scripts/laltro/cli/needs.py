"""The facilitator's commands: see which voices wait, gather them, merge and split shared needs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from laltro.check.report import visible
from laltro.cli.product import data_option, known_language, lang_option, print_diagnostics, say
from laltro.cli.proposals import tells_forge_errors
from laltro.desk.working_list import working_list
from laltro.intake.change.change import Change
from laltro.intake.gathering.gathering import (
    GatheringRefused,
    SharedNeedWording,
    gather,
    gather_anew,
    merge,
    split,
)
from laltro.model.catalogue import Catalogue
from laltro.world.build.environment import today
from laltro.world.local.desk import Desk, Queue
from laltro.world.local.facilitating import waiting_voices, write_page

into_option = click.option("--into", metavar="BISOGNO", help="Il bisogno condiviso che c'è. / The one that is there.")
new_option = click.option("--new", "title", metavar="TITOLO", help="Il titolo di uno nuovo. / The title of a new one.")
synthesis_option = click.option("--synthesis", default="", metavar="TESTO", help="La sintesi. / The synthesis.")
apply_option = click.option("--apply", is_flag=True, help="Scrive nei dati. / Write into the data.")
voices_argument = click.argument("needs", metavar="VOCE...", nargs=-1, required=True)


@click.command("needs")
@data_option
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@lang_option
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="Una pagina da stampare. / A page.")
@tells_forge_errors
def list_needs(data: Path, as_json: bool, lang: str, page: Path | None) -> None:
    """Le voci da raccogliere, per luogo e area. / The voices to gather, by place and area."""
    table = Desk(data, today())
    words = known_language(table.words, lang)
    found = working_list(table.catalogue, words, waiting_voices(table))
    if page:
        write_page(page, found, words)
        say(data, "desk.needs.written", path=str(page))
    elif as_json:
        click.echo(json.dumps(found.as_object(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(map(visible, found.lines(words))))


@click.command("gather")
@data_option
@voices_argument
@into_option
@new_option
@synthesis_option
@apply_option
@tells_forge_errors
def gather_voices(
    data: Path, needs: tuple[str, ...], into: str | None, title: str | None, synthesis: str, apply: bool
) -> None:
    """Raccoglie voci in un bisogno condiviso. / Gather voices into a shared need."""
    if bool(into) == bool(title) or (into and synthesis):
        raise click.UsageError("--into | --new [--synthesis]")
    wording = SharedNeedWording(title or "", synthesis)
    _carry_out(data, lambda known: gather(known, needs, into) if into else gather_anew(known, needs, wording), apply)


@click.command("merge")
@data_option
@click.argument("shared", metavar="BISOGNO...", nargs=-1, required=True)
@click.option("--into", metavar="BISOGNO", required=True, help="Quello che resta. / The one that stays.")
@apply_option
@tells_forge_errors
def merge_needs(data: Path, shared: tuple[str, ...], into: str, apply: bool) -> None:
    """Unisce bisogni condivisi in uno. / Merge shared needs into one."""
    _carry_out(data, lambda known: merge(known, shared, into), apply)


@click.command("split")
@data_option
@click.argument("shared", metavar="BISOGNO")
@voices_argument
@click.option("--new", "title", metavar="TITOLO", required=True, help="Il suo titolo. / Its title.")
@synthesis_option
@apply_option
@tells_forge_errors
def split_need(data: Path, shared: str, needs: tuple[str, ...], title: str, synthesis: str, apply: bool) -> None:
    """Porta alcune voci in un bisogno condiviso nuovo. / Move some voices to a new shared need."""
    _carry_out(data, lambda known: split(known, shared, needs, SharedNeedWording(title, synthesis)), apply)


def _carry_out(data: Path, decide: Callable[[Catalogue], Change], apply: bool) -> None:
    """Propose what was decided, or write it; what cannot be done, or breaks the data, is told and changes nothing."""
    table = Desk(data, today())
    try:
        pile = None if apply else Queue(table)
        decided = pile.gather(decide) if pile else table.gathering(decide)
    except GatheringRefused as problem:
        say(data, f"desk.needs.refused.{problem.code}", **{k: visible(text) for k, text in problem.params.items()})
        sys.exit(1)
    found = table.problems(decided)
    if found:
        print_diagnostics(found, data, None)
        sys.exit(1)
    if pile:
        key = pile.keep_gathering(decided)
        pile.flush()
        say(data, "desk.proposed", key=key)
    else:
        say(data, "desk.applied", files=", ".join(table.apply(decided)))
