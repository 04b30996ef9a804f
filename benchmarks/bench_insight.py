# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is derived (`laltro.insight`) as a share of a whole build: matches, threads, freshness and the rest."""

from __future__ import annotations

import functools
import inspect
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import FunctionType
from typing import Any

from measure import Figure, Ratio, Report, Timing, clocked

from laltro.world.build.site import build

GOAL = 0.30  # of a build without it
INSIGHT = "laltro.insight"
# So many functions are named.
FIRST = 5


@dataclass
class Meter:
    """Seconds inside `laltro.insight` by the function that another part called; what it calls itself counts there."""

    seconds: Counter[str] = field(default_factory=Counter)
    inside: bool = False

    def timed(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, measured unless it is called from within; what it would yield later, it yields now."""

        @functools.wraps(work)
        def measured(*given: Any, **named: Any) -> Any:
            if self.inside:
                return work(*given, **named)
            self.inside, start = True, time.perf_counter()
            try:
                found = work(*given, **named)
                return iter(list(found)) if isinstance(found, Generator) else found
            finally:
                self.inside = False
                self.seconds[work.__qualname__] += time.perf_counter() - start

        return measured


def bench(data: Path, day: date, work: Path) -> Report:
    """One build of both languages in this process, with every way into `laltro.insight` measured."""
    meter = Meter()
    restore: list[tuple[Any, str, Any]] = []
    try:
        restore.extend(_measured(meter))
        whole = clocked(lambda: build(data, work / "insight", day, strict=False))
    finally:
        for owner, name, before in restore:
            setattr(owner, name, before)
    derived = sum(meter.seconds.values())
    report = Report("Insight: what is derived, within a build of both languages")
    report.figures = [Figure("whole build", [whole]), Figure("  derived", [Timing(derived)])]
    report.ratios = [Ratio("derived / the rest", [derived / (whole.wall - derived)], GOAL)]
    report.remarks = [f"{name}: {seconds:.2f} s" for name, seconds in meter.seconds.most_common(FIRST)]
    return report


def _measured(meter: Meter) -> Iterator[tuple[Any, str, Any]]:
    """Put the meter before each way in; answers what was there, to be put back: owner, name, value."""
    for owner, name, value in list(_ways_in()):
        timed = property(meter.timed(value.fget)) if isinstance(value, property) else meter.timed(value)
        setattr(owner, name, timed)
        yield owner, name, value


def _ways_in() -> Iterator[tuple[Any, str, Any]]:
    """The functions that other parts imported from `laltro.insight`, and the methods and properties of its classes."""
    for module in [found for name, found in sys.modules.items() if name.startswith("laltro.")]:
        own = module.__name__.startswith(INSIGHT)
        for name, value in list(vars(module).items()):
            if getattr(value, "__module__", "").startswith(INSIGHT):
                if isinstance(value, FunctionType) and not own:
                    yield module, name, value
                elif inspect.isclass(value) and own and value.__module__ == module.__name__:
                    yield from _methods(value)


def _methods(kind: type) -> Iterator[tuple[Any, str, Any]]:
    for name, value in list(vars(kind).items()):
        if isinstance(value, FunctionType | property) and not name.startswith("_"):
            yield kind, name, value
