"""Links from page to page, and what is said beside them: names of terms, and where a place is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from laltro.model.city import TOWN
from laltro.model.record import Key, Record
from laltro.model.record_where import is_place
from laltro.model.schema import ANY_DAY
from laltro.publish.edition.edition import Edition
from laltro.voice import address
from laltro.voice.value import Link


def term(edition: Edition, vocabulary: str, id: str, up: str) -> Link:
    """A word of a vocabulary, linked to its page where it has one."""
    name, table = edition.term(vocabulary, id), edition.catalogue.vocabularies.get(vocabulary)
    if vocabulary == "areas" and table and table.row(id):
        return Link(name, f"{up}aree/{id}/")
    return Link(name, f"{up}territori/{id}/" if vocabulary == "territories" and id in edition.territories else "")


def record_link(edition: Edition, target: Record, up: str) -> Link:
    """A link to a record, and that it is gone; a place says where it is, too."""
    where = tuple(whereabouts(edition, target)) if is_place(target) else ()
    return Link(edition.title(target), f"{up}{edition.address(target)}", (*gone(edition, target), *where))


def record_links(edition: Edition, keys: Iterable[Key], up: str) -> tuple[Link, ...]:
    """Links to those of the records that have pages, by name."""
    found = edition.by_title(edition.catalogue.records[key] for key in keys if key in edition.catalogue.records)
    return tuple(record_link(edition, record, up) for record in found)


def gone(edition: Edition, record: Record) -> tuple[str, ...]:
    """That a record was withdrawn, or what it tells of is no longer there: for whoever would set out for it."""
    if record.get("status") == "archived":
        return (edition.words.t("site.notice.archived"),)
    any_day = edition.catalogue.schema(record).page.visited == ANY_DAY  # of a meeting its date tells
    return (over(edition, record),) if record.historic and any_day else ()


def over(edition: Edition, record: Record) -> str:
    """How what is over is marked; empty for what still holds. Of a need nobody knows that it ended: it was told."""
    if not edition.is_over(record):
        return ""
    return edition.words.find(f"kinds.{record.kind}.over") or edition.words.t("site.notice.historic")


def form_page(edition: Edition, stem: str, up: str, **begun: str) -> str:
    """Where a form is, begun with some answers (by the ids of its questions); empty for a form that has no page."""
    return f"{up}{address.form(stem, **begun)}" if stem in edition.forms else ""


def whereabouts(edition: Edition, place: Record) -> Iterator[str]:
    """Street, quarter and Municipio of a place; of a confidential one only the Municipio."""
    confidential = place.get("confidential") is True
    where = place.get("address")
    if isinstance(where, Mapping) and not confidential:
        yield from (str(where[name]) for name in ("street", "city") if _worth_saying(name, where))
    ids = [place.get("municipio")] if confidential else [place.get("nil"), place.get("municipio")]
    names = [term(edition, "territories", str(id), "").text.text for id in ids if id]
    if names:
        yield ", ".join(names)
    if confidential:
        yield edition.words.t("site.value.confidential")


def _worth_saying(name: str, where: Mapping[str, Any]) -> bool:
    """The city is only named where it is another one than the catalogue's."""
    return bool(where.get(name)) and where.get(name) != TOWN["city"]
