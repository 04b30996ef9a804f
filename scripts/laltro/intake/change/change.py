"""The one shape of a change: these records become those, with these problems, like these others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from laltro.insight.likeness.duplicates import duplicates
from laltro.insight.likeness.likeness import Likeness
from laltro.insight.likeness.similar_needs import SimilarNeed, similar_needs
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.record import Key, Record


@dataclass(frozen=True, slots=True)
class Move:
    """A record before and after a change; None where it was not, or is no more. One of them is there."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """What tells its kind, id and name."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def state(self) -> Literal["new", "changed", "gone"]:
        """What becomes of the record."""
        return "gone" if self.after is None else "changed" if self.before else "new"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of records, whoever decided so: a form, a facilitator, the repository itself, a person by hand.

    The main record moves first; a change without moves is none. `diagnostics` is what is wrong with it, `duplicates`
    the records there are that its new ones look like, `similar_needs` the shared needs that its new voices are like.
    """

    moves: tuple[Move, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    duplicates: tuple[Likeness, ...] = ()
    similar_needs: tuple[SimilarNeed, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """The new states, the main one first."""
        return tuple(move.after for move in self.moves if move.after)

    @property
    def before(self) -> Mapping[Key, Record]:
        """The old state of every record that is not new."""
        return {move.before.key: move.before for move in self.moves if move.before}

    @property
    def news(self) -> list[Record]:
        """The records that were not there."""
        return [move.after for move in self.moves if move.after and not move.before]


def compared(change: Change, catalogue: Catalogue) -> Change:
    """The same change with the records of `catalogue`, that of before it, which its new ones are like."""
    alike = tuple(each for record in change.news for each in duplicates(catalogue, record, change.news))
    voices = (record for record in change.news if record.kind == "need")
    near = tuple(each for voice in voices for each in similar_needs(catalogue, voice))
    return replace(change, duplicates=alike, similar_needs=near)
