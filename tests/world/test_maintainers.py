# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who asked to be called: read strictly, the project's own file too."""

from __future__ import annotations

from pathlib import Path

import pytest

from laltro.world.data.files import read_catalogue
from laltro.world.data.maintainers import PLACE, read_maintainers
from laltro.world.data.support import HOME, ROOT, BrokenSupport

KNOWN = {"esempio-cooperativa", "esempio-altra"}


def written(top: Path, text: str) -> Path:
    (top / PLACE).parent.mkdir()
    (top / PLACE).write_text(text, encoding="utf-8")
    return top


def test_the_projects_own_file_is_good() -> None:
    assert (ROOT / PLACE).is_file()
    read_maintainers(ROOT, {record.id for record in read_catalogue(HOME).of("organization")})


def test_accounts_by_organization(tmp_path: Path) -> None:
    text = "organizations:\n  esempio-cooperativa: [1234567, 7654321]\n  esempio-altra: [1]\n"
    found = read_maintainers(written(tmp_path, text), KNOWN)
    assert found == {"esempio-cooperativa": (1234567, 7654321), "esempio-altra": (1,)}


@pytest.mark.parametrize("text", ["organizations: {}\n", "organizations:\n"])
def test_nobody(tmp_path: Path, text: str) -> None:
    assert read_maintainers(written(tmp_path, text), KNOWN) == {}


def test_no_file_is_nobody(tmp_path: Path) -> None:
    assert read_maintainers(tmp_path, KNOWN) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]\n",
        "organizations: vicina\n",
        "organizations: {}\naltro: {}\n",
        "organizations:\n  sconosciuta: [1]\n",
        "organizations:\n  esempio-altra: vicina\n",
        "organizations:\n  esempio-altra: [vicina]\n",
        "organizations:\n  esempio-altra: ['@vicina']\n",
        "organizations:\n  esempio-altra: [0]\n",
        "organizations:\n  esempio-altra: []\n",
        "organizations:\n  esempio-altra: [[1]]\n",
        "organizations: &a\n  esempio-altra: [1]\n",
        "organizations:\n  esempio-altra: [1]\n  esempio-altra: [2]\n",
    ],
)
def test_anything_else_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BrokenSupport, match=r"maintainers\.yml"):
        read_maintainers(written(tmp_path, text), KNOWN)
