"""The page for community managers: what could meet, what waits for an answer, and who is left without anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from laltro.insight.match.demand import KINDS
from laltro.insight.match.matches_by_record import MatchesByRecord, doubtful, idle, undecided, waiting
from laltro.insight.match.reason import SOON
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import form_page
from laltro.publish.record.matching import FEW, Idea, Standing, found, idea, side, standing
from laltro.voice import address
from laltro.voice.value import Link

PAGE = "per-chi-cura/incroci/"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A target with all that is suggested to it."""

    target: Link
    ideas: tuple[Idea, ...]


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A match that waits for an answer, what it joins, and the form that tells the answer (empty without its page)."""

    offer: Link
    target: Standing
    form: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Offers of which one has to ask whether they still hold: why, and each with the form that says so."""

    why: str
    offers: tuple[tuple[Link, str], ...]


def workbench(edition: Edition) -> Markup:
    """What `@@matching@@` stands for."""
    known, up = found(edition), address.climb(PAGE)
    meetings, questions = tuple(_meetings(edition, known, up)), tuple(_questions(edition, up))
    others = {
        "decisions": tuple(_decisions(edition, up)),
        "waiting": tuple(side(edition, target, up) for target in _in_order(edition, waiting(known))),
        "idle": tuple(_idle(edition, known, up)),
    }
    counts = {
        "meetings": sum(len(meeting.ideas) for meeting in meetings),
        **{name: len(items) for name, items in others.items()},
        "questions": sum(len(question.offers) for question in questions),
    }
    html = edition.render(
        "workbench.html",
        **others,
        meetings=meetings,
        questions=questions,
        counts=counts,
        standing=tuple(_standing(edition, known)),
    )
    return Markup(html)


def _standing(edition: Edition, known: MatchesByRecord) -> Iterator[str]:
    """How much stands and how much is asked for, beside how much there is."""
    offers, board, number = edition.listed("offer"), known.board, edition.words.number
    targets = [target for kind in KINDS for target in edition.listed(kind)]
    numbers = {"standing": (len(board.supplies), len(offers)), "wanting": (len(board.demands), len(targets))}
    for name, (some, every) in numbers.items():
        yield edition.words.t(f"insight.match.{name}", n=number(some), all=number(every))


def _meetings(edition: Edition, known: MatchesByRecord, up: str) -> Iterator[Meeting]:
    """The targets with the best few suggestions that nobody has taken up, those with the best one first."""
    fresh = {key: known.new(each.record)[:FEW] for key, each in known.board.demands.items()}
    for key in sorted((key for key in fresh if fresh[key]), key=lambda key: (-fresh[key][0].score, key)):
        ideas = tuple(idea(edition, each, each.offer, up) for each in fresh[key])
        yield Meeting(side(edition, fresh[key][0].target, up), ideas)


def _decisions(edition: Edition, up: str) -> Iterator[OpenDecision]:
    stem = edition.catalogue.schemas["match"].form.stem
    for match in undecided(edition.catalogue):
        offers, targets = (edition.catalogue.linked(match, name)[:1] for name in ("offer", "target"))
        for offer, target in zip(offers, targets, strict=False):
            form = form_page(edition, stem, up, record=edition.address(match).rstrip("/"))
            yield OpenDecision(side(edition, offer, up), standing(edition, match, target, up), form)


def _questions(edition: Edition, up: str) -> Iterator[OpenQuestion]:
    stem = edition.catalogue.review
    for why, offers in doubtful(edition.catalogue, edition.today).items():
        links = (
            (side(edition, offer, up), form_page(edition, stem, up, record=edition.address(offer).rstrip("/")))
            for offer in edition.by_title(offers)
        )
        yield OpenQuestion(edition.words.t(f"site.workbench.doubt_{why}"), tuple(links))


def _idle(edition: Edition, known: MatchesByRecord, up: str) -> Iterator[Link]:
    """The offers that meet nothing, each with why, and that it ends soon."""
    words = edition.words
    for each in idle(known):
        link, notes = side(edition, each.offer, up), [words.t(f"site.workbench.idle_{each.why}")]
        if each.ends < edition.today + SOON:
            notes.append(words.t("insight.match.doubt.ends", date=words.date(each.ends.isoformat())))
        yield Link(link.text, link.href, (*link.notes, "; ".join(notes)))


def _in_order(edition: Edition, targets: Iterable[Record]) -> list[Record]:
    """By kind, then by name."""
    by_kind = sorted(targets, key=lambda target: KINDS.index(target.kind))
    return [target for _, group in groupby(by_kind, key=lambda each: each.kind) for target in edition.by_title(group)]
