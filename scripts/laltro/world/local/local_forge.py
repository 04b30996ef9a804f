"""Proposals kept in the local git repository: the working tree is touched only by accepting.

A proposal is one commit on `submission/<key>`; what was decided on moves to `refs/laltro/accepted|rejected/<key>`. What
was sent waits beside it, in a commit of its own on `refs/laltro/body/<key>`, and loses that ref when the proposal ends:
nothing leads to it any more, and git removes it with its next clean-up.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from laltro.model.moment import ROME
from laltro.world.git.git import Commit, ForgeError, Git, Head

__all__ = ["ForgeError", "LocalForge", "Offer", "Proposal", "digest"]

PENDING = "refs/heads/submission/"
ENDED = "refs/laltro/"
BODY = f"{ENDED}body/"
SENT = "answers.json"
DECIDED = (f"{ENDED}accepted/", f"{ENDED}rejected/")
REJECTED = "Rejected: "
_KEY = re.compile(r"local-([1-9][0-9]{0,8})")
_RECORD = re.compile(r"data/[a-z_]+/[a-z0-9-]{1,64}\.yaml")
_DIGEST = re.compile(r"^Body: sha256:([0-9a-f]{64})$", re.MULTILINE)
# What decoding leaves in place of bytes that are no text.
_LOST = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Offer:
    """What is to become a proposal: its key and title, the texts of its files by path, what was sent (as JSON).

    For what was decided at the desk itself nothing was sent: `sent` is empty.
    """

    key: str
    title: str
    files: Mapping[str, str]
    sent: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A waiting proposal: its key, title, commit, the commit it stands on, the paths it writes.

    `made` is when (in Milan), `digests` those of what it was made from, the latest last.
    """

    key: str
    title: str
    commit: str
    base: str
    paths: tuple[str, ...]
    made: datetime
    digests: tuple[str, ...]


