# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fake from an issue to its merge, and what GitHub would refuse on the way; all through the real PyGithub."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from github import GithubException, InputGitAuthor, InputGitTreeElement, UnknownObjectException
from github.PullRequest import PullRequest
from github.Repository import Repository as Remote

from tests.github.branches import push
from tests.github.conftest import FILES, As, connect
from tests.github.fake import FakeGitHub
from tests.github.people import ACTIONS
from tests.github.repository import Repository

BRANCH = "submission/gh-1"
PATH = "data/services/nuovo.yaml"


def commit(remote: Remote, text: str = "name: Nuovo\n", path: str = PATH, message: str = "Add a service") -> str:
    """A commit on main with one file, by the git database alone; its sha."""
    head = remote.get_git_ref("heads/main").object.sha
    base = remote.get_git_commit(head)
    blob = remote.create_git_blob(text, "utf-8")
    element = InputGitTreeElement(path, "100644", "blob", sha=blob.sha)
    tree = remote.create_git_tree([element], base.tree)
    return remote.create_git_commit(message, tree, [base]).sha


def propose(remote: Remote, body: str = "Closes #1", branch: str = BRANCH) -> PullRequest:
    remote.create_git_ref(f"refs/heads/{branch}", commit(remote, path=f"data/services/{branch[-4:]}.yaml"))
    return remote.create_pull(base="main", head=branch, title="Nuovo servizio", body=body)


def test_from_an_issue_to_its_merge(repo: Repository, bot: Remote, as_: As) -> None:
    issue = as_("vicina").create_issue(title="Un servizio", body="### Nome")
    seen = bot.get_issue(issue.number)
    comment = seen.create_comment("Grazie")
    comment.create_reaction("eyes")
    pull = propose(bot, f"Closes #{issue.number}")
    bot.get_commit(pull.head.sha).create_status("success", context="laltro/decision", description="a posto")
    assert bot.get_commit(pull.head.sha).get_combined_status().state == "success"
    review = as_("anna").get_pull(pull.number).create_review(body="", event="APPROVE")
    assert (review.state, review.user.login) == ("APPROVED", "anna")
    assert as_("anna").get_pull(pull.number).merge(sha=pull.head.sha).merged
    assert bot.get_pull(pull.number).merged
    assert bot.get_issue(issue.number).state == "closed"
    assert repo.texts()["data/services/gh-1.yaml"] == "name: Nuovo\n"
    assert comment.user.id == ACTIONS.id == 41898282


def test_objects_bear_the_names_that_git_gives_them(repo: Repository, tmp_path: Path) -> None:
    sha = push(repo, "main", {"data/z.txt": "città\n", "data.txt": "x", "data-a/b": "c"}, "Messaggio", ACTIONS)
    for path, text in repo.texts().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    def git(*words: str, text: str = "") -> str:
        ran = subprocess.run(["git", *words], cwd=tmp_path, input=text, capture_output=True, text=True, check=True)
        return ran.stdout.strip()

    git("init", "-q")
    git("add", "-A")
    made = repo.objects.commits[sha]
    assert made.tree == git("write-tree")
    lines = [f"tree {made.tree}", f"parent {made.parents[0]}", f"author {made.author}", f"committer {made.committer}"]
    text = "\n".join([*lines, "", "Messaggio"])
    assert sha == git("hash-object", "-t", "commit", "--stdin", text=text)


def test_a_ref_that_exists_is_refused(bot: Remote) -> None:
    sha = commit(bot)
    bot.create_git_ref(f"refs/heads/{BRANCH}", sha)
    with pytest.raises(GithubException, match="Reference already exists") as refused:
        bot.create_git_ref(f"refs/heads/{BRANCH}", sha)
    assert refused.value.status == 422


