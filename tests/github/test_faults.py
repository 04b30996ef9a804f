# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Faults before and after every write of a life (G1–G8): run again, it comes to the same as without them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

import pytest

from laltro.world.github.api import GitHubApi
from laltro.world.platform.forge import ForgeFailure
from tests.github.entries import Issue
from tests.github.fake import FakeGitHub
from tests.github.faults import BAD_GATEWAY, CLOSED, CONFLICT, GATEWAY_TIMEOUT, HTML, TRUNCATED, secondary
from tests.github.people import ACTIONS
from tests.github.routing import Answer
from tests.github.stage import Stage, branch, good

SOAK = bool(os.environ.get("LALTRO_SOAK"))
Step = Callable[[Stage, Issue], Any]


def nothing(stage: Stage, issue: Issue) -> None: ...


def edited(stage: Stage, issue: Issue) -> None:
    stage.handle(issue)
    stage.approve(issue, "anna")
    stage.edit(issue, good(summary="Un'altra frase."))


def spoilt(stage: Stage, issue: Issue) -> None:
    stage.handle(issue)
    stage.edit(issue, good(name=""))


def mended(stage: Stage, issue: Issue) -> None:
    spoilt(stage, issue)
    stage.handle(issue)
    stage.edit(issue, good())


def merged(stage: Stage, issue: Issue) -> None:
    stage.handle(issue)
    stage.merge(issue)
    stage.follow()


def rejected(stage: Stage, issue: Issue) -> None:
    stage.handle(issue)
    stage.say(issue, "/rifiuta Non è a Milano", "anna")


def rejected_by_hand(stage: Stage, issue: Issue) -> None:
    stage.handle(issue)
    stage.repo.close(stage.pull(issue), stage.fake.user("anna"))


def resumed(stage: Stage, issue: Issue) -> None:
    stage.handle(issue)
    stage.say(issue, "/ritira")
    stage.handle(issue)
    stage.say(issue, "/valida")


def withdrawn_at_once(stage: Stage, issue: Issue) -> None:
    stage.say(issue, "/ritira")


LIVES: dict[str, Step] = {
    "new": nothing,
    "edited": edited,
    "spoilt": spoilt,
    "mended": mended,
    "merged": merged,
    "rejected": rejected,
    "rejected-by-hand": rejected_by_hand,
    "resumed": resumed,
    "withdrawn-at-once": withdrawn_at_once,
}
# What a fault looks like; the first two strike everywhere, the others in turn (all of them in the long run).
ANSWERS = [BAD_GATEWAY, CLOSED, GATEWAY_TIMEOUT, HTML, TRUNCATED, CONFLICT, secondary(5), secondary()]


def prepared(fake: FakeGitHub, life: str) -> tuple[Stage, Issue]:
    stage = Stage(fake)
    issue = stage.open(good())
    LIVES[life](stage, issue)
    return stage, issue


def state_of(stage: Stage, issue: Issue) -> dict[str, Any]:
    """What people see of a submission; numbers that only count (comments, commits) left out."""
    pulls = stage.repo.pulls(branch(issue), "all")
    ref = stage.repo.refs.get(f"refs/heads/{branch(issue)}")
    head = ref or ""
    return {
        "issue": (issue.state, issue.reason, sorted(issue.label_names)),
        "letters": [each.body for each in stage.letters(issue)],
        "reactions": [sorted(r.content for r in each.reactions if r.user == ACTIONS) for each in issue.comments],
        "pulls": [(each.state, each.title, each.body, each.pull and each.pull.draft) for each in pulls],
        "files": stage.proposed(issue) if ref else None,
        "status": {(each.context, each.state) for each in stage.repo.latest_statuses(head)},
        "reviews": [each.state for pull in pulls if pull.pull for each in pull.pull.reviews],
    }


def settled(stage: Stage, issue: Issue, runs: int = 3) -> None:
    """Run as often as a reconciler would, until one run is through."""
    for _ in range(runs):
        try:
            stage.handle(issue)
        except ForgeFailure:
            continue
        return
    raise AssertionError("it does not settle")


def pattern(path: str) -> str:
    return re.sub(r"[0-9a-f]{40}", "[0-9a-f]{40}", re.escape(path)) + "$"


@pytest.mark.parametrize("life", LIVES)
def test_a_fault_at_any_write_changes_nothing_in_the_end(life: str) -> None:
    with FakeGitHub() as fake:
        stage, issue = prepared(fake, life)
        start, number, before = fake.snapshot(), issue.number, len(fake.calls)
        stage.handle(issue)
        writes = [(call.method, call.path) for call in fake.calls[before:] if call.method != "GET"]
        expected = state_of(stage, issue)
        assert len(writes) >= 4
        for index, (method, path) in enumerate(writes):
            nth = sum(each == (method, path) for each in writes[: index + 1])
            for when in ("before", "after"):
                for answer in ANSWERS if SOAK else (ANSWERS[index % len(ANSWERS)],):
                    fake.restore(start)
                    issue = stage.repo.issue(number)
                    fake.fail(method, pattern(path), limited_before(answer, when), when, nth)  # type: ignore[arg-type]
                    settled(stage, issue)
                    assert state_of(stage, issue) == expected, (method, path, when, answer)
                    quiet = stage.writes()
                    stage.handle(issue)
                    assert stage.writes() == quiet, (method, path, when, answer)


def limited_before(answer: Answer, when: str) -> Answer:
    """A limit is a no: it never comes after the effect. A conflict after the effect is one that never was."""
    return BAD_GATEWAY if when == "after" and answer.status in (403, 409) else answer


@pytest.mark.parametrize("life", LIVES)
def test_a_crash_after_any_write_is_completed_by_the_next_run(life: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """G3: whatever the run's machine knew is gone, and GitHub is as it was before the write."""
    with FakeGitHub() as fake:
        stage, issue = prepared(fake, life)
        number, before = issue.number, stage.writes()
        with monkeypatch.context() as patched:
            moments = kept_before_writes(fake, patched)
            stage.handle(issue)
        assert len(moments) == stage.writes() - before >= 4
        expected = state_of(stage, issue)
        for most, moment in enumerate(moments):
            fake.restore(moment)
            issue = stage.repo.issue(number)
            settled(stage, issue)
            assert state_of(stage, issue) == expected, most


def kept_before_writes(fake: FakeGitHub, patched: pytest.MonkeyPatch) -> list[bytes]:
    """What GitHub is before each write from now on: what a run leaves whose machine goes away."""
    moments: list[bytes] = []

    def keeping(honest: Callable[..., Any]) -> Callable[..., Any]:
        def write(self: GitHubApi, *words: Any, **options: Any) -> Any:
            moments.append(fake.snapshot())
            return honest(self, *words, **options)

        return write

    for name in ("write", "mutate"):
        patched.setattr(GitHubApi, name, keeping(getattr(GitHubApi, name)))
    return moments


def test_events_lost_replayed_and_reordered_come_to_the_same() -> None:
    """G7: no run for the edit, two for the comment, one for everything later."""
    with FakeGitHub() as fake:
        stage = Stage(fake)
        issue = stage.open(good(name=""))
        stage.edit(issue, good())
        stage.handle(issue)
        stage.handle(issue)
        stage.merge(issue)
        stage.handle(issue)
        late = state_of(stage, issue)
    with FakeGitHub() as fake:
        stage = Stage(fake)
        issue = stage.open(good(name=""))
        for step in (lambda: stage.edit(issue, good()), lambda: stage.merge(issue)):
            stage.handle(issue)
            step()
            stage.handle(issue)
        assert state_of(stage, issue) == late
