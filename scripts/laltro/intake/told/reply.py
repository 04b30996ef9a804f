"""The one answer to a contributor, as Markdown: what was understood, what is wrong, what happens next.

Whatever came from the form is escaped so that it pings nobody, links nothing and breaks no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from laltro.check.report import as_json, sentence
from laltro.intake.deciding.decision import Decision
from laltro.intake.deciding.proposal import title
from laltro.intake.told.change import ToldChange, tell
from laltro.intake.told.markdown import ROOMS, alike, escaped, fitting, head, section, table
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.forms.form import CLEAR, Answer, Question
from laltro.model.strings import FIRST, Strings

MAX_PROBLEMS = 50
_PLAIN_ENOUGH = frozenset({"nothing-changes", "ambiguous-heading", "not-asked-here", "email", "url-unsafe", "one-line"})
_PLAIN = re.compile(r"[0-9-]*(?:T[0-9]{2}:[0-9]{2})?")


def render(decision: Decision, catalogue: Catalogue, strings: Strings) -> str:
    """The whole comment in one language, short enough for GitHub."""
    return fitting(lambda room: _rendered(decision, catalogue, strings, room))


def _rendered(decision: Decision, catalogue: Catalogue, strings: Strings, room: int) -> str:
    verdict = "change" if decision.is_change else "reply"
    change = tell(decision, catalogue, strings, escaped)
    parts = [
        f"**{strings.text(f'reply.thanks_{verdict}')}**",
        *_section(strings, "problems", problems(decision, strings, "error")),
        *_section(strings, "understood", answers(decision, strings, room)),
        *_section(strings, "changes", changes(change, strings, room)),
        *_section(strings, "remarks", problems(decision, strings, "warning")),
        *_section(strings, "duplicates", alike(change.duplicates)),
        f"### {strings.text('reply.next')}",
        strings.text(f"reply.next_{verdict}"),
    ]
    return "\n\n".join(parts) + "\n"


def _section(strings: Strings, title: str, lines: Iterator[str]) -> Iterator[str]:
    return section(strings.text(f"reply.{title}"), lines)


def told(problem: Diagnostic, decision: Decision, strings: Strings) -> str:
    """The sentence of a problem, with the form's own labels where its questions asked for it."""
    item = asked(problem, decision)
    form = decision.submission.form
    others = {other.asks: other.labels[strings.lang] for other in form.fields} if form else {}
    return sentence(strings, problem, item.labels[strings.lang] if item else None, others)


def asked(problem: Diagnostic, decision: Decision) -> Question | None:
    """The question that a problem belongs to."""
    return decision.submission.form.field(problem.field) if decision.submission.form else None


def problems(decision: Decision, strings: Strings, severity: str) -> Iterator[str]:
    """The problems of one severity as list items, each with a right example where its question has one."""
    found = [problem for problem in decision.diagnostics if problem.severity == severity]
    for problem in found[:MAX_PROBLEMS]:
        item = asked(problem, decision)
        example = item.examples.get(strings.lang) if item else None
        shown = example and severity == "error" and not _speaks_for_itself(problem)
        hint = f" {strings.text('reply.example')} {escaped(example or '')}" if shown else ""
        yield f"- {told(_inert(problem), decision, strings)}{hint}"
    if len(found) > MAX_PROBLEMS:
        yield "- …"


def _speaks_for_itself(problem: Diagnostic) -> bool:
    """Whether an example would say nothing, or twice what the sentence itself shows."""
    return problem.code in _PLAIN_ENOUGH or problem.code.startswith("personal-")


def _inert(problem: Diagnostic) -> Diagnostic:
    """The same problem with nothing in its sentence that Markdown could read (`fields` are names of ours)."""
    safe = {
        name: text if name == "fields" or _PLAIN.fullmatch(text) else escaped(text, ROOMS[1])
        for name, text in problem.params.items()
    }
    return replace(problem, params=safe)


def understood(decision: Decision, strings: Strings) -> list[tuple[str, str]]:
    """Question and answer as a reader would say them; what may be personal is not repeated."""
    form = decision.submission.form
    hidden = {problem.field for problem in decision.diagnostics if problem.code.startswith("personal-")}
    rows = []
    for item in (*form.fields, *form.former) if form else ():
        answer = decision.submission.answers.get(item.id)
        if item.id in hidden:
            rows.append((item.labels[strings.lang], strings.text("reply.withheld")))
        elif answer and item.asks != "consent":
            rows.append((item.labels[strings.lang], shown(item, answer, strings)))
    return rows


def shown(item: Question, answer: Answer, strings: Strings) -> str:
    """An answer in words: option labels instead of their values."""
    values = answer if isinstance(answer, tuple) else (answer,)
    labels: Mapping[str, str] = {option.value: option.labels[strings.lang] for option in item.options}
    if values == (CLEAR,):
        return strings.text("reply.cleared")
    return ", ".join(labels.get(value, value) for value in values)


def answers(decision: Decision, strings: Strings, room: int) -> Iterator[str]:
    """What was understood, as a table; each answer is cut at `room` characters."""
    rows = understood(decision, strings)
    if rows:
        yield f"| {strings.text('reply.question')} | {strings.text('reply.answer')} |\n|---|---|"
    for question, answer in rows:
        yield f"| {question} | {escaped(answer, room)} |"


def changes(change: ToldChange, strings: Strings, room: int) -> Iterator[str]:
    """Field by field, for records that were there before; a new one is all in the table above.

    What changes besides the record that the form is about (a need that a lab takes up) is named.
    """
    for each in change.of("changed"):
        if each.changes and each is not change.records[0]:
            yield f"\n**{head(each, room)}**\n"
        yield from table(each, strings, room)


def as_object(
    decision: Decision, catalogue: Catalogue, words: Mapping[str, Strings], files: Mapping[str, str]
) -> dict[str, Any]:
    """The decision as a program reads it; `files` are the new texts by path."""
    given = decision.submission.answers
    return {
        "decision": "change" if decision.is_change else "reply",
        "title": title(decision, words[FIRST]) if decision.is_change else "",
        "files": dict(files),
        "fields": {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()},
        "diagnostics": [_problem_object(decision, problem, words) for problem in decision.diagnostics],
        "duplicates": _duplicates(decision, catalogue, words),
        "reply": render(decision, catalogue, words[decision.submission.lang]),
    }


def _duplicates(decision: Decision, catalogue: Catalogue, words: Mapping[str, Strings]) -> list[dict[str, Any]]:
    """What the new records look like, and why in every language."""
    told = {lang: tell(decision, catalogue, strings).duplicates for lang, strings in words.items()}
    reasons = ({lang: found[at].why for lang, found in told.items()} for at in range(len(decision.duplicates)))
    return [
        {"kind": each.record.kind, "id": each.record.id, "name": each.name, "score": each.score, "messages": why}
        for each, why in zip(told[FIRST], reasons, strict=True)
    ]


def _problem_object(decision: Decision, problem: Diagnostic, words: Mapping[str, Strings]) -> dict[str, Any]:
    """A diagnostic whose sentences use the form's own labels."""
    item = asked(problem, decision)
    messages = {lang: told(problem, decision, strings) for lang, strings in words.items()}
    label = item.labels[decision.submission.lang] if item else problem.field
    return as_json(problem, words) | {"label": label, "message": messages[FIRST], "messages": messages}
