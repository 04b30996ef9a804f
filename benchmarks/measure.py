# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking times on a machine that does other things too: wall and processor seconds, pairs that alternate."""

from __future__ import annotations

import gc
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Timing:
    """One run: seconds on the clock, and of processor (user and system) where they are known."""

    wall: float
    cpu: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured: its runs, and a remark. `per` divides the seconds and is named in `unit` (`ms/page`)."""

    name: str
    runs: Sequence[Timing]
    note: str = ""
    unit: str = "s"
    per: float = 1.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """A comparison: the quotients of paired runs, and the most that is wished for."""

    name: str
    values: Sequence[float]
    goal: float
    cpu: Sequence[float] = ()


@dataclass(slots=True)
class Report:
    """Everything measured under one heading, and what has to be known to read it."""

    heading: str
    figures: list[Figure] = field(default_factory=list)
    ratios: list[Ratio] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Failed(Exception):
    """A program that was to be measured did not do its work; the text is what it said last."""


def clocked(work: Callable[[], object]) -> Timing:
    """One run inside this process, what lay about before it collected first."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Timing(time.perf_counter() - wall, time.process_time() - cpu)


def spawned(command: Sequence[str], environment: Mapping[str, str] | None = None) -> tuple[Timing, str]:
    """One run of a fresh process, from its start to its exit, and its standard output. Raises Failed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(child.pid, 0)
        timing = Timing(time.perf_counter() - start, usage.ru_utime + usage.ru_stime)
        child.returncode = os.waitstatus_to_exitcode(status)
        texts = [(stream.seek(0), stream.read().decode("utf-8", "replace"))[1] for stream in (out, err)]
    if child.returncode:
        raise Failed(f"{Path(command[0]).name}: {(texts[1] or texts[0]).strip()[-400:]}")
    return timing, texts[0]


def alternated(
    ours: Callable[[], Timing], theirs: Callable[[], Timing], pairs: int
) -> tuple[list[Timing], list[Timing]]:
    """Runs A B A B …: what slows the machine down for a while slows both."""
    taken = [(ours(), theirs()) for _ in range(pairs)]
    return [pair[0] for pair in taken], [pair[1] for pair in taken]


def ratio(name: str, ours: Sequence[Timing], theirs: Sequence[Timing], goal: float) -> Ratio:
    """The quotients of paired runs."""
    walls = [mine.wall / other.wall for mine, other in zip(ours, theirs, strict=True)]
    cpu = [mine.cpu / other.cpu for mine, other in zip(ours, theirs, strict=True) if mine.cpu and other.cpu]
    return Ratio(name, walls, goal, cpu)
