"""The web addresses that a change brings in: those that a maintainer would open before approving of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from laltro.insight.trust.links import addresses_of
from laltro.intake.deciding.decision import Decision
from laltro.intake.told.markdown import escaped
from laltro.model.catalogue import Catalogue
from laltro.model.strings import Strings

# So many addresses of one change are asked.
MOST = 5
_ROOM = 300


def new_addresses(decision: Decision, catalogue: Catalogue) -> list[str]:
    """The addresses in the records of a change that were in none of them before, each once, in order."""
    old = {url for record in decision.before.values() for url in addresses_of(record, catalogue)}
    named = [url for record in decision.records for url in sorted(addresses_of(record, catalogue))]
    return [url for url in dict.fromkeys(named) if url not in old]


def told_addresses(urls: list[str], reached: Mapping[str, bool | None], strings: Strings) -> Iterator[str]:
    """What became of each address as list items: it answers, it does not, or it was not asked (None, or absent)."""
    for url in urls[:MOST]:
        answer = {True: "answers", False: "silent", None: "unasked"}[reached.get(url)]
        yield f"- {escaped(url, _ROOM)}: {strings.text(f'brief.{answer}')}"
    if len(urls) > MOST:
        yield f"- {strings.text('brief.more_addresses', count=str(len(urls) - MOST))}"
