"""The desk: from answers to an accepted proposal, on a small data folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from laltro.intake.reading.submission import from_answers
from laltro.world.local.desk import Desk, Taken
from laltro.world.local.local_forge import ForgeError
from tests.checkout import committed, git
from tests.intake.samples import ROOT, SERVICE, TODAY

ORGANIZATION = "organizations/adecco.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "organizations").mkdir(parents=True)
    shutil.copy(ROOT / "data" / ORGANIZATION, folder / ORGANIZATION)
    committed(tmp_path)
    return folder


def look(data: Path) -> Desk:
    """A fresh look: a desk reads its folder once."""
    return Desk(data, TODAY)


def propose(data: Path, **answers: object) -> str:
    desk = look(data)
    sent = from_answers(desk.forms["servizio"], "it", {**SERVICE, **answers})  # type: ignore[dict-item]
    taken = desk.propose(sent)
    assert taken.decision.is_change, taken.decision.diagnostics
    assert not taken.known
    assert desk.propose(sent).known  # the same answers again is the same proposal
    return taken.key


def test_a_proposal_becomes_a_record(data: Path) -> None:
    key = propose(data)
    desk = look(data)
    [move] = desk.change(desk.forge.find(key)).moves
    assert (move.before, move.record.key, move.record.get("submission")) == (
        None,
        ("service", "doposcuola-di-prova"),
        "local-1",
    )
    assert desk.accept(desk.forge.find(key)) == []
    assert ("service", "doposcuola-di-prova") in look(data).catalogue.records
    assert look(data).next_number() == 2


def test_a_proposal_that_no_longer_holds_stays(data: Path) -> None:
    key = propose(data)
    (data / ORGANIZATION).unlink()
    git(data, "commit", "--quiet", "--all", "--message", "via")
    desk = look(data)
    assert [problem.code for problem in desk.accept(desk.forge.find(key))] == ["reference-missing"]
    assert look(data).forge.state(key) == "pending"


GOOD = "id: tre\nstatus: published\nname: Tre\n"
BRANCHES: dict[str, tuple[str, str | bytes, list[str] | str]] = {
    "good": ("organizations/tre.yaml", GOOD, []),
    "a field twice": ("organizations/tre.yaml", f"{GOOD}name: Quattro\n", ["yaml-duplicate-key"]),
    "an anchor": ("organizations/tre.yaml", f"{GOOD}size: &a micro\n", ["yaml-anchor"]),
    "a tag": ("organizations/tre.yaml", f"{GOOD}size: !!str micro\n", ["yaml-tag"]),
    "a second document": ("organizations/tre.yaml", f"{GOOD}---\nid: x\n", ["yaml-second-document"]),
    "a byte-order mark": ("organizations/tre.yaml", f"\ufeff{GOOD}", ["encoding"]),
    "another id": ("organizations/tre.yaml", GOOD.replace("tre", "due"), ["id-not-file-name"]),
    "an unknown field": ("organizations/tre.yaml", f"{GOOD}onclick: x\n", ["unknown-field"]),
    "an unsafe address": ("organizations/tre.yaml", f"{GOOD}website: javascript:x\n", ["url-unsafe"]),
    "the words": ("words/it.yaml", "a: b\n", "foreign"),
    "a schema": ("schema/service.yaml", "a: b\n", "foreign"),
    "a vocabulary": ("vocabularies/datapackage.yaml", "a: b\n", "foreign"),
    "an unknown folder": ("altro/tre.yaml", GOOD, "foreign"),
}


@pytest.mark.parametrize("what", BRANCHES)
def test_a_branch_made_by_hand_is_read_as_strictly_as_a_file(data: Path, what: str) -> None:
    name, text, expected = BRANCHES[what]
    git(data, "checkout", "--quiet", "-b", "submission/local-7")
    (data / name).parent.mkdir(exist_ok=True)
    (data / name).write_text(str(text), encoding="utf-8")
    git(data.parent, "add", "--all")
    git(data, "commit", "--quiet", "--message", "x")
    git(data, "checkout", "--quiet", "main")
    head = git(data, "rev-parse", "HEAD")
    desk = look(data)
    proposal = desk.forge.find("local-7")
    if isinstance(expected, str):
        actions: list[Callable[[], object]] = [lambda: desk.change(proposal), lambda: desk.accept(proposal)]
        for action in actions:
            with pytest.raises(ForgeError, match=expected):
                action()
    else:
        assert [problem.code for problem in desk.accept(proposal)] == expected
    assert (git(data, "rev-parse", "HEAD") == head) is bool(expected)


def test_applying_writes_only_its_files(data: Path) -> None:
    desk = look(data)
    sent = from_answers(desk.forms["servizio"], "it", SERVICE)
    before = {path: path.read_bytes() for path in data.rglob("*.yaml")}
    assert desk.apply(desk.decide(sent)) == ["data/services/doposcuola-di-prova.yaml"]
    after = {path: path.read_bytes() for path in data.rglob("*.yaml")}
    assert {path.name for path in after if before.get(path) != after[path]} == {"doposcuola-di-prova.yaml"}
    assert not list(data.rglob("*.part"))


def test_comments_of_a_person_survive_an_update(data: Path) -> None:
    path = data / ORGANIZATION
    path.write_text("# di Anna\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    desk = look(data)
    answers = {"record": "adecco", "size": "medium", "consent": ("yes",)}
    desk.apply(desk.decide(from_answers(desk.forms["organizzazione"], "it", answers)))
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# di Anna\nid: adecco\n")
    assert "size: medium\n" in text


def taken_for(data: Path, **answers: object) -> Taken:
    desk = look(data)
    return desk.propose(from_answers(desk.forms["servizio"], "it", {**SERVICE, **answers}))  # type: ignore[dict-item]


def ids(desk: Desk, key: str) -> list[str]:
    return [record.id for record in desk.change(desk.forge.find(key)).records]


def test_ids_that_wait_are_taken(data: Path) -> None:
    propose(data)
    second = taken_for(data, summary="Un altro.")
    assert (second.key, second.twin, second.others) == ("local-2", "local-1", {})
    assert ids(look(data), "local-2") == ["doposcuola-di-prova-2"]


def test_another_state_of_a_submission_keeps_its_own_id(data: Path) -> None:
    propose(data)
    taken_for(data, summary="Un altro.")
    desk = look(data)
    proposal = desk.forge.find("local-2")
    sent = desk.sent(proposal)
    sent.answers["summary"] = "Un altro ancora."
    assert desk.revise(proposal, sent).twin == "local-1"
    assert ids(look(data), "local-2") == ["doposcuola-di-prova-2"]
    proposal = look(data).forge.find("local-1")
    assert look(data).revise(proposal, sent).twin == ""
    assert ids(look(data), "local-1") == ["doposcuola-di-prova"]


def test_a_record_that_two_proposals_write_is_told(data: Path) -> None:
    new = {
        "organization": "Ente nuovo di prova",
        "organization_type": "nonprofit",
        "organization_description": "Aiuta chi cerca casa.",
    }
    assert taken_for(data, **new).others == {}
    second = taken_for(data, **new, name="Altro di prova")
    assert second.others == {"data/organizations/ente-nuovo-di-prova.yaml": "local-1"}
