"""What somebody sent: answers by question, whichever way they came.

A web form and a spreadsheet send answers, and they are taken as they are; the body of an issue has to be read first.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import process

from laltro.model.diagnostic import Diagnostic
from laltro.model.forms.form import CLEAR, Answer, Form, Question
from laltro.model.text import refused_characters

# So many characters may be sent at once: what GitHub takes as the body of an issue.
MAX_LENGTH = 65_536
# What a decoder leaves where bytes were no text: the words that stood there are lost.
_LOST = "\N{REPLACEMENT CHARACTER}"


@dataclass(slots=True)
class Submission:
    """What was understood: answers by form field id (options as their values, `CLEAR` to empty), and what was not."""

    form: Form | None = None
    lang: str = "it"
    answers: dict[str, Answer] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def refuse(self, code: str, item: Question | None = None, **params: str) -> None:
        """Note a problem at a form field, or at the whole."""
        self.problems.append(Diagnostic(code, field=item.id if item else "", params=params))

    def refuse_option(self, item: Question, value: str) -> None:
        """An option nobody offered: refused with the nearest ones, the value itself not echoed."""
        labels = [option.labels[self.lang] for option in item.options if option.value not in ("", CLEAR)]
        near = [label for label, _, _ in process.extract(value[:100], labels, limit=3)]
        self.refuse("option-unknown", item, options=" · ".join(near))

    def take(self, item: Question, answer: Answer) -> None:
        """Put the answer to one question into the submission, normalised, or what is wrong with it.

        Where a question has options the answer is the value of one, or several; elsewhere it is a text.
        """
        values = answer if isinstance(answer, tuple) else (answer,)
        taken = self._chosen(item, values) if item.options else self._text(item, "\n".join(values))
        if taken:
            self.answers[item.id] = taken

    def _chosen(self, item: Question, values: tuple[str, ...]) -> Answer:
        offered = {option.value for option in item.options}
        unknown = next((value for value in values if value not in offered and value), None)
        if unknown is not None:
            self.refuse_option(item, unknown)
            return ()
        chosen = tuple(dict.fromkeys(value for value in values if value))
        return chosen if item.many else "".join(chosen[:1])

    def _text(self, item: Question, text: str) -> str:
        normal = normalise(text)
        refused = unreadable(normal)
        value = normal.strip()
        if refused:
            self.refuse("character", item, characters=", ".join(refused))
        elif item.input == "input" and "\n" in value:
            self.refuse("one-line", item)
        else:
            return value
        return ""


def from_answers(form: Form, lang: str, answers: Mapping[str, Answer]) -> Submission:
    """The submission of a form with these answers; a text means itself, whatever it looks like.

    Ids that the form never asked are dropped; more than MAX_LENGTH characters are refused as a whole.
    """
    submission = Submission(form, lang)
    for item in (*form.fields, *form.former):
        submission.take(item, answers.get(item.id, ""))
    if sum(len("".join(answer)) for answer in submission.answers.values()) > MAX_LENGTH:
        submission = Submission(lang=lang)
        submission.refuse("body-too-long", limit=str(MAX_LENGTH))
    return submission


def normalise(text: str) -> str:
    """NFC, LF, plain spaces, no trailing space on any line, no blank lines around."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    spaced = composed.translate({0x09: " ", 0xA0: " ", 0x202F: " ", 0x2007: " "})
    return "\n".join(line.rstrip(" ") for line in spaced.split("\n")).strip("\n")


def unreadable(text: str) -> list[str]:
    """The code points in a text that nobody can read: those that plain text must not hold, and what was lost."""
    return refused_characters(text) + ["U+FFFD"] * (_LOST in text)


def kept(submission: Submission) -> str:
    """What was sent, as it is kept: JSON. The same answers to the same form are the same text."""
    stem = submission.form.stem if submission.form else ""
    told = {"form": stem, "lang": submission.lang, "answers": submission.answers}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def from_kept(text: str, forms: Mapping[str, Form]) -> Submission:
    """The submission that was kept. Raises ValueError where the text is no such thing, or of a form that is no more."""
    try:
        found = json.loads(text)
        given = {id: tuple(answer) if isinstance(answer, list) else answer for id, answer in found["answers"].items()}
        return from_answers(forms[found["form"]], found["lang"], given)
    except (LookupError, TypeError, AttributeError) as problem:
        raise ValueError("not what was kept") from problem
