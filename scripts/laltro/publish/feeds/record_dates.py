"""When a record was made and last changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from laltro.insight.trust.revision import Revision
from laltro.model.moment import ROME, span
from laltro.model.record import Key, Record
from laltro.publish.record.assurance import collected_on


@dataclass(frozen=True, slots=True)
class Dates:
    """Moments in UTC; `made` is None where nobody noted it. `revisions` are the last ones, the latest first."""

    changed: datetime
    made: datetime | None = None
    revisions: tuple[Revision, ...] = ()


def dates(record: Record, history: Mapping[Key, Dates], today: date) -> Dates:
    """As git tells it; without git the day on which the record was confirmed, or else its sources were last read.

    Where neither is known, today: no record can be younger.
    """
    known = history.get(record.key)
    if known:
        return known
    days = span(str(record.get("assured_date", ""))) or span(collected_on(record.items("sources")))
    return Dates(midnight(min(days[0], today) if days else today))


def midnight(day: date) -> datetime:
    """The beginning of a day in Milan, in UTC."""
    return datetime.combine(day, time(), ROME).astimezone(UTC)
