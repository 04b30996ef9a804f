"""Shared needs that became one: which a shared need took up, and which speaks for it now."""

from __future__ import annotations

from collections.abc import Callable

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record

# A shared need in these states takes no more voices: what came of it is told already.
_OVER = frozenset({"answered", "not_pursued"})


def absorbed(catalogue: Catalogue, shared: Record) -> list[Record]:
    """The shared needs merged into one, and those merged into them before; each once, without itself."""
    return _reached(shared, lambda each: catalogue.linked(each, "merged_from"))


def heirs(catalogue: Catalogue, shared: Record) -> list[Record]:
    """The shared needs that one was merged into, and what those were merged into; each once, without itself."""
    return _reached(shared, lambda each: catalogue.linking(each, "shared_need", "merged_from"))


def standing(catalogue: Catalogue, shared: Record) -> list[Record]:
    """Those that speak for a shared need today: its last heirs; itself where nobody took it up."""
    last = [each for each in heirs(catalogue, shared) if not heirs(catalogue, each)]
    return last or [shared]


def takes_voices(shared: Record) -> bool:
    """Whether what came of a shared need is not told yet, so that one more voice may join it."""
    over = shared.historic or shared.get("state") in _OVER or bool(shared.get("replaced_by"))
    return shared.get("status") == "published" and not over


def _reached(start: Record, step: Callable[[Record], list[Record]]) -> list[Record]:
    """What steps lead to from a record; records that lead to each other in a circle are reached once."""
    found: dict[tuple[str, str], Record] = {}
    ahead = step(start)
    while ahead:
        new = [each for each in ahead if each.key not in found and each.key != start.key]
        found |= {each.key: each for each in new}
        ahead = [further for each in new for further in step(each)]
    return list(found.values())
