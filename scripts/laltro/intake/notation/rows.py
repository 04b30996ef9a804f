"""Lists of small objects as a person types them: one row a line, liberal in what is read, one canonical form back.

Hours, costs and closures have a module each; steps are `2026-09: apre lo sportello`. The words of the grammar (days,
from, until …) come from `words/` (`grammar`), in every language at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from laltro.intake.notation.closures import read_closure, write_closure
from laltro.intake.notation.costs import read_cost, write_cost
from laltro.intake.notation.hours import read_hours, write_hours
from laltro.intake.notation.spelling import Row
from laltro.model.forms.row_words import Grammar
from laltro.model.moment import iso_date

_STEP = re.compile(r"([0-9/.-]{4,10}) ?[:–—-] ?(\S.*)")


def read_rows(format: str, text: str, grammar: Grammar) -> tuple[list[Row], list[int]]:
    """The rows of a text, and the numbers (from 1) of the lines that could not be understood."""
    rows, lost = [], []
    for number, line in enumerate(text.split("\n"), 1):
        plain = " ".join(line.split()).removeprefix("- ")
        row = _READERS[format](plain, grammar) if plain else {}
        if row:
            rows.append(row)
        elif plain:
            lost.append(number)
    return rows, lost


def write_rows(format: str, rows: list[Row], grammar: Grammar) -> str:
    """The canonical text of rows."""
    return "\n".join(_WRITERS[format](row, grammar) for row in rows)


def said_rows(format: str, value: Any, grammar: Grammar) -> str:
    """Rows as text, where the text says all of them; else blank."""
    try:
        text = write_rows(format, value, grammar)
    except (KeyError, AttributeError, TypeError):  # a row that lacks a part, or is none
        return ""
    return text if read_rows(format, text, grammar) == (value, []) else ""


def _read_step(line: str, _: Grammar) -> Row:
    match = _STEP.fullmatch(line)
    day = iso_date(match[1]) if match else ""
    return {"date": day, "text": match[2].strip()} if match and day else {}


def _write_step(row: Row, _: Grammar) -> str:
    return f"{row['date']}: {row['text']}"


_READERS: Mapping[str, Callable[[str, Grammar], Row]] = {
    "schedule": read_hours,
    "milestone": _read_step,
    "cost": read_cost,
    "closure": read_closure,
}
_WRITERS: Mapping[str, Callable[[Row, Grammar], str]] = {
    "schedule": write_hours,
    "milestone": _write_step,
    "cost": write_cost,
    "closure": write_closure,
}
FORMATS = frozenset(_READERS)
