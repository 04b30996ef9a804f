# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""`laltro github supports`: one issue a shared need, thumbs counted for one proposal, what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import laltro.cli.repository
import laltro.world.github.support_issues
from laltro.cli import main
from tests.github.branches import push
from tests.github.entries import Issue
from tests.github.fake import FakeGitHub
from tests.github.faults import BAD_GATEWAY, CLOSED, TRUNCATED, secondary
from tests.github.merging import merge
from tests.github.people import ACTIONS, User
from tests.github.routing import Answer
from tests.github.stage import Stage
from tests.github.test_command_line import checked_out
from tests.github.test_faults import SOAK, kept_before_writes
from tests.intake.samples import TODAY

LABEL, BRANCH = "sostegno", "upkeep/supports"
NEED = """id: {id}
status: {status}
title: "Esempio di bisogno di {id}"
synthesis: Bisogno inventato per le prove, di @anna e #1.
areas:
- other
territories:
- municipio-4
state: {state}
{more}sources:
- url: https://example.org/{id}
  title: Fonte di esempio
  accessed: "2026-11-01"
"""
OUTCOME = """id: esito
status: published
title: Esito di esempio
outcome_type: group
shared_needs:
- aperto
sources:
- url: https://example.org/esito
  title: Fonte di esempio
  accessed: "2026-11-01"
"""
NEEDS = {"aperto": "open", "in-corso": "in_lab", "risposto": "answered", "ignoto": "not_documented"}


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage with four shared needs, two of which wait for an answer."""
    with FakeGitHub() as fake:
        yield staged(fake, tmp_path, monkeypatch)


def staged(fake: FakeGitHub, top: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage(fake)
    stage.repo.required_statuses = ()
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr(laltro.cli.repository, "today", lambda: TODAY)
    for name, value in stage.environment.items():
        monkeypatch.setenv(name, value)
    become(stage, top, **NEEDS)
    return stage


def become(stage: Stage, top: Path, more: str = "", status: str = "published", **states: str) -> None:
    """Let main hold shared needs in these states, and the checkout follow."""
    files: dict[str, str | None] = {
        f"data/shared_needs/{id}.yaml": NEED.format(id=id, state=state, status=status, more=more)
        for id, state in states.items()
    }
    change(stage, top, files)


def change(stage: Stage, top: Path, files: dict[str, str | None]) -> None:
    push(stage.repo, "main", files, "Bisogni", stage.fake.user("anna"))
    for path, text in files.items():
        if text is None:
            (top / path).unlink()
    checked_out(stage, top)


def run(top: Path, status: int = 0) -> list[str]:
    told = CliRunner().invoke(main, ["github", "supports", "--data", str(top / "data")])
    assert told.exit_code == status, told.output
    return [re.sub(r" [0-9a-f]{40}$", "", line) for line in told.stdout.splitlines()]


def issues(stage: Stage) -> dict[str, Issue]:
    """The issues with our label by the title's last word."""
    return {each.title.split()[-1]: each for each in stage.repo.issues.values() if LABEL in each.label_names}


def thumb(stage: Stage, issue: Issue, *logins: str) -> None:
    for login in logins:
        stage.repo.react(issue, stage.fake.user(login), "+1")


def proposed(stage: Stage) -> dict[str, str]:
    """Path → text of what the branch changes."""
    objects, head = stage.repo.objects, stage.repo.refs[f"refs/heads/{BRANCH}"]
    fork = objects.fork(stage.repo.refs["refs/heads/main"], head)
    return {each.path: objects.blobs[each.after].decode() for each in objects.changes(fork, head)}


def counts(stage: Stage) -> dict[str, int]:
    """What the proposal says of each need; 0 where it says nothing."""
    found = {
        path.split("/")[-1][:-5]: re.search(r"^supports: (\d+)$", text, re.M) for path, text in proposed(stage).items()
    }
    return {id: int(match[1]) if match else 0 for id, match in found.items()}


