"""A record's fields in the sections of its page, in the order of the schema, and what is not documented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from laltro.insight.trust.capacity import is_fresh
from laltro.model.field import Field
from laltro.model.record import Record
from laltro.publish.edition.appointment import when
from laltro.publish.edition.opening import opening_data
from laltro.publish.edition.value import View, show
from laltro.publish.record.directions import directions
from laltro.voice import timetable
from laltro.voice.address import CALENDAR, MEETING
from laltro.voice.value import Link, ShownValue, ValueRow, written
from laltro.voice.voice import Text

# The order in which the headings stand on a page; a field's place among them is its `section`.
ORDER = ("about", "who", "how", "need", "get", "time", "cost", "where", "people", "lack", "result", "contacts")
# Fields whose text opens their section, without a label.
OPENING = frozenset({"description", "synthesis", "summary"})
CONFIDENTIAL = frozenset({"municipio"})
# The youngest and the oldest age: a form asks them together, and a page says them together.
AGES = ("minimum_age_months", "maximum_age_months")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the page and what stands below it."""

    name: str
    heading: str
    rows: tuple[ValueRow, ...]


def sections(view: View) -> list[Section]:
    """The sections that have something to say; empty ones are left out."""
    found: list[Section] = []
    for name in ORDER:
        heading = view.edition.words.section(name, view.record.kind)
        rows = sorted(_unfolded(_rows(view, name), heading), key=lambda row: not row.opening)
        if rows:
            found.append(Section(name, heading, tuple(_undressed(rows))))
    return found


def _rows(view: View, section: str) -> Iterator[ValueRow]:
    for field in view.edition.catalogue.schema(view.record).fields:
        value = view.record.get(field.name)
        if field.section == section and value is not None and _public(view, field, value):
            yield from _ages(view, field, value) if field.name in AGES else [_row(view, field, value)]
    yield from (*directions(view), *_hours(view)) if section == "where" else ()
    yield from _calendar(view) if section == "time" else ()


def _public(view: View, field: Field, value: Any) -> bool:
    if view.record.get("confidential") is True and field.name not in CONFIDENTIAL:
        return False
    return field.name != "capacity" or is_fresh(value, view.edition.today)


def _row(view: View, field: Field, value: Any) -> ValueRow:
    label = view.edition.words.label(view.record.kind, field.name)
    inferred, opening = field.name in view.record.items("inferred"), field.name in OPENING
    return ValueRow(label, _shown(view, field, value), inferred, bare=opening, opening=opening)


def _ages(view: View, field: Field, value: Any) -> Iterator[ValueRow]:
    """Both ages in one row, at the first that is stated; each by itself where one is no number."""
    stated = {name: view.record.get(name) for name in AGES if view.record.get(name) is not None}
    if any(type(age) is not int for age in stated.values()):
        yield _row(view, field, value)
    elif field.name == next(iter(stated)):
        text = view.edition.words.ages(*(stated.get(name) for name in AGES))
        inferred = any(name in view.record.items("inferred") for name in stated)
        yield ValueRow(view.edition.words.t("forms.servizio.ages.label"), ShownValue("text", Text(text)), inferred)


def _shown(view: View, field: Field, value: Any) -> ShownValue:
    """The value in the page's language where a translation has it."""
    translated = view.edition.translated(view.record, field.name)
    if translated is None:
        return show(view, field, value, field.name)
    if isinstance(translated, list):
        return ShownValue("items", [ShownValue("text", Text(str(item))) for item in translated])
    return written(field, Text(str(translated)))


def _unfolded(rows: Iterator[ValueRow], heading: str) -> Iterator[ValueRow]:
    """An object named like its section gives its parts instead: the heading has said its name already."""
    for row in rows:
        if row.shown.shape == "parts" and row.label == heading:
            yield from row.shown.value
        else:
            yield row


def _undressed(rows: list[ValueRow]) -> list[ValueRow]:
    """A text that stands alone below its heading needs no label."""
    if len(rows) == 1 and rows[0].shown.shape == "prose" and not rows[0].inferred:
        return [replace(rows[0], bare=True)]
    return rows


def _hours(view: View) -> Iterator[ValueRow]:
    """Whether it is open now, which the browser fills in, and whether the hours can be trusted."""
    data = opening_data(view.edition, view.record)
    if data:
        yield ValueRow("", ShownValue("opening", data), bare=True, opening=True)
    note = timetable.trust(view.edition.words, view.record, view.edition.today)
    if note:
        yield ValueRow("", ShownValue("quiet", note), bare=True)


def _calendar(view: View) -> Iterator[ValueRow]:
    """How a meeting that is to come gets into the reader's calendar, or all meetings of a lab that goes on."""
    record, edition = view.record, view.edition
    if record.get("status") != "published" or edition.is_over(record):
        return
    words, here = edition.words, f"{view.up}{edition.address(record)}"
    if record.kind == "meeting" and when(record):
        link = Link(Text(words.t("site.feeds.add_meeting")), here + MEETING)
        yield ValueRow("", ShownValue("aside", link), bare=True)
    elif record.kind == "lab":
        link = Link(Text(words.t("site.feeds.lab")), here + CALENDAR, (words.t("site.feeds.subscribe"),))
        yield ValueRow("", ShownValue("aside", link), bare=True)


def undocumented(view: View) -> list[str]:
    """The labels of what a reader would expect and no source says.

    Expected fields, and the headings of sections that a form asks about and that are empty.
    """
    schema = view.edition.catalogue.schema(view.record)
    words, record = view.edition.words, view.record
    missing = [
        words.label(record.kind, field.name)
        for field in schema.fields
        if field.expected and field.name not in record.values and not _said_otherwise(record, field)
    ]
    asked = {field.section for field in schema.fields if field.form}
    told = {field.section for field in schema.fields if field.name in record.values}
    expected = {field.section for field in schema.fields if field.expected}
    empty = [name for name in ORDER if name in asked - told - expected]
    return missing + [words.section(name, record.kind) for name in empty]


def _said_otherwise(record: Record, field: Field) -> bool:
    """An organisation without a record is still named; a place that is online or secret has no address to miss."""
    if field.name == "organization":
        return "organization_name" in record.values
    return record.get("confidential") is True
