"""The body of a submission: Markdown as GitHub writes it from an issue form, edited by hand, or made by our own page.

Read by line, in linear time. Only a known label on a line of its own, outside a closed code fence, opens a field; a
label seen twice is ambiguous and never guessed. See https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process

from laltro.model.diagnostic import Diagnostic
from laltro.model.forms.body_text import NO_RESPONSE
from laltro.model.forms.form import CLEAR, Answer, Form, Option, Question
from laltro.model.text import refused_characters

MAX_LENGTH = 65_536
_EMPTY = {"", NO_RESPONSE, "No response", "None"}
_HEADING = re.compile(r" {0,3}###[ ]+(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,}(?!~)).*")
_CLOSER = re.compile(r" {0,3}(`{3,}|~{3,})")
# What a decoder leaves where bytes were no text: the words that stood there are lost.
_LOST = "\N{REPLACEMENT CHARACTER}"
_CHECKBOX = re.compile(r"[ ]*[-*][ ]+\[([ xX]?)\][ ]+(.*)")


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


def normalise(text: str) -> str:
    """NFC, LF, plain spaces, no trailing space on any line, no blank lines around."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    spaced = composed.translate({0x09: " ", 0xA0: " ", 0x202F: " ", 0x2007: " "})
    return "\n".join(line.rstrip(" ") for line in spaced.split("\n")).strip("\n")


def parse(body: str, forms: Mapping[str, Form], stem: str | None = None) -> Submission:
    """Read a body as the form whose labels fit it best; `stem` names the form it must be, where that is known."""
    submission = Submission()
    if len(body) > MAX_LENGTH:
        submission.refuse("body-too-long", limit=str(MAX_LENGTH))
        return submission
    text = normalise(body)
    refused = refused_characters(text) + ["U+FFFD"] * (_LOST in text)
    if refused:
        submission.refuse("body-character", characters=", ".join(refused))
        return submission
    lines = text.split("\n")
    fenced = _fenced(lines)
    _choose(submission, _headings(lines, set()), forms, stem)
    if submission.form:
        Reader(submission, submission.form).read(lines, fenced)
    return submission


def _headings(lines: list[str], fenced: set[int]) -> dict[int, str]:
    """Line number → text of every third-level heading that is not in `fenced`."""
    found = {index: _HEADING.fullmatch(line) for index, line in enumerate(lines) if index not in fenced}
    return {index: _heading_text(match[1]) for index, match in found.items() if match}


def _heading_text(text: str) -> str:
    """The text of a heading without its optional closing hashes, inner spaces folded."""
    words = text.split()
    return " ".join(words[:-1] if words and not words[-1].strip("#") else words)


def _fenced(lines: list[str]) -> set[int]:
    """The lines inside code fences that are closed; a fence that nobody closes is plain text and hides nothing."""
    longest = _longest_closers(lines)
    inside: set[int] = set()
    index = 0
    while index < len(lines):
        match = _FENCE.fullmatch(lines[index])
        if match and longest[index + 1].get(match[1][0], 0) >= len(match[1]):
            end = next(place for place in range(index + 1, len(lines)) if _closes(lines[place], match[1]))
            inside.update(range(index, end + 1))
            index = end
        index += 1
    return inside


def _closes(line: str, fence: str) -> bool:
    match = _CLOSER.fullmatch(line)
    return match is not None and match[1].startswith(fence)


def _longest_closers(lines: list[str]) -> list[dict[str, int]]:
    """For each line, the longest fence of each character that could close one from there on (keeps the scan linear)."""
    found: list[dict[str, int]] = [{}]
    for line in reversed(lines):
        match = _CLOSER.fullmatch(line)
        known = found[-1]
        if match:
            known = {**known, match[1][0]: max(known.get(match[1][0], 0), len(match[1]))}
        found.append(known)
    return found[::-1]


def _choose(submission: Submission, headings: Mapping[int, str], forms: Mapping[str, Form], stem: str | None) -> None:
    """Pick the form (and language) whose labels fit best; refuse a body that is another form than the one expected.

    A body that holds every label of a form is that form, however many labels of others stand in its texts; one that
    holds every label of two is neither.
    """
    seen = set(headings.values())
    found = {name: {item.id for label, item in form.labels().items() if label in seen} for name, form in forms.items()}
    scores = {name: len(ids) for name, ids in found.items()}
    best = max(
        scores, key=lambda name: (scores[name], name == stem, scores[name] / len(forms[name].fields)), default=None
    )
    whole = [name for name, form in forms.items() if found[name].issuperset(item.id for item in form.everywhere)]
    if best is None or not scores[best]:
        submission.refuse("body-not-a-form")
    elif stem and scores[best] > scores.get(stem, 0) and stem not in whole:
        submission.refuse("body-other-form", form=best)
    elif not stem and len(whole) > 1:
        submission.refuse("body-other-form", form=", ".join(whole))
    else:
        submission.form = forms[stem or (whole or [best])[0]]
        submission.lang = _language(submission.form, seen)