@pytest.mark.parametrize("ref", ["heads/x", "refs/x", "refs/heads/a..b", "refs/heads/a b", "refs/heads/x.lock"])
def test_a_name_that_git_does_not_take_is_refused(bot: Remote, ref: str) -> None:
    with pytest.raises(GithubException, match="not a valid ref name"):
        bot.create_git_ref(ref, commit(bot))


def test_a_ref_moves_forward_or_by_force(repo: Repository, bot: Remote) -> None:
    bot.create_git_ref(f"refs/heads/{BRANCH}", commit(bot))
    other, ref = commit(bot, "altro"), bot.get_git_ref(f"heads/{BRANCH}")
    with pytest.raises(GithubException, match="not a fast forward"):
        ref.edit(other)
    ref.edit(other, force=True)
    assert repo.refs[f"refs/heads/{BRANCH}"] == other
    ref.delete()
    with pytest.raises(GithubException, match="Reference does not exist"):
        ref.delete()
    with pytest.raises(GithubException, match="Object does not exist"):
        bot.create_git_ref(f"refs/heads/{BRANCH}", "0" * 40)


def test_main_is_never_forced(bot: Remote) -> None:
    first = commit(bot)
    main = bot.get_git_ref("heads/main")
    main.edit(first)
    beside = bot.create_git_commit("beside", bot.get_git_tree(first), []).sha
    with pytest.raises(GithubException, match="not a fast forward"):
        main.edit(beside, force=True)


def test_what_is_not_there_is_not_found(bot: Remote) -> None:
    for look in (
        lambda: bot.get_issue(99),
        lambda: bot.get_pull(99),
        lambda: bot.get_git_ref("heads/niente").object,
        lambda: bot.get_contents("niente"),
        lambda: bot.get_label("niente"),
        lambda: bot.get_branch("niente"),
    ):
        with pytest.raises(UnknownObjectException):
            look()


def test_an_issue_is_no_proposal(repo: Repository, fake: FakeGitHub, bot: Remote) -> None:
    repo.open_issue(fake.user("vicina"), "Titolo")
    with pytest.raises(UnknownObjectException):
        bot.get_pull(1)


def test_trees_delete_and_refuse(repo: Repository, bot: Remote) -> None:
    base = bot.get_git_commit(repo.refs["refs/heads/main"]).tree
    gone = InputGitTreeElement("data/services/a.yaml", "100644", "blob", sha=None)
    tree = bot.create_git_tree([gone], base)
    paths = {each.path for each in bot.get_git_tree(tree.sha, recursive=True).tree if each.type == "blob"}
    assert paths == FILES.keys() - {"data/services/a.yaml"}
    with pytest.raises(GithubException, match="BadObjectState"):
        bot.create_git_tree([InputGitTreeElement("niente", "100644", "blob", sha=None)], base)
    for path in ("../x", "a//b", ".git/config"):
        with pytest.raises(GithubException, match="malformed path"):
            bot.create_git_tree([InputGitTreeElement(path, "100644", "blob", content="x")], base)
    with pytest.raises(GithubException, match="not a valid blob"):
        bot.create_git_tree([InputGitTreeElement("x", "100644", "blob", sha="0" * 40)], base)


def test_contents_are_written_by_who_knows_what_was_there(repo: Repository, bot: Remote) -> None:
    file = bot.get_contents("data/services/a.yaml")
    assert not isinstance(file, list)
    assert file.decoded_content.decode() == FILES["data/services/a.yaml"]
    bot.update_file(file.path, "Edit", "name: C\n", file.sha)
    with pytest.raises(GithubException) as stale:
        bot.update_file(file.path, "Edit", "name: D\n", file.sha)
    assert stale.value.status == 409
    bot.create_file("data/nuovo.txt", "Add", "x")
    assert repo.texts()["data/services/a.yaml"] == "name: C\n"
    folder = bot.get_contents("data")
    assert isinstance(folder, list)
    assert [(each.name, each.type) for each in folder] == [("nuovo.txt", "file"), ("services", "dir")]


