"""What a submission is about: which kind of record, and which of a form's questions are asked of it.

A form may make records of several kinds, and one form reviews records of every kind. Here either becomes what a form of
one kind would be, so that the rest of the intake knows no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rapidfuzz import fuzz

from laltro.intake.reading.resolve import nearest, resolve
from laltro.intake.reading.submission import Submission
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.forms.form import Form
from laltro.model.record import Record
from laltro.model.record_where import TERRITORIES
from laltro.model.text import plain_name


@dataclass(frozen=True, slots=True)
class Understood:
    """A submission read as one of a single kind.

    `form` is None where the kind cannot be known; `given` are values (None: none) that follow from what was chosen,
    by field name.
    """

    submission: Submission
    form: Form | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()


def aimed(submission: Submission, form: Form, catalogue: Catalogue) -> Understood:
    """The submission as one of the kind that it says, or that the record it names has."""
    kind = _kind(submission, form, catalogue)
    if not kind:
        return Understood(submission, problems=tuple(_unknown(submission, form, catalogue)))
    own = form.of(kind)
    old = tuple(item for item in own.former if item.id in submission.answers)
    own = replace(own, fields=(*own.fields, *old))
    asked = {item.id for item in own.fields}
    strange = [id for id in submission.answers if id not in asked]
    kept = {id: answer for id, answer in submission.answers.items() if id in asked}
    problems = tuple(Diagnostic("not-asked-here", field=id) for id in strange)
    return Understood(replace(submission, answers=kept), own, problems=problems)


def _kind(submission: Submission, form: Form, catalogue: Catalogue) -> str:
    if len(form.kinds) == 1:
        return form.kind
    found = meant(catalogue, form.kinds, str(submission.answers.get("record", "")))
    chosen = str(submission.answers.get("kind", ""))
    return chosen if chosen in form.kinds else found[0].kind if len(found) == 1 else ""


def _unknown(submission: Submission, form: Form, catalogue: Catalogue) -> Iterator[Diagnostic]:
    if all(problem.field != "kind" for problem in submission.problems):
        yield Diagnostic("required", field="kind")
    named = str(submission.answers.get("record", ""))
    if named:
        yield from unresolved(catalogue, form.kinds, "record", named)


def meant(catalogue: Catalogue, kinds: Sequence[str], text: str) -> list[Record]:
    """The records of some kinds that `text` can mean: one, or several of the same name or id."""
    wanted = text.strip()
    found = [resolve(catalogue, kind, wanted) for kind in kinds] if wanted else []
    return [record for record in found if record]


def unresolved(catalogue: Catalogue, kinds: Sequence[str], id: str, text: str, area: str = "") -> Iterator[Diagnostic]:
    """Why `text` means no record, or more than one, with addresses that would be clear; nothing where it is.

    `area` is the territory that it can also mean; empty for none.
    """
    found = meant(catalogue, kinds, text)
    if len(found) + bool(area) != 1:
        near = found or _nearest(catalogue, kinds, text)
        options = [f"{catalogue.name_for_matching(record)} ({address(catalogue, record)})" for record in near[:5]]
        options += [f"{row['name']} (territori/{area})" for row in [_row(catalogue, area)] if row]
        params = {"options": " · ".join(options)}
        yield Diagnostic("record-ambiguous" if found else "record-unknown", field=id, params=params)


def _nearest(catalogue: Catalogue, kinds: Sequence[str], text: str) -> list[Record]:
    """The records of all kinds whose names are most like `text`, best first."""
    found = [record for kind in kinds for record in nearest(catalogue, kind, text)]
    wanted = plain_name(text[:200])
    names = {record.key: plain_name(catalogue.name_for_matching(record)) for record in found}
    return sorted(found, key=lambda record: -fuzz.token_sort_ratio(wanted, names[record.key]))


def address(catalogue: Catalogue, record: Record) -> str:
    """The end of a page's address, which tells its kind too: `servizi/doposcuola`."""
    return f"{catalogue.schema(record).folder}/{record.id}"


def _row(catalogue: Catalogue, area: str) -> Mapping[str, str] | None:
    return catalogue.vocabularies[TERRITORIES].row(area) if area else None


def territory(catalogue: Catalogue, text: str) -> str:
    """The id of the territory that `text` is the id, the name or the page's address of; empty for none."""
    wanted = plain_name(text.strip().rstrip("/").rpartition("territori/")[2])
    for row in catalogue.vocabularies[TERRITORIES].rows:
        if wanted and wanted in (plain_name(row["id"]), plain_name(row["name"])):
            return row["id"]
    return ""
