"""Submissions on GitHub: issues, one branch, one pull request, one comment each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import quote

from laltro.intake.life.github_issue import called_of, letter_of, pull_of
from laltro.intake.life.issue_state import IssueState, OurComment, Pull
from laltro.intake.life.reviewer import called
from laltro.world.github.api import GitHubApi, GitHubRefused, Json
from laltro.world.github.reader import MAIN, Base, GitHubReader
from laltro.world.platform.forge import Moved


class GitHubForge(GitHubReader):
    """A `Forge` on GitHub."""

    def __init__(self, api: GitHubApi, base: Base, bots: Iterable[int] = ()) -> None:
        super().__init__(api, base, bots)
        self.done: list[str] = []

    def make_branch(self, case: IssueState, files: Mapping[str, str], message: str) -> str:
        """The branch with one commit on the commit of the data. Raises Moved where it is not what was seen."""
        try:
            commit = self.commit(files, message)
            self._point(case, commit)
        except GitHubRefused as problem:
            if problem.status in (404, 409, 422):
                raise Moved from None
            raise
        self._note_down(case.number, "branch", commit)
        return commit

    def commit(self, files: Mapping[str, str], message: str) -> str:
        """A commit on the commit of the data, holding exactly `files` besides, that no branch points to yet."""
        entries = [{"path": path, "mode": "100644", "type": "blob", "content": text} for path, text in files.items()]
        tree = self.api.write("POST", "git/trees", {"base_tree": self.base.tree, "tree": entries})
        made = {"message": message, "tree": tree["sha"], "parents": [self.base.commit]}
        return str(self.api.write("POST", "git/commits", made)["sha"])

    def _point(self, case: IssueState, commit: str) -> None:
        """Let the branch be `commit`, if it still is what was seen: a person's push in between stays."""
        ref = f"heads/{case.ours}"

        def took() -> Json | None:
            head = self._head(case)
            if head not in (commit, seen):
                raise Moved
            return {} if head == commit else None

        seen = case.branch.commit if case.branch else ""
        if not seen:
            self.api.write("POST", "git/refs", {"ref": f"refs/{ref}", "sha": commit}, took)
        elif took() is None:
            self.api.write("PATCH", f"git/refs/{ref}", {"sha": commit, "force": True}, took)

    def _head(self, case: IssueState) -> str:
        """The commit of the branch now; empty where there is none."""
        found = self.api.find(f"git/ref/heads/{case.ours}")
        return str(found["object"]["sha"]) if found else ""

    def remove_branch(self, case: IssueState) -> None:
        """No branch. Raises Moved where it is no longer the one that was seen."""
        head = self._head(case)
        if head and (case.branch is None or head != case.branch.commit):
            raise Moved
        if head and self._allowed("DELETE", f"git/refs/heads/{case.ours}", {}, (404, 422)):
            self._note_down(case.number, "branch", "gone")

    def open_pull(self, case: IssueState, title: str, body: str) -> Pull:
        """The pull request, open and ready, with this title and body. Raises Moved where nothing is left to propose."""
        pull = case.pull if case.pull and case.pull.open else self._proposed(case, title, body)
        if (pull.title, pull.body) != (title, body):
            self.api.write("PATCH", f"pulls/{pull.number}", {"title": title, "body": body})
            self._note_down(case.number, "pull-text", pull.number)
        if pull.draft:
            self._turn("markPullRequestReadyForReview", pull)
        return replace(pull, title=title, body=body)

    def _proposed(self, case: IssueState, title: str, body: str) -> Pull:
        """A new pull request, or one that somebody opened meanwhile."""
        wanted = {"title": title, "head": case.ours, "base": MAIN, "body": body}

        def took() -> Json | None:
            nodes = self.api.items("pulls", head=f"{self.api.owner}:{case.ours}", state="open", base=MAIN)
            return nodes[0] if nodes else None

        try:
            made = self.api.write("POST", "pulls", wanted, took)
        except GitHubRefused as problem:
            if problem.status != 422:
                raise
            found = took()
            if found is None:
                raise Moved from None
            made = found
        self._nodes[int(made["number"])] = str(made["node_id"])
        self._note_down(case.number, "pull", int(made["number"]))
        return pull_of(made)

    def ask(self, pull: Pull, logins: Iterable[str]) -> None:
        """These people, who may approve, asked for a review; where GitHub refuses it the proposal goes on."""
        path = f"pulls/{pull.number}/requested_reviewers"
        there = {str(each["login"]).casefold() for each in self.api.get(path)["users"]}
        missing = [login for login in logins if login.casefold() not in there]
        if missing:
            done = self._allowed("POST", path, {"reviewers": missing}, (403, 404, 422))
            self._note_down(pull.number, "review-asked" if done else "review-refused", len(missing))

    def retell(self, pull: Pull, body: str) -> None:
        """The pull request with this body."""
        if pull.body != body:
            self.api.write("PATCH", f"pulls/{pull.number}", {"body": body})
            self._note_down(pull.number, "pull-text")

    def draft_pull(self, pull: Pull) -> None:
        """The pull request as a draft, where the repository's plan knows drafts."""
        if not pull.draft:
            self._turn("convertPullRequestToDraft", pull)

    def _turn(self, mutation: str, pull: Pull) -> None:
        """Draft or ready. Where GitHub refuses it the status holds the merge back all the same."""
        try:
            self.api.mutate(mutation, pullRequestId=self._nodes[pull.number])
            self._note_down(pull.number, mutation)
        except GitHubRefused as problem:
            if problem.status not in (400, 403, 404):  # 400: an error that GraphQL tells of
                raise
            self._note_down(pull.number, f"{mutation}-refused")

    def close_pull(self, pull: Pull) -> None:
        """The pull request closed without merging."""
        self.api.write("PATCH", f"pulls/{pull.number}", {"state": "closed"})
        self._note_down(pull.number, "pull-closed")

    def dismiss(self, pull: Pull, message: str) -> None:
        """No approval; where GitHub does not let us, main's own rule drops approvals that are older than a push."""
        for review in self._reviews(pull):
            if review["state"] == "APPROVED":
                path, sent = f"pulls/{pull.number}/reviews/{review['id']}/dismissals", {"message": message}
                dismissed = self._allowed("PUT", path, sent, (403, 404, 422))
                self._note_down(pull.number, "dismissed" if dismissed else "dismissal-refused", int(review["id"]))

    def write_letter(self, case: IssueState, text: str) -> None:
        """Our one comment. Raises Moved where the one that was seen is gone."""
        path = f"issues/{case.number}/comments"

        def took() -> Json | None:
            found = letter_of(self.api.items(path), case.key, self.bots)
            return {"id": found.id} if found else None

        if case.letter is None:
            id = int(self.api.write("POST", path, {"body": text}, took)["id"])
        else:
            id = self._edited(case.letter, text)
        self._note_down(case.number, "letter", id)

    def _edited(self, letter: OurComment, text: str) -> int:
        if not self._allowed("PATCH", f"issues/comments/{letter.id}", {"body": text}, (404, 410)):
            raise Moved
        return letter.id

    def call(self, case: IssueState, text: str) -> None:
        """One more comment of ours, which names people."""
        path, wanted = f"issues/{case.number}/comments", called(case.key, [text])

        def took() -> Json | None:
            return {} if wanted <= called_of(self.api.items(path), case.key, self.bots) else None

        if took() is None:
            self.api.write("POST", path, {"body": text}, took)
            self._note_down(case.number, "called", len(wanted))

    def label(self, case: IssueState, wanted: Iterable[str], managed: Iterable[str]) -> None:
        """Of the `managed` labels only the `wanted` ones; others stay as people set them."""
        wanted, path = set(wanted), f"issues/{case.number}/labels"
        missing, surplus = sorted(wanted - case.labels), sorted((set(managed) & case.labels) - wanted)
        if missing:
            self.api.write("POST", path, {"labels": missing})
        for name in surplus:
            self._allowed("DELETE", f"{path}/{quote(name, safe='')}", {}, (404,))
        if missing or surplus:
            self._note_down(case.number, "labels", len(missing), len(surplus))

    def reopen(self, case: IssueState) -> None:
        """The issue open."""
        self._turn_issue(case, {"state": "open"})

    def close(self, case: IssueState, reason: str) -> None:
        """The issue closed as `completed` or `not_planned`."""
        self._turn_issue(case, {"state": "closed", "state_reason": reason})

    def _turn_issue(self, case: IssueState, sent: Json) -> None:
        self.api.write("PATCH", f"issues/{case.number}", sent)
        self._note_down(case.number, sent["state"])

    def react(self, case: IssueState, note: int, reaction: str) -> None:
        """Our reaction to a comment; one that is gone needs none."""
        if self._allowed("POST", f"issues/comments/{note}/reactions", {"content": reaction}, (404, 422)):
            self._note_down(case.number, reaction, note)

    def status(self, commit: str, context: str, state: str, description: str) -> None:
        """The commit status, unless it says so already."""
        found = self.api.get(f"commits/{commit}/status")["statuses"]
        if any(
            (each["context"], each["state"], each["description"]) == (context, state, description) for each in found
        ):
            return
        self.api.write("POST", f"statuses/{commit}", {"context": context, "state": state, "description": description})
        self.done.append(f"status {commit} {state}")

    def _allowed(self, verb: str, path: str, body: Json, passed: Iterable[int]) -> bool:
        """Whether GitHub did a write; its no is taken for an answer where its status is one of `passed`."""
        try:
            self.api.write(verb, path, body)
        except GitHubRefused as problem:
            if problem.status not in passed:
                raise
            return False
        return True

    def _note_down(self, number: int, *words: str | int) -> None:
        """One line of what was done, of numbers and names of ours only: it is shown in public."""
        self.done.append(" ".join(map(str, (f"#{number}", *words))))
