"""In words: why two records look like one, and why a need is like another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from laltro.insight.likeness.evidence import Evidence
from laltro.insight.likeness.likeness import Likeness
from laltro.insight.likeness.similar_needs import NeedReason, SimilarNeed
from laltro.model.strings import Strings
from laltro.voice.voice import Voice

Quote = Callable[[str], str]


def told_likeness(strings: Strings, each: Likeness, quote: Quote = str) -> str:
    """`somiglianza 92 su 100: stesso nome, stessa via; ma: altro numero civico`.

    `quote` makes what people wrote safe for where the sentence stands.
    """
    speaks = _evidence(strings, (item for item in each.evidence if item.points > 0), quote)
    against = _evidence(strings, (item for item in each.evidence if item.points < 0), quote)
    text = strings.text("insight.likeness.told", score=str(each.score), reasons=speaks)
    return text + (strings.text("insight.likeness.but", reasons=against) if against else "")


def _evidence(strings: Strings, found: Iterable[Evidence], quote: Quote) -> str:
    params = ((each, {name: quote(text) for name, text in each.params.items()}) for each in found)
    return ", ".join(strings.text(f"insight.likeness.{each.code}", **filled) for each, filled in params)


def told_need(voice: Voice, each: SimilarNeed, quote: Quote = str) -> str:
    """`stessa area (Lavoro), stesso NIL (Lodi - Corvetto), parole in comune: impiego (lavoro), quartiere`."""
    return ", ".join(_reason(voice, reason, quote) for reason in each.reasons)


def _reason(voice: Voice, reason: NeedReason, quote: Quote) -> str:
    texts = (", ".join(_named(voice, name, reason.params[name], quote)) for name in reason.params)
    params = dict(zip(reason.params, texts, strict=True))
    return voice.words.t(f"insight.similar_needs.{reason.code}", **params)


def _named(voice: Voice, vocabulary: str, ids: Iterable[str], quote: Quote) -> Iterable[str]:
    """The names of a vocabulary's ids; words of records are shown as they stand there."""
    listed = voice.catalogue.vocabularies.get(vocabulary)
    for id in ids:
        yield str(voice.term(vocabulary, id)) if listed and listed.row(id) else quote(id)
