# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The workflows as they are written: three linters and our own rules, each shown to refuse what it is there for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from laltro.cli import main
from laltro.intake.life.command import COMMANDS
from laltro.intake.upkeep.wanted_settings import REQUIRED
from laltro.world.data.support import HOME, ROOT, languages
from tests.workflows.rules import concurrency, faults, read

BIN = Path(sys.executable).parent
FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.y*ml"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in WORKFLOWS}
GOOD = TEXTS["publish"]
A = "a" * 40
CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"


def ran(*words: str | Path) -> subprocess.CompletedProcess[str]:
    name, *rest = map(str, words)
    return subprocess.run([str(BIN / name), *rest], capture_output=True, text=True, check=False, timeout=60)


def changed(text: str, old: str, new: str) -> str:
    """A text with its first `old` replaced: it must be there."""
    assert old in text
    return text.replace(old, new, 1)


BAD = {
    "pull_request_target": changed(GOOD, "  push:\n    branches: [main]", "  pull_request_target:"),
    "workflow_run": changed(GOOD, "  push:\n    branches: [main]", "  workflow_run:\n    workflows: [check]"),
    "secrets-inherit": changed(
        GOOD,
        "jobs:\n",
        f"jobs:\n  other:\n    uses: altri/repo/.github/workflows/x.yml@{A}\n    secrets: inherit\n",
    ),
    "unpinned": changed(GOOD, CHECKOUT, "actions/checkout@v7"),
    "write-all": changed(GOOD, "permissions: {}", "permissions: write-all"),
    "job-write-all": changed(GOOD, "permissions:\n      contents: read # the checkout", "permissions: write-all"),
    "event-in-run": changed(GOOD, "run: make setup", "run: echo '${{ github.event.issue.title }}'"),
}
OURS = {
    **BAD,
    "self-hosted": changed(GOOD, "runs-on: ubuntu-24.04", "runs-on: self-hosted"),
    "kept-token": changed(GOOD, "persist-credentials: false", "persist-credentials: true"),
    "no-timeout": changed(GOOD, "    timeout-minutes: 15\n", ""),
    "others-code": changed(GOOD, CHECKOUT, f"altri/checkout@{A} # v7.0.1"),
    "no-version": changed(GOOD, CHECKOUT, CHECKOUT.partition(" ")[0]),
    "language-model": changed(GOOD, "run: make setup", "run: curl https://api.openai.com/v1/chat"),
    "model-action": changed(GOOD, CHECKOUT, f"actions/ai-inference@{A} # v1.0.0"),
    "no-concurrency": changed(GOOD, "concurrency:\n  group: pages\n  cancel-in-progress: false\n", ""),
    "bot-unknown": changed(GOOD, "run: make setup", "run: .venv/bin/laltro github verdict --pull 1"),
    "another-secret": changed(GOOD, "secrets.LALTRO_APP_KEY", "secrets.ALTRO"),
}


def test_there_are_the_five() -> None:
    assert set(TEXTS) == {"check", "intake", "publish", "rollback", "upkeep"}


@pytest.mark.parametrize("name", TEXTS)
def test_our_rules_hold(name: str) -> None:
    assert faults(TEXTS[name]) == []


@pytest.mark.parametrize("name", OURS)
def test_our_rules_refuse(name: str) -> None:
    assert faults(OURS[name])


