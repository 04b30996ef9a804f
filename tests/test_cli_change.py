# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""`laltro github scope` and `summary` on a real repository: what a pull request may hold, and what it tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from laltro.cli import main
from laltro.world.data.support import ROOT
from tests.checkout import commit, committed, git

NAMES = ("organizations/battivacco.yaml", "services/battivacco.yaml", "services/piano-c.yaml")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with three records in one commit."""
    for name in NAMES:
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / "data" / name).read_bytes())
    committed(tmp_path)
    return tmp_path


def run(top: Path, *words: str, head: str = "", base: str = "HEAD^1") -> Result:
    command = ["github", *words, "--base", base, "--data", str(top / "data")]
    return CliRunner().invoke(main, command, env={"GITHUB_HEAD_REF": head})


def test_a_proposal_of_data_may_pass_and_is_told(top: Path) -> None:
    path = top / "data/services/battivacco.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Una fattoria", "Di prova, una fattoria", 1), encoding="utf-8")
    (top / "data/services/piano-c.yaml").unlink()
    commit(top)
    assert run(top, "scope", head="submission/gh-1").exit_code == 0
    told = run(top, "summary")
    assert told.exit_code == 0, told.output
    assert "(battivacco), cambiata" in told.stdout
    assert "Di prova" in told.stdout
    assert "(piano-c), tolta" in told.stdout


def test_what_cannot_be_read_is_left_to_the_check(top: Path) -> None:
    (top / "data/services/battivacco.yaml").write_text("name: &a *a\n", encoding="utf-8")
    commit(top)
    assert "Nessuna scheda" in run(top, "summary").stdout


def test_a_proposal_of_anything_else_fails(top: Path) -> None:
    (top / "Makefile").write_text("x:\n", encoding="utf-8")
    commit(top)
    told = run(top, "scope", head="submission/gh-1")
    assert (told.exit_code, "Makefile: la proposta" in told.stderr) == (1, True)
    assert run(top, "scope", head="un-ramo").exit_code == 0
    assert "Nessuna scheda" in run(top, "summary").stdout


def test_links_programs_and_repositories_within_fail(top: Path) -> None:
    (top / "data/services/link.yaml").symlink_to("/etc/passwd")
    (top / "data/services/battivacco.yaml").chmod(0o755)
    (top / "other").mkdir()
    git(top / "other", "init", "--quiet")
    git(top / "other", "commit", "--quiet", "--allow-empty", "--message", "x")
    (top / "other").rename(top / "data/other")
    commit(top)
    told = run(top, "scope")
    assert told.exit_code == 1
    for name in ("link.yaml", "battivacco.yaml", "data/other"):
        assert f"{name}: in data/ stanno solo file normali" in told.stderr


def test_the_name_of_a_file_forges_no_line(top: Path) -> None:
    (top / "x\n::stop-commands::y").write_text("x", encoding="utf-8")
    commit(top)
    told = run(top, "scope", head="submission/gh-1")
    assert told.exit_code == 1
    assert not any(line.startswith("::") for line in told.output.split("\n"))


def test_an_unknown_base_is_said(top: Path) -> None:
    for base in ("f" * 40, "--help", "HEAD^9"):
        told = run(top, "scope", base=base)
        assert told.exit_code == 3, told.output
        assert "Traceback" not in told.output
