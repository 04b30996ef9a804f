"""Who confirmed a record, and when: a line near its title, and what the line means further down the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from laltro.insight.trust.freshness import lapsed
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.value import View


@dataclass(frozen=True, slots=True)
class Assurance:
    """`state` is `assured`, `lapsed` or `unverified`; `badge` and `line` stand near the title, `means` explains it."""

    state: str
    badge: str
    line: str
    means: str


def assurance(view: View) -> Assurance | None:
    """What vouches for a record; nothing is said of one that was withdrawn."""
    words, record, day = view.edition.words, view.record, str(view.record.get("assured_date", ""))
    if record.get("status") == "archived":
        return None
    if not day:
        means, advice = _collected(view.edition, record), _advice(view.edition, record)
        return Assurance("unverified", words.t("site.notice.unverified"), advice, means)
    if lapsed(record, view.edition.today):
        line, means = words.t("site.notice.lapsed_on", date=words.date(day)), words.t("site.notice.lapsed_means")
        return Assurance("lapsed", words.t("site.notice.lapsed"), line, means)
    return Assurance("assured", _confirmed(view, day), "", words.t("site.notice.assured_means"))


def _confirmed(view: View, day: str) -> str:
    words = view.edition.words
    by = next(iter(view.edition.catalogue.linked(view.record, "assured_by")), None)
    if by is None:
        return words.t("site.notice.assured", date=words.date(day))
    return words.t("site.notice.assured_by", date=words.date(day), name=str(view.edition.title(by)))


def _collected(edition: Edition, record: Record) -> str:
    """Where a record that nobody confirmed comes from."""
    accessed = collected_on(record.items("sources"))
    if not accessed or record.get("submission"):
        kind = "submitted" if record.get("submission") else "text" if record.items("sources") else "unsourced"
        return edition.words.t(f"site.notice.unverified_{kind}")
    key = "unverified_history" if record.historic else "unverified_on"
    return edition.words.t(f"site.notice.{key}", date=edition.words.date(accessed))


def _advice(edition: Edition, record: Record) -> str:
    """What to do before setting out; empty where nobody would."""
    if not edition.catalogue.schema(record).page.visited or edition.is_over(record):
        return ""
    return edition.words.t(f"site.notice.{'call_first' if _has_phone(edition, record) else 'ask_first'}")


def _has_phone(edition: Edition, record: Record) -> bool:
    """Whether the page, or that of the organisation it names, has a number to call."""
    channels = record.get("channels")
    own = isinstance(channels, Mapping) and bool(channels.get("phones"))
    return own or any(owner.items("phones") for owner in edition.owners(record))


def collected_on(sources: list[Any]) -> str:
    """The latest day on which a source was read; empty where none says."""
    days = [str(item["accessed"]) for item in sources if isinstance(item, Mapping) and item.get("accessed")]
    return max(days, default="")
