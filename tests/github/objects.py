# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Git's objects in memory, named as git names them (SHA-1 of the real bytes), and what can be asked of them.

A tree is flat here: path → (mode, blob); git's nested trees are written and named on the way in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

Entry = tuple[str, str]
Files = dict[str, Entry]
TREE = "040000"


@dataclass(frozen=True)
class Signature:
    """Who and when, as a commit bears it."""

    name: str
    email: str
    date: datetime

    def __str__(self) -> str:
        offset = self.date.strftime("%z") or "+0000"
        return f"{self.name} <{self.email}> {int(self.date.timestamp())} {offset}"


@dataclass(frozen=True)
class Commit:
    """A commit: its tree, its parents in order, who wrote and who committed it."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    message: str
    author: Signature
    committer: Signature


@dataclass(frozen=True)
class Changed:
    """One path that differs between two trees; an empty blob stands for a file that is not there."""

    path: str
    before: str
    after: str

    @property
    def status(self) -> str:
        """As GitHub calls it."""
        return "modified" if self.before and self.after else "added" if self.after else "removed"


class Objects:
    """Every blob, tree and commit of a repository."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.trees: dict[str, Files] = {}
        self.folders: dict[str, list[tuple[str, str, str]]] = {}  # tree → (mode, name, sha) of what lies in it
        self.commits: dict[str, Commit] = {}
        self.verified: set[str] = set()  # commits that GitHub signed itself

    def blob(self, content: bytes) -> str:
        """Keep bytes; their name."""
        sha = _name("blob", content)
        self.blobs[sha] = content
        return sha

    def tree(self, files: Mapping[str, Entry]) -> str:
        """Keep the tree of `files`, and those inside it; its name."""
        inside: dict[str, Files] = {}
        entries: list[tuple[str, str, str]] = []
        for path, entry in files.items():
            first, _, rest = path.partition("/")
            if rest:
                inside.setdefault(first, {})[rest] = entry
            else:
                entries.append((entry[0], path, entry[1]))
        entries += [(TREE, name, self.tree(below)) for name, below in inside.items()]
        entries.sort(key=lambda each: each[1].encode() + (b"/" if each[0] == TREE else b""))
        parts = [f"{mode.lstrip('0')} {name}\0".encode() + bytes.fromhex(sha) for mode, name, sha in entries]
        sha = _name("tree", b"".join(parts))
        self.trees[sha], self.folders[sha] = dict(files), entries
        return sha

    def commit(
        self, tree: str, parents: tuple[str, ...], message: str, author: Signature, committer: Signature | None = None
    ) -> str:
        """Keep a commit; its name. The committer is the author where nobody else is named."""
        committer = committer or author
        lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
        lines += [f"author {author}", f"committer {committer}", "", message]
        sha = _name("commit", "\n".join(lines).encode())
        self.commits[sha] = Commit(sha, tree, parents, message, author, committer)
        return sha

    def files(self, commit: str) -> Files:
        """Path → (mode, blob) of a commit."""
        return self.trees[self.commits[commit].tree]

    def history(self, commit: str) -> Iterator[Commit]:
        """A commit and all it stands on, the newest first."""
        waiting, seen = [commit], {commit}
        while waiting:
            found = self.commits[waiting.pop(0)]
            yield found
            waiting += [parent for parent in found.parents if parent not in seen]
            seen.update(found.parents)

    def stands_on(self, commit: str, base: str) -> bool:
        """Whether `base` is `commit` itself or one it stands on."""
        return any(each.sha == base for each in self.history(commit))

    def new(self, base: str, head: str) -> list[Commit]:
        """The commits of `head` that `base` has not, the oldest first."""
        old = {each.sha for each in self.history(base)}
        return [each for each in self.history(head) if each.sha not in old][::-1]

    def fork(self, base: str, head: str) -> str:
        """The newest commit that both stand on. Raises StopIteration where there is none."""
        old = {each.sha for each in self.history(base)}
        return next(each.sha for each in self.history(head) if each.sha in old)

    def changes(self, base: str, head: str) -> list[Changed]:
        """What differs between the files of two commits, by path."""
        before, after = self.files(base), self.files(head)
        paths = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        return [Changed(path, before.get(path, ("", ""))[1], after.get(path, ("", ""))[1]) for path in paths]

    def merge(self, base: str, head: str) -> Files | None:
        """The files of both, by path; None where both changed one path and not alike."""
        fork = self.fork(base, head)
        start, ours, theirs = self.files(fork), self.files(base), self.files(head)
        merged = dict(ours)
        for path in {each.path for each in self.changes(fork, head)}:
            if ours.get(path) not in (start.get(path), theirs.get(path)):
                return None
            merged.pop(path, None)
            merged.update({path: theirs[path]} if path in theirs else {})
        return merged


def _name(kind: str, content: bytes) -> str:
    return hashlib.sha1(f"{kind} {len(content)}\0".encode() + content, usedforsecurity=False).hexdigest()
