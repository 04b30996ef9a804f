"""A lab takes up shared needs: with the lab itself the catalogue learns that they are worked on."""

from __future__ import annotations

from collections.abc import Iterator

from laltro.insight.match.demand import contentment
from laltro.insight.story.merging import standing
from laltro.insight.story.stages import is_waiting
from laltro.intake.change.change import Move
from laltro.intake.gathering.gathering import changed
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record


def adopted(catalogue: Catalogue, record: Record) -> Iterator[Move]:
    """The shared needs that a lab at work moves to `in_lab`; none for any other record.

    Of a shared need that was merged into another, the one that speaks for it today.
    """
    if record.kind != "lab" or contentment(record):
        return
    named = {need.key: need for each in catalogue.linked(record, "shared_needs") for need in standing(catalogue, each)}
    for need in named.values():
        if is_waiting(need):
            guessed = [name for name in need.items("inferred") if name != "state"]
            yield Move(need, changed(catalogue, need, {"state": "in_lab", "inferred": guessed}))
