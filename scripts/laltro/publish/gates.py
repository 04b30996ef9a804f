"""What a finished page must not hold: inline scripts and styles, requests to other sites, links to nowhere.

The site's policy (Content-Security-Policy) forbids the first two in the browser; here they stop the build.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

# An attribute's value may hold `>`; nothing else of a tag may.
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_CSS_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")
_SCRIPT_TYPES = frozenset({"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"})
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
}


NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a page may not be published: `code` names the sentence in `site.faults`, `found` what was seen."""

    code: str
    path: str
    found: str


Tag = tuple[str, Mapping[str, str]]


def tags(html: str) -> list[Tag]:
    """Every start tag with its attributes, names in lower case, values unescaped."""
    return [(match[1].lower(), _attributes(match[2])) for match in _TAG.finditer(html)]


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def inline_scripts(path: str, page: list[Tag]) -> Iterator[Fault]:
    """Scripts in the page, event handlers, `javascript:` addresses, inline styles: the policy blocks them all."""
    for name, attributes in page:
        if name == "script" and "src" not in attributes and attributes.get("type", "").lower() in _SCRIPT_TYPES:
            yield Fault("inline_script", path, "<script>")
        if name == "style":
            yield Fault("inline_handler", path, "<style>")
        for key, value in attributes.items():
            scheme = "".join(value.split()).lower().partition(":")[0]
            if key.startswith("on") or key == "style" or scheme in ("javascript", "vbscript"):
                yield Fault("inline_handler", path, f"<{name} {key}>")


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
    addresses = [part.split()[0] for part in value.split(",") if part.split()] if not value.startswith("data:") else []
    return any(_elsewhere(item, site_url) for item in addresses)


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
