"""The desk: what a submission becomes on this machine, from its answers to an accepted proposal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from laltro.check.around import check_around
from laltro.intake.change.change import Change, Move, compared
from laltro.intake.deciding.decide import decide
from laltro.intake.deciding.decision import Decision
from laltro.intake.deciding.proposal import files, title
from laltro.intake.gathering.gathering import GatheringRefused
from laltro.intake.reading.body import parse
from laltro.intake.reading.submission import Submission, from_kept, kept
from laltro.intake.told.change import ToldChange, tell
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, errors
from laltro.model.document import decode
from laltro.model.forms.form import Form
from laltro.model.forms.forms_from_schema import forms
from laltro.model.record import Key, Record, read_record
from laltro.model.strings import FIRST, Strings
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import read_strings
from laltro.world.data.writing import write_files
from laltro.world.local.local_forge import ForgeError, LocalForge, Offer, Proposal, digest

FIRST_KEY = "local-1"


@dataclass(frozen=True, slots=True)
class Taken:
    """A decided submission and its key.

    `known` says that the same answers wait already. `twin` is the key of a waiting proposal whose new record wanted
    the same id; `others` are the waiting proposals, by path, that make or change a record that this one needs to write.
    """

    key: str
    decision: Decision
    known: bool = False
    twin: str = ""
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """One look at the data folder: its catalogue, words and forms are read once and stay as they were."""

    data: Path
    today: date

    @cached_property
    def catalogue(self) -> Catalogue:
        """The records as they are now."""
        return read_catalogue(self.data)

    @cached_property
    def words(self) -> Mapping[str, Strings]:
        """The sentences of every language."""
        return read_strings(self.data)

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """The forms by stem."""
        return forms(self.catalogue.schemas, self.catalogue.vocabularies, self.words)

    @cached_property
    def forge(self) -> LocalForge:
        """Where proposals are kept. Raises ForgeError where there is no repository."""
        return LocalForge(self.data)

    def read(self, body: str, stem: str) -> Submission:
        """A filled body of the form `stem` as a submission."""
        return parse(body, self.forms, stem)

    def decide(self, submission: Submission, key: str = FIRST_KEY, taken: Iterable[Key] = ()) -> Decision:
        """Decide a submission; the ids that are `taken` are for no new record."""
        return decide(submission, self._without(taken), self.today, key)

    def _without(self, taken: Iterable[Key]) -> Catalogue:
        """The catalogue, in which the ids that are `taken` are not free."""
        keys = frozenset(taken)
        return replace(self.catalogue, unreadable=self.catalogue.unreadable | keys) if keys else self.catalogue

    def next_number(self) -> int:
        """The n of the next local submission, `local-<n>`."""
        return self.forge.next_number(str(record.get("submission", "")) for record in self.catalogue.records.values())

    def files(self, change: Change) -> dict[str, str]:
        """Path → new text of a change."""
        return files(change, self.catalogue, _current)

    def before(self, decision: Decision) -> dict[str, str]:
        """Path → present text of the files that a change replaces."""
        found = decision.before.values()
        return {self.catalogue.schema(record).file(record.id): _current(record) for record in found}

    def problems(self, change: Change) -> list[Diagnostic]:
        """The errors that a change would bring to today's data."""
        return errors(check_around(self.catalogue, change.records, self.today))

    def gathering(self, decide: Callable[[Catalogue], Change], taken: Iterable[Key] = ()) -> Change:
        """A facilitator's decision on the records of today; the ids that are `taken` are for no new record."""
        return decide(self._without(taken))

    def apply(self, change: Change) -> list[str]:
        """Write a change into the data folder; answers the paths."""
        texts = self.files(change)
        write_files(self.data, {path.removeprefix("data/"): text for path, text in texts.items()})
        return sorted(texts)

    def look(self, submission: Submission) -> Taken:
        """What a submission would become; nothing is kept."""
        return Taken(FIRST_KEY, self.decide(submission))

    def propose(self, submission: Submission) -> Taken:
        """Decide a submission and keep a change as a waiting proposal; the very same answers again change nothing."""
        pile = Queue(self)
        taken = pile.look(submission)
        if taken.decision.is_change and not taken.known:
            pile.keep(taken)
            pile.flush()
        return taken

    def sent(self, proposal: Proposal) -> Submission:
        """What a waiting proposal was made from. Raises ForgeError `no_body`."""
        try:
            return from_kept(self.forge.sent(proposal), self.forms)
        except ValueError as problem:
            raise ForgeError("no_body", key=proposal.key) from problem

    def revise(self, proposal: Proposal, submission: Submission) -> Taken:
        """Decide another state of what was sent; a change takes its proposal's place, a reply changes nothing."""
        taken = Queue(self).look(submission, proposal.key)
        if taken.decision.is_change:
            self.forge.revise(proposal, self.offer(taken))
        return taken

    def offer(self, taken: Taken) -> Offer:
        """A decided change as the forge keeps it, with all that was answered."""
        decision = taken.decision
        return Offer(taken.key, title(decision, self.words["it"]), self.files(decision), kept(decision.submission))

    def change(self, proposal: Proposal) -> Change:
        """What a proposal changes. Raises ForgeError `foreign` where a file is no record."""
        return Change(tuple(self._move(proposal, path, text) for path, text in self.forge.texts(proposal).items()))

    def _move(self, proposal: Proposal, path: str, text: str) -> Move:
        old = self.forge.before(proposal, path)
        return Move(self._read(proposal, path, old)[0] if old else None, self._read(proposal, path, text)[0])

    def _read(self, proposal: Proposal, path: str, text: str) -> tuple[Record, list[Diagnostic]]:
        """A file of a proposal, as strictly as one of the data folder: a branch may have been made by hand."""
        folder, stem = PurePosixPath(path).parts[1], PurePosixPath(path).stem
        schema = next((item for item in self.catalogue.schemas.values() if item.plural == folder), None)
        if schema is None:
            raise ForgeError("foreign", key=proposal.key, path=path)
        clean, problems = decode(text.encode(), path)
        record, found = read_record(schema, stem, clean, path)
        return record, problems or found

    def seen(self, proposal: Proposal, lang: str = FIRST) -> ToldChange:
        """What a waiting proposal says and changes, and what it is like. Raises ForgeError as `change` does."""
        return tell(compared(self.change(proposal), self.catalogue), self.catalogue, self.words[lang])

    def accept(self, proposal: Proposal) -> list[Diagnostic]:
        """Accept a proposal that still holds with today's data; else answer what is wrong and do nothing."""
        read = [self._read(proposal, path, text) for path, text in self.forge.texts(proposal).items()]
        unread = [problem for _, problems in read for problem in problems]
        found = unread or errors(check_around(self.catalogue, [record for record, _ in read], self.today))
        if not found:
            self.forge.accept(proposal)
        return found


