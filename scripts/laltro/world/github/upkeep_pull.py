"""A proposal of our own on GitHub: one branch, one pull request, made anew as long as it is what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from laltro.intake.life.github_issue import branch_of
from laltro.intake.life.issue_state import blob
from laltro.intake.upkeep.own_proposal import Upkeep, unmarked
from laltro.world.github.api import Json
from laltro.world.github.github_forge import GitHubForge
from laltro.world.github.reader import MAIN

EXPIRED, SUPPORTS = "upkeep/expired", "upkeep/supports"


@dataclass(frozen=True)
class GitHubUpkeep:
    """Carries out a proposal on its `branch`. What a person pushed to, or closed, is left to people."""

    forge: GitHubForge
    branch: str

    def settle(self, wanted: Upkeep) -> Iterator[str]:
        """Let the open proposal be the `wanted` one, or let there be none; one line for each write."""
        found = self.forge.api.find(f"commits/{self.branch}")
        branch = branch_of(found) if found else None
        if branch and branch.author not in self.forge.bots:
            return
        pulls = self._pulls()
        head = branch.commit if branch else ""
        if not wanted.files:
            yield from self._ended(head, pulls)
        elif not any(_refused(pull, wanted) for pull in pulls):
            if not head or self.forge.changes(head) != _blobs(wanted.files):
                yield self._made(head, wanted)
            yield from self._proposed(pulls, wanted)

    def _pulls(self) -> list[Json]:
        return self.forge.api.items("pulls", head=f"{self.forge.api.owner}:{self.branch}", state="all", base=MAIN)

    def _ended(self, head: str, pulls: list[Json]) -> Iterator[str]:
        """No proposal: the branch goes, and its pull request with it."""
        for pull in pulls:
            if pull["state"] == "open":
                # Without its mark it is no refusal: the same may be wanted again.
                sent = {"state": "closed", "body": unmarked(str(pull["body"]))}
                self.forge.api.write("PATCH", f"pulls/{pull['number']}", sent)
                yield f"#{pull['number']} closed"
        if head:
            self.forge.api.write("DELETE", f"git/refs/heads/{self.branch}", {})
            yield f"{self.branch} gone"

    def _made(self, head: str, wanted: Upkeep) -> str:
        """The branch with one commit on the commit of the data."""
        commit = self.forge.commit(wanted.files, f"{wanted.title}\n")
        if head:
            self.forge.api.write("PATCH", f"git/refs/heads/{self.branch}", {"sha": commit, "force": True})
        else:
            self.forge.api.write("POST", "git/refs", {"ref": f"refs/heads/{self.branch}", "sha": commit})
        return f"{self.branch} {commit}"

    def _proposed(self, pulls: list[Json], wanted: Upkeep) -> Iterator[str]:
        sent = {"title": wanted.title, "body": wanted.body}
        pull = next((each for each in pulls if each["state"] == "open"), None)
        if pull is None:
            made = self.forge.api.write("POST", "pulls", {**sent, "head": self.branch, "base": MAIN}, self._open)
            yield f"#{made['number']} pull"
        elif wanted.mark not in str(pull["body"]):
            self.forge.api.write("PATCH", f"pulls/{pull['number']}", sent)
            yield f"#{pull['number']} pull-text"

    def _open(self) -> Json | None:
        """The open pull request, be it that its answer was lost."""
        return next((each for each in self._pulls() if each["state"] == "open"), None)


def _refused(pull: Json, wanted: Upkeep) -> bool:
    """Whether a person closed a proposal of this very change."""
    return pull["state"] == "closed" and not pull["merged_at"] and wanted.mark in str(pull["body"])


def _blobs(files: Mapping[str, str]) -> dict[str, str]:
    return {path: blob(text) for path, text in files.items()}
