"""The course of a lab on its page: what happened, what was decided and came of it, what comes, what nobody wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from laltro.insight.story.timeline import Moment, Timeline, silences, timeline
from laltro.model.record import Record
from laltro.publish.edition.link import record_link
from laltro.publish.edition.value import View
from laltro.publish.record.need_progress import form, in_doubt
from laltro.voice import address
from laltro.voice.value import Link
from laltro.voice.voice import Text

# What a lab did on the day of a meeting. That it was running, or is closed, says nothing of the meeting.
_WORK = frozenset({"listening", "codesign", "prototype"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment as it is shown; `facts` are short words beside its name, `link` is missing at beginning and end."""

    what: str
    heading: str
    date: str
    facts: tuple[str, ...] = ()
    link: Link | None = None
    decisions: tuple[Text, ...] = ()
    results: tuple[Link, ...] = ()
    milestones: tuple[tuple[str, Text], ...] = ()
    gap: Text | None = None
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What was, what comes, what has no date, what no source says, and how to take part."""

    past: tuple[Scene, ...]
    coming: tuple[Scene, ...]
    undated: tuple[Scene, ...]
    silences: tuple[str, ...]
    invitation: str
    acts: tuple[Link, ...]


def course(view: View) -> Course:
    """The course of the page's lab as of the edition's day."""
    found = timeline(view.edition.catalogue, view.record, view.edition.today)
    invitation, acts = _joining(view, found)
    return Course(
        past=tuple(_scene(view, moment) for moment in found.dated if not moment.coming),
        coming=tuple(_scene(view, moment) for moment in found.dated if moment.coming),
        undated=tuple(_scene(view, moment) for moment in found.undated),
        silences=tuple(_silences(view, found)),
        invitation=view.edition.words.t(f"site.course.{invitation}"),
        acts=acts,
    )


def _scene(view: View, moment: Moment) -> Scene:
    words, record = view.edition.words, moment.record
    shown = {"meeting": _meeting, "outcome": _outcome}.get(moment.what)
    if shown is None:
        guessed = moment.what in record.items("inferred")
        facts = (words.t("site.value.inferred"),) if guessed else ()
        return Scene(moment.what, words.t(f"site.course.{moment.what}"), words.date(moment.date), facts)
    return shown(view, moment, words.date(moment.date))


def _meeting(view: View, moment: Moment, day: str) -> Scene:
    meeting, edition = moment.record, view.edition
    phase = str(meeting.get("phase", "unknown"))
    results = edition.catalogue.linking(meeting, "outcome", "decided_in")
    return Scene(
        "meeting",
        edition.words.kind("meeting"),
        day,
        (edition.words.option("meeting", "phase", phase),) if phase in _WORK else (),
        record_link(edition, meeting, view.up),
        tuple(_lines(view, meeting, "decisions")),
        tuple(record_link(edition, result, view.up) for result in results),
        coming=moment.coming,
    )


def _outcome(view: View, moment: Moment, day: str) -> Scene:
    outcome, edition = moment.record, view.edition
    facts = (edition.words.option("outcome", name, str(outcome.get(name, ""))) for name in ("outcome_type", "progress"))
    services = edition.catalogue.linked(outcome, "service")
    return Scene(
        "outcome",
        edition.words.kind("outcome"),
        day,
        tuple(fact for fact in facts if fact),
        record_link(edition, outcome, view.up),
        results=tuple(record_link(edition, service, view.up) for service in services),
        milestones=tuple(_milestones(view, outcome)),
        gap=edition.text(outcome, "undocumented"),
        coming=moment.coming,
    )


def _lines(view: View, record: Record, field: str) -> Iterator[Text]:
    """The items of a list of lines, in the page's language where they are translated."""
    own = view.edition.translated(record, field)
    for line in own if isinstance(own, list) else record.items(field):
        yield Text(str(line), "" if isinstance(own, list) else view.edition.foreign)


def _milestones(view: View, outcome: Record) -> Iterator[tuple[str, Text]]:
    items = [item for item in outcome.items("milestones") if isinstance(item, Mapping)]
    for item in sorted(items, key=lambda item: str(item.get("date", ""))):
        yield view.edition.words.date(str(item.get("date", ""))), Text(str(item.get("text", "")), view.edition.foreign)


def _silences(view: View, found: Timeline) -> Iterator[str]:
    """What the sources leave out, in sentences: no meeting, no outcome, or what nobody wrote of the meetings."""
    words, told = view.edition.words, {moment.what for moment in found.all()}
    for what in ("meeting", "outcome"):
        if what not in told:
            yield words.t(f"site.course.no_{what}")
    for name, missing, held in silences(found):
        yield words.t(f"site.course.no_{name}", n=words.number(missing), all=words.number(held))


def _joining(view: View, found: Timeline) -> tuple[str, tuple[Link, ...]]:
    """How to take part: the key of the sentence, and where to go."""
    meeting = found.next()
    if meeting:
        return "next", tuple(_appointment(view, meeting.record))
    if view.edition.is_over(view.record) or view.record.get("status") != "published":
        return "over", tuple(form(view, "bisogno", "site.way.tell"))
    asked = tuple(_asked(view))
    key = "doubt" if in_doubt(view.record) else "ask"
    return key if asked else "unknown", asked


def _asked(view: View) -> Iterator[Link]:
    """Whom to ask: the community manager, a role that has no page, and who leads the lab or else hosts it."""
    manager = view.edition.text(view.record, "community_manager")
    if manager:
        yield Link(manager, "")
    named = [found for name in ("lead", "host") for found in view.edition.catalogue.linked(view.record, name)]
    yield from (record_link(view.edition, one, view.up) for one in named[:1])


def _appointment(view: View, meeting: Record) -> Iterator[Link]:
    link = record_link(view.edition, meeting, view.up)
    yield Link(link.text, link.href, (view.edition.words.date(str(meeting.get("starts_at"))),))
    href = address.web(str(meeting.get("registration_url", "")))
    if href:
        yield Link(Text(view.edition.words.t("site.course.register")), href)
