"""What a change may hold: in the data ordinary files only, in a proposal nothing but data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

DATA = "data/"
# The modes that git gives to an ordinary file, and to one that is gone.
_ORDINARY = frozenset({"100644", "000000"})


@dataclass(frozen=True, slots=True)
class Touched:
    """A file that a change adds, changes or removes, and git's mode of it afterwards (`000000`: it is gone)."""

    path: str
    mode: str = "100644"

    @property
    def removed(self) -> bool:
        """Whether the change takes it away."""
        return self.mode == "000000"


def strays(touched: Iterable[Touched], proposal: bool) -> Iterator[tuple[Literal["outside", "mode"], Touched]]:
    """The files that may not be so.

    `mode` stands for a link, a repository within or a program among the data, `outside` for what a `proposal` (the
    branch of a submission) may not touch.
    """
    for file in touched:
        if file.path.startswith(DATA):
            if file.mode not in _ORDINARY:
                yield "mode", file
        elif proposal:
            yield "outside", file
