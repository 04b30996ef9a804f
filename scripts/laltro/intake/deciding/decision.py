"""What becomes of a submission."""

from __future__ import annotations

from dataclasses import dataclass, field

from laltro.intake.change.change import Change
from laltro.intake.reading.submission import Submission


@dataclass(frozen=True, slots=True)
class Decision(Change):
    """The change that a submission asks for; a reply, which changes nothing, where something is wrong with it."""

    submission: Submission = field(kw_only=True)

    @property
    def is_change(self) -> bool:
        """True for a change; a reply otherwise."""
        return bool(self.moves)
