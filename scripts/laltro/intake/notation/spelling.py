"""The words of a grammar in what a person typed: which one is meant, names of months, and notes set apart."""

from __future__ import annotations

import re
from typing import Any

from laltro.model.forms.row_words import Grammar

Row = dict[str, Any]
# Where a note may begin. A comma does only with a space behind it: `3,50` holds none.
_BREAK = re.compile(r";|\(|, ")
_MONTHS = tuple(f"month.{number:02}" for number in range(1, 13))
_NAMED = re.compile(r"(?:(?<![0-9])([0-9]{1,2})[°º]? )?([^\W\d]{3,10})\.? ([0-9]{4})")
_SAME_MONTH = re.compile(r"(?<![0-9])([0-9]{1,2})[°º]? ?([-–—]|[^\W\d]{1,3}) ?([0-9]{1,2} ([^\W\d]{3,10}\.? [0-9]{4}))")


def token(text: str, grammar: Grammar, tokens: tuple[str, ...]) -> str:
    """Which of `tokens` a text spells, whatever its case, apostrophes and final full stop; empty for none."""
    plain = text.strip().rstrip(".").replace("’", "'").casefold()
    return next((name for name in tokens if plain in map(str.casefold, grammar[name])), "")


def dated(text: str, grammar: Grammar) -> str:
    """The same text with `31 agosto 2026` as `2026-08-31`; `1-31 agosto 2026` is two such days."""

    def numbered(match: re.Match[str]) -> str:
        month = token(match[2], grammar, _MONTHS).removeprefix("month.")
        day = f"-{int(match[1]):02}" if match[1] else ""
        return f"{match[3]}-{month}{day}" if month else match[0]

    return _NAMED.sub(numbered, _SAME_MONTH.sub(r"\1 \4 \2 \3", text))


def parted(line: str, grammar: Grammar) -> tuple[str, Row] | None:
    """What a line says before its note, and the note as part of a row: `{}` without one.

    A note follows `; nota:`, a comma or a semicolon, or stands in brackets. None where it cannot be told from what the
    row itself should say: a note without its word must hold no digit (`15 € al mese, 20 € all'anno` is two rows).
    """
    mark = _BREAK.search(line)
    if not mark:
        return line, {}
    note = line[mark.end() :].strip()
    if mark[0] == "(":
        note = note.removesuffix(")") if note.endswith(")") else ""
    name, _, said = note.partition(":")
    labelled = token(name, grammar, ("note",)) != ""
    note = said.strip() if labelled else note.strip()
    clear = note and (labelled or not any(char.isdigit() for char in note))
    return (line[: mark.start()].strip(), {"note": note}) if clear else None


def with_note(text: str, row: Row, grammar: Grammar) -> str:
    """The text of a row and, where it has one, its note."""
    return f"{text}; {grammar['note'][0]}: {row['note']}" if "note" in row else text
