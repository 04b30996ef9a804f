"""Ages as a person types them, in months as records keep them: `6–10 anni`, `da 3 a 36 mesi`, `dai 14 anni`.

`0–3 anni` is from 0 to 36 months, as the records have it: years are twelve months each, nothing is added to the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile
from typing import Any

from laltro.intake.notation.spelling import token
from laltro.model.forms.row_words import Grammar

# Nobody is older than 120 years.
MOST = 1440
Ages = tuple[int | None, int | None]
_MONTHS = {"age.years": 12, "age.months": 1}
_SIGN = re.compile(r"([-–—+])")
_AGES = re.compile(r"([^0-9]{0,40}?) ?([0-9]{1,4}) ?([^0-9]{0,25}?)(?: ?([0-9]{1,4}) ?([^0-9]{1,25}))?")


def read_ages(text: str, grammar: Grammar) -> Ages | None:
    """The youngest and the oldest age in months, None where there is no such bound; None where not understood."""
    line = " ".join(_SIGN.sub(r" \1 ", text).split())
    if token(line, grammar, ("age.all",)):
        return None, None
    match = _AGES.fullmatch(line)
    if not match:
        return None
    words = dropwhile(lambda word: token(word.rstrip(":"), grammar, ("age.who",)), match[1].split())
    before = " ".join(words)
    if match[4] is None:
        ages = _bound(before, int(match[2]), match[3], grammar)
    else:
        ages = _range(before, (int(match[2]), int(match[4])), (match[3], match[5]), grammar)
    return ages if ages and all(months <= MOST for months in ages if months) else None


def _bound(before: str, count: int, after: str, grammar: Grammar) -> Ages | None:
    """`dai 14 anni`, `14 anni in su`, `65+ anni`, `fino a 3 anni`. An age alone could mean either, or one year."""
    unit, rest = _unit(after, grammar)
    opening = token(before, grammar, ("age.from", "age.until"))
    upward = token(rest, grammar, ("age.up",))
    if not unit or (before and not opening) or (rest and not upward):
        return None
    months = count * _MONTHS[unit]
    if opening == "age.until":
        return None if upward else (None, months)
    return (months, None) if opening or upward else None


def _range(before: str, counts: tuple[int, int], after: tuple[str, str], grammar: Grammar) -> Ages | None:
    """`6-10 anni`, `da 3 mesi a 3 anni`, `tra 6 e 10 anni`: a unit said once holds for both."""
    own, link = _unit(after[0], grammar)
    unit, rest = _unit(after[1], grammar)
    opening = token(before, grammar, ("age.between", "age.from"))
    if not unit or rest or (before and not opening):
        return None
    dash = opening != "age.between" and link in ("-", "–", "—")
    linked = dash or token(link, grammar, ("age.and" if opening == "age.between" else "age.to",))
    return (counts[0] * _MONTHS[own or unit], counts[1] * _MONTHS[unit]) if linked else None


def _unit(text: str, grammar: Grammar) -> tuple[str, str]:
    """The unit in the words behind a number (empty without one), and the other words, a second unit included."""
    words = text.split()
    units = [token(word, grammar, tuple(_MONTHS)) for word in words]
    place = next((index for index, unit in enumerate(units) if unit), len(words))
    return "".join(units[place : place + 1]), " ".join(words[:place] + words[place + 1 :])


def write_ages(ages: Ages, grammar: Grammar) -> str:
    """The canonical text: in years where no bound has months left over, else in months."""
    known = [months for months in ages if months is not None]
    if not known:
        return grammar["age.all"][0]
    whole = all(months % 12 == 0 for months in known)
    first, last = (None if months is None else months // 12 if whole else months for months in ages)
    count = first if last is None else last
    unit = grammar[f"age.{'year' if whole else 'month'}{'' if count == 1 else 's'}"][0]
    if first is not None and last is not None:
        return f"{first}–{last} {unit}"
    return f"{grammar['age.from' if last is None else 'age.until'][0]} {count} {unit}"


def said_ages(bounds: Sequence[Any], grammar: Grammar) -> str:
    """The youngest and the oldest age of a record as text; blank where neither is stated, or where one is odd."""
    first, last = (bound if isinstance(bound, int) else None for bound in bounds)
    if (first, last) == (None, None) or [first, last] != list(bounds):
        return ""
    text = write_ages((first, last), grammar)
    return text if read_ages(text, grammar) == (first, last) else ""
