"""A problem as a value: what is wrong, and exactly where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One located problem.

    `code` names the rule and the sentence in `words/` (`diagnostics.<code>`); `path` is the file as a person
    would open it; `record` is `kind/id`; `field` is a dotted path inside the record; `line` is 1-based, 0 when the
    problem has no line; `params` fill the sentence. Values that came from a form never enter `params` unless the
    rule says so (a suspected personal datum must not be echoed).
    """

    code: str
    path: str = ""
    record: str = ""
    field: str = ""
    line: int = 0
    params: Mapping[str, str] = attribute(default_factory=dict, hash=False)
    severity: Severity = "error"

    def at(self, path: str) -> Diagnostic:
        """The same problem in the file `path`."""
        return replace(self, path=path)

    @property
    def order(self) -> tuple[str, int, str, str, str, tuple[tuple[str, str], ...]]:
        """A total order that does not depend on the order of the files."""
        return (self.path, self.line, self.field, self.code, self.record, tuple(sorted(self.params.items())))


def arranged(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics in their stable order, each once."""
    unique = {(item.order, item.severity): item for item in diagnostics}
    return [unique[key] for key in sorted(unique)]


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Only those that stop a build or a proposal."""
    return [item for item in diagnostics if item.severity == "error"]
