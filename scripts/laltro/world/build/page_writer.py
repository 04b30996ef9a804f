"""Printing one language: every page of ours into the folder where the builder left its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from laltro.publish.edition.edition import Edition
from laltro.publish.feeds.feed import subscriptions
from laltro.publish.figures.dictionary import dictionary, downloads
from laltro.publish.figures.freshness_page import fresh
from laltro.publish.figures.gaps_page import gaps_page
from laltro.publish.figures.impact_page import impact
from laltro.publish.figures.open_doors_page import doors_page
from laltro.publish.figures.workbench import workbench
from laltro.publish.forms.form_pages import Extra
from laltro.publish.frame.gates import Fault
from laltro.publish.frame.languages import with_languages
from laltro.publish.frame.shell import Shell, UnknownPlaceholder, split
from laltro.publish.kit.kit import SHELL as KITS
from laltro.publish.kit.kit import kit_pages, kit_texts
from laltro.publish.lists.home import forms, home
from laltro.publish.lists.places_index import area_pages, hand_written
from laltro.publish.lists.territory_page import territory_pages
from laltro.publish.search.search_page import search
from laltro.publish.site.record_page import record_pages
from laltro.voice.typography import curved_html
from laltro.world.build.builder import SiteFaults
from laltro.world.build.stopwatch import Stopwatch

SHELL = "scheda"
PAGE = "index.html"


def print_language(folder: Path, edition: Edition, extras: Mapping[str, Extra], watch: Stopwatch) -> set[str]:
    """Write every page of one language; answers their addresses."""
    built = sorted(_built(folder, [folder / words.lang for words in edition.languages if not edition.prefix]))
    shells = {path.parent.parent.as_posix(): _cut(folder, path, edition) for path in built if _is_shell(path)}
    with watch.stage("pages"):
        _need_shells(edition, shells)
        records = _write_pages(folder, record_pages(edition, shells))
    with watch.stage("lists"):
        lists = _write_pages(folder, area_pages(edition, shells["aree"]))
        lists |= _write_pages(folder, territory_pages(edition, shells["territori"]))
    with watch.stage("kits"):  # for whoever leads a lab, not for search engines
        _write_pages(folder, kit_pages(edition, shells[KITS]))
        for address, text in kit_texts(edition):
            write(folder / address, text)
    with watch.stage("extras"):
        further = _write_pages(folder, _stamped(extras, shells))
    with watch.stage("hand-written"):
        written = _fill(folder, [path for path in built if not _is_shell(path)], edition)
    for path in built:
        if _is_shell(path):
            _remove((folder / path).parent)
    unlisted = {
        edition.address(record) for record in edition.catalogue.records.values() if record.get("status") == "archived"
    }
    return (records | lists | further | written) - unlisted


def _built(folder: Path, others: list[Path]) -> Iterator[Path]:
    """The builder's pages of one language, relative to its folder; other languages lie below the first one's."""
    for path in folder.rglob("*.html"):
        if not any(path.is_relative_to(other) for other in others):
            yield path.relative_to(folder)


def _address(path: Path) -> str:
    return f"{path.parent.as_posix()}/" if path.parent.parts else ""


def _is_shell(path: Path) -> bool:
    return path.parts[-2:] == (SHELL, PAGE)


def _remove(shell: Path) -> None:
    """Remove a shell, and the folder above it where nothing else is in there."""
    shutil.rmtree(shell)
    if not any(shell.parent.iterdir()):
        shell.parent.rmdir()


def _need_shells(edition: Edition, shells: Mapping[str, Shell]) -> None:
    needed = [schema.folder for schema in edition.catalogue.schemas.values() if schema.folder] + [
        "aree",
        "territori",
        KITS,
    ]
    missing = [Fault("missing_shell", f"content/{edition.lang}", name) for name in needed if name not in shells]
    if missing:
        raise SiteFaults(missing)


def _cut(folder: Path, path: Path, edition: Edition) -> Shell:
    own = _address(path) if _is_shell(path) else ""
    html = (folder / path).read_text(encoding="utf-8")
    try:
        return split(with_languages(html, edition, _address(path) if path.name == PAGE else None), edition.words, own)
    except UnknownPlaceholder as problem:
        raise SiteFaults([Fault("unknown_placeholder", path.as_posix(), str(problem))]) from problem


def _stamped(extras: Mapping[str, Extra], shells: Mapping[str, Shell]) -> Iterator[tuple[str, str]]:
    for address, extra in extras.items():
        yield address, shells[extra.shell].stamp(extra.values, address)


def _write_pages(folder: Path, pages: Iterable[tuple[str, str]]) -> set[str]:
    addresses = set()
    for address, html in pages:
        write(folder / address / PAGE, curved_html(html))
        addresses.add(address)
    return addresses


def _fill(folder: Path, paths: list[Path], edition: Edition) -> set[str]:
    """Fill the hand-written pages in place; answers the addresses of those that readers can go to."""
    lists = hand_written(edition)
    blocks = {"home": home(edition), "search": search(edition), "forms": forms(edition)}
    blocks |= {"dictionary": dictionary(edition), "downloads": downloads(edition), "feeds": subscriptions(edition)}
    blocks |= {"matching": workbench(edition), "freshness": fresh(edition), "doors": doors_page(edition)}
    blocks |= {"impact": impact(edition), "gaps": gaps_page(edition)}
    addresses = set()
    for path in paths:
        address = _address(path)
        shell, values = _cut(folder, path, edition), {**blocks, **_list_of(lists, address)}
        if unfilled := set(shell.names) - set(values):
            raise SiteFaults([Fault("unknown_placeholder", path.as_posix(), name) for name in sorted(unfilled)])
        write(folder / path, curved_html(shell.stamp(values)))
        addresses |= {address} if path.name == PAGE else set()
    return addresses


def _list_of(lists: Mapping[str, str], address: str) -> dict[str, str]:
    return {"list": lists[address]} if address in lists else {}


def write(path: Path, text: str) -> None:
    """Write a text of the site; same text, same bytes on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
