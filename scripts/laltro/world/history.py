"""When each record was made and last changed, as git remembers it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from laltro.model.catalogue import Catalogue
from laltro.model.record import Key
from laltro.publish.dates import Dates
from laltro.world.git import ForgeError, Git, Head


def history(data: Path, catalogue: Catalogue) -> dict[Key, Dates]:
    """The dates of the records that were committed: when they came to stand on the branch that is checked out.

    Nothing where there is no git, or only the latest commits are here: the oldest of these would seem to have made
    everything. What was edited since the last commit counts as of that commit.
    """
    try:
        git = Git(data)
        if git.run("rev-parse", "--is-shallow-repository").strip() == "true":
            return {}
        folder = data.resolve().relative_to(git.top.resolve())
        return _dates(git, folder, catalogue)
    except (ForgeError, OSError):
        return {}


def _dates(git: Git, folder: Path, catalogue: Catalogue) -> dict[Key, Dates]:
    heads = list(_heads(git, folder.as_posix()))
    changed = git.changed(heads)
    keys = {
        (folder / catalogue.schemas[kind].plural / f"{id}.yaml").as_posix(): (kind, id)
        for kind, id in catalogue.records
    }
    found: dict[Key, Dates] = {}
    for head in heads:  # the latest first
        moment = datetime.fromtimestamp(head.made, UTC)
        for key in (keys[path] for path in changed[head.commit] if path in keys):
            found[key] = Dates(found[key].changed if key in found else moment, moment)
    return found


def _heads(git: Git, folder: str) -> Iterator[Head]:
    """The commits of the branch that touched a folder, the latest first; a merge counts as one."""
    words = ("rev-list", "--first-parent", "--parents", "--timestamp", "HEAD", "--", folder)
    for line in git.run(*words).splitlines():
        made, commit, *parents = line.split()
        yield Head("", commit, next(iter(parents), ""), int(made), "")
