# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""lychee finds every link of every page of the real site, fragments too, without asking the network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from laltro.world.build.environment import DEFAULT_URL
from tests.e2e.conftest import Served

LYCHEE = Path(sys.executable).with_name("lychee")


def broken(site: Path) -> list[str]:
    """The links of all pages that lead nowhere; those that name the site by its full address are followed too."""
    own = f"^{DEFAULT_URL} {site.as_uri()}/"
    command = [LYCHEE, "--offline", "--include-fragments", "--index-files", "index.html", "--root-dir", site]
    command += ["--remap", own, "--no-progress", "--format", "compact", f"{site}/**/*.html"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 2), ran.stderr  # 2: there are broken links
    found = [line for line in ran.stdout.splitlines() if line.startswith("[ERROR]")]
    assert bool(found) == bool(ran.returncode), ran.stdout
    return found


def test_no_link_of_any_page_leads_nowhere(door: Served) -> None:
    assert broken(door.site) == []


LINKS = {
    "a page": ("there/", True),
    "a part of a page": ("there/#part", True),
    "a part by its full address": (f"{DEFAULT_URL}there/#part", True),
    "another site, which is not asked": ("https://example.org/nowhere", True),
    "no such page": ("nowhere/", False),
    "no such part": ("there/#nowhere", False),
    "no such part, by its full address": (f"{DEFAULT_URL}there/#nowhere", False),
    "no such picture": ('"><img src="nowhere.png', False),
}


@pytest.mark.parametrize("link", LINKS)
def test_a_broken_link_is_found(tmp_path: Path, link: str) -> None:
    target, right = LINKS[link]
    (tmp_path / "there").mkdir()
    (tmp_path / "there/index.html").write_text('<h1 id="part">Esempio</h1>', encoding="utf-8")
    (tmp_path / "index.html").write_text(f'<a href="{target}">Esempio</a>', encoding="utf-8")
    assert (broken(tmp_path) == []) is right
