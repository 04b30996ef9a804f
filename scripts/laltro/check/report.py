"""Diagnostics as a person or a program reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from laltro.model.diagnostic import Diagnostic, errors
from laltro.model.moment import in_words
from laltro.model.strings import Strings
from laltro.model.strings import label as label_of

# So many problems of one file are told one by one: whoever has read them knows what is wrong with the others.
TOLD = 20


def label(strings: Strings, kind: str, field: str) -> str:
    """The label of a dotted field path, its indexes left out, or of what it lies in; the path itself without either."""
    names = [part for part in field.split(".") if part and not part.isdigit()]
    paths = (".".join(names[:length]) for length in range(len(names), 0, -1))
    return next((found for path in paths if (found := label_of(strings, kind, path))), field)


def sentence(
    strings: Strings, problem: Diagnostic, name: str | None = None, others: Mapping[str, str] | None = None
) -> str:
    """What is wrong, where, and an example of right, in one language.

    `name` is the form's own label, if any; `others` are those of the fields that a form asks, by path.
    """
    kind = problem.record.partition("/")[0]
    params = {"label": name or label(strings, kind, problem.field), **problem.params}
    if "fields" in params:
        named, fields = others or {}, params["fields"].split(", ")
        params["fields"] = " · ".join(named.get(field) or label(strings, kind, field) for field in fields)
    if "type" in params:
        params["type"] = strings.find(f"types.{params['type']}") or params["type"]
    params |= {name: in_words(params[name], strings) for name in ("date", "start") if name in params}
    alone = f"diagnostics_alone.{problem.code}"  # for lists of suggestions that turn out empty
    bare = params.get("options") == "" and strings.find(alone)
    return strings.text(alone if bare else f"diagnostics.{problem.code}", **params)


def shortened(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The problems to be read one by one, in their order: of a file with more than TOLD, errors before warnings.

    A last one of that file then says how many are not told; it is an error where one of them is.
    """
    for path, group in groupby(found, key=lambda problem: problem.path):
        problems = list(group)
        if len(problems) > TOLD:
            problems.sort(key=lambda problem: problem.severity == "warning")
        yield from problems[:TOLD]
        if left := problems[TOLD:]:
            yield _left_out(path, left)


def _left_out(path: str, left: list[Diagnostic]) -> Diagnostic:
    wrong = len(errors(left))
    params = {"errors": str(wrong), "warnings": str(len(left) - wrong)}
    return Diagnostic("more-problems", path, params=params, severity="error" if wrong else "warning")


def as_json(problem: Diagnostic, words: Mapping[str, Strings]) -> dict[str, Any]:
    """A plain object; `message` is Italian, `messages` holds every language."""
    messages = {lang: sentence(strings, problem) for lang, strings in words.items()}
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.path,
        "record": problem.record,
        "field": problem.field,
        "line": problem.line,
        "message": messages["it"],
        "messages": messages,
    }


def as_text(problem: Diagnostic, words: Mapping[str, Strings]) -> str:
    """A line that an editor can jump to, then the sentence in each language."""
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    head = " ".join(part for part in (place, problem.severity, problem.code, problem.field) if part)
    sentences = (f"    {sentence(strings, problem)}" for strings in words.values())
    return "\n".join(map(visible, (head, *sentences)))


def visible(text: str) -> str:
    """One line without terminal codes: a quoted value could else forge a line, even a workflow's command."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def as_github(problem: Diagnostic, words: Mapping[str, Strings]) -> str:
    """A workflow command; values are escaped as GitHub's toolkit does (actions/toolkit, command.ts)."""
    message = _data(" / ".join(sentence(strings, problem) for strings in words.values()))
    place = f"file={_property(problem.path)},line={max(problem.line, 1)},title={_property(problem.code)}"
    return f"::{problem.severity} {place}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
