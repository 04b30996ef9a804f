"""How many people support a shared need, and where a reader can: what upkeep counted, and the page that it opened."""

from __future__ import annotations

from dataclasses import dataclass

from laltro.insight.match.demand import contentment
from laltro.insight.match.supply import whole
from laltro.publish.edition.value import View
from laltro.voice import address


@dataclass(frozen=True, slots=True)
class Support:
    """The line that tells the count (empty for none), and the address where to add to it (empty once it is over)."""

    line: str
    href: str


def support(view: View) -> Support | None:
    """The support of the page's record; None for kinds that are not supported, or without anything to say."""
    if view.edition.catalogue.schema(view.record).field("supports") is None:
        return None
    count, waits = whole(view.record.get("supports")) or 0, not contentment(view.record)
    key = "site.support.now" if waits else "site.support.then"
    found = Support(
        view.edition.words.count(key, count) if count > 0 else "",
        address.web(str(view.record.get("support_url", ""))) if waits else "",
    )
    return found if found.line or found.href else None
