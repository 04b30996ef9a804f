"""The command that tells which offers could answer what is asked for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from laltro.check.report import visible
from laltro.cli.product import data_option, known_language, lang_option
from laltro.insight.match.board import Board, board, settled
from laltro.insight.match.demand import KINDS, contentment
from laltro.insight.match.match import Suggestion, for_offer, for_target, suggestions
from laltro.insight.match.reason import MatchReason
from laltro.insight.match.supply import hindrance
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.voice.match_reason import told
from laltro.voice.voice import Voice
from laltro.voice.words import Words
from laltro.world.build.environment import today
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import read_strings

# Which record is asked about: the name of the option, and the kind.
ASKED = {"offer": "offer", "need": "shared_need", "lab": "lab", "service": "service"}


@dataclass(frozen=True, slots=True)
class _Found:
    """What is told: suggestions, and the agreed matches of the record that was asked about (None: of all)."""

    catalogue: Catalogue
    board: Board
    about: Record | None
    suggestions: list[Suggestion]

    def settled(self) -> list[Record]:
        """The matches that are agreed or completed already."""
        return settled(self.catalogue, self.about) if self.about else []


@click.command()
@data_option
@click.option("--offer", metavar="ID", help="Solo per questa offerta. / For this offer alone.")
@click.option("--need", metavar="ID", help="Solo per questo bisogno condiviso. / For this shared need alone.")
@click.option("--lab", metavar="ID", help="Solo per questo laboratorio. / For this lab alone.")
@click.option("--service", metavar="ID", help="Solo per questo servizio. / For this service alone.")
@click.option("--json", "as_json", is_flag=True, help="Un oggetto JSON. / A JSON object.")
@lang_option
def match(data: Path, as_json: bool, lang: str, **ids: str | None) -> None:
    """Dice quali offerte possono servire a chi, e perché. / Say which offers could serve whom, and why."""
    words = Words(known_language(read_strings(data), lang))
    found = _find(read_catalogue(data), words, ids)
    if as_json:
        click.echo(json.dumps(_as_object(found, words), ensure_ascii=False, indent=2))
        return
    for line in _lines(found, words):
        click.echo(visible(line))


def _find(catalogue: Catalogue, words: Words, ids: dict[str, str | None]) -> _Found:
    """The suggestions for one record, or for all. Unknown ids and several at once are wrong use."""
    named = {name: id for name, id in ids.items() if id is not None}
    if len(named) > 1:
        raise click.UsageError(", ".join(f"--{name}" for name in named))
    known = board(catalogue, today())
    for name, id in named.items():
        record = catalogue.find(ASKED[name], id)
        if not record:
            raise click.BadParameter(words.t("insight.match.unknown", id=id), param_hint=f"--{name}")
        find = for_offer if record.kind == "offer" else for_target
        return _Found(catalogue, known, record, find(known, record))
    return _Found(catalogue, known, None, suggestions(known))


def _lines(found: _Found, words: Words) -> Iterator[str]:
    for each in found.suggestions:
        yield from _suggestion(each, found.catalogue, words)
    if not found.suggestions:
        yield words.t("insight.match.none")
    agreed = found.settled()
    if agreed:
        yield words.t("insight.match.settled")
        yield from (f"  {_match(each, found.catalogue, words)}" for each in agreed)
    yield from _counts(found, words)


def _suggestion(each: Suggestion, catalogue: Catalogue, words: Words) -> Iterator[str]:
    names = {"offer": _name(catalogue, words, each.offer), "target": _name(catalogue, words, each.target)}
    yield words.t("insight.match.pair", score=str(each.score), **names)
    yield "  " + words.t("insight.match.why", reasons="; ".join(told(each.reasons, "reason", catalogue, words)))
    if each.doubts:
        yield "  " + words.t("insight.match.ask", doubts="; ".join(told(each.doubts, "doubt", catalogue, words)))
    if each.state:
        yield "  " + words.t("insight.match.state", state=words.option("match", "state", each.state))


def _name(catalogue: Catalogue, words: Words, record: Record) -> str:
    return f"{Voice(catalogue, words).title(record)} ({record.kind}/{record.id})"


def _match(match: Record, catalogue: Catalogue, words: Words) -> str:
    pair = [_name(catalogue, words, each) for field in ("offer", "target") for each in catalogue.linked(match, field)]
    return f"{' → '.join(pair)}: {words.option('match', 'state', str(match.get('state')))}"


def _counts(found: _Found, words: Words) -> Iterator[str]:
    """How many offers and targets there are to choose from, and why not more: shown where all were asked about."""
    if found.about:
        return
    offers = found.catalogue.of("offer")
    targets = [target for kind in KINDS for target in found.catalogue.of(kind)]
    why_not = Counter(hindrance(offer, found.board.today) for offer in offers)
    content = Counter(map(contentment, targets))
    yield words.t("insight.match.standing", n=str(why_not.pop("", 0)), all=str(len(offers)))
    yield from _because(why_not, "left_out", "hindrance", words)
    yield words.t("insight.match.wanting", n=str(content.pop("", 0)), all=str(len(targets)))
    yield from _because(content, "unwanted", "contentment", words)


def _because(counts: Counter[str], sentence: str, branch: str, words: Words) -> Iterator[str]:
    if counts:
        said = [words.t(f"insight.match.{branch}.{code}", n=str(counts[code])) for code in sorted(counts)]
        yield "  " + words.t(f"insight.match.{sentence}", reasons="; ".join(said))


def _as_object(found: _Found, words: Words) -> dict[str, Any]:
    return {
        "suggestions": [_suggestion_object(each, found.catalogue, words) for each in found.suggestions],
        "settled": [f"match/{each.id}" for each in found.settled()],
    }


def _suggestion_object(each: Suggestion, catalogue: Catalogue, words: Words) -> dict[str, Any]:
    return {
        "offer": each.offer.id,
        "target": {"kind": each.target.kind, "id": each.target.id},
        "score": each.score,
        "state": each.state,
        "reasons": _reason_objects(each.reasons, "reason", catalogue, words),
        "doubts": _reason_objects(each.doubts, "doubt", catalogue, words),
    }


def _reason_objects(
    reasons: tuple[MatchReason, ...], branch: str, catalogue: Catalogue, words: Words
) -> list[dict[str, Any]]:
    """Codes and their parameters for programs, the sentence for people."""
    texts = told(reasons, branch, catalogue, words)
    return [{"code": each.code, **each.params, "text": text} for each, text in zip(reasons, texts, strict=True)]
