"""A submission on a forge as it is now: what was sent, what people said of it, and what became of it so far."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

# How an issue begins with which we ask an organisation for something (`request`), or everybody for support (`support`).
REQUEST, SUPPORT = "<!-- laltro request ", "<!-- laltro support "
# How a letter bears the submission's key and state, and a commit the digests of body and files.
_MARK = re.compile(r"<!-- laltro ((?:gh|inbox)-[1-9][0-9]*) ([a-z]+) ([0-9a-f]{64}|-) -->")
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_TRAILER = re.compile(r"^(Submission|Body|Change): (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Note:
    """A person's comment; `author` is a numeric id, `answered` whether we reacted to it already."""

    id: int
    author: int
    login: str
    text: str
    answered: bool = False


@dataclass(frozen=True, slots=True)
class OurComment:
    """Our one comment: found by its mark *and* its author."""

    id: int
    text: str

    @property
    def state(self) -> str:
        """The state that it told; empty for a letter without a mark."""
        match = _MARK.match(self.text)
        return match[2] if match else ""

    @property
    def tells(self) -> str:
        """The digest of the body that it was written about; empty for a letter without a mark."""
        match = _MARK.match(self.text)
        return match[3] if match else ""


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch of a submission: its newest commit, that commit's author (numeric id) and message."""

    commit: str
    author: int
    message: str

    @property
    def trailers(self) -> Mapping[str, str]:
        """What the message says of the submission: `Submission`, `Body`, `Change`."""
        return dict(_TRAILER.findall(self.message))


@dataclass(frozen=True, slots=True)
class Pull:
    """The pull request of a submission, the open one before a closed one; `commit` is what a merged one became."""

    number: int
    head: str
    title: str
    body: str
    open: bool = True
    draft: bool = False
    commit: str = ""

    @property
    def merged(self) -> bool:
        """Whether it is in main."""
        return bool(self.commit)


@dataclass(frozen=True, slots=True)
class IssueState:
    """Everything that a decision on a submission depends on besides the catalogue.

    `author` and `closer` (who closed it; 0 where nobody did) are numeric ids, `completed` tells whether it was closed
    as done. `day` is the one it was sent on, in Milan: decided as of then, a submission comes to the same tomorrow.
    `notes` are the newest that give an order; `called` are those (numeric ids) whom a comment of ours named already.
    """

    key: str
    number: int
    author: int
    day: date
    body: str
    open: bool = True
    closer: int = 0
    completed: bool = False
    labels: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()
    called: frozenset[int] = frozenset()
    letter: OurComment | None = None
    branch: Branch | None = None
    pull: Pull | None = None

    @property
    def ours(self) -> str:
        """The branch that belongs to the submission."""
        return f"submission/{self.key}"

    @property
    def late(self) -> bool:
        """Whether the body was changed after what was merged, of which the pull request holds the digest."""
        told = _DIGEST.findall(self.pull.body) if self.pull and self.pull.merged else []
        return bool(told) and digest(self.body) not in told


def is_own(author: int, body: str, bots: Collection[int]) -> bool:
    """Whether an issue is one with which we ask: nothing was sent, so nothing is to be decided or answered."""
    return author in bots and body.startswith((REQUEST, SUPPORT))


def mark(key: str, state: str, body: str = "") -> str:
    """The hidden first line of a letter."""
    return f"<!-- laltro {key} {state} {digest(body) if body else '-'} -->"


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def blob(text: str) -> str:
    """The name that git gives to a file with this text (SHA-1)."""
    raw = text.encode()
    return hashlib.sha1(b"blob %d\0%b" % (len(raw), raw), usedforsecurity=False).hexdigest()


def digest_of(files: Mapping[str, str]) -> str:
    """One digest of some files, whatever their order."""
    return digest("".join(f"{path}\0{digest(text)}\n" for path, text in sorted(files.items())))
