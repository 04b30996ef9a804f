# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of one language, ours against Hugo's: fresh processes, the same articles, an empty folder."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import hugo
from bench_build import Press
from measure import Failed, Figure, Report, Timing, alternated, ratio, spawned

from laltro.publish.frame.shell import split
from laltro.publish.site.record_page import values

STAMP = Path(__file__).with_name("stamp.py")
GOAL = 1.0
# Totals of bytes may differ by this much; more, and the two did not do the same work.
TOLERANCE = 0.02


def bench(press: Press, work: Path, pairs: int) -> Report:
    """Stamp every service of the catalogue, and let Hugo print the same pages."""
    pages, shell = work / "pages.json", work / "shell.html"
    number = _articles(press, pages)
    shell.write_text(press.shell_text("servizi"), encoding="utf-8")
    report = Report(f"Pages: {number:,} of one language, from one JSON file of {_megabytes(pages.stat().st_size)}")
    ours = [sys.executable, str(STAMP), str(pages), str(shell)]
    found = hugo.program()
    if found is None:
        report.figures.append(Figure("ours", [_run(ours, work / "out") for _ in range(pairs)]))
        report.remarks.append("Hugo is not installed; on Debian: apt-get install hugo")
        return report
    try:
        _compare(report, ours, _fastest(report, found, press, work, pages), work / "out", pairs)
    except Failed as problem:
        report.remarks.append(f"not compared: {problem}")
    return report


def _articles(press: Press, path: Path) -> int:
    """Write the input of both sides; answers the number of pages."""
    edition = press.edition
    records = edition.catalogue.of("service")
    rows = [{"address": edition.address(record), **values(edition, record)} for record in records]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return len(rows)


def _fastest(report: Report, program: str, press: Press, work: Path, pages: Path) -> list[str]:
    """Hugo's faster way of those its version has, by the best of three; answers its command without the folder."""
    shell = split(press.shell_text("servizi"), press.edition.words, "servizi/scheda/")
    number, out = hugo.version(program), work / "out"
    sites = hugo.sites(work / "hugo", shell, pages, number)
    ways = {way: hugo.command(program, site) for way, site in sites.items()}
    rounds = [{way: _run(command, out).wall for way, command in ways.items()} for _ in range(3)]
    best = {way: min(seconds[way] for seconds in rounds) for way in ways}
    taken = min(best, key=lambda way: best[way])
    told = ", ".join(f"{way} {seconds:.2f} s" for way, seconds in best.items())
    report.remarks.append(f"Hugo {'.'.join(map(str, number))}, best of three: {told}; compared with: {taken}")
    if taken == "content files":
        report.remarks.append("Hugo's content files were made from the JSON file beforehand: that is not in its time")
    return ways[taken]


def _compare(report: Report, ours: Sequence[str], theirs: Sequence[str], out: Path, pairs: int) -> None:
    _pairs(report, ours, theirs, out, pairs, "in memory" if _in_memory(out) else "on disk")
    report.remarks.append(_bytes(ours, theirs, out))
    if _in_memory(out):
        with tempfile.TemporaryDirectory(prefix="laltro-bench-") as folder:
            if not _in_memory(Path(folder)):
                _pairs(report, ours, theirs, Path(folder) / "out", 3, "on disk")


def _pairs(report: Report, ours: Sequence[str], theirs: Sequence[str], out: Path, pairs: int, where: str) -> None:
    mine, others = alternated(lambda: _run(ours, out), lambda: _run(theirs, out), pairs)
    report.figures += [Figure(f"ours, {where}", mine), Figure(f"Hugo, {where}", others)]
    report.ratios.append(ratio(f"ours / Hugo, {where}", mine, others, GOAL))
    best, other = (min(timing.wall for timing in taken) for taken in (mine, others))
    report.remarks.append(f"{where}, the fastest run of each (Hugo works on all cores): {best / other:.2f} ×")


def _in_memory(path: Path) -> bool:
    return path.is_relative_to("/dev/shm")


def _run(command: Sequence[str], out: Path) -> Timing:
    """One process that fills the fresh folder `out`; caches that Hugo keeps between runs are gone."""
    caches = out.with_name("caches")
    for folder in (out, caches):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    return spawned([*command, str(out)], {"HUGO_CACHEDIR": str(caches)})[0]


def _bytes(ours: Sequence[str], theirs: Sequence[str], out: Path) -> str:
    """What both wrote; a difference beyond the tolerance is said loudly."""
    sizes = []
    for command in (ours, theirs):
        _run(command, out)
        files = [path for path in out.rglob("*") if path.is_file()]
        sizes.append((len(files), sum(path.stat().st_size for path in files)))
    (count, mine), (other_count, other) = sizes
    apart = abs(mine - other) / max(other, 1)
    verdict = "" if apart <= TOLERANCE else "; NOT THE SAME WORK"
    return (
        f"bytes: ours {mine:,} in {count:,} files, Hugo {other:,} in {other_count:,} files ({apart:.2%} apart){verdict}"
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"
