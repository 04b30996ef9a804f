"""What a build took: seconds a stage, and how much memory at most."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Say = Callable[[str], None]


class Stopwatch:
    """Adds up the seconds of named stages; a stage that runs once a language counts as one.

    `say` is told each stage's name when it begins.
    """

    def __init__(self, say: Say | None = None) -> None:
        self.seconds: dict[str, float] = {}
        self._say = say or (lambda name: None)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        if name not in self.seconds:
            self._say(name)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def peak_memory() -> int:
    """The most memory, in bytes, that this process or any one of its finished children has held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
