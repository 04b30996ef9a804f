"""Many submissions one after the other: what an outage lost is brought back, what was published is announced."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from laltro.world.platform.forge import ForgeFailure
from laltro.world.platform.reconciler import Clerk


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one submission: its state, or why it could not be handled."""

    number: int
    state: str = ""
    failure: ForgeFailure | None = None


def reconcile(clerk: Clerk, numbers: Iterable[int]) -> Iterator[Outcome]:
    """Handle every submission in turn; one that fails stops no other."""
    return _round(numbers, lambda number: clerk.handle(number).state)


def announce(clerk: Clerk, numbers: Iterable[int], answers: Callable[[str], bool]) -> Iterator[Outcome]:
    """Tell every merged submission whose pages are there; the others wait for the next time."""
    states = {True: "live", False: "waiting", None: ""}
    return _round(numbers, lambda number: states[clerk.announce(number, answers)])


def _round(numbers: Iterable[int], act: Callable[[int], str]) -> Iterator[Outcome]:
    """An outcome for each; where the platform lets nothing more through, the rest waits for the next round."""
    for number in numbers:
        try:
            yield Outcome(number, act(number))
        except ForgeFailure as failure:
            yield Outcome(number, failure=failure)
            if failure.code == "limited":
                return
        except Exception as defect:
            yield Outcome(number, failure=told(defect))


def told(defect: Exception) -> ForgeFailure:
    """A defect of ours as a failure that tells its kind and place; its message may hold what somebody wrote."""
    last = traceback.extract_tb(defect.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return ForgeFailure("defect", kind=type(defect).__name__, place=place)
