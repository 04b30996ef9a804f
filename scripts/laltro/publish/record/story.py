"""How a record came about and what came of it: the thread, drawn and told, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from laltro.insight.story.given import Gift, given
from laltro.insight.story.thread import Step, Thread, thread
from laltro.publish.edition.mention import day, mentions
from laltro.publish.edition.value import View
from laltro.publish.record.lab_course import Course, course
from laltro.publish.record.matching import MATCHED
from laltro.publish.record.need_progress import Way, way
from laltro.publish.record.thread_prose import Clause, telling
from laltro.voice.value import Link


@dataclass(frozen=True, slots=True)
class StoryGroup:
    """Links under a heading."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Station:
    """A step as it is drawn. `gap` says what is not documented; `firm`: so is the line from the station before."""

    icon: str
    heading: str
    links: tuple[Link, ...]
    gap: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Story:
    """What a page tells of its record's story; every part may be empty.

    `unborn`: a service of which no source says how it came about. `opened` is what an organisation opens, or what
    happens in a place (`opened_heading`); `related` whatever else refers to the record.
    """

    heading: str
    telling: tuple[Clause, ...]
    stations: tuple[Station, ...]
    beside: tuple[tuple[str, StoryGroup], ...]
    unborn: bool
    way: Way | None
    course: Course | None
    opened_heading: str
    opened: tuple[StoryGroup, ...]
    opened_gap: str
    related: tuple[StoryGroup, ...]


def story(view: View) -> Story:
    """The story of a page's record."""
    record, words = view.record, view.edition.words
    found, gifts = thread(view.edition.catalogue, record), given(view.edition.catalogue, record)
    return Story(
        heading=words.find(f"site.thread.heading_{record.kind}") or words.t("site.thread.heading"),
        telling=telling(view, found),
        stations=tuple(_stations(view, found.steps)),
        beside=tuple(_beside(view, found)),
        unborn=record.kind == "service" and not found.steps and record.get("origin") != "preexisting",
        way=way(view, found) if record.kind == "shared_need" else None,
        course=course(view) if record.kind == "lab" else None,
        opened_heading=words.find(f"site.given.heading_{record.kind}") or "",
        opened=(*_joined(view), *(_gift(view, gift) for gift in gifts)),
        opened_gap="" if gifts else words.find(f"site.given.gap_{record.kind}") or "",
        related=tuple(_related(view, found, gifts)),
    )


def _stations(view: View, steps: Iterable[Step]) -> Iterator[Station]:
    words, before = view.edition.words, ""
    for step in steps:
        heading = words.kind(step.kind, "many" if len(step.records) > 1 else "one")
        gap = {"missing": f"gap_{step.kind}", "undecided": "gap_decided"}.get(step.gap)
        told = words.t(f"site.thread.{gap}") if gap else ""
        icon = view.edition.catalogue.schemas[step.kind].page.icon or step.kind
        yield Station(icon, heading, mentions(view, step.records), told, not (step.gap or before))
        before = step.gap


def _beside(view: View, found: Thread) -> Iterator[tuple[str, StoryGroup]]:
    """The offers and contributions of a story: the drawing, and the links."""
    for kind, records in (("offer", found.offers), ("contribution", found.contributions)):
        if found.steps and records:
            yield kind, StoryGroup(view.edition.words.t(f"site.thread.{kind}s"), mentions(view, records))


def _joined(view: View) -> Iterator[StoryGroup]:
    """What a match joins, whether or not it was ever agreed to."""
    for name in ("offer", "target") if view.record.kind == "match" else ():
        records = view.edition.catalogue.linked(view.record, name)
        if records:
            yield StoryGroup(view.edition.words.label("match", name), mentions(view, records))


def _gift(view: View, gift: Gift) -> StoryGroup:
    links = mentions(view, sorted(view.edition.by_title(gift.records), key=day))
    return StoryGroup(view.edition.words.t(f"site.given.{gift.name}"), links)


def _related(view: View, found: Thread, gifts: tuple[Gift, ...]) -> Iterator[StoryGroup]:
    """What refers to the record and is told nowhere else on its page, by kind."""
    told = found.keys() | {record.key for gift in gifts for record in gift.records}
    others = {link.source.key: link.source for link in view.edition.catalogue.referrers(view.record.key)}
    told |= {key for key in others if key[0] == "match" and view.record.kind in MATCHED}  # told with their states
    rest = [record for key, record in sorted(others.items()) if key not in told]
    for kind, records in groupby(rest, key=lambda record: record.kind):
        yield StoryGroup(view.edition.words.kind(kind, "many"), mentions(view, view.edition.by_title(records)))