def _language(form: Form, seen: set[str]) -> str:
    counts: dict[str, int] = {}
    for item in form.fields:
        for lang, label in item.labels.items():
            counts[lang] = counts.get(lang, 0) + (label in seen)
    return max(counts, key=lambda lang: (counts[lang], lang == "it"))


class Reader:
    """Reads the answers of one form."""

    def __init__(self, submission: Submission, form: Form) -> None:
        self.submission = submission
        self.form = form
        self.labels = form.labels()
        self.hidden: set[str] = set()

    def read(self, lines: list[str], fenced: set[int]) -> None:
        """Fill the submission from the lines of its body."""
        open_at = {index: self.labels[text] for index, text in _headings(lines, fenced).items() if text in self.labels}
        self._hidden_labels(lines, fenced)
        # A body with every question of today is of today: a label of before is then some text's, and no question.
        whole = {item.id for item in self.form.everywhere} <= {item.id for item in open_at.values()}
        starts = sorted(open_at)
        seen = dict.fromkeys(self.hidden, 2)
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
            item = open_at[start]
            seen[item.id] = seen.get(item.id, 0) + 1 + (item in self.form.former and whole)
            if seen[item.id] == 2:
                self.submission.refuse("ambiguous-heading", item)
                self.submission.answers.pop(item.id, None)
            elif seen[item.id] == 1:
                self.answer(item, "\n".join(lines[start + 1 : end]).strip("\n"))

    def _hidden_labels(self, lines: list[str], fenced: set[int]) -> None:
        """A label inside a fence may be a field that stray fences of two texts swallowed: ask, never guess."""
        hidden = [
            self.labels[text]
            for index, text in _headings(lines, set()).items()
            if index in fenced and text in self.labels
        ]
        for item in {item.id: item for item in hidden}.values():
            self.submission.refuse("ambiguous-heading", item)
            self.hidden.add(item.id)

    def answer(self, item: Question, text: str) -> None:
        """Put what was answered to one question into the submission, or what is wrong with it."""
        read = {"dropdown": self._choice, "dropdown-multiple": self._choices, "checkboxes": self._checks}
        answer = read.get(item.input, self._text)(item, text)
        if answer:
            self.submission.answers[item.id] = answer

    def _text(self, item: Question, text: str) -> Answer:
        value = text.strip()
        if value in _EMPTY:
            return ""
        if item.input == "input" and "\n" in value:
            self.submission.refuse("one-line", item)
            return ""
        return value

    def _choice(self, item: Question, text: str) -> Answer:
        value = " ".join(text.split())
        if value in _EMPTY:
            return ""
        if value == CLEAR and _clears(item):
            return CLEAR
        option = _find(item.options, value)
        if option is None:
            self._unknown(item, value)
            return ""
        return option.value

    def _choices(self, item: Question, text: str) -> Answer:
        rest = " ".join(text.split())
        if rest == CLEAR and _clears(item):
            return (CLEAR,)
        chosen: list[str] = []
        while rest and rest not in _EMPTY:
            option, length = _longest(item.options, rest)
            if option is None:
                self._unknown(item, rest)
                return ()
            chosen.append(option.value)
            rest = rest[length:].lstrip().removeprefix(",").lstrip()
        return tuple(dict.fromkeys(chosen))

    def _checks(self, item: Question, text: str) -> Answer:
        boxes = [_CHECKBOX.fullmatch(line) for line in text.split("\n")]
        ticked = [match[2].strip() for match in boxes if match and match[1] in ("x", "X")]
        found = [_find(item.options, value) for value in ticked]
        for value, option in zip(ticked, found, strict=True):
            if option is None:
                self._unknown(item, value)
        return tuple(option.value for option in found if option)

    def _unknown(self, item: Question, value: str) -> None:
        """An option nobody offered: refused with the nearest ones, the value itself not echoed."""
        labels = [option.labels[self.submission.lang] for option in item.options if option.value not in ("", CLEAR)]
        near = [label for label, _, _ in process.extract(value[:100], labels, limit=3)]
        self.submission.refuse("option-unknown", item, options=" · ".join(near))


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
