# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""`laltro github` as a workflow runs it: environment, exit status, and nothing of a form on the outputs."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import laltro.cli.github
from laltro.cli import main
from laltro.world.data.writing import write_files
from laltro.world.local.desk import Desk
from tests.checkout import committed, git
from tests.github.fake import FakeGitHub
from tests.github.faults import UNAVAILABLE
from tests.github.merging import open_pull
from tests.github.repository import MAIN
from tests.github.stage import Stage, good
from tests.intake.samples import TODAY

# What a workflow's log would obey, and what nobody else shall read there.
HOSTILE = "::stop-commands::x ::add-mask::Doposcuola [skip ci] @org/team"


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with FakeGitHub() as fake:
        stage = Stage(fake)
        checked_out(stage, tmp_path)
        run = {"GITHUB_SERVER_URL": "https://github.example", "GITHUB_RUN_ID": "7"}
        for name, value in {**stage.environment, **run}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("time.sleep", lambda _: None)
        monkeypatch.setattr(laltro.cli.github, "reached", lambda urls: dict.fromkeys(urls, False))
        yield stage


def checked_out(stage: Stage, top: Path) -> None:
    """Make a git repository with main's files, and let its commit be what GitHub's main is."""
    stage.follow()
    objects = stage.repo.objects
    (top / "data").mkdir(exist_ok=True)
    write_files(top, stage.repo.texts())
    stage.desk = Desk(top / "data", TODAY)
    committed(top)
    head, tree = git(top, "rev-parse", "HEAD", "HEAD^{tree}").split()
    old = stage.repo.refs[MAIN]
    assert objects.commits[old].tree == tree
    objects.commits[head] = dataclasses.replace(objects.commits[old], sha=head, parents=(old,))
    stage.repo.refs[MAIN] = head


def run(stage: Stage, *words: str) -> Result:
    return CliRunner().invoke(main, ["github", *words, "--data", str(stage.desk.data)])


def event(stage: Stage, tmp_path: Path, content: object) -> Result:
    path = tmp_path / "event.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return run(stage, "intake", "--event", str(path))


def test_an_event_becomes_a_proposal_without_a_word_of_the_form_in_the_log(stage: Stage, tmp_path: Path) -> None:
    issue = stage.open(good(name=f"Doposcuola {HOSTILE}"), title=HOSTILE)
    told = event(stage, tmp_path, stage.fake.event("issues", "opened", issue, issue.author))
    assert told.exit_code == 0, told.output
    assert told.stdout.splitlines()[0] == "gh-1 proposed"
    for word in ("::", "skip", "Doposcuola", "@", "vicina"):
        assert word not in told.output
    assert "actions/runs/7" in (stage.pull(issue).body or "")


def test_those_whom_an_organisation_named_are_asked_and_new_addresses_tried(stage: Stage, tmp_path: Path) -> None:
    place = tmp_path / ".github" / "maintainers.yml"
    place.parent.mkdir()
    place.write_text(f"organizations:\n  adecco: [{stage.fake.user('bruno').id}]\n", encoding="utf-8")
    issue = stage.open(good(source="https://www.adecco.example/prova"))
    told = run(stage, "intake", "--number", "1")
    assert (told.exit_code, "#2 review-asked 1" in told.stdout) == (0, True), told.output
    assert [each.login for each in stage.pull(issue).pull.reviewers] == ["bruno"]  # type: ignore[union-attr]
    assert "</code>: non risponde" in (stage.pull(issue).body or "")
    assert not any(word in told.output for word in ("adecco", "bruno", "https"))


@pytest.mark.parametrize(
    "content",
    [
        {"action": "created", "issue": {"number": 1, "pull_request": {}}},
        {"action": "deleted", "issue": {"number": 1}},
        {"action": "closed", "pull_request": {"head": {"ref": "a-branch"}}},
        {"action": "closed", "pull_request": {"head": {"ref": "submission/gh-1/../x"}}},
        {"action": "push"},
    ],
)
def test_an_event_of_no_submission_is_nothing_to_do(stage: Stage, tmp_path: Path, content: object) -> None:
    told = event(stage, tmp_path, content)
    assert (told.exit_code, len(stage.fake.calls)) == (0, 0), told.output


@pytest.mark.parametrize("content", [[], {"issue": {"number": "x"}}, {"pull_request": {"head": {}}}, "testo"])
def test_a_file_that_is_no_event_is_said(stage: Stage, tmp_path: Path, content: object) -> None:
    assert event(stage, tmp_path, content).exit_code == 3


def test_a_closed_proposal_leads_back_to_its_submission(stage: Stage, tmp_path: Path) -> None:
    issue = stage.open(good())
    run(stage, "intake", "--number", "1")
    stage.repo.close(stage.pull(issue), stage.fake.user("anna"))
    told = event(stage, tmp_path, {"action": "closed", "pull_request": {"head": {"ref": "submission/gh-1"}}})
    assert told.stdout.startswith("gh-1 rejected\n")
    assert issue.state == "closed"


