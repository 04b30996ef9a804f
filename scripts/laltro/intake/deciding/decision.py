"""What becomes of a submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from laltro.insight.likeness.likeness import Likeness
from laltro.intake.reading.submission import Submission
from laltro.model.diagnostic import Diagnostic
from laltro.model.record import Key, Record


class Change(Protocol):
    """Records to write, whoever decided so: a form, or a facilitator. `before` holds the old states by key."""

    @property
    def records(self) -> tuple[Record, ...]:
        """The new states, the main one first."""

    @property
    def before(self) -> Mapping[Key, Record]:
        """The old state of every record that is not new."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a submission. `records` are the new states (empty for a reply), `before` the old ones by key."""

    submission: Submission
    records: tuple[Record, ...] = ()
    before: Mapping[Key, Record] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    duplicates: tuple[Likeness, ...] = ()

    @property
    def is_change(self) -> bool:
        """True for a change; a reply otherwise."""
        return bool(self.records)
