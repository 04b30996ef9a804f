# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A submission on GitHub: from its issue to the proposal and the answer, against a GitHub of our own on loopback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench_submit import GOOD, STEM, body
from measure import Figure, Report, Timing, clocked

from laltro.intake.deciding.decide import decide
from laltro.intake.reading.body import parse
from laltro.world.github.api import GitHubApi
from laltro.world.github.github_forge import GitHubForge
from laltro.world.github.reader import Base
from laltro.world.local.desk import Desk
from laltro.world.platform.reconciler import Reconciler

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.github.fake import FakeGitHub
from tests.github.repository import MAIN

NAME = "esempio/catalogo"


def bench(data: Path, day: date, runs: int) -> Report:
    """Reading the catalogue, deciding, and all that is said to GitHub, for new submissions and for unchanged ones."""
    report = Report("GitHub: one submission against the whole catalogue, no latency")
    desk = Desk(data, day)
    read = clocked(lambda: (desk.catalogue, desk.forms, desk.words))
    text = body(desk.forms[STEM], GOOD)
    decided = _times(lambda: desk.files(decide(parse(text, desk.forms), desk.catalogue, day, "gh-1")), runs)
    with FakeGitHub() as fake:
        repo = fake.repo(NAME)
        base = Base(repo.refs[MAIN], repo.objects.commits[repo.refs[MAIN]].tree)
        token, clock = fake.workflow_token(), fake.clock
        api = GitHubApi(NAME, lambda: token, fake.url, clock, clock.sleep, 0)
        clerk = Reconciler(GitHubForge(api, base), desk)
        numbers = [repo.open_issue(fake.user("vicina"), "Prova", text).number for _ in range(runs)]
        new, asked = _handled(clerk, fake, numbers)
        same, asked_again = _handled(clerk, fake, numbers)
    report.figures.append(Figure("read the catalogue, once a run", [read]))
    report.figures.append(Figure("decide", decided, "", "ms", 0.001))
    report.figures.append(Figure("handle, new", new, f"{asked:g} requests", "ms", 0.001))
    report.figures.append(Figure("handle, unchanged", same, f"{asked_again:g} requests", "ms", 0.001))
    report.remarks.append(_shares(read, decided, new))
    return report


def _times(work: Callable[[], object], runs: int) -> list[Timing]:
    work()
    return [clocked(work) for _ in range(runs)]


def _handled(clerk: Reconciler, fake: FakeGitHub, numbers: list[int]) -> tuple[list[Timing], float]:
    """The times of handling each, and how many requests one takes."""
    before = len(fake.calls)
    taken = [clocked(lambda number=number: clerk.handle(number)) for number in numbers]  # type: ignore[misc]
    return taken, (len(fake.calls) - before) / len(numbers)


def _shares(read: Timing, decided: list[Timing], new: list[Timing]) -> str:
    """What a run for one new submission spends its time on."""
    decide, handle = (sum(each.wall for each in taken) / len(taken) for taken in (decided, new))
    parts = {"reading": read.wall, "deciding": decide, "requests (the fake's own work in them)": handle - decide}
    whole = sum(parts.values())
    return "of one run: " + ", ".join(f"{name} {100 * part / whole:.0f} %" for name, part in parts.items())
