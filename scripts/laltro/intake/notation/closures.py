"""A row of closures: `dal 2026-08-01 al 2026-08-31; nota: ferie`, `chiuso il 24/12/2026`."""

from __future__ import annotations

import re

from laltro.intake.notation.spelling import Row, dated, parted, token, with_note
from laltro.model.forms.row_words import Grammar
from laltro.model.moment import iso_date

_DAY = r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}|[0-9]{4}(?:-[0-9]{2}){0,2}"
_PERIOD = re.compile(rf"([^0-9]{{0,30}}?) ?({_DAY})(?: ?([^0-9]{{1,15}}?) ?({_DAY}))?")


def read_closure(line: str, grammar: Grammar) -> Row:
    """A row of `closures`; empty where the line is not understood."""
    parts = parted(line, grammar)
    period = _period(dated(parts[0], grammar), grammar) if parts else {}
    return {**period, **parts[1]} if parts and period else {}


def _period(text: str, grammar: Grammar) -> Row:
    """From a day to another, from a day on, or one day (or month, or year) alone."""
    match = _PERIOD.fullmatch(text)
    if not match:
        return {}
    opening = _opening(match[1], grammar)
    start, end = iso_date(match[2]), iso_date(match[4] or match[2])
    if not opening or not start or not end:
        return {}
    if match[4]:
        linked = match[3] in ("-", "–", "—") or token(match[3], grammar, ("to",))
        return {"valid_from": start, "valid_to": end} if linked and opening != "on" else {}
    return {"valid_from": start} if opening == "from" else {"valid_from": start, "valid_to": end}


def _opening(text: str, grammar: Grammar) -> str:
    """Of the words before a date: `from`, `on`, `bare` where there are none, empty where they say something else."""
    first, _, rest = text.partition(" ")
    said = rest if token(first.rstrip(":"), grammar, ("closed",)) else text
    return token(said, grammar, ("from", "on")) if said else "bare"


def write_closure(row: Row, grammar: Grammar) -> str:
    """The canonical text of a row of `closures`."""
    start, end = row["valid_from"], row.get("valid_to")
    if start == end:
        return with_note(start, row, grammar)
    until = f" {grammar['to'][0]} {end}" if end else ""
    return with_note(f"{grammar['from'][0]} {start}{until}", row, grammar)
