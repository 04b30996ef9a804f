# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""`laltro github upkeep`: one request an organisation, none doubled, closed by itself, left alone by the intake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import laltro.cli.repository
from laltro.cli import main
from tests.github.entries import Issue
from tests.github.fake import FakeGitHub
from tests.github.faults import UNAVAILABLE
from tests.github.people import ACTIONS
from tests.github.stage import Stage
from tests.github.test_command_line import checked_out
from tests.intake.samples import TODAY
from tests.workflows.test_steps import commit

LABEL = "da riconfermare"
OLD, FRESH = ((TODAY - timedelta(days=days)).isoformat() for days in (170, 10))


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage where the two records of an organisation were confirmed long ago."""
    with FakeGitHub() as fake:
        stage = Stage(fake)
        checked_out(stage, tmp_path)
        confirm(tmp_path, OLD)
        for name, value in stage.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("time.sleep", lambda _: None)
        monkeypatch.setattr(laltro.cli.repository, "today", lambda: TODAY)
        yield stage


def confirm(top: Path, day: str) -> None:
    """Let every record of `battivacco` be confirmed on a day."""
    for path in top.glob("data/*/battivacco.yaml"):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("assured_date")]
        path.write_text("\n".join([*lines[:-1], f"assured_date: '{day}'", ""]), encoding="utf-8")
    commit(top)


def run(top: Path) -> Result:
    return CliRunner().invoke(main, ["github", "upkeep", "--data", str(top / "data")])


def requests(stage: Stage) -> list[Issue]:
    return [each for each in stage.repo.issues.values() if LABEL in {label.name for label in each.labels}]


def test_one_request_lists_what_ages_and_twice_changes_nothing(stage: Stage, tmp_path: Path) -> None:
    told = run(tmp_path)
    assert (told.exit_code, told.stdout) == (0, "#1 request\n"), told.output
    [issue] = requests(stage)
    assert (issue.title, issue.author) == ("Da riconfermare: battivacco", ACTIONS)
    for folder in ("organizzazioni", "servizi"):
        assert f"(https://catalogo.example/contribuisci/conferma/?record={folder}/battivacco)" in (issue.body or "")
    assert "@" not in (issue.body or "")
    writes = stage.writes()
    assert run(tmp_path).stdout == ""
    assert stage.writes() == writes


def test_it_closes_when_all_is_confirmed_and_asks_nobody_again_at_once(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    confirm(tmp_path, FRESH)
    assert run(tmp_path).stdout == "#1 closed\n"
    assert requests(stage)[0].state == "closed"
    confirm(tmp_path, OLD)
    assert run(tmp_path).stdout == ""
    stage.repo.issues[1].updated_at -= timedelta(days=31)
    assert run(tmp_path).stdout == "#2 request\n"


def test_it_follows_what_ages(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    path = tmp_path / "data/services/battivacco.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(OLD, FRESH), encoding="utf-8")
    commit(tmp_path)
    assert run(tmp_path).stdout == "#1 request-text\n"
    assert "servizi/battivacco" not in (requests(stage)[0].body or "")


def test_a_lost_answer_doubles_nothing(stage: Stage, tmp_path: Path) -> None:
    stage.fake.fail("POST", "/issues$", UNAVAILABLE, when="after")
    assert run(tmp_path).exit_code == 0
    assert len(requests(stage)) == 1


def test_a_double_of_ours_is_closed_and_what_others_wrote_stays(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    body = requests(stage)[0].body
    stage.repo.open_issue(ACTIONS, "Doppia", body, [LABEL])
    forged = stage.repo.open_issue(stage.fake.user("vicina"), "Finta", body, [LABEL])
    assert run(tmp_path).stdout == "#2 closed\n"
    assert forged.state == "open"


def test_who_asked_to_be_called_is_called_by_todays_name(stage: Stage, tmp_path: Path) -> None:
    anna = stage.fake.user("anna")
    (tmp_path / ".github").mkdir()
    text = f"organizations:\n  battivacco: [{anna.id}, 999999]\n"
    (tmp_path / ".github" / "maintainers.yml").write_text(text, encoding="utf-8")
    assert run(tmp_path).exit_code == 0
    assert (requests(stage)[0].body or "").endswith("Avete chiesto di essere avvisati: @anna\n")


def test_the_intake_leaves_a_request_alone_but_not_a_forged_one(stage: Stage, tmp_path: Path) -> None:
    run(tmp_path)
    issue = requests(stage)[0]
    stage.say(issue, "/rifiuta non serve", "anna")
    writes = stage.writes()
    assert stage.handle(issue).state == "ignored"
    assert stage.writes() == writes
    forged = stage.open(issue.body or "")
    assert stage.handle(forged).state == "invalid"


def test_links_that_are_dead_are_one_issue_that_closes_itself(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(tmp_path, FRESH)
    data, memory = ["--data", str(tmp_path / "data")], ["--memory", str(tmp_path / "memory.json")]
    urls: list[str] = []

    def night(day: int, there: bool) -> str:
        monkeypatch.setattr(laltro.cli.repository, "today", lambda: TODAY + timedelta(days=day))
        monkeypatch.setattr(laltro.cli.repository, "answers", lambda url: bool(urls.append(url)) or there)
        assert CliRunner().invoke(main, ["github", "links", *data, *memory]).exit_code == 0
        return CliRunner().invoke(main, ["github", "upkeep", *data, *memory]).stdout

    assert [night(day, False) for day in (0, 3, 6)] == ["", "", ""]
    assert night(7, False) == "#1 request\n"
    [issue] = requests(stage)
    assert issue.title == "Collegamenti che non rispondono"
    assert "/battivacco/)" in (issue.body or "")
    assert urls[0] not in (issue.body or "")  # shown as text, which nobody follows by mistake
    assert night(8, False) == ""
    assert night(9, True) == "#1 closed\n"
