"""What the owner still has to write: values in square brackets, and addresses that lead nowhere on purpose.

A text with blanks can be built and read on one's own machine, but it may not be published.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

# The innermost pair; a blank line ends a paragraph, and with it a bracket that nobody closed.
_BRACKET = re.compile(r"\[([^\[\]\n]*(?:\n(?![ \t]*\n)[^\[\]\n]*)*)\]")
_LINK_TARGET = re.compile(r"\([ \t]*(?:<[^>\n]+>|[^\s<>()]+)(?:\s+[\"'][^\n]*?[\"'])?[ \t]*\)")
# `[label]: address`; the address must look like one, or a line such as `[name]: president` would pass as markup.
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*<?(?=\S*[/.#:])[^\s<>\[\]]+>?[ \t]*(?:[\"'(].*)?$",
    re.MULTILINE,
)
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\1[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_ESCAPED = re.compile(r"\\[\[\]]")
_FRONT_MATTER = re.compile(r"\A---\n.*?^---$", re.MULTILINE | re.DOTALL)
# A list in YAML's short form; what a person reads is never a list, so there a bracket was meant as one.
_LIST = re.compile(
    r"^[ \t]*(?:- )?(?!(?:title|description|name|url|email)\b)[\w-]+:[ \t]*\[[^\[\]]*\][ \t]*$",
    re.MULTILINE,
)
# RFC 2606 keeps this domain free: for values that must be an address before anyone knows which.
_NOWHERE = re.compile(r"[^\s\"'<>()\[\]]*\.invalid\b[^\s\"'<>()\[\]]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Blank:
    """A value to fill, as it stands in the file (on one line), and where."""

    path: str
    line: int
    text: str


def blanks(path: str, text: str) -> list[Blank]:
    """Every blank of a Markdown page or, by the name of `path`, of a YAML file, in the order of the text."""
    shown = _LIST.sub(_hollow, text) if path.endswith((".yml", ".yaml")) else _prose(text)
    spans = sorted({*_brackets(shown), *(match.span() for match in _NOWHERE.finditer(shown))})
    return [Blank(path, text.count("\n", 0, start) + 1, " ".join(text[start:end].split())) for start, end in spans]


def _prose(text: str) -> str:
    """A page without code, escaped brackets and the lists of its front matter, every character in its old place."""
    left = _FRONT_MATTER.sub(lambda front: _LIST.sub(_hollow, front[0]), text)
    for pattern in (_FENCE, _CODE, _ESCAPED):
        left = pattern.sub(_hollow, left)
    return left


def _hollow(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where the bracketed values begin and end, the inner ones first."""
    labels = {_label(match[1]) for match in _DEFINITION.finditer(text)}
    left = text
    while matches := list(_BRACKET.finditer(left)):
        yield from (match.span() for match in matches if not _is_markup(left, match, labels))
        left = _BRACKET.sub(_hollow, left)


def _is_markup(text: str, match: re.Match[str], labels: Collection[str]) -> bool:
    """Whether the brackets belong to a link, an image, a reference, a footnote or a tick box."""
    inside = match[1]
    if inside.strip() in ("", "x", "X") or inside.startswith("^") or _label(inside) in labels:
        return True
    reference = _BRACKET.match(text, match.end())
    return bool(_LINK_TARGET.match(text, match.end())) or (reference is not None and _label(reference[1]) in labels)


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()
