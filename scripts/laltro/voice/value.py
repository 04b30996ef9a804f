"""One value of a record in words: what shape it takes, and what it says. There is no other speaker of values.

A page draws the shapes, and makes links of what leads somewhere; whoever tells of a change takes the words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from laltro.model.field import Field
from laltro.model.record_where import TERRITORIES, TERRITORY
from laltro.voice import address, timetable
from laltro.voice.voice import Text, Voice
from laltro.voice.words import Words


@dataclass(frozen=True, slots=True)
class Link:
    """A link, or plain text where `href` is empty; `notes` stand below it."""

    text: Text
    href: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownValue:
    """`shape` names the macro of `theme/records/values.html` that draws `value`.

    `text` and `prose` hold a Text, `link` a Link, `lines` strings, `hours` Openings, `items` ShownValues and `parts`
    ValueRows; a page has shapes of its own besides.
    """

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


class Speaker:
    """Says the values of records of one kind in one language."""

    def __init__(self, voice: Voice, kind: str) -> None:
        self.voice = voice
        self.words = voice.words
        self.kind = kind

    def record(self, kind: str, id: str) -> Link:
        """A record by its name; its id where there is none."""
        found = self.voice.catalogue.find(kind, id)
        return Link(self.voice.title(found) if found else Text(id))

    def term(self, vocabulary: str, id: str) -> Link:
        """A word of a vocabulary by its name."""
        return Link(self.voice.term(vocabulary, id))

    def show(self, field: Field, value: Any, path: str) -> ShownValue:
        """The shape of a value. A value that does not fit its field is shown as text."""
        if field.format in _ROWS and field.type == "object":
            return said(_ROWS[field.format](self.words, value))
        if isinstance(value, list):
            return self._list(field, value, path)
        if isinstance(value, Mapping):
            return self._object(field, value, path)
        return self._scalar(field, value, path)

    def _list(self, field: Field, values: list[Any], path: str) -> ShownValue:
        item = field.item or Field("")
        if item.format == "schedule":
            return ShownValue("hours", [timetable.opening(self.words, value) for value in values])
        shown = [self.show(item, value, path) for value in values]
        return shown[0] if len(shown) == 1 else ShownValue("items", shown)

    def _object(self, field: Field, value: Mapping[str, Any], path: str) -> ShownValue:
        if field.kinds:
            return self._either(str(value.get("kind", "")), str(value.get("id", "")))
        if field.name == "address":
            return ShownValue("lines", address_lines(value))
        stated = (part for part in field.fields if part.name in value and part.name != "updated")
        return ShownValue("parts", [self._part(part, value[part.name], f"{path}.{part.name}") for part in stated])

    def _part(self, part: Field, value: Any, path: str) -> ValueRow:
        return ValueRow(self.words.label(self.kind, path), self.show(part, value, path))

    def _either(self, kind: str, id: str) -> ShownValue:
        """A record of one of several kinds, or a part of the city."""
        return ShownValue("link", self.term(TERRITORIES, id) if kind == TERRITORY else self.record(kind, id))

    def _scalar(self, field: Field, value: Any, path: str) -> ShownValue:
        if field.reference:
            is_kind = field.reference in self.voice.catalogue.schemas
            return ShownValue("link", (self.record if is_kind else self.term)(field.reference, str(value)))
        if field.format in _LINKS:
            return ShownValue("link", _LINKS[field.format](str(value)))
        if isinstance(value, bool):
            return said(self.words.t("site.value.yes" if value else "site.value.no"))
        if isinstance(value, int | float):
            return said(self._number(value))
        if field.enum:
            return said(self.words.option(self.kind, path, str(value)) or str(value))
        if field.format.startswith("partial-date") or field.format == "date":
            return said(self.words.date(str(value)))
        if field.name == "languages" or path == "languages":
            return said(self.words.language(str(value)))
        return written(field, Text(str(value), self.voice.foreign if field.text else ""))

    def _number(self, value: float) -> str:
        """A number as the language writes it; a finer one is a coordinate, which maps write with a point."""
        return self.words.number(value) if round(value, 2) == value else str(value)


def said(text: str) -> ShownValue:
    """Words of ours."""
    return ShownValue("text", Text(text))


def written(field: Field, text: Text) -> ShownValue:
    """A text that somebody wrote: running prose, or a line."""
    return ShownValue("prose" if field.text == "paragraphs" else "text", text)


def address_lines(value: Mapping[str, Any]) -> list[str]:
    """An Italian postal address on its lines."""
    town = " ".join(str(value[name]) for name in ("postal_code", "city") if value.get(name))
    return [line for line in (str(value.get("street", "")), town) if line]


def _web(text: str) -> Link:
    return Link(Text(address.shown(text) if address.web(text) else text), address.web(text))


_LINKS: Mapping[str, Callable[[str], Link]] = {
    "url": _web,
    "email": lambda text: Link(Text(text), address.mail(text)),
    "phone": lambda text: Link(Text(text), address.phone(text)),
}
_ROWS: Mapping[str, Callable[[Words, Any], str]] = {
    "closure": timetable.closure,
    "cost": timetable.price,
    "milestone": timetable.milestone,
}


def plain(shown: ShownValue) -> str:
    """The words of a value without its shape, in one text: `lunedì 9:00–12:00 · sabato 9:00–12:00`."""
    return _PLAIN.get(shown.shape, str)(shown.value)


def _hours(rows: list[timetable.Opening]) -> str:
    notes = (f" ({', '.join(row.notes)})" if row.notes else "" for row in rows)
    return " · ".join(f"{row.days} {row.hours}{note}" for row, note in zip(rows, notes, strict=True))


def _items(items: list[ShownValue]) -> str:
    """One beside the other; where a comma stands within one of them, another sign parts them."""
    texts = [plain(item) for item in items]
    return (" · " if any("," in text or ";" in text for text in texts) else ", ").join(texts)


_PLAIN: Mapping[str, Callable[[Any], str]] = {
    "link": lambda link: str(link.text),
    "lines": ", ".join,
    "hours": _hours,
    "items": _items,
    "parts": lambda rows: "; ".join(f"{row.label}: {plain(row.shown)}" for row in rows),
}
