# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pull requests: opened, reviewed, closed, merged, and why GitHub would not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.github.branches import HEADS, close_named, delete_ref, merged, move, signature, web_flow
from tests.github.entries import LONGEST_TITLE, Issue, Pull, Refused, Review, checked_text, invalid
from tests.github.people import ACTIONS, User
from tests.github.repository import PUSHERS, Repository, found

EVENTS = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}
METHODS = {"merge": "allow_merge_commit", "squash": "allow_squash_merge", "rebase": "allow_rebase_merge"}
NOT_ACTIONS = "GitHub Actions is not permitted to create or approve pull requests."


def open_pull(
    repo: Repository, author: User, title: str, body: str | None, head: str, base: str, draft: bool = False
) -> Issue:
    """Propose `head` (a branch, also `owner:branch`) for `base`. Raises Refused 403, 422."""
    head = head.removeprefix(f"{repo.owner}:")
    if author == ACTIONS and not repo.actions_may_propose:
        raise Refused(403, NOT_ACTIONS)
    checked_text("PullRequest", "title", title, LONGEST_TITLE, blank=False)
    checked_text("PullRequest", "body", body or "")
    head_sha, base_sha = _tip(repo, "head", head), _tip(repo, "base", base)
    _refuse_twice(repo, head, base)
    if not repo.objects.new(base_sha, head_sha):
        raise _custom(f"No commits between {base} and {head}")
    issue = repo.open_issue(author, title, body)
    issue.pull = Pull(repo.next_id(), head, base, head_sha, base_sha, draft)
    return issue


def reopen_pull(repo: Repository, issue: Issue) -> None:
    """Open a pull request again. Raises Refused 422 where its branch is gone or was rewritten, or it is merged."""
    pull = pull_of(issue)
    if issue.state == "open":
        return
    if pull.merged_at:
        raise _state("merged pull requests cannot be reopened")
    if f"{HEADS}{pull.head}" not in repo.refs:
        raise _state(f"state cannot be changed. The {pull.head} branch has been deleted.")
    _refuse_twice(repo, pull.head, pull.base)
    now = repo.refs[f"{HEADS}{pull.head}"]
    if not repo.objects.stands_on(now, pull.head_sha):
        raise _state(f"state cannot be changed. The {pull.head} branch was force-pushed or recreated.")
    pull.head_sha, pull.base_sha = now, repo.refs[f"{HEADS}{pull.base}"]
    if repo.objects.stands_on(pull.base_sha, pull.head_sha):
        raise _state(f"state cannot be changed. There are no new commits on the {pull.head} branch.")
    repo.reopen(issue)


def pull_of(issue: Issue) -> Pull:
    """The proposal of an issue. Raises Refused 404 where it is an issue alone."""
    if issue.pull is None:
        raise Refused(404, "Not Found")
    return issue.pull


def review(repo: Repository, issue: Issue, user: User, event: str, body: str, commit: str = "") -> Review:
    """Review a proposal (APPROVE, REQUEST_CHANGES, COMMENT). Raises Refused 422."""
    pull = pull_of(issue)
    if event == "APPROVE" and user == ACTIONS and not repo.actions_may_propose:
        raise Refused(422, "Unprocessable Entity", [NOT_ACTIONS])
    if event != "COMMENT" and user == issue.author:
        raise Refused(422, "Unprocessable Entity", ["Can not approve or request changes on your own pull request"])
    if event != "APPROVE" and not body:
        raise Refused(422, "Unprocessable Entity", ["Body is required"])
    now = repo.clock.now
    made = Review(repo.next_id(), user, EVENTS[event], body, commit or pull.head_sha, now)
    pull.reviews.append(made)
    pull.reviewers = [each for each in pull.reviewers if each != user]
    issue.updated_at = now
    return made


def dismiss(issue: Issue, number: int) -> Review:
    """Withdraw a review's verdict. Raises Refused 404, and 422 for one that has no verdict."""
    made: Review = found({each.id: each for each in pull_of(issue).reviews}, number)
    if made.state not in {"APPROVED", "CHANGES_REQUESTED"}:
        raise Refused(422, "Unprocessable Entity", ["Can not dismiss a commented pull request review"])
    made.state = "DISMISSED"
    return made


