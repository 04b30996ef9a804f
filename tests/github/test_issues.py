# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Issues, comments, labels, reactions: what GitHub does and what it refuses, through the real PyGithub."""

from __future__ import annotations

from datetime import timedelta

import pytest
from github import GithubException
from github.Repository import Repository as Remote

from tests.github.conftest import As
from tests.github.fake import FakeGitHub
from tests.github.people import ACTIONS
from tests.github.repository import Repository

LONG = "x" * 65_537


def test_labels_of_a_stranger_are_dropped_in_silence(as_: As, repo: Repository) -> None:
    assert as_("vicina").create_issue("Titolo", labels=["urgente"]).labels == []
    assert [label.name for label in as_("anna").create_issue("Titolo", labels=["urgente"]).labels] == ["urgente"]


def test_a_label_that_does_not_exist_comes_into_being(repo: Repository, fake: FakeGitHub, bot: Remote) -> None:
    repo.open_issue(fake.user("vicina"), "Titolo")
    issue = bot.get_issue(1)
    issue.add_to_labels("nuova", "altra")
    assert {label.name for label in bot.get_labels()} == {"nuova", "altra"}
    issue.add_to_labels("Nuova")
    assert [label.name for label in bot.get_issue(1).get_labels()] == ["nuova", "altra"]
    issue.remove_from_labels("altra")
    with pytest.raises(GithubException, match="Label does not exist") as gone:
        issue.remove_from_labels("altra")
    assert gone.value.status == 404
    issue.set_labels("terza")
    assert repo.issues[1].label_names == ["terza"]


def test_a_label_is_made_once_in_any_case(bot: Remote) -> None:
    bot.create_label("Esempio", "ff0000", "Una prova")
    with pytest.raises(GithubException) as twice:
        bot.create_label("esempio", "ff0000")
    assert twice.value.status == 422
    assert twice.value.data["errors"][0]["code"] == "already_exists"
    with pytest.raises(GithubException) as wrong:
        bot.create_label("altro", "rosso")
    assert wrong.value.data["errors"] == [{"resource": "Label", "code": "invalid", "field": "color"}]
    assert bot.get_label("ESEMPIO").description == "Una prova"


def test_a_comment_keeps_its_author_whoever_edits_it(as_: As, repo: Repository, bot: Remote) -> None:
    as_("vicina").create_issue("Titolo").create_comment("Ciao")
    comment = bot.get_issue(1).get_comments()[0]
    comment.edit("Buongiorno")
    again = bot.get_issue(1).get_comment(comment.id)
    assert (again.body, again.user.login) == ("Buongiorno", "vicina")
    assert again.updated_at > again.created_at
    comment.delete()
    assert bot.get_issue(1).comments == 0


def test_texts_have_limits(repo: Repository, fake: FakeGitHub, bot: Remote) -> None:
    issue = bot.create_issue("Titolo", "x" * 65_536)
    issue.create_comment("x" * 65_536)
    for write in (
        lambda: bot.create_issue("Titolo", LONG),
        lambda: issue.edit(body=LONG),
        lambda: issue.create_comment(LONG),
        lambda: issue.create_comment("   "),
        lambda: issue.get_comments()[0].edit(LONG),
        lambda: bot.create_issue("x" * 257),
        lambda: bot.create_issue(" "),
    ):
        with pytest.raises(GithubException) as refused:
            write()
        assert refused.value.status == 422
    assert [(each.body, len(each.comments)) for each in repo.issues.values()] == [("x" * 65_536, 1)]


def test_reactions_are_one_per_account_and_kind(as_: As, repo: Repository, bot: Remote) -> None:
    as_("vicina").create_issue("Titolo").create_comment("/valida")
    comment = bot.get_issue(1).get_comments()[0]
    assert comment.create_reaction("eyes").id == comment.create_reaction("eyes").id
    comment.create_reaction("+1")
    as_("vicina").get_issue(1).get_comments()[0].create_reaction("eyes")
    assert sorted(each.content for each in comment.get_reactions()) == ["+1", "eyes", "eyes"]
    assert bot.get_issue(1).get_comments()[0].reactions["eyes"] == 2
    mine = bot.get_issue(1).create_reaction("rocket")
    bot.get_issue(1).delete_reaction(mine.id)
    assert repo.issues[1].reactions == []


def test_an_author_edits_closes_and_reopens(as_: As, repo: Repository) -> None:
    issue = as_("vicina").create_issue("Titolo", "Prima")
    issue.edit(body="Dopo", state="closed", state_reason="not_planned")
    assert (repo.issues[1].body, repo.issues[1].state, repo.issues[1].reason) == ("Dopo", "closed", "not_planned")
    issue.edit(state="open")
    assert (issue.state, issue.state_reason, issue.closed_at) == ("open", "reopened", None)


def test_others_may_not_edit(as_: As, repo: Repository) -> None:
    as_("vicina").create_issue("Titolo").create_comment("Ciao")
    other = as_("altro").get_issue(1)
    for write in (
        lambda: other.edit(body="x"),
        lambda: other.get_comments()[0].edit("x"),
        lambda: other.get_comments()[0].delete(),
        lambda: other.add_to_labels("x"),
        lambda: other.lock("spam"),
    ):
        with pytest.raises(GithubException) as refused:
            write()
        assert refused.value.status == 403
    assert repo.issues[1].body is None


def test_a_locked_issue_is_for_those_who_write(as_: As, repo: Repository, bot: Remote) -> None:
    as_("vicina").create_issue("Titolo")
    bot.get_issue(1).lock("resolved")
    with pytest.raises(GithubException, match="locked"):
        as_("vicina").get_issue(1).create_comment("Ciao")
    assert bot.get_issue(1).create_comment("Fatto").user.login == ACTIONS.login


def test_lists_are_filtered_and_in_order(repo: Repository, fake: FakeGitHub, bot: Remote) -> None:
    vicina = fake.user("vicina")
    for number in range(1, 4):
        fake.clock.sleep(60)
        repo.open_issue(vicina, f"Titolo {number}", labels=["a"] if number > 1 else [])
    repo.close(repo.issues[3], vicina)
    assert [issue.number for issue in bot.get_issues()] == [2, 1]
    assert [issue.number for issue in bot.get_issues(state="all", direction="asc")] == [1, 2, 3]
    assert [issue.number for issue in bot.get_issues(state="all", labels=["A"])] == [3, 2]
    start = repo.issues[2].updated_at
    assert [issue.number for issue in bot.get_issues(state="all", since=start)] == [3, 2]
    assert list(bot.get_issues(state="all", since=start + timedelta(hours=1))) == []
    fake.clock.sleep(60)
    repo.edit_issue(repo.issues[1], {"title": "Altro"})
    assert [issue.number for issue in bot.get_issues(sort="updated")] == [1, 2]


def test_long_lists_come_in_pages_and_none_is_lost(repo: Repository, fake: FakeGitHub, bot: Remote) -> None:
    fake.largest_page = 10
    issue = repo.open_issue(fake.user("vicina"), "Titolo")
    for number in range(35):
        repo.add_comment(issue, ACTIONS, f"Commento {number}")
    comments = bot.get_issue(1).get_comments()
    assert [each.body for each in comments] == [f"Commento {number}" for number in range(35)]
    assert fake.count("GET", "/issues/1/comments$") == 4
    assert next(each.body for each in comments.reversed) == "Commento 34"
    assert bot.get_issue(1).get_comments().totalCount == 35
