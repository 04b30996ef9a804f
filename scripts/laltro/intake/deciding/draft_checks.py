"""What a drafted change is worth: the problems it brings, each told at the question that asked for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from laltro.check.around import check_around
from laltro.intake.change.change import Change, compared
from laltro.intake.deciding.decision import Decision
from laltro.intake.gathering.lab_adopts_needs import adopted
from laltro.intake.reading.submission import Submission
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, errors
from laltro.model.field import reference_of
from laltro.model.forms.form import Form

_TIMED = frozenset({"offer-expired"})


def judged(drafted: Change, submission: Submission, form: Form, catalogue: Catalogue, today: date) -> Decision:
    """The decision on a draft: a change where nothing is wrong, every problem at once otherwise.

    With its main record a draft moves the others that it makes; the shared needs that a lab takes up come to them here.
    """
    made = compared(drafted, catalogue)
    whole = replace(made, moves=(*made.moves, *adopted(catalogue, drafted.records[0])))
    own = {f"{item.kind}/{item.id}" for item in whole.records}
    found = [asked(_strict(problem), form) for problem in check_around(catalogue, whole.records, today)]
    news = [problem for problem in found if problem.severity == "error" or _is_told(problem, own, catalogue)]
    before = [*drafted.diagnostics, *_unchanged(drafted)]
    told = {problem.field for problem in before}
    problems = _ordered([*before, *(problem for problem in news if problem.field not in told)], form)
    moves = () if errors(problems) else whole.moves
    return Decision(moves, tuple(problems), made.duplicates, made.similar_needs, submission=submission)


def _is_told(problem: Diagnostic, own: Collection[str], catalogue: Catalogue) -> bool:
    """Whether a warning is of the change's own records, and names no other that was told in confidence."""
    kind = problem.record.partition("/")[0]
    return problem.record in own and (problem.code != "duplicate-record" or bool(catalogue.schemas[kind].folder))


def _strict(problem: Diagnostic) -> Diagnostic:
    """A problem that time alone can bring is a warning in the data, and an error in what somebody sends today."""
    return replace(problem, severity="error") if problem.code in _TIMED else problem


def _unchanged(drafted: Change) -> Sequence[Diagnostic]:
    main = drafted.moves[0]
    same = main.before is not None and main.record.values == main.before.values
    return [Diagnostic("nothing-changes", field="record")] if same and not drafted.diagnostics else []


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
