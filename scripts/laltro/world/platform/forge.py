"""What carries out a decision on a platform of code: the one way in which the rest of the product sees GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from laltro.intake.life.issue_state import IssueState, Pull


class ForgeFailure(Exception):
    """The platform could not do it, and running again is safe; `code` names the sentence (`forge.<code>`)."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Moved(ForgeFailure):
    """What was seen is no longer so: look again, and decide anew."""

    def __init__(self) -> None:
        super().__init__("moved")


class Forge(Protocol):
    """Reads one submission, and makes what is missing. Every write looks first, so that a second run does nothing.

    Raises ForgeFailure where the platform fails or refuses, Moved where somebody was faster. `done` is one line for
    every write, of numbers and names of ours only.
    """

    done: list[str]
    bots: frozenset[int]

    def case(self, number: int) -> IssueState:
        """A submission as it is now, with its comments, branch and pull request."""

    def permission(self, author: int, login: str) -> str:
        """What someone may do in the repository: `admin`, `write`, `read` or empty. Both id and name must be theirs."""

    def login(self, account: int) -> str:
        """The name of an account (numeric id) today; empty where it is gone."""

    def make_branch(self, case: IssueState, files: Mapping[str, str], message: str) -> str:
        """The branch with one commit on the commit of the data, holding exactly `files` besides; the new commit."""

    def remove_branch(self, case: IssueState) -> None:
        """No branch."""

    def open_pull(self, case: IssueState, title: str, body: str) -> Pull:
        """The pull request, ready to be reviewed, with this title and body."""

    def ask(self, pull: Pull, logins: Iterable[str]) -> None:
        """These people, who may approve, asked for a review."""

    def retell(self, pull: Pull, body: str) -> None:
        """The pull request with this body."""

    def draft_pull(self, pull: Pull) -> None:
        """The pull request as a draft."""

    def close_pull(self, pull: Pull) -> None:
        """The pull request closed without merging."""

    def changes(self, commit: str) -> Mapping[str, str]:
        """What a commit, with all that it stands on, would change in main: path → name of the blob, empty for none."""

    def paths(self, pull: Pull) -> list[str]:
        """The files that a pull request changes, or changed when it was merged."""

    def includes(self, commit: str) -> bool:
        """Whether the commit of the data stands on `commit`."""

    def approvals(self, pull: Pull, commit: str) -> frozenset[int]:
        """The people with write access (numeric ids) who approve of the pull request as of `commit`."""

    def dismiss(self, pull: Pull, message: str) -> None:
        """No approval."""

    def write_letter(self, case: IssueState, text: str) -> None:
        """Our one comment."""

    def call(self, case: IssueState, text: str) -> None:
        """One more comment of ours, which names people (see `reviewer`)."""

    def label(self, case: IssueState, wanted: Iterable[str], managed: Iterable[str]) -> None:
        """Of the `managed` labels only the `wanted` ones; others stay as people set them."""

    def reopen(self, case: IssueState) -> None:
        """The issue open."""

    def close(self, case: IssueState, reason: str) -> None:
        """The issue closed as `completed` or `not_planned`."""

    def react(self, case: IssueState, note: int, reaction: str) -> None:
        """Our reaction to a comment."""

    def status(self, commit: str, context: str, state: str, description: str) -> None:
        """The commit status."""

    def open_submissions(self) -> list[int]:
        """The numbers of all open issues, in order."""

    def closed_submissions(self, since: datetime) -> list[int]:
        """The numbers of the closed issues in which something happened since then, in order."""

    def submission_of(self, pull: int) -> int | None:
        """The number of the submission that a pull request proposes; None for any other pull request."""
