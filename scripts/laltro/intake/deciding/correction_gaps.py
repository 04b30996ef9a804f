"""What a reviewed record lacks, told where the review can give it: at a correction that is still free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from laltro.intake.deciding.decision import Decision
from laltro.intake.deciding.review import PAIRS
from laltro.model.diagnostic import Diagnostic
from laltro.model.forms.form import PARTS, Form, Question

# What a record may lack that a correction can give.
_LACKING = frozenset(
    {
        *("required", "one-of-missing", "contact-missing"),
        *("reason-missing", "outcome-without-service", "place-without-municipio"),
    }
)
# How it is told: one field, or one of several.
_TOLD = ("needed-here", "one-needed-here")


def placed(decision: Decision, form: Form) -> Decision:
    """What the record lacks, told at a correction that is still free; every problem in the order of the questions."""
    free = iter([f"field_{number}" for number in PAIRS if not decision.submission.answers.get(f"field_{number}")])
    order = {item.id: index for index, item in enumerate(form.fields)}
    problems = [_at_correction(problem, form, free) for problem in decision.diagnostics]
    ordered = sorted(problems, key=lambda problem: order.get(problem.field, len(order)))
    read = replace(decision.submission, form=replace(form, fields=tuple(_exemplified(form, ordered))))
    return replace(decision, submission=read, diagnostics=tuple(ordered))


def _exemplified(form: Form, problems: list[Diagnostic]) -> Iterator[Question]:
    """The questions, with the name of what is lacked as the example of a right answer."""
    labels = {item.asks: item.labels for kind in form.kinds for item in form.corrections[kind]}
    lacked = {problem.field: problem.params["fields"] for problem in problems if problem.code in _TOLD}
    for item in form.fields:
        first = lacked.get(item.id, "").partition(", ")[0]
        yield replace(item, examples=labels[first]) if first else item


def _at_correction(problem: Diagnostic, form: Form, free: Iterator[str]) -> Diagnostic:
    question = form.field(problem.field)
    if problem.code not in _LACKING or problem.severity != "error" or (question and question.asks):
        return problem
    lacked = problem.params.get("fields", "").split(", ") if "fields" in problem.params else [problem.field]
    items = [item for item in form.corrections.get(problem.record.partition("/")[0], ()) if item.input != PARTS]
    asked = [item.asks for item in items for path in lacked if item.asks == path or item.asks.startswith(f"{path}.")]
    place = next(free, "") if asked else ""
    return (
        replace(problem, code=_TOLD[len(asked) > 1], field=place, params={"fields": ", ".join(asked)})
        if place
        else problem
    )
