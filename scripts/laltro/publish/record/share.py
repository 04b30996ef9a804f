"""How a reader hands a page on: addresses that open a message with its name and its address, and its QR code."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.record.qr import qr


@dataclass(frozen=True, slots=True)
class Share:
    """The page's lasting address, links that a reader may follow (nothing is asked before), and the code as SVG."""

    url: str
    title: str
    whatsapp: str
    mail: str
    code: Markup


def share(edition: Edition, record: Record) -> Share:
    """The ways out of a record's page; who is written to is the reader's choice alone."""
    url, title = edition.absolute(edition.address(record)), str(edition.title(record))
    message, subject = quote(f"{title}\n{url}", safe=""), quote(title, safe="")
    mail = f"mailto:?subject={subject}&body={message.replace('%0A', '%0D%0A')}"  # RFC 6068 breaks lines so
    return Share(url, title, f"https://wa.me/?text={message}", mail, qr(url))
