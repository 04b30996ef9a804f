"""A form as it was posted: its answers, and what is wrong beside each of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs

from laltro.intake.deciding.decision import Decision
from laltro.intake.told.reply import told
from laltro.model.forms.form import CLEAR, Answer, Form
from laltro.model.strings import Strings
from laltro.publish.forms.web_form import ShownForm


def posted_fields(body: bytes) -> dict[str, list[str]]:
    """The fields of a posted form. Raises ValueError for more of them than any form of ours has."""
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=500)


def seen(answers: Mapping[str, Answer]) -> str:
    """What the form showed, as a digest: a record that changes meanwhile must not be set back by it."""
    return hashlib.sha256(repr(sorted(answers.items())).encode()).hexdigest() if answers else ""


def of_kind(form: Form, before: Mapping[str, Answer]) -> Form:
    """A form that began with a record asks only what concerns records of its kind."""
    return form.of(str(before["kind"])) if before.get("kind") else form


def answers_in(form: Form, posted: Mapping[str, list[str]], before: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers of a posted form; what it does not ask is dropped.

    A form that began with what a record says (`before`) means what it shows: an answer that was there and is now gone
    empties its field.
    """
    answers: dict[str, Answer] = {
        item.id: tuple(posted.get(item.id, [])) if item.many else posted.get(item.id, [""])[0].strip("\r\n")
        for item in form.fields
    }
    asked = {item.id for item in form.fields if item.id in posted or item.many}  # unticked boxes are not sent
    gone = {id: answer for id, answer in before.items() if answer and not answers[id] and id in asked - {"kind"}}
    return answers | {id: (CLEAR,) if isinstance(answer, tuple) else CLEAR for id, answer in gone.items()}


def problems_beside(
    forms: Mapping[str, Form], strings: Strings, decision: Decision, sheet: ShownForm
) -> dict[str, list[str]]:
    """The sentences of what is wrong, by the id of the question that they are shown at; `forms` are all by stem."""
    found: dict[str, list[str]] = {}
    form = decision.submission.form or sheet.form  # a text that was refused as a whole was read as no form
    decision = replace(decision, submission=replace(decision.submission, form=form))
    for problem in decision.diagnostics:
        if problem.severity == "error":
            hint = _example(forms, decision, problem.field, strings)
            found.setdefault(problem.field, []).append(f"{told(problem, decision, strings)}{hint}")
    return found


def _example(forms: Mapping[str, Form], decision: Decision, id: str, strings: Strings) -> str:
    """A right example, where what was asked turned out to be another thing than the form shows beside its question."""
    read = decision.submission.form
    item, shown = (form.field(id) if form else None for form in (read, forms[read.stem] if read else None))
    example = item.examples.get(strings.lang, "") if item else ""
    known = shown.examples.get(strings.lang, "") if shown else ""
    return f" {strings.text('reply.example')} {example}" if example != known and example else ""
