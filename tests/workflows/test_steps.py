# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The scripts inside the workflows, run as they stand there: which commit to go back to, what a change touches."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from laltro.world.data.support import ROOT
from tests.github.fake import FakeGitHub
from tests.github.stage import Stage
from tests.workflows.rules import read
from tests.workflows.runner import Runner


def script(workflow: str, job: str, start: str) -> str:
    """The script of the one step of a job that begins so."""
    text = (ROOT / ".github/workflows" / f"{workflow}.yml").read_text(encoding="utf-8")
    [found] = [step["run"] for step in read(text)["jobs"][job]["steps"] if step.get("run", "").startswith(start)]
    return str(found)


def git(folder: Path, *words: str) -> str:
    named = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always"]
    return subprocess.run([*named, *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path, **files: str) -> str:
    """A commit with these files (`_` in a name stands for `/`); its name."""
    for name, text in files.items():
        path = folder / name.replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "x")
    return git(folder, "rev-parse", "HEAD")


def bash(folder: Path, text: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """As a runner does: `bash -e -o pipefail`."""
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text]
    whole = {"PATH": os.environ["PATH"], **env}
    return subprocess.run(words, cwd=folder, env=whole, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "repository"
    top.mkdir()
    git(top, "init", "--quiet", "--initial-branch", "main")
    commit(top, a="1", data_services_a="1")
    return top


# --- B3: back to an earlier commit -------------------------------------------------------------

BACK = script("rollback", "build", "[[")


def test_main_may_go_back_to_what_it_stands_on(folder: Path) -> None:
    old = git(folder, "rev-parse", "HEAD")
    commit(folder, a="2")
    assert bash(folder, BACK, {"COMMIT": old}).returncode == 0
    assert (folder / "a").read_text() == "1"


def test_not_to_what_main_does_not_stand_on(folder: Path) -> None:
    git(folder, "checkout", "--quiet", "-b", "altro")
    other = commit(folder, a="3")
    git(folder, "checkout", "--quiet", "main")
    commit(folder, a="2")
    for name in (other, "f" * 40):
        told = bash(folder, BACK, {"COMMIT": name})
        assert (told.returncode, "does not stand" in told.stdout) == (1, True)
    assert (folder / "a").read_text() == "2"


@pytest.mark.parametrize(
    "name", ["", "main", "HEAD", "abc1234", "A" * 40, "$(touch pwned)", "'; touch pwned #", "--help"]
)
def test_not_to_what_is_no_commit(folder: Path, name: str) -> None:
    told = bash(folder, BACK, {"COMMIT": name})
    assert (told.returncode, "Not a full commit" in told.stdout) == (1, True)
    assert not (folder / "pwned").exists()


def test_a_commit_followed_by_a_line_is_no_commit(folder: Path) -> None:
    head = git(folder, "rev-parse", "HEAD")
    assert bash(folder, BACK, {"COMMIT": f"{head}\n"}).returncode == 1


# --- what a change touches ---------------------------------------------------------------------

TOUCHED = script("check", "check", "touched()")


@pytest.mark.parametrize(
    ("files", "outputs"),
    [
        ({"data_services_a": "2"}, "data=true\n"),
        ({"a": "2"}, "code=true\n"),
        ({"a": "2", "data_services_a": "2"}, "data=true\ncode=true\n"),
        ({"data_json-schema_x": "1"}, "data=true\ncode=true\n"),
        ({"data_words_x": "1"}, "data=true\ncode=true\n"),
        ({"data_vocabularies_x": "1"}, "data=true\ncode=true\n"),
        ({}, ""),
    ],
)
def test_a_change_of_records_alone_needs_no_test_of_the_code(
    folder: Path, tmp_path: Path, files: dict[str, str], outputs: str
) -> None:
    commit(folder, **files)
    path = tmp_path / "output"
    path.touch()
    assert bash(folder, TOUCHED, {"GITHUB_OUTPUT": str(path)}).returncode == 0
    assert path.read_text() == outputs


def test_where_git_cannot_tell_everything_counts_as_touched(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "output"
    assert bash(folder, TOUCHED, {"GITHUB_OUTPUT": str(path)}).returncode == 0  # the first commit has none before it
    assert path.read_text() == "data=true\ncode=true\n"


# --- B2: nothing invalid is deployed -----------------------------------------------------------


@pytest.fixture
def stage() -> Iterator[Stage]:
    with FakeGitHub() as fake:
        yield Stage(fake)


def test_an_invalid_record_ends_the_publication(stage: Stage, tmp_path: Path) -> None:
    runner = Runner(stage, tmp_path, "publish")
    (runner.folder / "data/services/battivacco.yaml").write_text("name: Esempio\nniente: 1\n", encoding="utf-8")
    event = {"ref": "refs/heads/main", "repository": {"full_name": "esempio/catalogo", "default_branch": "main"}}
    ran = runner.run("push", event)
    assert ran.status == 1
    assert "::error" in ran.log, ran.log
    begun = [line.partition("Run Main ")[2] for line in ran.log.split("\n") if "⭐ Run Main " in line]
    assert begun[-1] == "Data", ran.log
