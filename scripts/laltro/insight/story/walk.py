"""The walk from a record of the story back to the needs it came from, and on to what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from laltro.insight.story.merging import absorbed, heirs
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record

Walk = Callable[[Catalogue, Record], list[Record]]


def walk(catalogue: Catalogue, start: Record) -> list[Record]:
    """The record itself, what led to it and what it led to; some of them more than once."""
    return [start, *_BACK[start.kind](catalogue, start), *_FORTH[start.kind](catalogue, start)]


def _before_shared_need(catalogue: Catalogue, need: Record) -> list[Record]:
    """Its voices, and those of the shared needs it took up, at any depth."""
    taken_up = absorbed(catalogue, need)
    return [voice for each in (need, *taken_up) for voice in catalogue.linking(each, "need", "shared_need")] + taken_up


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
    """What came of it, of those it took up and of those that took it up, these included."""
    later = heirs(catalogue, need)
    joined = [need, *absorbed(catalogue, need), *later]
    return later + [each for shared in joined for each in _came_of(catalogue, shared)]


def _came_of(catalogue: Catalogue, need: Record) -> list[Record]:
    """Its labs and their meetings; of their outcomes, those that name this need or none in particular."""
    labs = catalogue.linking(need, "lab", "shared_needs")
    meetings = [meeting for lab in labs for meeting in catalogue.linking(lab, "meeting", "lab")]
    general = [outcome for lab in labs for outcome in catalogue.linking(lab, "outcome", "lab")]
    outcomes = [outcome for outcome in general if not catalogue.linked(outcome, "shared_needs")]
    outcomes += catalogue.linking(need, "outcome", "shared_needs")
    return labs + meetings + _with(catalogue, outcomes, _after_outcome)


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
