"""Building the site: the builder's pages, then ours stamped into them, checked, indexed and swapped in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from laltro.check.rules import check
from laltro.insight.figures.gaps import GapRow, gaps
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import errors
from laltro.model.record import Key
from laltro.model.strings import FIRST, Strings
from laltro.publish.data.geojson import PLACES, places
from laltro.publish.data.open_data import CATALOGUE, FOLDER, catalogue_json, released
from laltro.publish.data.outlines import OUTLINES, outlines
from laltro.publish.data.tabular_package import package
from laltro.publish.edition.edition import Edition, by_territory, locate, public
from laltro.publish.feeds.calendar import calendar
from laltro.publish.feeds.feed import calendars, news, single_meetings
from laltro.publish.feeds.record_dates import Dates
from laltro.publish.figures.gaps_data import gaps_files
from laltro.publish.figures.impact_data import impact_files
from laltro.publish.forms.form_pages import extra_pages, form_stems
from laltro.publish.frame import gates
from laltro.publish.frame.gates import Fault
from laltro.publish.frame.sitemap import sitemap
from laltro.publish.frame.template import environment
from laltro.publish.search.facets import FILE as FACETS
from laltro.publish.search.facets import facets
from laltro.publish.site.news_feed import atom
from laltro.voice.words import Words
from laltro.world.build.builder import (
    SiteFaults,
    build_pages,
    index_pages,
    indexed_pages,
    theme_licence,
)
from laltro.world.build.environment import REPOSITORY, public_url
from laltro.world.build.map_library import map_library
from laltro.world.build.page_writer import print_language, write
from laltro.world.build.stopwatch import Say, Stopwatch, peak_memory
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import languages, read_strings, read_templates
from laltro.world.git.history import history

# What the builder and the indexer leave that no page of ours asks for.
UNUSED = ("sitemap.xml.gz", "assets/javascripts", "assets/images")
UNUSED_BELOW = ("404.html", "sitemap.xml", "sitemap.xml.gz")
UNUSED_SEARCH = ("pagefind-*ui.*", "pagefind-highlight.js")


def build(
    data: Path,
    site: Path,
    day: date,
    *,
    strict: bool = True,
    site_url: str = "",
    say: Say | None = None,
) -> dict[str, Any]:
    """Build the whole site into `site` and answer the report.

    Everything happens in a fresh folder beside it, swapped in at the end: a failing build leaves the old site as it
    was. The report holds `stages` (name to seconds), `pages`, `bytes`, `records` (by kind), `peak_memory` (bytes) and
    `warnings`. Raises SiteFaults.
    """
    site = site.resolve()  # the builder runs in a folder of its own
    _refuse_foreign(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=site.parent, prefix=f".{site.name}-"))
    watch, url = Stopwatch(say), site_url or public_url()
    try:
        warnings = []
        for lang in languages(data):
            with watch.stage(f"builder-{lang}"):
                warnings += build_pages(lang, _folder(fresh, lang), url, strict)
        report = complete(fresh, data, day, site_url=url, watch=watch)
        fresh.chmod(0o755)
        _swap(fresh, site)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return report | {"warnings": warnings}


def finish(site: Path, data: Path, day: date, *, site_url: str, strict: bool) -> None:
    """What a plain run of the builder on the Italian pages lacks: the other languages, and all that is ours."""
    broken = errors(check(read_catalogue(data), day))
    if broken:
        raise SiteFaults([Fault("data_broken", problem.path, problem.code) for problem in broken])
    for lang in languages(data)[1:]:
        build_pages(lang, _folder(site, lang), site_url, strict)
    complete(site, data, day, site_url=site_url)


def sentences(problem: SiteFaults, data: Path, lang: str = FIRST) -> list[str]:
    """What is wrong, in words."""
    strings = read_strings(data)[lang]
    return [strings.text(f"site.faults.{fault.code}", path=fault.path, found=fault.found) for fault in problem.faults]


def _refuse_foreign(site: Path) -> None:
    """A folder that holds something else than a site is never replaced."""
    if site.exists() and (not site.is_dir() or (any(site.iterdir()) and not (site / "sitemap.xml").is_file())):
        raise SiteFaults([Fault("not_a_site", str(site), site.name)])


def _swap(fresh: Path, site: Path) -> None:
    old = fresh.with_name(f"{fresh.name}-old")
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def complete(
    site: Path,
    data: Path,
    day: date,
    *,
    site_url: str,
    watch: Stopwatch | None = None,
) -> dict[str, Any]:
    """Turn the builder's pages in `site` into the finished site; answers the report (see `build`).

    Raises SiteFaults where a placeholder is unknown, a shell is missing, or a finished page breaks a gate.
    """
    watch = watch or Stopwatch()
    with watch.stage("read"):
        full, strings = read_catalogue(data), read_strings(data)
        catalogue = public(full)
        past = history(data, catalogue)
        revisions = {key: told.revisions for key, told in past.items()}
        plain = _plain(catalogue, tuple(map(Words, strings.values())), day, site_url)
        lacking = _lacking(full, catalogue, day)
        editions = [replace(each, revisions=revisions, gaps=lacking) for each in plain]
    addresses: set[str] = set()
    for edition in editions:
        with watch.stage("extras"):
            extras = extra_pages(edition, os.environ.get(REPOSITORY, ""))
            linked = replace(edition, forms=form_stems(extras))
        addresses |= print_language(_folder(site, edition.lang), linked, extras, watch)
        with watch.stage("feeds"):
            _write_all(_folder(site, edition.lang), feeds(edition, past))
    with watch.stage("exports"):
        _write_all(site, exports(catalogue, strings, site_url))
        _write_all(site, impact_files(editions[0]) | gaps_files(editions[0]))
        _write_all(site, {**map_library(), OUTLINES: outlines(catalogue, editions[0].territories)})
    with watch.stage("sitemap"):
        _tidy(site, list(strings))
        write(site / "sitemap.xml", sitemap(site_url, addresses, list(strings)))
    with watch.stage("gates"):
        _guard(site, site_url)
    with watch.stage("search"):
        _index(site, editions)
    return _report(site, catalogue, watch)


def _plain(catalogue: Catalogue, languages: tuple[Words, ...], day: date, site_url: str) -> list[Edition]:
    """An edition in each language, which all know of each other."""
    located = locate(catalogue)
    return [replace(_edition(catalogue, located, own, day, site_url), languages=languages) for own in languages]


def _lacking(full: Catalogue, shown: Catalogue, day: date) -> tuple[GapRow, ...]:
    """What is missing where, by what is public and by the single needs, which have no pages."""
    voices = [key for key, record in full.records.items() if record.kind == "need"]
    return tuple(gaps(full.within([*shown.records, *voices]), day))


def _tidy(site: Path, languages: Sequence[str]) -> None:
    """Without the builder's files that no page of ours asks for, and with the licence of its theme."""
    _remove(site, UNUSED)
    for lang in languages[1:]:
        _remove(_folder(site, lang), UNUSED_BELOW)
    write(site / "assets" / "licences" / "mkdocs-material.txt", theme_licence())