def test_needs_that_wait_get_an_issue_each_and_twice_changes_nothing(stage: Stage, tmp_path: Path) -> None:
    assert run(tmp_path) == ["#1 support", "#2 support", BRANCH, "#3 pull"]
    found = issues(stage)
    assert found.keys() == {"aperto", "in-corso"}
    assert {each.author for each in found.values()} == {ACTIONS}
    body = found["aperto"].body or ""
    assert body.startswith("<!-- laltro support aperto open -->\n")
    for text in ("https://catalogo.example/bisogni/aperto/", "https://catalogo.example/en/bisogni/aperto/", "👍"):
        assert text in body
    assert "@anna" not in body
    assert "#1" not in body.replace("&#1", "")
    assert (
        "support_url: https://github.example/esempio/catalogo/issues/1"
        in proposed(stage)["data/shared_needs/aperto.yaml"]
    )
    writes = stage.writes()
    assert run(tmp_path) == []
    assert stage.writes() == writes


def test_many_are_opened_over_several_nights(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laltro.world.github.support_issues, "MOST", 1)
    assert [run(tmp_path)[0] for _ in range(2)] == ["#1 support", "#3 support"]
    assert run(tmp_path) == []
    assert len(issues(stage)) == 2


PERSON, OTHER = "vicina", "passante"


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ([], 0),
        ([(PERSON, "+1")], 1),
        ([(PERSON, "+1"), (OTHER, "+1")], 2),
        ([(PERSON, "+1"), (PERSON, "heart")], 1),
        ([(PERSON, "heart"), (OTHER, "-1")], 0),
        ([(PERSON, "+1"), (ACTIONS, "+1")], 1),
        ([(User("altra[bot]", 777, "Bot"), "+1")], 0),
        ([(f"persona-{number}", "+1") for number in range(230)], 230),
    ],
    ids=["none", "one", "two", "one-person-twice", "other-signs", "ours", "a-bot", "three-pages"],
)
def test_people_are_counted_once_each(
    stage: Stage, tmp_path: Path, given: list[tuple[str | User, str]], count: int
) -> None:
    run(tmp_path)
    for who, sign in given:
        stage.repo.react(issues(stage)["aperto"], stage.fake.user(who) if isinstance(who, str) else who, sign)
    run(tmp_path)
    assert counts(stage) == {"aperto": count, "in-corso": 0}


