"""Personal data of private persons that must not enter the catalogue: what kind was found, never the datum itself.

Here are the kinds that have a structure of their own; what prose tells of a person is in `sensitive`.

| kind        | what counts                                                                                         |
|-------------|-----------------------------------------------------------------------------------------------------|
| fiscal-code | sixteen characters with the check character of a codice fiscale, also with letters for digits       |
| iban        | an IBAN of any country, by length and check digits                                                  |
| mobile      | what phonenumbers calls a mobile, and the spellings of an Italian one that it does not read         |
| card        | a payment card: prefix and length of a brand, Luhn's check digit, a grouping that people write      |
| email       | an address at a free provider, or `name.surname@` where neither part is a word of an office         |
| document    | identity card, passport, licence, permit or health card by shape; most only near a word that says so |

Every expression has bounded parts, so the whole is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from phonenumbers import PhoneNumber, PhoneNumberMatcher, PhoneNumberType, number_type
from stdnum import iban, luhn
from stdnum.it import codicefiscale

# What people put between the characters of a code; bounded, so that every expression stays linear.
_GAP = r"[^A-Za-z0-9]{0,3}"
# Windows may overlap (hence the look-ahead): a word before a code, or one after it, must not hide it.
_FISCAL_CODE = re.compile(
    rf"(?:(?<![A-Za-z0-9])|(?<=cf)|(?<=fiscale))(?=([a-z](?:{_GAP}[a-z0-9]){{15}})(?![a-z0-9]))", re.I | re.A
)
_IBAN = re.compile(
    rf"(?:(?<![a-z0-9])|(?<=iban))(?=([a-z]{_GAP}[a-z](?:{_GAP}[0-9]){{2}}(?:{_GAP}[a-z0-9]){{11,30}}))", re.I | re.A
)
# How long the IBAN of each country is (https://www.swift.com/swift-resource/11971/download).
_IBAN_LENGTHS = {
    country: int(length)
    for length, *countries in map(
        str.split,
        (
            "15 NO",
            "16 BE",
            "18 DK FI FK FO GL NL SD",
            "19 MK SI",
            "20 AT BA EE KZ LT LU MN XK",
            "21 CH HR LI LV",
            "22 BG BH CR DE GB GE IE ME RS VA",
            "23 AE GI IL IQ OM SO TL",
            "24 AD CZ ES MD PK RO SA SE SK TN VG",
            "25 LY PT ST",
            "26 IS TR",
            "27 BI DJ FR GR IT MC MR SM",
            "28 AL AZ BY CY DO GT HN HU LB NI PL SV",
            "29 BR EG PS QA UA",
            "30 JO KW MU YE",
            "31 MT SC",
            "32 LC",
            "33 RU",
        ),
    )
    for country in countries
}
# An Italian mobile in spellings that phonenumbers does not read: glued to a word, with unusual signs between.
_MOBILE = re.compile(r"(?<![0-9])(?:(?:\+|00)?39)?3[2-9][0-9][ ._*,/–-]{0,3}[0-9]{3}[ ._*,/–-]{0,3}[0-9]{4}(?![0-9])")
_ISBN_10 = re.compile(r"(?<![0-9])3-[0-9]{2,7}-[0-9]{1,6}-[0-9Xx](?![0-9])")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.I)
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
_AT = re.compile(r" ?(?:@|[\[({<] ?(?:at|chiocciola) ?[\])}>]|\bchiocciola\b) ?", re.I)
_DOT = re.compile(r" ?(?:[\[({<] ?(?:dot|punto) ?[\])}>]|\b(?:dot|punto)\b) ?", re.I)
_LONE = re.compile(r"(?<![a-z0-9][a-z0-9])(?<=[a-z0-9._@-]) (?=[a-z0-9._@-](?![a-z0-9]))")
_LOCAL = re.compile(r"[a-z0-9_%+'-]{1,64}(?: ?\. ?[a-z0-9_%+'-]{1,64}){0,4}$")
_DOMAIN = re.compile(r"[a-z0-9-]{1,63}(?: ?\. ?[a-z0-9-]{1,63}){1,4}")
_FREE_MAIL = re.compile(
    r"(?:gmail|googlemail|gmai|gmial|gmaill?|hotmai?l?|outlook|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|aol|gmx|web"
    r"|libero|iol|blu|giallo|inwind|virgilio|tin|alice|tim|tiscali|tiscalinet|fastwebnet|vodafone|email|poste|katamail"
    r"|supereva|teletu|wind|windtre|kataweb|proton|protonmail|pm|mail|yandex|ya|ukr|seznam|wp|o2|orange|wanadoo"
    r"|laposte|free|zoho|tutanota|qq|163|126)"
    r"\.(?:com|it|net|org|me|de|fr|es|uk|co|ch|eu|ru|ua|pl|cz|ro|cn|be|br|ph)(?:\..*)?"
)
_NAME_SURNAME = re.compile(r"[a-z]{1,20}[._][a-z][a-z'-]{2,30}[0-9]{0,4}|[a-z]{3,30}[._][a-z]")
# Words of offices: an address that holds one is nobody's own.
_OFFICE = re.compile(
    r"(?:segret|uffic|serviz|bibliot|sportell|doposcuol|scuol|amministr|direzi|president|comunic|contatt|prenot|iscriz"
    r"|event|portin|quartier|associaz|cooper|fondaz|progett|laborat|volontar|educat|support|protocol|anagraf|municip"
    r"|consult|ambulator|cultur|teatr|formaz|accogli|comitat|client|customer|vendit|acquist|commercial|market|redaz"
    r"|archiv|parrocch|oratori|infanz|segnal|risors|famigli)[a-z]*[0-9]*"
    r"|(?:info|centr[oi]|stampa|press|contacts?|casa|case|coop|projects?|anziani|giovani|minori|donne|sociale|sociali"
    r"|assist|help|helpdesk|hello|team|staff|office|admin|webmaster|postmaster|privacy|dpo|comune|musica|music|sport"
    r"|orto|orti|mercato|emporio|cucina|lavoro|job|jobs|human|hr|personale|corsi|italiano|library|school|community"
    r"|social|desk|front|ascolto|aiuto|custode|custodi|reclami|ordini|noreply|newsletter|museo|asilo|nido|spazio|spazi"
    r"|qubi|wemi|milano|via|piazza|generale)[0-9]*"
)
_HINT_ROOM = 60
_HINTS = {
    "identity": r"identit|\bdocument|\bc\.?i\.?e\b|\bc\.i\.|\bci n|\bci:|\bid (?:card|no\b|n\b|number)",
    "passport": r"passaport|passport|\bdocument",
    "licence": r"patent|licen[cs]e|driving|\bdocument",
    "permit": r"permess|soggiorn|permit|\bdocument",
    "health": r"tessera|sanitari|\bteam\b|\bts\b|health|european? card|assistit",
}
_SIGN = r"[ ./_-]{0,2}"
# What a document's number looks like, and the word that must stand near it.
_DOCUMENTS = tuple(
    (re.compile(rf"(?<![a-z0-9])(?=({shape})(?![a-z0-9]))", re.I | re.A), re.compile(_HINTS[hint], re.I))
    for shape, hint in (
        (rf"[a-z]{_SIGN}[a-z](?:{_SIGN}[0-9]){{5}}(?:{_SIGN}[a-z]){{2}}", "identity"),
        (rf"[a-z]{_SIGN}[a-z](?:{_SIGN}[0-9]){{7}}", "identity"),
        (rf"[a-z]{_SIGN}[a-z](?:{_SIGN}[0-9]){{7}}", "passport"),
        (rf"[a-z](?:{_SIGN}[0-9]){{8}}", "passport"),
        (rf"[a-z]{_SIGN}[a-z](?:{_SIGN}[0-9]){{7}}{_SIGN}[a-z]", "licence"),
        (rf"u{_SIGN}1(?:{_SIGN}[a-z0-9]){{7}}{_SIGN}[a-z]", "licence"),
        (rf"[a-z](?:{_SIGN}[0-9]){{8}}", "permit"),
        (rf"[0-9](?:{_SIGN}[0-9]){{19}}", "health"),
    )
)
# These say by themselves what they are: an electronic identity card in one piece, an Italian health card's number.
_EVIDENT = re.compile(r"(?<![A-Za-z0-9])(?:C[A-Z][0-9]{5}[A-Z]{2}|80380[ .-]?[0-9]{3}[ .-]?[0-9]{12})(?![A-Za-z0-9])")


def kinds(text: str, contact: bool = False) -> Iterator[str]:
    """The kinds of structured personal data in a text, in the order of the table above.

    In a contact field (`contact`) a mobile or an address is what the organisation itself publishes, and passes.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    bare_of_urls = _URL.sub(" ", plain)
    if any(_is_fiscal_code(match[1]) for match in _FISCAL_CODE.finditer(plain)):
        yield "fiscal-code"
    if any(_iban_length(match[1]) for match in _IBAN.finditer(plain)):
        yield "iban"
    if not contact and _has_mobile(_without_ibans(plain)):
        yield "mobile"
    if any(map(_is_card, _CARD.findall(_without_ibans(bare_of_urls)))):
        yield "card"
    if not contact and any(_is_own_address(*address) for address in _addresses(plain.lower())):
        yield "email"
    if _has_document(bare_of_urls):
        yield "document"


