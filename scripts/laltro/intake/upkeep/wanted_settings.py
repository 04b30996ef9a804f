"""How the repository on GitHub has to be set: what is wanted, against what was found, comes to the writes that lack.

Nothing here asks or writes: `setup` does. More than what is wanted (another required check, a second approval)
is never taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from laltro.intake.life.verdict import CONTEXT

Json = Mapping[str, Any]
# The name of our rule set, and the jobs of `.github/workflows/check.yml` that main requires.
RULES = "laltro"
REQUIRED = ("check", "test", CONTEXT)
ENVIRONMENT = "github-pages"
SITE = "LALTRO_SITE_URL"
_COLOUR = "1d76db"
_WORKFLOW = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True}
_FORKS = {"approval_policy": "all_external_contributors"}
_POLICY = {"protected_branches": False, "custom_branch_policies": True}
_REVIEW = {
    "required_approving_review_count": 1,
    "dismiss_stale_reviews_on_push": True,
    "require_code_owner_review": False,
    "require_last_push_approval": False,
    "required_review_thread_resolution": False,
}
_CHECKS = {
    "strict_required_status_checks_policy": False,
    "required_status_checks": [{"context": name} for name in REQUIRED],
}
# What a rule set has to hold; the first two say that main is neither removed nor rewritten.
_RULES: list[Json] = [
    {"type": "deletion"},
    {"type": "non_fast_forward"},
    {"type": "pull_request", "parameters": _REVIEW},
    {"type": "required_status_checks", "parameters": _CHECKS},
]
_RULESET: Json = {
    "name": RULES,
    "target": "branch",
    "enforcement": "active",
    "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
}


@dataclass(frozen=True, slots=True)
class Write:
    """One request that sets something; `path` follows the repository's."""

    verb: str
    path: str
    body: Json


def holds(found: Any, wanted: Any) -> bool:
    """Whether `found` is all that is `wanted`, or more: more fields, more items, a greater number."""
    if isinstance(wanted, Mapping):
        return isinstance(found, Mapping) and all(holds(found.get(name), each) for name, each in wanted.items())
    if isinstance(wanted, list):
        return isinstance(found, list) and all(any(holds(one, each) for one in found) for each in wanted)
    if isinstance(wanted, int) and not isinstance(wanted, bool):
        return isinstance(found, int) and found >= wanted
    return bool(found == wanted)


def labels(found: Iterable[Json], wanted: Mapping[str, str]) -> list[Write]:
    """Labels by name, with their descriptions; a colour that somebody chose stays. GitHub's names know no case."""
    there = {str(each["name"]).casefold(): each for each in found}
    writes = []
    for name, description in wanted.items():
        label = there.get(name.casefold())
        if label is None:
            writes.append(Write("POST", "labels", {"name": name, "color": _COLOUR, "description": description}))
        elif label.get("description") != description:
            writes.append(Write("PATCH", f"labels/{quote(str(label['name']), safe='')}", {"description": description}))
    return writes


def pages(found: Json | None) -> list[Write]:
    """The site, made by a workflow."""
    verb = "POST" if found is None else "PUT"
    wanted = {"build_type": "workflow"}
    return [] if holds(found, wanted) else [Write(verb, "pages", wanted)]


def workflow(found: Json) -> list[Write]:
    """A workflow's own token reads, unless the workflow asks for more; and it may open pull requests."""
    return [] if holds(found, _WORKFLOW) else [Write("PUT", "actions/permissions/workflow", _WORKFLOW)]


def forks(found: Json | None) -> list[Write]:
    """What strangers send runs after somebody has looked at it."""
    path = "actions/permissions/fork-pr-contributor-approval"
    return [] if holds(found, _FORKS) else [Write("PUT", path, _FORKS)]


def environment(found: Json | None, policies: Iterable[Json]) -> list[Write]:
    """Only main is deployed; an environment whose branches somebody limited otherwise stays as it is."""
    path = f"environments/{ENVIRONMENT}"
    policy = found.get("deployment_branch_policy") if found else None
    writes = [] if policy else [Write("PUT", path, {"deployment_branch_policy": _POLICY})]
    named = [str(each["name"]) for each in policies]
    if (not policy or policy["custom_branch_policies"]) and "main" not in named:
        writes.append(Write("POST", f"{path}/deployment-branch-policies", {"name": "main"}))
    return writes


def rules(found: Json | None) -> list[Write]:
    """The rule set of main: proposals only, looked at and checked, never rewritten; what others added to it stays."""
    if found and holds(found, {**_RULESET, "rules": _RULES}):
        return []
    ours = {rule["type"] for rule in _RULES}
    others = [rule for rule in (found or {}).get("rules", []) if rule["type"] not in ours]
    body = {**_RULESET, "rules": [*_RULES, *others], "bypass_actors": (found or {}).get("bypass_actors", [])}
    return [Write("PUT", f"rulesets/{found['id']}", body) if found else Write("POST", "rulesets", body)]
