# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A catalogue on the fake GitHub, a data folder that follows its main, and the reconciler at work between the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from laltro.intake.life.lifecycle import Desired
from laltro.model.forms.body_text import render_body
from laltro.world.data.writing import write_files
from laltro.world.github.api import GitHubApi
from laltro.world.github.github_forge import GitHubForge
from laltro.world.github.reader import Base
from laltro.world.local.desk import Desk
from laltro.world.platform.reconciler import Reconciler
from tests.github.branches import push
from tests.github.entries import Comment, Issue
from tests.github.fake import FakeGitHub
from tests.github.merging import merge, review
from tests.github.people import ACTIONS
from tests.github.repository import MAIN, Repository
from tests.intake.samples import ROOT, SERVICE, TODAY, real

NAME = "esempio/catalogo"
SITE = "https://catalogo.example/"
RECORDS = ("organizations/adecco.yaml", "organizations/battivacco.yaml", "services/battivacco.yaml")


@cache
def _checkouts() -> TemporaryDirectory[str]:
    """Where data folders lie; it goes when the tests end."""
    return TemporaryDirectory(prefix="laltro-stage-")


@lru_cache(maxsize=50)
def desk_of(texts: tuple[tuple[str, str], ...]) -> Desk:
    """A desk at a data folder with these texts. It is read once, whoever asks, so nobody may change it."""
    folder = Path(mkdtemp(dir=_checkouts().name))
    (folder / "data").mkdir()
    write_files(folder, dict(texts))
    return Desk(folder / "data", TODAY)


class Stage:
    """One repository, and a folder that follows it.

    `vicina` submits, `anna` and `bruno` maintain, `passante` is anybody.
    """

    def __init__(self, fake: FakeGitHub, patience: float = 600) -> None:
        self.fake, self.patience = fake, patience
        files = {f"data/{name}": (ROOT / "data" / name).read_text(encoding="utf-8") for name in RECORDS}
        fake.repo(NAME, files)
        self.repo.roles |= {"anna": "maintain", "bruno": "write"}
        self.repo.required_statuses = ("laltro/decision",)
        self.token = fake.workflow_token()
        self.accounts: dict[str, tuple[int, ...]] = {}  # those whom an organisation named
        self.tried: list[str] = []  # the addresses that were asked; all answer
        self.follow()

    @property
    def repo(self) -> Repository:
        """The repository as the fake holds it now."""
        return self.fake.repos[NAME]

    @property
    def environment(self) -> dict[str, str]:
        """What a workflow's step is told of the repository."""
        names = {"GITHUB_REPOSITORY": NAME, "GITHUB_TOKEN": self.token, "GITHUB_API_URL": self.fake.url}
        return names | {"LALTRO_SITE_URL": "https://catalogo.example"}

    def follow(self) -> None:
        """Check out what main holds now."""
        head = self.repo.refs[MAIN]
        self.base = Base(head, self.repo.objects.commits[head].tree)
        self.desk = desk_of(tuple(sorted(self.repo.texts().items())))

    def clerk(self) -> Reconciler:
        """The clerk of a fresh run."""
        clock = self.fake.clock
        api = GitHubApi(NAME, lambda: self.token, self.fake.url, clock, clock.sleep, self.patience)
        run = "https://github.example/esempio/catalogo/actions/runs/1"
        return Reconciler(GitHubForge(api, self.base), self.desk, SITE, run, self.accounts, self._reach)

    def _reach(self, urls: Sequence[str]) -> dict[str, bool | None]:
        self.tried += urls
        return dict.fromkeys(urls, True)

    def handle(self, issue: Issue | int) -> Desired:
        """One run for an issue."""
        return self.clerk().handle(issue if isinstance(issue, int) else issue.number)

    def open(self, body: str, login: str = "vicina", title: str = "Un servizio") -> Issue:
        """An issue as somebody opens it; nobody has looked at it yet."""
        return self.repo.open_issue(self.fake.user(login), title, body)

    def edit(self, issue: Issue, body: str) -> None:
        """Its author edits an issue."""
        self.repo.edit_issue(issue, {"body": body})

    def say(self, issue: Issue, text: str, login: str = "vicina") -> Comment:
        """Somebody comments."""
        return self.repo.add_comment(issue, self.fake.user(login), text)

    def push(self, issue: Issue, files: Mapping[str, str | None], login: str = "anna") -> None:
        """A person pushes to the branch of a submission."""
        push(self.repo, branch(issue), files, "A mano", self.fake.user(login))

    def approve(self, issue: Issue, login: str) -> None:
        """A person approves of the open proposal."""
        review(self.repo, self.pull(issue), self.fake.user(login), "APPROVE", "")

    def merge(self, issue: Issue, login: str = "anna") -> None:
        """A person merges the open proposal; the folder stays as it is. Raises Refused where GitHub would not."""
        merge(self.repo, self.pull(issue), self.fake.user(login), {"merge_method": "squash"})

    def pull(self, issue: Issue) -> Issue:
        """The open proposal of a submission."""
        [found] = self.repo.pulls(branch(issue))
        return found

    def proposed(self, issue: Issue) -> dict[str, str]:
        """Path → text of what the branch of a submission changes."""
        ref = f"refs/heads/{branch(issue)}"
        objects, head = self.repo.objects, self.repo.refs[ref]
        fork = objects.fork(self.repo.refs[MAIN], head)
        return {each.path: objects.blobs[each.after].decode() for each in objects.changes(fork, head)}

    def letters(self, issue: Issue) -> list[Comment]:
        """Our comments under an issue."""
        return [each for each in issue.comments if each.author == ACTIONS]

    def verdict(self, issue: Issue) -> str:
        """The state of `laltro/decision` on the open proposal."""
        pull = self.pull(issue).pull
        assert pull is not None
        found = {each.context: each.state for each in self.repo.latest_statuses(pull.head_sha)}
        return found.get("laltro/decision", "")

    def writes(self) -> int:
        """How many writes GitHub has seen."""
        return sum(call.method != "GET" for call in self.fake.calls)


def branch(issue: Issue) -> str:
    return f"submission/gh-{issue.number}"


def good(lang: str = "it", **answers: Any) -> str:
    """A body that is a good service of `adecco`, with other answers."""
    return render_body(real().forms["servizio"], lang, {**SERVICE, **answers})


def filled(stem: str, **answers: Any) -> str:
    """A body of any form."""
    return render_body(real().forms[stem], "it", {"consent": ("yes",), **answers})
