# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may what: strangers, maintainers, a workflow's token, an App's installation; through the real PyGithub."""

from __future__ import annotations

import pytest
from github import Auth, BadCredentialsException, Github, GithubException, GithubIntegration, UnknownObjectException
from github.Repository import Repository as Remote

from tests.github.branches import push
from tests.github.conftest import As, connect
from tests.github.fake import FakeGitHub
from tests.github.people import ACTIONS, READ
from tests.github.repository import MAIN, Repository


def test_roles_are_read_by_permission(repo: Repository, bot: Remote) -> None:
    repo.roles["tina"] = "triage"
    asked = {login: bot.get_collaborator_permission(login) for login in ("esempio", "anna", "vicina")}
    assert asked == {"esempio": "admin", "anna": "write", "vicina": "read"}
    assert bot.get_collaborator_role_name("anna") == "maintain"
    with pytest.raises(UnknownObjectException):
        bot.get_collaborator_permission("mai-vista")
    assert bot.has_in_collaborators("anna")
    assert not bot.has_in_collaborators("vicina")


def test_a_stranger_may_not_write_git(repo: Repository, as_: As) -> None:
    remote, sha = as_("vicina"), repo.refs[MAIN]
    for write in (
        lambda: remote.create_git_blob("x", "utf-8"),
        lambda: remote.create_git_ref("refs/heads/x", sha),
        lambda: remote.get_git_ref("heads/main").edit(sha, force=True),
        lambda: remote.create_file("x", "x", "x"),
        lambda: remote.create_pull(base="main", head="x", title="x"),
        lambda: remote.get_commit(sha).create_status("success"),
        lambda: remote.create_label("x", "ffffff"),
    ):
        with pytest.raises(GithubException) as refused:
            write()
        assert refused.value.status == 403
    assert not remote.create_repository_dispatch("publish")


def test_a_token_may_what_its_workflow_asked_for(fake: FakeGitHub, repo: Repository) -> None:
    repo.open_issue(fake.user("vicina"), "Titolo")
    reader = connect(fake, fake.workflow_token(READ)).get_repo(repo.full_name)
    for write in (
        lambda: reader.get_issue(1).create_comment("Ciao"),
        lambda: reader.create_issue("Titolo"),
        lambda: reader.get_commit(repo.refs[MAIN]).create_status("success"),
    ):
        with pytest.raises(GithubException, match="Resource not accessible by integration") as refused:
            write()
        assert refused.value.status == 403
    writer = connect(fake, fake.workflow_token({**READ, "issues": "write"})).get_repo(repo.full_name)
    assert writer.get_issue(1).create_comment("Ciao").user.id == ACTIONS.id


def test_a_stranger_is_told_nothing_of_the_settings(repo: Repository, as_: As) -> None:
    repo.settings = {"actions/permissions/workflow": {"default_workflow_permissions": "read"}}
    remote = as_("vicina")
    with pytest.raises(UnknownObjectException):
        remote.requester.requestJsonAndCheck("GET", f"{remote.url}/actions/permissions/workflow")


def test_no_token_reads_and_a_wrong_one_does_not(fake: FakeGitHub, repo: Repository) -> None:
    repo.open_issue(fake.user("vicina"), "Titolo")
    settings = {"base_url": fake.url, "retry": None, "seconds_between_requests": 0, "seconds_between_writes": 0}
    anybody = Github(**settings).get_repo(repo.full_name)
    assert anybody.get_issue(1).title == "Titolo"
    with pytest.raises(GithubException) as refused:
        anybody.get_issue(1).create_comment("Ciao")
    assert refused.value.status == 401
    with pytest.raises(BadCredentialsException):
        connect(fake, "ghp_wrong").get_repo(repo.full_name)


def test_a_token_that_was_revoked_is_refused(fake: FakeGitHub, repo: Repository) -> None:
    token = fake.workflow_token()
    remote = connect(fake, token).get_repo(repo.full_name)
    fake.revoke(token)
    with pytest.raises(BadCredentialsException):
        remote.create_issue("Titolo")
    assert repo.issues == {}


def installed(fake: FakeGitHub, permissions: dict[str, str] | None = None) -> Github:
    app = fake.app("laltro-esempio")
    auth = Auth.AppAuth(app.id, app.private_key).get_installation_auth(app.installation, permissions)
    return Github(base_url=fake.url, auth=auth, retry=None, seconds_between_requests=0, seconds_between_writes=0)


def test_an_app_acts_through_its_installation(fake: FakeGitHub, repo: Repository) -> None:
    remote = installed(fake).get_repo(repo.full_name)
    issue = remote.create_issue("Titolo")
    assert (issue.user.login, issue.user.type) == ("laltro-esempio[bot]", "Bot")
    issue.create_comment("Ciao")
    assert fake.count("POST", "/access_tokens$") == 1
    push(repo, "x", {"x": "y"}, "Add", ACTIONS)
    repo.actions_may_propose = False  # which says nothing of Apps
    assert remote.create_pull(base="main", head="x", title="Nuovo").user.login == "laltro-esempio[bot]"


def test_an_app_may_take_less_than_it_has(fake: FakeGitHub, repo: Repository) -> None:
    remote = installed(fake, {"issues": "read", "metadata": "read"}).get_repo(repo.full_name)
    with pytest.raises(GithubException, match="Resource not accessible"):
        remote.create_issue("Titolo")


def test_a_token_of_an_app_lasts_an_hour(fake: FakeGitHub, repo: Repository) -> None:
    remote = installed(fake).get_repo(repo.full_name)
    fake.clock.sleep(3601)
    with pytest.raises(BadCredentialsException):
        remote.create_issue("Titolo")


def test_an_app_signs_with_its_own_key(fake: FakeGitHub, repo: Repository) -> None:
    app = fake.app("laltro-esempio")

    def integration(number: int) -> GithubIntegration:
        auth = Auth.AppAuth(number, app.private_key)
        return GithubIntegration(
            base_url=fake.url, auth=auth, retry=None, seconds_between_requests=0, seconds_between_writes=0
        )

    assert integration(app.id).get_repo_installation("esempio", "catalogo").id == app.installation
    with pytest.raises(GithubException) as refused:
        integration(app.id + 1).get_repo_installation("esempio", "catalogo")
    assert refused.value.status == 401


def test_what_is_asked_is_counted(fake: FakeGitHub, repo: Repository) -> None:
    github = connect(fake, fake.workflow_token())
    github.get_repo(repo.full_name)
    rate = github.get_rate_limit().rate
    assert (rate.limit, rate.used, rate.remaining) == (1000, 1, 999)
    assert github.rate_limiting == (999, 1000)
