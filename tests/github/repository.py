# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A repository's state, and what happens to its issues. Every refusal is a `Refused`; nothing here knows of HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from tests.github.clock import Clock
from tests.github.entries import (
    LONGEST_TITLE,
    CheckRun,
    Comment,
    Issue,
    Label,
    Reaction,
    Refused,
    Status,
    checked_text,
    invalid,
)
from tests.github.objects import Files, Objects, Signature
from tests.github.people import User

MAIN = "refs/heads/main"
Key = TypeVar("Key")
Thing = TypeVar("Thing")
OPTIONS = {
    "has_issues": True,
    "allow_merge_commit": True,
    "allow_squash_merge": True,
    "allow_rebase_merge": False,
    "allow_auto_merge": False,
    "delete_branch_on_merge": False,
}
PUSHERS = {"write", "maintain", "admin"}
LABELLERS = PUSHERS | {"triage"}


class Repository:
    """One repository: git, issues and pull requests, labels, statuses, who has which role, and its rules.

    `required_statuses` and `required_approvals` are main's rule, `options` the boxes to be ticked, and `settings`
    what GitHub answers on administrative paths, by the part after the repository (`branches/main/protection`).
    """

    def __init__(self, name: str, number: int, clock: Clock, ids: Iterator[int], files: Mapping[str, str]) -> None:
        self.full_name, self.id, self.clock, self._ids = name, number, clock, ids
        self.owner, _, self.name = name.partition("/")
        self.objects = Objects()
        self.refs: dict[str, str] = {}
        self.issues: dict[int, Issue] = {}
        self.labels: dict[str, Label] = {}
        self.statuses: list[Status] = []
        self.check_runs: list[CheckRun] = []
        self.roles: dict[str, str] = {}
        self.settings: dict[str, Any] = {}
        self.dispatches: list[dict[str, Any]] = []
        self.required_statuses: tuple[str, ...] = ()
        self.required_approvals = 0
        self.actions_may_propose = True
        self.options = dict(OPTIONS)
        author = Signature(self.owner, f"{self.owner}@users.noreply.github.com", clock.now)
        self.refs[MAIN] = self.objects.commit(self.objects.tree(self.entries(files)), (), "Begin", author)

    def next_id(self) -> int:
        """A number that nothing else bears."""
        return next(self._ids)

    def entries(self, files: Mapping[str, str]) -> Files:
        """Texts as ordinary files of a tree."""
        return {path: ("100644", self.objects.blob(text.encode())) for path, text in files.items()}

    def texts(self, ref: str = MAIN) -> dict[str, str]:
        """Path → text of a branch's files."""
        files = self.objects.files(self.refs[ref])
        return {path: self.objects.blobs[sha].decode() for path, (_, sha) in files.items()}

    def role(self, user: User) -> str:
        """An account's role here; `read` for anybody, since the repository is public."""
        return "admin" if user.login == self.owner else self.roles.get(user.login, "read")

    def issue(self, number: int) -> Issue:
        """An issue or a pull request. Raises Refused 404."""
        return found(self.issues, number)

    def comment(self, number: int) -> Comment:
        """A comment by its own number. Raises Refused 404."""
        return found({each.id: each for issue in self.issues.values() for each in issue.comments}, number)

    def pulls(self, head: str = "", state: str = "open") -> list[Issue]:
        """Pull requests by head branch and state (`open`, `closed`, `all`), the oldest first."""
        return [
            each
            for each in self.issues.values()
            if each.pull and state in (each.state, "all") and head in ("", each.pull.head)
        ]

    def open_issue(
        self, author: User, title: str, body: str | None = None, labels: Iterable[str] = (), quiet: bool = False
    ) -> Issue:
        """Open an issue; `quiet` drops the labels, as GitHub does for who may not set them."""
        checked_text("Issue", "title", title, LONGEST_TITLE, blank=False)
        checked_text("Issue", "body", body or "")
        now, number = self.clock.now, len(self.issues) + 1
        issue = Issue(self.next_id(), number, author, title, body, now, now)
        self.issues[number] = issue
        if not quiet:
            self.add_labels(issue, labels)
        return issue

    def edit_issue(self, issue: Issue, changes: Mapping[str, Any]) -> None:
        """Change title or body (`changes`: the fields that were sent)."""
        if "title" in changes:
            issue.title = checked_text("Issue", "title", changes["title"], LONGEST_TITLE, blank=False)
        if "body" in changes:
            issue.body = changes["body"] and checked_text("Issue", "body", changes["body"])
        issue.updated_at = self.clock.now

    def close(self, issue: Issue, user: User, reason: str | None = "completed") -> None:
        """Close an issue; a pull request has no reason."""
        if issue.state == "open":
            issue.state, issue.closed_at, issue.closed_by = "closed", self.clock.now, user
        issue.reason = None if issue.pull else reason
        issue.updated_at = self.clock.now

    def reopen(self, issue: Issue) -> None:
        """Open an issue again."""
        if issue.state == "closed":
            issue.reason = None if issue.pull else "reopened"
        issue.state, issue.closed_at, issue.closed_by = "open", None, None
        issue.updated_at = self.clock.now

    def add_comment(self, issue: Issue, author: User, body: str) -> Comment:
        """Say something on an issue or a pull request."""
        checked_text("IssueComment", "body", body, blank=False)
        now = self.clock.now
        comment = Comment(self.next_id(), issue.number, author, body, now, now)
        issue.comments.append(comment)
        issue.updated_at = now
        return comment

    def edit_comment(self, comment: Comment, body: str) -> None:
        """Change what a comment says; its author stays."""
        comment.body = checked_text("IssueComment", "body", body, blank=False)
        comment.updated_at = self.issue(comment.issue).updated_at = self.clock.now

    def react(self, target: Issue | Comment, user: User, content: str) -> tuple[Reaction, bool]:
        """One sign per account and kind: the reaction, and whether it is new."""
        for each in target.reactions:
            if (each.user, each.content) == (user, content):
                return each, False
        target.reactions.append(Reaction(self.next_id(), user, content, self.clock.now))
        return target.reactions[-1], True

    def create_label(self, name: str, color: str = "ededed", description: str | None = None) -> Label:
        """Make a label. Raises Refused 422 where one of that name, in any case, exists."""
        if name.lower() in self.labels:
            raise Refused(422, "Validation Failed", [{"resource": "Label", "code": "already_exists", "field": "name"}])
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
            raise Refused(422, "Validation Failed", [{"resource": "Label", "code": "invalid", "field": "color"}])
        checked_text("Label", "name", name, 50, blank=False)
        self.labels[name.lower()] = label = Label(self.next_id(), name, color, description)
        return label

    def add_labels(self, issue: Issue, names: Iterable[str]) -> None:
        """Put labels on an issue; one that does not exist comes into being."""
        for name in names:
            label = self.labels.get(name.lower()) or self.create_label(name)
            if label not in issue.labels:
                issue.labels.append(label)
        issue.updated_at = self.clock.now

    def remove_label(self, issue: Issue, name: str) -> None:
        """Take a label off an issue. Raises Refused 404 where it bears none of that name."""
        label = self.labels.get(name.lower())
        if label not in issue.labels:
            raise Refused(404, "Label does not exist")
        issue.labels.remove(label)
        issue.updated_at = self.clock.now

    def set_status(
        self, sha: str, user: User, state: str, context: str, description: str | None = None, url: str | None = None
    ) -> Status:
        """Say of a commit how it stands. Raises Refused 422 for a commit that is not here or too long a text."""
        if sha not in self.objects.commits:
            raise Refused(422, f"No commit found for SHA: {sha}")
        if len(description or "") > 140:
            raise invalid("Status", "description", "description is too long (maximum is 140 characters)")
        now = self.clock.now
        self.statuses.append(Status(self.next_id(), sha, state, context, description, url, user, now))
        return self.statuses[-1]

    def latest_statuses(self, sha: str) -> list[Status]:
        """The latest status of each context of a commit, the newest first."""
        latest = {each.context: each for each in self.statuses if each.sha == sha}
        return sorted(latest.values(), key=lambda each: each.id, reverse=True)

    def add_check_run(self, sha: str, name: str, conclusion: str | None = None) -> CheckRun:
        """Leave a check run on a commit, as Actions does; without a conclusion it still runs."""
        status = "completed" if conclusion else "in_progress"
        self.check_runs.append(CheckRun(self.next_id(), sha, name, status, conclusion, self.clock.now))
        return self.check_runs[-1]


def found(things: Mapping[Key, Thing], key: Key) -> Thing:
    """What stands under a key. Raises Refused 404."""
    if key not in things:
        raise Refused(404, "Not Found")
    return things[key]
