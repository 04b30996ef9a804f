"""What becomes of a submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from laltro.insight.likeness import Likeness
from laltro.intake.body import Submission
from laltro.model.diagnostic import Diagnostic
from laltro.model.record import Record


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a submission. `records` are the new states (empty for a reply), `before` the old ones by key."""

    submission: Submission
    records: tuple[Record, ...] = ()
    before: Mapping[tuple[str, str], Record] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    duplicates: tuple[Likeness, ...] = ()

    @property
    def is_change(self) -> bool:
        """True for a change; a reply otherwise."""
        return bool(self.records)