def test_compare_says_how_far(repo: Repository, bot: Remote) -> None:
    pull = propose(bot)
    push(repo, "main", {"altro.txt": "x"}, "Go on", ACTIONS)
    found = bot.compare("main", pull.head.sha)
    assert (found.status, found.ahead_by, found.behind_by) == ("diverged", 1, 1)
    assert [file.filename for file in found.files] == ["data/services/gh-1.yaml"]
    assert [file.status for file in bot.get_pull(pull.number).get_files()] == ["added"]
    assert bot.get_pull(pull.number).get_commits().totalCount == 1


def test_statuses_count_by_context_the_latest_first(bot: Remote) -> None:
    sha = commit(bot)
    one = bot.get_commit(sha)
    assert one.get_combined_status().state == "pending"
    one.create_status("failure", context="laltro/decision")
    one.create_status("success", context="altro")
    assert one.get_combined_status().state == "failure"
    one.create_status("success", context="laltro/decision")
    assert one.get_combined_status().state == "success"
    assert [each.state for each in one.get_statuses()] == ["success", "success", "failure"]
    assert len(one.get_combined_status().statuses) == 2
    with pytest.raises(GithubException, match="140"):
        one.create_status("success", description="x" * 141)


def test_check_runs_are_listed(repo: Repository, bot: Remote) -> None:
    sha = commit(bot)
    repo.add_check_run(sha, "check", "success")
    repo.add_check_run(sha, "build")
    runs = list(bot.get_commit(sha).get_check_runs())
    assert [(run.name, run.status, run.conclusion) for run in runs] == [
        ("check", "completed", "success"),
        ("build", "in_progress", None),
    ]


def test_every_address_bears_the_host_of_the_fake(fake: FakeGitHub, bot: Remote) -> None:
    pull = propose(bot)
    text = str(pull.raw_data)
    assert "github.com" not in text
    assert pull.url.startswith(fake.url)


def test_a_commit_to_main_closes_what_its_message_names(repo: Repository, fake: FakeGitHub, bot: Remote) -> None:
    issue = repo.open_issue(fake.user("vicina"), "Titolo")
    push(repo, BRANCH, {"x": "y"}, "Fixes #1", ACTIONS)
    assert issue.state == "open"
    push(repo, "main", {"x": "y"}, "Fixes #1", ACTIONS)
    assert bot.get_issue(1).state == "closed"


def test_a_bots_commit_is_told_from_a_persons(repo: Repository, fake: FakeGitHub, bot: Remote) -> None:
    ours = bot.get_commit(commit(bot))
    assert (ours.author.id, ours.committer.login, ours.commit.verification.verified) == (ACTIONS.id, "web-flow", True)
    theirs = bot.get_commit(push(repo, BRANCH, {"x": "y"}, "By hand", fake.user("anna")))
    assert (theirs.author.login, theirs.committer.login) == ("anna", "anna")
    assert not theirs.commit.verification.verified
    named = InputGitAuthor("Altri", "altri@example.org")
    base = bot.get_git_commit(ours.sha)
    other = bot.get_commit(bot.create_git_commit("x", base.tree, [base], author=named).sha)
    assert (other.author, other.commit.author.name, other.commit.verification.verified) == (None, "Altri", False)


def test_a_workflow_may_not_change_workflows(fake: FakeGitHub, repo: Repository, bot: Remote, as_: As) -> None:
    path = ".github/workflows/x.yml"
    for write in (lambda: commit(bot, path=path), lambda: bot.create_file(path, "x", "x")):
        with pytest.raises(GithubException, match="Resource not accessible") as refused:
            write()
        assert refused.value.status == 403
    as_("anna").create_file(path, "x", "x")
    assert path in repo.texts()


def test_a_dispatch_is_noted(repo: Repository, bot: Remote) -> None:
    assert bot.create_repository_dispatch("publish", {"sha": "x"})
    assert repo.dispatches == [{"event_type": "publish", "client_payload": {"sha": "x"}}]


