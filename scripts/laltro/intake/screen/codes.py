"""Codes with check digits: codice fiscale, IBAN, payment card.

Every expression has bounded parts, so the whole is linear in the length of the text.
"""

from __future__ import annotations

import re
from itertools import accumulate

from stdnum import iban, luhn, numdb
from stdnum.it import codicefiscale

# What people put between the characters of a code; bounded, so that every expression stays linear.
_GAP = r"[^A-Za-z0-9]{0,3}"
# Six letters, the year, the month's letter, the day, the place, the check letter; letters may stand for digits.
_LETTER, _DIGIT, _MONTH = "[a-z]", "[0-9l-np-v]", "[a-ehlmprst]"
_CODE = _GAP.join([*[_LETTER] * 6, *[_DIGIT] * 2, _MONTH, *[_DIGIT] * 2, _LETTER, *[_DIGIT] * 3, _LETTER])
# Windows may overlap (hence the look-ahead): a word before a code, or one after it, must not hide it.
_FISCAL_CODE = re.compile(rf"(?:(?<![A-Za-z0-9])|(?<=cf)|(?<=fiscale))(?=({_CODE})(?![a-z0-9]))", re.I | re.A)
_IBAN = re.compile(
    rf"(?:(?<![a-z0-9])|(?<=iban))(?=([a-z]{_GAP}[a-z](?:{_GAP}[0-9]){{2}}(?:{_GAP}[a-z0-9]){{11,30}}))", re.I | re.A
)
# What stdnum knows of each country's IBAN; `bban` gives the lengths of the parts after country and check digits.
_IBAN_PARTS = numdb.get("iban")
_CARD = re.compile(r"(?<![0-9])(?=([2-6](?:[ ._*/–-]{0,3}[0-9]){13,30}))")
# Prefix and lengths of the brands in use.
_CARD_BRANDS = (
    (re.compile(r"4"), {16, 19}),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), {16}),
    (re.compile(r"3[47]"), {15}),
    (re.compile(r"30[0-5]|3[689]"), {14}),
    (re.compile(r"6011|64[4-9]|65|35[2-8]"), {16}),
    (re.compile(r"50[123]|5893|6304|67|62"), {16, 17, 18, 19}),
)


def has_fiscal_code(text: str) -> bool:
    """Whether sixteen characters make a codice fiscale, by its check character."""
    return any(_is_fiscal_code(match[1]) for match in _FISCAL_CODE.finditer(text))


def has_iban(text: str) -> bool:
    """Whether an IBAN of any country begins anywhere, by length and check digits."""
    return any(_iban_length(match[1]) for match in _IBAN.finditer(text))


def has_card(text: str) -> bool:
    """Whether digits make a payment card: prefix and length of a brand, Luhn's check digit, a usual grouping."""
    return any(map(_is_card, _CARD.findall(text)))


def without_ibans(text: str) -> str:
    """The text with its IBANs blanked: their digits are no card's and no phone's."""
    kept, end = [], 0
    for match in _IBAN.finditer(text):
        if match.start() >= end and (length := _iban_length(match[1])):
            kept.append(text[end : match.start()])
            end = match.start() + _reach(match[1], length)
    return "#".join([*kept, text[end:]])


def _bare(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text).upper()


def _is_fiscal_code(window: str) -> bool:
    """A valid code; of letters alone only in capitals or in one piece, as prose may make one by chance."""
    code = _bare(window)
    return codicefiscale.is_valid(code) and (not code.isalpha() or window.isupper() or code == window.upper())


def _iban_length(window: str) -> int:
    """The length of the IBAN at the window's start, 0 if none: words that follow must not hide it."""
    text = _bare(window)
    country = _IBAN_PARTS.info(text[:2])[0][1]
    length = 4 + sum(map(int, re.findall("[0-9]+", country.get("bban", ""))))
    return length if length > 4 and iban.is_valid(text[:length]) else 0


def _reach(window: str, length: int) -> int:
    """How far into the window its first `length` letters and digits go."""
    places = [place for place, char in enumerate(window) if char.isascii() and char.isalnum()]
    return places[length - 1] + 1


def _is_card(window: str) -> bool:
    """A card at the window's start that ends where a group of digits ends."""
    groups = re.findall("[0-9]+", window)
    digits = "".join(groups)
    lengths = _card_lengths(digits)
    ends = enumerate(accumulate(map(len, groups)), start=1) if lengths else ()
    return any(
        length in lengths and _is_grouped(groups[:end]) and luhn.is_valid(digits[:length]) for end, length in ends
    )


def _card_lengths(digits: str) -> set[int]:
    """How long a card that begins so may be."""
    return {length for prefix, lengths in _CARD_BRANDS if prefix.match(digits) for length in lengths}


def _is_grouped(groups: list[str]) -> bool:
    """As people write cards: in equal groups and a last one, in two pieces, or 4-6-5 and 4-6-4."""
    sizes = [len(group) for group in groups]
    equal = len(set(sizes[:-1])) < 2 and sizes[-1] <= sizes[0]
    return equal or len(sizes) == 2 or sizes in ([4, 6, 5], [4, 6, 4])
