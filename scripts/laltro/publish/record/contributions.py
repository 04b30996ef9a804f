"""The contribution ledger in words: its lines with bars, an organisation's own account, and where to register more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from laltro.insight.figures.account import account
from laltro.insight.figures.ledger import CUTS, LedgerLine, entries, lines
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import record_links
from laltro.publish.edition.value import View
from laltro.voice import address
from laltro.voice.value import Link
from laltro.voice.voice import Text
from laltro.voice.words import Words

# The form by which a contribution is registered; it asks of matches too, so the link to it says which is meant.
_FORM = "abbinamento"


@dataclass(frozen=True, slots=True)
class Given:
    """A line of the ledger; texts are empty where nothing is documented. `share`: how long its bar is, from 0 to 100.

    `evidence`: the pages that prove it, of other sites.
    """

    heading: str
    type: str
    quantity: str
    share: int
    line: LedgerLine
    records: tuple[Link, ...]
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LedgerChart:
    """The lines of one type in one unit, which alone may be compared."""

    name: str
    lines: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What was used of what an organisation opened, and where to register more (empty without that form)."""

    used: tuple[Given, ...]
    form: str


def ledger(edition: Edition, up: str) -> dict[str, list[LedgerChart]]:
    """The charts of every cut; nothing at all where nothing was given yet."""
    found = entries(edition.catalogue)
    return {cut: _charts(edition, cut, lines(found, cut), up) for cut in CUTS} if found else {}


def shared(view: View) -> Shared | None:
    """The account of the page's organisation; None for other records, and for one that opened and gave nothing."""
    if view.record.kind != "organization":
        return None
    found = account(view.edition.catalogue, view.record)
    if not found.opened and not found.used:
        return None
    used = _lines(view.edition, "provider", found.used, view.up)
    return Shared(used, registration(view.edition, view.up, provider=view.edition.address(view.record).rstrip("/")))


def registration(edition: Edition, up: str, **answers: str) -> str:
    """Where a contribution is registered, the form begun with what the page knows; empty where there is no form."""
    if _FORM not in edition.forms:
        return ""
    return f"{up}contribuisci/{_FORM}/?{urlencode({'kind': 'contribution', **answers})}"


def _charts(edition: Edition, cut: str, found: Sequence[LedgerLine], up: str) -> list[LedgerChart]:
    """By type and unit, each with its lines in the order of the ledger."""
    groups: dict[tuple[str, str], list[LedgerLine]] = defaultdict(list)
    for line in found:
        groups[line.contribution_type, line.unit].append(line)
    return [LedgerChart(_named(edition.words, *key), _lines(edition, cut, groups[key], up)) for key in sorted(groups)]


def _named(words: Words, contribution_type: str, unit: str) -> str:
    sort = words.option("contribution", "contribution_type", contribution_type) or words.t("site.impact.not_documented")
    measure = words.option("contribution", "unit", unit)
    return words.t("site.impact.measured", type=sort, unit=measure) if measure else sort


def _lines(edition: Edition, cut: str, found: Sequence[LedgerLine], up: str) -> tuple[Given, ...]:
    most = max((line.quantity or 0 for line in found), default=0)
    return tuple(_given(edition, cut, line, most, up) for line in found)


def _given(edition: Edition, cut: str, line: LedgerLine, most: float, up: str) -> Given:
    return Given(
        heading(edition, cut, line.heading),
        edition.words.option("contribution", "contribution_type", line.contribution_type),
        edition.words.amount(line.quantity, line.unit),
        share(line.quantity or 0, most),
        line,
        record_links(edition, line.records, up),
        tuple(_evidence(edition, line)),
    )


def heading(edition: Edition, cut: str, code: str) -> str:
    """What a line of the ledger is about: an organisation, an area, a Municipio, a year."""
    if not code:
        return edition.words.t("site.impact.neighbours" if cut == "provider" else "site.impact.not_documented")
    if cut == "provider":
        giver = edition.catalogue.find("organization", code)
        return str(edition.title(giver)) if giver else edition.words.t("site.impact.not_documented")
    table = edition.catalogue.vocabularies.get({"area": "areas", "municipio": "territories"}.get(cut, ""))
    row = table.row(code) if table else None
    return edition.words.term(row) if row else code


def _evidence(edition: Edition, line: LedgerLine) -> list[Link]:
    """Each page that proves something, once."""
    stated = (str(edition.catalogue.records[key].get("evidence_url") or "") for key in line.records)
    return [Link(Text(address.shown(url)), address.web(url)) for url in dict.fromkeys(filter(None, stated))]


def share(amount: float, most: float) -> int:
    """How long the bar of an amount is, from 0 to 100, beside that of the largest."""
    return round(100 * amount / most) if most else 0