class LocalForge:
    """The desk's proposals. Raises ForgeError `no_git` where the data folder has no repository with a commit."""

    def __init__(self, data: Path) -> None:
        self.data = data.resolve()
        try:
            self.git = Git(self.data)
            self.git.run("rev-parse", "--verify", "HEAD^{commit}")
        except (ForgeError, FileNotFoundError) as problem:
            raise ForgeError("no_git") from problem
        folder = self.data.relative_to(self.git.top.resolve()).as_posix()
        self.folder = "" if folder == "." else f"{folder}/"

    def next_number(self, used: Iterable[str]) -> int:
        """The first n whose `local-<n>` no proposal has had and no record bears (`used`)."""
        refs = self.git.run("for-each-ref", "--format=%(refname)", PENDING, ENDED).split()
        keys = [ref.rpartition("/")[2] for ref in refs] + list(used)
        return max((int(match[1]) for match in map(_KEY.fullmatch, keys) if match), default=0) + 1

    def decided(self) -> dict[str, str]:
        """Digest of what was sent → the key of the proposal from it that was accepted or rejected."""
        heads = self.git.heads(*DECIDED)
        return {found: head.ref.rpartition("/")[2] for head in heads for found in _DIGEST.findall(head.message)}

    def propose(self, offers: Iterable[Offer]) -> None:
        """Make the branches of proposals on top of HEAD, each with exactly its files (`data/…` → text)."""
        head = self._head()
        self.git.write([commit for offer in offers for commit in self._commits(offer, head, ())])

    def revise(self, proposal: Proposal, offer: Offer) -> None:
        """Put another state of a submission in the place of its waiting proposal, under the same key.

        Raises ForgeError `moved` where the proposal is no longer what was looked at, `unknown` where it has ended.
        """
        if self.find(proposal.key).commit != proposal.commit:
            raise ForgeError("moved", key=proposal.key)
        self.git.write(self._commits(offer, self._head(), proposal.digests), force=True)

    def _head(self) -> str:
        return self.git.run("rev-parse", "HEAD").strip()

    def _commits(self, offer: Offer, head: str, before: Iterable[str]) -> list[Commit]:
        digests = dict.fromkeys([*before, *([digest(offer.sent)] if offer.sent else [])])
        lines = [f"Submission: {offer.key}", *(f"Body: sha256:{found}" for found in digests)]
        message = "\n".join([offer.title, "", *lines, ""])
        files = {self._own(path): text for path, text in offer.files.items()}
        proposal = Commit(f"{PENDING}{offer.key}", message, head, files)
        if not offer.sent:
            return [proposal]
        return [proposal, Commit(f"{BODY}{offer.key}", lines[0] + "\n", "", {SENT: offer.sent})]

    def sent(self, proposal: Proposal) -> str:
        """What a waiting proposal was made from. Raises ForgeError `no_body`."""
        text = self.git.blob(f"{BODY}{proposal.key}", SENT)
        if not text:
            raise ForgeError("no_body", key=proposal.key)
        return text

    def _has_body(self, proposal: Proposal) -> bool:
        return self.git.has(f"{BODY}{proposal.key}")

    def proposals(self) -> list[Proposal]:
        """Every waiting proposal, by number."""
        return sorted(self._read(PENDING), key=lambda item: (len(item.key), item.key))

    def find(self, key: str) -> Proposal:
        """One waiting proposal. Raises ForgeError `unknown`."""
        found = [item for item in self._read(PENDING, key) if item.key == key]
        if not found:
            raise ForgeError("unknown", key=key)
        return found[0]

    def state(self, key: str) -> str:
        """`pending`, `accepted`, `rejected`, or empty where the key is unknown."""
        if not _KEY.fullmatch(key):
            return ""
        places = {"pending": f"{PENDING}{key}", **{how: f"{ENDED}{how}/{key}" for how in ("accepted", "rejected")}}
        return next((name for name, ref in places.items() if self.git.has(ref)), "")

    def accepted(self, key: str) -> Proposal:
        """An accepted proposal, as it was."""
        return self._read(f"{ENDED}accepted/", key)[0]

    def reason(self, key: str) -> str:
        """Why a proposal was rejected."""
        lines = self._message(f"{ENDED}rejected/{key}").split("\n")
        return next((line.removeprefix(REJECTED) for line in reversed(lines) if line.startswith(REJECTED)), "")

    def texts(self, proposal: Proposal) -> dict[str, str]:
        """Path (`data/…`) → new text of every record a proposal writes.

        Raises ForgeError `foreign` for other paths, and for what is no ordinary file of UTF-8 text.
        """
        for path in proposal.paths:
            if not _RECORD.fullmatch(self.shared(path)) or self._mode(proposal.commit, path) != "100644":
                raise ForgeError("foreign", key=proposal.key, path=path)
        texts = {self.shared(path): self.git.blob(proposal.commit, path) for path in proposal.paths}
        for path, text in texts.items():
            if _LOST in text:
                raise ForgeError("foreign", key=proposal.key, path=path)
        return texts

    def before(self, proposal: Proposal, path: str) -> str:
        """The text that a proposal started from; empty for a new record."""
        return self.git.blob(proposal.base, self._own(path))

    def accept(self, proposal: Proposal) -> None:
        """Commit a proposal to the current branch and write only its files.

        Raises ForgeError `conflict` where a record changed since, `dirty` where one has local edits: nothing is done.
        """
        texts = {self._own(path): text for path, text in self.texts(proposal).items()}
        head = self._head()
        for path, text in texts.items():
            self._refuse_changed(proposal, head, path, text)
        commit = self._commit(head, texts, self._message(proposal.commit))
        # First the files: where that fails (a lock), nothing has moved.
        self.git.run("checkout", "--quiet", commit, "--", *texts)
        self.git.run("update-ref", "-m", f"laltro: {proposal.key}", "HEAD", commit, head)
        self._end(proposal, "accepted")

    def reject(self, proposal: Proposal, reason: str) -> None:
        """Take a proposal off the desk; its commit and the reason stay under `refs/laltro/rejected/`."""
        message = f"{self._message(proposal.commit).rstrip()}\n\n{REJECTED}{' '.join(reason.split())}\n"
        tree = f"{proposal.commit}^{{tree}}"
        commit = self.git.run("commit-tree", tree, "-p", proposal.commit, stdin=message).strip()
        self._end(replace(proposal, commit=commit), "rejected")

    def _end(self, proposal: Proposal, how: str) -> None:
        """Move a proposal to where decided ones are, in one step; what was sent is let go."""
        lines = [f"update {ENDED}{how}/{proposal.key} {proposal.commit}", f"delete {PENDING}{proposal.key}"]
        lines += [f"delete {BODY}{proposal.key}"] if self._has_body(proposal) else []
        self.git.run("update-ref", "--stdin", stdin="".join(f"{line}\n" for line in lines))

    def _refuse_changed(self, proposal: Proposal, head: str, path: str, wanted: str) -> None:
        """A record that changed to the very text `wanted` is none: two labs may take up one need."""
        now, before = self.git.blob(head, path), self.git.blob(proposal.base, path)
        if now != before and not (before and now == wanted):
            raise ForgeError("conflict", key=proposal.key, path=path)
        local = self.git.top / path
        text = local.read_text(encoding="utf-8", errors="replace") if local.is_file() else ""
        staged = self.git.run("diff", "--cached", "--name-only", head, "--", path)
        if local.is_symlink() or text != now or staged:
            raise ForgeError("dirty", path=path)

    def _read(self, folder: str, key: str = "") -> list[Proposal]:
        """The proposals whose refs lie in a folder, or that of a key; a branch without a parent stands on nothing."""
        heads = self.git.heads(f"{folder}{key}")
        changed = self.git.changed(heads) if heads else {}
        return [
            Proposal(
                head.ref.removeprefix(folder),
                _title(head),
                head.commit,
                head.parent or self.git.nothing,
                changed[head.commit],
                datetime.fromtimestamp(head.made, ROME),
                tuple(_DIGEST.findall(head.message)),
            )
            for head in heads
        ]

    def _commit(self, parent: str, texts: Mapping[str, str], message: str) -> str:
        """A commit on `parent` with `texts`, built in an index of its own."""
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self.git.run("read-tree", parent, env=index)
            for path, text in texts.items():
                blob = self.git.run("hash-object", "-w", "--stdin", stdin=text).strip()
                self.git.run("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", env=index)
            tree = self.git.run("write-tree", env=index).strip()
        return self.git.run("commit-tree", tree, "-p", parent, stdin=message).strip()

    def _own(self, path: str) -> str:
        """A shared path (`data/services/x.yaml`) as this repository names it."""
        return f"{self.folder}{path.removeprefix('data/')}"

    def shared(self, path: str) -> str:
        """The shared path of one of this repository; empty for what lies outside the data folder."""
        return f"data/{path.removeprefix(self.folder)}" if path.startswith(self.folder) else ""

    def _message(self, commit: str) -> str:
        return self.git.run("log", "-1", "--format=%B", commit)

    def _mode(self, commit: str, path: str) -> str:
        return self.git.run("ls-tree", commit, "--", path).partition(" ")[0]


def _title(head: Head) -> str:
    """The first line without what moves a terminal: of a branch made by hand it may be anything."""
    return "".join(char for char in head.message.partition("\n")[0] if char.isprintable())


def digest(text: str) -> str:
    """What a text is known by without being kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
