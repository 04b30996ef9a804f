# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Those whom an organisation named are asked once: for a review, or by name; and addresses are tried once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from laltro.world.platform.forge import ForgeFailure
from tests.github.entries import Issue
from tests.github.fake import FakeGitHub
from tests.github.faults import BAD_GATEWAY, UNAVAILABLE
from tests.github.people import ACTIONS
from tests.github.routing import Answer
from tests.github.stage import Stage, filled, good

SOURCE = "https://www.adecco.example/doposcuola"
REVIEWERS = "/requested_reviewers$"


@pytest.fixture
def stage() -> Iterator[Stage]:
    """`bruno` may approve, `lontana` may not; the organisation `adecco` named both."""
    with FakeGitHub() as fake:
        stage = Stage(fake)
        stage.accounts = {"adecco": (fake.user("bruno").id, fake.user("lontana").id)}
        yield stage


def asked(stage: Stage, issue: Issue) -> list[str]:
    """Who is asked for a review of the open proposal."""
    pull = stage.pull(issue).pull
    assert pull is not None
    return [each.login for each in pull.reviewers]


def calls(stage: Stage, issue: Issue) -> list[str]:
    """Our comments that name somebody."""
    return [each.body for each in stage.letters(issue) if "@" in each.body]


# --- reviews ----------------------------------------------------------------------------------


