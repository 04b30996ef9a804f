"""A record confirmed, corrected, closed or withdrawn: the one form for records of every kind.

What is said of a record becomes what a form of its kind would have asked; it is filled, checked and judged alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rapidfuzz import process, utils

from laltro.intake.reading.submission import Submission
from laltro.intake.reading.understood import Understood, address, meant, unresolved
from laltro.intake.reading.written_answer import written
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.forms.form import CLEAR, PARTS, Form, Option, Question
from laltro.model.record import Record

PAIRS = ("1", "2", "3")
# So many names of fields that look alike are told.
_MOST = 5
# Which field of the record takes what else was answered, by verdict; elsewhere those questions are not asked.
_TAKEN: Mapping[str, Mapping[str, str]] = {
    "valid": {"assured_by": "assured_by"},
    "wrong": {},
    "closed": {"reason": "historic_note", "replaced_by": "replaced_by"},
    "withdrawn": {"reason": "archived_reason", "replaced_by": "replaced_by"},
}
# Questions that a verdict cannot do without; a hyphen is no answer to them.
_NEEDED = ("verdict", "reason")


def reviewed(submission: Submission, form: Form, catalogue: Catalogue, today: date) -> Understood:
    """A submission of the review form as one of the form that its record would need."""
    named, verdict = _said(submission, "record"), _said(submission, "verdict")
    problems = [] if verdict or _told(submission, "verdict") else [Diagnostic("unanswered", field="verdict")]
    if not named:
        missing = [] if _told(submission, "record") else [Diagnostic("unanswered", field="record")]
        return Understood(submission, problems=(*missing, *problems))
    lost = tuple(unresolved(catalogue, form.kinds, "record", named))
    if lost or not verdict:
        return Understood(submission, problems=(*lost, *problems))
    return _Review(submission, form, catalogue, today, meant(catalogue, form.kinds, named)[0], verdict).aim()


def _said(submission: Submission, id: str) -> str:
    answer = str(submission.answers.get(id, ""))
    return "" if answer == CLEAR and id in _NEEDED else answer


def _told(submission: Submission, id: str) -> bool:
    return any(problem.field == id for problem in submission.problems)


class _Review:
    """What is said of one record."""

    def __init__(
        self, submission: Submission, form: Form, catalogue: Catalogue, today: date, record: Record, verdict: str
    ) -> None:
        self.submission = submission
        self.form = form
        self.catalogue = catalogue
        self.today = today
        self.record = record
        self.verdict = verdict
        self.problems: list[Diagnostic] = []

    def aim(self) -> Understood:
        """The same questions, those that were put to use as a form of the record's kind would have asked them."""
        asked = {item.id: (item, text) for item, text in [*self._corrections(), *self._rest()]}
        fields = tuple(asked[item.id][0] if item.id in asked else _set_aside(item) for item in self.form.fields)
        form = replace(self.form, kinds=(self.record.kind,), fields=fields)
        answers = {id: answer for id, answer in self.submission.answers.items() if id in ("source", "consent")}
        answers["record"] = address(self.catalogue, self.record)
        read = replace(self.submission, answers=answers, problems=[])
        for item, text in asked.values():
            read.take(item, written(read, item, text))
        problems = (*self.problems, *read.problems)
        return Understood(replace(read, problems=self.submission.problems), form, self._given(), problems)

    def _refuse(self, code: str, id: str, **params: str) -> None:
        self.problems.append(Diagnostic(code, field=id, params=params))

    def _corrections(self) -> Iterator[tuple[Question, str]]:
        """Each field that is named, asked as a form of its kind would ask it, with what it shall say."""
        found: set[str] = set()
        given = self._given()
        for number in PAIRS:
            name, text = (_said(self.submission, f"{part}_{number}") for part in ("field", "value"))
            item = self._named(number, name) if self._complete(number, name, text) else None
            if item and item.asks in found:
                self._refuse("field-twice", f"field_{number}")
            elif item and item.asks in given:  # the verdict says it already
                self._refuse("not-asked-here", f"field_{number}")
            elif item:
                found.add(item.asks)
                yield replace(_typed(item), id=f"value_{number}", kinds=(self.record.kind,)), _listed(item, text)
        if self.verdict == "wrong" and not found and not self.problems:
            self._refuse("unanswered", "field_1")

    def _complete(self, number: str, name: str, text: str) -> bool:
        """Whether both halves of a correction are there; one alone is asked for, none is no correction."""
        for part, own, other in (("field", name, text), ("value", text, name)):
            if other and not own and not _told(self.submission, f"{part}_{number}"):
                self._refuse("unanswered", f"{part}_{number}")
        return bool(name and text)

    def _named(self, number: str, name: str) -> Question | None:
        """The field that a person means by its label; an unknown one is refused with the nearest."""
        items = self.form.corrections[self.record.kind]
        wanted = " ".join(name.split()).rstrip(": ").casefold()
        found = [item for item in items if wanted in (item.asks, *map(str.casefold, item.labels.values()))]
        if len(found) == 1 and found[0].input != PARTS:
            return found[0]
        parts = [item for item in items for whole in found if item.asks.startswith(f"{whole.asks}.")]
        near = parts or found or self._near(name, items)
        options = " · ".join(item.labels[self.submission.lang] for item in near)
        self._refuse("field-unknown", f"field_{number}", options=options)
        return None

    def _near(self, name: str, items: Sequence[Question]) -> list[Question]:
        single = [item for item in items if item.input != PARTS]
        labels = [item.labels[self.submission.lang] for item in single]
        hits = process.extract(name[:100], labels, processor=utils.default_process, limit=_MOST)
        return [single[index] for _, _, index in hits]

    def _rest(self) -> Iterator[tuple[Question, str]]:
        """The reason, the successor and who confirms: where the verdict asks for them."""
        taken = _TAKEN[self.verdict]
        schema = self.catalogue.schema(self.record)
        for id in ("reason", "replaced_by", "assured_by"):
            item, answer = self.form.field(id), _said(self.submission, id)
            if answer and id not in taken:
                self._refuse("not-asked-here", id)
            elif id == "replaced_by" and meant(self.catalogue, (self.record.kind,), answer) == [self.record]:
                self._refuse("replaced-by-itself", id)
            elif answer and item:
                yield replace(item, asks=taken[id], field=schema.field(taken[id])), answer
            elif id in _NEEDED and id in taken and not _told(self.submission, id):
                self._refuse("unanswered", id)

    def _given(self) -> Mapping[str, Any]:
        """What a verdict says of the record by itself."""
        schema = self.catalogue.schema(self.record)
        return {
            "valid": {
                **{"assured_date": self.today.isoformat(), "status": "published"},
                **dict.fromkeys(("review_by", "archived_reason", "assured_by")),
            },
            "wrong": {},
            "closed": {"historic": True, **schema.cast(schema.closed)},
            "withdrawn": {"status": "archived"},
        }[self.verdict]


def _set_aside(item: Question) -> Question:
    """A question that asks nothing of this record: no problem of the record belongs there."""
    return item if item.asks in ("record", "source", "consent") else replace(item, asks="", field=None)


def _typed(item: Question) -> Question:
    """A choice that is typed: its options are found in small letters, too."""
    return replace(item, options=tuple(_folded(option) for option in item.options))


def _folded(option: Option) -> Option:
    small = {f"{lang}-folded": label.casefold() for lang, label in option.labels.items()}
    return replace(option, labels={**option.labels, **small})


def _listed(item: Question, text: str) -> str:
    """Typed choices as a form would send them: small letters, commas between them."""
    if not item.options:
        return text
    parts = (" ".join(part.split()) for part in re.split(r"[;\n]", text.casefold()))
    return ", ".join(part for part in parts if part)
