"""The list of all pages for search engines, each with its other languages (https://www.sitemaps.org)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from laltro.model.strings import FIRST

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(site_url: str, pages: Iterable[str], languages: Sequence[str]) -> str:
    """The sitemap of `pages` (addresses below the root of a language), which exist in all `languages`."""
    entries = [_entry(site_url, page, lang, languages) for page in sorted(pages) for lang in languages]
    return _HEAD + "".join(entries) + "</urlset>\n"


def _entry(site_url: str, page: str, lang: str, languages: Sequence[str]) -> str:
    alternates = "".join(_alternate(other, _url(site_url, page, other)) for other in languages)
    default = _alternate("x-default", _url(site_url, page, FIRST))
    return f"  <url>\n    <loc>{escape(_url(site_url, page, lang))}</loc>\n{alternates}{default}  </url>\n"


def _alternate(lang: str, url: str) -> str:
    return f'    <xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(url)}/>\n'


def _url(site_url: str, page: str, lang: str) -> str:
    return f"{site_url}{'' if lang == FIRST else lang + '/'}{page}"
