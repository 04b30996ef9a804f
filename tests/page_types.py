# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The types of pages that a site has, read from the folder of its texts: a new page or kind is looked at by itself."""

from __future__ import annotations

from pathlib import Path

from laltro.world.data.support import HOME, ROOT, languages

CONTENT = ROOT / "content" / "it"
SHELL = "scheda"
NOT_FOUND = "404.html"
TYPES = sorted(path.relative_to(CONTENT).as_posix().removesuffix(".md") for path in CONTENT.rglob("*.md"))


def addresses(site: Path, kind: str) -> list[str]:
    """The Italian pages that stand for a type: of those stamped into a shell the fullest and the emptiest, if any."""
    if kind.endswith(SHELL):
        return _stamped(site, Path(kind).parent)
    folder = Path(kind).parent if kind.endswith("index") else Path(kind)
    return [_address(folder)]


def _stamped(site: Path, folder: Path) -> list[str]:
    # A shell that lies deeper is for pages below those of records: `laboratori/<id>/materiali/`.
    found = site.glob(f"*/*/{folder.name}/index.html") if folder.parent.name else (site / folder).glob("*/index.html")
    pages = sorted(found, key=lambda page: (page.stat().st_size, page))
    chosen = dict.fromkeys((*pages[:1], *pages[-1:]))
    return [_address(page.parent.relative_to(site)) for page in chosen]


def _address(folder: Path) -> str:
    return f"{folder.as_posix()}/".removeprefix("./")


def everything(site: Path) -> list[str]:
    """An address for every type, and the page for what is not there."""
    return [*(address for kind in TYPES for address in addresses(site, kind)), NOT_FOUND]


def translated(italian: list[str]) -> list[str]:
    """The same pages in every language; the one for what is not there is one for all."""
    others = languages(HOME)[1:]
    return [*italian, *(f"{lang}/{page}" for lang in others for page in italian if page != NOT_FOUND)]
