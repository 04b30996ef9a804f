# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""When records were made and changed, in real git repositories."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.publish.feeds.record_dates import Dates
from laltro.world.data.support import HOME, read_schemas
from laltro.world.git.history import EXAMINED, history

DAY = 86400
CATALOGUE = Catalogue(read_schemas(HOME), {("service", id): Record("service", id, {}) for id in ("uno", "due")})
UNO, DUE = CATALOGUE.records


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A person whose git is told to print more and less than usual."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    (tmp_path / "config").write_text(
        "[user]\n\tname = t\n\temail = t@example.org\n[init]\n\tdefaultBranch = main\n"
        "[log]\n\tshowRoot = false\n\tshowSignature = true\n\tdate = relative\n[diff]\n\tnoprefix = true\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))


class Repository:
    """A repository whose commits are made on the days one says, counted from the first of 1970."""

    def __init__(self, top: Path) -> None:
        self.top = top
        (top / "data" / "services").mkdir(parents=True)
        self.git("init", "--quiet")

    def git(self, *words: str, day: int = 1) -> None:
        moments = {f"GIT_{role}_DATE": f"@{day * DAY} +0000" for role in ("AUTHOR", "COMMITTER")}
        subprocess.run(["git", *words], cwd=self.top, env={**os.environ, **moments}, check=True, capture_output=True)

    def write(self, id: str, text: str) -> None:
        (self.top / "data" / "services" / f"{id}.yaml").write_text(text, encoding="utf-8")

    def commit(self, id: str, text: str, day: int) -> None:
        self.write(id, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "services/due.yaml", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "città di prova")


def told(top: Path) -> dict[tuple[str, str], Dates]:
    """When each record was made and changed."""
    return {key: replace(dates, revisions=()) for key, dates in history(top / "data", CATALOGUE).items()}


def revisions(top: Path) -> list[tuple[int, tuple[str, ...], bool]]:
    """The day, the changed fields and the birth of the first record's revisions."""
    found = history(top / "data", CATALOGUE)[UNO].revisions
    return [(int(each.moment.timestamp()) // DAY, each.fields, each.added) for each in found]


def on(changed: int, made: int) -> Dates:
    return Dates(datetime.fromtimestamp(changed * DAY, UTC), datetime.fromtimestamp(made * DAY, UTC))


def test_a_record_is_made_once_and_changed_often(repository: Repository) -> None:
    repository.commit("uno", "a", 1)
    repository.commit("uno", "b", 2)
    repository.commit("due", "a", 3)
    repository.commit("uno", "c", 4)
    (repository.top / "altro.txt").write_text("x", encoding="utf-8")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "x", day=5)
    repository.write("uno", "non ancora consegnato")
    assert told(repository.top) == {UNO: on(4, 1), DUE: on(3, 3)}


def test_what_was_merged_counts_from_the_merge(repository: Repository) -> None:
    """A proposal may have lain for weeks: readers saw it when it came to stand on the branch."""
    repository.commit("uno", "a", 1)
    repository.git("checkout", "--quiet", "-b", "proposta")
    repository.commit("due", "a", 2)
    repository.git("checkout", "--quiet", "main")
    repository.commit("uno", "b", 3)
    repository.git("merge", "--quiet", "--no-ff", "--message", "m", "proposta", day=9)
    assert told(repository.top) == {UNO: on(3, 1), DUE: on(9, 9)}


def test_where_git_does_not_know_nothing_is_told(repository: Repository, tmp_path: Path) -> None:
    assert told(repository.top) == {}  # no commit yet
    repository.commit("uno", "a", 1)
    repository.commit("uno", "b", 2)
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.top}", str(tmp_path / "flach"))
    assert told(tmp_path / "flach") == {}
    (tmp_path / "cartella" / "data").mkdir(parents=True)
    assert told(tmp_path / "cartella") == {}


def test_without_git_itself(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("uno", "a", 1)
    assert told(repository.top)
    monkeypatch.setenv("PATH", "")
    assert told(repository.top) == {}


def test_what_each_commit_changed_is_told_by_the_names_of_fields(repository: Repository) -> None:
    repository.commit("uno", 'name: Esempio\nchannels:\n  phones:\n  - "+39020202"\n  email: a@example.org\n', 1)
    repository.commit("uno", "name: Esempio\nchannels:\n  email: a@example.org\n", 2)
    repository.commit("due", "name: Altro\n", 3)
    repository.commit("uno", '# una nota\nchannels: {email: a@example.org}\nname: "Esempio"\n', 4)
    repository.commit("uno", "name: Esempio città\nchannels:\n  email: a@example.org\n", 5)
    assert revisions(repository.top) == [
        (5, ("name",), False),
        (4, (), False),
        (2, ("channels.phones",), False),
        (1, (), True),
    ]


def test_a_merged_proposal_is_one_revision(repository: Repository) -> None:
    repository.commit("uno", "name: a\n", 1)
    repository.git("checkout", "--quiet", "-b", "proposta")
    repository.commit("uno", "name: b\n", 2)
    repository.commit("uno", "name: c\nsummary: d\n", 3)
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--message", "m", "proposta", day=9)
    assert revisions(repository.top) == [(9, ("name", "summary"), False), (1, (), True)]


def test_what_was_removed_and_came_back_begins_anew(repository: Repository) -> None:
    repository.write("due", "name: resta\n")
    repository.commit("uno", "name: a\n", 1)
    repository.git("rm", "--quiet", "data/services/uno.yaml")
    repository.git("commit", "--quiet", "--message", "x", day=2)
    repository.commit("uno", "name: b\n", 3)
    assert revisions(repository.top) == [(3, (), True)]
    assert told(repository.top)[UNO] == on(3, 3)


def test_no_more_commits_are_read_than_a_page_may_need(repository: Repository) -> None:
    for day in range(1, EXAMINED + 5):
        repository.commit("uno", f"name: n{day}\n", day)
    assert [day for day, _, _ in revisions(repository.top)] == list(range(EXAMINED + 4, 4, -1))
    assert told(repository.top) == {UNO: on(EXAMINED + 4, 1)}
