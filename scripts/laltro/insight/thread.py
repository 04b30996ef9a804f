"""The thread from a need to a service, walkable from any record in both directions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from laltro.model.catalogue import Catalogue
from laltro.model.record import Key, Record

# The order in which a story is told; offers stand beside it.
ORDER = ("need", "shared_need", "lab", "meeting", "outcome", "service")
PROMISES_SERVICE = frozenset({"new_service", "improved_service"})
# A match that nobody agreed to is no part of the story.
MADE = frozenset({"agreed", "completed"})
# The kinds whose story is that of what they are for, and the field that says it.
_AIMED = {"match": "target", "contribution": "receiver"}

Walk = Callable[[Catalogue, Record], list[Record]]


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
    """The steps in order, and the offers that made them possible. No steps: the record stands alone."""

    steps: tuple[Step, ...] = ()
    offers: tuple[Record, ...] = ()

    def keys(self) -> frozenset[Key]:
        """The records of the thread."""
        found = [record.key for step in self.steps for record in step.records]
        return frozenset(found + [offer.key for offer in self.offers])


def thread(catalogue: Catalogue, record: Record) -> Thread:
    """What led to `record` and what came of it.

    Siblings are left out: from a service one walks back to its lab, not on to the lab's other outcomes. An offer's
    thread is that of whatever it was matched with; a record outside the story (a place) has none.
    """
    found = _unique(item for start in _starts(catalogue, record) for item in _story(catalogue, start))
    offers = _unique([record] if found and record.kind == "offer" else []) + _offers(catalogue, found)
    if not found or (len(found) == 1 and not offers and record.kind in ("need", "service")):
        return Thread()
    return Thread(tuple(_steps(catalogue, found)), tuple(sorted(_unique(offers), key=_when)))


def _unique(records: Iterable[Record]) -> list[Record]:
    return list({record.key: record for record in records}.values())


def _starts(catalogue: Catalogue, record: Record) -> list[Record]:
    if record.kind in _AIMED:
        return catalogue.linked(record, _AIMED[record.kind])
    if record.kind == "offer":
        matched = [
            target for match in _made(catalogue, record, "offer") for target in catalogue.linked(match, "target")
        ]
        return matched + catalogue.linking(record, "lab", "offer")
    return [record] if record.kind in ORDER else []


def _story(catalogue: Catalogue, start: Record) -> list[Record]:
    return [start, *_BACK[start.kind](catalogue, start), *_FORTH[start.kind](catalogue, start)]


def _before_shared_need(catalogue: Catalogue, need: Record) -> list[Record]:
    return catalogue.linking(need, "need", "shared_need") + catalogue.linked(need, "merged_from")


def _before_lab(catalogue: Catalogue, lab: Record) -> list[Record]:
    return _with(catalogue, catalogue.linked(lab, "shared_needs"), _before_shared_need)


def _before_meeting(catalogue: Catalogue, meeting: Record) -> list[Record]:
    return _with(catalogue, catalogue.linked(meeting, "lab"), _before_lab)


def _before_outcome(catalogue: Catalogue, outcome: Record) -> list[Record]:
    """Where the outcome names its own needs, only those and not all that its lab worked on."""
    own = _with(catalogue, catalogue.linked(outcome, "shared_needs"), _before_shared_need)
    labs = catalogue.linked(outcome, "lab")
    inherited = [] if own else [need for lab in labs for need in _before_lab(catalogue, lab)]
    return own + inherited + labs + catalogue.linked(outcome, "decided_in")


def _before_service(catalogue: Catalogue, service: Record) -> list[Record]:
    return _with(catalogue, catalogue.linking(service, "outcome", "service"), _before_outcome)


def _after_shared_need(catalogue: Catalogue, need: Record) -> list[Record]:
    """Its labs and their meetings; of their outcomes, those that name this need or none in particular."""
    labs = catalogue.linking(need, "lab", "shared_needs")
    meetings = [meeting for lab in labs for meeting in catalogue.linking(lab, "meeting", "lab")]
    general = [outcome for lab in labs for outcome in catalogue.linking(lab, "outcome", "lab")]
    outcomes = [outcome for outcome in general if not catalogue.linked(outcome, "shared_needs")]
    outcomes += catalogue.linking(need, "outcome", "shared_needs")
    merged = catalogue.linking(need, "shared_need", "merged_from")
    return merged + labs + meetings + _with(catalogue, outcomes, _after_outcome)


def _after_need(catalogue: Catalogue, need: Record) -> list[Record]:
    return _with(catalogue, catalogue.linked(need, "shared_need"), _after_shared_need)


def _after_lab(catalogue: Catalogue, lab: Record) -> list[Record]:
    outcomes = _with(catalogue, catalogue.linking(lab, "outcome", "lab"), _after_outcome)
    return catalogue.linking(lab, "meeting", "lab") + outcomes


def _after_meeting(catalogue: Catalogue, meeting: Record) -> list[Record]:
    return _with(catalogue, catalogue.linking(meeting, "outcome", "decided_in"), _after_outcome)


def _after_outcome(catalogue: Catalogue, outcome: Record) -> list[Record]:
    return catalogue.linked(outcome, "service")


def _nothing(catalogue: Catalogue, record: Record) -> list[Record]:
    return []


def _with(catalogue: Catalogue, records: list[Record], walk: Walk) -> list[Record]:
    """The records, and where each of them leads."""
    return records + [further for record in records for further in walk(catalogue, record)]


_BACK: Mapping[str, Walk] = {
    "need": _nothing,
    "shared_need": _before_shared_need,
    "lab": _before_lab,
    "meeting": _before_meeting,
    "outcome": _before_outcome,
    "service": _before_service,
}
_FORTH: Mapping[str, Walk] = {
    "need": _after_need,
    "shared_need": _after_shared_need,
    "lab": _after_lab,
    "meeting": _after_meeting,
    "outcome": _after_outcome,
    "service": _nothing,
}


def _made(catalogue: Catalogue, record: Record, field: str) -> list[Record]:
    """The agreed or completed matches that refer to `record` in `field`."""
    return [match for match in catalogue.linking(record, "match", field) if str(match.get("state")) in MADE]


def _offers(catalogue: Catalogue, records: Iterable[Record]) -> list[Record]:
    found: list[Record] = []
    for record in records:
        for match in _made(catalogue, record, "target"):
            found += catalogue.linked(match, "offer")
        found += catalogue.linked(record, "offer") if record.kind == "lab" else []
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
