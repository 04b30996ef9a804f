"""Sets the repository on GitHub as the workflows need it, or says what lacks. Twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from laltro.intake.upkeep import wanted_settings
from laltro.intake.upkeep.wanted_settings import Write
from laltro.world.github.api import GitHubApi, GitHubRefused, Json

State = Literal["right", "missing", "made", "refused"]
Lacking = Callable[[], list[Write]]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting (`setup.<name>` in words/) and how it stands; `refused`: this token may not see or change it."""

    name: str
    state: State


def set_up(api: GitHubApi, labels: Mapping[str, str], write: bool) -> Iterator[Setting]:
    """Every setting in turn; `labels` are names with descriptions, and only `write` changes anything."""
    for name, lacking in _settings(api, labels):
        yield Setting(name, _state(api, lacking, write))
    yield Setting("site", _site(api))


def _settings(api: GitHubApi, labels: Mapping[str, str]) -> Iterator[tuple[str, Lacking]]:
    workflow, forks = "actions/permissions/workflow", "actions/permissions/fork-pr-contributor-approval"
    yield "labels", lambda: wanted_settings.labels(api.items("labels"), labels)
    yield "workflow", lambda: wanted_settings.workflow(api.get(workflow))
    yield "forks", lambda: wanted_settings.forks(api.find(forks))
    yield "pages", lambda: wanted_settings.pages(api.find("pages"))
    yield "environment", lambda: _environment(api)
    yield "rules", lambda: wanted_settings.rules(_rules(api))


def _state(api: GitHubApi, lacking: Lacking, write: bool) -> State:
    try:
        writes = lacking()
        if not writes:
            return "right"
        if not write:
            return "missing"
        for each in writes:
            api.settle(each.verb, each.path, dict(each.body))
        return "missing" if lacking() else "made"
    except GitHubRefused:
        return "refused"


def _environment(api: GitHubApi) -> list[Write]:
    path = f"environments/{wanted_settings.ENVIRONMENT}"
    found = api.find(path)
    policy = found.get("deployment_branch_policy") if found else None
    named = policy and policy["custom_branch_policies"]
    listed = api.get(f"{path}/deployment-branch-policies")["branch_policies"] if named else []
    return wanted_settings.environment(found, listed)


def _rules(api: GitHubApi) -> Json | None:
    """Our rule set with its rules, which the list of all does not show."""
    listed = api.items("rulesets", includes_parents="false")
    ours = next((each for each in listed if each["name"] == wanted_settings.RULES), None)
    return api.get(f"rulesets/{ours['id']}") if ours else None


def _site(api: GitHubApi) -> State:
    """Whether the workflows are told where the site lives: the owner knows, and says it by hand."""
    try:
        return "right" if api.find(f"actions/variables/{wanted_settings.SITE}") else "missing"
    except GitHubRefused:
        return "refused"