def test_an_outage_is_one_sentence_and_status_three(stage: Stage) -> None:
    stage.open(good())
    stage.fake.fail("GET", "/issues/1$", UNAVAILABLE, times=4)
    told = run(stage, "intake", "--number", "1")
    assert told.exit_code == 3
    assert "GitHub non risponde (503)" in told.stderr
    assert "Traceback" not in told.output


def test_a_defect_of_ours_tells_where_and_never_what(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("testo di una persona")

    stage.open(good())
    monkeypatch.setattr("laltro.world.platform.reconciler.desired", broken)
    told = run(stage, "intake", "--number", "1")
    assert told.exit_code == 3
    assert "RuntimeError" in told.stderr
    assert "testo" not in told.output


@pytest.mark.parametrize("name", ["GITHUB_TOKEN", "GITHUB_REPOSITORY"])
def test_what_is_not_set_is_named(stage: Stage, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name)
    told = run(stage, "intake", "--number", "1")
    assert (told.exit_code, name in told.stderr) == (3, True)


def test_intake_wants_one_of_number_and_event(stage: Stage) -> None:
    assert run(stage, "intake").exit_code == 2


def test_reconcile_looks_at_all_and_one_failure_stops_no_other(stage: Stage) -> None:
    issues = [stage.open(good(name=f"Doposcuola {number}")) for number in range(3)]
    stage.fake.fail("GET", "/issues/2$", UNAVAILABLE, times=4)
    told = run(stage, "reconcile")
    assert told.exit_code == 3
    assert [line for line in told.stdout.splitlines() if line.startswith("gh-")] == [
        "gh-1 proposed",
        "gh-2 unavailable",
        "gh-3 proposed",
    ]
    assert "Segnalazioni guardate: 3." in told.stderr
    again = run(stage, "reconcile")
    assert (again.exit_code, len(stage.letters(issues[1]))) == (0, 1)
    before = stage.writes()
    assert run(stage, "reconcile").exit_code == 0
    assert stage.writes() == before


def test_live_waits_for_the_commit_and_for_the_page(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    page = [False]

    def answers(url: str) -> bool:
        asked.append(url)
        return page[0]

    monkeypatch.setattr(laltro.cli.github, "page_answers", answers)
    issue = stage.open(good())
    run(stage, "intake", "--number", "1")
    stage.merge(issue)
    run(stage, "intake", "--number", "1")
    assert (run(stage, "live").stdout, asked) == ("gh-1 waiting\n", [])  # this checkout does not hold it
    checked_out(stage, stage.desk.data.parent)
    assert run(stage, "live").stdout == "gh-1 waiting\n"
    page[0] = True
    assert run(stage, "live").stdout.startswith("gh-1 live\n")
    assert asked == ["https://catalogo.example/servizi/doposcuola-di-prova/"] * 2
    assert "(https://catalogo.example/servizi/doposcuola-di-prova/)" in stage.letters(issue)[0].body
    assert run(stage, "live").stdout == ""


def test_the_verdict_is_an_exit_status(stage: Stage) -> None:
    issue = stage.open(good())
    run(stage, "intake", "--number", "1")
    pull = str(stage.pull(issue).number)
    before = stage.writes()
    assert run(stage, "verdict", "--pull", pull).exit_code == 0
    stage.edit(issue, good(name="Un altro nome"))
    assert run(stage, "verdict", "--pull", pull).exit_code == 1
    assert stage.writes() == before


def test_a_proposal_of_no_submission_has_nothing_to_answer_for(stage: Stage) -> None:
    stage.push(stage.open("x"), {"README.md": "x"})
    stage.repo.refs["refs/heads/altro"] = stage.repo.refs.pop("refs/heads/submission/gh-1")
    pull = open_pull(stage.repo, stage.fake.user("anna"), "Altro", "", "altro", "main")
    assert run(stage, "verdict", "--pull", str(pull.number)).exit_code == 0


def test_an_app_is_known_by_the_id_behind_its_name(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    app = stage.fake.app("esempio")
    bot = stage.fake.user("esempio[bot]")
    monkeypatch.setenv("LALTRO_BOT", "esempio[bot]")
    issue = stage.open("niente")
    stage.repo.add_comment(issue, bot, "<!-- laltro gh-1 invalid - -->\n\nVecchia")
    monkeypatch.setenv("GITHUB_TOKEN", stage.fake.app_token(app, None, stage.fake.clock.now.replace(year=2099)).text)
    assert run(stage, "intake", "--number", "1").exit_code == 0
    assert len(issue.comments) == 1
    assert "Vecchia" not in issue.comments[0].body


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.example/", "http://127.0.0.1:9/"])
def test_only_a_page_of_the_web_answers(url: str) -> None:
    assert laltro.cli.github.page_answers(url) is False
