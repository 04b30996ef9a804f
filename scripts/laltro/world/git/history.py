"""When each record was made and last changed, and what its last commits changed, as git remembers it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from laltro.insight.trust.revision import Revision, revised
from laltro.model.catalogue import Catalogue
from laltro.model.record import Key
from laltro.model.schema import Schema
from laltro.publish.feeds.record_dates import Dates
from laltro.world.git.git import ForgeError, Git, GitDifference, Head

# As many commits of a record are read as may hold what a page tells of, even if some only moved its lines.
EXAMINED = 10
# So many records' texts are held at once.
BATCH = 200


@dataclass(frozen=True, slots=True)
class _Touch:
    """A commit to one record."""

    moment: datetime
    difference: GitDifference


def history(data: Path, catalogue: Catalogue) -> dict[Key, Dates]:
    """The dates of the records that were committed: when they came to stand on the branch that is checked out.

    Nothing where there is no git, or only the latest commits are here: the oldest of these would seem to have made
    everything. What was edited since the last commit counts as of that commit; of a record that was removed and came
    back, only its life since then is told.
    """
    try:
        git = Git(data)
        if git.run("rev-parse", "--is-shallow-repository").strip() == "true":
            return {}
        folder = data.resolve().relative_to(git.top.resolve())
        lives = list(_lives(git, folder, catalogue).items())
        batches = (lives[at : at + BATCH] for at in range(0, len(lives), BATCH))
        return {key: dates for batch in batches for key, dates in _dates(git, catalogue, batch)}
    except (ForgeError, OSError):
        return {}


def _lives(git: Git, folder: Path, catalogue: Catalogue) -> dict[Key, list[_Touch]]:
    """The commits to each record since it was last added, the latest first."""
    heads = list(_heads(git, folder.as_posix()))
    differences = git.differences(heads)
    keys = {
        (folder / catalogue.schemas[kind].plural / f"{id}.yaml").as_posix(): (kind, id)
        for kind, id in catalogue.records
    }
    found: dict[Key, list[_Touch]] = defaultdict(list)
    complete: set[Key] = set()
    for head in heads:
        moment = datetime.fromtimestamp(head.made, UTC)
        for each in differences[head.commit]:
            key = keys.get(each.path)
            if key and key not in complete:
                found[key] += [_Touch(moment, each)] if each.after else []
                complete |= set() if each.before and each.after else {key}
    return {key: touches for key, touches in found.items() if touches}


def _dates(git: Git, catalogue: Catalogue, lives: list[tuple[Key, list[_Touch]]]) -> Iterator[tuple[Key, Dates]]:
    changes = [touch.difference for _, touches in lives for touch in touches[:EXAMINED] if touch.difference.before]
    texts = git.blobs(sorted({id for each in changes for id in (each.before, each.after)}))
    for key, touches in lives:
        revisions = tuple(_revision(catalogue.schemas[key[0]], touch, texts) for touch in touches[:EXAMINED])
        yield key, Dates(touches[0].moment, touches[-1].moment, revisions)


def _revision(schema: Schema, touch: _Touch, texts: Mapping[str, str]) -> Revision:
    each = touch.difference
    if not each.before:
        return Revision(touch.moment, added=True)
    return revised(schema, touch.moment, texts.get(each.before, ""), texts.get(each.after, ""))


def _heads(git: Git, folder: str) -> Iterator[Head]:
    """The commits of the branch that touched a folder, the latest first; a merge counts as one."""
    words = ("rev-list", "--first-parent", "--parents", "--timestamp", "HEAD", "--", folder)
    for line in git.run(*words).splitlines():
        made, commit, *parents = line.split()
        yield Head("", commit, next(iter(parents), ""), int(made), "")
