# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""`laltro github setup`: an empty repository becomes one that the workflows can work in, and twice changes nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from laltro.cli import main
from laltro.intake.upkeep.wanted_settings import REQUIRED, environment, forks, holds, labels, pages, rules, workflow
from laltro.world.data.support import ROOT
from tests.github.fake import FakeGitHub
from tests.github.repository import Repository
from tests.github.setting_routes import rulesets

NAME = "esempio/catalogo"


@pytest.fixture
def repo(fake: FakeGitHub, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository as GitHub makes it, seen by its owner."""
    repo = fake.repo(NAME)
    repo.settings["actions/permissions/workflow"] = {
        "default_workflow_permissions": "write",
        "can_approve_pull_request_reviews": False,
    }
    repo.settings["actions/variables/LALTRO_SITE_URL"] = {"name": "LALTRO_SITE_URL", "value": "https://example.org/"}
    monkeypatch.setenv("GITHUB_REPOSITORY", NAME)
    monkeypatch.setenv("GITHUB_API_URL", fake.url)
    monkeypatch.setenv("GITHUB_TOKEN", fake.token("esempio"))
    return repo


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data in a git repository of its own."""
    (tmp_path / "data").mkdir()
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for words in (["init", "--quiet"], ["commit", "--quiet", "--allow-empty", "--message", "x"]):
        subprocess.run([*command, *words], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path / "data"


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["github", "setup", *words, "--data", str(data)])


def writes(fake: FakeGitHub) -> int:
    return sum(call.method != "GET" for call in fake.calls)


def test_an_empty_repository_is_set_up_and_twice_changes_nothing(
    fake: FakeGitHub, repo: Repository, data: Path
) -> None:
    told = run(data)
    assert told.exit_code == 0, told.output
    assert told.output.count("Fatto: ") == told.output.count("Done: ") == 6
    assert {"proposta", "da correggere", "forse dati personali"} <= repo.labels.keys()
    assert repo.required_statuses == REQUIRED
    assert repo.required_approvals == 1
    assert repo.actions_may_propose
    assert repo.settings["pages"]["build_type"] == "workflow"
    [policy] = repo.settings["environments/github-pages/deployment-branch-policies"]
    assert policy["name"] == "main"
    before = writes(fake)
    again = run(data)
    assert (again.exit_code, writes(fake)) == (0, before)
    assert again.output.count("A posto: ") == 7
    assert run(data, "--check").exit_code == 0


def test_check_says_what_lacks_and_how_to_do_it_by_hand_and_writes_nothing(
    fake: FakeGitHub, repo: Repository, data: Path
) -> None:
    told = run(data, "--check")
    assert (told.exit_code, writes(fake)) == (1, 0)
    assert told.output.count("Manca: ") == told.output.count("A mano: ") == 6
    assert "Settings, Pages, Source: GitHub Actions" in told.output


def test_what_the_owner_says_by_hand_is_missed(repo: Repository, data: Path) -> None:
    del repo.settings["actions/variables/LALTRO_SITE_URL"]
    told = run(data)
    assert told.exit_code == 1
    assert "LALTRO_SITE_URL, per esempio" in told.output


def test_who_may_not_is_told_so_in_words(
    fake: FakeGitHub, repo: Repository, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", fake.workflow_token())
    told = run(data)
    assert told.exit_code == 1
    assert "Serve il token di chi amministra" in told.output
    assert "Traceback" not in told.output
    assert not rulesets(repo)


def test_what_people_added_stays(repo: Repository, data: Path) -> None:
    run(data)
    [ours] = rulesets(repo)
    ours["rules"] = [rule for rule in ours["rules"] if rule["type"] != "deletion"] + [{"type": "required_signatures"}]
    review = next(rule["parameters"] for rule in ours["rules"] if rule["type"] == "pull_request")
    review["required_approving_review_count"] = 2
    assert run(data).output.count("Fatto: ") == 1
    [ours] = rulesets(repo)
    assert {"deletion", "required_signatures"} <= {rule["type"] for rule in ours["rules"]}


def test_more_than_wanted_is_right(repo: Repository, data: Path) -> None:
    run(data)
    [ours] = rulesets(repo)
    parameters = {rule["type"]: rule.get("parameters", {}) for rule in ours["rules"]}
    parameters["pull_request"]["required_approving_review_count"] = 2
    parameters["required_status_checks"]["required_status_checks"].append({"context": "altro"})
    assert run(data, "--check").exit_code == 0


@pytest.mark.parametrize(
    ("found", "wanted", "holding"),
    [
        ({"a": 1, "b": 2}, {"a": 1}, True),
        ({"a": 2}, {"a": 1}, True),
        ({"a": 0}, {"a": 1}, False),
        ({"a": True}, {"a": False}, False),
        ({}, {"a": False}, False),
        (None, {"a": 1}, False),
        ([{"a": "x"}, {"a": "y"}], [{"a": "y"}], True),
        ([{"a": "x"}], [{"a": "y"}], False),
        ("x", "x", True),
    ],
)
def test_to_hold_is_to_have_at_least(found: Any, wanted: Any, holding: bool) -> None:
    assert holds(found, wanted) is holding


def test_labels_are_compared_without_case_and_named_safely() -> None:
    there = [{"name": "Da Correggere", "description": "vecchia"}]
    [write] = labels(there, {"da correggere": "nuova"})
    assert (write.verb, write.path, write.body) == ("PATCH", "labels/Da%20Correggere", {"description": "nuova"})


def test_pages_of_the_old_kind_are_turned() -> None:
    assert [write.verb for write in pages({"build_type": "legacy"})] == ["PUT"]
    assert not pages({"build_type": "workflow"})


def test_an_environment_that_is_limited_otherwise_stays() -> None:
    assert not environment({"deployment_branch_policy": {"custom_branch_policies": False}}, [])
    assert len(environment(None, [])) == 2
    assert len(environment({"deployment_branch_policy": {"custom_branch_policies": True}}, [])) == 1


def test_right_settings_need_no_write() -> None:
    assert not forks({"approval_policy": "all_external_contributors"})
    assert not workflow({"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True})
    [made] = rules(None)
    assert not rules({**made.body, "id": 1})


def test_the_required_checks_are_jobs_of_ours() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))["jobs"]
    assert {job["name"] for job in jobs.values()} == set(REQUIRED)
