"""An answer in the words of its form: options by their labels, boxes as they are ticked in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from laltro.intake.reading.submission import Submission
from laltro.model.forms.form import CLEAR, Answer, Option, Question

_CHECKBOX = re.compile(r"[ ]*[-*][ ]+\[([ xX]?)\][ ]+(.*)")


def written(submission: Submission, item: Question, text: str) -> Answer:
    """What a text says to one question: options as their values; an unknown one is refused in the submission."""
    read = {"dropdown": _choice, "dropdown-multiple": _choices, "checkboxes": _checks}.get(item.input)
    return read(submission, item, text) if read else text


def _choice(submission: Submission, item: Question, text: str) -> Answer:
    value = " ".join(text.split())
    if not value or (value == CLEAR and _clears(item)):
        return value
    option = _find(item.options, value)
    if option is None:
        submission.refuse_option(item, value)
    return option.value if option else ""


def _choices(submission: Submission, item: Question, text: str) -> Answer:
    rest = " ".join(text.split())
    if rest == CLEAR and _clears(item):
        return (CLEAR,)
    chosen: list[str] = []
    while rest:
        option, length = _longest(item.options, rest)
        if option is None:
            submission.refuse_option(item, rest)
            return ()
        chosen.append(option.value)
        rest = rest[length:].lstrip().removeprefix(",").lstrip()
    return tuple(chosen)


def _checks(submission: Submission, item: Question, text: str) -> Answer:
    boxes = [_CHECKBOX.fullmatch(line) for line in text.split("\n")]
    ticked = [match[2].strip() for match in boxes if match and match[1] in ("x", "X")]
    found = [_find(item.options, value) for value in ticked]
    for value, option in zip(ticked, found, strict=True):
        if option is None:
            submission.refuse_option(item, value)
    return tuple(option.value for option in found if option)


def _clears(item: Question) -> bool:
    """Whether a choice can be emptied at all: then a lone hyphen does it, as in a text."""
    return any(option.value == CLEAR for option in item.options)


def _find(options: Iterable[Option], text: str) -> Option | None:
    return next((option for option in options if text in option.labels.values()), None)


def _longest(options: Iterable[Option], text: str) -> tuple[Option | None, int]:
    """The longest option that `text` begins with as a whole: up to a comma or the end."""
    fits = [
        (len(label), option)
        for option in options
        for label in option.labels.values()
        if text.startswith(label) and text[len(label) :].lstrip()[:1] in ("", ",")
    ]
    length, option = max(fits, key=lambda fit: fit[0], default=(0, None))
    return option, length
