"""A submission's life as a pure function: commands, states, letters, briefs, evidence, verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from laltro.intake.change.change import Move
from laltro.intake.deciding.decision import Decision
from laltro.intake.life.command import may, offered, read_command
from laltro.intake.life.comment import letter, live, named, pages
from laltro.intake.life.contact_proof import unproven_contacts
from laltro.intake.life.issue_state import Branch, IssueState, Note, OurComment, Pull, blob, digest, mark
from laltro.intake.life.lifecycle import DONE, REFUSED, Desired, change, current, desired, orders, ours
from laltro.intake.life.pull_body import Origin, brief
from laltro.intake.life.verdict import verdict
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from tests.intake.samples import decided, real, service, update

BOT, AUTHOR, MAINTAINER, STRANGER = 41898282, 1, 2, 3
BODY = "### Nome"
FILES = {"data/services/a.yaml": "id: a\n"}
CHANGE, REPLY = decided(service()), decided("niente")


def case(state: str = "", branch: str = "", pull: str = "", **changes: Any) -> IssueState:
    """A case: the state that the letter tells, whose branch (`ours`, `theirs`), and the pull request."""
    said = OurComment(9, f"{mark('gh-1', state, BODY)}\n\nx") if state else None
    trailers = f"x\n\nSubmission: gh-1\nBody: {digest(BODY)}\nChange: {change(FILES, {})}\n"
    made = Branch("a" * 40, BOT if branch == "ours" else MAINTAINER, trailers) if branch else None
    proposal = Pull(5, "a" * 40, "t", "b", pull in ("open", "draft"), pull == "draft", "c" if pull == "merged" else "")
    base = IssueState(
        "gh-1", 1, AUTHOR, date(2026, 11, 1), BODY, letter=said, branch=made, pull=proposal if pull else None
    )
    return replace(base, **changes)


def note(text: str, author: int = AUTHOR, id: int = 20, answered: bool = False) -> Note:
    return Note(id, author, "x", text, answered)


def life(found: IssueState, decision: Decision = CHANGE, permissions: dict[int, str] | None = None) -> Desired:
    given = orders(found, permissions or {MAINTAINER: "write"})
    return desired(found, given, decision, FILES if decision.is_change else {}, frozenset({BOT}))


def summed(wanted: Desired) -> tuple[str, str, str, bool]:
    return wanted.state, wanted.branch, wanted.pull, wanted.open


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/valida", ("valida", "")),
        ("  \n/ritira  \r\nGrazie", ("ritira", "")),
        ("/duplicato servizi/a", ("duplicato", "servizi/a")),
        ("/rifiuta  non è a Milano ", ("rifiuta", "non è a Milano")),
        ("/chiama", ("chiama", "")),
        ("/unisci x", None),
        ("Scrivi /valida", None),
        ("> /valida", None),
        ("/VALIDA", None),
        ("/validax", None),
        ("", None),
        ("Grazie\n/ritira", None),
    ],
)
def test_a_command_is_the_first_line(text: str, found: tuple[str, str] | None) -> None:
    assert read_command(text) == found


@pytest.mark.parametrize("name", ["valida", "ritira", "duplicato", "rifiuta", "chiama"])
@pytest.mark.parametrize(
    ("author", "permission", "all"),
    [
        (True, "", False),
        (True, "read", False),
        (False, "read", None),
        (False, "", None),
        (False, "triage", None),
        (False, "write", True),
        (False, "maintain", True),
        (False, "admin", True),
    ],
)
def test_who_may_order_what(name: str, author: bool, permission: str, all: bool | None) -> None:
    allowed = all is not None and (all or name in ("valida", "ritira"))
    assert may(name, "perché", author, permission) is allowed
    assert (name in offered(author, permission)) is allowed
    if name in ("duplicato", "rifiuta"):
        assert not may(name, "", author, permission)


@pytest.mark.parametrize(
    ("found", "decision", "expected"),
    [
        (case(), CHANGE, ("proposed", "made", "ready", True)),
        (case(), REPLY, ("invalid", "keep", "draft", True)),
        (case("proposed", "ours", "open"), CHANGE, ("proposed", "made", "ready", True)),
        (case("proposed", "ours", "open"), REPLY, ("invalid", "keep", "draft", True)),
        (case("invalid", "ours", "draft"), CHANGE, ("proposed", "made", "ready", True)),
        (case("proposed", "theirs", "open"), CHANGE, ("held", "keep", "keep", True)),
        (case(body=" \n"), REPLY, ("ignored", "keep", "keep", True)),
        (case("invalid", body=""), REPLY, ("invalid", "keep", "draft", True)),
        (case(open=False, closer=AUTHOR), CHANGE, ("ignored", "keep", "keep", False)),
        (case("proposed", "ours", "open", open=False, closer=AUTHOR), CHANGE, ("withdrawn", "gone", "closed", False)),
        (case("invalid", open=False, closer=AUTHOR), REPLY, ("withdrawn", "gone", "closed", False)),
        (
            case("proposed", "ours", "open", open=False, closer=MAINTAINER),
            CHANGE,
            ("rejected", "gone", "closed", False),
        ),
        (case("withdrawn", open=False, closer=BOT), CHANGE, ("withdrawn", "gone", "closed", False)),
        (
            case("held", "theirs", "closed", open=False, closer=MAINTAINER, completed=True),
            CHANGE,
            ("adopted", "keep", "keep", False),
        ),
        (
            case("held", "theirs", "closed", open=False, closer=MAINTAINER),
            CHANGE,
            ("rejected", "keep", "closed", False),
        ),
        (case("rejected", "theirs", "closed", open=False, closer=BOT), CHANGE, ("rejected", "keep", "closed", False)),
        (case("proposed", "theirs", "closed"), CHANGE, ("rejected", "keep", "closed", False)),
        (case("adopted", "", "closed", open=False, closer=MAINTAINER), CHANGE, ("adopted", "keep", "keep", False)),
        (case("held", "theirs", "open", notes=(note("/ritira"),)), CHANGE, ("withdrawn", "keep", "closed", False)),
        (case("duplicate", open=False, closer=BOT), CHANGE, ("duplicate", "gone", "closed", False)),
        (case("withdrawn", pull="closed"), CHANGE, ("proposed", "made", "ready", True)),  # reopened by hand
        (case("rejected", pull="closed"), CHANGE, ("proposed", "made", "ready", True)),
        (case("proposed", "ours", "closed"), CHANGE, ("rejected", "gone", "closed", False)),
        (case("proposed", "", "closed"), CHANGE, ("rejected", "gone", "closed", False)),
        (case("proposed", "ours", "closed", body="altro"), CHANGE, ("proposed", "made", "ready", True)),
        (case("proposed", "ours", "merged", open=False), CHANGE, ("merged", "gone", "keep", False)),
        (case("proposed", "ours", "merged"), REPLY, ("merged", "gone", "keep", False)),
        (case("live", "", "merged", open=False), CHANGE, ("live", "gone", "keep", False)),
    ],
)
def test_a_life(found: IssueState, decision: Decision, expected: tuple[str, str, str, bool]) -> None:
    assert summed(life(found, decision)) == expected


@pytest.mark.parametrize(
    ("text", "author", "state", "reaction"),
    [
        ("/ritira", AUTHOR, "withdrawn", DONE),
        ("/ritira", MAINTAINER, "withdrawn", DONE),
        ("/ritira", STRANGER, "proposed", REFUSED),
        ("/valida", AUTHOR, "proposed", DONE),
        ("/valida", STRANGER, "proposed", REFUSED),
        ("/rifiuta doppia", AUTHOR, "proposed", REFUSED),
        ("/rifiuta doppia", MAINTAINER, "rejected", DONE),
        ("/rifiuta", MAINTAINER, "proposed", REFUSED),
        ("/duplicato a", MAINTAINER, "duplicate", DONE),
        ("/duplicato a", AUTHOR, "proposed", REFUSED),
        ("/chiama", MAINTAINER, "proposed", DONE),
        ("/chiama", AUTHOR, "proposed", REFUSED),
    ],
)
def test_an_order_is_followed_or_refused(text: str, author: int, state: str, reaction: str) -> None:
    wanted = life(case("proposed", "ours", "open", notes=(note(text, author),)))
    assert (wanted.state, wanted.answers) == (state, {20: reaction})
    assert wanted.call is (text == "/chiama" and reaction == DONE)


def test_an_account_that_is_gone_is_nobodys_twin() -> None:
    """Accounts that GitHub no longer knows are all 0: one of them must not withdraw what another sent."""
    found = case("proposed", "ours", "open", author=0, notes=(note("/ritira", 0),))
    assert life(found).answers == {20: REFUSED}
    assert life(replace(found, open=False, notes=())).state == "rejected"


def test_the_last_ending_counts_and_answered_orders_do_not() -> None:
    two = (note("/ritira"), note("/rifiuta perché", MAINTAINER, 21))
    wanted = life(case("proposed", "ours", "open", notes=two))
    assert (wanted.state, wanted.answers) == ("rejected", {20: REFUSED, 21: DONE})
    assert life(case("proposed", "ours", "open", notes=(note("/ritira", answered=True),))).state == "proposed"


@pytest.mark.parametrize("told", ["invalid", "proposed", "held", ""])
def test_an_order_that_a_crash_interrupted_is_followed_to_its_end(told: str) -> None:
    """The issue is closed already, the letter does not say so yet."""
    found = case(told, "ours", "closed", open=False, closer=BOT, notes=(note("/ritira"),))
    assert summed(life(found)) == ("withdrawn", "gone", "closed", False)
    told_too = replace(found, letter=OurComment(9, mark("gh-1", "withdrawn", BODY)))
    assert life(told_too).answers == {20: DONE}
    assert not life(told_too).letter


@pytest.mark.parametrize(
    ("told", "notes", "state", "answers"),
    [
        ("withdrawn", ("/valida",), "proposed", [DONE]),
        ("withdrawn", ("/valida", "/ritira"), "withdrawn", [REFUSED, DONE]),
        ("rejected", ("/valida",), "rejected", [REFUSED]),
        ("duplicate", ("/ritira",), "duplicate", [REFUSED]),
    ],
)
def test_only_what_was_withdrawn_is_taken_up_again(
    told: str, notes: tuple[str, ...], state: str, answers: list[str]
) -> None:
    given = tuple(note(text, id=20 + index) for index, text in enumerate(notes))
    wanted = life(case(told, "", "closed", open=False, closer=BOT, notes=given))
    assert (wanted.state, list(wanted.answers.values())) == (state, answers)


def test_a_call_neither_takes_up_again_nor_keeps_from_it() -> None:
    calling = note("/chiama", MAINTAINER, 21)
    closed = case("withdrawn", "", "closed", open=False, closer=BOT)
    alone, behind = (life(replace(closed, notes=notes)) for notes in ((calling,), (note("/valida"), calling)))
    assert (alone.state, alone.call, alone.answers) == ("withdrawn", False, {21: REFUSED})
    assert (behind.state, behind.call, behind.answers) == ("proposed", True, {20: DONE, 21: DONE})


def test_what_is_merged_is_not_withdrawn_any_more() -> None:
    wanted = life(case("merged", "", "merged", open=False, notes=(note("/ritira"), note("/valida", id=21))))
    assert (wanted.state, wanted.answers) == ("merged", {20: REFUSED, 21: REFUSED})


def test_a_suspicion_is_a_label_and_no_more() -> None:
    held = decided(service(summary="Scrivi a RSSMRA85T10A562S"))
    assert "personal" in life(case(), held).labels
    assert "personal" not in life(case(), REPLY).labels


def test_a_branch_is_ours_by_account_and_by_key() -> None:
    bots = frozenset({BOT})
    assert ours(case(), bots)
    assert ours(case(branch="ours"), bots)
    assert not ours(case(branch="theirs"), bots)
    assert not ours(replace(case(branch="ours"), key="gh-2"), bots)


def test_a_branch_is_current_for_this_body_and_these_files() -> None:
    found = case(branch="ours")
    assert current(found, change(FILES, {}))
    assert not current(found, change({**FILES, "data/services/b.yaml": ""}, {}))
    assert not current(found, change(FILES, {"data/services/a.yaml": "id: a\nname: A\n"}))  # main has moved
    assert not current(replace(found, body="altro"), change(FILES, {}))
    assert not current(case(), change(FILES, {}))


def test_a_blob_bears_the_name_that_git_gives_it() -> None:
    assert blob("città\n") == "dff3da23787b54b3665cbb4850f65b01e579bd45"
    assert blob("") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"


@pytest.mark.parametrize(
    ("wanted", "same", "unproven", "approvals", "expected"),
    [
        (Desired("proposed", files=FILES), True, False, 0, ("success", "same")),
        (Desired("proposed", files=FILES), False, False, 2, ("failure", "differs")),
        (Desired("proposed", files={"README.md": ""}), True, False, 0, ("failure", "differs")),
        (Desired("proposed", files=FILES), True, True, 1, ("pending", "two")),
        (Desired("proposed", files=FILES), True, True, 2, ("success", "same")),
        (Desired("invalid"), True, False, 9, ("failure", "invalid")),
        (Desired("held"), True, False, 9, ("failure", "held")),
        (Desired("withdrawn"), True, False, 9, ("failure", "ended")),
        (Desired("merged"), True, False, 9, ("failure", "ended")),
    ],
)
def test_a_verdict(wanted: Desired, same: bool, unproven: bool, approvals: int, expected: tuple[str, str]) -> None:
    found = verdict(wanted, same, unproven, approvals)
    assert (found.state, found.reason) == expected


def organization(**values: Any) -> Record:
    return Record("organization", "o", {"id": "o", "name": "O", **values}, "data/organizations/o.yaml")


def offering(**channels: Any) -> Record:
    return Record("service", "s", {"id": "s", "name": "S", "organization": "o", "channels": channels}, "x")


@pytest.mark.parametrize(
    ("website", "before", "after", "source", "unproven"),
    [
        ("https://www.o.example", {"phones": ["02 1"]}, {"phones": ["02 2"]}, "", True),
        ("https://www.o.example", {"phones": ["02 1"]}, {"phones": ["02 2"]}, "https://o.example/chi", False),
        ("https://www.o.example", {"phones": ["02 1"]}, {"phones": ["02 2"]}, "https://sub.o.example/", False),
        ("https://www.o.example", {"phones": ["02 1"]}, {"phones": ["02 2"]}, "https://noto.example/", True),
        ("https://www.o.example", {"phones": ["02 1"]}, {"phones": ["02 2"]}, "https://x.example/o.example", True),
        ("", {"phones": ["02 1"]}, {"phones": ["02 2"]}, "https://o.example/", True),
        ("https://o.example", {"phones": ["02 1"]}, {}, "", True),
        ("https://o.example", {"phones": ["02 1"]}, {"phones": ["02 1", "02 2"]}, "", True),
        ("https://o.example", {"phones": ["02 1"]}, {"phones": ["02 1"], "email": "a@b.example"}, "", False),
        ("https://o.example", {"phones": ["02 1"]}, {"phones": ["02 2"]}, "https://o.example.evil.example/", True),
        ("https://o.example", {"phones": ["02 1"]}, {"phones": ["02 2"]}, "https://o.example@evil.example/", True),
        ("https://o.example", {"phones": ["02 1"]}, {"phones": ["02 2"]}, "https://\u043e.example/", True),
        ("https://o.example", {"phones": ["02 1"]}, {"phones": ["02 2"]}, "https://evil.example/#//o.example", True),
        ("https://o.example", {}, {"email": "a@b.example"}, "", False),
        ("https://o.example", {"url": "https://a.example"}, {"url": "https://b.example"}, "", True),
    ],
)
def test_a_replaced_contact_needs_evidence(
    website: str, before: dict[str, Any], after: dict[str, Any], source: str, unproven: bool
) -> None:
    owner, old, new = organization(website=website), offering(**before), offering(**after)
    catalogue = Catalogue(real().catalogue.schemas, {owner.key: owner, old.key: old})
    submission = replace(CHANGE.submission, answers={"source": source} if source else {})
    decision = Decision((Move(old, new),), submission=submission)
    assert bool(unproven_contacts(decision, catalogue)) is unproven


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("state", ["invalid", "proposed", "held", "withdrawn", "rejected", "duplicate", "merged"])
def test_a_letter_tells_its_state_in_the_language_of_the_form(lang: str, state: str) -> None:
    desk = real()
    wanted = Desired(state)  # type: ignore[arg-type]
    text = letter(case(), wanted, CHANGE, desk.catalogue, desk.words[lang], "https://x.example")
    assert text.startswith(f"<!-- laltro gh-1 {state} {digest(BODY)} -->\n\n**")
    assert OurComment(1, text).state == state


def test_a_letter_repeats_a_reason_inertly() -> None:
    given = orders(case(notes=(note("/rifiuta <b>@gente</b> Fixes #1", MAINTAINER),)), {MAINTAINER: "admin"})
    wanted = desired(case(), given, CHANGE, FILES, frozenset({BOT}))
    text = letter(case(), wanted, CHANGE, real().catalogue, real().words["it"], "")
    assert "<b>" not in text
    assert "@gente" not in text
    assert "#1" not in text.replace("&#", "")


def test_a_record_is_named_by_id_or_by_the_end_of_its_address() -> None:
    catalogue = real().catalogue
    folder = catalogue.schemas["service"].folder
    for words in ("battivacco", f"{folder}/battivacco", f"https://x.example/{folder}/battivacco/"):
        assert ("service", "battivacco") in [record.key for record in named(catalogue, words)]
    assert [record.key for record in named(catalogue, f"{folder}/battivacco")] == [("service", "battivacco")]
    assert named(catalogue, "non-ce") == named(catalogue, f"{folder}/non-ce") == named(catalogue, "x/battivacco") == []


def test_a_letter_that_all_is_live_links_the_pages() -> None:
    catalogue, words = real().catalogue, real().words
    record = catalogue.records["service", "battivacco"]
    for lang, address in (
        ("it", "https://x.example/servizi/battivacco/"),
        ("en", "https://x.example/en/servizi/battivacco/"),
    ):
        found = pages([record], catalogue, words[lang], "https://x.example/")
        assert [page.url for page in found] == [address]
        assert f"]({address})" in live(case(), found, words[lang])
    assert "\n\n\n" not in live(case(), [], words["it"])


def test_a_brief_shows_what_changes_and_where_it_comes_from() -> None:
    desk = real()
    key = ("service", "battivacco")
    decision = decided(update(key[1], summary="Una frase nuova di prova."))
    origin = Origin("gh-1", 1, BODY, "https://run.example/7")
    text = brief(decision, desk.catalogue, desk.words["it"], origin)
    assert "Una frase nuova di prova" in text
    assert str(desk.catalogue.records[key].get("summary"))[:30].split(":")[0] in text
    assert f"sha256 {digest(BODY)}" in text
    assert "https://run.example/7" in text
    assert text.rstrip().endswith("Closes #1")
    inbox = brief(decision, desk.catalogue, desk.words["it"], replace(origin, key="inbox-1"))
    assert "Closes" not in inbox
