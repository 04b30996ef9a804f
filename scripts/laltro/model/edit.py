"""Changing a record's file without losing the comments that people wrote in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from laltro.model.document import Document, dump, parse
from laltro.model.record import canonical
from laltro.model.schema import Schema

_COMMENT = re.compile(r"(?:^|\s)#.*")


def edited(schema: Schema, text: str, values: Mapping[str, Any]) -> str:
    """The text of a record's file with `values` in place of its own.

    A file without comments is written canonically. In one with comments only the top-level fields that changed are
    touched; where that cannot be done faithfully the canonical text is the answer, since values matter more.
    """
    whole = canonical(schema, values)
    before = parse(text)
    if "#" not in text or before.problems or not before.value:
        return whole
    wanted = parse(whole).value
    for attach in (True, False):
        changed = _spliced(text, before, schema.arrange(values), wanted, attach)
        after = parse(changed)
        if after.value == wanted and not after.problems:
            return changed
    return whole


def _spliced(text: str, before: Document, values: Mapping[str, Any], wanted: Any, attach: bool) -> str:
    """The lines of the fields that did not change, with those that did written anew between them."""
    assert isinstance(before.value, dict)
    lines = text.rstrip("\n").split("\n")
    starts = {str(path[0]): line - 1 for path, line in sorted(before.lines.items(), key=_by_line) if len(path) == 1}
    if len(set(starts.values())) < len(starts):
        return ""  # fields that share a line: nothing can be cut apart
    blocks: dict[str, list[str]] = {"": lines[: min(starts.values())]}
    for (name, start), end in zip(starts.items(), [*list(starts.values())[1:], len(lines)], strict=True):
        same = before.value[name] == wanted.get(name)
        blocks[name] = lines[start:end] if same else _rewritten(lines[start:end], name, values.get(name), attach)
    order = list(blocks)
    for previous, name in zip(["", *values], values, strict=False):
        if name not in blocks:
            blocks[name] = dump({name: values[name]}).rstrip("\n").split("\n")
            order.insert(order.index(previous) + 1, name)
    return "\n".join(line for name in order for line in blocks[name]) + "\n"


def _by_line(entry: tuple[Any, int]) -> int:
    return entry[1]


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment, and the text of the line it explains: its own, or where it stands alone the next one."""

    text: str
    line: str
    alone: bool


def _rewritten(block: list[str], name: str, value: Any, attach: bool) -> list[str]:
    """A field's lines with another value (None: without it); comments of lines that are gone move above."""
    size = len(block)
    while size > 1 and (not block[size - 1].strip() or block[size - 1].startswith("#")):
        size -= 1  # what stands there belongs to the next field
    written = dump({name: value}).rstrip("\n").split("\n") if value is not None else []
    above: list[str] = []
    for comment in _comments(block[:size]):
        if written and comment.line == block[0] and not comment.alone:
            written[0] += f" {comment.text}"
        elif attach and comment.line in written:
            place = written.index(comment.line)
            written[place : place + 1] = _beside(comment)
        else:
            above.append(comment.text)
    return [*above, *written, *block[size:]]


def _beside(comment: _Comment) -> list[str]:
    indent = " " * (len(comment.line) - len(comment.line.lstrip(" ")))
    alone = [f"{indent}{comment.text}", comment.line]
    return alone if comment.alone else [f"{comment.line} {comment.text}"]


def _comments(block: list[str]) -> Iterator[_Comment]:
    """The comments in a field's lines; a `#` inside a value is none."""
    bare = _without_values("\n".join(block)).split("\n")
    marks = [_COMMENT.search(line) for line in bare]
    code = [line[: mark.start()].rstrip() if mark else line for line, mark in zip(block, marks, strict=True)]
    for index, mark in enumerate(marks):
        if mark:
            text = block[index][mark.start() :].strip()
            own = block[0] if index == 0 else code[index]
            following = next((line for line in code[index + 1 :] if line.strip()), "")
            yield _Comment(text, own or following, not code[index].strip())


def _without_values(text: str) -> str:
    """The text with every scalar blotted out, line by line."""
    bare = text
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
            start, end = event.start_mark.index, event.end_mark.index
            start = text.index("\n", start) if event.style in ("|", ">") and "\n" in text[start:end] else start
            bare = bare[:start] + re.sub(r"[^\n]", "x", text[start:end]) + bare[end:]
    return bare
