"""`laltro desk`: list, show, edit, accept, reject, and the exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from laltro.cli import main
from tests.checkout import committed, git
from tests.intake.samples import ROOT, service


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data/organizations").mkdir(parents=True)
    shutil.copy(ROOT / "data/organizations/adecco.yaml", tmp_path / "data/organizations/adecco.yaml")
    committed(tmp_path)
    return tmp_path / "data"


def run(data: Path, *words: str, body: str = "") -> Result:
    return CliRunner().invoke(main, [*words, "--data", str(data)], input=body)


def proposed(data: Path, **answers: object) -> Result:
    return run(data, "submit", "--form", "servizio", "--body", "-", "--propose", body=service(**answers))


def desk(data: Path, *words: str) -> Result:
    return run(data, "desk", *words)


def test_a_proposal_goes_from_the_form_to_the_branch(data: Path) -> None:
    assert "local-1" in proposed(data).stderr
    assert "local-1" in proposed(data).stderr  # the same body, the same proposal
    assert git(data, "status", "--porcelain") == ""
    listed = desk(data, "list")
    assert (listed.exit_code, listed.stdout) == (0, "local-1  oggi  Servizio: nuova scheda doposcuola-di-prova\n")
    shown = desk(data, "show", "local-1")
    assert shown.exit_code == 0
    assert "+ Doposcuola di prova" in shown.stdout
    assert desk(data, "accept", "local-1").exit_code == 0
    assert (data / "services/doposcuola-di-prova.yaml").is_file()
    assert git(data, "status", "--porcelain") == ""
    assert desk(data, "list").stdout == ""


def test_a_rejected_proposal_is_gone_and_its_key_too(data: Path) -> None:
    proposed(data)
    assert desk(data, "reject", "local-1", "--reason", "doppia").exit_code == 0
    assert desk(data, "list").stdout == ""
    assert "local-2" in proposed(data).stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("show", "local-9"), 1),
        (("accept", "local-9"), 1),
        (("reject", "local-9", "--reason", "x"), 1),
        (("accept", "../main"), 1),
        (("reject", "local-9"), 2),
        (("show",), 2),
        (("list",), 0),
    ],
)
def test_the_exit_status_says_what_happened(data: Path, words: tuple[str, ...], status: int) -> None:
    ran = desk(data, *words)
    assert ran.exit_code == status
    assert isinstance(ran.exception, SystemExit | None)


def test_without_a_repository_the_outside_world_failed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert desk(tmp_path / "data", "list").exit_code == 3


def test_a_proposal_that_no_longer_holds_is_not_accepted(data: Path) -> None:
    proposed(data)
    (data / "organizations/adecco.yaml").unlink()
    git(data, "commit", "--quiet", "--all", "--message", "via")
    ran = desk(data, "accept", "local-1")
    assert ran.exit_code == 1
    assert "reference-missing" in ran.output


def test_titles_and_messages_hold_no_word_of_the_submitter(data: Path) -> None:
    proposed(
        data,
        name="[skip ci] @org/team Fixes #1",
        summary="::stop-commands::x $(id) `id` ${{ github.token }}",
        description="Co-authored-by: A <a@example.org>",
    )
    message = git(data, "log", "-1", "--format=%B", "submission/local-1")
    assert "skip ci" not in message
    assert "@org" not in message
    assert "Fixes" not in message
    assert "Co-authored-by" not in message
    assert "github.token" not in message


def test_a_branch_with_control_characters_prints_none(data: Path) -> None:
    git(data, "checkout", "--quiet", "-b", "submission/local-7")
    git(data, "commit", "--quiet", "--allow-empty", "--message", "\x1b[2Jfinto\x07")
    git(data, "checkout", "--quiet", "-")
    ran = CliRunner().invoke(main, ["desk", "list", "--data", str(data)], color=True)
    assert ran.stdout == "local-7  oggi  [2Jfinto\n"


def test_show_has_the_record_as_it_will_read_and_what_changes(data: Path) -> None:
    proposed(data)
    lines = desk(data, "show", "local-1").stdout.splitlines()
    card, changes = lines.index("  Come si leggerà:"), lines.index("  Che cosa cambia")
    name = next(line for line in lines if line.endswith(": Doposcuola di prova"))
    assert card < lines.index(name) < changes < lines.index("    + Doposcuola di prova")
    desk(data, "accept", "local-1")
    proposed(data, record="doposcuola-di-prova", summary="Altro.")
    shown = json.loads(desk(data, "show", "local-2", "--json").stdout)
    [record] = shown["records"]
    assert (shown["key"], record["path"], record["new"]) == (
        "local-2",
        "data/services/doposcuola-di-prova.yaml",
        False,
    )
    assert [row["text"] for row in record["card"]][:2] == ["Doposcuola di prova", "Altro."]
    assert [(row["before"], row["after"]) for row in record["changes"]] == [
        ("Compiti e giochi dopo la scuola.", "Altro.")
    ]


def test_list_is_json_for_a_program(data: Path) -> None:
    assert json.loads(desk(data, "list", "--json").stdout) == []
    proposed(data)
    [item] = json.loads(desk(data, "list", "--json").stdout)
    assert (item["key"], item["title"]) == ("local-1", "Servizio: nuova scheda doposcuola-di-prova")
    assert datetime.fromisoformat(item["made"]).utcoffset() is not None


def test_list_says_how_old_a_proposal_is(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed(data)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(time.time()) + 3 * 86_400))
    assert desk(data, "list").stdout.startswith("local-1  3 g fa  ")


def test_several_are_accepted_in_one_go_and_what_fails_stops_no_other(data: Path) -> None:
    for name in ("Uno di prova", "Due di prova", "Tre di prova"):
        proposed(data, name=name)
    (data / "services").mkdir()
    (data / "services/due-di-prova.yaml").write_text("mio\n", encoding="utf-8")
    ran = desk(data, "accept", "local-9", "local-1", "local-1", "local-2", "local-3")
    assert ran.exit_code == 1
    assert (data / "services/tre-di-prova.yaml").is_file()
    assert [line.split()[0] for line in desk(data, "list").stdout.splitlines()] == ["local-2"]
    assert "local-9" in ran.stderr
    (data / "services/due-di-prova.yaml").unlink()
    assert desk(data, "reject", "local-2", "--reason", "doppia").exit_code == 0


def test_two_new_records_of_one_name_can_both_be_accepted(data: Path) -> None:
    proposed(data)
    again = proposed(data, summary="Un altro.")
    assert "local-1" in again.stderr  # the likely double is told
    assert desk(data, "accept", "local-1", "local-2").exit_code == 0
    assert sorted(path.name for path in (data / "services").iterdir()) == [
        "doposcuola-di-prova-2.yaml",
        "doposcuola-di-prova.yaml",
    ]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes the editor a shell command on the file `$1`."""

    def becomes(command: str) -> None:
        script = tmp_path / "editor.sh"
        script.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", str(script))

    return becomes


