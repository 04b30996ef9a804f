"""The command line: composition, the only module that knows everyone.

Exit status: 0 fine, 1 problems in the data or the submission, 2 wrong use, 3 the outside world failed.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from threading import Event
from typing import Any

import click
import uvicorn

from laltro.check.blanks import Blank, blanks
from laltro.check.report import as_github, as_json, as_text, visible
from laltro.check.rules import check as check_catalogue
from laltro.intake.decision import Decision
from laltro.intake.reply import as_object, render
from laltro.intake.summary import differences
from laltro.model.diagnostic import Diagnostic, errors
from laltro.model.edit import edited
from laltro.model.strings import LANGUAGES, MissingText
from laltro.publish.issue_form import FOLDER, issue_forms
from laltro.publish.json_schema import editor_files
from laltro.world.builder import REPOSITORY, SITE_URL, SiteFaults
from laltro.world.desk import Desk
from laltro.world.door import Door, application
from laltro.world.files import BrokenSupport, read_catalogue, read_strings, stamp, write_files
from laltro.world.local_forge import ForgeError
from laltro.world.site import build as build_site
from laltro.world.site import sentences, today
from laltro.world.watch import watch

data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("data"),
    show_default=True,
    metavar="DIR",
    help="La cartella dei dati. / The data folder.",
)


def say(data: Path, sentence: str, /, **params: str) -> None:
    """A sentence on standard error, in every language."""
    for strings in read_strings(data).values():
        click.echo(strings.text(sentence, **params), err=True)


def tells_forge_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn what the forge cannot do into a sentence and exit status 3 (1 where the data are the reason)."""

    @wraps(command)
    def told_command(data: Path, **options: Any) -> Any:
        try:
            return command(data=data, **options)
        except ForgeError as problem:
            say(data, f"desk.{problem.code}", **problem.params)
            sys.exit(3 if problem.code in ("no_git", "git_failed") else 1)

    return told_command


class Product(click.Group):
    """The group of all commands; a broken schema or words file ends any of them with one line, not a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (BrokenSupport, MissingText) as problem:
            click.echo(str(problem.args[0]), err=True)
            ctx.exit(1)
        except OSError as problem:
            click.echo(f"{problem.filename or ''}: {problem.strerror or problem}".lstrip(": "), err=True)
            ctx.exit(3)


@click.group(cls=Product, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="laltro")
def main() -> None:
    """Milano Sei L'Altro: catalogo pubblico del welfare di comunità / a public catalogue of community welfare."""


@main.command()
@data_option
@click.option("--json", "form", flag_value="json", help="Un elenco JSON. / A JSON list.")
@click.option("--github", "form", flag_value="github", help="Annotazioni per GitHub. / GitHub annotations.")
def check(data: Path, form: str | None) -> None:
    """Controlla i dati: tutti i problemi insieme. / Check the data: every problem at once."""
    found = check_catalogue(read_catalogue(data), today())
    _print_diagnostics(found, data, form)
    sys.exit(1 if errors(found) else 0)


def _print_diagnostics(found: list[Diagnostic], data: Path, form: str | None) -> None:
    words = read_strings(data)
    if form == "json":
        click.echo(json.dumps([as_json(problem, words) for problem in found], ensure_ascii=False, indent=2))
        return
    for problem in found:
        click.echo(as_github(problem, words) if form == "github" else as_text(problem, words))
    if form is None:
        counts = {"errors": str(len(errors(found))), "warnings": str(len(found) - len(errors(found)))}
        click.echo(" / ".join(strings.text("cli.checked", **counts) for strings in words.values()))


@main.command()
@data_option
@click.option("--check", "only_check", is_flag=True, help="Confronta soltanto. / Only compare.")
def generate(data: Path, only_check: bool) -> None:
    """Scrive dagli schemi i moduli GitHub e gli aiuti per gli editor. / Write GitHub forms and editors' schemas."""
    desk = Desk(data, today())
    wanted = issue_forms(desk.forms, desk.words["it"])
    wanted |= editor_files(desk.catalogue.schemas, desk.catalogue.vocabularies, desk.words["it"])
    top = data.resolve().parent
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


