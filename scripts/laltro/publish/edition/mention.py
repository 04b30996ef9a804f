"""Links to other records with what a reader needs to know of each: its day, how it stands, how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from laltro.model.record import Record
from laltro.publish.edition.link import gone, record_link
from laltro.publish.edition.value import View
from laltro.voice.value import Link

# Of the states and audiences of a record those that change what a reader may expect of it.
_TOLD = frozenset({"planned", "stopped", "open", "withdrawn", "expired", "employees", "both"})
# Where they are told: the kind, and its field.
_FIELDS = (("outcome", "progress"), ("offer", "state"), ("offer", "beneficiaries"), ("service", "open_to"))


def mentions(view: View, records: Iterable[Record]) -> tuple[Link, ...]:
    """Links to records and what is known of each; the page's own record stands there as text."""
    return tuple(_link(view, record) for record in records)


def _link(view: View, record: Record) -> Link:
    here = record.key == view.record.key
    link = record_link(view.edition, record, view.up)
    notes = "" if here else " · ".join(_notes(view, record))
    return replace(link, href="" if here else link.href, notes=(notes,) if notes else ())


def _closed(view: View, record: Record) -> tuple[str, ...]:
    """That a lab is over: nobody can join it any more."""
    over = record.kind == "lab" and view.edition.is_over(record)
    return (view.edition.words.t("site.notice.historic"),) if over else ()


def day(record: Record) -> str:
    """The (partial) date of a meeting, an outcome or a contribution; empty for what has none."""
    return str(record.get("starts_at") or record.get("date") or "")


def _notes(view: View, record: Record) -> Iterator[str]:
    """That a record is gone, on the page of one that is not; its day, how it stands, and what is not sure of it."""
    words = view.edition.words
    if not view.record.historic:
        yield from gone(view.edition, record) or _closed(view, record)
    if day(record):
        yield words.date(day(record))
    for kind, field in _FIELDS:
        if record.kind == kind and str(record.get(field)) in _TOLD:
            yield words.option(kind, field, str(record.get(field)))
    if record.get("certainty") in ("medium", "low"):
        yield words.t(f"site.thread.certainty_{record.get('certainty')}")
