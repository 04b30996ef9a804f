"""The commands that take a submission and decide on proposals."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from laltro.check.report import visible
from laltro.cli.needs import gather_voices, list_needs, merge_needs, split_need
from laltro.cli.product import data_option, print_diagnostics, say
from laltro.cli.proposals import form_option, known_form, tell, tells_forge_errors
from laltro.desk import proposal_view
from laltro.intake.deciding.decision import Decision
from laltro.intake.reading.editing import editable, edited
from laltro.intake.reading.submission import normalise
from laltro.intake.told.reply import as_object, render
from laltro.world.build.environment import today
from laltro.world.local.desk import Desk
from laltro.world.local.local_forge import ForgeError, Proposal


@click.command()
@data_option
@form_option
@click.option("--body", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path), required=True)
@click.option("--json", "as_json", is_flag=True, help="Un oggetto JSON. / A JSON object.")
@click.option("--apply", is_flag=True, help="Scrive nei dati. / Write into the data.")
@click.option("--propose", is_flag=True, help="Crea una proposta locale. / Make a local proposal.")
@tells_forge_errors
def submit(data: Path, stem: str, body: Path, as_json: bool, apply: bool, propose: bool) -> None:
    """Legge un modulo compilato e decide. / Read a filled form and decide."""
    table = Desk(data, today())
    known_form(table, stem)
    if apply and propose:
        raise click.UsageError("--apply, --propose")
    filled = (sys.stdin.buffer.read() if str(body) == "-" else body.read_bytes()).decode("utf-8", "replace")
    sent = table.read(filled, stem)
    taken = table.propose(sent) if propose else table.look(sent)
    told_as = _told_as_object if as_json else _told_as_text
    click.echo(told_as(table, taken.decision))
    if propose and taken.decision.is_change:
        say(data, "desk.known" if taken.known else "desk.proposed", key=taken.key)
        if taken.twin:
            say(data, "desk.twin", key=taken.key, twin=taken.twin)
    elif apply and taken.decision.is_change:
        say(data, "desk.applied", files=", ".join(table.apply(taken.decision)))
    sys.exit(0 if taken.decision.is_change else 1)


def _told_as_text(table: Desk, decision: Decision) -> str:
    return render(decision, table.catalogue, table.words[decision.submission.lang])


def _told_as_object(table: Desk, decision: Decision) -> str:
    files = table.files(decision) if decision.is_change else {}
    return json.dumps(as_object(decision, table.catalogue, table.words, files), ensure_ascii=False, indent=2)


@click.group()
def desk() -> None:
    """Le proposte locali in attesa. / The local proposals that wait."""


key_argument = click.argument("key", metavar="CHIAVE")
keys_argument = click.argument("keys", metavar="CHIAVE...", nargs=-1, required=True)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON.")


@desk.command("list")
@data_option
@json_option
@tells_forge_errors
def list_proposals(data: Path, as_json: bool) -> None:
    """Elenca le proposte. / List the proposals."""
    table = Desk(data, today())
    found = table.forge.proposals()
    if as_json:
        listed = [{"key": item.key, "title": item.title, "made": item.made.isoformat()} for item in found]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for proposal in found:
        click.echo(f"{proposal.key}  {_age(table, proposal)}  {proposal.title}")
    if not found:
        say(data, "desk.none")


def _age(table: Desk, proposal: Proposal) -> str:
    days = (table.today - proposal.made.date()).days
    return table.words["it"].text("desk.days", days=str(days)) if days > 0 else table.words["it"].text("desk.today")


@desk.command()
@data_option
@key_argument
@json_option
@tells_forge_errors
def show(data: Path, key: str, as_json: bool) -> None:
    """Mostra la scheda come si leggerà, e che cosa cambia. / Show the record as it will read, and what changes."""
    table = Desk(data, today())
    proposal = table.forge.find(key)
    shown = table.seen(proposal)
    if as_json:
        head = {"key": key, "title": proposal.title, "made": proposal.made.isoformat()}
        click.echo(json.dumps(head | proposal_view.as_object(shown), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join([proposal.title, *map(visible, proposal_view.lines(shown, table.words["it"]))]))


@desk.command()
@data_option
@keys_argument
def accept(data: Path, keys: tuple[str, ...]) -> None:
    """Accetta: le proposte entrano nel ramo corrente. / Accept: the proposals enter the current branch."""

    def accepted(table: Desk, proposal: Proposal) -> bool:
        found = table.accept(proposal)
        if found:
            say(data, "desk.invalid", key=proposal.key)
            print_diagnostics(found, data, None)
        return not found

    _each(data, keys, accepted, "desk.accepted")


@desk.command()
@data_option
@keys_argument
@click.option("--reason", required=True, help="Perché. / Why.")
def reject(data: Path, keys: tuple[str, ...], reason: str) -> None:
    """Rifiuta, con il motivo. / Reject, with the reason."""

    def rejected(table: Desk, proposal: Proposal) -> bool:
        table.forge.reject(proposal, reason)
        return True

    _each(data, keys, rejected, "desk.rejected")


def _each(data: Path, keys: Iterable[str], act: Callable[[Desk, Proposal], bool], done: str) -> None:
    """Act on every proposal in turn, each with the data as the last one left them; what fails stops no other.

    Exit status: that of the worst.
    """
    statuses = [_one(data, key, act, done) for key in dict.fromkeys(keys)]
    sys.exit(max(statuses))


def _one(data: Path, key: str, act: Callable[[Desk, Proposal], bool], done: str) -> int:
    table = Desk(data, today())
    try:
        if not act(table, table.forge.find(key)):
            return 1
    except ForgeError as problem:
        return tell(data, problem)
    say(data, done, key=key)
    return 0


@desk.command()
@data_option
@key_argument
@tells_forge_errors
def edit(data: Path, key: str) -> None:
    """Corregge con il tuo editor quello che è stato inviato. / Correct with your editor what was sent."""
    table = Desk(data, today())
    proposal = table.forge.find(key)
    sent = table.sent(proposal)
    before = editable(sent)
    text, is_change = before, False
    while not is_change:
        text = _saved(data, text) or ""
        if normalise(text) in ("", normalise(before)):
            say(data, "desk.unchanged", key=key)
            return
        taken = Desk(data, today()).revise(proposal, edited(text, sent))  # meanwhile the data may have changed
        is_change = taken.decision.is_change
        click.echo(_told_as_text(table, taken.decision))
        if not is_change and not _again(data):
            say(data, "desk.kept", key=key)
            sys.exit(1)
    say(data, "desk.edited", key=key)


def _again(data: Path) -> bool:
    """Whether to open what was written once more: on a terminal, after a line; never elsewhere."""
    if not sys.stdin.isatty():
        return False
    say(data, "desk.again")
    return bool(sys.stdin.readline())


def _saved(data: Path, text: str) -> str | None:
    """What was saved in the editor; None where nothing was. Exit status 3 where there is no editor to open."""
    try:
        return click.edit(text, extension=".md")
    except click.ClickException:
        say(data, "desk.no_editor")
        sys.exit(3)


for facilitating in (list_needs, gather_voices, merge_needs, split_need):
    desk.add_command(facilitating)
