"""How a page tells of itself in the other languages, whichever these are: links for machines, and for people."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from laltro.model.strings import FIRST
from laltro.publish.edition.edition import Edition
from laltro.voice.address import climb
from laltro.voice.words import Words


@dataclass(frozen=True, slots=True)
class Version:
    """The same page in a language: `words` are that language's, `href` leads there from the page, `url` is absolute."""

    words: Words
    href: str
    url: str


def with_languages(html: str, edition: Edition, address: str | None) -> str:
    """A page of the builder with `@@alternates@@`, `@@switch@@` and `@@elsewhere@@` filled.

    `address` is where the page lies below the root of its language; None for the page of what was not found, which is
    shown at any address: it speaks of the home pages, from the root of the host.
    """
    versions = _versions(edition, address)
    others = [version for version in versions if version.words.lang != edition.lang]
    blocks = {
        "alternates": edition.render("alternates.html", versions=versions, first=FIRST),
        "switch": edition.render("switch.html", others=others),
        "elsewhere": edition.render("elsewhere.html", others=others),
    }
    for name, block in blocks.items():
        html = html.replace(f"@@{name}@@", Markup(block))
    return html


def _versions(edition: Edition, address: str | None) -> list[Version]:
    page = address or ""
    up = urlsplit(edition.site_url).path if address is None else climb(f"{edition.prefix}{page}")
    pages = [(words, page if words.lang == FIRST else f"{words.lang}/{page}") for words in edition.languages]
    return [Version(words, f"{up}{place}" or "./", f"{edition.site_url}{place}") for words, place in pages]
