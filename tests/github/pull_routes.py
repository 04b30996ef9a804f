# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pull requests and their reviews, as their operations answer; drafts by the two GraphQL mutations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.github.branches import HEADS
from tests.github.entries import Issue, Refused
from tests.github.git_views import changed_view, commit_view
from tests.github.issue_routes import in_order, own, set_state
from tests.github.merging import blocked, dismiss, merge, mergeable, open_pull, pull_of, review
from tests.github.people import Token
from tests.github.repository import PUSHERS, found
from tests.github.routing import REPO, Answer, Call, answers
from tests.github.views import View, node_id

if TYPE_CHECKING:
    from tests.github.fake import FakeGitHub

PULLS = f"{REPO}/pulls"
PULL = f"{PULLS}/{{pull_number}}"
REVIEW = f"{PULL}/reviews/{{review_id}}"
DRAFTS = {"markPullRequestReadyForReview": False, "convertPullRequestToDraft": True}


@answers("GET", PULLS, "pull_requests:read")
def list_pulls(call: Call) -> Answer:
    """Pull requests by state, head (`owner:branch`) and base, the newest first."""
    query, repo = call.query, call.repo
    head = query.get("head", "")
    # Without an owner GitHub does not filter at all.
    branch = head.partition(":")[2] if head.startswith(f"{repo.owner}:") else ""
    shown = repo.pulls(branch, query.get("state", "open"))
    if ":" in head and not branch:
        shown = []
    shown = [issue for issue in shown if query.get("base") in (None, pull_of(issue).base)]
    direction = query.get("direction", "desc" if query.get("sort", "created") == "created" else "asc")
    shown = in_order(shown, query.get("sort", "created"), direction)
    return Answer(200, [call.views.pull(issue, pull_of(issue)) for issue in shown], paged=".")


@answers("POST", PULLS, "pull_requests:write")
def create_pull(call: Call) -> Answer:
    """Propose a branch for another."""
    body = call.body
    texts = (str(body.get("title", "")), body.get("body"))
    issue = open_pull(call.repo, call.user, *texts, body["head"], body["base"], bool(body.get("draft")))
    return Answer(201, _full(call, issue))


@answers("GET", PULL, "pull_requests:read")
def get_pull(call: Call) -> Answer:
    """A pull request with its mergeability, which is not known at the first look."""
    return Answer(200, _full(call, _pull(call)))


@answers("PATCH", PULL)
def edit_pull(call: Call) -> Answer:
    """Edit, close, reopen, aim at another branch."""
    issue, body = _pull(call), call.body
    own(call, issue.author, "pull_requests")
    call.repo.edit_issue(issue, body)
    if "base" in body:
        pull_of(issue).base_sha = found(call.repo.refs, f"{HEADS}{body['base']}")
        pull_of(issue).base = body["base"]
    set_state(call, issue, body.get("state"))
    return Answer(200, _full(call, issue))


@answers("GET", f"{PULL}/commits", "pull_requests:read")
def list_pull_commits(call: Call) -> Answer:
    """What the head has and the base has not."""
    pull = pull_of(_pull(call))
    commits = call.repo.objects.new(pull.base_sha, pull.head_sha)
    return Answer(200, [commit_view(call.views, commit) for commit in commits], paged=".")


@answers("GET", f"{PULL}/files", "pull_requests:read")
def list_pull_files(call: Call) -> Answer:
    """What the head changed since it left the base."""
    pull, objects = pull_of(_pull(call)), call.repo.objects
    changes = objects.changes(objects.fork(pull.base_sha, pull.head_sha), pull.head_sha)
    return Answer(200, [changed_view(call.views, each, pull.head_sha) for each in changes], paged=".")


@answers("GET", f"{PULL}/merge", "pull_requests:read")
def is_merged(call: Call) -> Answer:
    """204 where it is merged, else 404."""
    if not pull_of(_pull(call)).merged_at:
        raise Refused(404, "Not Found")
    return Answer(204)


@answers("PUT", f"{PULL}/merge", "contents:write")
def merge_pull(call: Call) -> Answer:
    """Merge a pull request."""
    sha = merge(call.repo, _pull(call), call.user, call.body or {})
    return Answer(200, {"sha": sha, "merged": True, "message": "Pull Request successfully merged"})


