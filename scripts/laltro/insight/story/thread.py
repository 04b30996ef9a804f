"""The thread from a need to a service, walkable from any record in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from laltro.insight.story.walk import walk
from laltro.model.catalogue import Catalogue
from laltro.model.record import Key, Record

# The order in which a story is told; offers stand beside it.
ORDER = ("need", "shared_need", "lab", "meeting", "outcome", "service")
PROMISES_SERVICE = frozenset({"new_service", "improved_service"})
# A match that nobody agreed to is no part of the story.
MADE = frozenset({"agreed", "completed"})
# What contributions are given to; the other records of a story receive none.
_RECEIVERS = frozenset({"shared_need", "lab", "service"})


@dataclass(frozen=True, slots=True)
class Step:
    """The records of one kind in a thread, by date and id.

    `gap` is empty where a source supports the step; `missing` where no record is documented; `undecided` where the
    lab's meetings are known but not the one in which the outcome was decided.
    """

    kind: str
    records: tuple[Record, ...] = ()
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """The steps in order, the offers they lean on and what was given. No steps: the record stands alone."""

    steps: tuple[Step, ...] = ()
    offers: tuple[Record, ...] = ()
    contributions: tuple[Record, ...] = ()

    def keys(self) -> frozenset[Key]:
        """The records of the thread."""
        found = [record.key for step in self.steps for record in step.records]
        return frozenset(found + [beside.key for beside in (*self.offers, *self.contributions)])

    def of(self, kind: str) -> tuple[Record, ...]:
        """The records of a step; none where the story has no such step."""
        return next((step.records for step in self.steps if step.kind == kind), ())


def thread(catalogue: Catalogue, record: Record) -> Thread:
    """What led to `record` and what came of it.

    Siblings are left out: from a service one walks back to its lab, not on to the lab's other outcomes. An offer's
    thread is that of whatever it was matched with, a contribution's that of who received it; a record outside the
    story (a place) has none.
    """
    found = _unique(item for start in _starts(catalogue, record) for item in walk(catalogue, start))
    offers = _own(catalogue, record, "offer") + _offers(catalogue, found)
    given = _own(catalogue, record, "contribution") + _contributions(catalogue, found)
    if not found or (len(found) == 1 and not offers and not given and record.kind in ("need", "service")):
        return Thread()
    beside = (tuple(sorted(_unique(records), key=_when)) for records in (offers, given))
    return Thread(tuple(_steps(catalogue, found)), *beside)


def _unique(records: Iterable[Record]) -> list[Record]:
    return list({record.key: record for record in records}.values())


def _starts(catalogue: Catalogue, record: Record) -> list[Record]:
    if record.kind == "match":
        return catalogue.linked(record, "target")
    if record.kind == "contribution":
        matches = catalogue.linked(record, "match")
        return catalogue.linked(record, "receiver") or _each(catalogue, matches, "target")
    if record.kind == "offer":
        return _each(catalogue, _made(catalogue, record, "offer"), "target") + catalogue.linking(record, "lab", "offer")
    return [record] if record.kind in ORDER else []


def _made(catalogue: Catalogue, record: Record, field: str) -> list[Record]:
    """The agreed or completed matches that refer to `record` in `field`."""
    return [match for match in catalogue.linking(record, "match", field) if str(match.get("state")) in MADE]


def _each(catalogue: Catalogue, records: Iterable[Record], field: str) -> list[Record]:
    """What the `field` of each of the records refers to."""
    return [target for record in records for target in catalogue.linked(record, field)]


def _own(catalogue: Catalogue, record: Record, kind: str) -> list[Record]:
    """What a record is, or says of itself, beside the story: an offer itself, the offer of a contribution."""
    if record.kind == kind:
        return [record]
    return catalogue.linked(record, kind) if record.kind == "contribution" else []


def _offers(catalogue: Catalogue, records: Iterable[Record]) -> list[Record]:
    found: list[Record] = []
    for record in records:
        found += _each(catalogue, _made(catalogue, record, "target"), "offer")
        found += catalogue.linked(record, "offer") if record.kind == "lab" else []
    return found


def _contributions(catalogue: Catalogue, records: Iterable[Record]) -> list[Record]:
    """What the records of the story received, or was given after a match with one of them."""
    found: list[Record] = []
    for record in records:
        if record.kind in _RECEIVERS:
            found += catalogue.linking(record, "contribution", "receiver")
            for match in catalogue.linking(record, "match", "target"):
                found += catalogue.linking(match, "contribution", "match")
    return found


def _steps(catalogue: Catalogue, found: list[Record]) -> Iterator[Step]:
    for kind in ORDER:
        records = tuple(sorted((item for item in found if item.kind == kind), key=_when))
        if records:
            yield Step(kind, records)
        elif kind == "meeting":
            yield from _undecided(catalogue, found)
        elif kind in ("shared_need", "lab", "outcome") or (kind == "service" and _service_promised(found)):
            yield Step(kind, gap="missing")


def _undecided(catalogue: Catalogue, found: list[Record]) -> Iterator[Step]:
    """The meetings of the labs in the story, where no source says in which of them it was decided."""
    labs = [item for item in found if item.kind == "lab"]
    held = _unique(meeting for lab in labs for meeting in catalogue.linking(lab, "meeting", "lab"))
    if labs:
        yield Step("meeting", tuple(sorted(held, key=_when)), "undecided" if held else "missing")


def _service_promised(found: list[Record]) -> bool:
    return any(item.kind == "outcome" and str(item.get("outcome_type")) in PROMISES_SERVICE for item in found)


def _when(record: Record) -> tuple[str, str]:
    return (str(record.get("starts_at") or record.get("date") or ""), record.id)
