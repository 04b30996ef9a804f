"""A proposal of our own: records as they shall be, born valid, and told in human words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from laltro.check.around import check_around
from laltro.intake.change.change import Change, Move
from laltro.intake.life.issue_state import digest_of
from laltro.intake.told.overview import overview
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import errors
from laltro.model.edit import edited
from laltro.model.record import Record
from laltro.model.strings import Strings

_MARK = "<!-- laltro upkeep "


@dataclass(frozen=True, slots=True)
class Upkeep:
    """A proposal of our own: its files by path (none: nothing to propose), title and body, which ends with `mark`."""

    title: str = ""
    body: str = ""
    files: dict[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What tells this change from every other."""
        return f"{_MARK}{digest_of(self.files)} -->"


def unmarked(body: str) -> str:
    """The body of a proposal without its mark."""
    return body.partition(_MARK)[0].rstrip()


def proposal(
    wanted: Sequence[Record],
    words: str,
    catalogue: Catalogue,
    strings: Strings,
    today: date,
    current: Callable[[Record], str],
) -> Upkeep:
    """The proposal that lets records be the `wanted` ones; what would break a rule is left out.

    `words` names its sentences in words/ (`<words>.title`, `<words>.intro`); `current` gives the text of a record's
    file.
    """
    records = [record for record in wanted if not errors(check_around(catalogue, [record], today))]
    files = {
        catalogue.schema(record).file(record.id): edited(catalogue.schema(record), current(record), record.values)
        for record in records
    }
    made = Upkeep(strings.text(f"{words}.title", count=str(len(records))), "", files)
    told = f"{strings.text(f'{words}.intro')}\n\n{_changes(records, catalogue, strings)}\n{made.mark}\n"
    return Upkeep(made.title, told, files) if files else Upkeep()


def _changes(records: Sequence[Record], catalogue: Catalogue, strings: Strings) -> str:
    change = Change(tuple(Move(catalogue.find(record.kind, record.id), record) for record in records))
    return overview(change, catalogue, strings)
