"""How much was given, as a person types it: `12`, `12,5 ore`, `€ 1.200`, with or without its unit."""

from __future__ import annotations

import re
from typing import Any

from laltro.intake.notation.costs import read_amount
from laltro.intake.notation.spelling import token
from laltro.model.document import scalar_text
from laltro.model.forms.row_words import Grammar

UNITS = ("unit.hour", "unit.square_metre_hour", "unit.item", "EUR")
_QUANTITY = re.compile(r"([^0-9]{0,40}?) ?([0-9](?:[0-9.,]{0,13}[0-9])?) ?([^0-9]{0,40})")


def read_quantity(text: str, grammar: Grammar) -> tuple[float, str] | None:
    """The number and its unit, empty where none is said; None where either is not understood."""
    match = _QUANTITY.fullmatch(" ".join(text.split()))
    number = read_amount(match[2], grammar) if match else None
    said = f"{match[1]} {match[3]}".strip() if match else ""
    unit = token(said, grammar, UNITS) if said else ""
    return None if number is None or (said and not unit) else (number, unit.removeprefix("unit."))


def said_quantity(value: Any, grammar: Grammar) -> str:
    """The number as text; blank where that would be read as another one."""
    text = scalar_text(value) if isinstance(value, int | float) else ""
    return text if read_quantity(text, grammar) == (value, "") else ""
