"""The desk: what a submission becomes on this machine, from its body to an accepted proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from laltro.check.around import check_around
from laltro.intake.body import parse
from laltro.intake.decide import decide
from laltro.intake.decision import Decision
from laltro.intake.proposal import files, title
from laltro.intake.resolve import similar
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, errors
from laltro.model.document import decode
from laltro.model.form import Form, forms
from laltro.model.record import Record, read_record
from laltro.model.strings import Strings
from laltro.world.files import read_catalogue, read_strings, write_files
from laltro.world.local_forge import ForgeError, LocalForge, Proposal

FIRST_KEY = "local-1"


@dataclass(frozen=True, slots=True)
class Taken:
    """A decided body, its key, and whether the very same proposal was waiting already."""

    key: str
    decision: Decision
    known: bool = False


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

    def decide(self, body: str, stem: str, key: str = FIRST_KEY) -> Decision:
        """Decide a body as the form `stem`."""
        return decide(parse(body, self.forms, stem), self.catalogue, self.today, key)

    def next_key(self) -> str:
        """The key of the next local submission."""
        return self.forge.next_key(str(record.get("submission", "")) for record in self.catalogue.records.values())

    def files(self, decision: Decision) -> dict[str, str]:
        """Path → new text of a change."""
        return files(decision, self.catalogue, _current)

    def apply(self, decision: Decision) -> list[str]:
        """Write a change into the data folder; answers the paths."""
        texts = self.files(decision)
        write_files(self.data, {path.removeprefix("data/"): text for path, text in texts.items()})
        return sorted(texts)

    def look(self, body: str, stem: str) -> Taken:
        """What a body would become; nothing is kept."""
        return Taken(FIRST_KEY, self.decide(body, stem))

    def propose(self, body: str, stem: str) -> Taken:
        """Decide a body and keep a change as a waiting proposal; the very same body again changes nothing."""
        known = self.forge.known(body)
        key = known or self.next_key()
        decision = self.decide(body, stem, key)
        if decision.is_change and not known:
            self.forge.propose(key, title(decision, self.words["it"]), self.files(decision), body)
        return Taken(key, decision, bool(known))

    def records(self, proposal: Proposal) -> list[tuple[Record | None, Record]]:
        """What a proposal changes: each record before (None for a new one) and after.

        Raises ForgeError `foreign` where a file is no record.
        """
        pairs = []
        for path, text in self.forge.texts(proposal).items():
            after, _ = self._read(proposal, path, text)
            old = self.forge.before(proposal, path)
            pairs.append((self._read(proposal, path, old)[0] if old else None, after))
        return pairs

    def _read(self, proposal: Proposal, path: str, text: str) -> tuple[Record, list[Diagnostic]]:
        """A file of a proposal, as strictly as one of the data folder: a branch may have been made by hand."""
        folder, stem = PurePosixPath(path).parts[1], PurePosixPath(path).stem
        schema = next((item for item in self.catalogue.schemas.values() if item.plural == folder), None)
        if schema is None:
            raise ForgeError("foreign", key=proposal.key, path=path)
        clean, problems = decode(text.encode(), path)
        record, found = read_record(schema, stem, clean, path)
        return record, problems or found

    def duplicates(self, pairs: Iterable[tuple[Record | None, Record]]) -> list[tuple[Record, int]]:
        """What the new records of a proposal look like, among those that are there already."""
        return [twin for before, after in pairs if before is None for twin in similar(self.catalogue, after)]

    def accept(self, proposal: Proposal) -> list[Diagnostic]:
        """Accept a proposal that still holds with today's data; else answer what is wrong and do nothing."""
        read = [self._read(proposal, path, text) for path, text in self.forge.texts(proposal).items()]
        unread = [problem for _, problems in read for problem in problems]
        found = unread or errors(check_around(self.catalogue, [record for record, _ in read], self.today))
        if not found:
            self.forge.accept(proposal)
        return found


def _current(record: Record) -> str:
    return Path(record.path).read_text(encoding="utf-8")
