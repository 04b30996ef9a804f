"""GitHub's JSON as a submission: what of an issue, its comments, branch and pull requests matters to us."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from laltro.intake.life.issue_state import Branch, Note, OurComment, Pull
from laltro.intake.life.reviewer import called
from laltro.model.moment import ROME

# What GitHub answers, of which only the fields read here matter.
Json = Mapping[str, Any]


def account(node: Json, name: str = "user") -> int:
    """The numeric id of who did something; 0 for an account that is gone or not known."""
    return int(node[name]["id"]) if node.get(name) else 0


def day_of(stamp: str) -> datetime:
    """A moment of GitHub's (`2026-11-22T08:00:00Z`), in Milan."""
    return datetime.fromisoformat(stamp).astimezone(ROME)


def letter_of(comments: Iterable[Json], key: str, bots: Collection[int]) -> OurComment | None:
    """Our comment: the first one by one of our accounts that begins with the mark of the submission."""
    start = f"<!-- laltro {key} "
    mine = (each for each in comments if account(each) in bots and str(each["body"]).startswith(start))
    found = next(mine, None)
    return OurComment(int(found["id"]), _text(found["body"])) if found else None


def called_of(comments: Iterable[Json], key: str, bots: Collection[int]) -> frozenset[int]:
    """Whom comments of ours named already."""
    return called(key, (_text(each["body"]) for each in comments if account(each) in bots))


def note_of(comment: Json, answered: bool) -> Note:
    """A person's comment."""
    login = str(comment["user"]["login"]) if comment.get("user") else ""
    return Note(int(comment["id"]), account(comment), login, _text(comment["body"]), answered)


def reacted(comment: Json, reactions: Iterable[str]) -> bool:
    """Whether anybody reacted to a comment in one of these ways."""
    counts = comment.get("reactions") or {}
    return any(counts.get(name) for name in reactions)


def branch_of(commit: Json) -> Branch:
    """A branch by its newest commit. Its author counts only where GitHub signed for it: anybody can write a name."""
    author = account(commit, "author") if commit["commit"]["verification"]["verified"] else 0
    return Branch(str(commit["sha"]), author, str(commit["commit"]["message"]))


def pull_of(node: Json) -> Pull:
    """A pull request as lists show it."""
    return Pull(
        number=int(node["number"]),
        head=str(node["head"]["sha"]),
        title=str(node["title"]),
        body=_text(node["body"]),
        open=node["state"] == "open",
        draft=bool(node["draft"]),
        commit=str(node["merge_commit_sha"]) if node["merged_at"] else "",
    )


def newest(pulls: Iterable[Pull]) -> Pull | None:
    """The pull request that counts: the open one, else the merged one, else the newest."""
    return max(pulls, key=lambda pull: (pull.open, pull.merged, pull.number), default=None)


def changes_of(files: Iterable[Json]) -> dict[str, str]:
    """Path → name of the blob after a change, empty where the file is gone."""
    found: dict[str, str] = {}
    for node in files:
        found[str(node["filename"])] = "" if node["status"] == "removed" else str(node["sha"])
        if node["status"] == "renamed":
            found[str(node["previous_filename"])] = ""
    return found


def _text(text: str | None) -> str:
    """A text that people or we wrote, with LF; a comment that was never filled is empty."""
    return (text or "").replace("\r\n", "\n")
