"""Addresses: where pages live, and which addresses written in a record may become links."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

from laltro.model.record import Record
from laltro.model.strings import FIRST

# The page that tells of all that can be taken away.
OPEN_DATA = "dati-aperti/"
# What lies beside a page for programs: the calendar of all its meetings, a meeting by itself, the feed of its news.
CALENDAR, MEETING, NEWS = "incontri.ics", "incontro.ics", "novita.atom"
# What whoever leads a lab prints, below the page of the lab or the meeting, and the minutes as a text beside it.
KIT, MINUTES = "materiali/", "verbale.txt"
_BARE_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[^\s\\]*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>\"'?&:/\\]+@(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 ./()-]*")


def prefix(lang: str) -> str:
    """Where a language lies below the site's root: empty for the first one, else `en/`."""
    return "" if lang == FIRST else f"{lang}/"


def climb(address: str) -> str:
    """The way up from a page to the root of its language: `servizi/x/` gives `../../`; empty at the root."""
    return "../" * address.count("/")


def form(stem: str, **begun: str) -> str:
    """The page of a form that begins with some answers: the end of a record's address, or a choice, by question."""
    query = f"?{urlencode(begun, safe='/')}" if begun else ""
    return f"contribuisci/{stem}/{query}"


def web(text: str) -> str:
    """The link for a web address, or empty where it is not safe to follow.

    Only https and http with a host and without a user name; a bare domain is read as https. Whoever reads the page
    must be able to trust that the address shown is the one opened.
    """
    url = f"https://{text}" if _BARE_DOMAIN.fullmatch(text) else text
    if re.search(r"[\s\\<>\"\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    safe = parts.scheme in ("https", "http") and bool(host) and "@" not in parts.netloc
    return url if safe else ""


def mail(text: str) -> str:
    """The link for an e-mail address, or empty."""
    return f"mailto:{text}" if _EMAIL.fullmatch(text) else ""


def phone(text: str) -> str:
    """The link for a telephone number, or empty."""
    return f"tel:{re.sub(r'[^+0-9]', '', text)}" if _PHONE.fullmatch(text) else ""


def shown(url: str) -> str:
    """A web address as people read it: without scheme, `www.` and a final slash."""
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/") or url


def host(url: str) -> str:
    """The host of a web address, for naming a source that has no title."""
    return shown(url).partition("/")[0]


def services_for(need: Record) -> str:
    """The address of the search, from the root of its language, for the services of a need's areas where it is felt.

    That is in its Municipi, or in its quarters where it names no Municipio: both together would narrow each other.
    """
    where = [str(id) for id in (need.get("territory"), *need.items("territories"))]
    areas = [("area", str(area)) for area in need.items("areas")]
    municipi, quarters = ([(key, id) for id in where if id.startswith(f"{key}-")] for key in ("municipio", "nil"))
    return f"cerca/?{urlencode([('kind', 'service'), *areas, *(municipi or quarters)])}"
