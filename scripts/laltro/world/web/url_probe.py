"""Asks whether addresses that somebody sent us answer, and never what is not of the public web.

Each hop of a redirect is judged anew. The name is looked up once more when it is called, so that a host which changes
between the two may still be sent one plain request, whose answer nobody reads.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from ipaddress import ip_address
from threading import Thread
from typing import Any

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from urllib3.util import parse_url

from laltro.world.web.links import answers

# Seconds for all addresses of a submission together, and how often one may send us elsewhere.
PATIENCE, REDIRECTS = 20, 5


class NotPublic(Exception):
    """An address that is no address of the public web."""


def reached(urls: Sequence[str], patience: float = PATIENCE) -> Mapping[str, bool | None]:
    """Of each address whether it answers within so many seconds for all of them; None for what was not asked."""
    found: dict[str, bool | None] = dict.fromkeys(urls, False)

    def ask(url: str) -> None:
        with suppress(Exception):  # what a thread dies of is printed, and the address with it
            found[url] = public_answers(url)

    # Daemons: one that is kept waiting for ever does not keep the run from ending.
    threads = [Thread(target=ask, args=(url,), daemon=True) for url in urls]
    end = time.monotonic() + patience
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(end - time.monotonic(), 0))
    return dict(found)


def public_answers(url: str) -> bool | None:
    """Whether an address is there; None where it, or one that it sends us to, is not of the public web."""
    with Session() as session:
        session.trust_env, session.max_redirects = False, REDIRECTS  # a machine's own passwords are for nobody
        for scheme in ("https://", "http://"):
            session.mount(scheme, _PublicAdapter())
        try:
            return answers(url, session.get)
        except NotPublic:
            return None


def public(host: str) -> bool:
    """Whether a host has a name, and stands for public addresses only; one that is not known is asked in vain."""
    host = host.strip(".")
    if "." not in host or not any(char.isalpha() for char in host.rpartition(".")[2]):
        return False
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return True
    return all(_global(str(each[4][0])) for each in found)


def _global(text: str) -> bool:
    """Whether an IP address belongs to the internet; one of IPv6 may stand for one of IPv4."""
    address = ip_address(text.partition("%")[0])
    address = getattr(address, "sixtofour", None) or address
    return address.is_global and not address.is_multicast


class _PublicAdapter(HTTPAdapter):
    """Sends a request, be it the first or one of a redirect, to public hosts alone."""

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        """Raises NotPublic."""
        if not public(parse_url(request.url or "").host or ""):
            raise NotPublic
        return super().send(request, *args, **options)
