# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""`laltro github upkeep`: one proposal for all offers that expired, born valid, and left to people once they act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import laltro.cli.repository
from laltro.cli import main
from laltro.model.diagnostic import Diagnostic
from tests.github.branches import push
from tests.github.entries import Issue
from tests.github.fake import FakeGitHub
from tests.github.faults import UNAVAILABLE
from tests.github.merging import merge
from tests.github.people import ACTIONS
from tests.github.stage import Stage
from tests.github.test_command_line import checked_out
from tests.intake.samples import TODAY

BRANCH = "upkeep/expired"
OFFER = """id: {id}
status: published
title: Offerta di esempio
offer_type: space
organization: adecco
description: Una sala inventata per le prove.
areas:
- other
territories:
- municipio-4
conditions: free
valid_to: "{end}"
state: open
sources:
- url: https://example.org/{id}
  title: Fonte di esempio
  accessed: "2026-11-01"
"""


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage with an offer that ended, and one that did not."""
    with FakeGitHub() as fake:
        stage = Stage(fake)
        stage.repo.required_statuses = ()
        ends = {"finita": "2026-10-31", "aperta": "2027"}
        offers = {f"data/offers/{id}.yaml": OFFER.format(id=id, end=end) for id, end in ends.items()}
        push(stage.repo, "main", offers, "Offerte", fake.user("anna"))
        checked_out(stage, tmp_path)
        for name, value in stage.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("time.sleep", lambda _: None)
        monkeypatch.setattr(laltro.cli.repository, "today", lambda: TODAY)
        yield stage


def run(top: Path) -> list[str]:
    told = CliRunner().invoke(main, ["github", "upkeep", "--data", str(top / "data")])
    assert told.exit_code == 0, told.output
    return told.stdout.splitlines()


def pull(stage: Stage) -> Issue:
    [found] = stage.repo.pulls(BRANCH)
    return found


def changed(stage: Stage) -> dict[str, str]:
    """Path → text of what the branch changes."""
    objects, head, base = (
        stage.repo.objects,
        stage.repo.refs[f"refs/heads/{BRANCH}"],
        stage.repo.refs["refs/heads/main"],
    )
    fork = objects.fork(base, head)
    return {each.path: objects.blobs[each.after].decode() for each in objects.changes(fork, head)}


def test_what_expired_is_proposed_once(stage: Stage, tmp_path: Path) -> None:
    assert [line.split(" ")[0] for line in run(tmp_path)] == [BRANCH, "#1"]
    assert changed(stage) == {
        "data/offers/finita.yaml": OFFER.format(id="finita", end="2026-10-31").replace("state: open", "state: expired")
    }
    assert pull(stage).title == "Offerte scadute: 1"
    assert pull(stage).author == ACTIONS
    assert "Offerta di esempio" in (pull(stage).body or "")
    writes = stage.writes()
    assert run(tmp_path) == []
    assert stage.writes() == writes


def test_what_would_break_a_rule_is_left_out(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Diagnostic("reference", "data/offers/finita.yaml", severity="error")
    monkeypatch.setattr("laltro.intake.upkeep.own_proposal.check_around", lambda *_: [problem])
    assert run(tmp_path) == []
    assert not stage.repo.pulls(BRANCH)


def test_merged_it_is_over(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    merge(stage.repo, pull(stage), stage.fake.user("anna"), {"merge_method": "squash"})
    again = tmp_path / "again"
    again.mkdir()
    checked_out(stage, again)
    assert run(again) == [f"{BRANCH} gone"]
    assert run(again) == []


def test_what_a_person_closed_is_not_proposed_again(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    stage.repo.close(pull(stage), stage.fake.user("anna"))
    assert run(tmp_path) == []
    assert not stage.repo.pulls(BRANCH)


def test_what_a_person_pushed_to_is_theirs(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    push(stage.repo, BRANCH, {"data/offers/finita.yaml": "x"}, "A mano", stage.fake.user("anna"))
    assert run(tmp_path) == []
    assert changed(stage)["data/offers/finita.yaml"] == "x"


@pytest.mark.parametrize(("verb", "path"), [("POST", "/git/refs$"), ("POST", "/pulls$"), ("POST", "/git/commits$")])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_fault_leaves_one_branch_and_one_proposal(
    stage: Stage, tmp_path: Path, verb: str, path: str, when: str
) -> None:
    stage.fake.fail(verb, path, UNAVAILABLE, when=when)  # type: ignore[arg-type]
    CliRunner().invoke(main, ["github", "upkeep", "--data", str(tmp_path / "data")])
    run(tmp_path)
    assert len(stage.repo.pulls(BRANCH)) == 1
    assert run(tmp_path) == []
