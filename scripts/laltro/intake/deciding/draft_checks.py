"""What a drafted change is worth: the problems it brings, each told at the question that asked for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from laltro.check.around import check_around
from laltro.insight.likeness.duplicates import duplicates
from laltro.insight.likeness.likeness import Likeness
from laltro.intake.deciding.decision import Decision
from laltro.intake.gathering.lab_adopts_needs import adopted
from laltro.intake.reading.submission import Submission
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, errors
from laltro.model.forms.form import Form
from laltro.model.record import Record
from laltro.model.schema import reference_of

_TIMED = frozenset({"offer-expired"})


@dataclass(frozen=True, slots=True)
class Drafted:
    """A record as it would be, the others made besides, the record as it is (None for a new one), and what is wrong."""

    record: Record
    others: tuple[Record, ...]
    existing: Record | None
    problems: tuple[Diagnostic, ...]


def judged(drafted: Drafted, submission: Submission, form: Form, catalogue: Catalogue, today: date) -> Decision:
    """The decision on a draft: a change where nothing is wrong, every problem at once otherwise."""
    needs = list(adopted(catalogue, drafted.record))
    records = (drafted.record, *drafted.others, *(after for _, after in needs))
    own = {f"{item.kind}/{item.id}" for item in records}
    found = [asked(_strict(problem), form) for problem in check_around(catalogue, records, today)]
    news = [problem for problem in found if problem.severity == "error" or _is_told(problem, own, catalogue)]
    before = [*drafted.problems, *_unchanged(drafted)]
    told = {problem.field for problem in before}
    problems = _ordered([*before, *(problem for problem in news if problem.field not in told)], form)
    alike = _alike(catalogue, drafted)
    if errors(problems):
        return Decision(submission, diagnostics=tuple(problems), duplicates=alike)
    old = {each.key: each for each in (drafted.existing, *(before for before, _ in needs)) if each}
    return Decision(submission, records, old, tuple(problems), alike)


def _is_told(problem: Diagnostic, own: Collection[str], catalogue: Catalogue) -> bool:
    """Whether a warning is of the change's own records, and names no other that was told in confidence."""
    kind = problem.record.partition("/")[0]
    return problem.record in own and (problem.code != "duplicate-record" or bool(catalogue.schemas[kind].folder))


def _alike(catalogue: Catalogue, drafted: Drafted) -> tuple[Likeness, ...]:
    """What the records that are new look like, among those that are there."""
    news = drafted.others if drafted.existing else (drafted.record, *drafted.others)
    return tuple(each for record in news for each in duplicates(catalogue, record, news))


def _strict(problem: Diagnostic) -> Diagnostic:
    """A problem that time alone can bring is a warning in the data, and an error in what somebody sends today."""
    return replace(problem, severity="error") if problem.code in _TIMED else problem


def _unchanged(drafted: Drafted) -> Sequence[Diagnostic]:
    same = drafted.existing is not None and drafted.record.values == drafted.existing.values
    return [Diagnostic("nothing-changes", field="record")] if same and not drafted.problems else []


def asked(problem: Diagnostic, form: Form) -> Diagnostic:
    """The problem at the question of `form` that asked for its field, where one did."""
    kind = problem.record.partition("/")[0]
    path = problem.field
    if kind != form.kind:
        links = [item.asks for item in form.fields if item.field and reference_of(item.field) == kind]
        path = f"{links[0]}.{path}" if links else path
    fitting = [item for item in form.fields if any(_same(asks, path) for asks in (item.asks, *item.fills))]
    closest = max(fitting, key=lambda item: len(item.asks), default=None)
    return _askable(replace(problem, field=closest.id if closest else problem.field), form)


def _askable(problem: Diagnostic, form: Form) -> Diagnostic:
    """Of the fields that could stand for each other, only those that the form asks are worth naming."""
    if problem.code != "one-of-missing":
        return problem
    asks = {item.asks for item in form.fields}
    fields = [name for name in problem.params["fields"].split(", ") if name in asks]
    if len(fields) == 1:
        return replace(problem, code="required", params={})
    return replace(problem, params={"fields": ", ".join(fields)}) if fields else problem


def _ordered(problems: Sequence[Diagnostic], form: Form) -> list[Diagnostic]:
    order = {item.id: index for index, item in enumerate(form.fields)}
    return sorted(problems, key=lambda problem: (order.get(problem.field, len(order)), problem.order))


def _same(asks: str, path: str) -> bool:
    """Whether a diagnostic's path lies at what a question asks (`areas.1` at `areas`, `sources.0.url` at `source`)."""
    if asks == "source":
        return path.startswith("sources")
    return path == asks or path.startswith(f"{asks}.") or path.removesuffix("_name") == asks
