"""Personal data of private persons that must not enter the catalogue: what kind was found, never the datum itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import PhoneNumberMatcher, PhoneNumberType, number_type
from stdnum import iban
from stdnum.it import codicefiscale

# Separators that people put into codes; bounded repetition keeps every expression linear.
_GAP = r"[ .\-]{0,2}"
_FISCAL_CODE = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z](?:{_GAP}[A-Za-z0-9]){{15}}(?![A-Za-z0-9])")
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{{2}}{_GAP}[0-9]{_GAP}[0-9](?:{_GAP}[A-Za-z0-9]){{11,30}}(?![A-Za-z0-9])")


def kinds(text: str, contact: bool = False) -> Iterator[str]:
    """The kinds of structured personal data in a text: `fiscal-code`, `iban`, `mobile`.

    In a contact field (`contact`) a mobile is what the organisation itself publishes, and passes.
    """
    if any(codicefiscale.is_valid(_bare(match[0])) for match in _FISCAL_CODE.finditer(text)):
        yield "fiscal-code"
    if any(_has_iban(_bare(match[0])) for match in _IBAN.finditer(text)):
        yield "iban"
    if not contact and any(_is_mobile(match.number) for match in PhoneNumberMatcher(text, "IT")):
        yield "mobile"


def _bare(text: str) -> str:
    return re.sub(r"[ .\-]", "", text).upper()


def _has_iban(text: str) -> bool:
    """An IBAN at the start of the text: words that follow it must not hide it (an Italian one has 27 characters)."""
    return iban.is_valid(text) or iban.is_valid(text[:27])


def _is_mobile(number: object) -> bool:
    return number_type(number) in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)  # type: ignore[arg-type]
