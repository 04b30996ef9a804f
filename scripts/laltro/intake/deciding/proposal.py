"""A decided change as it is carried out: file texts, and a title made of ids and schema words only."""

from __future__ import annotations

from collections.abc import Callable

from laltro.intake.change.change import Change
from laltro.model.catalogue import Catalogue
from laltro.model.edit import edited
from laltro.model.record import Record, canonical
from laltro.model.strings import Strings


def files(change: Change, catalogue: Catalogue, current: Callable[[Record], str]) -> dict[str, str]:
    """Path → new text of every record of a change; `current` gives the present text of a record that exists."""
    return {
        catalogue.schema(record).file(record.id): _text(change, catalogue, record, current) for record in change.records
    }


def _text(change: Change, catalogue: Catalogue, record: Record, current: Callable[[Record], str]) -> str:
    schema = catalogue.schema(record)
    before = change.before.get(record.key)
    return edited(schema, current(before), record.values) if before else canonical(schema, record.values)


def title(change: Change, strings: Strings) -> str:
    """The title of the proposal: never a word of the submitter's."""
    main, *others = change.records
    verb = "update" if main.key in change.before else "new"
    text = strings.text(f"proposal.{verb}", kind=strings.text(f"kinds.{main.kind}.one"), id=main.id)
    return f"{text} {strings.text('proposal.besides', count=str(len(others)))}" if others else text
