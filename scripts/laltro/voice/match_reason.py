"""Why an offer is suggested, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from laltro.insight.match.reason import MatchReason
from laltro.model.catalogue import Catalogue
from laltro.model.record_where import TERRITORIES
from laltro.voice.voice import Voice
from laltro.voice.words import Words

AREAS = "areas"


def told(reasons: Iterable[MatchReason], branch: str, catalogue: Catalogue, words: Words) -> list[str]:
    """The sentences of reasons (`branch` is `reason`) or doubts (`doubt`), in their order."""
    return [
        words.t(f"insight.match.{branch}.{each.code}", **_filled(each.params, catalogue, words)) for each in reasons
    ]


def _filled(params: Mapping[str, Any], catalogue: Catalogue, words: Words) -> dict[str, str]:
    return {name: _said(name, value, catalogue, words) for name, value in params.items()}


def _said(name: str, value: Any, catalogue: Catalogue, words: Words) -> str:
    """One parameter: ids and codes by their names, dates and numbers as the language writes them."""
    if name in (TERRITORIES, AREAS):
        return ", ".join(str(Voice(catalogue, words).term(name, id)) for id in value)
    if name == "times":
        return ", ".join(_time(each, words) for each in value)
    if name == "days":
        return ", ".join(words.t(f"site.days.{day}") for day in value)
    if name in ("conditions", "offer_type"):
        return words.option("offer", name, value).lower()
    return words.date(value) if name == "date" else str(value)


def _time(slot: Mapping[str, str], words: Words) -> str:
    """`martedì 18:00–22:00`; the day alone where the hours are not stated."""
    hours = f"{slot['opens_at']}–{slot['closes_at']}" if slot["opens_at"] and slot["closes_at"] else ""
    return f"{words.t('site.days.' + slot['day'])} {hours}".rstrip()
