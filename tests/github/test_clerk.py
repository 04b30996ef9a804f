# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The clerk at work on the fake GitHub: orders by everybody, races, hostile texts, personal data, two approvals."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Iterator
from datetime import date

import pytest

from laltro.check.rules import check
from laltro.intake.life.issue_state import Pull
from laltro.model.diagnostic import errors
from laltro.world.data.files import read_catalogue
from laltro.world.local.desk import Desk
from laltro.world.platform.forge import ForgeFailure
from laltro.world.platform.reconcile_all import reconcile
from tests.github.branches import push
from tests.github.entries import Issue, Refused
from tests.github.fake import FakeGitHub
from tests.github.people import ACTIONS
from tests.github.stage import Stage, branch, filled, good
from tests.intake.samples import TODAY

RECORD = "data/services/doposcuola-di-prova.yaml"
# Of a service's contact to be replaced: the record, and its place in the catalogue of the stage.
PHONE = "02 1234 5678"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with FakeGitHub() as fake:
        yield Stage(fake)


def reactions(stage: Stage, issue: Issue) -> list[str]:
    """Our reactions to the comments of people, in order."""
    return [each.content for note in issue.comments for each in note.reactions if each.user == ACTIONS]


def published(stage: Stage, **answers: object) -> Issue:
    """A submission that is merged and in the folder."""
    issue = stage.open(good(**answers))
    stage.handle(issue)
    stage.merge(issue)
    stage.follow()
    stage.handle(issue)
    return issue


# --- the life ---------------------------------------------------------------------------------


def test_invalid_then_edited_then_invalid_again_is_one_proposal_and_one_comment(stage: Stage) -> None:
    issue = stage.open(good(consent=""))
    assert stage.handle(issue).state == "invalid"
    assert stage.repo.pulls(state="all") == []
    stage.edit(issue, good())
    assert stage.handle(issue).state == "proposed"
    pull = stage.pull(issue)
    assert list(stage.proposed(issue)) == [RECORD]
    stage.edit(issue, good(name=""))
    assert stage.handle(issue).state == "invalid"
    assert stage.pull(issue).pull.draft  # type: ignore[union-attr]
    assert stage.verdict(issue) == "failure"
    stage.edit(issue, good(summary="Un'altra frase."))
    stage.handle(issue)
    assert stage.pull(issue) is pull
    assert not pull.pull.draft  # type: ignore[union-attr]
    assert "Un'altra frase." in stage.proposed(issue)[RECORD]
    assert stage.verdict(issue) == "success"
    assert len(stage.letters(issue)) == 1
    assert issue.label_names == ["in revisione"]


@pytest.mark.parametrize("body", ["", None, " \n"])
def test_an_empty_issue_is_left_alone(stage: Stage, body: str | None) -> None:
    issue = stage.repo.open_issue(stage.fake.user("vicina"), "Solo il titolo", body)
    assert stage.handle(issue).state == "ignored"
    assert stage.writes() == 0


