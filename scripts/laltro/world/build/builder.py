"""The programs that a build runs: the builder of pages and the indexer of the search."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

from laltro.model.strings import FIRST
from laltro.publish.frame.gates import Fault
from laltro.publish.search.search_index import ENTRY, Indexed, indexed, ordered
from laltro.world.build.environment import SITE_URL
from laltro.world.data.support import ROOT

# The builder of pages: any that reads mkdocs.yml and knows `build -f FILE -d FOLDER`.
BUILDER = "mkdocs"
# Set for builders that we run: the hook in mkdocs.yml then leaves the rest to us.
STAND_ASIDE = "LALTRO_BUILD"


class SiteFaults(Exception):
    """Why there is no site. `faults` are values: `site.faults.<code>` in words/ says each of them."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.code} {fault.path} {fault.found}" for fault in faults))
        self.faults = faults


def build_pages(lang: str, folder: Path, site_url: str, strict: bool) -> list[str]:
    """Let the builder render one language's hand-written and shell pages into `folder`; answers its warnings.

    Raises SiteFaults where it fails, and, when `strict`, where it warns. (Its own --strict passes over some warnings
    when it is told to be quiet, so its words are read instead.)
    """
    config = ROOT / ("mkdocs.yml" if lang == FIRST else f"mkdocs.{lang}.yml")
    command = [sys.executable, "-m", BUILDER, "build", "-f", str(config), "-d", str(folder)]
    environment = {**os.environ, STAND_ASIDE: "1", SITE_URL: site_url, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    said = [line.strip() for line in (ran.stderr + ran.stdout).splitlines()]
    warnings = [line for line in said if line.startswith(("WARNING", "ERROR"))]
    if ran.returncode:
        raise SiteFaults([Fault("builder_failed", config.name, line) for line in warnings or said[-5:]])
    if strict and warnings:
        raise SiteFaults([Fault("builder_warned", config.name, line) for line in warnings])
    return warnings


def theme_licence() -> str:
    """The licence of the theme whose style sheets the site carries, from its own package."""
    text = distribution("mkdocs-material").read_text("licenses/LICENSE")
    if not text:
        raise SiteFaults([Fault("licence_missing", "mkdocs-material", "licenses/LICENSE")])
    return text


def index_pages(site: Path) -> None:
    """Write the search's index of a finished site into `pagefind/`. Raises SiteFaults."""
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SiteFaults([Fault("search_failed", "pagefind", (ran.stderr or ran.stdout).strip()[-500:])])
    entry = site / "pagefind" / ENTRY
    entry.write_bytes(ordered(entry.read_bytes()))


def indexed_pages(site: Path) -> dict[str, Indexed]:
    """What the search's index knows of each page, by its address in the site."""
    found = sorted((site / "pagefind" / "fragment").glob("*.pf_fragment"))
    return indexed({path.stem: path.read_bytes() for path in found})
