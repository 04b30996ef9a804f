"""One answer as the value that enters a record: liberal in what is read, one canonical form out."""

from __future__ import annotations

import re
from typing import Any

from laltro.intake.body import Answer
from laltro.model.schema import Field

_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.IGNORECASE)
_ITALIAN_DATE = re.compile(r"([0-3]?[0-9])[/.]([01]?[0-9])[/.]([0-9]{4})")


def entered(field: Field, answer: Answer) -> Any:
    """The typed value of an answer; text that does not fit its field stays text, for the checks to refuse."""
    if field.item:
        parts = answer if isinstance(answer, tuple) else split(answer, field.item.format)
        return [entered(field.item, part) for part in parts]
    text = answer if isinstance(answer, str) else ", ".join(answer)
    return field.cast(_canonical(field, text))


def split(text: str, format: str = "") -> list[str]:
    """A list typed as text: one a line, or with semicolons; phones with commas too."""
    separators = r"[;,\n]" if format == "phone" else r"[;\n]"
    return list(dict.fromkeys(part.strip() for part in re.split(separators, text) if part.strip()))


def _canonical(field: Field, text: str) -> str:
    if field.text == "paragraphs":
        return text.strip()
    line = " ".join(text.split())
    if field.format == "url":
        return f"https://{line}" if _DOMAIN.fullmatch(line) else line
    if field.format == "email":
        return line.removeprefix("mailto:")
    if field.format in ("date", "partial-date", "partial-datetime"):
        match = _ITALIAN_DATE.fullmatch(line)
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else line
    if field.type in ("integer", "number"):
        return line.replace(",", ".")
    return line
