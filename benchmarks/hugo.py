# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A minimal Hugo site that prints the same pages, in each way that the installed version knows."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from laltro.publish.frame.shell import Shell

# Content adapters (`_content.gotmpl`) came with this version.
ADAPTERS_SINCE = (0, 126)
_CONFIG = """\
baseURL = "http://127.0.0.1:8000/"
timeout = "600s"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404", "section"{home}]
[security]
allowContent = [".*"]
"""
_NO_HOME = ', "home"'
_PAGE = {
    "title": "{{ .Title }}",
    "description": "{{ .Description }}",
    "article": "{{ .Content }}",
    "address": "{{ .Params.address }}",
}
_ROW = {
    "title": "{{ .title }}",
    "description": "{{ .description }}",
    "article": "{{ .article | safeHTML }}",
    "address": "{{ .address }}",
}
_ADAPTER = """\
{{ range (resources.Get "pages.json" | transform.Unmarshal) }}
{{ $content := dict "mediaType" "text/html" "value" .article }}
{{ $.AddPage (dict "path" (strings.TrimSuffix "/" .address) "title" .title "description" .description
  "params" (dict "address" .address) "content" $content) }}
{{ end }}
"""
_PUBLISHER = """\
{{ range site.Data.pages }}
{{ $page := string (partial "shell.html" .) }}
{{ $address := (resources.FromString (printf "%sindex.html" .address) $page).RelPermalink }}
{{ end }}
"""


def program() -> str | None:
    """Where Hugo is, or None."""
    return shutil.which("hugo")


def version(hugo: str) -> tuple[int, ...]:
    """Its version: `(0, 111, 3)`."""
    said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout
    match = re.search(r"v(\d+)\.(\d+)\.(\d+)", said)
    return tuple(map(int, match.groups())) if match else (0,)


def sites(folder: Path, shell: Shell, pages: Path, found: tuple[int, ...]) -> dict[str, Path]:
    """The sites by the way they take their pages in: content files made beforehand, or the JSON file itself."""
    made = {"content files": _content(folder / "content", shell, pages)}
    if found >= ADAPTERS_SINCE:
        made["content adapter"] = _adapter(folder / "adapter", shell, pages)
    else:
        made["data file"] = _data(folder / "data", shell, pages)
    return made


def command(hugo: str, site: Path) -> list[str]:
    """One build; the folder to build into has to follow."""
    return [hugo, "--quiet", "--config", "config.toml", "--source", str(site), "--destination"]


def _layout(shell: Shell, names: Mapping[str, str]) -> str:
    pieces = [text + names[name] for text, name in zip(shell.texts, shell.names, strict=False)]
    return "".join([*pieces, shell.texts[-1]])


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _content(site: Path, shell: Shell, pages: Path) -> Path:
    """A file a page, its article as HTML that Hugo passes on as it is. Making the files is not timed."""
    _put(site / "config.toml", _CONFIG.format(home=_NO_HOME))
    _put(site / "layouts/_default/single.html", _layout(shell, _PAGE))
    for page in json.loads(pages.read_text(encoding="utf-8")):
        _put(site / "content" / f"{page['address'].rstrip('/')}.html", _front_matter(page) + page["article"])
    return site


def _front_matter(page: Mapping[str, Any]) -> str:
    named = {name: page[name] for name in ("title", "description", "address")}
    return json.dumps(named, ensure_ascii=False, indent=1) + "\n\n"


def _adapter(site: Path, shell: Shell, pages: Path) -> Path:
    _put(site / "config.toml", _CONFIG.format(home=_NO_HOME))
    _put(site / "layouts/_default/single.html", _layout(shell, _PAGE))
    _put(site / "content/_content.gotmpl", _ADAPTER)
    _put(site / "assets/pages.json", pages.read_text(encoding="utf-8"))
    return site


def _data(site: Path, shell: Shell, pages: Path) -> Path:
    """The only way from one file that older versions have: one template that publishes every page as a resource."""
    _put(site / "config.toml", _CONFIG.format(home=""))
    _put(site / "layouts/index.html", _PUBLISHER)
    _put(site / "layouts/partials/shell.html", _layout(shell, _ROW))
    _put(site / "data/pages.json", pages.read_text(encoding="utf-8"))
    return site
