"""What there is on GitHub: a submission with its comments, branch and pull request, and what people may and did."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from laltro.intake.life.command import MAINTAINERS, read_command
from laltro.intake.life.github_issue import (
    account,
    branch_of,
    called_of,
    changes_of,
    day_of,
    letter_of,
    newest,
    note_of,
    pull_of,
    reacted,
)
from laltro.intake.life.issue_state import IssueState, Note, Pull, is_own
from laltro.intake.life.lifecycle import DONE, REFUSED
from laltro.world.github.api import GitHubApi, GitHubRefused, Json
from laltro.world.platform.forge import ForgeFailure

# The account of a workflow's own token, `github-actions[bot]`.
ACTIONS = 41898282
MAIN = "main"
BRANCH = re.compile(r"submission/gh-([1-9][0-9]{0,8})")
_REACTIONS = (DONE, REFUSED)
# So many orders are looked at: the newest.
MOST_ORDERS = 10


@dataclass(frozen=True, slots=True)
class Base:
    """What proposals are built on: the commit of the data that was read, and its tree."""

    commit: str
    tree: str


class GitHubReader:
    """The reading half of `Forge`. `bots` are our own accounts, those that we wrote with before included."""

    def __init__(self, api: GitHubApi, base: Base, bots: Iterable[int] = ()) -> None:
        self.api, self.base = api, base
        self.bots = frozenset({ACTIONS, *bots})
        self._nodes: dict[int, str] = {}  # number of a pull request → its name in GraphQL

    def case(self, number: int) -> IssueState:
        """A submission as it is now."""
        try:
            return self._case(number)
        except (KeyError, TypeError, ValueError) as problem:
            raise ForgeFailure("broken") from problem

    def _case(self, number: int) -> IssueState:
        key, what = f"gh-{number}", f"issue {number}"
        issue = self._found(lambda: self.api.get(f"issues/{number}"), what)
        if "pull_request" in issue or issue["number"] != number:
            raise ForgeFailure("missing", what=what)
        comments = self.api.items(f"issues/{number}/comments")
        letter = letter_of(comments, key, self.bots)
        # GitHub counts comments, too, that it does not list: of accounts it hid. Only a letter missed would do harm.
        if letter is None and len(comments) < int(issue["comments"]):
            raise ForgeFailure("broken")
        branch = self.api.find(f"commits/submission/{key}")
        return IssueState(
            key=key,
            number=number,
            author=account(issue),
            day=day_of(issue["created_at"]).date(),
            body=issue["body"] or "",
            open=issue["state"] == "open",
            closer=account(issue, "closed_by"),
            completed=issue.get("state_reason") == "completed",
            labels=frozenset(str(label["name"]) for label in issue["labels"]),
            notes=tuple(self._note(each) for each in self._orders(comments)),
            called=called_of(comments, key, self.bots),
            letter=letter,
            branch=branch_of(branch) if branch else None,
            pull=newest(self._pulls(f"submission/{key}")),
        )

    def _found(self, read: Callable[[], Json], what: str) -> Json:
        try:
            return read()
        except GitHubRefused as problem:
            if problem.status in (404, 410):
                raise ForgeFailure("missing", what=what) from None
            raise

    def _orders(self, comments: Iterable[Json]) -> list[Json]:
        """People's newest comments that give an order; each costs a request, and anybody may write any number."""
        people = (each for each in comments if account(each) not in self.bots)
        return [each for each in people if read_command(str(each["body"] or ""))][-MOST_ORDERS:]

    def _note(self, comment: Json) -> Note:
        """A comment that gives an order; whether we answered is looked up where somebody reacted as we would."""
        note = note_of(comment, answered=False)
        if not reacted(comment, _REACTIONS):
            return note
        found = self.api.items(f"issues/comments/{note.id}/reactions")
        ours = any(account(each) in self.bots and each["content"] in _REACTIONS for each in found)
        return note_of(comment, answered=ours)

    def _pulls(self, branch: str) -> list[Pull]:
        found = self.api.items("pulls", head=f"{self.api.owner}:{branch}", state="all", base=MAIN)
        self._nodes |= {int(node["number"]): str(node["node_id"]) for node in found}
        return [pull_of(node) for node in found]

    def permission(self, author: int, login: str) -> str:
        """What someone may do in the repository; empty for who is not the account that the name stands for."""
        found = self.api.find(f"collaborators/{quote(login, safe='')}/permission") if login else None
        return str(found["permission"]) if found and account(found) == author else ""

    def login(self, account: int) -> str:
        """The name of an account (numeric id) today; empty where it is gone."""
        return self.api.login(account)

    def changes(self, commit: str) -> dict[str, str]:
        """What a commit, with all that it stands on, would change in main: path → name of the blob, empty for none."""
        return changes_of(self.api.get(f"compare/{MAIN}...{commit}")["files"])

    def paths(self, pull: Pull) -> list[str]:
        """The files that a pull request changes, or changed when it was merged."""
        return [str(node["filename"]) for node in self.api.items(f"pulls/{pull.number}/files")]

    def includes(self, commit: str) -> bool:
        """Whether the commit of the data stands on `commit`."""
        return self.api.get(f"compare/{commit}...{self.base.commit}")["status"] in ("ahead", "identical")

    def approvals(self, pull: Pull, commit: str) -> frozenset[int]:
        """The people with write access (numeric ids) who approve of the pull request as of `commit`."""
        latest = {account(each): each for each in self._reviews(pull) if each["state"] != "COMMENTED"}
        good = {
            who: each for who, each in latest.items() if each["state"] == "APPROVED" and each["commit_id"] == commit
        }
        logins = {who: str(each["user"]["login"]) for who, each in good.items() if who}
        return frozenset(who for who, login in logins.items() if self.permission(who, login) in MAINTAINERS)

    def _reviews(self, pull: Pull) -> list[Json]:
        return self.api.items(f"pulls/{pull.number}/reviews")

    def open_submissions(self) -> list[int]:
        """The numbers of all open issues that others sent, in order."""
        return self._numbers(state="open")

    def closed_submissions(self, since: datetime) -> list[int]:
        """The numbers of the closed issues of others in which something happened since then, in order."""
        return self._numbers(state="closed", since=since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))

    def _numbers(self, **query: str) -> list[int]:
        nodes = self.api.items("issues", sort="created", direction="asc", **query)
        sent = (node for node in nodes if not is_own(account(node), str(node["body"] or ""), self.bots))
        return sorted({int(node["number"]) for node in sent if "pull_request" not in node})

    def submission_of(self, pull: int) -> int | None:
        """The number of the submission that a pull request proposes; None for any other, those of forks included."""
        head = self._found(lambda: self.api.get(f"pulls/{pull}"), f"pull request {pull}")["head"]
        ours = head["repo"] and str(head["repo"]["full_name"]).casefold() == self.api.repository.casefold()
        match = BRANCH.fullmatch(str(head["ref"]))
        return int(match[1]) if ours and match else None