def test_who_may_approve_is_asked_once_and_stays_off_when_taken_off(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    assert asked(stage, issue) == ["bruno"]
    before = len(stage.fake.calls)
    stage.handle(issue)
    assert len(stage.fake.calls) - before <= 6  # the budget of an unchanged run is that of one without accounts
    pull = stage.pull(issue).pull
    assert pull is not None
    pull.reviewers.clear()
    stage.handle(issue)
    for summary in ("Cambiata.", "Cambiata ancora."):
        stage.edit(issue, good(summary=summary))
        stage.handle(issue)
    assert (asked(stage, issue), stage.fake.count("POST", REVIEWERS)) == ([], 1)
    stage.edit(issue, good(name=""))
    stage.handle(issue)  # a draft
    stage.edit(issue, good())
    stage.handle(issue)
    assert (asked(stage, issue), stage.fake.count("POST", REVIEWERS)) == ([], 1)


def test_where_nobody_of_the_organisation_is_named_nobody_is_looked_up(stage: Stage) -> None:
    issue = stage.open(filled("servizio", record="battivacco", summary="Una fattoria."))
    stage.handle(issue)
    assert len(stage.fake.calls) <= 15
    assert (asked(stage, issue), stage.fake.count("GET", "/user/")) == ([], 0)
    assert "laltro asked" not in (stage.pull(issue).body or "")


def test_who_submits_reviews_nothing_of_their_own(stage: Stage) -> None:
    issue = stage.open(good(), login="bruno")
    stage.handle(issue)
    assert asked(stage, issue) == []
    assert "@" not in "".join(each.body for each in stage.letters(issue))


def test_a_new_account_of_the_organisation_is_asked_besides(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    stage.accounts["adecco"] += (stage.fake.user("anna").id,)
    stage.edit(issue, good(summary="Cambiata."))
    stage.handle(issue)
    assert asked(stage, issue) == ["bruno", "anna"]
    assert "Cambiata" in (stage.pull(issue).body or "")


@pytest.mark.parametrize(
    ("method", "path", "when", "sent"),
    [("POST", REVIEWERS, "before", 5), ("POST", REVIEWERS, "after", 4), ("PATCH", "/pulls/2$", "before", 1)],
)
def test_a_crash_in_between_is_completed(stage: Stage, method: str, path: str, when: str, sent: int) -> None:
    """As often as GitHub fails in one run: the next one asks, and looks who is asked already."""
    issue = stage.open(good())
    stage.fake.fail(method, path, BAD_GATEWAY, when, times=4)  # type: ignore[arg-type]
    with pytest.raises(ForgeFailure):
        stage.handle(issue)
    stage.handle(issue)
    assert (asked(stage, issue), stage.fake.count("POST", REVIEWERS)) == (["bruno"], sent)
    before = stage.writes()
    stage.handle(issue)
    assert stage.writes() == before


def test_where_reviews_may_not_be_asked_the_proposal_goes_on(stage: Stage) -> None:
    issue = stage.open(good())
    stage.fake.fail("POST", REVIEWERS, Answer(422, {"message": "no", "documentation_url": ""}))
    clerk = stage.clerk()
    assert clerk.handle(issue.number).state == "proposed"
    assert (asked(stage, issue), stage.verdict(issue)) == ([], "success")
    assert "#2 review-refused 1" in clerk.forge.done


def test_an_account_that_is_gone_is_nobody(stage: Stage) -> None:
    stage.accounts = {"adecco": (999999999,)}
    issue = stage.open(good())
    stage.say(issue, "/chiama", "anna")
    stage.handle(issue)
    assert (asked(stage, issue), calls(stage, issue)) == ([], [])


# --- calls ------------------------------------------------------------------------------------


def test_who_may_not_approve_is_named_once_when_a_maintainer_calls(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    assert calls(stage, issue) == []
    for _ in range(2):
        note = stage.say(issue, "/chiama", "anna")
        stage.handle(issue)
        assert [(each.user, each.content) for each in note.reactions] == [(ACTIONS, "rocket")]
    [text] = calls(stage, issue)
    assert "@lontana" in text
    assert "@bruno" not in text
    assert [each.body.startswith("<!-- laltro gh-1 proposed ") for each in stage.letters(issue)] == [True, False]
    stage.edit(issue, good(summary="Cambiata."))
    stage.handle(issue)
    assert (len(stage.letters(issue)), calls(stage, issue)) == (2, [text])  # the letter is still the letter


def test_a_second_call_names_only_who_is_new(stage: Stage) -> None:
    issue = stage.open(good())
    stage.say(issue, "/chiama", "anna")
    stage.handle(issue)
    stage.accounts["adecco"] += (stage.fake.user("nuova").id,)
    stage.say(issue, "/chiama", "anna")
    stage.handle(issue)
    assert [("@lontana" in text, "@nuova" in text) for text in calls(stage, issue)] == [(True, False), (False, True)]


@pytest.mark.parametrize("who", ["vicina", "passante", "lontana"])
def test_only_maintainers_call(stage: Stage, who: str) -> None:
    issue = stage.open(good())
    note = stage.say(issue, "/chiama", who)
    stage.handle(issue)
    assert ([each.content for each in note.reactions], calls(stage, issue)) == (["confused"], [])


@pytest.mark.parametrize(
    "body", [good(name=""), filled("servizio", record="battivacco", summary="Una fattoria.")], ids=["invalid", "other"]
)
def test_where_there_is_nobody_to_call_the_order_is_refused(stage: Stage, body: str) -> None:
    issue = stage.open(body)
    note = stage.say(issue, "/chiama", "anna")
    stage.handle(issue)
    assert ([each.content for each in note.reactions], calls(stage, issue)) == (["confused"], [])


def test_a_call_that_somebody_forged_keeps_nobody_from_being_called(stage: Stage) -> None:
    issue = stage.open(good())
    lontana = stage.accounts["adecco"][1]
    stage.say(issue, f"<!-- laltro called gh-1 {lontana} -->", "passante")
    stage.say(issue, "/chiama", "anna")
    stage.handle(issue)
    assert len(calls(stage, issue)) == 1


def test_a_call_whose_answer_was_lost_is_not_made_twice(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    note = stage.say(issue, "/chiama", "anna")
    stage.fake.fail("POST", "/comments$", BAD_GATEWAY, "after")
    stage.fake.fail("POST", "/reactions$", UNAVAILABLE, times=4)
    with pytest.raises(ForgeFailure):
        stage.handle(issue)
    stage.handle(issue)
    assert (len(calls(stage, issue)), [each.content for each in note.reactions]) == (1, ["rocket"])


# --- addresses --------------------------------------------------------------------------------


def test_new_addresses_are_tried_when_the_proposal_is_written_and_never_again(stage: Stage) -> None:
    issue = stage.open(good(source=SOURCE))
    stage.handle(issue)
    assert stage.tried == [SOURCE]
    [line] = [line for line in (stage.pull(issue).body or "").splitlines() if line.endswith(": risponde")]
    assert "https://" not in line  # text, no link
    assert "/doposcuola" in line
    text, before = stage.pull(issue).body, stage.writes()
    stage.handle(issue)
    assert (stage.tried, stage.pull(issue).body, stage.writes()) == ([SOURCE], text, before)
    stage.edit(issue, good(source=SOURCE, summary="Cambiata."))
    stage.handle(issue)
    assert stage.tried == [SOURCE, SOURCE]


def test_only_the_first_few_addresses_are_tried(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    urls = [f"https://{number}.example/" for number in range(7)]
    monkeypatch.setattr("laltro.world.platform.reconciler.new_addresses", lambda *_: urls)
    stage.handle(stage.open(good()))
    assert stage.tried == urls[:5]


def test_where_nothing_is_proposed_nothing_is_tried(stage: Stage) -> None:
    issue = stage.open(good(source=SOURCE, name=""))
    stage.handle(issue)
    assert stage.tried == []