def test_a_thumb_taken_back_counts_no_more_and_may_come_again(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    merged(stage, tmp_path)
    issue = issues(stage)["aperto"]
    thumb(stage, issue, PERSON)
    assert run(tmp_path) == [BRANCH, "#4 pull"]
    assert counts(stage) == {"aperto": 1}
    issue.reactions.clear()
    assert run(tmp_path) == ["#4 closed", f"{BRANCH} gone"]
    thumb(stage, issue, PERSON)
    assert run(tmp_path) == [BRANCH, "#5 pull"]


def merged(stage: Stage, top: Path) -> None:
    """Let the proposal be in main, and the checkout follow."""
    [pull] = stage.repo.pulls(BRANCH)
    merge(stage.repo, pull, stage.fake.user("anna"), {"merge_method": "squash"})
    checked_out(stage, top)
    run(top)


def test_the_count_is_proposed_once_and_not_again_where_a_person_refused_it(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    merged(stage, tmp_path)
    thumb(stage, issues(stage)["aperto"], PERSON)
    run(tmp_path)
    [pull] = stage.repo.pulls(BRANCH)
    assert "Quante persone lo sostengono" in (pull.body or "")
    stage.repo.close(pull, stage.fake.user("anna"))
    assert run(tmp_path) == []
    thumb(stage, issues(stage)["aperto"], OTHER)
    assert run(tmp_path) == [BRANCH, "#5 pull"]
    merged(stage, tmp_path)
    assert "\nsupports: 2\n" in (tmp_path / "data/shared_needs/aperto.yaml").read_text(encoding="utf-8")
    assert run(tmp_path) == []


@pytest.mark.parametrize(
    ("state", "status", "more", "told", "reason"),
    [
        ("answered", "published", "", "/esiti/esito/", "completed"),
        ("not_pursued", "published", "reason: Manca lo spazio.\n", "Manca lo spazio", "not_planned"),
        ("not_documented", "published", "", "non aspetta più", "not_planned"),
        ("open", "published", "historic: true\n", "non aspetta più", "not_planned"),
        ("open", "archived", "archived_reason: Era un doppione.\n", "Era un doppione", "not_planned"),
        ("open", "suspended", "", "non è più nel catalogo", "not_planned"),
    ],
)
def test_it_closes_with_what_became_of_the_need_and_opens_again_with_it(
    stage: Stage, tmp_path: Path, state: str, status: str, more: str, told: str, reason: str
) -> None:
    change(stage, tmp_path, {"data/outcomes/esito.yaml": OUTCOME})
    run(tmp_path)
    issue = issues(stage)["aperto"]
    become(stage, tmp_path, more, status, aperto=state)
    assert run(tmp_path)[:2] == ["#1 support-letter", "#1 support-closed"]
    [letter] = issue.comments
    assert told in re.sub("<[^>]*>|&#46;", "", letter.body).replace("&#58;", ":")
    assert (issue.state, issue.reason, "👍" in (issue.body or "")) == ("closed", reason, False)
    writes = stage.writes()
    assert (run(tmp_path), stage.writes()) == ([], writes)
    become(stage, tmp_path, aperto="open")
    assert run(tmp_path)[:2] == ["#1 support-letter", "#1 support-open"]
    assert (issue.state, len(issue.comments), "di nuovo aperto" in letter.body) == ("open", 1, True)
    writes = stage.writes()
    assert (run(tmp_path), stage.writes()) == ([], writes)


def test_of_what_nobody_may_read_any_more_no_word_stays(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    issue = issues(stage)["aperto"]
    change(stage, tmp_path, {"data/shared_needs/aperto.yaml": None})
    run(tmp_path)
    assert issue.state == "closed"
    for text in (issue.title, issue.body or "", issue.comments[0].body):
        assert "Esempio" not in text
        assert "inventato" not in text


def test_what_came_of_it_later_is_told_in_the_same_comment(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    become(stage, tmp_path, aperto="answered")
    run(tmp_path)
    [letter] = stage.repo.issue(1).comments
    assert "Nessuna fonte" in letter.body
    change(stage, tmp_path, {"data/outcomes/esito.yaml": OUTCOME})
    assert run(tmp_path)[:2] == ["#1 support-letter", "#1 support-text"]
    assert "/esiti/esito/" in letter.body
    assert (len(stage.repo.issue(1).comments), stage.repo.issue(1).state) == (1, "closed")


def test_a_new_text_is_shown_and_who_closed_it_by_hand_is_not_overruled(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    issue = stage.repo.issue(1)
    stage.repo.close(issue, stage.fake.user("anna"))
    assert run(tmp_path) == []
    text = (tmp_path / "data/shared_needs/aperto.yaml").read_text(encoding="utf-8")
    change(stage, tmp_path, {"data/shared_needs/aperto.yaml": text.replace("inventato", "riscritto")})
    assert run(tmp_path)[0] == "#1 support-text"
    assert (issue.state, issue.comments, "riscritto" in (issue.body or "")) == ("closed", [], True)


def test_a_double_is_closed_and_what_others_wrote_counts_for_nothing(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    body = stage.repo.issue(1).body or ""
    double = stage.repo.open_issue(ACTIONS, "Doppia", body, [LABEL])
    forged = stage.repo.open_issue(stage.fake.user("vicina"), "Finta", body.replace("aperto", "risposto"), [LABEL])
    comment = stage.say(stage.repo.issue(2), "<!-- laltro support in-corso letter -->")
    thumb(stage, forged, PERSON, OTHER)
    assert run(tmp_path) == [f"#{double.number} support-double"]
    assert (forged.state, forged.comments) == ("open", [])
    become(stage, tmp_path, **{"in-corso": "answered"})
    run(tmp_path)
    assert comment.body == "<!-- laltro support in-corso letter -->"
    assert len(stage.repo.issue(2).comments) == 2


def test_the_intake_leaves_them_alone_but_not_a_forged_one(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    issue = stage.repo.issue(1)
    stage.say(issue, "/rifiuta non serve", "anna")
    stage.say(issue, "/ritira")
    writes = stage.writes()
    assert stage.handle(issue).state == "ignored"
    seen = CliRunner().invoke(main, ["github", "reconcile", "--data", str(tmp_path / "data")])
    assert (seen.exit_code, "gh-" in seen.stdout, stage.writes()) == (0, False, writes), seen.output
    forged = stage.open(issue.body or "")
    assert stage.handle(forged).state == "invalid"


def test_the_log_holds_no_word_of_anybody(stage: Stage, tmp_path: Path) -> None:
    told = " ".join(run(tmp_path))
    assert not re.search(r"Esempio|aperto|anna|https", told)


# --- faults (G1–G3) ----------------------------------------------------------------------------


def begun(stage: Stage, top: Path) -> None: ...


def thumbed(stage: Stage, top: Path) -> None:
    run(top)
    thumb(stage, stage.repo.issue(1), PERSON, OTHER)


def answered(stage: Stage, top: Path) -> None:
    thumbed(stage, top)
    become(stage, top, aperto="answered")


def reopened(stage: Stage, top: Path) -> None:
    answered(stage, top)
    run(top)
    become(stage, top, aperto="open")


FAULTS: list[tuple[str, Answer]] = [
    ("before", secondary(5)),
    ("after", BAD_GATEWAY),
    ("after", TRUNCATED),
    ("before", CLOSED),
]
LIVES = {"begun": begun, "thumbed": thumbed, "answered": answered, "reopened": reopened}
Prepared = Callable[[FakeGitHub, str, Path], Stage]


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> Prepared:
    def make(fake: FakeGitHub, life: str, top: Path) -> Stage:
        top.mkdir()
        stage = staged(fake, top, monkeypatch)
        LIVES[life](stage, top)
        return stage

    return make


def state_of(stage: Stage) -> dict[str, Any]:
    """What people see; numbers, which only count, and the fake's own address left out."""
    pulls = [(each.state, each.title) for each in stage.repo.pulls(BRANCH, "all")]
    seen = {
        name: (each.state, each.reason, each.body, [comment.body for comment in each.comments])
        for name, each in issues(stage).items()
    }
    return {"issues": seen, "pulls": pulls, "counts": counts(stage), "number": len(stage.repo.issues)}


@pytest.mark.parametrize("life", LIVES)
def test_a_fault_at_any_write_changes_nothing_in_the_end(life: str, prepared: Prepared, tmp_path: Path) -> None:
    top = tmp_path / life
    with FakeGitHub() as fake:
        stage = prepared(fake, life, top)
        start, before = fake.snapshot(), len(fake.calls)
        run(top)
        writes = [(call.method, call.path) for call in fake.calls[before:] if call.method != "GET"]
        expected = state_of(stage)
        assert len(writes) >= 3
        for index, (method, path) in enumerate(writes):
            nth = sum(each == (method, path) for each in writes[: index + 1])
            for when, answer in FAULTS if SOAK else (FAULTS[index % len(FAULTS)],):
                fake.restore(start)
                pattern = re.sub(r"[0-9a-f]{40}", "[0-9a-f]{40}", re.escape(path)) + "$"
                fake.fail(method, pattern, answer, when, nth)  # type: ignore[arg-type]
                CliRunner().invoke(main, ["github", "supports", "--data", str(top / "data")])
                run(top)
                assert state_of(stage) == expected, (method, path, when, answer)
                assert run(top) == []


@pytest.mark.parametrize("life", LIVES)
def test_a_crash_before_any_write_is_completed_by_the_next_run(
    life: str, prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = tmp_path / life
    with FakeGitHub() as fake:
        stage = prepared(fake, life, top)
        before = stage.writes()
        with monkeypatch.context() as patched:
            moments = kept_before_writes(fake, patched)
            run(top)
        assert len(moments) == stage.writes() - before >= 3
        expected = state_of(stage)
        for most, moment in enumerate([*moments, fake.snapshot()]):
            fake.restore(moment)
            run(top)
            assert state_of(stage) == expected, most
