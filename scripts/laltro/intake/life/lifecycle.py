"""What a submission shall be, seen what it is: the whole of its life on a forge as one pure function.

opened → (invalid ⇄ edited) → proposed → changed by an edit → merged → live | rejected | withdrawn. Whoever carries this
out only compares: running it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from laltro.intake.deciding.decision import Decision
from laltro.intake.life.command import CALL, ENDING, Order, may, read_command
from laltro.intake.life.issue_state import IssueState, digest, digest_of, is_own

State = Literal[
    "ignored", "invalid", "proposed", "held", "adopted", "withdrawn", "rejected", "duplicate", "merged", "live"
]
_ENDS: Mapping[str, State] = {"ritira": "withdrawn", "rifiuta": "rejected", "duplicato": "duplicate"}
# State → the labels of ours that the submission then bears; all others of ours are taken off.
LABELS: Mapping[State, str] = {
    **{"invalid": "to_correct", "proposed": "in_review", "held": "in_review", "withdrawn": "withdrawn"},
    **{"rejected": "rejected", "duplicate": "rejected", "merged": "published", "live": "published"},
    "adopted": "published",
}
PERSONAL = "personal"
MANAGED = frozenset({*LABELS.values(), PERSONAL})
# GitHub's names of reactions.
DONE, REFUSED = "rocket", "confused"


@dataclass(frozen=True, slots=True)
class Desired:
    """What shall be. `labels` are names of ours (`labels.<name>` in words/).

    `branch` and `pull` say what shall become of them (`keep`: nothing), `files` what the branch shall hold, `answers`
    the reaction to each comment that gave an order, `order` the one that ended the submission, `letter` whether our
    comment is written anew, `call` whether those are named whom an organisation wants to be called.
    """

    state: State
    branch: Literal["keep", "made", "gone"] = "keep"
    pull: Literal["keep", "ready", "draft", "closed"] = "keep"
    open: bool = True
    labels: frozenset[str] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)
    order: Order | None = None
    letter: bool = True
    call: bool = False


def orders(case: IssueState, permissions: Mapping[int, str]) -> list[Order]:
    """The orders that nobody answered yet, oldest first; `permissions` by numeric id of who gave them."""
    found = []
    for note in case.notes:
        command = None if note.answered else read_command(note.text)
        if command:
            allowed = may(*command, note.author == case.author != 0, permissions.get(note.author, ""))
            found.append(Order(*command, note.id, allowed))
    return found


def ours(case: IssueState, bots: frozenset[int]) -> bool:
    """Whether the branch holds nothing but what we put there: the newest commit is one of ours for this submission."""
    branch = case.branch
    return branch is None or (branch.author in bots and branch.trailers.get("Submission") == case.key)


def change(files: Mapping[str, str], before: Mapping[str, str]) -> str:
    """The digest of a change: what files become, and what they were. On another main it is another change."""
    return digest_of({**files, **{f"before {path}": text for path, text in before.items()}})


def current(case: IssueState, change: str) -> bool:
    """Whether our last commit says that it is this change, decided from the body as it is now."""
    trailers = case.branch.trailers if case.branch else {}
    return trailers.get("Body") == digest(case.body) and trailers.get("Change") == change


def desired(
    case: IssueState, given: Sequence[Order], decision: Decision, files: Mapping[str, str], bots: frozenset[int]
) -> Desired:
    """What the submission shall be.

    `given` are its unanswered orders, `decision` and `files` what its body decides today, `bots` our own numeric ids.
    """
    wanted = _desired(case, given, decision, files, bots)
    answers = {order.note: _answer(order, wanted) for order in given}
    call = any(order.name == CALL and answers[order.note] == DONE for order in given)
    return replace(wanted, answers=answers, call=call)


def _desired(
    case: IssueState, given: Sequence[Order], decision: Decision, files: Mapping[str, str], bots: frozenset[int]
) -> Desired:
    if is_own(case.author, case.body, bots):
        return Desired("ignored", open=case.open, letter=False)
    ending = next((order for order in reversed(given) if order.allowed and order.name in ENDING), None)
    if case.pull and case.pull.merged:
        return _merged(case)
    if ending and (case.open or _told(case) not in _ENDS.values()):
        state = _ENDS[ending.name]
        return Desired(state, _left(case, bots), "closed", False, _labels(state), order=ending)
    if not case.open and not _resumed(case, given):
        return _closed(case, bots)
    if _refused_by_hand(case):
        return Desired("rejected", _left(case, bots), "closed", False, _labels("rejected"))
    if not case.body.strip() and case.letter is None:
        return Desired("ignored", letter=False)
    if not ours(case, bots):
        return Desired("held", labels=_labels("held"))
    if decision.is_change:
        return Desired("proposed", "made", "ready", True, _labels("proposed"), files)
    personal = any(problem.code.startswith("personal-") for problem in decision.diagnostics)
    return Desired("invalid", "keep", "draft", True, _labels("invalid", personal))


def _left(case: IssueState, bots: frozenset[int]) -> Literal["keep", "gone"]:
    """What becomes of the branch of what ended: a person's work is not ours to delete."""
    return "gone" if ours(case, bots) else "keep"


def _answer(order: Order, wanted: Desired) -> str:
    """The reaction to an order: done only where the submission is what was ordered."""
    ordered = wanted.open if order.name not in _ENDS else wanted.state == _ENDS[order.name]
    return DONE if order.allowed and ordered else REFUSED


def _resumed(case: IssueState, given: Sequence[Order]) -> bool:
    """Whether a withdrawn submission is taken up again: GitHub lets nobody reopen what we closed for them."""
    followed = [order.name for order in given if order.allowed and order.name != CALL]
    return _told(case) == "withdrawn" and followed[-1:] == ["valida"]


def _told(case: IssueState) -> str:
    """The state that our letter tells; empty where there is none."""
    return case.letter.state if case.letter else ""


def _refused_by_hand(case: IssueState) -> bool:
    """A person closed our proposal, and its body has not changed since: not ours to open again."""
    if not case.pull or case.pull.open or _told(case) not in ("proposed", "held"):
        return False
    return case.branch is None or case.branch.trailers.get("Body") == digest(case.body)


def _merged(case: IssueState) -> Desired:
    live = _told(case) == "live"
    state: State = "live" if live else "merged"
    unsaid = case.late and case.letter is not None and case.letter.tells != digest(case.body)
    return Desired(state, "gone", "keep", False, _labels(state), letter=unsaid or not live)


def _closed(case: IssueState, bots: frozenset[int]) -> Desired:
    """Closed by hand, or ended before: what was told stays; closing by hand withdraws one's own, rejects another's."""
    told = _told(case)
    if not told:
        return Desired("ignored", open=False, letter=False)
    if told == "adopted" or (told == "held" and case.completed):  # who took it over published it in a way of their own
        return Desired("adopted", open=False, labels=_labels("adopted"), letter=told != "adopted")
    by_hand: State = "withdrawn" if case.closer == case.author != 0 else "rejected"
    state = next((state for state in _ENDS.values() if state == told), by_hand)
    return Desired(state, _left(case, bots), "closed", False, _labels(state), letter=told != state)


def _labels(state: State, personal: bool = False) -> frozenset[str]:
    return frozenset({LABELS[state], *([PERSONAL] if personal else [])})
