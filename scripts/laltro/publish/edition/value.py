"""One value of a record as a page shows it: what shape it takes, and nothing unsafe in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from laltro.model.record import Record
from laltro.model.record_territories import TERRITORIES, TERRITORY
from laltro.model.schema import Field
from laltro.publish.edition import address, timetable
from laltro.publish.edition.edition import Edition, Text
from laltro.publish.edition.link import Link, address_lines, record_link, term


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (its lines) or a list (its items) of plain text."""

    tag: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Running text and its language, where that differs from the page's."""

    blocks: tuple[Block, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ShownValue:
    """`shape` names the macro of `theme/records/values.html` that draws `value`."""

    shape: str
    value: Any


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A labelled value. `bare`: the section's heading says enough, no label is drawn; `opening`: it stands first."""

    label: str
    shown: ShownValue
    inferred: bool = False
    bare: bool = False
    opening: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A record on its page: `up` leads from there to the root of the language."""

    edition: Edition
    record: Record
    up: str


def show(view: View, field: Field, value: Any, path: str) -> ShownValue:
    """The shape of a value. A value that does not fit its field is shown as text."""
    if field.format in _TABLES and field.type == "object":
        return _TABLES[field.format](view, value)
    if isinstance(value, list):
        return _list(view, field, value, path)
    if isinstance(value, Mapping):
        return _object(view, field, value, path)
    return _scalar(view, field, value, path)


def _list(view: View, field: Field, values: list[Any], path: str) -> ShownValue:
    item = field.item or Field("")
    if item.format == "schedule":
        return ShownValue("hours", [timetable.opening(view.edition.words, value) for value in values])
    shown = [show(view, item, value, path) for value in values]
    return shown[0] if len(shown) == 1 else ShownValue("items", shown)


def _object(view: View, field: Field, value: Mapping[str, Any], path: str) -> ShownValue:
    if field.kinds:
        return _either(view, str(value.get("kind", "")), str(value.get("id", "")))
    if field.name == "address":
        return ShownValue("lines", address_lines(value))
    parts = [
        ValueRow(view.edition.words.label(view.record.kind, f"{path}.{part.name}"), _part(view, part, value, path))
        for part in field.fields
        if part.name in value and part.name != "updated"
    ]
    return ShownValue("parts", parts)


def _part(view: View, part: Field, value: Mapping[str, Any], path: str) -> ShownValue:
    return show(view, part, value[part.name], f"{path}.{part.name}")


def _scalar(view: View, field: Field, value: Any, path: str) -> ShownValue:
    words = view.edition.words
    if field.reference:
        return _reference(view, field.reference, str(value))
    if field.format in _LINKS:
        return ShownValue("link", _LINKS[field.format](str(value)))
    if isinstance(value, bool):
        return _text(words.t("site.value.yes" if value else "site.value.no"))
    if isinstance(value, int | float):
        return _text(words.number(value))
    if field.enum:
        return _text(words.option(view.record.kind, path, str(value)) or str(value))
    if field.format.startswith("partial-date") or field.format == "date":
        return _text(words.date(str(value)))
    if field.name == "languages" or path == "languages":
        return _text(words.language(str(value)))
    return written(field, Text(str(value), view.edition.foreign if field.text else ""))


def written(field: Field, text: Text) -> ShownValue:
    """A text that somebody wrote: running prose, or a line."""
    return ShownValue("prose", paragraphs(text)) if field.text == "paragraphs" else ShownValue("text", text)


def _text(text: str) -> ShownValue:
    return ShownValue("text", Text(text))


def _web(text: str) -> Link:
    return Link(Text(address.shown(text) if address.web(text) else text), address.web(text))


_LINKS: Mapping[str, Callable[[str], Link]] = {
    "url": _web,
    "email": lambda text: Link(Text(text), address.mail(text)),
    "phone": lambda text: Link(Text(text), address.phone(text)),
}
_TABLES: Mapping[str, Callable[[View, Any], ShownValue]] = {
    "closure": lambda view, value: _text(timetable.closure(view.edition.words, value)),
    "cost": lambda view, value: _text(timetable.price(view.edition.words, value)),
    "milestone": lambda view, value: _milestone(view, value),
}


def _milestone(view: View, value: Any) -> ShownValue:
    if not isinstance(value, Mapping):
        return _text(str(value))
    day = view.edition.words.date(str(value.get("date", "")))
    return _text(": ".join(part for part in (day, str(value.get("text", ""))) if part))


def _either(view: View, kind: str, id: str) -> ShownValue:
    """A record of one of several kinds, or a part of the city."""
    return _reference(view, TERRITORIES, id) if kind == TERRITORY else _record(view, kind, id)


def _reference(view: View, target: str, id: str) -> ShownValue:
    if target in view.edition.catalogue.schemas:
        return _record(view, target, id)
    return ShownValue("link", term(view.edition, target, id, view.up))


def _record(view: View, kind: str, id: str) -> ShownValue:
    target = view.edition.catalogue.find(kind, id)
    if target is None:
        return ShownValue("link", Link(Text(view.edition.words.t("site.value.undocumented"))))
    return ShownValue("link", record_link(view.edition, target, view.up))


def paragraphs(text: Text) -> Paragraphs:
    """Plain text to paragraphs, line breaks and "- " lists."""
    blocks: list[Block] = []
    for piece in text.text.split("\n\n"):
        for line in piece.strip("\n").split("\n"):
            tag, words = ("ul", line[2:]) if line.startswith("- ") else ("p", line)
            fresh = not blocks or blocks[-1].tag != tag or not blocks[-1].lines
            if fresh:
                blocks.append(Block(tag, (words,)))
            else:
                blocks[-1] = Block(tag, (*blocks[-1].lines, words))
        blocks.append(Block("", ()))
    return Paragraphs(tuple(block for block in blocks if any(block.lines)), text.lang)
