# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The measurements (`make bench`): they report and never assert.

    python benchmarks/run.py --services 10000 --only pages --only check

Each ratio is the median of an odd number of paired runs that alternate (A B A B …); `min–max` shows how noisy the
machine was meanwhile, `processor` the seconds of user and system time, which other work disturbs less.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median

import bench_check
import bench_duplicates
import bench_github
import bench_insight
import bench_lighthouse
import bench_match
import bench_pages
import bench_search
import bench_submit
from bench_build import Press, bench_articles, bench_build
from generate import generate
from measure import Figure, Ratio, Report

from laltro.world.data.files import read_catalogue
from laltro.world.data.support import ROOT

PARTS = (
    *("pages", "articles", "check", "submit", "github", "build", "search", "duplicates", "match", "insight"),
    "lighthouse",
)
# The day that the measurements take for today: the same work on every day.
DAY = date(2026, 1, 15)
MEMORY = Path("/dev/shm")
ROOM = 4_000_000_000
# What, median, min–max, processor, runs, remark.
Cells = tuple[str, str, str, str, str, str]


def main() -> None:
    """Measure, and print each table as soon as it is there."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="laltro-bench-", dir=options.scratch) as folder:
        work = Path(folder)
        count = generate(options.services, options.seed, work / "data")
        cores = os.cpu_count() or 1
        print(
            f"{count:,} records, of which {options.services:,} services (seed {options.seed}); {cores} cores,", end=" "
        )
        print(f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}; files in {work.parent}")
        for report in _reports(options, work):
            print(f"\n{table(report)}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the catalogue's machinery on generated data.")
    parser.add_argument("--services", type=int, default=10_000, metavar="N", help="services to generate (10000)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same data")
    parser.add_argument("--pairs", type=int, default=5, metavar="K", help="paired runs for a ratio, odd (5)")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part; may be repeated")
    parser.add_argument("--scratch", type=Path, default=_scratch(), metavar="DIR", help="where files go (memory first)")
    options = parser.parse_args()
    if options.pairs < 1 or options.pairs % 2 == 0 or options.services < 1:
        parser.error("--pairs is an odd number, --services at least 1")
    return options


def _scratch() -> Path:
    """Memory where the system has enough of it, so that the disk's moods stay out; else the usual place."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else Path(tempfile.gettempdir())


def _reports(options: argparse.Namespace, work: Path) -> Iterator[Report]:
    wanted, data, pairs = options.only or PARTS, work / "data", options.pairs
    if "pages" in wanted or "articles" in wanted:
        press = Press(read_catalogue(data), DAY, work)
        if "pages" in wanted:
            yield bench_pages.bench(press, work, pairs)
        if "articles" in wanted:
            yield bench_articles(press, 3)
        del press
    if "check" in wanted:
        yield bench_check.bench(data, DAY, work, pairs)
    if "submit" in wanted:
        yield bench_submit.bench(data, DAY, work, 3)
    if "github" in wanted:
        yield bench_github.bench(data, DAY, 5)
    if "build" in wanted:
        yield bench_build(data, work)
    if "search" in wanted:
        yield bench_search.bench(data, ROOT / "data", work, pairs)
    if "duplicates" in wanted:
        yield bench_duplicates.bench(data, ROOT / "data", work, pairs)
    if "match" in wanted:
        yield bench_match.bench(DAY, pairs)
    if "insight" in wanted:
        yield bench_insight.bench(data, DAY, work)
    if "lighthouse" in wanted:
        yield bench_lighthouse.bench(work, 3)


def table(report: Report) -> str:
    """A report as lines of text: medians, and the least and most as the machine's noise."""
    rows: list[Cells] = [("", "median", "min–max", "processor", "runs", "")]
    rows += [_figure_row(figure) for figure in report.figures]
    rows += [_ratio_row(item) for item in report.ratios]
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    lines = ["  ".join(_cells(row, widths)).rstrip() for row in rows]
    return "\n".join([report.heading, "-" * len(report.heading), *lines, *(f"· {text}" for text in report.remarks)])


def _cells(row: Cells, widths: Sequence[int]) -> list[str]:
    return [
        row[0].ljust(widths[0]),
        *(cell.rjust(width) for cell, width in zip(row[1:5], widths[1:5], strict=True)),
        row[5],
    ]


def _figure_row(figure: Figure) -> Cells:
    walls = [run.wall / figure.per for run in figure.runs]
    cpu = [run.cpu / figure.per for run in figure.runs if run.cpu is not None]
    noise = f"{_number(min(walls))}–{_number(max(walls))}" if len(walls) > 1 else ""
    return figure.name, f"{_number(median(walls))} {figure.unit}", noise, _middle(cpu), str(len(walls)), figure.note


def _ratio_row(item: Ratio) -> Cells:
    middle = median(item.values)
    verdict = "met" if middle <= item.goal else "NOT MET"
    noise = f"{min(item.values):.2f}–{max(item.values):.2f}"
    return (
        item.name,
        f"{middle:.2f} ×",
        noise,
        _middle(item.cpu),
        str(len(item.values)),
        f"goal ≤ {item.goal:g} ×: {verdict}",
    )


def _middle(values: Sequence[float]) -> str:
    return _number(median(values)) if values else ""


def _number(seconds: float) -> str:
    return f"{seconds:.3f}" if seconds < 1 else f"{seconds:.2f}"


if __name__ == "__main__":
    main()
