"""The mark of an area: the name of its drawing in `theme/assets/icons`, and a link to its page."""

from __future__ import annotations

from dataclasses import dataclass

from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import term
from laltro.voice.value import Link


@dataclass(frozen=True, slots=True)
class AreaIcon:
    """What stands for an area beside a record."""

    icon: str
    link: Link


def icon(edition: Edition, area: str) -> str:
    """The drawing of an area as the vocabulary names it; empty for an unknown area."""
    row = edition.catalogue.vocabularies["areas"].row(area)
    return str(row["icon"]) if row else ""


def marks(edition: Edition, record: Record, up: str) -> tuple[AreaIcon, ...]:
    """The areas of a record, in the record's order."""
    areas = [str(area) for area in record.items("areas")]
    return tuple(AreaIcon(icon(edition, area), term(edition, "areas", area, up)) for area in areas)
