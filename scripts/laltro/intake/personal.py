"""Personal data of private persons that must not enter the catalogue: what kind was found, never the datum itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from phonenumbers import PhoneNumberMatcher, PhoneNumberType, number_type
from stdnum import iban
from stdnum.it import codicefiscale

# What people put between the characters of a code; bounded, so that every expression stays linear.
_GAP = r"[^A-Za-z0-9]{0,3}"
# Windows may overlap (hence the look-ahead): a word before a code, or one after it, must not hide it.
_FISCAL_CODE = re.compile(rf"(?<![A-Za-z0-9])(?=([A-Za-z](?:{_GAP}[A-Za-z0-9]){{15}})(?![A-Za-z0-9]))")
_IBAN = re.compile(rf"(?<![A-Za-z0-9])(?=([A-Za-z]{_GAP}[A-Za-z](?:{_GAP}[0-9]){{2}}(?:{_GAP}[A-Za-z0-9]){{11,30}}))")
# How long an IBAN is where people of Milan may have one (https://www.swift.com/swift-resource/11971/download).
_IBAN_LENGTHS = {
    country: int(length)
    for length, *countries in map(
        str.split,
        (
            "15 NO",
            "16 BE",
            "18 DK FI NL",
            "19 MK SI",
            "20 AT BA EE LT LU XK",
            "21 CH HR LI LV",
            "22 BG DE GB GE IE ME RS VA",
            "24 AD CZ ES MD PK RO SE SK TN",
            "25 PT",
            "26 IS TR",
            "27 FR GR IT MC SM",
            "28 AL CY HU MA PL",
            "29 BR EG SN UA",
            "31 MT",
        ),
    )
    for country in countries
}


def kinds(text: str, contact: bool = False) -> Iterator[str]:
    """The kinds of structured personal data in a text: `fiscal-code`, `iban`, `mobile`.

    In a contact field (`contact`) a mobile is what the organisation itself publishes, and passes.
    """
    plain = unicodedata.normalize("NFKC", text)
    if any(codicefiscale.is_valid(_bare(match[1])) for match in _FISCAL_CODE.finditer(plain)):
        yield "fiscal-code"
    if any(_has_iban(_bare(match[1])) for match in _IBAN.finditer(plain)):
        yield "iban"
    if not contact and any(_is_mobile(match.number) for match in PhoneNumberMatcher(plain, "IT")):
        yield "mobile"


def _bare(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text).upper()


def _has_iban(text: str) -> bool:
    """An IBAN at the start of the text: each country has its own length, and words that follow must not hide it."""
    return iban.is_valid(text[: _IBAN_LENGTHS.get(text[:2], len(text))])


def _is_mobile(number: object) -> bool:
    return number_type(number) in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)  # type: ignore[arg-type]
