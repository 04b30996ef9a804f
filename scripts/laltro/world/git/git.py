"""git without a shell, and without touching anyone's index: one repository, asked and written by plumbing alone."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# The commands that write a name and a moment; and git's own list of what belongs to one repository.
_NAMED = {"commit-tree", "update-ref"}
_OF_A_REPOSITORY = {
    f"GIT_{name}"
    for name in (
        "DIR",
        "WORK_TREE",
        "INDEX_FILE",
        "PREFIX",
        "COMMON_DIR",
        "OBJECT_DIRECTORY",
        "NAMESPACE",
        "GRAFT_FILE",
    )
}
# Noon of the last day of 9998: git knows later moments, the calendar does not.
_LAST = 253_370_721_600
_NOBODY = ("laltro", "laltro@localhost")


class ForgeError(Exception):
    """Why nothing was done; `code` names the sentence (`desk.<code>` in words/), `params` fill it."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Head:
    """A ref as it stands: its name, commit, first parent (empty for a root), moment (Unix seconds), message."""

    ref: str
    commit: str
    parent: str
    made: int
    message: str


@dataclass(frozen=True, slots=True)
class GitDifference:
    """A path in which a commit differs from its parent, and its blobs there: empty where the path did not exist."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit to be made at the tip of `ref`: its message, the commit it stands on (or none), texts by path."""

    ref: str
    message: str
    parent: str
    texts: Mapping[str, str]


class Git:
    """The repository around a folder. Raises ForgeError `git_failed` with git's own last line."""

    def __init__(self, folder: Path) -> None:
        self.top = folder
        self.top = Path(self.run("rev-parse", "--show-toplevel").strip())

    def run(self, *words: str, stdin: str = "", env: Mapping[str, str] | None = None) -> str:
        """What git prints."""
        named = self._identity() if words[0] in _NAMED else {}
        return _text(self._run(words, stdin.encode(), {**_environment(), **(env or {}), **named}))

    def _run(self, words: Iterable[str], stdin: bytes, env: Mapping[str, str], alone: bool = False) -> bytes:
        """`alone` keeps the terminal's Ctrl-C from ending git half-way."""
        ran = subprocess.run(
            ["git", *words],
            cwd=self.top,
            input=stdin,
            env=env,
            capture_output=True,
            check=False,
            start_new_session=alone,
        )
        if ran.returncode:
            raise ForgeError("git_failed", message=ran.stderr.decode(errors="replace").strip().split("\n")[-1])
        return ran.stdout

    def has(self, name: str) -> bool:
        """Whether there is an object or ref of that name."""
        try:
            self.run("rev-parse", "--verify", "--quiet", name)
        except ForgeError:
            return False
        return True

    def blob(self, commit: str, path: str) -> str:
        """The text of a file in a commit; empty where there is none."""
        return self.run("cat-file", "blob", f"{commit}:{path}") if self.has(f"{commit}:{path}") else ""

    def heads(self, *prefixes: str) -> list[Head]:
        """The refs below some prefixes (or of just that name) that are commits, by one process however many."""
        names = ("refname", "objecttype", "objectname", "parent", "committerdate:unix", "contents")
        layout = "".join(f"%({name})%00" for name in names)
        parts = self.run("for-each-ref", f"--format={layout}", *prefixes).split("\0")
        rows = [parts[at : at + len(names)] for at in range(0, len(parts) - len(names), len(names))]
        return [
            Head(ref.lstrip("\n"), commit, parent.partition(" ")[0], min(int(made or 0), _LAST), message)
            for ref, what, commit, parent, made, message in rows
            if what == "commit"
        ]

    @cached_property
    def nothing(self) -> str:
        """The id of the empty tree, in this repository's own hash."""
        return self.run("hash-object", "-t", "tree", "--stdin").strip()

    def blobs(self, ids: Iterable[str]) -> dict[str, str]:
        """Id → text of blobs that exist, by one process however many."""
        raw = self._run(("cat-file", "--batch"), "".join(f"{id}\n" for id in ids).encode(), _environment())
        found, at = {}, 0
        while at < len(raw):  # "<id> blob <length>", a line end, so many bytes, a line end
            start = raw.index(b"\n", at) + 1
            id, _, length = raw[at:start].decode().split()
            end = start + int(length)
            found[id], at = _text(raw[start:end]), end + 1
        return found

    def changed(self, heads: Iterable[Head]) -> dict[str, tuple[str, ...]]:
        """Commit → the paths in which it differs from its first parent (from nothing, for a root)."""
        return {commit: tuple(each.path for each in found) for commit, found in self.differences(heads).items()}

    def differences(self, heads: Iterable[Head]) -> dict[str, list[GitDifference]]:
        """Commit → what differs from its first parent (from nothing, for a root), by one process however many."""
        asked = dict.fromkeys(f"{head.commit} {head.parent}".rstrip() for head in heads)
        found: dict[str, list[GitDifference]] = {line.partition(" ")[0]: [] for line in asked}
        words = ("diff-tree", "-r", "-z", "--root", "--no-renames", "--stdin")
        tokens = iter(self.run(*words, stdin="".join(f"{line}\n" for line in asked)).split("\0"))
        current: list[GitDifference] = []
        for token in tokens:
            if token.startswith(":"):  # modes and ids, then a path: never to be taken for the name of a commit
                before, after = (id.strip("0") and id for id in token.split()[2:4])
                current.append(GitDifference(next(tokens), before, after))
            elif token:
                current = found[token]
        return found

    def write(self, commits: Iterable[Commit], force: bool = False) -> None:
        """Make commits, each the new tip of its ref, by one process; a ref that stands elsewhere stays, unless forced.

        Raises ForgeError `git_failed` where one stays; the others are made.
        """
        person = self._person()
        stream = b"".join(_import(commit, person) for commit in commits)
        words = ["fast-import", "--quiet", "--done", *(["--force"] if force else [])]
        self._run(words, stream + b"done\n", _environment(), alone=True)

    def _person(self) -> str:
        """Who commits, and when, as git writes it."""
        try:
            return self.run("var", "GIT_COMMITTER_IDENT").strip()
        except ForgeError:
            return f"{_NOBODY[0]} <{_NOBODY[1]}> {int(time.time())} +0000"

    def _identity(self) -> dict[str, str]:
        """Who commits where nobody told git a name: the tool itself."""
        try:
            self.run("var", "GIT_COMMITTER_IDENT")
        except ForgeError:
            roles, parts = ("AUTHOR", "COMMITTER"), dict(zip(("NAME", "EMAIL"), _NOBODY, strict=True))
            return {f"GIT_{role}_{part}": text for role in roles for part, text in parts.items()}
        return {}


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")


def _environment() -> dict[str, str]:
    """Ours without what a git hook sets for its own repository, which need not be that of the data."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_A_REPOSITORY}
    return {**inherited, "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C.UTF-8"}


def _import(commit: Commit, person: str) -> bytes:
    """A commit in the language of git-fast-import(1)."""
    parts = [f"commit {commit.ref}\ncommitter {person}\n".encode(), _data(commit.message)]
    parts += [f"from {commit.parent}\n".encode()] if commit.parent else []
    for path, text in commit.texts.items():
        parts += [f"M 100644 inline {_quoted(path)}\n".encode(), _data(text)]
    return b"".join(parts)


def _data(text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    return b"data %d\n%b\n" % (len(raw), raw)


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
