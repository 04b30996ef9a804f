"""JSON Schemas for editors, one a kind, and the mapping that tells an editor which records each is for.

Draft 2020-12 (https://json-schema.org/draft/2020-12), in words that yaml-language-server also understands, which knows
draft 07 best: it shows `title`, `description` and `enumDescriptions` while somebody types. An editor reads YAML 1.2,
where an unquoted `2026` is a number: texts must be quoted as `laltro format` writes them. What a schema cannot say
(references that exist, rules of the story) `laltro check` says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from laltro.model.catalogue import Vocabulary
from laltro.model.field import Field
from laltro.model.schema import Schema
from laltro.model.strings import Strings
from laltro.publish.data.open_data import every_field
from laltro.voice.words import Words

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "data/json-schema"
SETTINGS = ".vscode/settings.json"
Tree = dict[str, Any]

_DAY = "[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_PARTIAL = "[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
# The outer form of each format; check/values.py says the rest (days that exist, numbers that can be dialled). A pattern
# is one of ECMA-262 with the `u` flag, which editors compile: there only what means something may be escaped.
_PATTERNS = {
    "date": _DAY,
    "partial-date": _PARTIAL,
    "partial-datetime": f"{_PARTIAL}|{_DAY}T([01][0-9]|2[0-3]):[0-5][0-9]",
    "url": r'https?://[^\s<>"\\^`{|}]+',
    "email": r"[^\s@]+@[^\s@]+\.[^\s@.]+",
    "phone": r"\+?[0-9 ./()-]{2,25}",
    "tax-code": "[0-9]{11}",
}


def editor_files(
    schemas: Mapping[str, Schema], vocabularies: Mapping[str, Vocabulary], strings: Strings
) -> dict[str, str]:
    """Path → text of every JSON Schema and of the editor's settings."""
    words = Words(strings)
    found = {_path(kind): _text(document(schema, vocabularies, words)) for kind, schema in schemas.items()}
    globs = {f"./{_path(schema.kind)}": f"data/{schema.plural}/*.yaml" for schema in schemas.values()}
    return {**found, SETTINGS: _text({"yaml.schemas": globs})}


def document(schema: Schema, vocabularies: Mapping[str, Vocabulary], words: Words) -> Tree:
    """The JSON Schema of a kind."""
    maker = _Maker(schema, words, vocabularies)
    return {
        "$schema": DIALECT,
        "$comment": words.t("cli.generated"),
        "title": words.kind(schema.kind),
        "description": words.kind(schema.kind, "intro"),
        **maker.object(schema.fields, ()),
        "$defs": dict(maker.definitions()),
    }


def _path(kind: str) -> str:
    return f"{FOLDER}/{kind}.schema.json"


def _text(tree: Tree) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class _Maker:
    """Turns the fields of one kind into JSON Schemas; a path names a field inside the record, lists left out."""

    schema: Schema
    words: Words
    vocabularies: Mapping[str, Vocabulary]

    def object(self, fields: Sequence[Field], path: tuple[str, ...]) -> Tree:
        """A mapping with these fields and no others; required is only what no record may lack."""
        required = [item.name for item in fields if item.required]
        return {
            "type": "object",
            "additionalProperties": False,
            **({"required": required} if required else {}),
            "properties": {item.name: self._named(item, (*path, item.name)) for item in fields},
        }

    def definitions(self) -> Iterator[tuple[str, Tree]]:
        """What several fields refer to: the ids of records, and the codes of each vocabulary in use."""
        id = self.schema.field("id")
        if id:
            yield "id", self._scalar(id, ("id",))
        used = {item.reference for item in every_field(self.schema.fields)}
        for name in sorted(used & set(self.vocabularies)):
            rows = self.vocabularies[name].rows
            yield name, _choice([row["id"] for row in rows], [self.words.term(row) for row in rows])

    def _named(self, item: Field, path: tuple[str, ...]) -> Tree:
        kind, named = self.schema.kind, ".".join(path)
        told = {"title": self.words.label(kind, named), "description": self.words.help(kind, named)}
        return {**{name: text for name, text in told.items() if text}, **self._value(item, path)}

    def _value(self, item: Field, path: tuple[str, ...]) -> Tree:
        if item.item:
            unique = {"uniqueItems": True} if item.unique_items else {}
            return {"type": "array", "items": self._value(item.item, path), **unique}
        if item.type == "object":
            return self.object([_linked(part) if item.kinds else part for part in item.fields], path)
        if item.reference:
            return {"$ref": f"#/$defs/{item.reference if item.reference in self.vocabularies else 'id'}"}
        return self._scalar(item, path)

    def _scalar(self, item: Field, path: tuple[str, ...]) -> Tree:
        if item.format == "field-name":
            names = [field.name for field in self.schema.fields]
            return _choice(names, [self.words.label(self.schema.kind, name) for name in names])
        if item.enum:
            return _choice(item.enum, [self._option(path, value) for value in item.enum])
        return {"type": item.type, **_limits(item)}

    def _option(self, path: tuple[str, ...], value: str) -> str:
        """The words for a choice; those of a `kind` are the names of kinds."""
        own = self.words.option(self.schema.kind, ".".join(path), value)
        return own or self.words.find(f"kinds.{value}.one") or value


def _linked(part: Field) -> Field:
    """A part of a `{kind, id}` reference: its `id` is one of a record, of whichever kind."""
    return replace(part, reference="id") if part.name == "id" else part


def _choice(values: Sequence[str], told: Sequence[str]) -> Tree:
    return {"type": "string", "enum": list(values), "enumDescriptions": list(told)}


def _limits(item: Field) -> Tree:
    pattern = item.pattern or _PATTERNS.get(item.format, "")
    wanted = {
        "minLength": 1 if item.required and item.type == "string" else None,
        "maxLength": item.max_length,
        "pattern": f"^(?:{pattern})$" if pattern else None,
        "minimum": _bound(item, item.minimum),
        "maximum": _bound(item, item.maximum),
    }
    return {name: value for name, value in wanted.items() if value is not None}


def _bound(item: Field, bound: float | None) -> float | int | None:
    return int(bound) if bound is not None and item.type == "integer" else bound
