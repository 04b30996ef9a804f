# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Articles from records, and the whole build with its own report."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from measure import Failed, Figure, Report, Timing, clocked, spawned

from laltro.model.catalogue import Catalogue
from laltro.publish.edition.edition import Edition, by_territory, locate, public
from laltro.publish.frame.shell import Shell, split
from laltro.publish.frame.template import environment
from laltro.publish.site.record_page import record_pages
from laltro.voice.words import Words
from laltro.world.build.builder import build_pages
from laltro.world.data.support import ROOT, read_strings, read_templates

# The command line, whichever way the package is installed.
LALTRO = [sys.executable, "-c", "from laltro.cli import main; main()"]
SITE_URL = "http://127.0.0.1:8000/"


@dataclass(frozen=True)
class Press:
    """The Italian edition of a catalogue, and the builder's shells for it (`work` is where they are built)."""

    catalogue: Catalogue
    day: date
    work: Path

    @cached_property
    def edition(self) -> Edition:
        """Records, words and templates of one language."""
        seen = public(self.catalogue)
        words = Words(read_strings(ROOT / "data")["it"])
        sources = read_templates()
        found = locate(seen)
        territories = by_territory(seen, found)
        return Edition(seen, words, environment(sources, words), self.day, SITE_URL, territories, found)

    @cached_property
    def built(self) -> Path:
        """The builder's pages."""
        folder = self.work / "builder"
        build_pages("it", folder, SITE_URL, strict=False)
        return folder

    def shell_text(self, folder: str) -> str:
        """The page that the builder rendered from a kind's `scheda.md`."""
        return (self.built / folder / "scheda" / "index.html").read_text(encoding="utf-8")

    def shells(self) -> dict[str, Shell]:
        """The shells of every kind, by folder."""
        folders = [schema.folder for schema in self.edition.catalogue.schemas.values()]
        return {name: split(self.shell_text(name), self.edition.words, f"{name}/scheda/") for name in folders}


def bench_articles(press: Press, runs: int) -> Report:
    """Render and stamp every record of one language, without writing."""
    shells = press.shells()
    number = len(press.edition.catalogue.records)
    press.edition.catalogue.referrers(("service", ""))  # who refers to whom is found out once, before

    def work() -> None:
        for _ in record_pages(press.edition, shells):
            pass

    taken = [clocked(work) for _ in range(runs)]
    figures = [
        Figure("all records", taken),
        Figure("a page", taken, unit="ms", per=number / 1000),
    ]
    return Report(f"Articles: {number:,} records rendered and stamped, nothing written", figures)


def bench_build(data: Path, work: Path) -> Report:
    """`laltro build` once, both languages, with the stages of its own report."""
    report = Report("Build: the whole site in both languages (`laltro build`)")
    told = work / "report.json"
    command = [*LALTRO, "build", "--data", str(data), "--site", str(work / "site"), "--report", str(told)]
    try:
        timing = spawned(command)[0]
    except Failed as problem:
        report.remarks.append(f"not measured: {problem}")
        return report
    measures = json.loads(told.read_text(encoding="utf-8"))
    report.figures.append(Figure("whole command", [timing]))
    report.figures += [Figure(f"  {name}", [Timing(seconds)]) for name, seconds in measures["stages"].items()]
    memory = measures["peak_memory"] / 2**20
    report.remarks.append(f"{measures['pages']:,} pages, {measures['bytes'] / 1e6:,.0f} MB, {memory:,.0f} MiB at most")
    return report