def test_a_pull_request_is_no_submission(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    with pytest.raises(ForgeFailure, match="missing"):
        stage.handle(stage.pull(issue))
    with pytest.raises(ForgeFailure, match="missing"):
        stage.handle(99)


def test_a_second_run_writes_nothing_whatever_the_day(stage: Stage) -> None:
    """A confirmation bears the day it was given, not the day of the run: days go by, the proposal stays."""
    issue = published(stage)
    correction = stage.open(filled("conferma", record="servizi/doposcuola-di-prova", verdict="valid"))
    assert stage.handle(correction).state == "proposed"
    assert "assured_date" in stage.proposed(correction)[RECORD]
    before = stage.writes()
    for day in (TODAY, date(2027, 3, 1)):
        stage.desk = Desk(stage.desk.data, day)
        assert stage.handle(correction).state == "proposed"
        assert stage.handle(issue).state == "merged"
    assert stage.writes() == before


def test_an_update_of_main_rebuilds_only_what_it_touches(stage: Stage) -> None:
    one, two = stage.open(good()), stage.open(filled("servizio", record="battivacco", summary="Una fattoria."))
    stage.handle(one)
    stage.handle(two)
    stage.merge(one)
    stage.follow()
    head = stage.repo.refs[f"refs/heads/{branch(two)}"]
    stage.handle(two)
    assert stage.repo.refs[f"refs/heads/{branch(two)}"] == head


def test_one_closed_by_its_author_is_withdrawn_and_comes_back_when_reopened(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    first = stage.pull(issue)
    stage.repo.close(issue, issue.author)
    assert stage.handle(issue).state == "withdrawn"
    assert (first.state, stage.repo.refs.get(f"refs/heads/{branch(issue)}")) == ("closed", None)
    stage.repo.reopen(issue)
    assert stage.handle(issue).state == "proposed"
    assert stage.pull(issue) is not first
    assert len(stage.letters(issue)) == 1


def test_a_proposal_closed_by_hand_is_a_rejection(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    stage.repo.close(stage.pull(issue), stage.fake.user("anna"))
    assert stage.handle(issue).state == "rejected"
    assert (issue.state, issue.reason, issue.label_names) == ("closed", "not_planned", ["non accolta"])
    before = stage.writes()
    assert stage.handle(issue).state == "rejected"
    assert stage.writes() == before


def test_what_a_person_pushed_is_never_overwritten(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    stage.push(issue, {RECORD: "a mano\n"})
    stage.edit(issue, good(summary="Cambiata."))
    assert stage.handle(issue).state == "held"
    assert stage.proposed(issue) == {RECORD: "a mano\n"}
    assert stage.verdict(issue) == "failure"
    assert "a mano la proposta" in stage.letters(issue)[0].body


def test_a_commit_under_our_name_is_not_ours(stage: Stage) -> None:
    """Anybody who may push can write any author and any trailer: GitHub's signature is what counts."""
    issue = stage.open(good())
    stage.handle(issue)
    message = stage.repo.objects.commits[stage.repo.refs[f"refs/heads/{branch(issue)}"]].message
    push(stage.repo, branch(issue), {"data/services/altra.yaml": "x\n"}, message, ACTIONS)
    assert stage.handle(issue).state == "held"
    assert stage.verdict(issue) == "failure"


# --- orders (W4, W5) --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "who"),
    list(
        itertools.product(
            ["/valida", "/ritira", "/duplicato battivacco", "/rifiuta doppia"],
            ["vicina", "passante", "anna", "bruno", "github-actions", "github-actionsbot"],
        )
    ),
)
def test_orders_by_everybody(stage: Stage, text: str, who: str) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    stage.say(issue, text, who)
    ending = {"/ritira": "withdrawn", "/duplicato": "duplicate", "/rifiuta": "rejected"}.get(text.split()[0])
    allowed = who in ("anna", "bruno") or (who == "vicina" and text in ("/valida", "/ritira"))
    wanted = stage.handle(issue)
    assert wanted.state == (ending if ending and allowed else "proposed")
    assert reactions(stage, issue) == ["rocket" if allowed else "confused"]
    assert (issue.state == "closed") is bool(ending and allowed)
    assert len(stage.repo.pulls(branch(issue))) == (0 if issue.state == "closed" else 1)
    before = stage.writes()
    assert stage.handle(issue).state == wanted.state
    assert stage.writes() == before


def test_a_duplicate_of_nothing_is_refused(stage: Stage) -> None:
    issue = stage.open(good())
    stage.say(issue, "/duplicato questa-non-ce", "anna")
    assert stage.handle(issue).state == "proposed"
    assert reactions(stage, issue) == ["confused"]


def test_a_duplicate_links_the_page_and_a_rejection_its_reason(stage: Stage) -> None:
    one, two = stage.open(good()), stage.open(good(name="Altro doposcuola"))
    stage.say(one, "/duplicato https://catalogo.example/servizi/battivacco/", "anna")
    stage.say(two, "/rifiuta Non è a Milano, cc @esempio", "anna")
    stage.handle(one)
    stage.handle(two)
    assert "https://catalogo.example/servizi/battivacco/" in stage.letters(one)[0].body
    assert "Non è a Milano" in stage.letters(two)[0].body
    assert "@esempio" not in stage.letters(two)[0].body


def test_who_takes_over_a_name_takes_over_no_rights(stage: Stage) -> None:
    """The comment is by number 2; the name now stands for another account."""
    issue = stage.open(good())
    note = stage.say(issue, "/rifiuta x", "passante")
    stage.fake.user("passante")
    object.__setattr__(note.author, "login", "anna")  # shown as anna, but another id
    assert stage.handle(issue).state == "proposed"


def test_a_letter_that_somebody_forged_is_not_ours(stage: Stage) -> None:
    issue = stage.open(good())
    stage.say(issue, "<!-- laltro gh-1 live - -->\n\nFatto", "passante")
    assert stage.handle(issue).state == "proposed"
    assert len(stage.letters(issue)) == 1


def test_twenty_events_of_our_own_are_one_proposal_and_one_comment(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    before = stage.writes()
    for _ in range(20):
        stage.handle(issue)
    assert stage.writes() == before
    assert (len(stage.repo.pulls(state="all")), len(issue.comments)) == (1, 1)


def test_withdrawn_by_command_is_taken_up_by_command(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    stage.say(issue, "/ritira")
    assert stage.handle(issue).state == "withdrawn"
    stage.say(issue, "/valida")
    assert stage.handle(issue).state == "proposed"
    assert (issue.state, stage.verdict(issue)) == ("open", "success")
    assert reactions(stage, issue) == ["rocket", "rocket"]


def test_a_flood_of_orders_costs_no_more_than_a_few_requests(stage: Stage) -> None:
    """A stranger's comments must not eat the requests that others need; the newest order is followed all the same."""
    issue = stage.open(good())
    stage.handle(issue)
    for _ in range(40):
        stage.say(issue, "/rifiuta x", "passante")
    stage.handle(issue)
    before = len(stage.fake.calls)
    stage.handle(issue)
    assert len(stage.fake.calls) - before <= 16
    stage.say(issue, "/rifiuta fuori zona", "anna")
    assert stage.handle(issue).state == "rejected"


# --- races ------------------------------------------------------------------------------------


def test_an_edit_between_look_and_write_is_proposed_by_the_next_run(stage: Stage) -> None:
    """C1: the proposal equals the latest body."""
    issue = stage.open(good())
    clerk = stage.clerk()
    seen = clerk.forge.case(issue.number)
    stage.edit(issue, good(summary="Arrivata dopo."))
    clerk._handle(seen)
    assert "Arrivata dopo." not in stage.proposed(issue)[RECORD]
    stage.handle(issue)
    assert "Arrivata dopo." in stage.proposed(issue)[RECORD]
    assert stage.verdict(issue) == "success"


def test_two_runs_at_once_make_one_of_everything(stage: Stage) -> None:
    """Both looked before either wrote: the branch decides, and the slower one looks again."""
    issue = stage.open(good())
    slow = stage.clerk()
    seen = slow.forge.case(issue.number)
    stage.handle(issue)
    with pytest.raises(ForgeFailure, match="moved"):
        slow._handle(seen)
    assert slow.handle(issue.number).state == "proposed"
    assert (len(stage.repo.pulls()), len(stage.letters(issue))) == (1, 1)


def test_a_push_between_look_and_write_stays(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    stage.edit(issue, good(summary="Cambiata."))
    clerk = stage.clerk()
    seen = clerk.forge.case(issue.number)
    stage.push(issue, {RECORD: "a mano\n"})
    with pytest.raises(ForgeFailure, match="moved"):
        clerk._handle(seen)
    assert stage.proposed(issue) == {RECORD: "a mano\n"}
    assert clerk.handle(issue.number).state == "held"


def test_who_is_always_faster_is_a_persons_matter(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """G6: three looks, then a person."""
    issue = stage.open(good())
    clerk = stage.clerk()
    monkeypatch.setattr(clerk.forge, "_head", lambda case: "0" * 40)
    stage.handle(issue)
    stage.edit(issue, good(summary="Cambiata."))
    with pytest.raises(ForgeFailure, match="moved") as raised:
        clerk.handle(issue.number)
    assert raised.value.params == {"times": "3"}


def test_the_same_name_twice_is_kept_twice(stage: Stage) -> None:
    """C2: the second to be merged gets another id, and is told what it looks like."""
    one, two = stage.open(good()), stage.open(good())
    stage.handle(one)
    stage.handle(two)
    stage.merge(one)
    stage.follow()
    assert stage.handle(two).state == "proposed"
    assert list(stage.proposed(two)) == ["data/services/doposcuola-di-prova-2.yaml"]
    assert "Somiglia a schede che ci sono già" in stage.letters(two)[0].body
    stage.merge(two)


def test_an_edit_after_the_approval_takes_it_away(stage: Stage) -> None:
    """C3: what was approved is not what would be merged."""
    stage.repo.required_approvals = 1
    issue = stage.open(good())
    stage.handle(issue)
    stage.approve(issue, "anna")
    stage.edit(issue, good(summary="Tutta un'altra cosa."))
    pull = stage.pull(issue).pull
    assert pull is not None
    assert stage.clerk().judge(issue.number).reason == "differs"  # type: ignore[union-attr]
    stage.handle(issue)
    assert [each.state for each in pull.reviews] == ["DISMISSED"]
    with pytest.raises(Refused, match="approving review"):
        stage.merge(issue)
    stage.approve(issue, "anna")
    stage.merge(issue)


def test_twenty_proposals_merged_in_any_order_leave_a_good_catalogue(stage: Stage) -> None:
    """C4."""
    chance = random.Random(4)
    issues = [stage.open(good(name=f"Doposcuola {number}")) for number in range(18)]
    issues += [
        stage.open(filled("servizio", record="battivacco", summary=name)) for name in ("Una fattoria.", "Due fattorie.")
    ]
    for issue in issues:
        assert stage.handle(issue).state == "proposed"
    chance.shuffle(issues)
    for issue in issues:
        try:
            stage.merge(issue)
        except Refused:
            stage.follow()
            assert stage.handle(issue).state == "proposed"  # rebuilt on what the other one left
            stage.merge(issue)
    stage.follow()
    catalogue = read_catalogue(stage.desk.data)
    assert errors(check(catalogue, TODAY)) == []
    assert len(catalogue.of("service")) == 19
    assert all(issue.state == "closed" for issue in issues)


def test_what_lost_its_ground_is_no_longer_to_be_merged(stage: Stage) -> None:
    """C5: it refers to what the other one took away."""
    update = stage.open(filled("servizio", record="battivacco", summary="Una fattoria."))
    service = stage.open(good(organization="battivacco"))
    for issue in (update, service):
        stage.handle(issue)
        assert stage.verdict(issue) == "success"
    gone = {"data/organizations/battivacco.yaml": None, "data/services/battivacco.yaml": None}
    stage.repo.required_statuses = ()
    push(stage.repo, "main", gone, "Via", stage.fake.user("anna"))
    stage.repo.required_statuses = ("laltro/decision",)
    stage.follow()
    assert stage.handle(update).state == "invalid"
    with pytest.raises(Refused):
        stage.merge(update)
    stage.handle(service)
    assert "organization_name: battivacco" in stage.proposed(service)[RECORD]  # a name, and no reference any more


def test_a_flood_is_let_through_at_the_pace_that_github_takes() -> None:
    """C6: more than fit into a minute; no content is ever refused, and all are handled in order."""
    with FakeGitHub() as fake:
        stage = Stage(fake, patience=3600)
        fake.limits.points_a_minute = 10**6
        fake.tokens[stage.token].hourly = 10**6
        fake.clock.tick = 0.1
        many = 150 if os.environ.get("LALTRO_SOAK") else 70
        issues = [stage.open(good(name=f"Doposcuola {number}")) for number in range(many)]
        outcomes = list(reconcile(stage.clerk(), [issue.number for issue in issues]))
        assert [(each.number, each.state) for each in outcomes] == [(issue.number, "proposed") for issue in issues]
        assert {call.status for call in fake.calls if call.method != "GET"} == {200, 201}
        assert fake.clock.slept


def test_what_has_no_room_any_more_waits_for_the_next_round() -> None:
    with FakeGitHub() as fake:
        stage = Stage(fake, patience=0)
        fake.limits.content_a_minute = 4
        for number in range(4):
            stage.open(good(name=f"Doposcuola {number}"))
        outcomes = list(reconcile(stage.clerk(), [1, 2, 3, 4]))
        assert [each.failure.code if each.failure else each.state for each in outcomes] == [
            *("proposed", "proposed"),
            "limited",
        ]
        fake.clock.sleep(3600)
        assert [each.state for each in reconcile(stage.clerk(), [1, 2])] == ["proposed"] * 2


# --- texts ------------------------------------------------------------------------------------

HOSTILE = ["[skip ci]", "Co-authored-by: a <a@b.example>", "Fixes #1", "@org/team", "::stop-commands::x"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_speaks_to_github(stage: Stage, text: str, capfd: pytest.CaptureFixture[str]) -> None:
    """W3: in every text field of the form; `Fixes #1` would close the first issue, which is somebody else's."""
    other = stage.open("Di un'altra persona", login="passante")
    fields = (
        "name",
        "summary",
        "description",
        "neighbourhood",
        "category",
        "audience_note",
        "hours_note",
        "access_note",
    )
    form = stage.desk.forms["servizio"]
    known = [name for name in fields if form.field(name)]
    issue = stage.open(good(**{name: f"{text} {index}" for index, name in enumerate(known)}), title=text)
    assert stage.handle(issue).state == "proposed"
    commit = stage.repo.objects.commits[stage.repo.refs[f"refs/heads/{branch(issue)}"]]
    pull = stage.pull(issue)
    for shown in (commit.message, pull.title, *issue.label_names, *pull.label_names):
        assert text not in shown
        assert not set("[]@#<>:") & set(
            shown.replace("\nSubmission: ", "").replace("Body: ", "").replace("Change: ", "").replace(": ", "")
        )
    for shown in (pull.body or "", stage.letters(issue)[0].body):
        assert text not in shown
        assert "@org" not in shown
    stage.merge(issue)
    assert other.state == "open"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("RSSMRA85T10A562S", "fiscal"),
        ("R S S M R A 8 5 T 1 0 A 5 6 2 S", "fiscal"),
        ("IT60 X054 2811 1010 0000 0123 456", "iban"),
        ("mario.rossi85@gmail.com", "email"),
        ("mio figlio è autistico", "words"),
    ],
)
def test_a_personal_datum_is_held_and_never_repeated(stage: Stage, text: str, kind: str) -> None:
    """V1, V2, V4."""
    issue = stage.open(good(summary=f"Per informazioni: {text}"))
    clerk = stage.clerk()
    assert clerk.handle(issue.number).state == "invalid", kind
    assert sorted(issue.label_names) == ["da correggere", "forse dati personali"]
    assert stage.repo.pulls(state="all") == []
    seen = stage.letters(issue)[0].body + " ".join(clerk.forge.done)
    assert text not in seen
    assert text.split("@")[0] not in seen


def test_a_datum_that_comes_by_an_edit_reaches_nothing(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    stage.edit(issue, good(summary="Chiama RSSMRA85T10A562S"))
    stage.handle(issue)
    everything = [stage.pull(issue).body or "", *map(str, stage.proposed(issue).values()), stage.letters(issue)[0].body]
    assert not any("RSSMRA" in text for text in everything)
    assert stage.verdict(issue) == "failure"


NEED = "Servirebbe un posto dove fare i compiti."


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Ciao, il mio codice è RSSMRA85T10A562S", "qualcosa che riguarda una persona"),
        (good(consent="", summary="Scrivi a RSSMRA85T10A562S"), "un codice fiscale"),
        (filled("bisogno", statement=NEED, audience="RSSMRA85T10A562S"), "Racconta un bisogno"),
        (filled("bisogno", statement=NEED), "Racconta un bisogno"),
    ],
    ids=["no form", "no consent", "a need with a datum", "a need"],
)
def test_what_should_not_be_public_is_told_to_maintainers_whatever_it_stands_in(
    stage: Stage, body: str, told: str
) -> None:
    """V4: an issue is public already, be it a form of ours or not."""
    issue = stage.open(body)
    assert stage.handle(issue).state == "invalid"
    assert sorted(issue.label_names) == ["da correggere", "forse dati personali"]
    seen = stage.letters(issue)[0].body
    assert told in seen
    assert not any(text in seen for text in ("RSSMRA", NEED))


def test_a_text_without_anything_personal_raises_no_alarm(stage: Stage) -> None:
    issue = stage.open("Ciao, vorrei segnalare una cosa.")
    stage.handle(issue)
    assert issue.label_names == ["da correggere"]


# --- two approvals (V8) -----------------------------------------------------------------------


def replaced(stage: Stage, **answers: object) -> Issue:
    """The correction of a published service's telephone."""
    published(stage, channels_phones=PHONE)
    stage.repo.required_statuses = ("laltro/decision",)
    issue = stage.open(filled("servizio", record="doposcuola-di-prova", channels_phones="02 8765 4321", **answers))
    assert stage.handle(issue).state == "proposed"
    return issue


def test_a_replaced_contact_needs_two_people(stage: Stage) -> None:
    issue = replaced(stage)
    assert stage.verdict(issue) == "pending"
    for login, expected in (("anna", "pending"), ("passante", "pending"), ("bruno", "success")):
        stage.approve(issue, login)
        stage.handle(issue)
        assert stage.verdict(issue) == expected, login
    stage.merge(issue)


@pytest.mark.parametrize("numbers", ["02 8765 4321, 02 1234 5678", "02 1234 5678, 02 8765 4321"])
def test_a_number_beside_the_old_one_needs_two_people(stage: Stage, numbers: str) -> None:
    """V8: who reads the page may call either."""
    published(stage, channels_phones=PHONE)
    issue = stage.open(filled("servizio", record="doposcuola-di-prova", channels_phones=numbers))
    assert stage.handle(issue).state == "proposed"
    assert stage.verdict(issue) == "pending"


def test_who_submits_is_not_one_of_the_two(stage: Stage) -> None:
    issue = replaced(stage)
    object.__setattr__(issue, "author", stage.fake.user("anna"))
    for login in ("anna", "bruno"):
        stage.approve(issue, login)
    stage.handle(issue)
    assert stage.verdict(issue) == "pending"


def test_an_approval_of_an_older_commit_does_not_count(stage: Stage) -> None:
    issue = replaced(stage)
    stage.approve(issue, "anna")
    stage.approve(issue, "bruno")
    stage.edit(issue, issue.body.replace("8765", "8766"))  # type: ignore[union-attr]
    stage.handle(issue)
    assert stage.verdict(issue) == "pending"
    assert stage.clerk().forge.approvals(_pull(stage, issue), "0" * 40) == frozenset()


def _pull(stage: Stage, issue: Issue) -> Pull:
    pull = stage.clerk().forge.case(issue.number).pull
    assert pull is not None
    return pull


# --- live -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "address"), [("it", "/servizi/doposcuola-di-prova/"), ("en", "/en/servizi/doposcuola-di-prova/")]
)
def test_what_is_live_is_told_once_and_in_the_language_of_the_form(stage: Stage, lang: str, address: str) -> None:
    issue = stage.open(good(lang))
    stage.handle(issue)
    stage.merge(issue)
    asked: list[str] = []
    there = [False]

    def answers(url: str) -> bool:
        asked.append(url)
        return there[0]

    assert stage.clerk().announce(issue.number, answers) is False
    assert asked == []  # the folder does not hold it yet
    stage.follow()
    assert stage.clerk().announce(issue.number, answers) is False
    assert "proposed" in stage.letters(issue)[0].body.split("\n")[0]
    there[0] = True
    assert stage.clerk().announce(issue.number, answers) is True
    assert asked == [f"https://catalogo.example{address}"] * 2
    assert f"](https://catalogo.example{address})" in stage.letters(issue)[0].body
    assert stage.clerk().announce(issue.number, answers) is None
    assert stage.handle(issue).state == "live"
    assert f"](https://catalogo.example{address})" in stage.letters(issue)[0].body


def test_what_is_not_merged_is_not_announced(stage: Stage) -> None:
    issue = stage.open(good())
    stage.handle(issue)
    assert stage.clerk().announce(issue.number, lambda url: True) is None


@pytest.mark.parametrize("when", ["before the page is there", "after"])
def test_who_edits_too_late_is_told_so_once(stage: Stage, when: str) -> None:
    """The first letter asks to edit at will; what comes after the merge is nowhere, and has to be said."""
    issue = published(stage)
    if when == "after":
        assert stage.clerk().announce(issue.number, lambda url: True) is True
    assert "dopo averla accettata" not in stage.letters(issue)[0].body
    for summary in ("Dopo la fusione.", "Ancora dopo."):
        stage.edit(issue, good(summary=summary))
        stage.handle(issue)
    if when != "after":
        assert stage.clerk().announce(issue.number, lambda url: True) is True
    before = stage.writes()
    assert stage.handle(issue).state == "live"
    assert stage.writes() == before
    [letter] = stage.letters(issue)
    assert letter.body.count("dopo averla accettata") == 1
    assert "](https://catalogo.example/servizi/doposcuola-di-prova/)" in letter.body
