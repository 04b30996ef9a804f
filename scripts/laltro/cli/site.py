"""The commands that make the site and serve it."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from threading import Event
from typing import Any

import click
import uvicorn

from laltro.check.blanks import Blank, blanks
from laltro.check.report import visible
from laltro.check.rules import check as check_catalogue
from laltro.cli.product import data_option, print_diagnostics, say
from laltro.model.diagnostic import errors
from laltro.world.build.builder import SiteFaults
from laltro.world.build.environment import REPOSITORY, SITE_URL, today
from laltro.world.build.site import build as build_site
from laltro.world.build.site import sentences
from laltro.world.build.watch import watch
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import BrokenSupport, languages
from laltro.world.data.writing import stamp
from laltro.world.door.door import Door, application

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


@click.command()
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
    found = _blanks_of(data, content)
    for blank in found:
        click.echo(visible(f"{blank.path}:{blank.line}: {blank.text}"))
    if found:
        say(data, "ready.blanks", count=str(len(found)))
    unset = [key for name, key in NEEDED.items() if not os.environ.get(name, "").strip()]
    for key in unset:
        say(data, f"ready.{key}")
    empty = [content / lang for lang in languages(data) if not any((content / lang).rglob("*.md"))]
    for folder in empty:
        say(data, "ready.no_pages", folder=str(folder))
    if found or unset or empty:
        sys.exit(1)
    say(data, "ready.nothing_missing")


def _blanks_of(data: Path, content: Path) -> list[Blank]:
    """What is still to be written in the published pages and in the owner's files beside their folder."""
    beside = [path for name in OWNER_FILES if (path := content.parent / name).is_file()]
    pages = [page for lang in languages(data) for page in sorted((content / lang).rglob("*.md"))]
    texts = {str(path): path.read_text(encoding="utf-8", errors="replace") for path in [*beside, *pages]}
    return [blank for path, text in texts.items() for blank in blanks(path, text)]


@click.command()
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
        print_diagnostics(broken, data, None)
        say(data, "cli.not_built")
        return None
    try:
        return build_site(data, site, today(), site_url=site_url, say=lambda line: click.echo(line, err=True))
    except SiteFaults as problem:
        click.echo("\n".join(sentences(problem, data)), err=True)
        return None


@click.command()
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
