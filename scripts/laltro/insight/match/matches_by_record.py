"""What meets what on a day, asked for page by page; and what is left without anything, or waits for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from laltro.insight.match.board import Board, board
from laltro.insight.match.match import Suggestion, for_offer, for_target
from laltro.insight.match.supply import Supply, hindrance
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record

# The states of a match that somebody still has to decide on.
UNDECIDED = ("suggested", "proposed")


@dataclass(frozen=True, slots=True)
class MatchesByRecord:
    """What meets what in a catalogue on a day (ISO).

    Everything is found out when it is first asked for, and kept as long as the catalogue: every page of a build asks.
    """

    catalogue: Catalogue
    day: str

    @property
    def board(self) -> Board:
        """The board of the day."""
        return self.catalogue.derived(_board, self.day)

    def of(self, record: Record) -> tuple[Suggestion, ...]:
        """The suggestions for an offer or a target, the best first; none for anything else."""
        return self.catalogue.derived(_suggestions, *record.key, self.day)

    def new(self, record: Record) -> tuple[Suggestion, ...]:
        """Those that nobody has taken up yet."""
        return tuple(each for each in self.of(record) if not each.state)


def _board(catalogue: Catalogue, day: str) -> Board:
    return board(catalogue, date.fromisoformat(day))


def _suggestions(catalogue: Catalogue, kind: str, id: str, day: str) -> tuple[Suggestion, ...]:
    find = for_offer if kind == "offer" else for_target
    return tuple(find(catalogue.derived(_board, day), catalogue.records[kind, id]))


@dataclass(frozen=True, slots=True)
class Idle:
    """An offer that stands and meets nothing. `why`: `promised`, `no_area` in common with any target, `no_fit`."""

    offer: Record
    why: str
    ends: date


def idle(found: MatchesByRecord) -> Iterator[Idle]:
    """The offers that stand and are suggested to nobody, those that end first at the head."""
    areas = frozenset(area for request in found.board.requested for area in request.areas)
    left = [each for each in found.board.supplies.values() if not found.of(each.record)]
    for each in sorted(left, key=lambda each: (each.last, each.record.id)):
        yield Idle(each.record, _why(found.board, each, areas), each.last)


def _why(board: Board, supply: Supply, areas: frozenset[str]) -> str:
    if supply.record.id in board.promised:
        return "promised"
    return "no_area" if supply.terms.areas.isdisjoint(areas) else "no_fit"


def waiting(found: MatchesByRecord) -> list[Record]:
    """The targets that want something and to which nothing is suggested, by key."""
    targets = (found.board.demands[key].record for key in sorted(found.board.demands))
    return [target for target in targets if not found.of(target)]


def doubtful(catalogue: Catalogue, today: date) -> Mapping[str, list[Record]]:
    """The offers of which one has to ask whether they still hold, by why: `unknown` or `over`; by id.

    Those that were promised, given or withdrawn are no question: their state answers it. One that is open without a
    last day does not pass the checks.
    """
    found: dict[str, list[Record]] = defaultdict(list)
    for offer in catalogue.of("offer"):
        why = _doubt(offer, today)
        if why:
            found[why].append(offer)
    return {why: found[why] for why in ("unknown", "over") if why in found}


def _doubt(offer: Record, today: date) -> str:
    why = hindrance(offer, today)
    if why == "not_open":
        return "unknown" if offer.get("state", "unknown") == "unknown" else ""
    return why if why == "over" else ""


def undecided(catalogue: Catalogue) -> list[Record]:
    """The matches that were suggested or proposed and wait for an answer, the proposed ones first."""
    found = [each for each in catalogue.of("match") if each.get("state") in UNDECIDED and not each.historic]
    published = (each for each in found if each.get("status") == "published")
    return sorted(published, key=lambda each: (-UNDECIDED.index(str(each.get("state"))), each.id))
