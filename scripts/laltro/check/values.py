"""Single values: characters, addresses, phones, tax codes and dates that cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import shortnumberinfo
from stdnum.it import codicefiscale

from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, Severity
from laltro.model.document import Path
from laltro.model.field import walk
from laltro.model.moment import is_local_time, span
from laltro.model.record import Record
from laltro.model.text import mixed_words, refused_characters

Verdict = tuple[str, Severity] | None

# A name of the DNS whose last label is no number: browsers read `127.1` or `0x7f.1` as an address of the network.
_NAME = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,58}[A-Za-z0-9])"
_HOST = re.compile(_NAME + r"\.?")
# No character that means something inside a `mailto:` link (`%0a`, `?bcc=`).
_EMAIL = re.compile(r"[A-Za-z0-9_+~=#!$*/-]+(?:\.[A-Za-z0-9_+~=#!$*/-]+)*@" + _NAME)


def url_verdict(text: str) -> Verdict:
    """Https passes, http is a warning; other schemes, relative addresses, user names and odd characters are refused.

    A host in other letters than ASCII must be written in its `xn--` form: look-alikes then show what they are.
    """
    try:
        parts = urlsplit(text)
        host, user = parts.hostname or "", parts.username
        parts.port  # noqa: B018 - reading it raises ValueError for a port that is no number
    except ValueError:
        return "url-unsafe", "error"
    odd = any(char.isspace() or char in '<>"\\^`{|}' or not char.isprintable() for char in text)
    absolute = re.match(r"https?://", text) is not None
    if odd or not absolute or user is not None or "@" in parts.netloc or not _HOST.fullmatch(host):
        return "url-unsafe", "error"
    return None if parts.scheme == "https" else ("url-http", "warning")


def _phone_verdict(text: str) -> Verdict:
    """A number that an Italian phone can dial: of the E.164 plan, or a short number such as 112 and 1522."""
    if not re.fullmatch(r"\+?[0-9 ./()-]{2,25}", text):
        return "phone", "error"
    try:
        number = phonenumbers.parse(text, "IT")
    except phonenumbers.NumberParseException:
        return "phone", "error"
    digits = re.sub(r"\D", "", text)
    valid = phonenumbers.is_valid_number(number) or shortnumberinfo.is_valid_short_number_for_region(number, "IT")
    return None if valid or digits in _LOCAL_SHORT else ("phone", "error")


# Numbers that work in Milan and that the tables of the numbering plan do not know: the Comune's own line, and the
# European one for medical care that cannot wait for a doctor's hours.
_LOCAL_SHORT = frozenset({"020202", "116117"})


def _email_verdict(text: str) -> Verdict:
    return None if _EMAIL.fullmatch(text) and len(text.partition("@")[0]) <= 64 else ("email", "error")


def _tax_code_verdict(text: str) -> Verdict:
    """Partita IVA or codice fiscale of a legal person: eleven digits, the last a check; never a private person's."""
    return None if re.fullmatch(r"[0-9]{11}", text) and codicefiscale.is_valid(text) else ("tax-code", "error")


def _date_verdict(text: str) -> Verdict:
    return None if len(text) == 10 and "T" not in text and span(text) else ("date", "error")


def _partial_date_verdict(text: str) -> Verdict:
    return None if "T" not in text and span(text) else ("partial-date", "error")


def _moment_verdict(text: str) -> Verdict:
    valid = is_local_time(text) if "T" in text else span(text) is not None
    return None if valid else ("partial-datetime", "error")


FORMATS: Mapping[str, Callable[[str], Verdict]] = {
    "url": url_verdict,
    "phone": _phone_verdict,
    "email": _email_verdict,
    "tax-code": _tax_code_verdict,
    "date": _date_verdict,
    "partial-date": _partial_date_verdict,
    "partial-datetime": _moment_verdict,
}


def check_values(catalogue: Catalogue, record: Record) -> Iterator[Diagnostic]:
    """Every value by its format, and every text by its characters."""
    schema = catalogue.schema(record)
    for path, item, value in walk(schema.fields, record.values):
        if isinstance(value, str) and item.format in FORMATS and value:
            verdict = FORMATS[item.format](value)
            if verdict:
                yield record.problem(verdict[0], *path, severity=verdict[1])
        elif item.format == "field-name" and schema.field(str(value)) is None:
            yield record.problem("unknown-field-name", *path)
    for path, text in _texts(record.values, ()):
        yield from _characters(record, path, text)


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _texts(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


def _characters(record: Record, path: Path, text: str) -> Iterator[Diagnostic]:
    refused = refused_characters(text)
    if refused:
        yield record.problem("character", *path, characters=", ".join(refused))
    mixed = mixed_words(text)
    if mixed:
        yield record.problem("mixed-alphabet", *path, characters=", ".join(mixed))
