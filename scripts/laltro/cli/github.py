"""The commands that a workflow on GitHub runs. What they print holds numbers, hashes and names of ours, never texts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import click

from laltro.cli.product import data_option, say
from laltro.model.strings import MissingText
from laltro.world.build.environment import public_url, today
from laltro.world.data.maintainers import read_maintainers
from laltro.world.data.support import BrokenSupport
from laltro.world.github.settings import connected, event_number, run_address
from laltro.world.local.desk import Desk
from laltro.world.platform.forge import ForgeFailure
from laltro.world.platform.reconcile_all import SubmissionOutcome, announce, reconcile, told
from laltro.world.platform.reconciler import Reconciler
from laltro.world.web.url_probe import reached

# Seconds that may be spent on waiting for limits: by somebody's own run, and by one for all.
PATIENCE, LONG_PATIENCE = 300, 1500
# Seconds in which a page has to answer.
TIMEOUT = 20
days_option = click.option(
    "--days",
    type=click.IntRange(0, 365),
    default=14,
    show_default=True,
    help="Anche le chiuse da così pochi giorni. / Also those closed so few days ago.",
)


def tells_failures(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what GitHub does not do, and any defect of ours, into one sentence without texts, and exit status 3."""

    @wraps(command)
    def told_command(data: Path, **options: Any) -> None:
        try:
            command(data=data, **options)
        except ForgeFailure as failure:
            say(data, f"forge.{failure.code}", **failure.params)
            sys.exit(3)
        except (BrokenSupport, MissingText, OSError, click.ClickException):
            raise
        except Exception as defect:
            found = told(defect)
            say(data, f"forge.{found.code}", **found.params)
            sys.exit(3)

    return told_command


@click.group()
def github() -> None:
    """Le segnalazioni su GitHub. / The submissions on GitHub."""


@github.command()
@data_option
@click.option("--number", type=click.IntRange(1), metavar="N", help="La segnalazione. / The submission.")
@click.option(
    "--event",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Il file dell'evento: se ne legge solo il numero. / The event file: only its number is read.",
)
@tells_failures
def intake(data: Path, number: int | None, event: Path | None) -> None:
    """Porta una segnalazione dove deve stare. / Bring one submission to what it shall be."""
    if (number is None) == (event is None):
        raise click.UsageError("--number | --event")
    found = number or (event_number(event) if event else None)
    if found is None:
        say(data, "forge.none")
        return
    clerk = _clerk(data, PATIENCE)
    try:
        click.echo(f"gh-{found} {clerk.handle(found).state}")
    finally:
        _print_done(clerk)


@github.command("reconcile")
@data_option
@days_option
@tells_failures
def reconcile_all(data: Path, days: int) -> None:
    """Riguarda tutte le segnalazioni, e rimedia. / Look at all submissions again, and mend."""
    clerk = _clerk(data, LONG_PATIENCE)
    numbers = [*clerk.forge.open_submissions(), *clerk.forge.closed_submissions(_since(days))]
    _report(data, clerk, reconcile(clerk, sorted(set(numbers))))


@github.command()
@data_option
@days_option
@tells_failures
def live(data: Path, days: int) -> None:
    """Annuncia le schede accettate la cui pagina risponde. / Announce the accepted records whose page answers."""
    clerk = _clerk(data, LONG_PATIENCE)
    _report(data, clerk, announce(clerk, clerk.forge.closed_submissions(_since(days)), page_answers))


@github.command()
@data_option
@click.option("--pull", type=click.IntRange(1), required=True, metavar="N", help="La proposta. / The pull request.")
@tells_failures
def verdict(data: Path, pull: int) -> None:
    """Dice se una proposta è quella decisa dal modulo. / Say whether a pull request is what its form decides.

    What only waits (for a second approval) passes here: the commit status of the same name holds it back, and follows.
    """
    clerk = _clerk(data, PATIENCE)
    number = clerk.forge.submission_of(pull)
    found = clerk.judge(number) if number else None
    say(data, f"verdict.{found.reason if found else 'other'}")
    sys.exit(1 if found and found.state == "failure" else 0)


def page_answers(url: str) -> bool:
    """Whether a page of the public site is there."""
    if not url.startswith(("https://", "http://")):
        return False
    try:
        with urlopen(Request(url), timeout=TIMEOUT) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _clerk(data: Path, patience: float) -> Reconciler:
    forge = connected(data, os.environ, patience)
    desk = Desk(data, today())
    organizations = {record.id for record in desk.catalogue.of("organization")}
    accounts = read_maintainers(data.resolve().parent, organizations)
    return Reconciler(forge, desk, public_url(), run_address(os.environ), accounts, reached)


def _since(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def _report(data: Path, clerk: Reconciler, outcomes: Iterator[SubmissionOutcome]) -> None:
    """Say of each submission what became of it, as soon as it is known, and at the end of all."""
    seen = failed = 0
    for outcome in outcomes:
        seen, failed = seen + 1, failed + (outcome.failure is not None)
        became = outcome.failure.code if outcome.failure else outcome.state
        if became:
            click.echo(f"gh-{outcome.number} {became}")
    _print_done(clerk)
    counts = {"seen": seen, "written": len(clerk.forge.done), "failed": failed}
    say(data, "forge.round", **{name: str(count) for name, count in counts.items()})
    if failed:
        sys.exit(3)


def _print_done(clerk: Reconciler) -> None:
    for line in clerk.forge.done:
        click.echo(line)
