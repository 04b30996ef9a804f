"""The requests to confirm again, as issues on GitHub: one an organisation, none doubled, closed when nothing ages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from laltro.intake.life.github_issue import account
from laltro.intake.life.issue_state import REQUEST
from laltro.intake.life.review_request import Asked
from laltro.world.github.api import GitHubApi, Json

# So long nobody is asked again after a request was closed, be it by us or by a person.
QUIET = timedelta(days=30)


@dataclass(frozen=True)
class GitHubRequests:
    """The issues with our `label` that accounts of ours (`bots`) opened and that bear the mark of a request."""

    api: GitHubApi
    bots: frozenset[int]
    label: str

    def settle(self, wanted: Mapping[str, Asked], now: datetime) -> Iterator[str]:
        """Let the open requests be the `wanted` ones (by the id of the organisation); one line for each write."""
        there: dict[str, Json] = {}
        for id, issue in self._found(state="open"):
            if id in wanted and id not in there:
                there[id] = issue
            else:
                yield self._close(int(issue["number"]))
        quiet = {id for id, _ in self._found(state="closed", since=f"{now - QUIET:%Y-%m-%dT%H:%M:%SZ}")}
        for id, asked in wanted.items():
            if id in there:
                yield from self._rewritten(there[id], asked)
            elif id not in quiet:
                yield self._opened(id, asked)

    def _found(self, **query: str) -> Iterator[tuple[str, Json]]:
        """Our requests with the organisation that each is for, the oldest first."""
        for issue in self.api.items("issues", labels=self.label, sort="created", direction="asc", **query):
            body = str(issue["body"] or "")
            if "pull_request" not in issue and account(issue) in self.bots and body.startswith(REQUEST):
                yield body.removeprefix(REQUEST).split(" ", 1)[0], issue

    def _close(self, number: int) -> str:
        self.api.write("PATCH", f"issues/{number}", {"state": "closed", "state_reason": "completed"})
        return f"#{number} closed"

    def _opened(self, id: str, asked: Asked) -> str:
        sent = {"title": asked.title, "body": asked.body, "labels": [self.label]}
        made = self.api.write("POST", "issues", sent, lambda: dict(self._found(state="open")).get(id))
        return f"#{made['number']} request"

    def _rewritten(self, issue: Json, asked: Asked) -> Iterator[str]:
        if str(issue["body"]).replace("\r\n", "\n").strip() != asked.body.strip():
            self.api.write("PATCH", f"issues/{issue['number']}", {"body": asked.body})
            yield f"#{issue['number']} request-text"
