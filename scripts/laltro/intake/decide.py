"""The decision on a submission: a change that is born valid, or a reply that says every problem at once.

Pure: the catalogue, today and the submission's key enter; nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from laltro.intake.body import Submission
from laltro.intake.decision import Decision
from laltro.intake.draft import Draft
from laltro.intake.personal import kinds as personal_kinds
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.form import Form

CONTACTS = ("phone", "email", "url")


def decide(submission: Submission, catalogue: Catalogue, today: date, key: str) -> Decision:
    """Decide a submission whose key is `key` (`gh-12`, `local-3`) against the whole catalogue.

    Answers without consent, and those that may hold a personal datum, are not in the decision: nobody can repeat them.
    """
    form = submission.form
    problems = tuple(submission.problems)
    if form is None:
        return Decision(submission, diagnostics=problems)
    if not submission.answers.get("consent"):
        missing = () if any(problem.field == "consent" for problem in problems) else _CONSENT_MISSING
        return Decision(replace(submission, answers={}), diagnostics=(*problems, *missing))
    personal = tuple(_personal(submission, form))
    if problems or personal:
        held = {problem.field for problem in personal}
        known = {id: answer for id, answer in submission.answers.items() if id not in held}
        return Decision(replace(submission, answers=known), diagnostics=(*problems, *personal))
    return Draft(submission, form, catalogue, today, key).decision()


_CONSENT_MISSING = (Diagnostic("consent-missing", field="consent"),)


def _personal(submission: Submission, form: Form) -> Iterator[Diagnostic]:
    """Structured personal data in any answer: the submission waits for a person, and nothing is repeated."""
    for item in form.fields:
        answer = submission.answers.get(item.id, "")
        inner = item.field.item if item.field and item.field.item else item.field
        contact = item.asks == "source" or (inner is not None and inner.format in CONTACTS)
        text = answer if isinstance(answer, str) else ""
        for kind in personal_kinds(text, contact):
            yield Diagnostic(f"personal-{kind}", field=item.id)
