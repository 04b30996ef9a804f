# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rights that each job lists are enough for what it runs, and none is too many: act does not hold jobs to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import laltro.cli.github
from laltro.cli import main
from laltro.world.data.support import ROOT
from tests.github.branches import push
from tests.github.fake import FakeGitHub
from tests.github.stage import NAME, Stage, good
from tests.github.test_command_line import checked_out
from tests.github.test_supports import NEED
from tests.workflows.rules import read


def rights(workflow: str, job: str) -> dict[str, str]:
    """What the token of a job may, in the words of GitHub's API."""
    text = (ROOT / ".github/workflows" / f"{workflow}.yml").read_text(encoding="utf-8")
    listed = read(text)["jobs"][job]["permissions"]
    return {"metadata": "read", **{name.replace("-", "_"): level for name, level in listed.items()}}


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with FakeGitHub() as fake:
        stage = Stage(fake)
        stage.repo.required_statuses = ()
        checked_out(stage, tmp_path)
        environment = {"GITHUB_REPOSITORY": NAME, "GITHUB_API_URL": fake.url}
        for name, value in {**environment, "LALTRO_SITE_URL": "https://catalogo.example"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("time.sleep", lambda _: None)
        monkeypatch.setattr(laltro.cli.github, "page_answers", lambda _: True)
        yield stage


def run(stage: Stage, top: Path, allowed: Mapping[str, str], *words: str) -> Result:
    environment = {"GITHUB_TOKEN": stage.fake.workflow_token(allowed)}
    return CliRunner().invoke(main, ["github", *words, "--data", str(top / "data")], env=environment)


def merged(stage: Stage, top: Path) -> None:
    """Let the first submission be in main, and its checkout follow."""
    stage.handle(1)
    stage.merge(stage.repo.issue(1))
    stage.handle(1)
    checked_out(stage, top)


INTAKE = rights("intake", "intake")


def test_the_intake_can_do_its_work(stage: Stage, tmp_path: Path) -> None:
    issue = stage.open(good())
    told = run(stage, tmp_path, INTAKE, "intake", "--number", "1")
    assert (told.exit_code, stage.verdict(issue)) == (0, "success"), told.output
    stage.say(issue, "/ritira")
    assert run(stage, tmp_path, INTAKE, "intake", "--number", "1").stdout.startswith("gh-1 withdrawn")
    assert issue.state == "closed"


# Not `issues`: GitHub's tables say of most of what we do there that the right to write pull requests is as good.
@pytest.mark.parametrize("name", ["contents", "pull_requests", "statuses"])
def test_the_intake_needs_its_rights(stage: Stage, tmp_path: Path, name: str) -> None:
    stage.open(good())
    told = run(stage, tmp_path, {**INTAKE, name: "read"}, "intake", "--number", "1")
    assert (told.exit_code, "GitHub non lo permette (403)" in told.stderr) == (3, True), told.output


def test_the_upkeep_has_the_rights_of_the_intake() -> None:
    assert rights("upkeep", "upkeep") == INTAKE


def test_the_upkeep_can_gather_supports(stage: Stage, tmp_path: Path) -> None:
    need = NEED.format(id="aperto", status="published", state="open", more="")
    push(stage.repo, "main", {"data/shared_needs/aperto.yaml": need}, "x", stage.fake.user("anna"))
    checked_out(stage, tmp_path)
    told = run(stage, tmp_path, rights("upkeep", "upkeep"), "supports")
    assert (told.exit_code, told.stdout.startswith("#1 support\n")) == (0, True), told.output


def test_what_is_live_can_be_told_with_little(stage: Stage, tmp_path: Path) -> None:
    stage.open(good())
    merged(stage, tmp_path)
    told = run(stage, tmp_path, rights("publish", "live"), "live")
    assert (told.exit_code, told.stdout.split("\n")[0]) == (0, "gh-1 live"), told.output


def test_the_verdict_needs_no_right_to_write(stage: Stage, tmp_path: Path) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    number = str(stage.pull(issue).number)
    allowed = rights("check", "decision")
    assert set(allowed.values()) == {"read"}
    assert run(stage, tmp_path, allowed, "verdict", "--pull", number).exit_code == 0
    stage.push(issue, {"README.md": "x"})
    told = run(stage, tmp_path, allowed, "verdict", "--pull", number)
    assert (told.exit_code, "a mano" in told.stderr) == (1, True), told.output
