"""How somebody is reached, written so that one contact is one text: telephones, mail, sites, tax code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from laltro.model.record import Record

# Hosts on which anyone has a page: there the first part of the path says whose.
_HOSTS = (
    "bit.ly blogspot.com facebook.com google.com instagram.com linkedin.com linktr.ee t.me tiktok.com twitter.com "
    "wa.me wordpress.com x.com youtube.com"
)
_SHARED_HOSTS = tuple(_HOSTS.split())
_NO_DIGITS = {ord(char): None for char in " ./()-–\u00a0"}
_SITES = ("website", "url", "domain")


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts that a record states; empty where it states none."""

    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    tax_code: str = ""

    def __iter__(self) -> Iterator[str]:
        yield from (*self.phones, *self.emails, *self.sites)


def contacts(record: Record) -> Contacts:
    """The contacts of a record; a service states them among its channels."""
    channels = record.get("channels")
    stated: Mapping[str, Any] = channels if isinstance(channels, Mapping) else record.values
    return Contacts(
        frozenset(map(digits, texts(stated.get("phones")))),
        frozenset(map(str.casefold, texts(stated.get("email")))),
        frozenset(site(url) for name in _SITES if name in stated for url in texts(stated[name])),
        str(stated.get("tax_code") or ""),
    )


def texts(value: Any) -> list[str]:
    """A text, or the texts of a list."""
    if isinstance(value, str):
        return [value] if value else []
    return [item for item in value if isinstance(item, str) and item] if isinstance(value, list | tuple) else []


def digits(phone: str) -> str:
    """A telephone number as dialled in Italy, without signs between."""
    bare = phone.translate(_NO_DIGITS)
    return bare.removeprefix("+39").removeprefix("0039").removeprefix("+")


def site(url: str) -> str:
    """Whose pages an address is of: its host without `www.`, and the first part of the path where many share it."""
    host, _, path = (url.partition("://")[2] or url).partition("/")
    host = host.casefold().removeprefix("www.")
    shared = host.endswith(_SHARED_HOSTS)
    return f"{host}/{path.partition('/')[0]}".rstrip("/") if shared else host
