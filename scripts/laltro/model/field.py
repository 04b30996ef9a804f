"""A field: its type, what it may hold, what it refers to, and the values that it makes of text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from laltro.model.document import Tree

Value = Any


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `item` is set for arrays, `fields` for objects."""

    name: str
    type: str = "string"
    format: str = ""
    required: bool = False
    expected: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    unique_items: bool = False
    reference: str = ""
    kinds: tuple[str, ...] = ()
    text: str = ""
    filter: str = ""
    section: str = ""
    form: str = ""
    web_only: bool = False
    options: tuple[str, ...] = ()
    item: Field | None = None
    fields: tuple[Field, ...] = ()

    named: Mapping[str, Field] = dataclasses.field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the parts once: every value of every record is looked up among them."""
        object.__setattr__(self, "named", {part.name: part for part in self.fields})

    def part(self, name: str) -> Field | None:
        """The named part of an object field."""
        return self.named.get(name)

    def cast(self, value: Tree) -> Value:
        """Text to typed value; text that does not fit stays text, for the checks to refuse."""
        if isinstance(value, dict):
            return cast_all(self.named, value)
        if isinstance(value, list):
            return [self.item.cast(item) if self.item else item for item in value]
        return _SCALARS.get(self.type, str)(value)


def _integer(text: str) -> int | str:
    digits = text.removeprefix("-")
    plain = digits.isascii() and digits.isdigit() and len(digits) <= 15
    return int(text) if plain and str(int(text)) == text else text


def _number(text: str) -> float | int | str:
    whole = _integer(text)
    if isinstance(whole, int):
        return whole
    digits = text.removeprefix("-").replace(".", "", 1)
    return float(text) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else text


def _boolean(text: str) -> bool | str:
    return {"true": True, "false": False}.get(text, text)


_SCALARS: Mapping[str, Any] = {"integer": _integer, "number": _number, "boolean": _boolean}


def cast_all(known: Mapping[str, Field], tree: Mapping[str, Tree]) -> dict[str, Value]:
    """Text to typed values; empty ones are dropped, unknown names stay for the checks to refuse."""
    values = {name: known[name].cast(value) if name in known else value for name, value in tree.items()}
    return {name: value for name, value in values.items() if name not in known or value not in ("", [], {})}


def reference_of(field: Field) -> str:
    """The kind or vocabulary that a field, or each of its items, refers to; empty where it refers to none."""
    return field.item.reference if field.item else field.reference


def format_of(field: Field) -> str:
    """The format of a field, or of each of its items."""
    return field.item.format if field.item else field.format


def walk(
    fields: tuple[Field, ...], values: Mapping[str, Value]
) -> Iterator[tuple[tuple[str | int, ...], Field, Value]]:
    """Every known value with its path and field, containers before their contents."""
    for field in fields:
        if field.name in values:
            yield from _walk(field, values[field.name], (field.name,))


def _walk(
    field: Field, value: Value, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Field, Value]]:
    yield path, field, value
    if isinstance(value, Mapping):
        for name, item in value.items():
            part = field.part(name)
            if part:
                yield from _walk(part, item, (*path, name))
    elif isinstance(value, list | tuple) and field.item:
        for index, item in enumerate(value):
            yield from _walk(field.item, item, (*path, index))
