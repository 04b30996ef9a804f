"""In words: why two records look like one, and why a need is like another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from laltro.insight.likeness.evidence import Evidence
from laltro.insight.likeness.likeness import Likeness
from laltro.insight.likeness.similar_needs import NeedReason, SimilarNeed
from laltro.model.catalogue import Catalogue, name_of
from laltro.model.strings import Strings

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


def told_need(catalogue: Catalogue, strings: Strings, each: SimilarNeed, quote: Quote = str) -> str:
    """`stessa area (Lavoro), stesso NIL (Lodi - Corvetto), parole in comune: impiego (lavoro), quartiere`."""
    return ", ".join(_reason(catalogue, strings, reason, quote) for reason in each.reasons)


def _reason(catalogue: Catalogue, strings: Strings, reason: NeedReason, quote: Quote) -> str:
    texts = (", ".join(_named(catalogue, strings.lang, name, reason.params[name], quote)) for name in reason.params)
    params = dict(zip(reason.params, texts, strict=True))
    return strings.text(f"insight.similar_needs.{reason.code}", **params)


def _named(catalogue: Catalogue, lang: str, vocabulary: str, ids: Iterable[str], quote: Quote) -> Iterable[str]:
    """The names of a vocabulary's ids; words of records are shown as they stand there."""
    listed = catalogue.vocabularies.get(vocabulary)
    for id in ids:
        row = listed.row(id) if listed else None
        yield name_of(row, lang) if row else quote(id)
