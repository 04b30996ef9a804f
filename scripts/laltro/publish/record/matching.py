"""Matches on pages: how far each has come, and what else could fit, with the reasons and what to ask first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from laltro.insight.match.demand import KINDS
from laltro.insight.match.match import Suggestion
from laltro.insight.match.matches_by_record import UNDECIDED, MatchesByRecord
from laltro.insight.match.supply import hindrance
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import form_page, record_link
from laltro.publish.edition.value import View
from laltro.voice.match_reason import told
from laltro.voice.value import Link
from laltro.voice.voice import Text

# So many suggestions for one record; `laltro match` tells more.
FEW = 5
# The states of a match in the order in which a page tells them.
_STATES = ("proposed", "agreed", "completed", "suggested", "declined")
_OFFER = "offer"
# The kinds that a match joins.
MATCHED = (_OFFER, *KINDS)


@dataclass(frozen=True, slots=True)
class Standing:
    """A match on record: who or what is on the other side, and how far it has come, with a link to its page.

    `note` says that it cannot come about any more; empty while it can, and where it is settled.
    """

    other: Link
    state: Link
    note: str


@dataclass(frozen=True, slots=True)
class Idea:
    """A suggestion: the other side, the score of 100, why, what to ask first, and the form that proposes it."""

    other: Link
    score: int
    reasons: str
    doubts: str
    propose: str


@dataclass(frozen=True, slots=True)
class Matching:
    """What a page says of its record's matches; one of the two is not empty."""

    standing: tuple[Standing, ...]
    ideas: tuple[Idea, ...]


def matching(view: View) -> Matching | None:
    """The matches of an offer, a shared need, a lab or a service; None where there is nothing to say."""
    if view.record.kind not in MATCHED:
        return None
    others = found(view.edition).new(view.record)[:FEW]
    ideas = tuple(idea(view.edition, each, _other(view.record, each), view.up) for each in others)
    known = tuple(_known(view))
    return Matching(known, ideas) if known or ideas else None


def found(edition: Edition) -> MatchesByRecord:
    """The encounters of the day of the build."""
    return MatchesByRecord(edition.catalogue, edition.today.isoformat())


def idea(edition: Edition, suggestion: Suggestion, other: Record, up: str) -> Idea:
    """A suggestion as the page of one of its sides shows it; `other` is the other side."""
    catalogue, words = edition.catalogue, edition.words
    return Idea(
        side(edition, other, up),
        suggestion.score,
        "; ".join(told(suggestion.reasons, "reason", catalogue, words)),
        "; ".join(told(suggestion.doubts, "doubt", catalogue, words)),
        proposal(edition, suggestion, up),
    )


def side(edition: Edition, record: Record, up: str) -> Link:
    """A link to one side of a match: what is asked for says of which kind it is, an offer whose it is."""
    givers = [str(edition.title(giver)) for giver in edition.owners(record)]
    notes = givers if record.kind == _OFFER else [edition.words.kind(record.kind)]
    link = record_link(edition, record, up)
    return Link(link.text, link.href, (*notes, *link.notes))


def proposal(edition: Edition, suggestion: Suggestion, up: str) -> str:
    """Where the form is that proposes a suggestion, filled with both sides; empty without its page."""
    sides = {"offer": suggestion.offer, "target": suggestion.target}
    named = {name: edition.address(record).rstrip("/") for name, record in sides.items()}
    return form_page(edition, edition.catalogue.schemas["match"].form.stem, up, kind="match", **named, state="proposed")


def _other(record: Record, suggestion: Suggestion) -> Record:
    return suggestion.target if record.kind == _OFFER else suggestion.offer


def _known(view: View) -> Iterator[Standing]:
    """The matches that refer to the page's record, by how far they have come; without those that were withdrawn."""
    here, there = (_OFFER, "target") if view.record.kind == _OFFER else ("target", _OFFER)
    matches = view.edition.catalogue.linking(view.record, "match", here)
    shown = (match for match in matches if match.get("status") == "published")
    for match in sorted(shown, key=lambda match: (_rank(match), match.id)):
        for other in view.edition.catalogue.linked(match, there)[:1]:
            yield standing(view.edition, match, other, view.up)


def _rank(match: Record) -> int:
    state = str(match.get("state"))
    return _STATES.index(state) if state in _STATES else len(_STATES)


def standing(edition: Edition, match: Record, other: Record, up: str) -> Standing:
    """A match as the page of one of its sides shows it; `other` is the other side."""
    words, state = edition.words, str(match.get("state", ""))
    said = words.option("match", "state", state) if state else words.t("site.matching.no_state")
    date = words.date(str(match.get("agreed_on", "")))
    link = Link(Text(said), f"{up}{edition.address(match)}", (date,) if date else ())
    return Standing(side(edition, other, up), link, _late(edition, match))


def _late(edition: Edition, match: Record) -> str:
    """That the offer of an undecided match does not stand any more."""
    offers = edition.catalogue.linked(match, _OFFER)
    gone = any(hindrance(offer, edition.today) for offer in offers)
    return edition.words.t("site.matching.gone") if gone and match.get("state") in UNDECIDED else ""
