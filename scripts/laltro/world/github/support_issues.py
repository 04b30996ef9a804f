"""The issues on which people support shared needs: one a need, none doubled, and how many thumbs each has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from laltro.intake.life.github_issue import account, letter_of, reacted
from laltro.intake.life.support_issue import IssueMark, SupportIssue, mark_of
from laltro.intake.upkeep.support_count import Tally
from laltro.world.github.api import GitHubApi, Json

# So many are opened in one run: whoever watches the repository gets a message for each.
MOST = 20
THUMB = "+1"


@dataclass(frozen=True)
class GitHubSupports:
    """The issues with our `label` that accounts of ours (`bots`) opened and that bear the mark of a shared need."""

    api: GitHubApi
    bots: frozenset[int]
    label: str

    def known(self) -> list[str]:
        """The ids of the shared needs that have an issue, open or closed."""
        return list(dict.fromkeys(mark.id for mark, _ in self._found()))

    def settle(self, wanted: Mapping[str, SupportIssue]) -> Iterator[str]:
        """Let the issues be the `wanted` ones (by the id of the need); one line for each write."""
        there: dict[str, Json] = {}
        for mark, issue in self._found():
            appeal = wanted.get(mark.id)
            if mark.id in there:
                yield from self._undoubled(issue)
            elif appeal:
                there[mark.id] = issue
                yield from self._brought(mark, issue, appeal)
        missing = (id for id, appeal in wanted.items() if appeal.open and id not in there)
        for id in islice(missing, MOST):
            yield self._opened(id, wanted[id])

    def tallies(self) -> dict[str, Tally]:
        """How many people support each need now, by its id; of several issues the oldest counts."""
        found: dict[str, Tally] = {}
        for mark, issue in self._found():
            if mark.id not in found:
                found[mark.id] = Tally(self._count(issue), str(issue["html_url"]))
        return found

    def _count(self, issue: Json) -> int:
        """The people with a thumb on an issue, each once; bots are no people."""
        if not reacted(issue, [THUMB]):
            return 0
        found = self.api.items(f"issues/{issue['number']}/reactions", content=THUMB)
        people = {account(each) for each in found if each.get("user") and each["user"]["type"] != "Bot"}
        return len(people - self.bots)

    def _found(self) -> Iterator[tuple[IssueMark, Json]]:
        """Our issues with their marks, the oldest first."""
        for issue in self.api.items("issues", labels=self.label, state="all", sort="created", direction="asc"):
            mark = mark_of(str(issue["body"] or ""))
            if mark and "pull_request" not in issue and account(issue) in self.bots:
                yield mark, issue

    def _undoubled(self, issue: Json) -> Iterator[str]:
        if issue["state"] == "open":
            self._patched(issue, {"state": "closed", "state_reason": "not_planned"})
            yield f"#{issue['number']} support-double"

    def _opened(self, id: str, appeal: SupportIssue) -> str:
        sent = {"title": appeal.title, "body": appeal.body, "labels": [self.label]}
        made = self.api.write("POST", "issues", sent, lambda: self._there(id))
        return f"#{made['number']} support"

    def _there(self, id: str) -> Json | None:
        return next((issue for mark, issue in self._found() if mark.id == id), None)

    def _brought(self, mark: IssueMark, issue: Json, appeal: SupportIssue) -> Iterator[str]:
        """The issue as it shall be. The comment comes before the closing, which says that all is done."""
        if (str(issue["title"]), _plain(issue["body"])) == (appeal.title, appeal.body.strip()):
            return
        turned = mark.open != appeal.open
        if turned or not appeal.open:
            yield from self._told(mark, issue, appeal)
        sent = {"title": appeal.title, "body": appeal.body}
        self._patched(issue, {**sent, **(_state(appeal) if turned else {})})
        yield f"#{issue['number']} support-{('closed', 'open')[appeal.open] if turned else 'text'}"

    def _told(self, mark: IssueMark, issue: Json, appeal: SupportIssue) -> Iterator[str]:
        """Our one comment; while the need is open only where there is one that says otherwise."""
        path, key = f"issues/{issue['number']}/comments", f"support {mark.id}"

        def took() -> Json | None:
            found = letter_of(self.api.items(path), key, self.bots)
            return {"id": found.id, "body": found.text} if found else None

        there = took()
        if there is None and not appeal.open:
            self.api.write("POST", path, {"body": appeal.letter}, took)
        elif there and _plain(there["body"]) != appeal.letter.strip():
            self.api.write("PATCH", f"issues/comments/{there['id']}", {"body": appeal.letter})
        else:
            return
        yield f"#{issue['number']} support-letter"

    def _patched(self, issue: Json, sent: Json) -> None:
        self.api.write("PATCH", f"issues/{issue['number']}", sent)


def _state(appeal: SupportIssue) -> Json:
    if appeal.open:
        return {"state": "open"}
    return {"state": "closed", "state_reason": "completed" if appeal.answered else "not_planned"}


def _plain(text: str | None) -> str:
    """A text as GitHub keeps it, however it breaks lines."""
    return (text or "").replace("\r\n", "\n").strip()
