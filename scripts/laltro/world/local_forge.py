"""Proposals kept in the local git repository, by plumbing alone: the working tree is touched only by accepting.

A proposal is one commit on `submission/<key>`; what was decided on moves to `refs/laltro/accepted|rejected/<key>`.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PENDING = "refs/heads/submission/"
ENDED = "refs/laltro/"
REJECTED = "Rejected: "
_KEY = re.compile(r"local-([1-9][0-9]{0,8})")
_RECORD = re.compile(r"data/[a-z_]+/[a-z0-9-]{1,64}\.yaml")

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
# What decoding leaves in place of bytes that are no text.
_LOST = "\N{REPLACEMENT CHARACTER}"


class ForgeError(Exception):
    """Why nothing was done; `code` names the sentence (`desk.<code>` in data/i18n), `params` fill it."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Proposal:
    """A waiting proposal: its key, title, commit, the commit it stands on, and the paths it writes."""

    key: str
    title: str
    commit: str
    base: str
    paths: tuple[str, ...]


class LocalForge:
    """The desk's proposals. Raises ForgeError `no_git` where the data folder has no repository with a commit."""

    def __init__(self, data: Path) -> None:
        self.data = data.resolve()
        try:
            self.top = Path(self._run("rev-parse", "--show-toplevel", cwd=self.data).strip())
            self._run("rev-parse", "--verify", "HEAD^{commit}")
        except (ForgeError, FileNotFoundError) as problem:
            raise ForgeError("no_git") from problem
        folder = self.data.relative_to(self.top.resolve()).as_posix()
        self.folder = "" if folder == "." else f"{folder}/"

    def next_key(self, used: Iterable[str]) -> str:
        """The first free `local-<n>`; `used` are keys that records bear, refs of ended proposals count too."""
        refs = self._run("for-each-ref", "--format=%(refname)", PENDING, ENDED).split()
        keys = [ref.rpartition("/")[2] for ref in refs] + list(used)
        numbers = [int(match[1]) for match in map(_KEY.fullmatch, keys) if match]
        return f"local-{max(numbers, default=0) + 1}"

    def known(self, body: str) -> str:
        """The key of the waiting proposal that the very same body made; empty without one."""
        wanted = f"Body: sha256:{_digest(body)}"
        found = [item.key for item in self.proposals() if wanted in self._message(item.commit).split("\n")]
        return found[0] if found else ""

    def propose(self, key: str, title: str, files: Mapping[str, str], body: str) -> None:
        """Make the branch of a proposal on top of HEAD with exactly `files` (`data/…` → text)."""
        head = self._run("rev-parse", "HEAD").strip()
        message = f"{title}\n\nSubmission: {key}\nBody: sha256:{_digest(body)}\n"
        commit = self._commit(head, {self._own(path): text for path, text in files.items()}, message)
        self._run("update-ref", f"{PENDING}{key}", commit, "")

    def proposals(self) -> list[Proposal]:
        """Every waiting proposal, by number."""
        lines = self._run("for-each-ref", "--format=%(refname) %(objectname)", PENDING).splitlines()
        found = [self._proposal(ref.removeprefix(PENDING), commit) for ref, commit in (line.split() for line in lines)]
        return sorted(found, key=lambda item: (len(item.key), item.key))

    def find(self, key: str) -> Proposal:
        """One waiting proposal. Raises ForgeError `unknown`."""
        found = [item for item in self.proposals() if item.key == key]
        if not found:
            raise ForgeError("unknown", key=key)
        return found[0]

    def state(self, key: str) -> str:
        """`pending`, `accepted`, `rejected`, or empty where the key is unknown."""
        if not _KEY.fullmatch(key):
            return ""
        places = {"pending": f"{PENDING}{key}", **{how: f"{ENDED}{how}/{key}" for how in ("accepted", "rejected")}}
        return next((name for name, ref in places.items() if self._has(ref)), "")

    def accepted(self, key: str) -> Proposal:
        """An accepted proposal, as it was."""
        return self._proposal(key, self._run("rev-parse", f"{ENDED}accepted/{key}").strip())

    def reason(self, key: str) -> str:
        """Why a proposal was rejected."""
        lines = self._message(f"{ENDED}rejected/{key}").split("\n")
        return next((line.removeprefix(REJECTED) for line in reversed(lines) if line.startswith(REJECTED)), "")

    def texts(self, proposal: Proposal) -> dict[str, str]:
        """Path (`data/…`) → new text of every record a proposal writes.

        Raises ForgeError `foreign` for other paths, and for what is no ordinary file of UTF-8 text.
        """
        for path in proposal.paths:
            if not _RECORD.fullmatch(self._shared(path)) or self._mode(proposal.commit, path) != "100644":
                raise ForgeError("foreign", key=proposal.key, path=path)
        texts = {self._shared(path): self._blob(proposal.commit, path) for path in proposal.paths}
        for path, text in texts.items():
            if _LOST in text:
                raise ForgeError("foreign", key=proposal.key, path=path)
        return texts

    def before(self, proposal: Proposal, path: str) -> str:
        """The text that a proposal started from; empty for a new record."""
        return self._blob(proposal.base, self._own(path))

    def accept(self, proposal: Proposal) -> None:
        """Commit a proposal to the current branch and write only its files.

        Raises ForgeError `conflict` where a record changed since, `dirty` where one has local edits: nothing is done.
        """
        texts = {self._own(path): text for path, text in self.texts(proposal).items()}
        head = self._run("rev-parse", "HEAD").strip()
        for path in texts:
            self._refuse_changed(proposal, head, path)
        commit = self._commit(head, texts, self._message(proposal.commit))
        self._run("checkout", "--quiet", commit, "--", *texts)  # first: where it fails (a lock), nothing has moved
        self._run("update-ref", "-m", f"laltro: {proposal.key}", "HEAD", commit, head)
        self._end(proposal, "accepted")

    def reject(self, proposal: Proposal, reason: str) -> None:
        """Take a proposal off the desk; its commit and the reason stay under `refs/laltro/rejected/`."""
        message = f"{self._message(proposal.commit).rstrip()}\n\n{REJECTED}{' '.join(reason.split())}\n"
        tree = f"{proposal.commit}^{{tree}}"
        commit = self._run("commit-tree", tree, "-p", proposal.commit, stdin=message).strip()
        self._end(Proposal(proposal.key, proposal.title, commit, proposal.base, proposal.paths), "rejected")

    def _end(self, proposal: Proposal, how: str) -> None:
        self._run("update-ref", f"{ENDED}{how}/{proposal.key}", proposal.commit)
        self._run("update-ref", "-d", f"{PENDING}{proposal.key}")

    def _refuse_changed(self, proposal: Proposal, head: str, path: str) -> None:
        now = self._blob(head, path)
        if now != self._blob(proposal.base, path):
            raise ForgeError("conflict", key=proposal.key, path=path)
        local = self.top / path
        text = local.read_text(encoding="utf-8", errors="replace") if local.is_file() else ""
        staged = self._run("diff", "--cached", "--name-only", head, "--", path)
        if local.is_symlink() or text != now or staged:
            raise ForgeError("dirty", path=path)

    def _proposal(self, key: str, commit: str) -> Proposal:
        """A waiting proposal; a branch made by hand without a parent stands on nothing."""
        parent = self._run("log", "-1", "--format=%P", commit).split()
        base = parent[0] if parent else self._run("hash-object", "-t", "tree", "--stdin").strip()
        names = self._run("diff-tree", "-r", "-z", "--no-renames", "--name-only", base, commit)
        title = self._message(commit).partition("\n")[0]
        shown = "".join(char for char in title if char.isprintable())  # of a branch made by hand it may be anything
        return Proposal(key, shown, commit, base, tuple(name for name in names.split("\0") if name))

    def _commit(self, parent: str, texts: Mapping[str, str], message: str) -> str:
        """A commit on `parent` with `texts`, built in an index of its own."""
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._run("read-tree", parent, env=index)
            for path, text in texts.items():
                blob = self._run("hash-object", "-w", "--stdin", stdin=text).strip()
                self._run("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", env=index)
            tree = self._run("write-tree", env=index).strip()
        return self._run("commit-tree", tree, "-p", parent, stdin=message).strip()

    def _own(self, path: str) -> str:
        """A shared path (`data/services/x.yaml`) as this repository names it."""
        return f"{self.folder}{path.removeprefix('data/')}"

    def _shared(self, path: str) -> str:
        """The shared path of one of this repository; empty for what lies outside the data folder."""
        return f"data/{path.removeprefix(self.folder)}" if path.startswith(self.folder) else ""

    def _message(self, commit: str) -> str:
        return self._run("log", "-1", "--format=%B", commit)

    def _blob(self, commit: str, path: str) -> str:
        return self._run("cat-file", "blob", f"{commit}:{path}") if self._has(f"{commit}:{path}") else ""

    def _mode(self, commit: str, path: str) -> str:
        return self._run("ls-tree", commit, "--", path).partition(" ")[0]

    def _has(self, name: str) -> bool:
        try:
            self._run("rev-parse", "--verify", "--quiet", name)
        except ForgeError:
            return False
        return True

    def _run(self, *words: str, stdin: str = "", env: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
        """Run git without a shell. Raises ForgeError `git_failed` with git's own last line."""
        ran = subprocess.run(
            ["git", *words],
            cwd=cwd or self.top,
            input=stdin.encode(),
            env={**_environment(), **(env or {}), **(self._identity() if words[0] in _NAMED else {})},
            capture_output=True,
            check=False,
        )
        if ran.returncode:
            raise ForgeError("git_failed", message=ran.stderr.decode(errors="replace").strip().split("\n")[-1])
        return ran.stdout.decode("utf-8", errors="replace")

    def _identity(self) -> dict[str, str]:
        """Who commits where nobody told git a name: the tool itself."""
        asked = ["git", "var", "GIT_COMMITTER_IDENT"]
        if subprocess.run(asked, cwd=self.top, env=_environment(), capture_output=True, check=False).returncode == 0:
            return {}
        names = {f"GIT_{role}_NAME": "laltro" for role in ("AUTHOR", "COMMITTER")}
        return names | {f"GIT_{role}_EMAIL": "laltro@localhost" for role in ("AUTHOR", "COMMITTER")}


def _environment() -> dict[str, str]:
    """Ours without what a git hook sets for its own repository, which need not be that of the data."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_A_REPOSITORY}
    return {**inherited, "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C.UTF-8"}


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