def test_an_edit_replaces_the_proposal_under_its_key(data: Path, editor: Callable[[str], None]) -> None:
    proposed(data)
    editor('sed -i "s/Compiti e giochi dopo la scuola/Solo giochi/" "$1"')
    ran = desk(data, "edit", "local-1")
    assert (ran.exit_code, "local-1" in ran.stderr) == (0, True)
    assert desk(data, "list").stdout.count("\n") == 1
    assert "Solo giochi." in desk(data, "show", "local-1").stdout
    assert "local-1" in proposed(data).stderr  # what was sent first is known, too
    assert desk(data, "list").stdout.count("\n") == 1
    assert desk(data, "accept", "local-1").exit_code == 0
    assert "Solo giochi." in (data / "services/doposcuola-di-prova.yaml").read_text(encoding="utf-8")
    assert not git(data, "for-each-ref", "refs/laltro/body")


def test_an_edit_that_is_wrong_says_all_and_leaves_the_proposal(data: Path, editor: Callable[[str], None]) -> None:
    proposed(data)
    before = git(data, "for-each-ref")
    editor('sed -i -e "s/^Doposcuola di prova$//" -e "s/^02 1234 5678$/uno due tre/" "$1"')
    ran = desk(data, "edit", "local-1")
    assert ran.exit_code == 1
    assert "«Nome del servizio»" in ran.stdout
    assert "«Telefono" in ran.stdout
    assert git(data, "for-each-ref") == before


@pytest.mark.parametrize("command", [":", ': > "$1"', 'echo >> "$1"', 'printf "  \\n" > "$1"'])
def test_an_edit_that_changes_nothing_changes_nothing(data: Path, editor: Callable[[str], None], command: str) -> None:
    proposed(data)
    before = git(data, "for-each-ref")
    editor(command)
    ran = desk(data, "edit", "local-1")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert git(data, "for-each-ref") == before


def test_an_edit_without_an_editor_or_a_body_says_so(
    data: Path, editor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk(data, "edit", "local-1").exit_code == 1
    proposed(data)
    editor("exit 7")
    ran = desk(data, "edit", "local-1")
    assert (ran.exit_code, "EDITOR=nano" in ran.stderr) == (3, True)
    git(data, "update-ref", "-d", "refs/laltro/body/local-1")
    assert desk(data, "edit", "local-1").exit_code == 1


def test_a_proposal_that_ended_while_the_editor_was_open_does_not_come_back(
    data: Path, editor: Callable[[str], None]
) -> None:
    proposed(data)
    editor(f'git -C "{data}" update-ref -d refs/heads/submission/local-1; sed -i s/Compiti/Giochi/ "$1"')
    assert desk(data, "edit", "local-1").exit_code == 1
    assert desk(data, "list").stdout == ""


def test_on_a_terminal_what_was_wrong_is_opened_again(data: Path, editor: Callable[[str], None]) -> None:
    proposed(data)
    name = "### Nome del servizio/{n;n;s/.*/"
    seen = data.parent / "seen"
    editor(
        f'if [ -e "{seen}" ]; then answer="Doposcuola di tutti"; else answer=; : > "{seen}"; fi\n'
        f'sed -i "/{name}$answer/;}}" "$1"'
    )
    keyboard, terminal = os.openpty()
    os.write(keyboard, b"\n")
    code = "from laltro.cli import main; main()"
    command = [sys.executable, "-c", code, "desk", "edit", "local-1", "--data", str(data)]
    ran = subprocess.run(command, stdin=terminal, capture_output=True, text=True, check=False, timeout=60)
    os.close(keyboard)
    os.close(terminal)
    assert "Nome del servizio" in ran.stdout
    assert ran.returncode == 0, ran.stderr
    assert "Doposcuola di tutti" in desk(data, "show", "local-1").stdout
