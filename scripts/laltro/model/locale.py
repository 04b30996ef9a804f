"""How a language writes numbers and dates, what it calls languages, and which plurals it has: what CLDR knows (Babel).

A locale is CLDR's name for a way of writing, such as `it` or `en-GB`. One that CLDR does not know has a single plural
(`other`), writes numbers as `1,234.5` and leaves dates and codes of languages as they are stored.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

# Babel takes long to load, and a check that finds nothing says no date: it is imported where something is said.
if TYPE_CHECKING:
    from babel import Locale

_UNKNOWN = "root"
# How each part of a date is written; the whole day is written as CLDR's long form.
_SKELETONS = {"year": "y", "month": "yMMMM"}


@cache
def _locale(name: str) -> Locale:
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(name, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale(_UNKNOWN)


def plural(n: float, locale: str) -> str:
    """The form that words take beside a number: CLDR's `zero`, `one`, `two`, `few`, `many` or `other`."""
    return str(_locale(locale).plural_form(int(n) if n == int(n) else n))


def decimal(value: float, locale: str) -> str:
    """A number in figures, to hundredths: `1.234,5`."""
    from babel.numbers import format_decimal

    return format_decimal(round(value, 2), locale=_locale(locale))


def with_cents(amount: float, locale: str) -> str:
    """An amount of money without its sign, with the two decimals of cents: `3,50`."""
    from babel.numbers import format_currency

    own = _locale(locale)
    return format_currency(amount, "EUR", format=own.decimal_formats[None].pattern, locale=own)


@cache
def day_in_words(day: date, shown: str, locale: str) -> str:
    """A date of which the `year`, the `month` or the whole `day` is known: `2017`, `maggio 2017`, `8 maggio 2017`."""
    from babel.dates import format_date, format_skeleton

    own = _locale(locale)
    if str(own) == _UNKNOWN:
        return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[shown]]
    return format_skeleton(_SKELETONS[shown], day, locale=own) if shown in _SKELETONS else format_date(day, "long", own)


def language_name(code: str, locale: str) -> str:
    """What a language is called; empty where CLDR does not know it."""
    return str(_locale(locale).languages.get(code, ""))
