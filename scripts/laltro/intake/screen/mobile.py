"""Mobile numbers, in the spellings that people use."""

from __future__ import annotations

import re

from phonenumbers import PhoneNumber, PhoneNumberMatcher, PhoneNumberType, number_type

# An Italian mobile in spellings that phonenumbers does not read: glued to a word, with unusual signs between.
_MOBILE = re.compile(r"(?<![0-9])(?:(?:\+|00)?39)?3[2-9][0-9][ ._*,/–-]{0,3}[0-9]{3}[ ._*,/–-]{0,3}[0-9]{4}(?![0-9])")
_ISBN_10 = re.compile(r"(?<![0-9])3-[0-9]{2,7}-[0-9]{1,6}-[0-9Xx](?![0-9])")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.I)


def has_mobile(text: str) -> bool:
    """Whether a text holds what phonenumbers calls a mobile, or an Italian one in spellings that it does not read."""
    numbers = _ISBN_10.sub(" ", text)
    found = any(_is_mobile(match.number, match.raw_string) for match in PhoneNumberMatcher(numbers, "IT"))
    return found or _MOBILE.search(_URL.sub(" ", numbers)) is not None


def _is_mobile(number: PhoneNumber, raw: str) -> bool:
    """A mobile; not a day and month before a year, nor an amount of nine digits."""
    if number_type(number) not in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE):
        return False
    groups = [len(group) for group in re.findall("[0-9]+", raw)]
    return raw.startswith("+") or (sum(groups) > 9 and (groups[0] > 1 or set(groups) == {1}))
