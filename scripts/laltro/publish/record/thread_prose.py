"""The thread as text: sentences that say what is documented, and one that says what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from laltro.insight.story.thread import Step, Thread
from laltro.model.record import Record
from laltro.publish.edition.link import record_link
from laltro.publish.edition.value import View
from laltro.voice.value import Link

# The kinds of whose record the sentence gives a date: when it was voiced, when it began, when it was held.
_DATED = {"shared_need": ("first_voiced", "first_voiced"), "lab": ("starts", "ends"), "outcome": ("date", "date")}
# On these pages the meetings of the thread are those in which something was decided, on the others all of the lab's.
_DECIDED = frozenset({"service", "outcome"})
# Where the name stands in a sentence while it is cut in two; no name and no sentence holds it.
_NAME = "\0"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence, whole or around the one name in it."""

    before: str
    link: Link | None = None
    after: str = ""


def telling(view: View, story: Thread) -> tuple[Clause, ...]:
    """The sentences of a story, in its order; none where there is no story."""
    if not story.steps:
        return ()
    beside = [
        _sentence(view, "offer", story.offers, "one"),
        _sentence(view, "contribution", story.contributions, "one"),
    ]
    steps = [clause for step in story.steps if not step.gap for clause in _told(view, step, story)]
    return (*steps, *(clause for clause in beside if clause), *_gaps(view, story.steps))


def _told(view: View, step: Step, story: Thread) -> Iterator[Clause]:
    """What a step comes to; of several outcomes also how many were stopped or are only announced."""
    clause = _sentence(view, step.kind, step.records, _form(view, step, story))
    if clause and not _alone(view, step, story):
        yield clause
    if step.kind == "outcome" and len(step.records) > 1:
        for progress in ("stopped", "planned"):
            count = sum(record.get("progress") == progress for record in step.records)
            if count:
                yield Clause(view.edition.words.count(f"site.telling.outcomes_{progress}", count))


def _alone(view: View, step: Step, story: Thread) -> bool:
    """True for a page's own service that only offers are linked to: of no way that led there is anything known."""
    return step.kind == "service" and not story.of("outcome") and view.record.kind == "service"


def _form(view: View, step: Step, story: Thread) -> str:
    """Which sentence a single record gets."""
    if step.kind == "meeting":
        return "decided" if view.record.kind in _DECIDED else "one"
    if step.kind not in ("outcome", "service"):
        return "one"
    outcomes = story.of("outcome")
    if outcomes and all(outcome.get("progress") == "planned" for outcome in outcomes):
        return "announced"
    if step.kind == "service":
        return "one" if outcomes else "alone"
    return _ended(outcomes[0])


def _ended(outcome: Record) -> str:
    """How an outcome is told that did not come to what was hoped."""
    told = {"no_result": "nothing", "not_documented": "unclear"}.get(str(outcome.get("outcome_type")))
    return told or ("stopped" if outcome.get("progress") == "stopped" else "one")


def _sentence(view: View, kind: str, records: tuple[Record, ...], form: str) -> Clause | None:
    words, key = view.edition.words, f"site.telling.{kind}"
    if not records:
        return None
    if len(records) > 1:
        return Clause(words.count(f"{key}_many", len(records)))
    record = records[0]
    here = words.find(f"{key}_{form}_here") or words.find(f"{key}_here")
    if record.key == view.record.key and here:
        return Clause(here)
    before, _, after = words.t(f"{key}_{form}", name=_NAME, when=_when(view, record)).partition(_NAME)
    return Clause(before, record_link(view.edition, record, view.up), after)


def _when(view: View, record: Record) -> str:
    words = view.edition.words
    if record.kind == "meeting":
        period = words.date(str(record.get("starts_at", "")))
    else:
        first, last = _DATED.get(record.kind, ("", ""))
        period = words.period(str(record.get(first, "")), str(record.get(last, "")))
    return words.t("site.telling.when", date=period) if period else ""


def _gaps(view: View, steps: Iterable[Step]) -> Iterator[Clause]:
    """One sentence for all that is missing."""
    words = view.edition.words
    names = [words.t(f"site.telling.{step.gap}_{step.kind}") for step in steps if step.gap]
    if names:
        yield Clause(words.t("site.telling.gaps", names=", ".join(names)))
