# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A GitHub of our own for the tests: stateful, over real HTTP on loopback, held to GitHub's own contract.

    with FakeGitHub() as fake:
        repo = fake.repo("esempio/catalogo", {"data/a.yaml": "a"})
        issue = repo.open_issue(fake.user("vicina"), "Titolo", "Testo")
        client = Github(base_url=fake.url, auth=Auth.Token(fake.workflow_token()), retry=None)

`snapshot` keeps a moment, and `restore` goes back to it: what may follow is tried without living through the rest anew.
Leaving the block fails the test where a request or an answer broke the contract, or a planned fault never struck.
"""

from __future__ import annotations

import pickle
import re
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from types import TracebackType
from typing import Any, Self

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.github.clock import Clock
from tests.github.contract import Contract, contract
from tests.github.entries import Issue, Numbers
from tests.github.faults import Fault, When
from tests.github.gate import Called, respond
from tests.github.limits import Limits
from tests.github.people import ACTIONS, WORKFLOW, App, Token, User
from tests.github.repository import Repository
from tests.github.routing import Answer
from tests.github.server import Server
from tests.github.views import Views

# What a moment of the fake is made of; the server and its address stay.
MOMENT = ("clock", "limits", "users", "tokens", "apps", "repos", "calls", "broken", "faults", "_ids")


class FakeGitHub:
    """The server, its accounts and repositories; `calls` lists what came in, `broken` what broke the contract."""

    def __init__(self, clock: Clock | None = None, largest_page: int = 100) -> None:
        self.clock = clock or Clock()
        self.largest_page = largest_page
        self.limits = Limits()
        self.users: dict[str, User] = {ACTIONS.login: ACTIONS}
        self.tokens: dict[str, Token] = {}
        self.apps: dict[str, App] = {}
        self.repos: dict[str, Repository] = {}
        self.calls: list[Called] = []
        self.broken: list[str] = []
        self.faults: list[Fault] = []
        self.contract: Contract = contract()
        self._ids = Numbers(1001)
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._server = Server(self._respond)
        self.url = self._server.url
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        if problem is None:
            self.verify()

    def verify(self) -> None:
        """Raise AssertionError where the contract was broken, or a planned fault never struck."""
        waiting = [f"planned, but never struck: {fault}" for fault in self.faults if not fault.spent]
        if self.broken or waiting:
            raise AssertionError("\n".join(dict.fromkeys([*self.broken, *waiting])))

    def snapshot(self) -> bytes:
        """All that it knows at this moment."""
        return pickle.dumps({name: getattr(self, name) for name in MOMENT})

    def restore(self, moment: bytes) -> None:
        """Go back to a moment. Whoever held a repository or an issue of before asks for it anew.

        Raises AssertionError where the contract was broken since, or a planned fault never struck.
        """
        self.verify()
        vars(self).update(pickle.loads(moment))

    def repo(self, name: str, files: Mapping[str, str] | None = None) -> Repository:
        """Make a repository (`owner/name`) whose main holds `files` (path → text)."""
        self.user(name.partition("/")[0])
        self.repos[name] = Repository(name, next(self._ids), self.clock, self._ids, files or {"README.md": "Esempio\n"})
        return self.repos[name]

    def user(self, login: str, kind: str = "User") -> User:
        """The account of that name, made where there is none."""
        if login not in self.users:
            self.users[login] = User(login, next(self._ids), kind)
        return self.users[login]

    def token(self, login: str) -> str:
        """A person's token: what their role on a repository (`repo.roles`) allows."""
        return self._keep(Token(f"ghp_{next(self._ids)}", self.user(login)))

    def workflow_token(self, permissions: Mapping[str, str] = WORKFLOW) -> str:
        """A workflow's own token, of `github-actions[bot]`: 1,000 requests an hour, and what the workflow asked for."""
        return self._keep(Token(f"ghs_{next(self._ids)}", ACTIONS, dict(permissions), hourly=1000))

    def app(self, slug: str) -> App:
        """A GitHub App installed on the repositories; sign in with its `id`, `private_key` and `installation`."""
        self.user(f"{slug}[bot]", "Bot")
        self.apps[slug] = App(slug, next(self._ids), next(self._ids), *_keys())
        return self.apps[slug]

    def app_token(self, app: App, permissions: Mapping[str, str] | None, expires: datetime) -> Token:
        """A token of the App's installation, for all that it may or for less."""
        granted = dict(permissions or app.permissions)
        token = Token(f"ghs_{next(self._ids)}", self.user(f"{app.slug}[bot]"), granted, expires=expires)
        self._keep(token)
        return token

    def _keep(self, token: Token) -> str:
        self.tokens[token.text] = token
        return token.text

    def revoke(self, text: str) -> None:
        """Let a token be refused from now on (401)."""
        self.tokens[text].revoked = True

    def fail(
        self, method: str, pattern: str, answer: Answer, when: When = "before", nth: int = 1, times: int = 1
    ) -> None:
        """Plan a fault for the `nth` next request whose path (without query) the expression `pattern` is found in.

        `before`: nothing happened; `after`: it took effect. `method` may be `*`. Answers: see `faults`.
        """
        self.faults.append(Fault(method, re.compile(pattern), answer, when, nth, times))

    def count(self, method: str, pattern: str) -> int:
        """How many requests came in for a path that the expression `pattern` is found in."""
        return sum(call.method == method and bool(re.search(pattern, call.path)) for call in self.calls)

    def event(self, name: str, action: str, issue: Issue, sender: User) -> dict[str, Any]:
        """What a workflow finds in its event file (`issues`, `issue_comment`: with the last comment)."""
        repo = next(each for each in self.repos.values() if issue in each.issues.values())
        views = Views(self.url, repo)
        comment = {"comment": views.comment(issue.comments[-1])} if name == "issue_comment" else {}
        whole = {"repository": views.repository(), "sender": views.user(sender)}
        return {"action": action, "issue": views.issue(issue), **comment, **whole}

    def _respond(self, method: str, target: str, headers: Mapping[str, str], sent: bytes) -> Answer:
        with self._lock:
            try:
                return respond(self, method, target, headers, sent)
            except Exception as problem:  # the caller sees a closed connection and may retry: it must not hide this
                self.broken.append(f"{method} {target}: the fake itself failed: {problem!r}")
                raise


@cache
def _keys() -> tuple[str, str]:
    """A private and a public key (PEM), made once: it takes a while."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    shape = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), key.public_key().public_bytes(*shape).decode()
