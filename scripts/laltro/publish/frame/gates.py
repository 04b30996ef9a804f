"""What a finished page must not hold: inline scripts and styles, requests to other sites, links to nowhere.

The site's policy (Content-Security-Policy) forbids the first two in the browser; here they stop the build.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

_CSS_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")
# The kinds of script that are data and may stand in a page.
_DATA_SCRIPTS = ("application/ld+json", "application/json")
_RUNNING = ("javascript", "vbscript", "data")
# Links that tell where a page belongs are never fetched.
_NAMING = frozenset({"canonical", "alternate", "license", "author", "help"})
_FETCHING = {
    "script": ("src",),
    "link": ("href", "imagesrcset"),
    "img": ("src", "srcset"),
    "iframe": ("src", "srcdoc"),
    "source": ("src", "srcset"),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "base": ("href",),
    "frame": ("src",),
    "body": ("background",),
}
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcdoc", "background"})
_PICTURES = frozenset({"img", "source", "link"})


NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a page may not be published: `code` names the sentence in `site.faults`, `found` what was seen."""

    code: str
    path: str
    found: str


Tag = tuple[str, Mapping[str, str]]


def tags(html: str) -> list[Tag]:
    """Every start tag with its attributes as a browser reads them, names in lower case, values unescaped."""
    collector = _Collector()
    collector.feed(html)
    collector.close()
    return collector.found


class _Collector(HTMLParser):
    """Keeps every start tag; the first of two equal attributes counts, as in a browser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.found.append((tag, {name: value or "" for name, value in reversed(attrs)}))


def inline_scripts(path: str, page: list[Tag]) -> Iterator[Fault]:
    """Scripts in the page, event handlers, `javascript:` addresses, inline styles: the policy blocks them all."""
    for name, attributes in page:
        if name == "script" and "src" not in attributes and attributes.get("type") not in _DATA_SCRIPTS:
            yield Fault("inline_script", path, "<script>")
        if name == "meta" and attributes.get("http-equiv", "").strip().lower() == "refresh":
            yield Fault("inline_handler", path, "<meta refresh>")
        if name == "style":
            yield Fault("inline_handler", path, "<style>")
        for key, value in attributes.items():
            if key.startswith("on") or key == "style" or (key in _ADDRESSES and _runs(name, value)):
                yield Fault("inline_handler", path, f"<{name} {key}>")


def _runs(name: str, value: str) -> bool:
    """Whether an address runs something; an image may be data. Browsers skip control characters before a scheme."""
    scheme = re.sub(r"[\x00-\x20]", "", value).lower().partition(":")[0]
    return scheme in _RUNNING and not (scheme == "data" and name in _PICTURES)


def foreign_origins(path: str, page: list[Tag], site_url: str) -> Iterator[Fault]:
    """What the browser would fetch from another site by itself. Plain links are the reader's own choice."""
    for name, attributes in page:
        relations = set(attributes.get("rel", "").lower().split())
        if name == "link" and relations and relations <= _NAMING:
            continue
        for key in _FETCHING.get(name, ()):
            if _foreign(attributes.get(key, ""), site_url):
                yield Fault("foreign_origin", path, f"<{name} {key}={attributes[key][:80]}>")


def foreign_styles(path: str, css: str, site_url: str) -> Iterator[Fault]:
    """Images, fonts and imports of a style sheet that lie on another site."""
    for first, second in _CSS_ADDRESS.findall(css):
        if _foreign(first or second, site_url):
            yield Fault("foreign_origin", path, (first or second)[:80])


def _foreign(value: str, site_url: str) -> bool:
    """Whether an address, or any of a list of them (`srcset`), lies elsewhere."""
    parts = [part.split() for part in re.split(r",\s+", value)]
    return any(_elsewhere(part[0], site_url) for part in parts if part)


def _elsewhere(value: str, site_url: str) -> bool:
    flat = value.replace("\\", "/")
    own = flat.startswith("data:") or (site_url and flat.startswith(site_url))
    return not own and bool(re.match(r"//|[a-z][a-z0-9+.-]*:", flat, re.IGNORECASE))


def broken_links(path: str, page: list[Tag], files: Collection[str]) -> Iterator[Fault]:
    """Internal addresses that no file of the site answers; `path` and `files` are relative to its root."""
    for name, attributes in page:
        for key in ("href", "src"):
            value = attributes.get(key)
            if value and not _answered(path, value, files):
                yield Fault("broken_link", path, f"<{name} {key}={value[:80]}>")


def _answered(path: str, value: str, files: Collection[str]) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    if parts.scheme or parts.netloc or not parts.path:
        return True
    if parts.path.startswith("/"):  # would break under a sub-path; only the 404 page is served from anywhere
        return path == NOT_FOUND
    target = normpath(join(path.rpartition("/")[0], unquote(parts.path)))
    if parts.path.endswith(("/", ".")):
        return ("index.html" if target == "." else f"{target}/index.html") in files
    return target in files
