"""The way of a shared need to a service, stage by stage, and what a reader can do for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from laltro.insight.story.stages import PENDING, Stage, is_waiting, stages
from laltro.insight.story.thread import Thread
from laltro.model.record import Record
from laltro.publish.edition.link import form_page, record_link
from laltro.publish.edition.value import View
from laltro.voice.value import Link
from laltro.voice.voice import Text


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage as it is drawn: its name, how it stands (a word for the eye, `state` for the style)."""

    name: str
    state: str
    told: str


@dataclass(frozen=True, slots=True)
class Way:
    """The stages, what would help now, and where to do it."""

    stops: tuple[Stop, ...]
    invitation: str
    acts: tuple[Link, ...]


def way(view: View, found: Thread) -> Way:
    """The way of the page's shared need."""
    stops = tuple(_stop(view, stage) for stage in stages(view.record, found))
    state = "pending" if str(view.record.get("state")) in PENDING else "past"
    acts = tuple(_acts(view, found, state))
    return Way(stops, view.edition.words.t(f"site.way.invitation_{state}") if acts else "", acts)


def _stop(view: View, stage: Stage) -> Stop:
    words = view.edition.words
    told = words.date(stage.date) if stage.date else words.t(f"site.way.{stage.state}")
    return Stop(words.t(f"site.way.stage_{stage.name}"), stage.state, told)


def _acts(view: View, found: Thread, state: str) -> Iterator[Link]:
    """To take part in a lab that goes on and to offer something, while an answer is sought; to tell it, always.

    And where no lab goes on, to open one.
    """
    words = view.edition.words
    if state == "pending":
        for lab in found.of("lab"):
            if not view.edition.is_over(lab):
                link = record_link(view.edition, lab, view.up)
                key = "ask" if in_doubt(lab) else "join"
                yield Link(Text(words.t(f"site.way.{key}", name=str(link.text))), link.href)
        yield from form(view, "offerta", "site.way.offer")
    yield from form(view, "bisogno", "site.way.tell")
    if is_waiting(view.record) and all(map(view.edition.is_over, found.of("lab"))):
        need = view.edition.address(view.record).rstrip("/")
        yield from form(view, "laboratorio", "site.way.open", kind="lab", shared_needs=need)


def in_doubt(lab: Record) -> bool:
    """True where no source says whether a lab goes on."""
    return str(lab.get("phase", "unknown")) == "unknown"


def form(view: View, stem: str, key: str, **begun: str) -> Iterator[Link]:
    """A link to a form, where it has a page; `begun` is answered there already."""
    if href := form_page(view.edition, stem, view.up, **begun):
        yield Link(Text(view.edition.words.t(key)), href)
