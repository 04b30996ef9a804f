# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A random walk: people and accidents in any order, the reconciler in between, and what holds after every step."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from laltro.intake.deciding.decide import decide
from laltro.intake.reading.body import parse
from laltro.world.platform.forge import ForgeFailure
from tests.github.branches import delete_ref
from tests.github.entries import Issue, Refused
from tests.github.fake import FakeGitHub
from tests.github.faults import BAD_GATEWAY, CLOSED, CONFLICT, HTML, TRUNCATED, secondary
from tests.github.merging import reopen_pull
from tests.github.stage import Stage, branch, filled, good

SOAK = bool(os.environ.get("LALTRO_SOAK"))
BODIES = {
    "good": good(),
    "other": good(name="Sportello di prova", summary="Ascolto e orientamento."),
    "same name": good(summary="Un'altra persona racconta la stessa cosa."),
    "english": good("en", name="Homework club"),
    "update": filled("servizio", record="battivacco", summary="Una fattoria in città."),
    "update too": filled("servizio", record="battivacco", summary="Una cascina, con gli animali."),
    "no consent": good(consent=""),
    "nameless": good(name=""),
    "personal": good(summary="Scrivi a RSSMRA85T10A562S"),
    "organisation": filled("organizzazione", name="Gruppo di prova", organization_type="citizen_movement"),
    "no form": "Ciao, vorrei segnalare una cosa.",
    "empty": "",
    "hostile": good(name="Gioco ::stop-commands:: @org/team", summary="[skip ci] Fixes #1"),
}
TEXTS = ["/valida", "/ritira", "/rifiuta Non è a Milano", "/duplicato battivacco", "/duplicato boh", "Grazie!"]
PEOPLE = ["vicina", "passante", "anna", "bruno"]
FAULTS = [BAD_GATEWAY, CLOSED, HTML, TRUNCATED, CONFLICT, secondary(5)]
WRITES = ["/git/trees$", "/git/commits$", "/git/refs$", "/pulls$", "/comments$", "/labels$", "/statuses/", "/graphql$"]
bodies = st.sampled_from(sorted(BODIES))
picks = st.integers(0, 2)


