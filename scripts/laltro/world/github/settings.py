"""How a run finds GitHub: what the workflow says in its environment, and what its event file tells.

`GITHUB_REPOSITORY`, `GITHUB_TOKEN`, `GITHUB_API_URL` and the address of the run are set by GitHub; `LALTRO_BOT` names
the account of a GitHub App of ours (`esempio[bot]`), so that what it wrote before is known as ours.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from laltro.world.git.git import ForgeError, Git
from laltro.world.github.api import GitHubApi
from laltro.world.github.github_forge import GitHubForge
from laltro.world.github.reader import BRANCH, Base
from laltro.world.platform.forge import ForgeFailure

BOT = "LALTRO_BOT"
API = "https://api.github.com"
# Issues that are no longer here.
_GONE = frozenset({"deleted", "transferred"})
_REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")


def connected(data: Path, environ: Mapping[str, str], patience: float) -> GitHubForge:
    """The forge of the repository that holds the data folder, on top of the commit that is checked out.

    `patience` is how many seconds may be spent on waiting for limits. Raises ForgeFailure `unset` and `no_git`.
    """
    repository = _set("GITHUB_REPOSITORY", environ)
    if not _REPOSITORY.fullmatch(repository):
        raise ForgeFailure("unset", name="GITHUB_REPOSITORY")
    api = GitHubApi(
        repository,
        lambda: _set("GITHUB_TOKEN", environ),
        environ.get("GITHUB_API_URL", "").strip() or API,
        lambda: datetime.now(UTC),
        time.sleep,
        patience,
    )
    bot = environ.get(BOT, "").strip()
    return GitHubForge(api, _base(data), [api.account(bot)] if bot else [])


def _set(name: str, environ: Mapping[str, str]) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise ForgeFailure("unset", name=name)
    return value


def _base(data: Path) -> Base:
    try:
        commit, tree = Git(data.resolve()).run("rev-parse", "HEAD", "HEAD^{tree}").split()
    except (ForgeError, FileNotFoundError):
        raise ForgeFailure("no_git") from None
    return Base(commit, tree)


def run_address(environ: Mapping[str, str]) -> str:
    """The address of the workflow run; empty outside of one."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    server, repository, run = (environ.get(name, "").strip() for name in names)
    return f"{server}/{repository}/actions/runs/{run}" if server and repository and run else ""


def event_number(path: Path) -> int | None:
    """The submission that an event file tells of, by numbers alone; None where it tells of none.

    Raises ForgeFailure `broken` for a file that is no event.
    """
    try:
        return _number(json.loads(path.read_bytes()))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ForgeFailure("broken") from None


def _number(event: Mapping[str, Any]) -> int | None:
    issue, pull = event.get("issue"), event.get("pull_request")
    if event.get("action") in _GONE or (issue and "pull_request" in issue):
        return None
    if issue:
        return int(issue["number"])
    match = BRANCH.fullmatch(pull["head"]["ref"]) if pull else None
    return int(match[1]) if match else None
