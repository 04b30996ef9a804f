"""What a change says of one record in human words: which fields, before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from laltro.model.field import Field
from laltro.model.record import Record
from laltro.model.schema import ExtraQuestion
from laltro.voice.value import Speaker, plain
from laltro.voice.voice import Voice

# Fields that the tool writes itself: they say nothing of what the person changed. A new record is always published.
_SILENT = frozenset({"id", "submission"})
_SILENT_ANEW = _SILENT | {"status"}
# What no page shows as one value: it is told text by text.
_APART = "translations"


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


def differences(voice: Voice, before: Record | None, after: Record) -> list[Difference]:
    """The fields that differ, in schema order; all of them for a new record. Each in the words of its page.

    What a form asks in one question is told as one (`Età`), under the name of the question; of an object that was
    there, and of the translations, the parts that differ. What sounds alike and is not is told as it is written.
    """
    speaker, schema = Speaker(voice, after.kind), voice.catalogue.schema(after)
    old, new = (record.values if record else {} for record in (before, after))
    joint = {name: item for item in schema.form.questions for name in item.fills}
    silent = _SILENT if before else _SILENT_ANEW
    found: dict[str, list[Difference]] = {}
    for field in schema.fields:
        if old.get(field.name) == new.get(field.name) or field.name in silent:
            continue
        question = joint.get(field.name)
        rows = _together(speaker, question, schema.form.stem, old, new) if question else []
        key = question.id if question and rows else field.name
        found[key] = rows or list(_rows(speaker, field, old.get(field.name), new.get(field.name), field.name))
    return [row for rows in found.values() for row in rows]


def _together(
    speaker: Speaker, question: ExtraQuestion, stem: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Difference]:
    """The ages that one question fills; none where one of them is no number, and each speaks for itself."""
    stated = [[values.get(name) for name in question.fills] for values in (old, new)]
    if any(type(age) is not int for ages in stated for age in ages if age is not None):
        return []
    before, after = (speaker.words.ages(*ages) if any(age is not None for age in ages) else "" for ages in stated)
    return [Difference(speaker.words.t(f"forms.{stem}.{question.id}.label"), before, after)]


def _rows(speaker: Speaker, field: Field, old: Any, new: Any, path: str) -> Iterator[Difference]:
    """A field that differs, or those of its parts that do."""
    rows = list(_parts(speaker, field, old, new, path))
    if rows:
        yield from rows
        return
    before, after = (_said(speaker, field, value, path) for value in (old, new))
    if before == after:
        before, after = map(_stored, (old, new))
    yield Difference(speaker.words.label(speaker.kind, path), before, after)


def _parts(speaker: Speaker, field: Field, old: Any, new: Any, path: str) -> Iterator[Difference]:
    apart = path.partition(".")[0] == _APART
    was, now = (({} if value is None else value) if apart else value for value in (old, new))
    if not field.kinds and isinstance(was, Mapping) and isinstance(now, Mapping):
        for part in field.fields:
            if was.get(part.name) != now.get(part.name):
                yield from _rows(speaker, part, was.get(part.name), now.get(part.name), f"{path}.{part.name}")


def _said(speaker: Speaker, field: Field, value: Any, path: str) -> str:
    return "" if value is None else plain(speaker.show(field, value, path))


def _stored(value: Any) -> str:
    """A value as it is written, for what reads the same in words."""
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