def _bare(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text).upper()


def _is_fiscal_code(window: str) -> bool:
    """A valid code; of letters alone only in capitals or in one piece, as prose may make one by chance."""
    code = _bare(window)
    return codicefiscale.is_valid(code) and (not code.isalpha() or window.isupper() or code == window.upper())


def _iban_length(window: str) -> int:
    """The length of the IBAN at the window's start, 0 if none: words that follow must not hide it."""
    text = _bare(window)
    length = _IBAN_LENGTHS.get(text[:2], 0)
    return length if length and iban.is_valid(text[:length]) else 0


def _without_ibans(text: str) -> str:
    """The text with its IBANs blanked: their digits are no card's."""
    kept, end = [], 0
    for match in _IBAN.finditer(text):
        if match.start() >= end and (length := _iban_length(match[1])):
            kept.append(text[end : match.start()])
            end = match.start() + _reach(match[1], length)
    return "#".join([*kept, text[end:]])


def _reach(window: str, length: int) -> int:
    """How far into the window its first `length` letters and digits go."""
    places = [place for place, char in enumerate(window) if char.isascii() and char.isalnum()]
    return places[length - 1] + 1


def _has_mobile(text: str) -> bool:
    numbers = _ISBN_10.sub(" ", text)
    found = any(_is_mobile(match.number, match.raw_string) for match in PhoneNumberMatcher(numbers, "IT"))
    return found or _MOBILE.search(_URL.sub(" ", numbers)) is not None


