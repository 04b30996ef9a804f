# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a repository holds besides git: issues, comments, proposals and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tests.github.people import User

LONGEST_BODY = 65_536
LONGEST_TITLE = 256


class Numbers(Iterator[int]):
    """One number after the other; unlike `itertools.count` it can be kept and taken up again."""

    def __init__(self, first: int) -> None:
        self.next = first

    def __next__(self) -> int:
        self.next += 1
        return self.next - 1


class Refused(Exception):
    """GitHub's no: an HTTP status, its message, and what it says of each field."""

    def __init__(self, status: int, message: str, errors: Iterable[dict[str, str] | str] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = list(errors)


def invalid(resource: str, name: str, message: str, code: str = "custom") -> Refused:
    """The 422 that names a field."""
    found = {"resource": resource, "code": code, "field": name, "message": message}
    return Refused(422, "Validation Failed", [found])


def checked_text(resource: str, name: str, text: str, longest: int = LONGEST_BODY, blank: bool = True) -> str:
    """A text that GitHub takes. Raises Refused where it is too long, or blank and may not be."""
    if len(text) > longest:
        raise invalid(resource, name, f"{name} is too long (maximum is {longest} characters)")
    if not blank and not text.strip():
        raise invalid(resource, name, f"{name} can't be blank")
    return text


@dataclass
class Label:
    """A label of the repository."""

    id: int
    name: str
    color: str = "ededed"
    description: str | None = None


@dataclass
class Reaction:
    """One account's sign (`+1`, `eyes`, …) on an issue or a comment."""

    id: int
    user: User
    content: str
    created_at: datetime


@dataclass
class Comment:
    """A comment; its author stays, whoever edits it."""

    id: int
    issue: int
    author: User
    body: str
    created_at: datetime
    updated_at: datetime
    reactions: list[Reaction] = field(default_factory=list)


@dataclass
class Review:
    """A review: `state` is APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED; `commit` is what was seen."""

    id: int
    author: User
    state: str
    body: str
    commit: str
    submitted_at: datetime


@dataclass
class Pull:
    """What makes a pull request of an issue; `head_sha` and `base_sha` follow their branches while it is open."""

    id: int
    head: str
    base: str
    head_sha: str
    base_sha: str
    draft: bool = False
    merged_at: datetime | None = None
    merged_by: User | None = None
    merge_commit: str | None = None
    reviewers: list[User] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    computed: tuple[str, str] | None = None  # head and base whose mergeability GitHub has worked out


@dataclass
class Issue:
    """An issue, or a pull request where `pull` is set: they share their numbers."""

    id: int
    number: int
    author: User
    title: str
    body: str | None
    created_at: datetime
    updated_at: datetime
    labels: list[Label] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    state: str = "open"
    reason: str | None = None
    closed_at: datetime | None = None
    closed_by: User | None = None
    locked: bool = False
    pull: Pull | None = None

    @property
    def label_names(self) -> list[str]:
        """The names of its labels, in the order they came."""
        return [label.name for label in self.labels]


@dataclass
class Status:
    """A commit status; the latest of each context counts."""

    id: int
    sha: str
    state: str
    context: str
    description: str | None
    target_url: str | None
    creator: User
    created_at: datetime


@dataclass
class CheckRun:
    """A check run, as Actions leaves it: `conclusion` is None while it runs."""

    id: int
    sha: str
    name: str
    status: str
    conclusion: str | None
    started_at: datetime
