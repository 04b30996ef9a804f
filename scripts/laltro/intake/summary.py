"""What a change says in human words: which fields, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from laltro.check.report import label
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.schema import Field, reference_of
from laltro.model.strings import Strings

# Fields that the tool writes itself: they say nothing of what the person changed.
_SILENT = {"id", "status", "submission", "translations"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one record: its human name, and its text before and after (empty where absent)."""

    label: str
    before: str
    after: str

    @property
    def marked(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both texts behind the marks of a diff."""
        return ("-", self.before), ("+", self.after)


def differences(catalogue: Catalogue, strings: Strings, before: Record | None, after: Record) -> list[Difference]:
    """The top-level fields that differ, in schema order; all of them for a new record."""
    old = before.values if before else {}
    found = []
    for field in catalogue.schema(after).fields:
        left, right = old.get(field.name), after.get(field.name)
        if left != right and field.name not in _SILENT:
            name = label(strings, after.kind, field.name)
            texts = [_shown(catalogue, strings, after.kind, (field.name,), field, value) for value in (left, right)]
            found.append(Difference(name, *texts))
    return found


def _shown(catalogue: Catalogue, strings: Strings, kind: str, path: tuple[str, ...], field: Field, value: Any) -> str:
    """A value as a reader would say it: labels for codes, names for ids."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "; ".join(_parts(catalogue, strings, kind, path, field, value))
    if isinstance(value, list):
        inner = field.item or field
        return ", ".join(_shown(catalogue, strings, kind, path, inner, item) for item in value)
    return _scalar(catalogue, strings, kind, path, field, value)


def _parts(
    catalogue: Catalogue, strings: Strings, kind: str, path: tuple[str, ...], field: Field, value: Mapping[str, Any]
) -> Iterator[str]:
    for part in field.fields:
        if part.name in value:
            here = (*path, part.name)
            shown = _shown(catalogue, strings, kind, here, part, value[part.name])
            yield f"{label(strings, kind, '.'.join(here))}: {shown}"


def _scalar(catalogue: Catalogue, strings: Strings, kind: str, path: tuple[str, ...], field: Field, value: Any) -> str:
    reference = reference_of(field)
    record = catalogue.find(reference, str(value))
    if record:
        return catalogue.title(record)
    row = catalogue.vocabularies[reference].row(str(value)) if reference in catalogue.vocabularies else None
    if row:
        return row.get(f"name_{strings.lang}") or row.get("name", str(value))
    options = [f"fields.{branch}.{'.'.join(path)}.options.{value}" for branch in (kind, "common")]
    return next((text for text in map(strings.find, options) if text), str(value))
