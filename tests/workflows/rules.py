# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our own rules for workflows, stricter than any linter's: what may start one, what it may use, what it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

# What may start a workflow. Neither `pull_request_target` nor `workflow_run`: they run with rights on others' code.
EVENTS = {"issues", "issue_comment", "pull_request", "pull_request_review", "push", "schedule", "workflow_dispatch"}
# GitHub's own actions, by full commit. No other code runs here that the locks do not hold.
ACTIONS = {
    *("checkout", "setup-python", "cache", "create-github-app-token"),
    *("upload-artifact", "upload-pages-artifact", "deploy-pages"),
}
RUNNER = "ubuntu-24.04"
_STEP = re.compile(r"^[ -]*uses:")
_USES = re.compile(r"uses: actions/([a-z-]+)@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$")
_MODELS = re.compile(
    r"\b(ai-inference|anthropic|chatgpt|claude|codex|copilot|gemini|gpt-?[0-9]|llms?|ollama|openai)\b", re.I
)
_SECRET = re.compile(r"private-key: \$\{\{ secrets\.LALTRO_APP_KEY \}\}$")


class _Loader(yaml.SafeLoader):
    """YAML in which `on` is a word."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str) -> dict[str, Any]:
    """A workflow as GitHub reads it: `true` and `false` stay words, like every other."""
    document: dict[str, Any] = yaml.load(text, _Loader)
    return document


def faults(text: str) -> list[str]:
    """What a workflow may not do, or lacks."""
    workflow = read(text)
    jobs = workflow["jobs"]
    found = [f"starts after {event}" for event in workflow["on"] if event not in EVENTS]
    if workflow.get("permissions") != {}:
        found.append("does not begin without rights")
    if any("cancel-in-progress" not in concurrency(workflow, job) for job in jobs.values()):
        found.append("says nothing of runs side by side")
    found += [f"{name}: {fault}" for name, job in jobs.items() for fault in _job(job)]
    return found + list(_lines(text))


def concurrency(workflow: dict[str, Any], job: dict[str, Any]) -> dict[str, str]:
    """Which runs of a job exclude each other: as the job says, else as its workflow does."""
    said: dict[str, str] = job.get("concurrency", workflow.get("concurrency", {}))
    return said


def _job(job: dict[str, Any]) -> Iterator[str]:
    if job.get("runs-on") != RUNNER:
        yield "runs elsewhere"
    if not isinstance(job.get("permissions"), dict):
        yield "does not list its rights"
    if "timeout-minutes" not in job:
        yield "may run for hours"
    for step in job.get("steps", []):
        if "${{" in step.get("run", ""):
            yield "an expression in a script"
        if "laltro github verdict" in step.get("run", "") and "LALTRO_BOT" not in step.get("env", {}):
            yield "the App's own branches would count as a person's"
        if step.get("uses", "").startswith("actions/checkout@") and step["with"].get("persist-credentials") != "false":
            yield "the checkout keeps its token"


def _lines(text: str) -> Iterator[str]:
    """What is plain to see in a line: whose code, which secret, which model."""
    for number, line in enumerate(text.split("\n"), 1):
        used = _USES.search(line)
        if _STEP.match(line) and not (used and used[1] in ACTIONS):
            yield f"line {number}: code of others, or not by its commit"
        if "secrets" in line and not _SECRET.search(line):
            yield f"line {number}: a secret"
        if _MODELS.search(line):
            yield f"line {number}: a language model"
