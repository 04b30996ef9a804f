# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A repository's settings, as their operations answer: kept as they were written, and obeyed where the fake can.

A test may also put them straight into `repo.settings`, under the part of the address after the repository
(`pages`, `branches/main/protection`).
"""

from __future__ import annotations

from typing import Any

from tests.github.entries import Refused
from tests.github.repository import Repository, found
from tests.github.routing import REPO, Answer, Call, answers

READ, WRITE = "administration:read", "administration:write"
PERMISSIONS = f"{REPO}/actions/permissions"
PROTECTION = f"{REPO}/branches/{{branch}}/protection"
FORKS = f"{PERMISSIONS}/fork-pr-contributor-approval"
ENVIRONMENT = f"{REPO}/environments/{{environment_name}}"
POLICIES = f"{ENVIRONMENT}/deployment-branch-policies"
RULESETS = f"{REPO}/rulesets"
RULESET = f"{RULESETS}/{{ruleset_id}}"


def key(call: Call) -> str:
    """Where a setting is kept: its address after the repository."""
    return call.path.removeprefix(f"/repos/{call.repo.full_name}/")


@answers("GET", PERMISSIONS, READ)
@answers("GET", f"{PERMISSIONS}/workflow", READ)
@answers("GET", PROTECTION, READ)
@answers("GET", f"{REPO}/environments", "metadata:read")
@answers("GET", ENVIRONMENT, "metadata:read")
@answers("GET", f"{REPO}/pages", "pages:read")
@answers("GET", FORKS, READ)
@answers("GET", f"{REPO}/actions/variables/{{name}}", READ)
@answers("GET", RULESET, "metadata:read")
def get_setting(call: Call) -> Answer:
    """A setting; 404 where it is not set."""
    return Answer(200, found(call.repo.settings, key(call)))


@answers("PUT", PERMISSIONS, WRITE)
@answers("PUT", f"{PERMISSIONS}/workflow", WRITE)
def put_permissions(call: Call) -> Answer:
    """What Actions may; whether they may propose is obeyed."""
    call.repo.settings[key(call)] = call.body
    may = call.body.get("can_approve_pull_request_reviews", call.repo.actions_may_propose)
    call.repo.actions_may_propose = may
    return Answer(204)


@answers("PUT", ENVIRONMENT, WRITE)
def put_environment(call: Call) -> Answer:
    """An environment, of which its name and its branch policy are kept."""
    policy = (call.body or {}).get("deployment_branch_policy")
    shown = {"id": call.repo.next_id(), "name": call.params["environment_name"], "deployment_branch_policy": policy}
    call.repo.settings[key(call)] = shown
    return Answer(200, shown)


@answers("POST", f"{REPO}/pages", WRITE)
def create_pages(call: Call) -> Answer:
    """The site that is published from the repository."""
    wanted = call.body or {}
    shown = {"build_type": wanted.get("build_type", "legacy"), "source": wanted.get("source"), "public": True}
    call.repo.settings[key(call)] = {name: value for name, value in shown.items() if value is not None}
    return Answer(201, call.repo.settings[key(call)])


@answers("PUT", PROTECTION, WRITE)
def put_protection(call: Call) -> Answer:
    """The rule of a branch; on main its statuses and approvals are obeyed."""
    body, path = call.body, f"{call.fake.url}{call.path}"
    checks, reviews = body["required_status_checks"], body["required_pull_request_reviews"]
    shown: dict[str, Any] = {"url": path, "enforce_admins": {"enabled": bool(body["enforce_admins"])}}
    if checks is not None:
        names = [*checks.get("contexts", []), *(each["context"] for each in checks.get("checks", []))]
        listed = [{"context": name, "app_id": None} for name in names]
        shown["required_status_checks"] = {"strict": checks["strict"], "contexts": names, "checks": listed}
    if reviews is not None:
        shown["required_pull_request_reviews"] = {"dismiss_stale_reviews": False, **reviews}
    call.repo.settings[key(call)] = shown
    if call.params["branch"] == "main":
        call.repo.required_statuses = tuple(shown.get("required_status_checks", {}).get("contexts", ()))
        call.repo.required_approvals = (reviews or {}).get("required_approving_review_count", 0)
    return Answer(200, shown)


@answers("PUT", f"{REPO}/pages", WRITE)
def put_pages(call: Call) -> Answer:
    """Another way of making the site."""
    found(call.repo.settings, key(call)).update(call.body)
    return Answer(204)


@answers("PUT", FORKS, WRITE)
def put_forks(call: Call) -> Answer:
    """Whose workflows wait for approval."""
    call.repo.settings[key(call)] = call.body
    return Answer(204)


@answers("GET", POLICIES, "metadata:read")
def list_policies(call: Call) -> Answer:
    """The branches that may be deployed to an environment."""
    named = call.repo.settings.get(key(call), [])
    return Answer(200, {"total_count": len(named), "branch_policies": named})


@answers("POST", POLICIES, WRITE)
def create_policy(call: Call) -> Answer:
    """One more branch that may be deployed. Refused 404 where the environment takes no names of branches."""
    policy = found(call.repo.settings, key(call).rpartition("/")[0])["deployment_branch_policy"]
    if not policy or not policy["custom_branch_policies"]:
        raise Refused(404, "Not Found")
    shown = {"id": call.repo.next_id(), "name": call.body["name"], "type": "branch"}
    call.repo.settings.setdefault(key(call), []).append(shown)
    return Answer(200, shown)


@answers("GET", RULESETS, "metadata:read")
def list_rulesets(call: Call) -> Answer:
    """Every rule set, without what it asks for: that is shown one by one."""
    shown = [{name: each[name] for name in each if name not in {"rules", "conditions"}} for each in rulesets(call.repo)]
    return Answer(200, shown, paged=".")


@answers("POST", RULESETS, WRITE)
def create_ruleset(call: Call) -> Answer:
    """Make a rule set; what it asks of main is obeyed."""
    return Answer(201, _keep(call, call.repo.next_id()))


@answers("PUT", RULESET, WRITE)
def put_ruleset(call: Call) -> Answer:
    """Write a rule set anew."""
    found(call.repo.settings, key(call))
    return Answer(200, _keep(call, call.number("ruleset_id")))


@answers("DELETE", RULESET, WRITE)
def delete_ruleset(call: Call) -> Answer:
    """Take a rule set away."""
    found(call.repo.settings, key(call))
    del call.repo.settings[key(call)]
    _obey(call.repo)
    return Answer(204)


def rulesets(repo: Repository) -> list[dict[str, Any]]:
    """The rule sets of a repository, the oldest first."""
    return [value for name, value in repo.settings.items() if name.startswith("rulesets/")]


def _keep(call: Call, number: int) -> dict[str, Any]:
    whole = {"id": number, "source": call.repo.full_name, "source_type": "Repository", **call.body}
    call.repo.settings[f"rulesets/{number}"] = whole
    _obey(call.repo)
    return whole


def _obey(repo: Repository) -> None:
    """Let the active rule sets of branches hold for main, whichever branches they name."""
    active = [each for each in rulesets(repo) if each["enforcement"] == "active" and each.get("target") != "tag"]
    rules = [(rule["type"], rule.get("parameters", {})) for each in active for rule in each.get("rules", [])]
    statuses = [facts["required_status_checks"] for kind, facts in rules if kind == "required_status_checks"]
    repo.required_statuses = tuple(check["context"] for checks in statuses for check in checks)
    approvals = [facts["required_approving_review_count"] for kind, facts in rules if kind == "pull_request"]
    repo.required_approvals = max(approvals, default=0)