class Walk(RuleBasedStateMachine):
    """Everything that may happen to at most three submissions."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.fake = FakeGitHub().__enter__()
        self.fake.limits.points_a_minute = self.fake.limits.content_an_hour = self.fake.limits.content_a_minute = 10**9
        self.stage = Stage(self.fake)
        self.fake.tokens[self.stage.token].hourly = 10**9
        self.issues: list[Issue] = []
        self.settled: dict[int, str] = {}  # number → the state that its last run came to, nothing having happened since
        self.pushed: dict[int, str] = {}  # a person's commit that waits in a branch

    def teardown(self) -> None:
        self.fake.faults = [fault for fault in self.fake.faults if fault.spent]
        self.fake.__exit__(None, None, None)

    def pick(self, index: int) -> Issue:
        return self.issues[index % len(self.issues)]

    def touched(self, issue: Issue) -> None:
        Walk.steps += 1
        self.settled.pop(issue.number, None)

    def handle(self, issue: Issue) -> None:
        """A run for an event; whatever fails is run again, as the reconciler would."""
        for _ in range(4):
            try:
                self.settled[issue.number] = self.stage.handle(issue).state
            except ForgeFailure:
                continue
            return
        raise AssertionError("it does not settle")

    @precondition(lambda self: len(self.issues) < 3)
    @rule(body=bodies, who=st.sampled_from(["vicina", "anna"]))
    def somebody_opens(self, body: str, who: str) -> None:
        self.issues.append(self.stage.open(BODIES[body], who, title="::debug:: [skip ci]"))
        self.touched(self.issues[-1])

    @precondition(lambda self: self.issues)
    @rule(index=picks, body=bodies)
    def the_author_edits(self, index: int, body: str) -> None:
        self.stage.edit(self.pick(index), BODIES[body])
        self.touched(self.pick(index))

    @precondition(lambda self: self.issues)
    @rule(index=picks, text=st.sampled_from(TEXTS), who=st.sampled_from(PEOPLE))
    def somebody_says(self, index: int, text: str, who: str) -> None:
        self.stage.say(self.pick(index), text, who)
        self.touched(self.pick(index))

    @precondition(lambda self: self.issues)
    @rule(index=picks)
    def an_event_arrives(self, index: int) -> None:
        """The one that tells of the last step, or any earlier one once more."""
        Walk.steps += 1
        self.handle(self.pick(index))

    @precondition(lambda self: self.issues)
    @rule(
        index=picks,
        path=st.sampled_from(WRITES),
        answer=st.sampled_from(FAULTS),
        when=st.sampled_from(["before", "after"]),
    )
    def an_event_arrives_in_bad_weather(self, index: int, path: str, answer: object, when: str) -> None:
        Walk.steps += 1
        bad = BAD_GATEWAY if when == "after" and answer in (CONFLICT, FAULTS[-1]) else answer
        self.fake.fail("POST", path, bad, when)  # type: ignore[arg-type]
        self.handle(self.pick(index))
        self.fake.faults.clear()

    @precondition(lambda self: self.issues)
    @rule(index=picks, body=bodies)
    def an_edit_races_a_run(self, index: int, body: str) -> None:
        issue = self.pick(index)
        clerk = self.stage.clerk()
        seen = clerk.forge.case(issue.number)
        self.stage.edit(issue, BODIES[body])
        self.touched(issue)
        clerk._handle(seen)

    @precondition(lambda self: self.issues)
    @rule(index=picks)
    def two_runs_race(self, index: int) -> None:
        issue = self.pick(index)
        clerk = self.stage.clerk()
        seen = clerk.forge.case(issue.number)
        if seen.letter is None:
            return  # GitHub runs them one after the other; two first comments at once cannot be told apart from two
        self.handle(issue)
        self.touched(issue)
        try:
            clerk._handle(seen)
        except ForgeFailure:
            self.handle(issue)

    def proposal(self, issue: Issue) -> Issue | None:
        return next(iter(self.stage.repo.pulls(branch(issue))), None)

    @precondition(lambda self: self.issues)
    @rule(index=picks)
    def a_person_pushes(self, index: int) -> None:
        if f"refs/heads/{branch(self.pick(index))}" in self.stage.repo.refs:
            issue = self.pick(index)
            self.stage.push(issue, {"data/services/a-mano.yaml": f"{Walk.steps}\n"})
            self.pushed[issue.number] = self.stage.repo.refs[f"refs/heads/{branch(issue)}"]
            self.touched(issue)

    @precondition(lambda self: self.issues)
    @rule(index=picks, who=st.sampled_from(PEOPLE))
    def somebody_approves(self, index: int, who: str) -> None:
        if self.proposal(self.pick(index)):
            self.stage.approve(self.pick(index), who)
            self.touched(self.pick(index))

    @precondition(lambda self: self.issues)
    @rule(index=picks)
    def a_maintainer_merges(self, index: int) -> None:
        if not self.proposal(self.pick(index)):
            return
        try:
            self.stage.merge(self.pick(index))
        except Refused:
            return
        self.stage.follow()
        for issue in self.issues:
            self.touched(issue)

    @precondition(lambda self: self.issues)
    @rule(index=picks, what=st.sampled_from(["issue", "proposal", "branch"]), who=st.sampled_from(["vicina", "anna"]))
    def somebody_closes(self, index: int, what: str, who: str) -> None:
        issue, user = self.pick(index), self.fake.user(who)
        found = issue if what == "issue" else self.proposal(issue)
        if what == "branch" and f"refs/heads/{branch(issue)}" in self.stage.repo.refs:
            delete_ref(self.stage.repo, f"refs/heads/{branch(issue)}", user)
        elif found:
            self.stage.repo.close(found, user)
        self.touched(issue)

    @precondition(lambda self: self.issues)
    @rule(index=picks, proposal=st.booleans())
    def somebody_reopens(self, index: int, proposal: bool) -> None:
        issue = self.pick(index)
        closed = self.stage.repo.pulls(branch(issue), "closed")
        if not proposal:
            self.stage.repo.reopen(issue)
        elif closed:
            try:
                reopen_pull(self.stage.repo, closed[-1])
            except Refused:
                return
        self.touched(issue)

    @precondition(lambda self: self.issues)
    @rule(index=picks)
    def the_page_is_there(self, index: int) -> None:
        self.stage.clerk().announce(self.pick(index).number, lambda url: True)

    @invariant()
    def there_is_one_of_everything(self) -> None:
        for issue in self.issues:
            assert len(self.stage.repo.pulls(branch(issue))) <= 1
            assert len(self.stage.letters(issue)) <= 1
        ours = [ref for ref in self.stage.repo.refs if ref.startswith("refs/heads/submission/")]
        assert set(ours) <= {f"refs/heads/{branch(issue)}" for issue in self.issues}

    @invariant()
    def a_proposal_is_what_its_body_decides(self) -> None:
        for issue in self.issues:
            if self.settled.get(issue.number) == "proposed":
                pull = self.stage.pull(issue)
                assert self.stage.proposed(issue) == self.decided(issue)
                assert self.stage.verdict(issue) in ("success", "pending")
                assert not (pull.pull and pull.pull.draft)
            elif issue.number in self.settled and self.proposal(issue):
                assert self.stage.verdict(issue) == "failure"

    @invariant()
    def what_a_person_pushed_is_there_as_long_as_its_branch(self) -> None:
        for number, commit in list(self.pushed.items()):
            head = self.stage.repo.refs.get(f"refs/heads/submission/gh-{number}")
            if head:
                assert self.stage.repo.objects.stands_on(head, commit)
            else:
                del self.pushed[number]

    @invariant()
    def nothing_but_data_came_into_main(self) -> None:
        assert all(path.startswith("data/") for path in self.stage.repo.texts())
        assert not any("RSSMRA" in text for text in self.stage.repo.texts().values())

    @invariant()
    def what_is_settled_is_left_alone(self) -> None:
        before, calls = self.stage.writes(), len(self.fake.calls)
        for issue in self.issues:
            if issue.number in self.settled:
                self.stage.handle(issue)
        assert self.stage.writes() == before, self.fake.calls[calls:]

    def decided(self, issue: Issue) -> dict[str, str]:
        desk = self.stage.desk
        case = self.stage.clerk().forge.case(issue.number)
        return desk.files(decide(parse(case.body, self.stage.clerk().public), desk.catalogue, case.day, case.key))


def test_a_random_walk() -> None:
    deep = settings(
        max_examples=200 if SOAK else 32,
        stateful_step_count=50 if SOAK else 35,
        deadline=None,
        database=None,
        derandomize=not SOAK,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Walk, settings=deep)
    assert Walk.steps >= 500  # events and deeds; the looks between them not counted
