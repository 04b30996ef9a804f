"""One submission on a platform, handled from beginning to end: look, decide, compare, and make what is missing.

Steps follow an order in which a crash after any of them leaves something that the next run completes: open, branch,
pull request, reviewers, status, closed, comments, labels, no branch for what is over, and reactions last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

from laltro.intake.deciding.decide import decide
from laltro.intake.deciding.decision import Decision
from laltro.intake.deciding.proposal import title
from laltro.intake.life.command import CALL, Order
from laltro.intake.life.comment import letter, live, named, pages
from laltro.intake.life.contact_proof import unproven_contacts
from laltro.intake.life.issue_state import IssueState, Pull, blob, digest
from laltro.intake.life.lifecycle import MANAGED, Desired, change, current, desired, orders
from laltro.intake.life.new_links import MOST, new_addresses
from laltro.intake.life.public_leak import exposed
from laltro.intake.life.pull_body import Origin, brief
from laltro.intake.life.reviewer import asked, with_asked
from laltro.intake.life.verdict import CONTEXT, Verdict, verdict
from laltro.intake.reading.body import parse
from laltro.model.forms.form import Form
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.world.local.desk import Desk
from laltro.world.platform.forge import Forge, ForgeFailure, Moved
from laltro.world.platform.review_callers import ReviewCallers

# So often a submission is looked at anew where somebody changes it meanwhile.
LOOKS = 3


@dataclass(frozen=True)
class Reconciler:
    """Handles submissions against the data of one commit; `site` and `run` are addresses (empty where unknown).

    `accounts` are those whom an organisation (id) named to be asked, `reach` says of addresses whether they answer.
    """

    forge: Forge
    desk: Desk
    site: str = ""
    run: str = ""
    accounts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    reach: Callable[[Sequence[str]], Mapping[str, bool | None]] = dict.fromkeys

    @property
    def italian(self) -> Strings:
        """The words of what maintainers read."""
        return self.desk.words["it"]

    @cached_property
    def callers(self) -> ReviewCallers:
        """What asks those whom organisations named."""
        return ReviewCallers(self.forge, self.accounts)

    @cached_property
    def public(self) -> Mapping[str, Form]:
        """The forms whose answers may stand in a public issue."""
        return {stem: form for stem, form in self.desk.forms.items() if form.issue}

    def handle(self, number: int) -> Desired:
        """Bring one submission to what it shall be. Raises ForgeFailure; running again is safe."""
        for _ in range(LOOKS):
            try:
                return self._handle(self.forge.case(number))
            except Moved:
                continue
        raise ForgeFailure("moved", times=str(LOOKS))

    def judge(self, number: int) -> Verdict | None:
        """The verdict on a submission's open pull request as it is now, nothing written; None where there is none."""
        case = self.forge.case(number)
        decision, wanted = self._wanted(case)
        if case.branch is None or case.pull is None or not case.pull.open:
            return None
        return self._verdict(case, wanted, decision, case.pull, case.branch.commit)

    def announce(self, number: int, answers: Callable[[str], bool]) -> bool | None:
        """Tell a merged submission that its pages answer; False where they do not yet, None where it needs no telling.

        `answers` says of an address whether the page is there.
        """
        case = self.forge.case(number)
        if not case.pull or not case.pull.merged or case.letter is None or case.letter.state == "live":
            return None
        if not self.forge.includes(case.pull.commit):
            return False
        strings = self.desk.words[parse(case.body, self.public).lang]
        found = pages(self._records(self.forge.paths(case.pull)), self.desk.catalogue, strings, self.site)
        if not all(answers(page.url) for page in found):
            return False
        self.forge.write_letter(case, live(case, found, strings))
        return True

    def _records(self, paths: Sequence[str]) -> list[Record]:
        """The records whose files these are, and that are there."""
        kinds = {schema.plural: kind for kind, schema in self.desk.catalogue.schemas.items()}
        parts = [PurePosixPath(path) for path in paths]
        keys = [(kinds.get(path.parent.name, ""), path.stem) for path in parts]
        return [record for key in keys if (record := self.desk.catalogue.find(*key))]

    def _wanted(self, case: IssueState) -> tuple[Decision, Desired]:
        decided = decide(parse(case.body, self.public), self.desk.catalogue, case.day, case.key)
        decision = exposed(decided, case.body, self.desk.forms, self.desk.catalogue)
        files = self.desk.files(decision)
        return decision, desired(case, list(self._orders(case, decision)), decision, files, self.forge.bots)

    def _handle(self, case: IssueState) -> Desired:
        decision, wanted = self._wanted(case)
        if wanted.state == "ignored":
            return wanted
        if wanted.open and not case.open:
            self.forge.reopen(case)
        self._propose(case, wanted, decision)
        if case.open and not wanted.open:
            self.forge.close(case, "completed" if wanted.state in ("merged", "live") else "not_planned")
        self._tell(case, wanted, decision)
        self._end(case, wanted)
        return wanted

    def _orders(self, case: IssueState, decision: Decision) -> Iterator[Order]:
        """The orders to be followed or refused; who gives one that needs a permission is looked up."""
        logins = {note.author: note.login for note in case.notes if not note.answered}
        lacking = {order.note for order in orders(case, {}) if not order.allowed}
        authors = {note.author for note in case.notes if note.id in lacking}
        allowed = {author: self.forge.permission(author, logins[author]) for author in authors}
        for order in orders(case, allowed):
            yield replace(order, allowed=order.allowed and self._known(case, order, decision))

    def _known(self, case: IssueState, order: Order, decision: Decision) -> bool:
        """Whether there is what an order speaks of: a record, or somebody to be called."""
        if order.name == "duplicato":
            return bool(named(self.desk.catalogue, order.words))
        return order.name != CALL or self.callers.anybody(case, decision)

    def _propose(self, case: IssueState, wanted: Desired, decision: Decision) -> None:
        """Branch, pull request and status."""
        pull = case.pull if case.pull and case.pull.open else None
        if wanted.branch == "made":
            self._make(case, wanted, decision, pull)
        elif pull and wanted.pull == "closed":
            self.forge.close_pull(pull)
        elif pull and case.branch:
            if wanted.pull == "draft":
                self.forge.draft_pull(pull)
            self._status(case.branch.commit, self._verdict(case, wanted, decision, pull, case.branch.commit))

    def _make(self, case: IssueState, wanted: Desired, decision: Decision, pull: Pull | None) -> None:
        """What was decided, proposed. Approvals go before the branch moves: they were of something else."""
        made = change(wanted.files, self.desk.before(decision))
        same = current(case, made)
        if case.branch and same:
            commit = case.branch.commit
        else:
            if pull:
                self.forge.dismiss(pull, self.italian.text("proposal.changed"))
            commit = self.forge.make_branch(case, wanted.files, self._message(case, decision, made))
        pull = self._pull(case, decision, pull, same)
        self.callers.ask(case, decision, pull)
        self._status(commit, self._verdict(case, wanted, decision, pull, commit, made=not same))

    def _message(self, case: IssueState, decision: Decision, made: str) -> str:
        trailers = f"Submission: {case.key}\nBody: {digest(case.body)}\nChange: {made}"
        return f"{title(decision, self.italian)}\n\n{trailers}\n"

    def _pull(self, case: IssueState, decision: Decision, pull: Pull | None, same: bool) -> Pull:
        """The pull request; one that tells of this very body is left as it is, the address of its run included."""
        if pull and same and not pull.draft and digest(case.body) in pull.body:
            return pull
        reached = self.reach(new_addresses(decision, self.desk.catalogue)[:MOST])
        origin = Origin(case.key, case.number, case.body, self.run, reached)
        text = brief(decision, self.desk.catalogue, self.italian, origin)
        text = with_asked(text, asked(pull.body) if pull else ())
        return self.forge.open_pull(case, title(decision, self.italian), text)

    def _verdict(
        self, case: IssueState, wanted: Desired, decision: Decision, pull: Pull, commit: str, made: bool = False
    ) -> Verdict:
        """What is to be thought of `commit`; one that we `made` just now need not be compared."""
        if wanted.state != "proposed":
            return verdict(wanted, same=False, unproven=False, approvals=0)
        same = made or self.forge.changes(commit) == {path: blob(text) for path, text in wanted.files.items()}
        unproven = bool(unproven_contacts(decision, self.desk.catalogue))
        approvals = self.forge.approvals(pull, commit) - {case.author} if unproven else ()
        return verdict(wanted, same, unproven, len(approvals))

    def _status(self, commit: str, found: Verdict) -> None:
        self.forge.status(commit, CONTEXT, found.state, self.italian.text(f"verdict.{found.reason}"))

    def _tell(self, case: IssueState, wanted: Desired, decision: Decision) -> None:
        """Comment and labels."""
        strings = self.desk.words[decision.submission.lang]
        text = letter(case, wanted, decision, self.desk.catalogue, strings, self.site) if wanted.letter else ""
        if text and (case.letter is None or case.letter.text.strip() != text.strip()):
            self.forge.write_letter(case, text)
        if wanted.call:
            self.callers.call(case, decision, self.italian)
        managed = {name: self.italian.text(f"labels.{name}") for name in MANAGED}
        self.forge.label(case, [managed[name] for name in wanted.labels], managed.values())

    def _end(self, case: IssueState, wanted: Desired) -> None:
        """The branch of what is over, and the reactions, which say that all before is done."""
        if wanted.branch == "gone" and case.branch:
            self.forge.remove_branch(case)
        for note, reaction in wanted.answers.items():
            self.forge.react(case, note, reaction)
