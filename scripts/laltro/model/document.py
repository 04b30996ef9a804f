"""Strict YAML: text in, plain values and line numbers out, and back in one canonical form.

Every scalar is read as text; the schema gives it a type later, so `no`, `12:30`, `020` and `+39…` mean what was
written. Tags, anchors, aliases, merge keys, further documents, duplicate keys and more than `MAX_DEPTH` levels are
problems found on the event stream, before anything is composed: PyYAML's own C composer recurses, and crashes the
process on very deep input.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from laltro.model.diagnostic import Diagnostic

MAX_DEPTH = 20
Tree = str | list["Tree"] | dict[str, "Tree"]
Path = tuple[str | int, ...]

# What YAML 1.1 or 1.2 would read as something else than text: numbers, dates, times, sexagesimals, nulls, booleans.
_AMBIGUOUS = re.compile(r"[-+.0-9~]|(?:y|n|yes|no|on|off|true|false|null|nan|inf)$|<<$|=$", re.IGNORECASE)


@dataclass(slots=True)
class Document:
    """A parsed file: its `value`, the 1-based line of each path in it, and what was refused."""

    value: Tree = ""
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """A collection that is still open, and the key that waits for its value."""

    container: list[Tree] | dict[str, Tree]
    path: Path
    key: str | None = None


def decode(data: bytes, path: str) -> tuple[str, list[Diagnostic]]:
    """UTF-8 text without byte-order mark, NUL or carriage returns; anything else is a problem, never a guess."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return "", [Diagnostic("encoding", path, line=1, params={"found": "BOM"})]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [Diagnostic("encoding", path, line=line, params={"found": f"0x{data[error.start]:02X}"})]
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        return "", [Diagnostic("encoding", path, line=line, params={"found": "NUL"})]
    return text.replace("\r\n", "\n"), []


def parse(text: str, path: str = "") -> Document:
    """Read one YAML document whose root is a mapping; problems are collected, nothing is raised."""
    composer = _Composer(path)
    takers = composer.takers()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            take = takers.get(type(event))
            if take and not take(event):
                break
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        composer.refuse("yaml-syntax", mark.line + 1 if mark else 1)
    return composer.finish()


class _Composer:
    """Builds values from PyYAML's event stream without recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.document = Document()
        self.stack: list[_Frame] = []
        self.root: Tree | None = None
        self.documents = 0

    def refuse(self, code: str, line: int, **params: str) -> None:
        """Note a problem at a line."""
        self.document.problems.append(Diagnostic(code, self.path, line=line, params=params))

    def takers(self) -> Mapping[type[yaml.Event], Callable[[Any], bool]]:
        """What takes each event that matters; it answers False when reading on would be useless or dangerous.

        Two events of three are scalars, and thousands of files are millions of events: each is one call and no more.
        """
        return {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._open(event, {}),
            yaml.SequenceStartEvent: lambda event: self._open(event, []),
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._begin,
        }

    def _begin(self, event: yaml.DocumentStartEvent) -> bool:
        if event.version or event.tags:
            self.refuse("yaml-tag", _line(event))
        self.documents += 1
        if self.documents > 1:
            self.refuse("yaml-second-document", _line(event))
        return self.documents == 1

    def _refuse_features(self, event: yaml.CollectionStartEvent | yaml.ScalarEvent) -> None:
        if event.tag:
            self.refuse("yaml-tag", _line(event))
        if event.anchor:
            self.refuse("yaml-anchor", _line(event))

    def _alias(self, event: yaml.AliasEvent) -> bool:
        self.refuse("yaml-anchor", _line(event))
        self._place("", _line(event))
        return True

    def _scalar(self, event: yaml.ScalarEvent) -> bool:
        if event.tag or event.anchor:
            self._refuse_features(event)
        frame = self.stack[-1] if self.stack else None
        if frame and isinstance(frame.container, dict):
            if frame.key is None:
                self._key(frame, frame.container, event)
            else:
                frame.container.setdefault(frame.key, event.value)
                frame.key = None
        else:
            self._place(event.value, _line(event))
        return True

    def _key(self, frame: _Frame, container: dict[str, Tree], event: yaml.ScalarEvent) -> None:
        key, line = event.value, _line(event)
        if key == "<<" and event.implicit[0]:
            self.refuse("yaml-anchor", line)
        if key in container:
            self.refuse("yaml-duplicate-key", line, key=key)
        frame.key = key
        self.document.lines.setdefault((*frame.path, key), line)

    def _open(self, event: yaml.CollectionStartEvent, container: list[Tree] | dict[str, Tree]) -> bool:
        if event.tag or event.anchor:
            self._refuse_features(event)
        frame = self.stack[-1] if self.stack else None
        if len(self.stack) >= MAX_DEPTH:
            self.refuse("yaml-too-deep", _line(event), limit=str(MAX_DEPTH))
            return False
        if frame and frame.key is None and isinstance(frame.container, dict):
            self.refuse("yaml-syntax", _line(event))  # a list or mapping as a key
            return False
        self.stack.append(_Frame(container, self._place(container, _line(event))))
        return True

    def _close(self, event: yaml.CollectionEndEvent) -> bool:
        self.stack.pop()
        return True

    def _place(self, value: Tree, line: int) -> Path:
        """Put a value where the open collection waits for it; answers its path."""
        if not self.stack:
            self.root = value
            self.document.lines[()] = line
            return ()
        frame = self.stack[-1]
        if isinstance(frame.container, list):
            path = (*frame.path, len(frame.container))
            frame.container.append(value)
            self.document.lines[path] = line
            return path
        key, frame.key = frame.key or "", None
        frame.container.setdefault(key, value)
        return (*frame.path, key)

    def finish(self) -> Document:
        """The document as far as it could be read; its root is always a mapping."""
        if not isinstance(self.root, dict):
            if not self.document.problems:
                self.refuse("yaml-not-a-mapping", 1)
            self.root = {}
        self.document.value = self.root
        return self.document


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def dump(value: Mapping[str, Any]) -> str:
    """The one canonical text of a value: block style, unfolded lines, quotes only where a reader could err."""
    text: str = yaml.emit(_events(value), Dumper=yaml.CSafeDumper, width=-1, allow_unicode=True, indent=2)
    return text


def _events(value: Mapping[str, Any]) -> Iterator[yaml.Event]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    yield from _nodes(value)
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _nodes(value: Any) -> Iterator[yaml.Event]:
    if isinstance(value, Mapping):
        yield yaml.MappingStartEvent(None, None, True, flow_style=not value)
        for key, item in value.items():
            yield from _nodes(str(key))
            yield from _nodes(item)
        yield yaml.MappingEndEvent()
    elif isinstance(value, list | tuple):
        yield yaml.SequenceStartEvent(None, None, True, flow_style=not value)
        for item in value:
            yield from _nodes(item)
        yield yaml.SequenceEndEvent()
    else:
        yield yaml.ScalarEvent(None, None, (True, True), scalar_text(value), style=scalar_style(value))


def scalar_text(value: Any) -> str:
    """A typed scalar as it is written in a record."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) else str(value)


def scalar_style(value: Any) -> str | None:
    """The YAML style of a typed scalar: `|` for several lines, `"` where another reader could err, None for plain."""
    if not isinstance(value, str):
        return None
    if "\n" in value:
        return "|"
    return '"' if not value or _AMBIGUOUS.match(value) else None
