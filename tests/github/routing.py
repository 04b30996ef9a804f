# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which function answers which operation of the contract, and what a caller must be allowed for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.github.entries import Refused
from tests.github.people import Token, User
from tests.github.repository import Repository
from tests.github.views import Views

if TYPE_CHECKING:
    from tests.github.fake import FakeGitHub

REPO = "/repos/{owner}/{repo}"


@dataclass
class Answer:
    """An HTTP answer. `paged` names the part of the body that is a list to be cut into pages (`.`: all of it).

    `wire` is how it arrives: `whole`, `truncated`, or not at all (`closed`, `hung`).
    """

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    paged: str = ""
    wire: str = "whole"


@dataclass
class Call:
    """A request that GitHub understood: whose it is, on what, and what it says."""

    fake: FakeGitHub
    token: Token
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    known_repo: Repository | None
    path: str = ""

    @property
    def repo(self) -> Repository:
        """The repository of the path. Raises Refused 404."""
        if self.known_repo is None:
            raise Refused(404, "Not Found")
        return self.known_repo

    @property
    def user(self) -> User:
        """Who calls."""
        return self.token.user

    @property
    def views(self) -> Views:
        """What shows the repository's things."""
        return Views(self.fake.url, self.repo)

    def number(self, name: str) -> int:
        """A parameter of the path that is a number."""
        return int(self.params[name])

    def may(self, permissions: str, level: str) -> bool:
        """Whether the caller has one of several permissions (comma) at a level (`read`, `write`, `join`).

        To join is to open, comment, react, review: a person always may, an App needs the permission to write.
        """
        if level == "join" and not self.token.is_app:
            return bool(self.user.id)
        wanted = "write" if level == "join" else level
        role = self.repo.role(self.user)
        return any(self.token.may(role, permission, wanted) for permission in permissions.split(","))


Handler = Callable[[Call], Answer]
HANDLERS: dict[tuple[str, str], tuple[str, Handler]] = {}


def answers(method: str, template: str, needs: str = "") -> Callable[[Handler], Handler]:
    """Say that a function answers an operation; `needs` is `permission:level`, or nothing."""

    def register(handler: Handler) -> Handler:
        HANDLERS[method, template] = needs, handler
        return handler

    return register


def handle(method: str, template: str, call: Call) -> Answer:
    """The answer to a call. Raises Refused, and KeyError for an operation that the fake does not model."""
    needs, handler = HANDLERS[method, template]
    permissions, _, level = needs.partition(":")
    if needs and not call.may(permissions, level):
        if call.token.is_app:
            raise Refused(403, "Resource not accessible by integration")
        if permissions == "administration":
            raise Refused(404, "Not Found")
        raise Refused(403, "Must have admin rights to Repository.")
    return handler(call)
