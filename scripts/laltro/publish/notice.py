"""What a reader must know before anything else: archived, over, closed, or not confirmed by anyone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from laltro.insight.freshness import lapsed
from laltro.model.record import Record
from laltro.publish.edition import Edition, Text
from laltro.publish.link import Link, record_link
from laltro.publish.value import View

# Kinds that a reader may set out for.
VISITED = frozenset({"service", "offer", "place", "meeting"})
_CLOSED = ("temporarily_closed", "inactive", "defunct")


@dataclass(frozen=True, slots=True)
class Notice:
    """A box above the article; `tone` is `strong`, `warn` or `quiet`, and only changes how it looks."""

    tone: str
    heading: str
    text: Text | None = None
    link: Link | None = None


def notices(view: View) -> Iterator[Notice]:
    """The boxes of a record, the gravest first."""
    yield from _archived(view)
    yield from _over(view)
    if view.record.get("status") == "archived":  # what it said is not vouched for in any way
        return
    yield from _alert(view)
    yield from _status(view)
    yield from _assurance(view)


def _archived(view: View) -> Iterator[Notice]:
    if view.record.get("status") != "archived":
        return
    reason = view.edition.text(view.record, "archived_reason")
    yield Notice("strong", view.edition.words.t("site.notice.archived"), reason, _successor(view))


def _over(view: View) -> Iterator[Notice]:
    if not view.record.historic:
        return
    words = view.edition.words
    note = view.edition.text(view.record, "historic_note") or Text(words.t("site.notice.historic_text"))
    told = view.record.get("status") == "archived"
    yield Notice("strong", words.t("site.notice.historic"), note, None if told else _successor(view))


def _successor(view: View) -> Link | None:
    found = view.edition.catalogue.linked(view.record, "replaced_by")
    return record_link(view.edition, found[0], view.up) if found else None


def _alert(view: View) -> Iterator[Notice]:
    alert = view.edition.text(view.record, "alert")
    if alert:
        yield Notice("warn", view.edition.words.t("site.notice.alert"), alert)


def _status(view: View) -> Iterator[Notice]:
    words, status = view.edition.words, view.record.get("service_status")
    if view.record.historic:
        return
    if status in _CLOSED:
        yield Notice("strong", words.t(f"site.notice.status_{status}"))
    elif status == "unknown":
        text = Text(words.t("site.notice.status_unknown_text"))
        yield Notice("warn", words.t("site.notice.status_unknown"), text)


def _assurance(view: View) -> Iterator[Notice]:
    """Who confirmed the record, or that nobody did."""
    words, record = view.edition.words, view.record
    day = str(record.get("assured_date", ""))
    if not day:
        yield Notice("quiet", words.t("site.notice.unverified"), Text(_collected(view.edition, record)))
    elif lapsed(record, view.edition.today):
        text = words.t("site.notice.lapsed_text", date=words.date(day))
        yield Notice("warn", words.t("site.notice.lapsed"), Text(text))
    else:
        yield Notice("quiet", "", Text(_confirmed(view, day)))


def _confirmed(view: View, day: str) -> str:
    words = view.edition.words
    by = next(iter(view.edition.catalogue.linked(view.record, "assured_by")), None)
    if by is None:
        return words.t("site.notice.assured", date=words.date(day))
    return words.t("site.notice.assured_by", date=words.date(day), name=str(view.edition.title(by)))


def _collected(edition: Edition, record: Record) -> str:
    words = edition.words
    accessed = collected_on(record.items("sources"))
    if not accessed or record.get("submission"):
        kind = "submitted" if record.get("submission") else "text" if record.items("sources") else "unsourced"
        return words.t(f"site.notice.unverified_{kind}")
    text = words.t(
        "site.notice.unverified_history" if record.historic else "site.notice.unverified_on", date=words.date(accessed)
    )
    if record.kind not in VISITED or record.historic:
        return text
    advice = "call_first" if _has_phone(edition, record) else "ask_first"
    return f"{text} {words.t(f'site.notice.{advice}')}"


def _has_phone(edition: Edition, record: Record) -> bool:
    """Whether the page, or that of the organisation it names, has a number to call."""
    channels = record.get("channels")
    own = isinstance(channels, Mapping) and bool(channels.get("phones"))
    return own or any(owner.items("phones") for owner in edition.catalogue.linked(record, "organization"))


def collected_on(sources: list[Any]) -> str:
    """The latest day on which a source was read; empty where none says."""
    days = [str(item["accessed"]) for item in sources if isinstance(item, Mapping) and item.get("accessed")]
    return max(days, default="")
