"""Which offers could answer which shared needs, labs and services, and why.

Suggestions are derived, never stored: only when somebody proposes one by the form does it become a match, which from
then on has a state of its own (proposed, agreed, completed, declined).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from laltro.insight.match.board import Board, board
from laltro.insight.match.demand import Demand, DemandRow
from laltro.insight.match.fit import Fit, Ground, fit, ground, most
from laltro.insight.match.reason import MatchReason, doubts, reasons
from laltro.insight.match.supply import Supply
from laltro.model.catalogue import Catalogue
from laltro.model.record import Key, Record

# Fewer points say nothing that would be worth a call; and so many suggestions a person can look through.
WORTH = 25
BEST = 10

S = TypeVar("S", Supply, Demand)


@dataclass(frozen=True, slots=True)
class _Pair:
    supply: Supply
    demand: Demand
    fit: Fit


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offer for a target. `state` is that of their match (suggested, proposed), empty where there is none yet."""

    offer: Record
    target: Record
    score: int
    reasons: tuple[MatchReason, ...]
    doubts: tuple[MatchReason, ...]
    state: str = ""


def matches(catalogue: Catalogue, today: date) -> list[Suggestion]:
    """The best suggestions of every target of a catalogue, the best first."""
    return suggestions(board(catalogue, today))


def suggestions(board: Board) -> list[Suggestion]:
    """The best suggestions of every target, the best first."""
    found = [each for wanted in board.demands.values() for each in for_target(board, wanted.record)]
    return sorted(found, key=lambda each: (-each.score, each.offer.id, each.target.key))


def for_offer(board: Board, offer: Record, best: int = BEST) -> list[Suggestion]:
    """The targets that an offer fits best, the best first; none for one that does not stand."""
    given = board.supplies.get(offer.id)
    if not given:
        return []
    rooms = ((ground(given.terms, request), request, group) for request, group in board.requested.items())
    return _best(board, _rooms(rooms), lambda wanted: (given, wanted), best)


def for_target(board: Board, target: Record, best: int = BEST) -> list[Suggestion]:
    """The offers that fit a target best, the best first; none for one that wants nothing."""
    wanted = board.demands.get(target.key)
    if not wanted:
        return []
    request = wanted.request
    rooms = ((ground(terms, request), request, group) for terms, group in board.offered_to(request))
    return _best(board, _rooms(rooms), lambda given: (given, wanted), best)


@dataclass(frozen=True, slots=True)
class _Room(Generic[S]):
    """Candidates on the same ground, by key, and the most points that any of them can reach."""

    most: int
    ground: Ground
    candidates: Sequence[S]


def _rooms(found: Iterable[tuple[Ground | None, DemandRow, Sequence[S]]]) -> list[_Room[S]]:
    """Those with a ground in common, the most promising first."""
    rooms = [_Room(most(common, request), common, group) for common, request, group in found if common]
    return sorted(rooms, key=lambda room: -room.most)


def _best(
    board: Board, rooms: Iterable[_Room[S]], pair: Callable[[S], tuple[Supply, Demand]], best: int
) -> list[Suggestion]:
    """The best pairs. A room is left as soon as none of those still in it could come among them, by points and key."""
    kept: list[tuple[int, Key, _Pair]] = []
    for room in rooms:
        if len(kept) == best and room.most < -kept[-1][0]:
            break
        for candidate in room.candidates:
            key = candidate.record.key
            if len(kept) == best and (-room.most, key) > kept[-1][:2]:
                break
            found = _fitting(board, room.ground, *pair(candidate))
            if found:
                insort(kept, (-found.fit.score, key, found), key=lambda each: each[:2])
                del kept[best:]
    return [_suggestion(board, found) for _, _, found in kept]


def _fitting(board: Board, ground: Ground, given: Supply, wanted: Demand) -> _Pair | None:
    found = fit(ground, given, wanted)
    worth = found is not None and found.score >= WORTH and board.open_pair(given, wanted)
    return _Pair(given, wanted, found) if found and worth else None


def _suggestion(board: Board, pair: _Pair) -> Suggestion:
    given, wanted, found = pair.supply, pair.demand, pair.fit
    ask = list(doubts(found, given, wanted, board.today))
    ask += [MatchReason("promised")] if given.record.id in board.promised else []
    why, state = tuple(reasons(found, given, wanted)), board.state_of(given, wanted)
    return Suggestion(given.record, wanted.record, found.score, why, tuple(ask), state)
