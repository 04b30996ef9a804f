# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A git repository for one test, by a person of the test's own."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git(top: Path, *words: str) -> str:
    """What git prints. Raises CalledProcessError where it fails."""
    settings = ("user.name=t", "user.email=t@example.org", "protocol.file.allow=always")
    command = ["git", *(word for setting in settings for word in ("-c", setting)), *words]
    return subprocess.run(command, cwd=top, text=True, capture_output=True, check=True).stdout


def commit(top: Path) -> None:
    """One commit with everything below `top`."""
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "x")


def committed(top: Path) -> None:
    """A repository at `top` whose one commit, on `main`, holds everything below it."""
    git(top, "init", "--quiet", "--initial-branch", "main")
    commit(top)
