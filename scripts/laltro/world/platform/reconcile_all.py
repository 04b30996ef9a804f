"""Many submissions one after the other: what an outage lost is brought back, what was published is announced."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from laltro.world.platform.forge import ForgeFailure
from laltro.world.platform.reconciler import Reconciler


@dataclass(frozen=True, slots=True)
class SubmissionOutcome:
    """What became of one submission: its state, or why it could not be handled."""

    number: int
    state: str = ""
    failure: ForgeFailure | None = None


def reconcile(clerk: Reconciler, numbers: Iterable[int]) -> Iterator[SubmissionOutcome]:
    """Handle every submission in turn; one that fails stops no other."""
    return _round(numbers, lambda number: clerk.handle(number).state)


def announce(clerk: Reconciler, numbers: Iterable[int], answers: Callable[[str], bool]) -> Iterator[SubmissionOutcome]:
    """Tell every merged submission whose pages are there; the others wait for the next time."""
    states = {True: "live", False: "waiting", None: ""}
    return _round(numbers, lambda number: states[clerk.announce(number, answers)])


def _round(numbers: Iterable[int], act: Callable[[int], str]) -> Iterator[SubmissionOutcome]:
    """An outcome for each; where the platform lets nothing more through, the rest waits for the next round."""
    for number in numbers:
        try:
            yield SubmissionOutcome(number, act(number))
        except ForgeFailure as failure:
            yield SubmissionOutcome(number, failure=failure)
            if failure.code == "limited":
                return
        except Exception as defect:
            yield SubmissionOutcome(number, failure=told(defect))


def told(defect: Exception) -> ForgeFailure:
    """A defect of ours as a failure that tells its kind and place; its message may hold what somebody wrote."""
    last = traceback.extract_tb(defect.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return ForgeFailure("defect", kind=type(defect).__name__, place=place)
