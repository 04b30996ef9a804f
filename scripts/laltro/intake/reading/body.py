"""The body of a submission: Markdown as GitHub writes it from an issue form, edited by hand, or made by our own page.

Read by line, in linear time. Only a known label on a line of its own, outside a closed code fence, opens a field; a
label seen twice is ambiguous and never guessed. See https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from laltro.intake.reading.submission import MAX_LENGTH, Submission, normalise, unreadable
from laltro.intake.reading.written_answer import written
from laltro.model.forms.body_text import NO_RESPONSE
from laltro.model.forms.form import Form, Question

# What GitHub writes where nothing was answered. Only a body says nothing in words: elsewhere they are a text.
_EMPTY = {"", NO_RESPONSE, "No response", "None"}
_HEADING = re.compile(r" {0,3}###[ ]+(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,}(?!~)).*")
_CLOSER = re.compile(r" {0,3}(`{3,}|~{3,})")


def parse(body: str, forms: Mapping[str, Form], stem: str | None = None) -> Submission:
    """Read a body as the form whose labels fit it best; `stem` names the form it must be, where that is known."""
    submission = Submission()
    if len(body) > MAX_LENGTH:
        submission.refuse("body-too-long", limit=str(MAX_LENGTH))
        return submission
    text = normalise(body)
    refused = unreadable(text)
    if refused:
        submission.refuse("body-character", characters=", ".join(refused))
        return submission
    lines = text.split("\n")
    fenced = _fenced(lines)
    _choose(submission, _headings(lines, set()), forms, stem)
    if submission.form:
        _Reader(submission, submission.form).read(lines, fenced)
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


class _Reader:
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
                self._answer(item, "\n".join(lines[start + 1 : end]))

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

    def _answer(self, item: Question, text: str) -> None:
        """Put what was written to one question into the submission, or what is wrong with it."""
        if text.strip() not in _EMPTY:
            self.submission.take(item, written(self.submission, item, text))
