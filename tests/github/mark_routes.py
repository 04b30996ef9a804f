# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Labels and reactions, as their operations answer."""

from __future__ import annotations

from collections.abc import Callable

from tests.github.entries import Comment, Issue, Label
from tests.github.issue_routes import COMMENT, EITHER, ISSUE, comment_of, issue_of, label_names, own
from tests.github.repository import found
from tests.github.routing import REPO, Answer, Call, answers

LABELS = f"{ISSUE}/labels"


@answers("GET", f"{REPO}/labels", "issues:read")
def list_labels(call: Call) -> Answer:
    """Every label of the repository."""
    return Answer(200, [call.views.label(label) for label in call.repo.labels.values()], paged=".")


@answers("POST", f"{REPO}/labels", "issues:write")
def create_label(call: Call) -> Answer:
    """Make a label."""
    body = call.body
    label = call.repo.create_label(body["name"], body.get("color", "ededed"), body.get("description"))
    return Answer(201, call.views.label(label))


@answers("GET", f"{REPO}/labels/{{name}}", "issues:read")
def get_label(call: Call) -> Answer:
    """One label, in any case."""
    return Answer(200, call.views.label(_label(call)))


@answers("PATCH", f"{REPO}/labels/{{name}}", "issues:write")
def edit_label(call: Call) -> Answer:
    """Change a label's colour or what it says of itself."""
    label = _label(call)
    label.color = call.body.get("color", label.color)
    label.description = call.body.get("description", label.description)
    return Answer(200, call.views.label(label))


@answers("GET", LABELS, "issues:read")
def list_issue_labels(call: Call) -> Answer:
    """The labels of an issue."""
    return Answer(200, [call.views.label(label) for label in issue_of(call).labels], paged=".")


@answers("POST", LABELS, f"{EITHER}:write")
def add_labels(call: Call) -> Answer:
    """Put labels on an issue."""
    return _relabel(call, lambda issue: call.repo.add_labels(issue, label_names(call.body)))


@answers("PUT", LABELS, f"{EITHER}:write")
def set_labels(call: Call) -> Answer:
    """Put labels on an issue in place of those it has."""
    issue_of(call).labels.clear()
    return add_labels(call)


@answers("DELETE", f"{LABELS}/{{name}}", f"{EITHER}:write")
def remove_label(call: Call) -> Answer:
    """Take a label off an issue."""
    return _relabel(call, lambda issue: call.repo.remove_label(issue, call.params["name"]))


@answers("GET", f"{ISSUE}/reactions", "issues:read")
def list_issue_reactions(call: Call) -> Answer:
    """The reactions to an issue."""
    return _reactions(call, issue_of(call))


@answers("POST", f"{ISSUE}/reactions", f"{EITHER}:join")
def react_to_issue(call: Call) -> Answer:
    """React to an issue."""
    return _react(call, issue_of(call))


@answers("GET", f"{COMMENT}/reactions", f"{EITHER}:read")
def list_comment_reactions(call: Call) -> Answer:
    """The reactions to a comment."""
    return _reactions(call, comment_of(call))


@answers("POST", f"{COMMENT}/reactions", f"{EITHER}:join")
def react_to_comment(call: Call) -> Answer:
    """React to a comment."""
    return _react(call, comment_of(call))


@answers("DELETE", f"{ISSUE}/reactions/{{reaction_id}}", f"{EITHER}:join")
def unreact_to_issue(call: Call) -> Answer:
    """Take a reaction back from an issue."""
    return _unreact(call, issue_of(call))


@answers("DELETE", f"{COMMENT}/reactions/{{reaction_id}}", f"{EITHER}:join")
def unreact_to_comment(call: Call) -> Answer:
    """Take a reaction back from a comment."""
    return _unreact(call, comment_of(call))


def _label(call: Call) -> Label:
    label: Label = found(call.repo.labels, call.params["name"].lower())
    return label


def _relabel(call: Call, change: Callable[[Issue], None]) -> Answer:
    issue = issue_of(call)
    change(issue)
    return Answer(200, [call.views.label(label) for label in issue.labels])


def _reactions(call: Call, target: Issue | Comment) -> Answer:
    kind = call.query.get("content")
    shown = [each for each in target.reactions if kind in (None, each.content)]
    return Answer(200, [call.views.reaction(each) for each in shown], paged=".")


def _react(call: Call, target: Issue | Comment) -> Answer:
    reaction, new = call.repo.react(target, call.user, call.body["content"])
    return Answer(201 if new else 200, call.views.reaction(reaction))


def _unreact(call: Call, target: Issue | Comment) -> Answer:
    reaction = found({each.id: each for each in target.reactions}, call.number("reaction_id"))
    own(call, reaction.user, EITHER)
    target.reactions.remove(reaction)
    return Answer(204)