def _text_at(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None


@main.command("format")
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


site_option = click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("site"),
    show_default=True,
    metavar="DIR",
    help="Dove nasce il sito. / Where the site is made.",
)


# What the owner writes besides the pages, and what a published site must be told.
OWNER_FILES = ("SECURITY.md", "publiccode.yml")
NEEDED = {SITE_URL: "no_site_url", REPOSITORY: "no_repository"}


@main.command()
@data_option
@click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("content"),
    show_default=True,
    metavar="DIR",
    help="La cartella delle pagine. / The folder of the pages.",
)
def ready(data: Path, content: Path) -> None:
    """Dice che cosa manca per pubblicare il sito. / Say what is missing before the site may be published."""
    found = _blanks_of(content)
    for blank in found:
        click.echo(visible(f"{blank.path}:{blank.line}: {blank.text}"))
    if found:
        say(data, "ready.blanks", count=str(len(found)))
    unset = [key for name, key in NEEDED.items() if not os.environ.get(name, "").strip()]
    for key in unset:
        say(data, f"ready.{key}")
    empty = [content / lang for lang in LANGUAGES if not any((content / lang).rglob("*.md"))]
    for folder in empty:
        say(data, "ready.no_pages", folder=str(folder))
    if found or unset or empty:
        sys.exit(1)
    say(data, "ready.nothing_missing")


def _blanks_of(content: Path) -> list[Blank]:
    """What is still to be written in the published pages and in the owner's files beside their folder."""
    beside = [path for name in OWNER_FILES if (path := content.parent / name).is_file()]
    pages = [page for lang in LANGUAGES for page in sorted((content / lang).rglob("*.md"))]
    texts = {str(path): path.read_text(encoding="utf-8", errors="replace") for path in [*beside, *pages]}
    return [blank for path, text in texts.items() for blank in blanks(path, text)]


@main.command()
@data_option
@site_option
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Misure in JSON. / Measures as JSON.")
def build(data: Path, site: Path, report: Path | None) -> None:
    """Controlla i dati e costruisce il sito. / Check the data and build the site."""
    measures = _build(data, site)
    if measures is None:
        sys.exit(1)
    if report:
        report.write_text(json.dumps(measures, indent=2) + "\n", encoding="utf-8")
    say(data, "cli.built", site=str(site), pages=str(measures["pages"]))


def _build(data: Path, site: Path, site_url: str = "") -> dict[str, Any] | None:
    """The report of a build; None, with the reasons told, where there is none and the old site stays."""
    broken = errors(check_catalogue(read_catalogue(data), today()))
    if broken:
        _print_diagnostics(broken, data, None)
        say(data, "cli.not_built")
        return None
    try:
        return build_site(data, site, today(), site_url=site_url, say=lambda line: click.echo(line, err=True))
    except SiteFaults as problem:
        click.echo("\n".join(sentences(problem, data)), err=True)
        return None


@main.command()
@data_option
@site_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(data: Path, site: Path, port: int) -> None:
    """Costruisce il sito e lo serve con i moduli attivi. / Build the site and serve it with its forms."""
    url = f"http://127.0.0.1:{port}/"
    with _port(data, port) as listening:
        seen = stamp(data)
        if _build(data, site, url) is None:
            sys.exit(1)
        stop = Event()
        watch(data, seen, lambda: _rebuild(data, site, url), stop)
        say(data, "door.serving", url=url)
        app = application(Door(data, site, today, url))
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])
        stop.set()


def _port(data: Path, port: int) -> socket.socket:
    """The loopback port, taken before anything is built. Exit status 3 where another program has it."""
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError:
        say(data, "door.busy", port=str(port), other=str(port + 1))
        sys.exit(3)


def _rebuild(data: Path, site: Path, url: str) -> None:
    """Build again; whatever is wrong is told, and the site of before stays."""
    try:
        say(data, "door.rebuilding")
        say(data, "door.rebuilt" if _build(data, site, url) else "door.kept")
    except (BrokenSupport, OSError) as problem:
        click.echo(str(problem), err=True)