@answers("GET", f"{PULL}/requested_reviewers", "pull_requests:read")
def list_reviewers(call: Call) -> Answer:
    """Who is asked for a review."""
    reviewers = pull_of(_pull(call)).reviewers
    return Answer(200, {"users": [call.views.user(each) for each in reviewers], "teams": []})


@answers("POST", f"{PULL}/requested_reviewers", "pull_requests:write")
def request_reviewers(call: Call) -> Answer:
    """Ask collaborators for a review; never the author."""
    issue = _pull(call)
    users = [call.fake.user(login) for login in call.body.get("reviewers", [])]
    if any(call.repo.role(user) not in PUSHERS for user in users):
        raise Refused(422, "Reviews may only be requested from collaborators.")
    if issue.author in users:
        raise Refused(422, "Review cannot be requested from pull request author.")
    pull = pull_of(issue)
    pull.reviewers += [user for user in users if user not in pull.reviewers]
    return Answer(201, call.views.pull(issue, pull))


@answers("DELETE", f"{PULL}/requested_reviewers", "pull_requests:write")
def unrequest_reviewers(call: Call) -> Answer:
    """Ask them no more."""
    issue = _pull(call)
    pull, gone = pull_of(issue), call.body["reviewers"]
    pull.reviewers = [user for user in pull.reviewers if user.login not in gone]
    return Answer(200, call.views.pull(issue, pull))


@answers("GET", f"{PULL}/reviews", "pull_requests:read")
def list_reviews(call: Call) -> Answer:
    """Every review, the oldest first."""
    issue = _pull(call)
    return Answer(200, [call.views.review(issue, each) for each in pull_of(issue).reviews], paged=".")


@answers("POST", f"{PULL}/reviews", "pull_requests:join")
def create_review(call: Call) -> Answer:
    """Approve, ask for changes, or comment; without an event a review would wait, which the fake does not model."""
    issue, body = _pull(call), call.body
    made = review(call.repo, issue, call.user, body["event"], body.get("body", ""), body.get("commit_id", ""))
    return Answer(200, call.views.review(issue, made))


@answers("GET", REVIEW, "pull_requests:read")
def get_review(call: Call) -> Answer:
    """One review."""
    issue = _pull(call)
    reviews = {each.id: each for each in pull_of(issue).reviews}
    return Answer(200, call.views.review(issue, found(reviews, call.number("review_id"))))


@answers("PUT", f"{REVIEW}/dismissals", "pull_requests:write")
def dismiss_review(call: Call) -> Answer:
    """Withdraw a review's verdict."""
    issue = _pull(call)
    return Answer(200, call.views.review(issue, dismiss(issue, call.number("review_id"))))


def mutate(fake: FakeGitHub, token: Token, name: str, node: str) -> Answer:
    """Make a pull request a draft, or ready. GraphQL's errors come with status 200."""
    everywhere = ((repo, issue) for repo in fake.repos.values() for issue in repo.pulls(state="all"))
    repo, issue = next((each for each in everywhere if node_id(each[1]) == node), (None, None))
    if repo is None or issue is None:
        return _error(name, "NOT_FOUND", f"Could not resolve to a node with the global id of '{node}'")
    call = Call(fake, token, {}, {}, None, repo)
    if not call.may("pull_requests", "write") and (token.is_app or call.user != issue.author):
        return _error(name, "FORBIDDEN", "Resource not accessible by integration")
    pull_of(issue).draft = DRAFTS[name]
    shown = {"id": node, "isDraft": DRAFTS[name], "number": issue.number}
    return Answer(200, {"data": {name: {"clientMutationId": None, "pullRequest": shown}}})


def mutation(query: str) -> str:
    """The name of the mutation that a GraphQL query calls; empty where it calls none."""
    named = re.search(r"\{\s*(\w+)\s*\(", query)
    return named[1] if named else ""


def _error(name: str, kind: str, message: str) -> Answer:
    error: dict[str, Any] = {"type": kind, "path": [name], "message": message}
    return Answer(200, {"data": {name: None}, "errors": [error]})


def _pull(call: Call) -> Issue:
    issue = call.repo.issue(call.number("pull_number"))
    pull_of(issue)
    return issue


def _full(call: Call, issue: Issue) -> View:
    pull, clean = pull_of(issue), mergeable(call.repo, issue)
    state = "unknown" if clean is None else "dirty" if not clean else "clean"
    if clean:
        state = "draft" if pull.draft else "blocked" if blocked(call.repo, issue) else "clean"
    return call.views.full_pull(issue, pull, clean, state)
