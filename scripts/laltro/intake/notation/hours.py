"""A row of opening hours: `lun, mar 16:30–18:30; dal 2026-09-14; al 2027-06-30; nota: solo su appuntamento`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from laltro.intake.notation.spelling import Row, dated, token
from laltro.model.forms.row_words import Grammar
from laltro.model.moment import DAYS, iso_date

ORDINALS = (1, 2, 3, 4, 5, -1)
_CLOCK = r"([01]?\d|2[0-4])(?:[:.h]([0-5]\d))?"
# Words of at most twenty letters: without a bound a long run of letters would be tried from each of its ends.
_HOURS = re.compile(rf"(.*?)([^\W\d]{{0,20}}) ?{_CLOCK} ?([-–—]|[^\W\d]{{1,20}}) ?{_CLOCK}")


def read_hours(line: str, grammar: Grammar) -> Row:
    """A row of `schedules`; empty where the line is not understood."""
    first, more, rest = line.partition(";")
    row = _days_and_clock(first.strip(), grammar)
    while row and more:
        name, _, note = rest.partition(":")
        if token(name, grammar, ("note",)):  # a note runs to the end, semicolons and all
            return {**row, "note": note.strip()} if note.strip() else {}
        part, more, rest = rest.partition(";")
        found = _condition(dated(part.strip(), grammar), grammar)
        row = {**row, **found} if found and not found.keys() & row.keys() else {}
    return row


def _days_and_clock(text: str, grammar: Grammar) -> Row:
    """`lun, mar 16:30–18:30`, `lun e mar dalle 16.30 alle 18.30`, or days alone."""
    match = _HOURS.fullmatch(text)
    if not match:
        days = _days(text, grammar)
        return {"days": days} if days else {}
    before, word, between = match[1], match[2], match[5]
    days = _days(before if token(word, grammar, ("at",)) else before + word, grammar)
    if not days or (between not in "-–—" and not token(between, grammar, ("till",))):
        return {}
    return {"days": days, "opens_at": _clock(match[3], match[4]), "closes_at": _clock(match[6], match[7])}


def _clock(hour: str, minute: str | None) -> str:
    """`16` and `16.30` as `16:00` and `16:30`; midnight at the end of a day is `00:00`."""
    return f"{int(hour) % 24:02}:{minute or '00'}"


def _days(text: str, grammar: Grammar) -> list[str]:
    """The days of `lun, mar`, `lun-ven` or `lun e gio`, in their order; empty where a word is no day."""
    found: list[str] = []
    for piece in re.split(rf"[,/+]|\b(?:{'|'.join(map(re.escape, grammar['and']))})\b", text):
        ends = [token(word, grammar, DAYS) for word in re.split(r"[-–—]", piece.strip())]
        if not piece.strip():
            continue
        if len(ends) > 2 or not all(ends):
            return []
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        found += DAYS[first : last + 1] if first <= last else (*DAYS[first:], *DAYS[: last + 1])
    return sorted(dict.fromkeys(found), key=DAYS.index)


def _condition(part: str, grammar: Grammar) -> Row:
    """`dal 2026-09-14`, `al 2027-06-30`, both at once, the school calendar, or `primo del mese`."""
    if token(part, grammar, ("school",)):
        return {"school_calendar": True}
    nth = token(part, grammar, tuple(f"nth.{number}" for number in ORDINALS))
    if nth:
        return {"recurrence": "monthly_nth", "nth": int(nth.removeprefix("nth."))}
    found: Row = {}
    words = part.split()
    while len(words) >= 2:
        name = {"from": "valid_from", "to": "valid_to"}.get(token(words[0], grammar, ("from", "to")))
        day = iso_date(words[1])
        if not name or not day or name in found:
            return {}
        found[name], words = day, words[2:]
    return {} if words else found


def write_hours(row: Row, grammar: Grammar) -> str:
    """The canonical text of a row of `schedules`."""
    return "; ".join(_parts(row, grammar))


def _parts(row: Row, grammar: Grammar) -> Iterator[str]:
    days = ", ".join(grammar[day][0] for day in row.get("days", []))
    yield f"{days} {row['opens_at']}–{row['closes_at']}" if "opens_at" in row else days
    if "nth" in row:
        yield grammar[f"nth.{row['nth']}"][0]
    if row.get("school_calendar"):
        yield grammar["school"][0]
    for name, word in (("valid_from", "from"), ("valid_to", "to")):
        if name in row:
            yield f"{grammar[word][0]} {row[name]}"
    if "note" in row:
        yield f"{grammar['note'][0]}: {row['note']}"
