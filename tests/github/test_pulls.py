# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pull requests: twice, empty, draft, closed, reopened, in conflict, reviewed, merged; through the real PyGithub."""

from __future__ import annotations

import pytest
from github import GithubException
from github.PullRequest import PullRequest
from github.Repository import Repository as Remote

from tests.github.branches import push
from tests.github.conftest import As
from tests.github.fake import FakeGitHub
from tests.github.people import ACTIONS
from tests.github.repository import MAIN, Repository

BRANCH = "submission/gh-1"
HEAD = f"refs/heads/{BRANCH}"


@pytest.fixture
def pull(repo: Repository, bot: Remote) -> PullRequest:
    push(repo, BRANCH, {"data/nuovo.yaml": "name: Nuovo\n"}, "Add", ACTIONS)
    return bot.create_pull(base="main", head=BRANCH, title="Nuovo", body="Corpo")


def refusal(problem: pytest.ExceptionInfo[GithubException]) -> tuple[int, str]:
    """Status and message, of the field where one is named."""
    data = problem.value.data
    errors = data.get("errors") or [data]
    return problem.value.status, errors[0] if isinstance(errors[0], str) else errors[0].get("message", "")


def test_a_second_proposal_of_the_same_is_refused(pull: PullRequest, bot: Remote) -> None:
    with pytest.raises(GithubException) as twice:
        bot.create_pull(base="main", head=f"esempio:{BRANCH}", title="Nuovo")
    assert refusal(twice) == (422, f"A pull request already exists for esempio:{BRANCH}.")


def test_nothing_to_propose_is_refused(repo: Repository, bot: Remote) -> None:
    repo.refs[HEAD] = repo.refs[MAIN]
    with pytest.raises(GithubException) as empty:
        bot.create_pull(base="main", head=BRANCH, title="Nuovo")
    assert refusal(empty) == (422, f"No commits between main and {BRANCH}")
    with pytest.raises(GithubException) as missing:
        bot.create_pull(base="main", head="niente", title="Nuovo")
    assert missing.value.data["errors"][0]["field"] == "head"


def test_proposals_are_found_by_their_branch(pull: PullRequest, repo: Repository, bot: Remote) -> None:
    push(repo, "altro", {"x": "y"}, "Add", ACTIONS)
    bot.create_pull(base="main", head="altro", title="Altro")
    assert [each.number for each in bot.get_pulls(head=f"esempio:{BRANCH}")] == [1]
    assert [each.number for each in bot.get_pulls()] == [2, 1]
    assert [each.number for each in bot.get_pulls(head=BRANCH)] == [2, 1]  # without an owner GitHub does not filter
    assert list(bot.get_pulls(head="altri:altro")) == []
    assert [each.number for each in bot.get_issues() if each.pull_request] == [2, 1]
    assert [issue.number for issue in repo.pulls(BRANCH)] == [1]


def test_a_proposal_becomes_a_draft_and_ready_again(pull: PullRequest, bot: Remote, as_: As) -> None:
    pull.convert_to_draft()
    assert bot.get_pull(1).draft
    with pytest.raises(GithubException, match="still a draft") as refused:
        as_("anna").get_pull(1).merge()
    assert refused.value.status == 405
    pull.mark_ready_for_review()
    assert not bot.get_pull(1).draft
    with pytest.raises(GithubException, match="Resource not accessible"):
        as_("vicina").get_pull(1).convert_to_draft()


def test_mergeability_is_not_known_at_the_first_look(pull: PullRequest, repo: Repository, bot: Remote) -> None:
    assert bot.get_pull(1).mergeable
    push(repo, "main", {"data/nuovo.yaml": "name: Altro\n"}, "Add", ACTIONS)
    assert bot.get_pull(1).mergeable is None
    again = bot.get_pull(1)
    assert (again.mergeable, again.mergeable_state) == (False, "dirty")
    with pytest.raises(GithubException, match="not mergeable") as refused:
        again.merge()
    assert refused.value.status == 405


def test_what_main_got_meanwhile_stays(pull: PullRequest, repo: Repository, as_: As) -> None:
    push(repo, "main", {"data/altro.yaml": "name: Altro\n", "README.md": None}, "Go on", ACTIONS)
    as_("anna").get_pull(1).merge(merge_method="squash", commit_title="Titolo")
    assert repo.texts().keys() >= {"data/nuovo.yaml", "data/altro.yaml"}
    assert "README.md" not in repo.texts()
    made = repo.objects.commits[repo.refs[MAIN]]
    assert (made.message, len(made.parents)) == ("Titolo", 1)


def test_a_head_that_moved_is_not_merged(pull: PullRequest, repo: Repository, as_: As) -> None:
    seen = pull.head.sha
    push(repo, BRANCH, {"data/nuovo.yaml": "name: Dopo\n"}, "Edit", ACTIONS)
    with pytest.raises(GithubException, match="Head branch was modified") as refused:
        as_("anna").get_pull(1).merge(sha=seen)
    assert refused.value.status == 409


