# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Refs, and what follows when one moves: open proposals see it, and issues that a commit names are closed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.github.entries import Issue, Refused
from tests.github.objects import Signature
from tests.github.people import User
from tests.github.repository import MAIN, Repository

HEADS = "refs/heads/"
# https://docs.github.com/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue
CLOSES = re.compile(r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):? +#([0-9]+)\b", re.IGNORECASE)
_NO_NAME = re.compile(r"[\x00-\x20~^:?*\[\\\x7f]|\.\.|@\{|//|/\.|\.lock(?:/|$)|[./]$")


def create_ref(repo: Repository, ref: str, sha: str) -> None:
    """Make a ref. Raises Refused 422 for one that exists, a name that git does not take, a commit that is not here."""
    if not ref.startswith("refs/") or ref.count("/") < 2 or _NO_NAME.search(ref):
        raise Refused(422, f"{ref} is not a valid ref name.")
    if ref in repo.refs:
        raise Refused(422, "Reference already exists")
    if any(each.startswith(f"{ref}/") or ref.startswith(f"{each}/") for each in repo.refs):
        raise Refused(422, "Reference update failed")
    if sha not in repo.objects.commits:
        raise Refused(422, "Object does not exist")
    repo.refs[ref] = sha


def update_ref(repo: Repository, ref: str, sha: str, user: User, force: bool = False) -> None:
    """Move a ref. Raises Refused 422 where it does not exist or does not fast-forward, unless forced; main never is."""
    if ref not in repo.refs:
        raise Refused(422, "Reference does not exist")
    if sha not in repo.objects.commits:
        raise Refused(422, "Object does not exist")
    if not (force and ref != MAIN) and not repo.objects.stands_on(sha, repo.refs[ref]):
        raise Refused(422, "Update is not a fast forward")
    if ref == MAIN:
        refuse_by_rule(repo, sha)
    move(repo, ref, sha, user)


def refuse_by_rule(repo: Repository, sha: str) -> None:
    """Refuse a push to main that skips what its rule asks for."""
    good = {each.context for each in repo.latest_statuses(sha) if each.state == "success"}
    if repo.required_approvals or not good >= set(repo.required_statuses):
        raise Refused(422, "Changes must be made through a pull request.")


def delete_ref(repo: Repository, ref: str, user: User) -> None:
    """Take a ref away; proposals from it are closed. Raises Refused 422 where it does not exist."""
    if ref not in repo.refs:
        raise Refused(422, "Reference does not exist")
    for issue in repo.pulls(ref.removeprefix(HEADS)):
        repo.close(issue, user)
    del repo.refs[ref]


def move(repo: Repository, ref: str, sha: str, user: User) -> None:
    """Let a ref point elsewhere, and let the proposals from it and to it know."""
    before, repo.refs[ref] = repo.refs[ref], sha
    branch = ref.removeprefix(HEADS)
    for issue in repo.pulls():
        _follow(repo, issue, branch, sha, user)
    if ref == MAIN:
        for commit in repo.objects.new(before, sha):
            close_named(repo, commit.message, user)


def _follow(repo: Repository, issue: Issue, branch: str, sha: str, user: User) -> None:
    pull = issue.pull
    assert pull is not None
    if branch == pull.base:
        if repo.objects.stands_on(sha, pull.head_sha):  # it came in by another way
            merged(repo, issue, user, sha)
        else:
            pull.base_sha = sha
    elif branch == pull.head:
        pull.head_sha = sha
        issue.updated_at = repo.clock.now
        if repo.objects.stands_on(pull.base_sha, sha):  # nothing is left to propose: GitHub closes it
            repo.close(issue, user)


def merged(repo: Repository, issue: Issue, user: User, sha: str) -> None:
    """Note that a proposal is in its base, as commit `sha`."""
    assert issue.pull is not None
    issue.pull.merged_at, issue.pull.merged_by, issue.pull.merge_commit = repo.clock.now, user, sha
    repo.close(issue, user)


def close_named(repo: Repository, text: str, user: User) -> None:
    """Close the issues that a text says it closes (`Closes #12`)."""
    for number in map(int, CLOSES.findall(text)):
        if number in repo.issues and repo.issues[number].pull is None:
            repo.close(repo.issues[number], user)


def signature(repo: Repository, user: User) -> Signature:
    """How an account signs a commit now."""
    return Signature(user.login, f"{user.id}+{user.login}@users.noreply.github.com", repo.clock.now)


def web_flow(repo: Repository) -> Signature:
    """How GitHub itself signs a commit now."""
    return Signature("GitHub", "noreply@github.com", repo.clock.now)


def push(repo: Repository, branch: str, files: Mapping[str, str | None], message: str, user: User) -> str:
    """Commit texts (None deletes) to a branch, as a person with a clone does; begins it on main. The commit's name."""
    ref = f"{HEADS}{branch}"
    repo.refs.setdefault(ref, repo.refs[MAIN])
    kept = {path: entry for path, entry in repo.objects.files(repo.refs[ref]).items() if path not in files}
    new = repo.entries({path: text for path, text in files.items() if text is not None})
    tree = repo.objects.tree({**kept, **new})
    sha = repo.objects.commit(tree, (repo.refs[ref],), message, signature(repo, user))
    move(repo, ref, sha, user)
    return sha
