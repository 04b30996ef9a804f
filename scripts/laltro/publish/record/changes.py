"""What changed in a record and when, in words: the names of what changed, never what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from laltro.insight.trust.revision import Revision
from laltro.model.moment import ROME
from laltro.model.record import Record
from laltro.publish.edition.edition import PUBLIC, Edition
from laltro.voice.words import Words

# As many days as a page tells of, and as many things as it names for one day.
LENGTH = 5
NAMED = 5
# What has a sentence of its own, and what only keeps the books.
_CONFIRMED = frozenset({"assured_date", "assured_by", "review_by"})
_UNTOLD = frozenset({"id", "status", "submission", "inferred", "translations", "capacity.updated", *_CONFIRMED})


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """What happened to a record on one day of Milan's calendar, both in words."""

    day: str
    text: str


def changes(edition: Edition, record: Record) -> list[RecordedChange]:
    """The last days on which a reader could see a change, the latest first; none where git does not tell."""
    return list(islice(_told(edition, record), LENGTH))


def _told(edition: Edition, record: Record) -> Iterator[RecordedChange]:
    revisions = edition.revisions.get(record.key, ())
    for day, group in groupby(revisions, key=lambda revision: revision.moment.astimezone(ROME).date()):
        text = _sentence(edition.words, record.kind, list(group))
        if text:
            yield RecordedChange(edition.words.date(day.isoformat()), text)


def _sentence(words: Words, kind: str, day: list[Revision]) -> str:
    """What a day's revisions did, `day` beginning with the latest; the day that brought the record says only that."""
    if any(revision.added for revision in day):
        return words.t("site.changes.added")
    fields = list(dict.fromkeys(name for revision in day for name in revision.fields))
    status = next((revision.status for revision in day if revision.status), "")
    told = [words.t(f"site.changes.{status}")] if status in PUBLIC else []
    told += [words.t("site.changes.confirmed")] if _CONFIRMED & set(fields) else []
    told += _fields(words, kind, [name for name in fields if name not in _UNTOLD])
    told += [words.t("site.changes.translated")] if "translations" in fields and not told else []
    return "; ".join(told)


def _fields(words: Words, kind: str, fields: list[str]) -> list[str]:
    names = list(dict.fromkeys(_names(words, kind, fields)))
    rest = [words.t("site.changes.others")] if len(names) > NAMED else []
    return [words.t("site.changes.fields", fields=", ".join(names[:NAMED] + rest))] if names else []


def _names(words: Words, kind: str, fields: Iterable[str]) -> Iterator[str]:
    """Labels in the middle of a sentence; an abbreviation keeps its capitals."""
    for field in fields:
        label = words.find(f"site.changes.names.{field}") or words.label(kind, field)
        yield label if label[1:2].isupper() else label[:1].lower() + label[1:]
