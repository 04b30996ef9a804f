"""What a change says in human words: which fields, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from laltro.check.report import label
from laltro.intake.notation.ages import said_ages
from laltro.intake.notation.costs import decimal_mark
from laltro.intake.notation.rows import FORMATS, said_rows
from laltro.model.catalogue import Catalogue, name_of
from laltro.model.document import scalar_text
from laltro.model.forms.row_words import grammars
from laltro.model.locale import language_name
from laltro.model.moment import in_words
from laltro.model.record import Record
from laltro.model.schema import ExtraQuestion, Field, format_of, reference_of
from laltro.model.strings import Strings

_DATES = ("date", "partial-date", "partial-datetime")
# Fields that the tool writes itself: they say nothing of what the person changed. A new record is always published.
_SILENT = frozenset({"id", "submission", "translations"})
_SILENT_ANEW = _SILENT | {"status"}


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
    """The top-level fields that differ, in schema order; all of them for a new record.

    What a form asks in one question is told as one (`Età`), under the name of the question.
    """
    speaker = _Speaker(catalogue, strings, after.kind)
    old, new = (record.values if record else {} for record in (before, after))
    joint = {name: item for item in catalogue.schema(after).form.questions for name in item.fills}
    silent = _SILENT if before else _SILENT_ANEW
    found: dict[str, Difference] = {}
    for field in catalogue.schema(after).fields:
        if old.get(field.name) == new.get(field.name) or field.name in silent:
            continue
        question = joint.get(field.name)
        if question:
            found[question.id] = speaker.together(question, old, new)
        else:
            texts = [speaker.shown((field.name,), field, values.get(field.name)) for values in (old, new)]
            found[field.name] = Difference(label(strings, after.kind, field.name), *texts)
    return list(found.values())


class _Speaker:
    """Says the values of records of one kind in one language."""

    def __init__(self, catalogue: Catalogue, strings: Strings, kind: str) -> None:
        self.catalogue = catalogue
        self.strings = strings
        self.kind = kind
        self.grammar = grammars({strings.lang: strings})[strings.lang]

    def together(self, question: ExtraQuestion, old: Mapping[str, Any], new: Mapping[str, Any]) -> Difference:
        """The fields that one question fills."""
        stem = self.catalogue.schemas[self.kind].form.stem
        texts = [said_ages([values.get(name) for name in question.fills], self.grammar) for values in (old, new)]
        return Difference(self.strings.text(f"forms.{stem}.{question.id}.label"), *texts)

    def shown(self, path: tuple[str, ...], field: Field, value: Any) -> str:
        """A value as a reader would say it: rows as they are typed, labels for codes, names for ids."""
        if value is None:
            return ""
        if isinstance(value, Mapping) and field.kinds:
            return self._pointed(value)
        if isinstance(value, Mapping):
            return "; ".join(self._parts(path, field, value))
        if isinstance(value, list):
            rows = said_rows(format_of(field), value, self.grammar) if format_of(field) in FORMATS else ""
            each = (self.shown(path, field.item or field, item) for item in value)
            return rows.replace("\n", " · ") or ", ".join(each)
        return self._scalar(path, field, value)

    def _pointed(self, value: Mapping[str, Any]) -> str:
        """A reference to one of several kinds, by its name: a record's, or a territory's."""
        kind, id = str(value.get("kind", "")), str(value.get("id", ""))
        record = self.catalogue.find(kind, id)
        return self._title(record) if record else self._term("territories", id) or id

    def _title(self, record: Record) -> str:
        """The name of a record in the reader's language, where it is translated."""
        translated = record.get("translations", {}).get(self.strings.lang, {})
        return str(translated.get(self.catalogue.schema(record).title) or self.catalogue.title(record))

    def _term(self, vocabulary: str, id: str) -> str:
        row = self.catalogue.vocabularies[vocabulary].row(id) if vocabulary in self.catalogue.vocabularies else None
        return name_of(row, self.strings.lang) if row else ""

    def _parts(self, path: tuple[str, ...], field: Field, value: Mapping[str, Any]) -> Iterator[str]:
        for part in field.fields:
            if part.name in value:
                here = (*path, part.name)
                shown = self.shown(here, part, value[part.name])
                yield f"{label(self.strings, self.kind, '.'.join(here))}: {shown}"

    def _scalar(self, path: tuple[str, ...], field: Field, value: Any) -> str:
        if field.format in _DATES:
            return in_words(str(value), self.strings)
        if isinstance(value, float):
            return scalar_text(value).replace(".", decimal_mark(self.grammar))
        if isinstance(value, bool):
            return self.strings.text(f"site.value.{'yes' if value else 'no'}")
        record = self.catalogue.find(reference_of(field), str(value))
        named = self._title(record) if record else self._term(reference_of(field), str(value))
        return named or self._option(path, str(value))

    def _option(self, path: tuple[str, ...], value: str) -> str:
        keys = [f"fields.{branch}.{'.'.join(path)}.options.{value}" for branch in (self.kind, "common")]
        spoken = language_name(value, self.strings.locale) if path == ("languages",) else ""
        return next((text for text in map(self.strings.find, keys) if text), spoken or value)
