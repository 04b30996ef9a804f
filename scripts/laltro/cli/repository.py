"""The commands of `laltro github` that are about the repository as a whole: its settings, and what a change touches."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import click

from laltro.check.report import visible
from laltro.cli.github import github, tells_failures
from laltro.cli.product import data_option, say
from laltro.cli.proposals import tells_forge_errors
from laltro.insight.trust.freshness import ageing
from laltro.insight.trust.links import addresses, dead, remembered
from laltro.intake.life.review_request import LINKS, Asked, broken, request
from laltro.intake.life.support_issue import appeals, asking
from laltro.intake.told.overview import overview
from laltro.intake.upkeep.expiration import expiration
from laltro.intake.upkeep.own_proposal import proposal
from laltro.intake.upkeep.scope import strays
from laltro.intake.upkeep.support_count import tallied
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.publish.forms.issue_form import LABEL
from laltro.world.build.environment import public_url, today
from laltro.world.data.files import read_catalogue
from laltro.world.data.maintainers import read_maintainers
from laltro.world.data.support import read_strings
from laltro.world.git.git import Git
from laltro.world.git.git_change import GitChange
from laltro.world.github.github_forge import GitHubForge
from laltro.world.github.review_requests import GitHubRequests
from laltro.world.github.settings import connected
from laltro.world.github.setup import Setting, set_up
from laltro.world.github.support_issues import GitHubSupports
from laltro.world.github.upkeep_pull import EXPIRED, SUPPORTS, GitHubUpkeep
from laltro.world.web.links import answers, read_memory, silent, write_memory

# Seconds that may be spent on waiting for limits.
PATIENCE = 120
# The branch of a pull request, as GitHub tells every step; ours begin so.
HEAD, OURS = "GITHUB_HEAD_REF", "submission/"
base_option = click.option(
    "--base", required=True, metavar="COMMIT", help="Il commit di prima. / The commit before the change."
)

memory_option = click.option(
    "--memory",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Che cosa è successo le volte prima. / What happened the times before.",
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
    """Name → description of the labels of submissions, of the one that the issue forms set, and of issues of ours."""
    names = {name: str(label) for name, label in strings.branch("labels").items() if isinstance(label, str)}
    described = {label: strings.text(f"labels.descriptions.{name}") for name, label in names.items()}
    asked = {strings.text("request.label"): strings.text("request.description")}
    supported = {strings.text("support.label"): strings.text("support.description")}
    return {LABEL: strings.text("setup.form_label"), **described, **asked, **supported}


def _said(setting: Setting, strings: Strings) -> str:
    what, hand = (strings.text(f"setup.{setting.name}.{part}") for part in ("what", "hand"))
    by_hand = hand if setting.state in ("missing", "refused") else ""
    return f"{strings.text(f'setup.{setting.state}', what=what)} {by_hand}".rstrip()


@click.command()
@data_option
@memory_option
@tells_failures
def upkeep(data: Path, memory: Path | None) -> None:
    """Chiede di riconfermare ciò che invecchia, propone ciò che scade. / Ask about what ages, propose what expired."""
    forge, words = connected(data, os.environ, PATIENCE), read_strings(data)["it"]
    catalogue = read_catalogue(data)
    requests = GitHubRequests(forge.api, forge.bots, words.text("request.label"))
    wanted = expiration(catalogue, words, today(), _text)
    asked, gone = _asked(data, forge, catalogue, words), dead(read_memory(memory) if memory else {})
    if gone:
        asked[LINKS] = broken(gone, catalogue, words, public_url())
    for line in chain(requests.settle(asked, datetime.now(UTC)), GitHubUpkeep(forge, EXPIRED).settle(wanted)):
        click.echo(line)


def _asked(data: Path, forge: GitHubForge, catalogue: Catalogue, words: Strings) -> dict[str, Asked]:
    """Of each organisation with ageing records what it is to be asked."""
    keepers = read_maintainers(data.resolve().parent, {record.id for record in catalogue.of("organization")})
    wanted = {}
    for id, records in ageing(catalogue, today()).items():
        accounts = [login for number in keepers.get(id, ()) if (login := forge.api.login(number))]
        wanted[id] = request(id, records, catalogue, words, public_url(), accounts)
    return wanted


def _text(record: Record) -> str:
    """The file of a record as it is."""
    return Path(record.path).read_text(encoding="utf-8")


@click.command()
@data_option
@tells_failures
def supports(data: Path) -> None:
    """Raccoglie i sostegni ai bisogni condivisi. / Gather the supports of shared needs."""
    forge, words, catalogue = connected(data, os.environ, PATIENCE), read_strings(data), read_catalogue(data)
    italian = words["it"]
    issues = GitHubSupports(forge.api, forge.bots, italian.text("support.label"))
    wanted = appeals({*issues.known(), *asking(catalogue)}, catalogue, words, public_url())
    for line in issues.settle(wanted):
        click.echo(line)
    counted = proposal(tallied(catalogue, issues.tallies()), "support.proposal", catalogue, italian, today(), _text)
    for line in GitHubUpkeep(forge, SUPPORTS).settle(counted):
        click.echo(line)


@click.command()
@data_option
@memory_option
def links(data: Path, memory: Path | None) -> None:
    """Prova gli indirizzi web delle schede. / Try the web addresses of the records."""
    named = addresses(read_catalogue(data))
    failed = silent(named, answers)
    after = remembered(read_memory(memory) if memory else {}, failed, today())
    if memory:
        write_memory(memory, after)
    counts = {"tried": len(named), "failed": len(failed), "dead": len(dead(after))}
    say(data, "links", **{name: str(count) for name, count in counts.items()})


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
    click.echo(overview(_change(data, base).change(catalogue), catalogue, read_strings(data)["it"]), nl=False)


def _change(data: Path, base: str) -> GitChange:
    return GitChange(Git(data.resolve()), base)


for command in (setup, upkeep, supports, links, scope, summary):
    github.add_command(command)
