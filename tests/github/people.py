# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who calls, with which token, and what that token may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

READ = {"metadata": "read", "contents": "read", "issues": "read", "pull_requests": "read", "statuses": "read"}
READ |= {"checks": "read"}
TRIAGE = {**READ, "issues": "write", "pull_requests": "write"}
WRITE = {**TRIAGE, "contents": "write", "statuses": "write"}
MAINTAIN = {**WRITE, "pages": "read"}
ADMIN = {**MAINTAIN, "administration": "write", "pages": "write"}
# What a role on a public repository allows; `read` is everybody, who also takes part.
ROLES = {"read": READ, "triage": TRIAGE, "write": WRITE, "maintain": MAINTAIN, "admin": ADMIN}
# The scopes that our workflows ask for, and what an installed App of ours is given.
WORKFLOW = {**READ, "contents": "write", "issues": "write", "pull_requests": "write", "statuses": "write"}


@dataclass(frozen=True)
class User:
    """An account: a person, or a bot."""

    login: str
    id: int
    kind: str = "User"


ACTIONS = User("github-actions[bot]", 41898282, "Bot")


@dataclass
class Token:
    """What a caller shows: whose it is, and what it may (None: what its user's role allows)."""

    text: str
    user: User
    permissions: Mapping[str, str] | None = None
    hourly: int = 5000
    expires: datetime | None = None
    revoked: bool = False

    @property
    def is_app(self) -> bool:
        """Whether an App or a workflow calls, and no person."""
        return self.permissions is not None

    def may(self, role: str, permission: str, level: str) -> bool:
        """Whether this token, of a user with `role`, may do what asks for `permission` at `level` (read or write)."""
        allowed = (self.permissions if self.permissions is not None else ROLES[role]).get(permission, "none")
        return allowed == level or allowed == "write"


@dataclass
class App:
    """A GitHub App installed on the repository: `private_key` (PEM) signs, `public_key` (PEM) is what GitHub holds."""

    slug: str
    id: int
    installation: int
    private_key: str
    public_key: str
    permissions: Mapping[str, str] = field(default_factory=lambda: dict(WORKFLOW))
