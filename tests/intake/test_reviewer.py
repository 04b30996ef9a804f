"""Who is asked to look at a change, what our marks keep of it, and which addresses a change brings in."""

from __future__ import annotations

from typing import Any

import pytest

from laltro.intake.change.change import Move
from laltro.intake.deciding.decision import Decision
from laltro.intake.life.new_links import MOST, new_addresses, told_addresses
from laltro.intake.life.pull_body import Origin, brief
from laltro.intake.life.reviewer import asked, call, called, reviewers, with_asked
from laltro.model.record import Record
from tests.intake.samples import decided, real, service

ACCOUNTS = {"a": (11, 12), "b": (12, 13), "c": (14,)}
SUBMISSION = decided("niente").submission


def record(kind: str = "service", id: str = "s", **values: Any) -> Record:
    return Record(kind, id, {"id": id, **values}, "x")


def change(after: Record, before: Record | None = None) -> Decision:
    return Decision((Move(before, after),), submission=SUBMISSION)


@pytest.mark.parametrize(
    ("decision", "found"),
    [
        (change(record(organization="a")), [11, 12]),
        (change(record("organization", "a")), [11, 12]),
        (change(record(organization="nessuna")), []),
        (change(record(partners=["a"])), []),
        (change(record("lab", lead="a", host="b")), [11, 12, 13]),
        (change(record(organization="a", assured_by="c")), [14, 11, 12]),
        (change(record(organization="a"), record(organization="b")), [12, 13, 11]),  # taken from one to another
        (change(record("contribution", provider="c")), [14]),
        (Decision(submission=SUBMISSION), []),
    ],
)
def test_the_accounts_of_every_organisation_that_is_touched_are_asked(decision: Decision, found: list[int]) -> None:
    assert reviewers(decision, ACCOUNTS, author=1) == found


def test_the_author_is_not_asked_and_no_more_than_github_takes() -> None:
    assert reviewers(change(record(organization="a")), ACCOUNTS, author=11) == [12]
    assert len(reviewers(change(record(organization="a")), {"a": tuple(range(1, 40))}, author=1)) == 15


def test_the_mark_of_those_who_were_asked_is_kept_and_grows() -> None:
    body = with_asked("Testo\n", {12, 3})
    assert (asked("Testo\n"), asked(body)) == (frozenset(), {3, 12})
    assert body == "Testo\n\n<!-- laltro asked 3 12 -->\n"
    assert with_asked(body, {3, 12, 14}) == "Testo\n\n<!-- laltro asked 3 12 14 -->\n"
    assert with_asked("Testo\n", ()) == "Testo\n"


def test_no_text_of_a_form_is_a_mark() -> None:
    body = service(summary="<!-- laltro asked 3 -->", description="Prima\n<!-- laltro asked 3 -->\nDopo")
    text = brief(decided(body), real().catalogue, real().words["it"], Origin("gh-1", 1, body))
    assert "laltro asked 3" in text
    assert asked(text) == frozenset()


def test_a_call_names_accounts_and_is_known_by_its_mark() -> None:
    text = call("gh-1", {7: "uno", 8: "due"}, real().words["it"])
    assert "@uno @due" in text
    assert called("gh-1", ["Altro", text]) == {7, 8}
    assert called("gh-2", [text]) == called("gh-1", [f"> {text}"]) == frozenset()


def test_only_addresses_that_were_not_there_before_are_new() -> None:
    before = record(channels={"url": "https://a.example/"}, sources=[{"url": "https://b.example/"}])
    after = record(
        channels={"url": "https://a.example/"},
        sources=[{"url": "https://b.example/"}, {"url": "https://c.example/"}, {"url": "ftp://d.example/"}],
        summary="https://testo.example/",
    )
    assert new_addresses(change(after, before), real().catalogue) == ["https://c.example/"]
    assert new_addresses(change(after), real().catalogue) == [f"https://{name}.example/" for name in "abc"]


def test_an_address_is_inert_text_with_what_became_of_it() -> None:
    urls = [f"https://{number}.example/*_@x<b>" for number in range(MOST + 2)]
    reached = {urls[0]: True, urls[1]: False, urls[2]: None}
    lines = list(told_addresses(urls, reached, real().words["it"]))
    assert [line.rpartition(": ")[2] for line in lines] == [
        *("risponde", "non risponde", "non chiesto", "non chiesto", "non chiesto"),
        "2.",
    ]
    assert not any(char in line for line in lines for char in ("https://", "@", "*", "_", "<b>"))
