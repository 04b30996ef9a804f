"""Taking the rows of a spreadsheet one by one: each becomes a proposal, is there already, or is refused with why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from laltro.check.report import sentence
from laltro.intake.deciding.decision import Decision
from laltro.intake.reading.submission import Submission
from laltro.intake.sheets.mapping import SheetMapping
from laltro.intake.sheets.sheet import SheetRow, SheetTable, misfit, said_already, submission
from laltro.intake.told.reply import told
from laltro.model.diagnostic import Diagnostic, errors
from laltro.world.local.desk import Desk, Queue, known_by

# What becomes of a row: a new proposal; one that waits, or was accepted or rejected, already; a record that says it all
# already; or refused.
OUTCOMES = ("proposed", "waiting", "decided", "present", "rejected")
# So many new proposals are written into the repository at once.
BATCH = 200


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of a row: one of OUTCOMES, the key of its proposal, and what is wrong with it.

    A problem has its `code`, `field` and `messages` by language. `twins` are what it may be a double of: keys of
    waiting proposals, ids of records.
    """

    row: int
    outcome: str
    key: str = ""
    problems: tuple[Mapping[str, Any], ...] = ()
    twins: tuple[str, ...] = ()

    def as_object(self) -> dict[str, Any]:
        """As a program reads it."""
        return asdict(self)


class SheetImport:
    """One import; with `dry` nothing is written.

    Rows are decided against the records of today, so each can be accepted whatever becomes of the others. A row that
    needs a record which another waiting proposal makes or changes, too, is refused until that one is decided. Of two
    new records with one name the second gets another id, and is told as a possible double.
    """

    def __init__(self, desk: Desk, mapping: SheetMapping, table: SheetTable, dry: bool = False) -> None:
        self.desk = desk
        self.mapping = mapping
        self.table = table
        self.dry = dry
        self.pile = Queue(desk)
        self.decided = desk.forge.decided()

    def take(self, row: SheetRow) -> RowOutcome:
        """Decide one row. What is proposed is safe after `flush`, or as soon as a batch is full."""
        ragged = misfit(self.table, row)
        if ragged:
            return self._refused(row, [ragged])
        sent = submission(self.mapping, self.table, row)
        seen = known_by(sent)
        if seen in self.pile.known:
            return RowOutcome(row.number, "waiting", self.pile.known[seen])
        if seen in self.decided:
            return RowOutcome(row.number, "decided", self.decided[seen])
        return self._decide(row, sent)

    def _decide(self, row: SheetRow, sent: Submission) -> RowOutcome:
        taken = self.pile.look(sent)
        decision = taken.decision
        if [problem.code for problem in errors(decision.diagnostics)] == ["nothing-changes"]:
            return RowOutcome(row.number, "present")
        if not decision.is_change:
            return self._refused(row, errors(decision.diagnostics), decision)
        if said_already(self.desk.catalogue, decision):
            return RowOutcome(row.number, "present")
        if taken.others:
            keys = ", ".join(sorted(set(taken.others.values())))
            return self._refused(row, [Diagnostic("row-waits", params={"keys": keys})])
        self.pile.keep(taken)
        if len(self.pile.batch) >= BATCH:
            self.flush()
        twins = (*([taken.twin] if taken.twin else []), *(each.record.id for each in decision.duplicates))
        return RowOutcome(row.number, "proposed", taken.key, twins=twins)

    def flush(self) -> None:
        """Make the proposals that are not made yet; none on a dry run."""
        if not self.dry:
            self.pile.flush()

    def _refused(self, row: SheetRow, problems: Iterable[Diagnostic], decision: Decision | None = None) -> RowOutcome:
        return RowOutcome(row.number, "rejected", problems=tuple(self._told(problem, decision) for problem in problems))

    def _told(self, problem: Diagnostic, decision: Decision | None) -> dict[str, Any]:
        messages = {
            lang: told(problem, decision, strings) if decision else sentence(strings, problem)
            for lang, strings in self.desk.words.items()
        }
        return {"code": problem.code, "field": problem.field, "messages": messages}
