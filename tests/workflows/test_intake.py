# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""`intake.yml` for real, from the event file to comment, branch and pull request, whatever strangers write in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.github.fake import FakeGitHub
from tests.github.people import User
from tests.github.stage import NAME, Stage, branch, good
from tests.workflows.runner import Runner

# Each tries to make a shell, an expression or the runner do something: leave a file, or call the fake.
HOSTILE = (
    '"; touch {canary} #',
    "$(touch {canary})",
    "`touch {canary}`",
    "'; curl {url}/pwned; '",
    "${{{{ github.token }}}}",
    "${{{{ format('touch {canary}') }}}}",
    "::stop-commands::parola ::add-mask::Doposcuola ::set-output name=a::b",
    "EOF\nLALTRO_BOT=malandrino\nEOF",
)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with FakeGitHub() as fake:
        yield Stage(fake)


@pytest.fixture
def runner(stage: Stage, tmp_path: Path) -> Runner:
    return Runner(stage, tmp_path)


def comment_event(stage: Stage, text: str, login: str = "vicina") -> dict[str, Any]:
    """Somebody comments on the only issue."""
    issue = stage.repo.issue(1)
    stage.say(issue, text, login)
    return stage.fake.event("issue_comment", "created", issue, stage.fake.user(login))


def pull_event(stage: Stage, action: str, ref: str, full_name: str = NAME) -> dict[str, Any]:
    """Something happens to a pull request from a branch of a repository."""
    event = stage.fake.event("issues", action, stage.repo.issue(1), stage.fake.user("anna"))
    del event["issue"]
    return {**event, "pull_request": {"number": 2, "head": {"ref": ref, "repo": {"full_name": full_name}}}}


def test_what_strangers_write_runs_nowhere_and_stands_in_no_log(stage: Stage, runner: Runner, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    texts = [text.format(canary=canary, url=stage.fake.url) for text in HOSTILE]
    body = good(name="Doposcuola $(touch ../canary) `touch ../canary`", description="\n\n".join(texts))
    issue = stage.open(body, title=f"{texts[1]} {texts[4]} {texts[6]}"[:256])
    event = stage.fake.event("issues", "opened", issue, issue.author)
    event["issue"]["user"]["login"] = texts[1]
    ran = runner.run("issues", event)
    assert ran.status == 0, ran.log
    assert "gh-1 proposed" in ran.log
    assert not canary.exists()
    assert stage.fake.count("GET", "pwned") == 0
    assert [each.author.login for each in issue.comments] == ["github-actions[bot]"]
    pull = stage.pull(issue)
    assert "$(" not in pull.title
    for word in ("touch", "canary", "pwned", "Doposcuola", "::", "malandrino", "vicina", stage.token):
        assert word not in ran.log


def test_a_command_is_followed_and_its_words_stay_out_of_the_log(stage: Stage, runner: Runner, tmp_path: Path) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    ran = runner.run("issue_comment", comment_event(stage, f"/rifiuta $(touch {tmp_path}/canary) parola", "anna"))
    assert ran.status == 0, ran.log
    assert "gh-1 rejected" in ran.log
    assert issue.state == "closed"
    assert not (tmp_path / "canary").exists()
    assert "parola" not in ran.log


def test_plain_talk_bots_forks_and_other_pull_requests_start_nothing(stage: Stage, runner: Runner) -> None:
    issue = stage.open(good())
    bot = stage.fake.user("altro[bot]", "Bot")
    of_a_pull = comment_event(stage, "/valida")
    of_a_pull["issue"]["pull_request"] = {"url": "https://github.example/2"}
    events: list[tuple[str, dict[str, Any]]] = [
        ("issue_comment", comment_event(stage, "Grazie! /valida")),
        ("issue_comment", of_a_pull),
        ("issues", stage.fake.event("issues", "opened", issue, bot)),
        ("pull_request", pull_event(stage, "closed", "submission/gh-1", "altri/catalogo")),
        ("pull_request", pull_event(stage, "closed", "un-ramo")),
    ]
    before = len(stage.fake.calls)
    for name, event in events:
        ran = runner.run(name, event)
        assert ran.skipped, (name, ran.log)
    assert len(stage.fake.calls) == before


def test_a_person_named_like_a_bot_is_a_person(stage: Stage, runner: Runner) -> None:
    issue = stage.open(good(), login="github-actions-bot")
    assert runner.run("issues", stage.fake.event("issues", "opened", issue, issue.author)).status == 0
    assert stage.pull(issue)


def test_a_closed_proposal_leads_back_to_its_submission(stage: Stage, runner: Runner) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    stage.repo.close(stage.pull(issue), stage.fake.user("anna"))
    ran = runner.run("pull_request", pull_event(stage, "closed", branch(issue)))
    assert "gh-1 rejected" in ran.log, ran.log


def test_with_an_app_everything_is_by_the_app(stage: Stage, runner: Runner) -> None:
    login = runner.as_app()
    issue = stage.open(good())
    event = stage.fake.event("issues", "opened", issue, issue.author)
    ran = runner.run("issues", event, {"LALTRO_APP_ID": "1"})
    assert ran.status == 0, ran.log
    bot: User = stage.fake.user(login)
    assert [each.author for each in issue.comments] == [bot]
    assert stage.pull(issue).author == bot


def test_an_outage_makes_the_run_red_and_the_next_one_mends_it(stage: Stage, runner: Runner) -> None:
    issue = stage.open(good())
    event = stage.fake.event("issues", "opened", issue, issue.author)
    stage.token = "scaduto"
    assert runner.run("issues", event).status == 1
    assert not issue.comments
    stage.token = stage.fake.workflow_token()
    assert runner.run("issues", event).status == 0
    assert stage.pull(issue)
