"""The proposal that says of offers whose time ran out that they did: born valid, and told in human words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from laltro.check.around import check_around
from laltro.insight.expiry import expired
from laltro.intake.life.case import digest_of
from laltro.intake.overview import Move, overview
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import errors
from laltro.model.edit import edited
from laltro.model.record import Record
from laltro.model.strings import Strings


@dataclass(frozen=True, slots=True)
class Upkeep:
    """A proposal of our own: its files by path (none: nothing to propose), title and body, which ends with `mark`."""

    title: str = ""
    body: str = ""
    files: dict[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What tells this change from every other."""
        return f"<!-- laltro upkeep {digest_of(self.files)} -->"


def expiration(catalogue: Catalogue, strings: Strings, today: date, current: Callable[[Record], str]) -> Upkeep:
    """The proposal as of `today`; `current` gives the text of a record's file. What would break a rule is left out."""
    records = [record for record in expired(catalogue, today) if not errors(check_around(catalogue, [record], today))]
    files = {
        catalogue.schema(record).file(record.id): edited(catalogue.schema(record), current(record), record.values)
        for record in records
    }
    made = Upkeep(strings.text("expiration.title", count=str(len(records))), "", files)
    return Upkeep(made.title, f"{_body(records, catalogue, strings)}\n{made.mark}\n", files) if files else Upkeep()


def _body(records: Sequence[Record], catalogue: Catalogue, strings: Strings) -> str:
    moves = [Move(catalogue.find(record.kind, record.id), record) for record in records]
    return f"{strings.text('expiration.intro')}\n\n{overview(moves, catalogue.holding(records), strings)}"
