"""The commit status `laltro/decision`: what a branch rule cannot say of a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from laltro.intake.life.lifecycle import Desired

CONTEXT = "laltro/decision"
# So many approvals a changed contact needs that nothing on the organisation's own site bears out.
APPROVALS = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of the status, and the name of the sentence that says why (`verdict.<reason>` in words/)."""

    state: Literal["success", "pending", "failure"]
    reason: str


def verdict(wanted: Desired, same: bool, unproven: bool, approvals: int) -> Verdict:
    """Whether a proposal may be merged.

    `same` tells whether its branch holds exactly what the latest body decides, `unproven` whether it changes a contact
    without evidence, `approvals` how many people approve of it as it is now.
    """
    if wanted.state != "proposed":
        return Verdict("failure", wanted.state if wanted.state in ("invalid", "held") else "ended")
    if not same or any(not path.startswith("data/") for path in wanted.files):
        return Verdict("failure", "differs")
    if unproven and approvals < APPROVALS:
        return Verdict("pending", "two")
    return Verdict("success", "same")