def _is_mobile(number: PhoneNumber, raw: str) -> bool:
    """A mobile; not a day and month before a year, nor an amount of nine digits."""
    if number_type(number) not in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE):
        return False
    groups = [len(group) for group in re.findall("[0-9]+", raw)]
    return raw.startswith("+") or (sum(groups) > 9 and (groups[0] > 1 or set(groups) == {1}))


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


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each @ and the domain after it, also where they are spaced or spelled out."""
    for match in _AT.finditer(text):
        before = _joined(text[max(0, match.start() - 80) : match.start()])
        after = _joined(text[match.end() : match.end() + 80])
        local, domain = _LOCAL.search(before), _DOMAIN.match(after)
        if local and domain:
            yield local[0].replace(" ", ""), domain[0].replace(" ", "")


def _joined(text: str) -> str:
    """With dots for the word, and letters that stand alone put together."""
    return _LONE.sub("", _DOT.sub(".", text))


def _is_own_address(local: str, domain: str) -> bool:
    """An address of a person, not of an office."""
    own = _NAME_SURNAME.fullmatch(local) is not None
    office = any(_OFFICE.fullmatch(part) for part in re.split("[._-]", local))
    return _FREE_MAIL.fullmatch(domain) is not None or (own and not office)


def _has_document(text: str) -> bool:
    if _EVIDENT.search(text):
        return True
    return any(
        hint.search(text[max(0, match.start(1) - _HINT_ROOM) : match.end(1) + _HINT_ROOM]) is not None
        and not text[: match.start(1)].rstrip(" :.").upper().endswith("REA")
        for shape, hint in _DOCUMENTS
        for match in shape.finditer(text)
    )
