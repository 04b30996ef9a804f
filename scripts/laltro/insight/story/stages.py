"""How far a shared need has come on the way to a service, as far as sources say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from laltro.insight.story.thread import PROMISES_SERVICE, Thread
from laltro.model.moment import span
from laltro.model.record import Record

# The states of a need in which what is not there yet may still come.
PENDING = frozenset({"open", "in_lab"})
# The states of a need of which nobody told yet that a lab works on it, or what became of it.
_WAITING = frozenset({"open", "not_documented"})
_MAY_BE_SERVICE = PROMISES_SERVICE | {"not_documented"}


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the way, when (a partial date, or empty), and how it stands.

    `state` is `done` (a source documents it), `announced` (only said to come), `pending` (not yet), `dropped` (the
    need was not pursued), `aside` (it came to something else than a service) or `unknown` (no source says).
    """

    name: str
    state: str
    date: str = ""


def is_waiting(need: Record) -> bool:
    """Whether a lab may still take a shared need up."""
    return str(need.get("state")) in _WAITING and need.get("status") == "published" and not need.historic


def stages(need: Record, thread: Thread) -> tuple[Stage, ...]:
    """The five stages of a shared need with its thread. Who gathered it has told and shared it."""
    outcomes, services = thread.of("outcome"), thread.of("service")
    done = [outcome for outcome in outcomes if outcome.get("progress") != "planned"]
    fruits = {str(outcome.get("service", "")) for outcome in done}
    grown = [service for service in services if service.id in fruits]
    return (
        Stage("voiced", "done", str(need.get("first_voiced", ""))),
        Stage("shared", "done"),
        _reached("lab", need, thread.of("lab"), thread.of("lab"), "starts"),
        _reached("outcome", need, outcomes, done, "date"),
        _service(need, outcomes) if not services else _reached("service", need, services, grown, ""),
    )


def _reached(name: str, need: Record, found: Iterable[Record], done: Iterable[Record], field: str) -> Stage:
    """`done` holds those of the `found` that are more than an announcement."""
    if any(done):
        return Stage(name, "done", _first(done, field))
    return Stage(name, "announced" if any(found) else _missing(need))


def _service(need: Record, outcomes: tuple[Record, ...]) -> Stage:
    """The last stage without a service on record."""
    types = {str(outcome.get("outcome_type", "not_documented")) for outcome in outcomes}
    return Stage("service", "aside" if types and not types & _MAY_BE_SERVICE else _missing(need))


def _missing(need: Record) -> str:
    if need.get("state") == "not_pursued":
        return "dropped"
    return "pending" if str(need.get("state")) in PENDING else "unknown"


def _first(records: Iterable[Record], field: str) -> str:
    """The earliest of their dates; empty where none has one."""
    days = [str(record.get(field, "")) for record in records]
    return min((day for day in days if span(day)), default="")
