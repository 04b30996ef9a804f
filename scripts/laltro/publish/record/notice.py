"""What a reader must know before anything else: archived, over, closed, or something that goes on just now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from laltro.publish.edition.link import over, record_link
from laltro.publish.edition.value import View
from laltro.voice.value import Link
from laltro.voice.voice import Text

# A service in one of these states keeps no hours, and nobody is sent to it.
AT_REST = ("temporarily_closed", "inactive", "defunct")


@dataclass(frozen=True, slots=True)
class Notice:
    """A box above the article; `tone` is `strong` or `warn`, and only changes how it looks."""

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


def _archived(view: View) -> Iterator[Notice]:
    if view.record.get("status") != "archived":
        return
    reason = view.edition.text(view.record, "archived_reason")
    yield Notice("strong", view.edition.words.t("site.notice.archived"), reason, _successor(view))


def _over(view: View) -> Iterator[Notice]:
    if not view.record.historic:
        return
    words = view.edition.words
    about = words.find(f"kinds.{view.record.kind}.over_text") or words.t("site.notice.historic_text")
    note = view.edition.text(view.record, "historic_note") or Text(about)
    told = view.record.get("status") == "archived"
    yield Notice("strong", over(view.edition, view.record), note, None if told else _successor(view))


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
    if status in AT_REST:
        yield Notice("strong", words.t(f"site.notice.status_{status}"))
    elif status == "unknown":
        text = Text(words.t("site.notice.status_unknown_text"))
        yield Notice("warn", words.t("site.notice.status_unknown"), text)