@main.command()
@data_option
@click.option("--form", "stem", required=True, help="Il modulo, per esempio servizio. / The form.")
@click.option("--body", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path), required=True)
@click.option("--json", "as_json", is_flag=True, help="Un oggetto JSON. / A JSON object.")
@click.option("--apply", is_flag=True, help="Scrive nei dati. / Write into the data.")
@click.option("--propose", is_flag=True, help="Crea una proposta locale. / Make a local proposal.")
@tells_forge_errors
def submit(data: Path, stem: str, body: Path, as_json: bool, apply: bool, propose: bool) -> None:
    """Legge un modulo compilato e decide. / Read a filled form and decide."""
    table = Desk(data, today())
    if stem not in table.forms:
        raise click.BadParameter(f"{stem!r}: {', '.join(sorted(table.forms))}", param_hint="--form")
    if apply and propose:
        raise click.UsageError("--apply, --propose")
    filled = (sys.stdin.buffer.read() if str(body) == "-" else body.read_bytes()).decode("utf-8", "replace")
    taken = table.propose(filled, stem) if propose else table.look(filled, stem)
    told_as = _told_as_object if as_json else _told_as_text
    click.echo(told_as(table, taken.decision))
    if propose and taken.decision.is_change:
        say(data, "desk.known" if taken.known else "desk.proposed", key=taken.key)
    elif apply and taken.decision.is_change:
        say(data, "desk.applied", files=", ".join(table.apply(taken.decision)))
    sys.exit(0 if taken.decision.is_change else 1)


def _told_as_text(table: Desk, decision: Decision) -> str:
    return render(decision, table.catalogue, table.words[decision.submission.lang])


def _told_as_object(table: Desk, decision: Decision) -> str:
    files = table.files(decision) if decision.is_change else {}
    return json.dumps(as_object(decision, table.catalogue, table.words, files), ensure_ascii=False, indent=2)


@main.group()
def desk() -> None:
    """Le proposte locali in attesa. / The local proposals that wait."""


key_argument = click.argument("key", metavar="CHIAVE")


@desk.command("list")
@data_option
@tells_forge_errors
def list_proposals(data: Path) -> None:
    """Elenca le proposte. / List the proposals."""
    found = Desk(data, today()).forge.proposals()
    for proposal in found:
        click.echo(f"{proposal.key}  {proposal.title}")
    if not found:
        say(data, "desk.none")


@desk.command()
@data_option
@key_argument
@tells_forge_errors
def show(data: Path, key: str) -> None:
    """Mostra che cosa cambia, campo per campo. / Show what changes, field by field."""
    table = Desk(data, today())
    proposal = table.forge.find(key)
    click.echo(proposal.title)
    pairs = table.records(proposal)
    catalogue = table.catalogue.holding(after for _, after in pairs)
    for before, after in pairs:
        click.echo(f"\n{after.path}")
        for row in differences(catalogue, table.words["it"], before, after):
            old, new = ([f"    {mark} {line}" for line in text.split("\n") if line] for mark, text in row.marked)
            click.echo("\n".join(map(visible, [f"  {row.label}:", *old, *new])))
    for twin, score in table.duplicates(pairs):
        click.echo(
            f"\n{table.words['it'].text('reply.duplicates')}: {table.catalogue.title(twin)} ({twin.id}, {score})"
        )


@desk.command()
@data_option
@key_argument
@tells_forge_errors
def accept(data: Path, key: str) -> None:
    """Accetta: la proposta entra nel ramo corrente. / Accept: the proposal enters the current branch."""
    table = Desk(data, today())
    found = table.accept(table.forge.find(key))
    if found:
        say(data, "desk.invalid", key=key)
        _print_diagnostics(found, data, None)
        sys.exit(1)
    say(data, "desk.accepted", key=key)


@desk.command()
@data_option
@key_argument
@click.option("--reason", required=True, help="Perché. / Why.")
@tells_forge_errors
def reject(data: Path, key: str, reason: str) -> None:
    """Rifiuta, con il motivo. / Reject, with the reason."""
    forge = Desk(data, today()).forge
    forge.reject(forge.find(key), reason)
    say(data, "desk.rejected", key=key)
