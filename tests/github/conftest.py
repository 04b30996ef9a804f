# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A fake GitHub with one repository, and the real PyGithub that talks to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from github import Auth, Github
from github.Repository import Repository as Remote

from tests.github.fake import FakeGitHub
from tests.github.repository import Repository

NAME = "esempio/catalogo"
FILES = {"README.md": "Esempio\n", "data/services/a.yaml": "name: Esempio A\n", "data/services/b.yaml": "name: B\n"}
As = Callable[[str], Remote]


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    """Held to the contract when the test ends."""
    with FakeGitHub() as fake:
        yield fake


@pytest.fixture
def repo(fake: FakeGitHub) -> Repository:
    """The state behind the API: `anna` maintains it, `vicina` is nobody in particular."""
    repo = fake.repo(NAME, FILES)
    repo.roles["anna"] = "maintain"
    fake.user("vicina")
    return repo


def connect(fake: FakeGitHub, token: str, timeout: int = 15) -> Github:
    """PyGithub as it is, without waits or retries of its own."""
    auth = Auth.Token(token)
    return Github(
        base_url=fake.url, auth=auth, timeout=timeout, retry=None, seconds_between_requests=0, seconds_between_writes=0
    )


@pytest.fixture
def bot(fake: FakeGitHub, repo: Repository) -> Remote:
    """The repository as a workflow sees it."""
    return connect(fake, fake.workflow_token()).get_repo(repo.full_name)


@pytest.fixture
def as_(fake: FakeGitHub, repo: Repository) -> As:
    """The repository as a person sees it."""
    return lambda login: connect(fake, fake.token(login)).get_repo(repo.full_name)
