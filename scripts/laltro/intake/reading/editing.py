"""What was sent as a text that a person corrects in an editor, and back: nothing changes that was not touched.

It looks like the body of an issue, but what is nothing is blank, and no answer can be taken for a question: the marks
of the questions are longer than any row of `#` in the answers, as a code fence is longer than those inside it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from laltro.intake.reading.submission import Submission, from_answers, normalise
from laltro.intake.reading.written_answer import written
from laltro.model.forms.body_text import render_body
from laltro.model.forms.form import Answer, Form, Question


def editable(sent: Submission) -> str:
    """What was sent, as text. Raises ValueError for what was no form."""
    whole = replace(_form(sent), fields=_asked(sent))
    return render_body(whole, sent.lang, sent.answers, blank="", mark=_mark(sent))


def edited(text: str, sent: Submission) -> Submission:
    """The submission that a text says, once `editable` of what was `sent` and changed since."""
    form, mark = _form(sent), _mark(sent)
    titles = {normalise(f"{mark} {item.labels[sent.lang]}"): item for item in _asked(sent)}
    lines = normalise(text).split("\n")
    starts = [index for index, line in enumerate(lines) if line in titles]
    said = Submission(form, sent.lang)
    answers: dict[str, Answer] = {}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        item = titles[lines[start]]
        if item.id in answers:
            said.refuse("ambiguous-heading", item)
        answers[item.id] = written(said, item, "\n".join(lines[start + 1 : end]))
    found = from_answers(form, sent.lang, answers)
    found.problems = said.problems + found.problems
    return found if starts else _no_form(sent)


def _no_form(sent: Submission) -> Submission:
    found = Submission(lang=sent.lang)
    found.refuse("body-not-a-form")
    return found


def _form(sent: Submission) -> Form:
    if sent.form is None:
        raise ValueError("no form")
    return sent.form


def _asked(sent: Submission) -> tuple[Question, ...]:
    """The questions of the form, and those of older versions of it that were answered."""
    form = _form(sent)
    return (*form.fields, *(item for item in form.former if item.id in sent.answers))


def _mark(sent: Submission) -> str:
    rows = (row for answer in sent.answers.values() for row in re.findall("#+", "".join(answer)))
    return "#" * max(3, 1 + max(map(len, rows), default=0))