def mergeable(repo: Repository, issue: Issue) -> bool | None:
    """Whether it merges cleanly; None on the first look after head or base moved, since GitHub works it out later."""
    pull = pull_of(issue)
    seen, pull.computed = pull.computed, (pull.head_sha, pull.base_sha)
    if issue.state == "closed" or seen != pull.computed:
        return None
    return repo.objects.merge(pull.base_sha, pull.head_sha) is not None


def blocked(repo: Repository, issue: Issue) -> str:
    """What the rule of the base branch still asks for; empty where nothing."""
    pull = pull_of(issue)
    states = {each.context: each.state for each in repo.latest_statuses(pull.head_sha)}
    for context in repo.required_statuses if pull.base == "main" else ():
        if states.get(context) != "success":
            return f'Required status check "{context}" is {"failing" if context in states else "expected"}.'
    verdicts = {each.author: each.state for each in pull.reviews if each.state != "COMMENTED"}
    counted = [state for user, state in verdicts.items() if repo.role(user) in PUSHERS]
    missing = repo.required_approvals > counted.count("APPROVED")
    if repo.required_approvals and (missing or "CHANGES_REQUESTED" in counted):
        return "At least 1 approving review is required by reviewers with write access."
    return ""


def merge(repo: Repository, issue: Issue, user: User, wanted: Mapping[str, Any]) -> str:
    """Merge a proposal (`wanted`: GitHub's request body); the new commit. Raises Refused 405, 409."""
    pull = pull_of(issue)
    _refuse_merge(repo, issue, wanted.get("sha"))
    files = repo.objects.merge(pull.base_sha, pull.head_sha)
    if files is None:
        raise Refused(405, "Pull Request is not mergeable")
    method = wanted.get("merge_method", "merge")
    if not repo.options[METHODS[method]]:
        raise Refused(405, f"{method.capitalize()} merges are not allowed on this repository.")
    if method == "rebase":
        raise NotImplementedError("the fake does not rebase")
    parents = (pull.base_sha, pull.head_sha) if method == "merge" else (pull.base_sha,)
    title = wanted.get("commit_title") or _title(repo, issue, method)
    text = wanted.get("commit_message", issue.title if method == "merge" else "")
    message = f"{title}\n\n{text}".rstrip()
    sha = repo.objects.commit(repo.objects.tree(files), parents, message, signature(repo, user), web_flow(repo))
    repo.objects.verified.add(sha)
    merged(repo, issue, user, sha)
    move(repo, f"{HEADS}{pull.base}", sha, user)
    if pull.base == "main":
        close_named(repo, issue.body or "", user)
    if repo.options["delete_branch_on_merge"]:
        delete_ref(repo, f"{HEADS}{pull.head}", user)
    return sha


def _title(repo: Repository, issue: Issue, method: str) -> str:
    head = pull_of(issue).head
    merged = f"Merge pull request #{issue.number} from {repo.owner}/{head}"
    return merged if method == "merge" else f"{issue.title} (#{issue.number})"


def _refuse_merge(repo: Repository, issue: Issue, sha: str | None) -> None:
    if issue.state == "closed":
        raise Refused(405, "Pull Request is not mergeable")
    if pull_of(issue).draft:
        raise Refused(405, "Pull Request is still a draft")
    if sha and sha != pull_of(issue).head_sha:
        raise Refused(409, "Head branch was modified. Review and try the merge again.")
    if why := blocked(repo, issue):
        raise Refused(405, why)


def _tip(repo: Repository, name: str, branch: str) -> str:
    if f"{HEADS}{branch}" not in repo.refs:
        raise Refused(422, "Validation Failed", [{"resource": "PullRequest", "field": name, "code": "invalid"}])
    return repo.refs[f"{HEADS}{branch}"]


def _refuse_twice(repo: Repository, head: str, base: str) -> None:
    if any(each.pull and each.pull.base == base for each in repo.pulls(head)):
        raise _custom(f"A pull request already exists for {repo.owner}:{head}.")


def _custom(message: str) -> Refused:
    return Refused(422, "Validation Failed", [{"resource": "PullRequest", "code": "custom", "message": message}])


def _state(message: str) -> Refused:
    return invalid("PullRequest", "state", message, "invalid")
