"""The one answer to a contributor, as Markdown: what was understood, what is wrong, what happens next.

Whatever came from the form is escaped so that it pings nobody, links nothing and breaks no table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from laltro.check.report import sentence
from laltro.intake.body import Answer
from laltro.intake.decide import Decision
from laltro.intake.summary import differences
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.form import CLEAR, FormField
from laltro.model.strings import Strings

# What Markdown, HTML, GitHub's mentions (@), references (#) and mathematics ($) would take for their own.
_SPECIAL = {char: f"&#{ord(char)};" for char in "&<>|`*_{}[]#@~\\$^!"}


def escaped(text: str) -> str:
    """Untrusted text for a Markdown table cell: inert, in one line, never a link, mention or reference."""
    safe = "".join(_SPECIAL.get(char, char) for char in text)
    return f"<code>{safe.replace(chr(10), '<br>')}</code>" if safe else ""


def render(decision: Decision, catalogue: Catalogue, strings: Strings) -> str:
    """The whole comment in one language."""
    verdict = "change" if decision.is_change else "reply"
    parts = [
        f"**{strings.text(f'reply.thanks_{verdict}')}**",
        *_section(strings, "problems", _problems(decision, strings, "error")),
        *_section(strings, "understood", _understood(decision, strings)),
        *_section(strings, "changes", _changes(decision, catalogue, strings)),
        *_section(strings, "remarks", _problems(decision, strings, "warning")),
        *_section(strings, "duplicates", _duplicates(decision, catalogue, strings)),
        f"### {strings.text('reply.next')}",
        strings.text(f"reply.next_{verdict}"),
    ]
    return "\n\n".join(parts) + "\n"


def _section(strings: Strings, title: str, lines: Iterator[str]) -> Iterator[str]:
    text = "\n".join(lines)
    if text:
        yield f"### {strings.text(f'reply.{title}')}"
        yield text


def told(problem: Diagnostic, decision: Decision, strings: Strings) -> str:
    """The sentence of a problem, with the form's own label where a question asked for it."""
    item = asked(problem, decision)
    return sentence(strings, problem, item.labels[strings.lang] if item else None)


def asked(problem: Diagnostic, decision: Decision) -> FormField | None:
    """The question that a problem belongs to."""
    return decision.submission.form.field(problem.field) if decision.submission.form else None


def _problems(decision: Decision, strings: Strings, severity: str) -> Iterator[str]:
    for problem in decision.diagnostics:
        if problem.severity == severity:
            item = asked(problem, decision)
            example = item.examples.get(strings.lang) if item else None
            hint = f" {strings.text('reply.example')} {escaped(example)}" if example and severity == "error" else ""
            yield f"- {told(problem, decision, strings)}{hint}"


def understood(decision: Decision, strings: Strings) -> list[tuple[str, str]]:
    """Question and answer as a reader would say them; what may be personal is not repeated."""
    form = decision.submission.form
    hidden = {problem.field for problem in decision.diagnostics if problem.code.startswith("personal-")}
    rows = []
    for item in form.fields if form else ():
        answer = decision.submission.answers.get(item.id)
        if answer and item.asks != "consent":
            text = strings.text("reply.withheld") if item.id in hidden else shown(item, answer, strings)
            rows.append((item.labels[strings.lang], text))
    return rows


def shown(item: FormField, answer: Answer, strings: Strings) -> str:
    """An answer in words: option labels instead of their values."""
    values = answer if isinstance(answer, tuple) else (answer,)
    labels: Mapping[str, str] = {option.value: option.labels[strings.lang] for option in item.options}
    if values == (CLEAR,):
        return strings.text("reply.cleared")
    return ", ".join(labels.get(value, value) for value in values)


def _understood(decision: Decision, strings: Strings) -> Iterator[str]:
    rows = understood(decision, strings)
    if rows:
        yield f"| {strings.text('reply.question')} | {strings.text('reply.answer')} |\n|---|---|"
    for question, answer in rows:
        yield f"| {question} | {escaped(answer)} |"


def _changes(decision: Decision, catalogue: Catalogue, strings: Strings) -> Iterator[str]:
    """Field by field, for records that were there before; a new one is all in the table above."""
    after = catalogue.holding(decision.records)
    for record in decision.records:
        before = decision.before.get(record.key)
        rows = differences(after, strings, before, record) if before else []
        if rows:
            heads = " | ".join(strings.text(f"reply.{name}") for name in ("question", "before", "after"))
            yield f"| {heads} |\n|---|---|---|"
        for row in rows:
            yield f"| {row.label} | {escaped(row.before)} | {escaped(row.after)} |"


def _duplicates(decision: Decision, catalogue: Catalogue, strings: Strings) -> Iterator[str]:
    for record, score in decision.duplicates:
        closeness = strings.text("reply.duplicate", score=str(score))
        yield f"- {escaped(catalogue.title(record))} ({record.id}), {closeness}"
