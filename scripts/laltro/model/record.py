"""A record: one thing of one kind, its typed values, and where in its file each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from laltro.model.diagnostic import Diagnostic, Severity
from laltro.model.document import Path, dump, parse
from laltro.model.schema import Schema
from laltro.model.text import plain_name

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """A generic record; the list of its fields stands in the schema and nowhere else."""

    kind: str
    id: str
    values: Mapping[str, Any]
    path: str = ""
    lines: Mapping[Path, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def key(self) -> Key:
        """What references point at."""
        return (self.kind, self.id)

    @property
    def historic(self) -> bool:
        """True for what is over: requiredness and the rules of time become warnings."""
        return self.values.get("historic") is True

    @property
    def vouched(self) -> bool:
        """True where a form created the record or a person assured it: then every expected field is required."""
        return bool(self.values.get("submission") or self.values.get("assured_date"))

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a field."""
        return self.values.get(name, default)

    def items(self, name: str) -> list[Any]:
        """The value of a list field; empty where it is absent or is not a list."""
        value = self.values.get(name)
        return list(value) if isinstance(value, list | tuple) else []

    def line(self, *path: str | int) -> int:
        """The 1-based line of a path, or of the nearest container that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1 if self.lines else 0)

    def problem(self, code: str, *path: str | int, severity: Severity = "error", **params: str) -> Diagnostic:
        """A diagnostic located in this record."""
        return Diagnostic(
            code,
            path=self.path,
            record=f"{self.kind}/{self.id}",
            field=".".join(map(str, path)),
            line=self.line(*path),
            params=params,
            severity=severity,
        )


def name_for_matching(schema: Schema, record: Record) -> str:
    """The name or title that a record states, by which it is found; its id where it has none. For no reader's eyes."""
    return str(record.get(schema.title, record.id))


def identity(schema: Schema, record: Record) -> tuple[str, ...]:
    """What makes a record this one and not another: its schema's identity fields, the name compared plainly."""
    return tuple(
        plain_name(str(record.get(name, ""))) if name == schema.title else repr(record.get(name, ""))
        for name in schema.identity
    )


def canonical(schema: Schema, values: Mapping[str, Any]) -> str:
    """The one text of a record's file."""
    return dump(schema.arrange(values))


def read_record(schema: Schema, id: str, text: str, path: str) -> tuple[Record, list[Diagnostic]]:
    """A record from the text of its file, and what strict YAML refused in it."""
    document = parse(text, path)
    tree = document.value if isinstance(document.value, dict) else {}
    label = f"{schema.kind}/{id}"
    problems = [replace(problem, record=label) for problem in document.problems]
    return Record(schema.kind, id, schema.cast(tree), path, document.lines), problems