def test_an_event_is_what_a_workflow_reads(repo: Repository, fake: FakeGitHub) -> None:
    vicina = fake.user("vicina")
    issue = repo.open_issue(vicina, "Titolo", "Testo")
    repo.add_comment(issue, vicina, "/valida")
    event = fake.event("issue_comment", "created", issue, vicina)
    assert (event["action"], event["issue"]["body"], event["comment"]["body"]) == ("created", "Testo", "/valida")
    assert event["sender"]["id"] == vicina.id


def test_settings_are_what_a_test_put_there(repo: Repository, fake: FakeGitHub, as_: As) -> None:
    repo.roles["anna"] = "admin"
    workflow = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True}
    repo.settings = {"actions/permissions/workflow": workflow}
    remote = as_("anna")
    _, found = remote.requester.requestJsonAndCheck("GET", f"{remote.url}/actions/permissions/workflow")
    assert found["can_approve_pull_request_reviews"] is True
    with pytest.raises(UnknownObjectException):
        remote.requester.requestJsonAndCheck("GET", f"{remote.url}/pages")


def test_settings_are_written_and_obeyed(repo: Repository, fake: FakeGitHub, as_: As, bot: Remote) -> None:
    owner = as_("esempio")
    send = owner.requester.requestJsonAndCheck
    rule = {"type": "required_status_checks", "parameters": {"strict_required_status_checks_policy": False}}
    rule["parameters"] |= {"required_status_checks": [{"context": "laltro/decision"}]}
    rules = {"name": "main", "target": "branch", "enforcement": "active", "rules": [rule]}
    _, made = send("POST", f"{owner.url}/rulesets", input=rules)
    assert repo.required_statuses == ("laltro/decision",)
    assert [each["id"] for each in send("GET", f"{owner.url}/rulesets")[1]] == [made["id"]]
    send("DELETE", f"{owner.url}/rulesets/{made['id']}")
    assert repo.required_statuses == ()
    asked = {"required_status_checks": {"strict": False, "contexts": ["check"]}, "enforce_admins": True}
    asked |= {"required_pull_request_reviews": {"required_approving_review_count": 1}, "restrictions": None}
    send("PUT", f"{owner.url}/branches/main/protection", input=asked)
    assert (repo.required_statuses, repo.required_approvals) == (("check",), 1)
    assert owner.get_branch("main").get_protection().required_status_checks.contexts == ["check"]
    send("PUT", f"{owner.url}/actions/permissions/workflow", input={"can_approve_pull_request_reviews": False})
    assert not repo.actions_may_propose
    send("POST", f"{owner.url}/pages", input={"build_type": "workflow"})
    assert send("GET", f"{owner.url}/pages")[1]["build_type"] == "workflow"
    with pytest.raises(GithubException, match="Resource not accessible"):
        bot.requester.requestJsonAndCheck("POST", f"{bot.url}/rulesets", input=rules)


def test_the_repository_says_its_options(repo: Repository, fake: FakeGitHub, as_: As) -> None:
    repo.options["delete_branch_on_merge"] = True
    assert as_("vicina").delete_branch_on_merge
    assert (as_("vicina").permissions.push, as_("anna").permissions.push) == (False, True)
    assert {user.login: user.permissions.admin for user in as_("anna").get_collaborators()} == {
        "esempio": True,
        "anna": False,
    }
    pull = propose(as_("anna"))
    with pytest.raises(GithubException, match="Rebase merges are not allowed"):
        pull.merge(merge_method="rebase")
    pull.merge()
    assert f"refs/heads/{BRANCH}" not in repo.refs


def test_a_user_is_found_by_name_and_by_token(fake: FakeGitHub, repo: Repository) -> None:
    github = connect(fake, fake.token("vicina"))
    assert github.get_user().id == github.get_user("vicina").id == fake.user("vicina").id
