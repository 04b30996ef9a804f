"""A row of costs: `15 € al mese; nota: ridotto con ISEE`, `€ 1.200,50 a corso`, `gratis`."""

from __future__ import annotations

import re

from laltro.intake.notation.spelling import Row, parted, token, with_note
from laltro.model.forms.row_words import Grammar

# The only currency that is understood; a row in another one is no text, and a correction leaves it alone.
CURRENCY = "EUR"
UNITS = tuple(f"per.{unit}" for unit in ("hour", "day", "week", "month", "year", "course", "item"))
_PRICE = re.compile(r"([^0-9]{0,10}?) ?([0-9](?:[0-9.,]{0,13}[0-9])?) ?([^0-9]{0,40})")
_PLAIN = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,2}))?")
_POINTS = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2})(?:,([0-9]{1,2}))?")
_COMMAS = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3}){1,2})(?:\.([0-9]{1,2}))?")
_DECIMAL_MARKS = {"comma": ",", "point": "."}


def read_cost(line: str, grammar: Grammar) -> Row:
    """A row of `costs`; empty where the line is not understood."""
    parts = parted(line, grammar)
    if parts is None:
        return {}
    price = _free(parts[0], grammar) or _price(parts[0], grammar)
    return {**price, **parts[1]} if price else {}


def _free(text: str, grammar: Grammar) -> Row:
    return {"amount": 0, "currency": CURRENCY} if token(text, grammar, ("free",)) else {}


def _price(text: str, grammar: Grammar) -> Row:
    """An amount, its currency before or behind it, and for what."""
    match = _PRICE.fullmatch(text)
    amount = read_amount(match[2], grammar) if match else None
    rest = _without_currency(match[1], match[3], grammar) if match else None
    unit = token(rest, grammar, UNITS) if rest else ""
    if amount is None or rest is None or (rest and not unit):
        return {}
    row: Row = {"amount": amount, "currency": CURRENCY}
    return {**row, "unit": unit.removeprefix("per.")} if unit else row


def _without_currency(before: str, after: str, grammar: Grammar) -> str | None:
    """What follows the amount, its currency set aside; None unless that stands once, right before or behind it."""
    if before:
        return after.strip(" .") if token(before, grammar, (CURRENCY,)) else None
    plain = after.casefold()
    for sign in sorted(map(str.casefold, grammar[CURRENCY]), key=len, reverse=True):
        if plain.startswith(sign):
            return plain.removeprefix(sign).strip(" .")
    return None


def read_amount(text: str, grammar: Grammar) -> float | None:
    """`15`, `3,50`, `3.5`, `1.200,50`, `1,200.50`: whole amounts are integers.

    `1.200` is a thousand or one and a fifth, as the language has it: the reading that its own mark allows is taken, the
    other spelling (`1,200` in Italian) refused.
    """
    match = _PLAIN.fullmatch(text) or _POINTS.fullmatch(text) or _COMMAS.fullmatch(text)
    if not match or (not match[2] and match[1].count(decimal_mark(grammar)) == 1):
        return None
    amount = float(f"{re.sub('[.,]', '', match[1])}.{match[2] or 0}")
    return int(amount) if amount.is_integer() else amount


def decimal_mark(grammar: Grammar) -> str:
    """What parts the decimals of a number from its units."""
    return _DECIMAL_MARKS[grammar["decimal"][0]]


def write_cost(row: Row, grammar: Grammar) -> str:
    """The canonical text of a row of `costs`. KeyError for a currency that is not understood."""
    if row["amount"] == 0 and row["currency"] == CURRENCY and "unit" not in row:
        return with_note(grammar["free"][0], row, grammar)
    unit = f" {grammar['per.' + row['unit']][0]}" if "unit" in row else ""
    return with_note(f"{_figure(row['amount'], grammar)} {grammar[row['currency']][0]}{unit}", row, grammar)


def _figure(amount: float, grammar: Grammar) -> str:
    """`15` and `3,50`; an amount finer than a cent as it is, which is not read back."""
    cents = f"{amount:.2f}"
    text = str(amount) if isinstance(amount, int) or float(cents) != amount else cents
    return text.replace(".", decimal_mark(grammar))