class Queue:
    """Submissions decided one after the other: what waits is read once, and new proposals are kept together.

    Each is decided against the records of today alone, so each can be accepted whatever becomes of the others. Only
    the ids of what waits are taken: of two new records with one name the second gets another id. What still depends on
    another proposal (a record that it makes or changes, too) is told in `Taken.others`.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.number = desk.next_number()
        self.known: dict[str, str] = {}  # digest of what was sent → the key that waits
        self.writers: dict[str, str] = {}  # path of a record → the key that writes it
        self.batch: list[Offer] = []
        for proposal in desk.forge.proposals():
            self.known |= dict.fromkeys(proposal.digests, proposal.key)
            self.writers |= {desk.forge.shared(path): proposal.key for path in proposal.paths}

    def look(self, submission: Submission, key: str = "") -> Taken:
        """What a submission would become; `key` names the waiting proposal that it is a new state of."""
        known = "" if key else self.known.get(known_by(submission), "")
        own = key or known or f"local-{self.number}"
        decision = self.desk.decide(submission, own)
        others = self._others(decision, own)
        is_new = decision.is_change and decision.records[0].key not in decision.before
        twin = others.pop(self._path(decision.records[0]), "") if is_new else ""
        if twin:
            decision = self.desk.decide(submission, own, self._taken(decision.records[0].kind, own))
        return Taken(own, decision, bool(known), twin, others)

    def gather(self, decide: Callable[[Catalogue], Change]) -> Change:
        """A facilitator's decision beside what waits.

        Raises Refused `waits` where a waiting proposal writes one of its records already.
        """
        gathering = self.desk.gathering(decide, self._taken("shared_need", ""))
        for path, key in self._others(gathering, "").items():
            raise GatheringRefused("waits", key=key, id=PurePosixPath(path).stem)
        return gathering

    def keep_gathering(self, gathering: Change) -> str:
        """Put a facilitator's decision into the queue; answers its key."""
        key = f"local-{self.number}"
        self.batch.append(Offer(key, title(gathering, self.desk.words["it"]), self.desk.files(gathering)))
        self.number += 1
        return key

    def keep(self, taken: Taken) -> None:
        """Put a change into the queue; it is safe in the repository after `flush`."""
        self.batch.append(self.desk.offer(taken))
        self.known[known_by(taken.decision.submission)] = taken.key
        self.writers |= {self._path(record): taken.key for record in taken.decision.records}
        self.number += 1

    def flush(self) -> None:
        """Make the proposals of the queue."""
        batch, self.batch = self.batch, []
        if batch:
            self.desk.forge.propose(batch)

    def _others(self, change: Change, own: str) -> dict[str, str]:
        # Several labs may take up one need: each writes the same into it, and none is in the way of another.
        of_lab = any(each.kind == "lab" for each in change.records)
        paths = [self._path(each) for each in change.records if not (of_lab and each.kind == "shared_need")]
        return {path: self.writers[path] for path in paths if self.writers.get(path, own) != own}

    def _path(self, record: Record) -> str:
        return self.desk.catalogue.schema(record).file(record.id)

    def _taken(self, kind: str, own: str) -> list[Key]:
        """The keys of all records of a kind that other proposals write."""
        folder = f"data/{self.desk.catalogue.schemas[kind].plural}/"
        paths = [path for path, key in self.writers.items() if path.startswith(folder) and key != own]
        return [(kind, PurePosixPath(path).stem) for path in paths]


def known_by(submission: Submission) -> str:
    """What the same answers are known by when they are sent again; empty for what was not understood whole."""
    return "" if submission.problems else digest(kept(submission))


def _current(record: Record) -> str:
    return Path(record.path).read_text(encoding="utf-8")