def _index(site: Path, editions: Iterable[Edition]) -> None:
    """The search's index, and beside it each language's file of facets."""
    index_pages(site)
    found = indexed_pages(site)
    for edition in editions:
        _write_all(_folder(site, edition.lang), {FACETS: facets(edition, found)})
    _remove(site / "pagefind", UNUSED_SEARCH)


def exports(catalogue: Catalogue, strings: Mapping[str, Strings], site_url: str) -> dict[str, bytes]:
    """What can be downloaded, by its path in the site."""
    shown, words = released(catalogue), [Words(own) for own in strings.values()]
    files = {**package(shown, words, site_url), CATALOGUE: catalogue_json(shown, words[0], site_url)}
    files[PLACES] = places(shown, site_url)
    return {f"{FOLDER}/{name}": content for name, content in files.items()}


def feeds(edition: Edition, past: Mapping[Key, Dates]) -> dict[str, bytes]:
    """What can be subscribed to, or put into a calendar, by its path below the root of its language."""
    kept = (*calendars(edition), *single_meetings(edition))
    files = {feed.address: calendar(edition, feed, past) for feed in kept}
    return files | {feed.address: atom(edition, feed, past) for feed in news(edition)}


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def edition(catalogue: Catalogue, strings: Strings, day: date, site_url: str) -> Edition:
    """One language of the site as it would be with `catalogue`: for previews."""
    shown = public(catalogue)
    return _edition(shown, locate(shown), Words(strings), day, site_url)


def _edition(catalogue: Catalogue, located: Mapping[Key, list[str]], words: Words, day: date, site_url: str) -> Edition:
    return Edition(
        catalogue, words, environment(read_templates(), words), day, site_url, by_territory(catalogue, located), located
    )


def _folder(site: Path, lang: str) -> Path:
    return site if lang == FIRST else site / lang


def _remove(folder: Path, patterns: tuple[str, ...]) -> None:
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _guard(site: Path, site_url: str) -> None:
    """Every gate over every file. Raises SiteFaults with all that was found."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    faults: list[Fault] = []
    for name in sorted(files):
        if name.endswith(".html"):
            page = gates.tags((site / name).read_text(encoding="utf-8"))
            faults += gates.inline_scripts(name, page)
            faults += gates.foreign_origins(name, page, site_url)
            faults += gates.broken_links(name, page, files)
        elif name.endswith(".css"):
            faults += gates.foreign_styles(name, (site / name).read_text(encoding="utf-8"), site_url)
    if faults:
        raise SiteFaults(faults)


def _report(site: Path, catalogue: Catalogue, watch: Stopwatch) -> dict[str, Any]:
    files = [path for path in site.rglob("*") if path.is_file()]
    return {
        "stages": {name: round(seconds, 4) for name, seconds in watch.seconds.items()},
        "pages": sum(path.suffix == ".html" for path in files),
        "bytes": sum(path.stat().st_size for path in files),
        "records": {kind: len(catalogue.of(kind)) for kind in catalogue.schemas},
        "peak_memory": peak_memory(),
    }
