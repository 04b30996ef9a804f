"""A change as git tells it: which files it touches since an earlier commit, and which records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from laltro.intake.change.change import Change, Move
from laltro.intake.upkeep.scope import Touched
from laltro.model.catalogue import Catalogue
from laltro.model.document import decode
from laltro.model.record import Record, read_record
from laltro.model.schema import Schema
from laltro.world.git.git import Git


@dataclass(frozen=True)
class GitChange:
    """Everything from commit `base` to what is checked out. Raises ForgeError `git_failed` for an unknown base."""

    git: Git
    base: str

    def touched(self) -> list[Touched]:
        """The files, by path."""
        commit = self.git.run("rev-parse", "--verify", "--end-of-options", f"{self.base}^{{commit}}").strip()
        raw = self.git.run("diff-tree", "-r", "-z", "--raw", "--no-renames", commit, "HEAD").split("\0")
        return [Touched(path, entry.split()[1]) for entry, path in zip(raw[0::2], raw[1::2], strict=False)]

    def change(self, catalogue: Catalogue) -> Change:
        """What becomes of the records, by path; `catalogue` is what is checked out. The unread is left to the check."""
        return Change(tuple(self._moves(catalogue)))

    def _moves(self, catalogue: Catalogue) -> Iterator[Move]:
        kinds = {schema.plural: schema for schema in catalogue.schemas.values()}
        for file in self.touched():
            path = PurePosixPath(file.path)
            schema = kinds.get(path.parent.name)
            if schema and file.path == schema.file(path.stem):
                before, after = self._before(schema, file.path), catalogue.find(schema.kind, path.stem)
                if after or (before and file.removed):
                    yield Move(before, after)

    def _before(self, schema: Schema, path: str) -> Record | None:
        """A record as it was at `base`, read as strictly as one of today."""
        text = self.git.blob(self.base, path)
        clean, _ = decode(text.encode(), path)
        return read_record(schema, PurePosixPath(path).stem, clean, path)[0] if text else None
