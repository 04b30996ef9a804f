"""Asks those whom organisations named for their records: for a review where they may approve, else in a comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from laltro.intake.deciding.decision import Decision
from laltro.intake.life.command import MAINTAINERS
from laltro.intake.life.issue_state import IssueState, Pull
from laltro.intake.life.reviewer import asked, call, reviewers, with_asked
from laltro.model.strings import Strings
from laltro.world.platform.forge import Forge


@dataclass(frozen=True)
class ReviewCallers:
    """Asks nobody twice; `accounts` are the numeric ids that an organisation (id) named."""

    forge: Forge
    accounts: Mapping[str, tuple[int, ...]]

    def anybody(self, case: IssueState, decision: Decision) -> bool:
        """Whether there is anybody to be asked about a submission."""
        return bool(reviewers(decision, self.accounts, case.author))

    def ask(self, case: IssueState, decision: Decision, pull: Pull) -> None:
        """A review of those who may approve; the mark comes after, so that a crash in between asks again."""
        before = asked(pull.body)
        fresh = [id for id in reviewers(decision, self.accounts, case.author) if id not in before]
        if fresh:
            logins = self._logins(fresh)
            self.forge.ask(pull, [login for id, login in logins.items() if self._approves(id, login)])
            self.forge.retell(pull, with_asked(pull.body, before.union(fresh)))

    def call(self, case: IssueState, decision: Decision, strings: Strings) -> None:
        """One comment that names those who may not approve and were not named yet; none where there are none."""
        fresh = [id for id in reviewers(decision, self.accounts, case.author) if id not in case.called]
        logins = {id: login for id, login in self._logins(fresh).items() if not self._approves(id, login)}
        if logins:
            self.forge.call(case, call(case.key, logins, strings))

    def _logins(self, accounts: Sequence[int]) -> dict[int, str]:
        """The names of the accounts that are still there."""
        return {id: login for id in accounts if (login := self.forge.login(id))}

    def _approves(self, account: int, login: str) -> bool:
        return self.forge.permission(account, login) in MAINTAINERS