def test_zizmor_finds_nothing() -> None:
    found = ran("zizmor", "--offline", "--pedantic", "--no-progress", ROOT / ".github")
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("name", BAD)
def test_zizmor_refuses(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.yml"
    path.write_text(BAD[name], encoding="utf-8")
    assert ran("zizmor", "--offline", "--pedantic", "--no-progress", path).returncode > 10


def test_the_one_finding_that_is_set_aside_says_why() -> None:
    ignored = [line for text in TEXTS.values() for line in text.split("\n") if "zizmor: ignore" in line]
    assert [line.split(":")[0].strip() for line in ignored] == ["issue_comment"]


def test_actionlint_finds_nothing() -> None:
    found = ran("actionlint", "-no-color", *WORKFLOWS)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    "text",
    [
        changed(GOOD, "needs: build", "needs: altro"),
        changed(GOOD, "steps.pages.outputs.page_url", "steps.altro.outputs.page_url"),
        BAD["event-in-run"],
    ],
)
def test_actionlint_refuses(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(text, encoding="utf-8")
    assert ran("actionlint", "-no-color", tmp_path / "x.yml").returncode == 1


def test_both_kinds_of_files_fit_githubs_schemas() -> None:
    for schema, paths in (("github-workflows", WORKFLOWS), ("dependabot", [ROOT / ".github" / "dependabot.yml"])):
        found = ran("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths)
        assert found.returncode == 0, found.stdout


def test_githubs_schema_refuses(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(changed(GOOD, "runs-on:", "runs-in:"), encoding="utf-8")
    assert ran("check-jsonschema", "--builtin-schema", "vendor.github-workflows", tmp_path / "x.yml").returncode == 1


# --- what act does not exercise ----------------------------------------------------------------

PROPOSES = {"contents": "write", "issues": "write", "pull-requests": "write", "statuses": "write"}
DEPLOYS = {"pages": "write", "id-token": "write"}


@pytest.mark.parametrize(
    ("name", "job", "rights"),
    [
        ("intake", "intake", PROPOSES),
        ("upkeep", "upkeep", PROPOSES),
        ("check", "check", {"contents": "read"}),
        ("check", "test", {"contents": "read"}),
        ("check", "decision", {"contents": "read", "issues": "read", "pull-requests": "read"}),
        ("publish", "build", {"contents": "read"}),
        ("publish", "deploy", DEPLOYS),
        ("publish", "live", {"contents": "read", "issues": "write", "pull-requests": "read"}),
        ("rollback", "build", {"contents": "read"}),
        ("rollback", "deploy", DEPLOYS),
    ],
)
def test_a_job_has_these_rights_and_no_others(name: str, job: str, rights: dict[str, str]) -> None:
    assert read(TEXTS[name])["jobs"][job]["permissions"] == rights


def test_every_job_is_in_the_table_above() -> None:
    table = test_a_job_has_these_rights_and_no_others.pytestmark[0].args[1]
    jobs = {(name, job) for name, text in TEXTS.items() for job in read(text)["jobs"]}
    assert {(name, job) for name, job, _ in table} == jobs


def test_the_intake_starts_after_these() -> None:
    assert read(TEXTS["intake"])["on"] == {
        "issues": {"types": ["opened", "edited", "reopened", "closed"]},
        "issue_comment": {"types": ["created", "edited"]},
        "pull_request": {"types": ["synchronize", "reopened", "closed"], "branches": ["main"]},
        "pull_request_review": {"types": ["submitted", "edited", "dismissed"]},
    }


def test_only_checks_are_cancelled_half_way() -> None:
    cancelled = {
        (name, concurrency(read(text), job)["cancel-in-progress"])
        for name, text in TEXTS.items()
        for job in read(text)["jobs"].values()
    }
    assert {name for name, said in cancelled if said != "false"} == {"check"}


def test_one_group_for_a_submission_whatever_the_event() -> None:
    workflow = read(TEXTS["intake"])
    job = workflow["jobs"]["intake"]
    assert "format('submission/gh-{0}', github.event.issue.number)" in job["concurrency"]["group"]
    assert "startsWith(github.event.pull_request.head.ref, 'submission/gh-')" in job["if"]


def test_what_is_skipped_takes_nobodys_place_in_the_queue() -> None:
    """A group of the workflow is claimed before a job's condition is read."""
    assert "concurrency" not in read(TEXTS["intake"])


def test_what_writes_runs_the_code_of_main() -> None:
    """Whatever started it, a job that may write takes nothing of a pull request."""
    for name, text in TEXTS.items():
        for job in read(text)["jobs"].values():
            steps = job["steps"] if "write" in job["permissions"].values() else []
            for step in steps:
                if step.get("uses", "").startswith("actions/checkout@"):
                    assert step["with"]["ref"] == "main", name


def test_strangers_code_meets_no_secret_and_no_right_to_write() -> None:
    """W7: a pull request's own code runs in jobs of `check` that only read; GitHub gives forks no secrets anyway."""
    assert "secrets" not in TEXTS["check"]
    for job in read(TEXTS["check"])["jobs"].values():
        assert set(job["permissions"].values()) == {"read"}


def test_an_invalid_record_ends_before_the_deployment() -> None:
    """B2: what is deployed was checked in the same job, and that comes first."""
    jobs = read(TEXTS["publish"])["jobs"]
    steps = [step.get("run") or step["uses"].partition("@")[0] for step in jobs["build"]["steps"]]
    order = [".venv/bin/laltro check --github", ".venv/bin/laltro ready", ".venv/bin/laltro build"]
    assert [step for step in steps if step in order] == order
    assert steps[-1] == "actions/upload-pages-artifact"
    assert jobs["deploy"]["needs"] == "build"
    assert not any(step.get("continue-on-error") or "if" in step for step in jobs["build"]["steps"])


# --- what the workflows call, and what the page says of them -----------------------------------

CALL = re.compile(r"\.venv/bin/laltro ((?:[a-z]+ ?)+)([^\n>]*)")
CALLS = [(name, *found) for name, text in TEXTS.items() for found in CALL.findall(text)]


@pytest.mark.parametrize(("workflow", "words", "options"), CALLS)
def test_every_command_of_a_workflow_is_one_of_ours(workflow: str, words: str, options: str) -> None:
    command: click.Command = main
    for word in words.split():
        assert isinstance(command, click.Group), (workflow, word)
        found = command.get_command(click.Context(command), word)
        assert found, (workflow, word)
        command = found
    known = {option for param in command.params for option in param.opts}
    assert set(re.findall(r"--[a-z]+", options)) <= known


def test_there_is_a_command_in_each_workflow_but_the_one_that_only_builds() -> None:
    assert {name for name, *_ in CALLS} == set(TEXTS) - {"rollback"}
    assert "run: make build" in TEXTS["rollback"]


@pytest.mark.parametrize("lang", languages(HOME))
def test_the_page_for_maintainers_tells_what_is_there(lang: str) -> None:
    page = (ROOT / "content" / lang / "per-chi-cura.md").read_text(encoding="utf-8")
    for name in TEXTS:
        assert f"\n| {name} |" in page
    for name in (*REQUIRED, *COMMANDS, *re.findall(r"(?:vars|secrets)\.([A-Z_]+)", "".join(TEXTS.values()))):
        assert f"`{name}`" in page or f"`/{name}`" in page, name
    asked = re.findall(r"permission-([a-z-]+): write", TEXTS["intake"])
    named = [{"statuses": "Commit statuses"}.get(each, each.replace("-", " ").capitalize()) for each in asked]
    assert [f"**{each}**" for each in named if f"**{each}** (Read and write)" not in page] == []
    assert page.count("(Read and write)") == len(asked)


def test_the_page_says_the_same_in_both_languages() -> None:
    shapes = {
        tuple(re.findall(r"^(#+|- |\d\.|\|)", (ROOT / "content" / lang / "per-chi-cura.md").read_text("utf-8"), re.M))
        for lang in languages(HOME)
    }
    assert len(shapes) == 1
