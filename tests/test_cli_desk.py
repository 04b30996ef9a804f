"""`laltro desk`: list, show, accept, reject, and the exit status."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from laltro.cli import main
from tests.intake.samples import ROOT, service


def git(top: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words]
    return subprocess.run(command, cwd=top, text=True, capture_output=True, check=True).stdout


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data/organizations").mkdir(parents=True)
    shutil.copy(ROOT / "data/organizations/adecco.yaml", tmp_path / "data/organizations/adecco.yaml")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    return tmp_path / "data"


def run(data: Path, *words: str, body: str = "") -> Result:
    return CliRunner().invoke(main, [*words, "--data", str(data)], input=body)


def proposed(data: Path, **answers: object) -> Result:
    return run(data, "submit", "--form", "servizio", "--body", "-", "--propose", body=service(**answers))


def desk(data: Path, *words: str) -> Result:
    return run(data, "desk", *words)


def test_a_proposal_goes_from_the_form_to_the_branch(data: Path) -> None:
    assert "local-1" in proposed(data).stderr
    assert "local-1" in proposed(data).stderr  # the same body, the same proposal
    assert git(data, "status", "--porcelain") == ""
    listed = desk(data, "list")
    assert (listed.exit_code, listed.stdout) == (0, "local-1  Servizio: nuova scheda doposcuola-di-prova\n")
    shown = desk(data, "show", "local-1")
    assert shown.exit_code == 0
    assert "+ Doposcuola di prova" in shown.stdout
    assert desk(data, "accept", "local-1").exit_code == 0
    assert (data / "services/doposcuola-di-prova.yaml").is_file()
    assert git(data, "status", "--porcelain") == ""
    assert desk(data, "list").stdout == ""


def test_a_rejected_proposal_is_gone_and_its_key_too(data: Path) -> None:
    proposed(data)
    assert desk(data, "reject", "local-1", "--reason", "doppia").exit_code == 0
    assert desk(data, "list").stdout == ""
    assert "local-2" in proposed(data).stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("show", "local-9"), 1),
        (("accept", "local-9"), 1),
        (("reject", "local-9", "--reason", "x"), 1),
        (("accept", "../main"), 1),
        (("reject", "local-9"), 2),
        (("show",), 2),
        (("list",), 0),
    ],
)
def test_the_exit_status_says_what_happened(data: Path, words: tuple[str, ...], status: int) -> None:
    ran = desk(data, *words)
    assert ran.exit_code == status
    assert isinstance(ran.exception, SystemExit | None)


def test_without_a_repository_the_outside_world_failed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert desk(tmp_path / "data", "list").exit_code == 3


def test_a_proposal_that_no_longer_holds_is_not_accepted(data: Path) -> None:
    proposed(data)
    (data / "organizations/adecco.yaml").unlink()
    git(data, "commit", "--quiet", "--all", "--message", "via")
    ran = desk(data, "accept", "local-1")
    assert ran.exit_code == 1
    assert "reference-missing" in ran.output


def test_titles_and_messages_hold_no_word_of_the_submitter(data: Path) -> None:
    proposed(
        data,
        name="[skip ci] @org/team Fixes #1",
        summary="::stop-commands::x $(id) `id` ${{ github.token }}",
        description="Co-authored-by: A <a@example.org>",
    )
    message = git(data, "log", "-1", "--format=%B", "submission/local-1")
    assert "skip ci" not in message
    assert "@org" not in message
    assert "Fixes" not in message
    assert "Co-authored-by" not in message
    assert "github.token" not in message


def test_a_branch_with_control_characters_prints_none(data: Path) -> None:
    git(data, "checkout", "--quiet", "-b", "submission/local-7")
    git(data, "commit", "--quiet", "--allow-empty", "--message", "\x1b[2Jfinto\x07")
    git(data, "checkout", "--quiet", "-")
    ran = CliRunner().invoke(main, ["desk", "list", "--data", str(data)], color=True)
    assert ran.stdout == "local-7  [2Jfinto\n"
