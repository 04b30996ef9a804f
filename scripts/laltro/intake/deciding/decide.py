"""The decision on a submission: a change that is born valid, or a reply that says every problem at once.

Pure: the catalogue, today and the submission's key enter; nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from laltro.intake.deciding.correction_gaps import placed
from laltro.intake.deciding.decision import Decision
from laltro.intake.deciding.draft import Draft
from laltro.intake.deciding.review import reviewed
from laltro.intake.reading.submission import Submission
from laltro.intake.reading.understood import Understood, aimed
from laltro.intake.screen.personal import screen
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.forms.form import Answer, Question

CONTACTS = ("phone", "email", "url")


def decide(submission: Submission, catalogue: Catalogue, today: date, key: str) -> Decision:
    """Decide a submission whose key is `key` (`gh-12`, `local-3`) against the whole catalogue.

    Answers without consent, and those that may hold a personal datum, are not in the decision: nobody can repeat them.
    """
    form = submission.form
    problems = tuple(submission.problems)
    if form is None:
        return Decision(diagnostics=problems, submission=submission)
    aim = reviewed(submission, form, catalogue, today) if form.corrections else aimed(submission, form, catalogue)
    stopped = (*problems, *_personal(submission, aim, catalogue))
    if not submission.answers.get("consent"):
        missing = () if any(problem.field == "consent" for problem in problems) else _CONSENT_MISSING
        return Decision(diagnostics=(*stopped, *missing), submission=replace(submission, answers={}))
    held = {problem.field for problem in stopped if problem.code.startswith("personal-")}
    decision = _decided(_without(aim, held), catalogue, today, key)
    decision = replace(decision, submission=replace(submission, answers=_kept(submission, held)))
    decision = _with_all(decision, stopped) if stopped else decision
    return placed(decision, aim.form or form) if form.corrections else decision


def _decided(aim: Understood, catalogue: Catalogue, today: date, key: str) -> Decision:
    if aim.form is None:
        return Decision(diagnostics=aim.problems, submission=aim.submission)
    return Draft(aim, aim.form, catalogue, today, key).decision()


def _without(aim: Understood, held: set[str]) -> Understood:
    return replace(aim, submission=replace(aim.submission, answers=_kept(aim.submission, held)))


def _kept(submission: Submission, held: set[str]) -> dict[str, Answer]:
    return {id: answer for id, answer in submission.answers.items() if id not in held}


def _with_all(decision: Decision, stopped: tuple[Diagnostic, ...]) -> Decision:
    """A reply that says what stopped the submission and, at once, whatever else is wrong in the other answers."""
    told = {problem.field for problem in stopped}
    others = (problem for problem in decision.diagnostics if problem.code != "nothing-changes")
    rest = tuple(problem for problem in others if problem.field not in told)
    return replace(decision, moves=(), diagnostics=(*stopped, *rest))


_CONSENT_MISSING = (Diagnostic("consent-missing", field="consent"),)


def _personal(submission: Submission, aim: Understood, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Personal data, or a case told, in any answer: the submission waits for a person, and nothing is repeated."""
    personal = screen(catalogue.vocabularies)
    form = submission.form
    asked = {item.id: item for read in (form, aim.form) if read for item in (*read.former, *read.fields)}
    # Where anyone writes about a need of their own, what they write is screened more strictly.
    kinds = set(form.kinds if form else ()) & set(catalogue.schemas)
    strict = any(catalogue.schemas[kind].private for kind in kinds)
    for item in asked.values():
        answer = submission.answers.get(item.id, "")
        text = answer if isinstance(answer, str) else ""
        for kind in personal.kinds(text, contact=_is_contact(item), strict=strict):
            yield Diagnostic(f"personal-{kind}", field=item.id)


def _is_contact(item: Question) -> bool:
    inner = item.field.item if item.field and item.field.item else item.field
    return item.asks == "source" or (inner is not None and inner.format in CONTACTS)
