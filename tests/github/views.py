# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""How GitHub shows a repository, its issues and its proposals: what means something (the filler adds the rest).

Every address of the API bears the fake's own host; pages for people are at `PAGES`, where nobody answers.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from urllib.parse import quote

from tests.github.clock import stamp
from tests.github.entries import CheckRun, Comment, Issue, Label, Pull, Reaction, Review, Status
from tests.github.people import User
from tests.github.repository import Repository

View = dict[str, Any]
PAGES = "https://github.example"


def user_view(user: User, url: str) -> View:
    """An account."""
    name = quote(user.login)
    page = {"url": f"{url}/users/{name}", "html_url": f"{url}/{name}", "node_id": f"U_{user.id}"}
    return {"login": user.login, "id": user.id, "type": user.kind, "site_admin": False, **page}


class Views:
    """What the API shows of one repository, at the fake's `url`."""

    def __init__(self, url: str, repo: Repository) -> None:
        self.url, self.repo = url, repo
        self.api = f"{url}/repos/{repo.full_name}"
        self.page = f"{PAGES}/{repo.full_name}"

    def user(self, user: User) -> View:
        """An account."""
        return user_view(user, self.url)

    def repository(self) -> View:
        """The repository as others refer to it."""
        owner = self.user(User(self.repo.owner, 1))
        names = {"id": self.repo.id, "node_id": f"R_{self.repo.id}", "name": self.repo.name}
        facts = {"full_name": self.repo.full_name, "owner": owner, "private": False, "fork": False}
        return {**names, **facts, "default_branch": "main", "url": self.api, "html_url": self.page}

    def role(self, role: str) -> View:
        """A role as the older list of permissions."""
        ladder = ("read", "triage", "write", "maintain", "admin")
        names = ("pull", "triage", "push", "maintain", "admin")
        return {name: ladder.index(role) >= step for step, name in enumerate(names)}

    def association(self, user: User) -> str:
        """What an author is to the repository."""
        if user.login == self.repo.owner:
            return "OWNER"
        return "COLLABORATOR" if user.login in self.repo.roles else "NONE"

    def issue(self, issue: Issue) -> View:
        """An issue; a pull request as an issue."""
        path = f"{self.api}/issues/{issue.number}"
        links = {"url": path, "comments_url": f"{path}/comments", "labels_url": f"{path}/labels{{/name}}"}
        page = f"{self.page}/{'pull' if issue.pull else 'issues'}/{issue.number}"
        marks = {"comments": len(issue.comments), "reactions": self._rollup(issue.reactions, f"{path}/reactions")}
        closed = {"closed_by": issue.closed_by and self.user(issue.closed_by), "state_reason": issue.reason}
        shown = {**self._common(issue), **links, "html_url": page, "repository_url": self.api, **marks, **closed}
        return {**shown, **({"pull_request": self._as_issue(issue, issue.pull)} if issue.pull else {})}

    def _common(self, issue: Issue) -> View:
        times = {"created_at": stamp(issue.created_at), "updated_at": stamp(issue.updated_at)}
        words = {"title": issue.title, "body": issue.body, "labels": [self.label(label) for label in issue.labels]}
        names = {"id": issue.pull.id if issue.pull else issue.id, "node_id": node_id(issue), "number": issue.number}
        state = {"state": issue.state, "locked": issue.locked, "closed_at": _when(issue.closed_at)}
        who = {"user": self.user(issue.author), "author_association": self.association(issue.author)}
        return {**names, **words, **state, **times, **who, "assignees": []}

    def _as_issue(self, issue: Issue, pull: Pull) -> View:
        page = f"{self.page}/pull/{issue.number}"
        links = {"html_url": page, "diff_url": f"{page}.diff", "patch_url": f"{page}.patch"}
        return {"url": f"{self.api}/pulls/{issue.number}", **links, "merged_at": _when(pull.merged_at)}

    def pull(self, issue: Issue, pull: Pull) -> View:
        """A pull request as lists show it."""
        path, issue_path = f"{self.api}/pulls/{issue.number}", f"{self.api}/issues/{issue.number}"
        links = {**self._as_issue(issue, pull), "issue_url": issue_path, "comments_url": f"{issue_path}/comments"}
        links |= {"commits_url": f"{path}/commits", "statuses_url": f"{self.api}/statuses/{pull.head_sha}"}
        ends = {"head": self._end(pull.head, pull.head_sha), "base": self._end(pull.base, pull.base_sha)}
        review = {"draft": pull.draft, "requested_reviewers": [self.user(each) for each in pull.reviewers]}
        return {**self._common(issue), **links, **ends, **review, "merge_commit_sha": pull.merge_commit}

    def full_pull(self, issue: Issue, pull: Pull, mergeable: bool | None, state: str) -> View:
        """A pull request by itself, with what has to be worked out."""
        objects = self.repo.objects
        merge: View = {"merged": pull.merged_at is not None, "mergeable": mergeable, "mergeable_state": state}
        merge["merged_by"] = pull.merged_by and self.user(pull.merged_by)
        fork = objects.fork(pull.base_sha, pull.head_sha)
        sizes = {"commits": len(objects.new(pull.base_sha, pull.head_sha)), "comments": len(issue.comments)}
        sizes["changed_files"] = len(objects.changes(fork, pull.head_sha))
        return {**self.pull(issue, pull), **merge, **sizes}

    def _end(self, branch: str, sha: str) -> View:
        whole = {"repo": self.repository(), "user": self.user(User(self.repo.owner, 1))}
        return {"ref": branch, "label": f"{self.repo.owner}:{branch}", "sha": sha, **whole}

    def comment(self, comment: Comment) -> View:
        """A comment of an issue."""
        path = f"{self.api}/issues/comments/{comment.id}"
        kind = "pull" if self.repo.issues[comment.issue].pull else "issues"
        links = {"url": path, "issue_url": f"{self.api}/issues/{comment.issue}", "node_id": f"IC_{comment.id}"}
        links["html_url"] = f"{self.page}/{kind}/{comment.issue}#issuecomment-{comment.id}"
        times = {"created_at": stamp(comment.created_at), "updated_at": stamp(comment.updated_at)}
        who = {"user": self.user(comment.author), "author_association": self.association(comment.author)}
        marks = {"reactions": self._rollup(comment.reactions, f"{path}/reactions")}
        return {"id": comment.id, "body": comment.body, **links, **times, **who, **marks}

    def label(self, label: Label) -> View:
        """A label."""
        named = {"name": label.name, "color": label.color, "description": label.description, "default": False}
        return {"id": label.id, "node_id": f"LA_{label.id}", "url": f"{self.api}/labels/{quote(label.name)}", **named}

    def reaction(self, reaction: Reaction) -> View:
        """A reaction."""
        names = {"id": reaction.id, "node_id": f"REA_{reaction.id}", "created_at": stamp(reaction.created_at)}
        return {**names, "user": self.user(reaction.user), "content": reaction.content}

    def review(self, issue: Issue, review: Review) -> View:
        """A review of a pull request."""
        path = f"{self.api}/pulls/{issue.number}"
        names = {"id": review.id, "node_id": f"PRR_{review.id}", "commit_id": review.commit}
        page = f"{self.page}/pull/{issue.number}#pullrequestreview-{review.id}"
        links = {"pull_request_url": path, "html_url": page, "submitted_at": stamp(review.submitted_at)}
        who = {"user": self.user(review.author), "author_association": self.association(review.author)}
        return {**names, **links, **who, "state": review.state, "body": review.body}

    def status(self, status: Status) -> View:
        """A commit status."""
        times = {"created_at": stamp(status.created_at), "updated_at": stamp(status.created_at)}
        names = {"id": status.id, "node_id": f"SC_{status.id}", "url": f"{self.api}/statuses/{status.sha}"}
        said = {"state": status.state, "context": status.context, "description": status.description}
        return {**names, **said, **times, "target_url": status.target_url, "avatar_url": None}

    def check_run(self, run: CheckRun) -> View:
        """A check run."""
        names = {"id": run.id, "node_id": f"CR_{run.id}", "name": run.name, "head_sha": run.sha}
        said = {"status": run.status, "conclusion": run.conclusion, "started_at": stamp(run.started_at)}
        return {**names, **said, "url": f"{self.api}/check-runs/{run.id}", "check_suite": {"id": run.id}}

    def _rollup(self, reactions: list[Reaction], path: str) -> View:
        names = ("+1", "-1", "laugh", "confused", "heart", "hooray", "eyes", "rocket")
        counted = Counter(each.content for each in reactions)
        return {"url": path, "total_count": len(reactions), **{name: counted[name] for name in names}}


def node_id(issue: Issue) -> str:
    """The name that GraphQL knows an issue or a pull request by."""
    return f"PR_{issue.pull.id}" if issue.pull else f"I_{issue.id}"


def _when(moment: datetime | None) -> str | None:
    return stamp(moment) if moment else None
