# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Issues and comments, as their operations answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.github.entries import Comment, Issue, Refused
from tests.github.merging import reopen_pull
from tests.github.repository import LABELLERS, PUSHERS
from tests.github.routing import REPO, Answer, Call, answers

EITHER = "issues,pull_requests"
ISSUES = f"{REPO}/issues"
ISSUE = f"{ISSUES}/{{issue_number}}"
COMMENT = f"{ISSUES}/comments/{{comment_id}}"


@answers("GET", ISSUES, "issues:read")
def list_issues(call: Call) -> Answer:
    """Issues and pull requests: GitHub lists both, the newest first."""
    query = call.query
    wanted = {name.lower() for name in query.get("labels", "").split(",") if name}
    shown = [
        issue
        for issue in call.repo.issues.values()
        if query.get("state", "open") in (issue.state, "all")
        and wanted <= {name.lower() for name in issue.label_names}
        and query.get("creator", issue.author.login) == issue.author.login
    ]
    shown = in_order(shown, query.get("sort", "created"), query.get("direction", "desc"))
    return Answer(200, [call.views.issue(issue) for issue in since(shown, query)], paged=".")


@answers("POST", ISSUES, "issues:join")
def create_issue(call: Call) -> Answer:
    """Open an issue; labels count only from those who may set them."""
    body = call.body
    quiet = not call.token.is_app and call.repo.role(call.user) not in PUSHERS
    issue = call.repo.open_issue(call.user, str(body["title"]), body.get("body"), label_names(body), quiet)
    return Answer(201, call.views.issue(issue))


@answers("GET", ISSUE, "issues:read")
def get_issue(call: Call) -> Answer:
    """An issue or a pull request."""
    return Answer(200, call.views.issue(issue_of(call)))


@answers("PATCH", ISSUE)
def edit_issue(call: Call) -> Answer:
    """Edit, close, reopen: the author, or who may write; labels only the latter."""
    issue, body = issue_of(call), call.body
    own(call, issue.author, EITHER)
    if "title" in body or "body" in body:
        call.repo.edit_issue(issue, body)
    if "labels" in body and (call.token.is_app or call.repo.role(call.user) in LABELLERS):
        issue.labels.clear()
        call.repo.add_labels(issue, label_names(body))
    set_state(call, issue, body.get("state"), body.get("state_reason"))
    return Answer(200, call.views.issue(issue))


def set_state(call: Call, issue: Issue, state: str | None, reason: str | None = None) -> None:
    """Close or reopen an issue or a pull request."""
    if state == "closed":
        call.repo.close(issue, call.user, reason or "completed")
    elif state == "open" and issue.pull:
        reopen_pull(call.repo, issue)
    elif state == "open":
        call.repo.reopen(issue)


@answers("PUT", f"{ISSUE}/lock", f"{EITHER}:write")
def lock_issue(call: Call) -> Answer:
    """Let only those who may write go on talking."""
    issue_of(call).locked = True
    return Answer(204)


@answers("DELETE", f"{ISSUE}/lock", f"{EITHER}:write")
def unlock_issue(call: Call) -> Answer:
    """Let everybody talk again."""
    issue_of(call).locked = False
    return Answer(204)


@answers("GET", f"{ISSUE}/comments", f"{EITHER}:read")
def list_comments(call: Call) -> Answer:
    """An issue's comments, the oldest first."""
    return Answer(200, [call.views.comment(each) for each in since(issue_of(call).comments, call.query)], paged=".")


@answers("GET", f"{ISSUES}/comments", f"{EITHER}:read")
def list_all_comments(call: Call) -> Answer:
    """Every comment of the repository, by its number unless asked otherwise."""
    comments = [each for issue in call.repo.issues.values() for each in issue.comments]
    comments = in_order(comments, call.query.get("sort", "id"), call.query.get("direction", "asc"))
    return Answer(200, [call.views.comment(each) for each in since(comments, call.query)], paged=".")


@answers("POST", f"{ISSUE}/comments", f"{EITHER}:join")
def create_comment(call: Call) -> Answer:
    """Say something."""
    issue = issue_of(call)
    if issue.locked and call.repo.role(call.user) not in PUSHERS and not call.token.is_app:
        raise Refused(403, "Unable to create comment because issue is locked.")
    return Answer(201, call.views.comment(call.repo.add_comment(issue, call.user, call.body["body"])))


@answers("GET", COMMENT, f"{EITHER}:read")
def get_comment(call: Call) -> Answer:
    """One comment."""
    return Answer(200, call.views.comment(comment_of(call)))


@answers("PATCH", COMMENT)
def edit_comment(call: Call) -> Answer:
    """Change a comment: its author, or who may write."""
    comment = comment_of(call)
    own(call, comment.author, EITHER)
    call.repo.edit_comment(comment, call.body["body"])
    return Answer(200, call.views.comment(comment))


@answers("DELETE", COMMENT)
def delete_comment(call: Call) -> Answer:
    """Take a comment away: its author, or who may write."""
    comment = comment_of(call)
    own(call, comment.author, EITHER)
    call.repo.issue(comment.issue).comments.remove(comment)
    return Answer(204)


def own(call: Call, author: Any, permissions: str) -> None:
    """Let pass the author, and who may write. Raises Refused 403."""
    if call.user != author and not call.may(permissions, "write"):
        message = "Resource not accessible by integration" if call.token.is_app else "Must have admin rights."
        raise Refused(403, message)


def in_order(things: list[Any], sort: str, direction: str) -> list[Any]:
    """Issues or comments in the order that was asked for; of the same moment by number."""
    keys: dict[str, Callable[[Any], Any]] = {
        "created": lambda each: (each.created_at, each.id),
        "updated": lambda each: (each.updated_at, each.id),
        "comments": lambda each: (len(each.comments), each.id),
        "id": lambda each: each.id,
    }
    return sorted(things, key=keys[sort], reverse=direction == "desc")


def since(things: list[Any], query: Any) -> list[Any]:
    """Those that were touched at or after the moment that was asked for."""
    start = query.get("since")
    return [each for each in things if not start or each.updated_at >= datetime.fromisoformat(start)]


def issue_of(call: Call) -> Issue:
    return call.repo.issue(call.number("issue_number"))


def comment_of(call: Call) -> Comment:
    return call.repo.comment(call.number("comment_id"))


def label_names(body: Any) -> list[str]:
    """The names of labels in a request: a bare list, or under `labels`; each a name or an object that has one."""
    labels = body if isinstance(body, list) else body.get("labels", [])
    return [label if isinstance(label, str) else label["name"] for label in labels]
