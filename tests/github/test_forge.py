# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The forge: how many requests it makes, what it waits for and tries again, and what it takes for no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

import laltro.world.github.api
from laltro.world.github.api import TRIES, GitHubApi
from laltro.world.github.github_forge import GitHubForge
from laltro.world.platform.forge import ForgeFailure
from laltro.world.platform.reconciler import Reconciler
from tests.github.fake import FakeGitHub
from tests.github.faults import (
    BAD_GATEWAY,
    CLOSED,
    HTML,
    HUNG,
    TRUNCATED,
    UNAUTHORIZED,
    UNAVAILABLE,
    primary,
    secondary,
)
from tests.github.routing import Answer
from tests.github.stage import NAME, Stage, branch, good

EMPTY = Answer(200, None)
READS = [r"/issues/1$", r"/issues/1/comments$", r"/commits/submission/gh-1$", r"/pulls$"]


@pytest.fixture
def stage() -> Iterator[Stage]:
    with FakeGitHub() as fake:
        yield Stage(fake)


def forge(stage: Stage) -> GitHubForge:
    found = stage.clerk().forge
    assert isinstance(found, GitHubForge)
    return found


def test_the_budget_of_requests(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    new = len(stage.fake.calls)
    stage.handle(issue)
    assert (new <= 15, len(stage.fake.calls) - new <= 6) == (True, True), (new, len(stage.fake.calls) - new)


def test_what_was_done_is_told_in_numbers_and_names_of_ours(stage: Stage) -> None:
    issue = stage.open(good())
    stage.say(issue, "/valida")
    clerk = stage.clerk()
    clerk.handle(issue.number)
    assert len(clerk.forge.done) == 6
    assert all(re.fullmatch(r"(#[0-9]+|status) [0-9a-z -]+", line) for line in clerk.forge.done), clerk.forge.done


# --- no answer (G1, G8) -----------------------------------------------------------------------


@pytest.mark.parametrize("answer", [UNAVAILABLE, BAD_GATEWAY, CLOSED, TRUNCATED, HTML, EMPTY], ids=str)
@pytest.mark.parametrize("path", READS)
def test_a_read_without_a_good_answer_is_tried_again(stage: Stage, path: str, answer: Answer) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    before = stage.writes()
    stage.fake.fail("GET", path, answer, times=TRIES - 1)
    assert stage.handle(issue).state == "proposed"
    assert stage.fake.clock.slept == [1, 2, 4]
    assert stage.writes() == before


@pytest.mark.parametrize(("answer", "code"), [(UNAVAILABLE, "unavailable"), (TRUNCATED, "broken"), (EMPTY, "broken")])
@pytest.mark.parametrize("path", READS)
def test_a_read_that_never_answers_is_a_failure_and_never_none_found(
    stage: Stage, path: str, answer: Answer, code: str
) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    before = stage.writes()
    stage.fake.fail("GET", path, answer, times=TRIES)
    with pytest.raises(ForgeFailure, match=code):
        stage.handle(issue)
    assert stage.writes() == before


def test_no_answer_at_all_is_waited_for_so_long_and_no_longer(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laltro.world.github.api, "TIMEOUT", 1)
    issue = stage.open(good())
    stage.fake.fail("POST", "/comments$", HUNG, "after")
    assert stage.handle(issue).state == "proposed"
    assert len(stage.letters(issue)) == 1


def test_all_pages_are_read() -> None:
    with FakeGitHub(largest_page=2) as fake:
        stage = Stage(fake)
        issue = stage.open(good())
        for number in range(5):
            stage.say(issue, f"Commento {number}", "passante")
        stage.handle(issue)
        stage.say(issue, "/ritira")
        before = fake.count("POST", "/comments$")
        assert stage.handle(issue).state == "withdrawn"
        assert (len(stage.letters(issue)), fake.count("POST", "/comments$")) == (1, before)


def test_a_list_that_lacks_what_the_issue_counts_is_no_answer(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    before = stage.writes()
    stage.fake.fail("GET", "/issues/1/comments$", Answer(200, []))
    with pytest.raises(ForgeFailure, match="broken"):
        stage.handle(issue)
    assert stage.writes() == before


def test_comments_that_github_counts_and_does_not_list_stop_nothing(stage: Stage) -> None:
    """Those of an account that GitHub hid; only where our own letter may be among the missing it is a failure."""
    issue = stage.open(good())
    stage.handle(issue)
    stage.say(issue, "Nascosto", "passante")
    shown = forge(stage).api.items("issues/1/comments")
    stage.fake.fail("GET", "/issues/1/comments$", Answer(200, shown[:1]))
    assert stage.handle(issue).state == "proposed"


@pytest.mark.parametrize("answer", [{}, {"number": 1}, {"number": 1, "user": None, "comments": "x"}])
def test_an_issue_that_lacks_something_is_no_answer(stage: Stage, answer: object) -> None:
    stage.open(good())
    stage.fake.fail("GET", "/issues/1$", Answer(200, answer), times=TRIES if answer == {} else 1)
    with pytest.raises(ForgeFailure, match="broken"):
        stage.handle(1)


def test_a_repository_that_is_not_there_is_not_an_empty_one(stage: Stage) -> None:
    clock = stage.fake.clock
    api = GitHubApi("esempio/altro", lambda: stage.token, stage.fake.url, clock, clock.sleep, 0)
    with pytest.raises(ForgeFailure, match="missing"):
        Reconciler(GitHubForge(api, stage.base), stage.desk).handle(1)


# --- limits (G2) ------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(("method", "path"), [("GET", READS[0]), ("POST", "/comments$"), ("POST", "/git/refs$")])
def test_a_limit_is_waited_out_as_told(stage: Stage, method: str, path: str, status: int) -> None:
    issue = stage.open(good())
    stage.fake.fail(method, path, secondary(30, status))
    assert stage.handle(issue).state == "proposed"
    assert stage.fake.clock.slept == [30]
    assert len(stage.letters(issue)) == 1


def test_a_limit_that_names_no_time_is_waited_out_longer_and_longer(stage: Stage) -> None:
    stage.open(good())
    stage.fake.fail("POST", "/pulls$", secondary(), times=3)
    assert stage.handle(1).state == "proposed"
    assert stage.fake.clock.slept == [60, 120, 240]


def test_the_hours_limit_is_waited_out_until_it_begins_anew(stage: Stage) -> None:
    stage.open(good())
    stage.fake.fail("GET", READS[1], primary(stage.fake.clock.now + timedelta(seconds=100)))
    assert stage.handle(1).state == "proposed"
    assert 95 <= sum(stage.fake.clock.slept) <= 101


def test_beyond_its_patience_a_run_gives_up_and_the_next_one_goes_on(stage: Stage) -> None:
    issue = stage.open(good())
    stage.fake.fail("POST", "/comments$", secondary(601))
    with pytest.raises(ForgeFailure, match="limited") as raised:
        stage.handle(issue)
    assert raised.value.params == {"seconds": "601"}
    assert stage.fake.clock.slept == []
    assert stage.handle(issue).state == "proposed"
    assert (len(stage.repo.pulls()), len(stage.letters(issue))) == (1, 1)


def test_what_may_not_be_done_is_no_limit() -> None:
    with FakeGitHub() as fake:
        stage = Stage(fake)
        stage.token = fake.workflow_token({"metadata": "read", "issues": "write", "contents": "read"})
        stage.open(good())
        with pytest.raises(ForgeFailure, match="refused") as raised:
            stage.handle(1)
        assert raised.value.params == {"status": "403"}
        assert fake.clock.slept == []


# --- tokens (G4) ------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_token_that_ends_in_mid_run_is_replaced_once(stage: Stage, method: str) -> None:
    stage.open(good())
    clock, asked = stage.fake.clock, [0]

    def source() -> str:
        asked[0] += 1
        return stage.fake.workflow_token()

    api = GitHubApi(NAME, source, stage.fake.url, clock, clock.sleep, 0)
    stage.fake.fail(method, "/pulls$", UNAUTHORIZED)
    assert Reconciler(GitHubForge(api, stage.base), stage.desk).handle(1).state == "proposed"
    assert asked == [2]


def test_the_same_token_again_is_not_tried_again(stage: Stage) -> None:
    stage.open(good())
    stage.fake.fail("GET", READS[0], UNAUTHORIZED)
    with pytest.raises(ForgeFailure, match="refused"):
        stage.handle(1)
    assert stage.fake.count("GET", READS[0]) == 1


# --- what is made -----------------------------------------------------------------------------


def test_labels_of_people_stay(stage: Stage) -> None:
    issue = stage.open(good(consent=""))
    stage.repo.add_labels(issue, ["scuola", "pubblicata"])
    stage.handle(issue)
    assert sorted(issue.label_names) == ["da correggere", "scuola"]


def test_a_branch_that_is_there_already_is_not_taken_over(stage: Stage) -> None:
    """G5: somebody has made a branch of that name on other grounds."""
    issue = stage.open(good())
    stage.push(issue, {"data/services/altra.yaml": "x\n"})
    assert stage.handle(issue).state == "held"
    assert stage.proposed(issue) == {"data/services/altra.yaml": "x\n"}


def test_a_proposal_that_is_there_already_is_taken_over(stage: Stage) -> None:
    """G5: the 422 leads to a look-up."""
    issue = stage.open(good())
    stage.handle(issue)
    pull = stage.pull(issue)
    stage.repo.edit_issue(pull, {"title": "Altro", "body": "Altro"})
    case = forge(stage).case(issue.number)
    made = forge(stage)._proposed(case, "t", "b")
    assert made.number == pull.number
    stage.handle(issue)
    assert "doposcuola-di-prova" in pull.title


def test_where_drafts_are_not_allowed_the_status_holds_the_merge_back(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    stage.edit(issue, good(name=""))
    error = {"type": "FORBIDDEN", "message": "Draft pull requests are not supported"}
    stage.fake.fail("POST", "/graphql$", Answer(200, {"data": {"convertPullRequestToDraft": None}, "errors": [error]}))
    assert stage.handle(issue).state == "invalid"
    assert stage.verdict(issue) == "failure"
    assert "correggere" in stage.letters(issue)[0].body


def test_where_approvals_may_not_be_dismissed_the_proposal_goes_on(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    stage.approve(issue, "anna")
    stage.edit(issue, good(summary="Cambiata."))
    stage.fake.fail("PUT", "/dismissals$", Answer(403, {"message": "Must be an admin", "documentation_url": ""}))
    assert stage.handle(issue).state == "proposed"
    assert "Cambiata." in next(iter(stage.proposed(issue).values()))


def test_a_letter_that_was_deleted_is_written_again(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    issue.comments.clear()
    stage.handle(issue)
    assert len(stage.letters(issue)) == 1


def test_a_branch_is_built_on_the_commit_of_the_data(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    commit = stage.repo.objects.commits[stage.repo.refs[f"refs/heads/{branch(issue)}"]]
    assert commit.parents == (stage.base.commit,)