def test_a_merge_closes_the_issues_it_names(repo: Repository, fake: FakeGitHub, bot: Remote, as_: As) -> None:
    for title in ("Primo", "Secondo", "Terzo"):
        repo.open_issue(fake.user("vicina"), title)
    push(repo, BRANCH, {"x": "y"}, "Add", ACTIONS)
    pull = bot.create_pull(base="main", head=BRANCH, title="Nuovo", body="Closes #1, see #2\nresolves #3")
    as_("anna").get_pull(pull.number).merge()
    assert [repo.issues[number].state for number in (1, 2, 3)] == ["closed", "open", "closed"]
    assert bot.get_pull(pull.number).merged_by.login == "anna"
    with pytest.raises(GithubException, match="not mergeable"):
        pull.merge()


def test_a_proposal_that_was_closed_opens_again(pull: PullRequest, repo: Repository, bot: Remote) -> None:
    pull.edit(state="closed")
    push(repo, BRANCH, {"x": "y"}, "Go on", ACTIONS)
    pull.edit(state="open")
    assert bot.get_pull(1).head.sha == repo.refs[HEAD]


def test_not_after_its_branch_went_or_was_rewritten(pull: PullRequest, repo: Repository, bot: Remote) -> None:
    bot.get_git_ref(f"heads/{BRANCH}").delete()
    assert bot.get_pull(1).state == "closed"
    with pytest.raises(GithubException) as gone:
        pull.edit(state="open")
    assert "has been deleted" in refusal(gone)[1]
    push(repo, BRANCH, {"x": "y"}, "Again", ACTIONS)
    with pytest.raises(GithubException) as rewritten:
        pull.edit(state="open")
    assert "force-pushed or recreated" in refusal(rewritten)[1]
    assert bot.create_pull(base="main", head=BRANCH, title="Di nuovo").number == 2


def test_a_branch_set_back_to_main_closes_its_proposal(pull: PullRequest, repo: Repository, bot: Remote) -> None:
    bot.get_git_ref(f"heads/{BRANCH}").edit(repo.refs[MAIN], force=True)
    assert bot.get_pull(1).state == "closed"


def test_a_branch_that_main_took_in_another_way_is_merged(pull: PullRequest, repo: Repository, bot: Remote) -> None:
    bot.get_git_ref("heads/main").edit(repo.refs[HEAD])
    assert bot.get_pull(1).merged


def test_reviews_count_and_are_dismissed(pull: PullRequest, repo: Repository, as_: As) -> None:
    repo.required_approvals = 1
    anna = as_("anna")
    as_("vicina").get_pull(1).create_review(event="APPROVE")  # anybody may, it does not count
    with pytest.raises(GithubException, match="At least 1 approving review"):
        anna.get_pull(1).merge()
    review = anna.get_pull(1).create_review(event="APPROVE")
    review.dismiss("Cambiato")
    assert [each.state for each in anna.get_pull(1).get_reviews()] == ["APPROVED", "DISMISSED"]
    with pytest.raises(GithubException, match="At least 1 approving review"):
        anna.get_pull(1).merge()
    anna.get_pull(1).create_review(event="APPROVE")
    as_("esempio").get_pull(1).create_review(event="REQUEST_CHANGES", body="No")
    with pytest.raises(GithubException, match="At least 1 approving review"):
        anna.get_pull(1).merge()
    as_("esempio").get_pull(1).create_review(event="APPROVE")
    assert anna.get_pull(1).merge().merged


def test_a_wish_for_changes_holds_only_where_reviews_are_asked_for(pull: PullRequest, as_: As) -> None:
    as_("anna").get_pull(1).create_review(event="REQUEST_CHANGES", body="No")
    assert as_("anna").get_pull(1).merge().merged


def test_nobody_approves_their_own(pull: PullRequest, bot: Remote) -> None:
    with pytest.raises(GithubException) as refused:
        pull.create_review(event="APPROVE")
    assert refusal(refused)[0] == 422


def test_a_required_status_holds_the_merge(pull: PullRequest, repo: Repository, bot: Remote, as_: As) -> None:
    repo.required_statuses = ("laltro/decision",)
    with pytest.raises(GithubException, match='"laltro/decision" is expected'):
        as_("anna").get_pull(1).merge()
    bot.get_commit(pull.head.sha).create_status("failure", context="laltro/decision")
    with pytest.raises(GithubException, match="is failing"):
        as_("anna").get_pull(1).merge()
    assert bot.get_pull(1).mergeable_state == "blocked"
    with pytest.raises(GithubException, match="through a pull request"):
        bot.create_file("x", "Past the rule", "y")
    bot.get_commit(pull.head.sha).create_status("success", context="laltro/decision")
    assert as_("anna").get_pull(1).merge().merged


def test_reviewers_are_asked(pull: PullRequest, bot: Remote) -> None:
    pull.create_review_request(reviewers=["anna"])
    assert [user.login for user in pull.get_review_requests()[0]] == ["anna"]
    pull.delete_review_request(reviewers=["anna"])
    assert list(pull.get_review_requests()[0]) == []
    with pytest.raises(GithubException, match="collaborators"):
        pull.create_review_request(reviewers=["vicina"])


def test_a_workflow_proposes_only_where_it_may(repo: Repository, bot: Remote) -> None:
    repo.actions_may_propose = False
    push(repo, BRANCH, {"x": "y"}, "Add", ACTIONS)
    with pytest.raises(GithubException, match="not permitted to create or approve") as refused:
        bot.create_pull(base="main", head=BRANCH, title="Nuovo")
    assert refused.value.status == 403
