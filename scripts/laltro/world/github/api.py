"""GitHub's API for one repository: one request at a time, and what to do when the answer is no, late, or none.

Reads are tried again. A write whose answer is lost is looked up before it is sent again. Limits are waited out as
GitHub asks, as long as the caller is patient. The JSON of an answer is checked before anyone reads it: an empty, cut or
HTML answer is a failure and never "none found".
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

import requests
from github import Auth, Github, GithubException
from github.Requester import Requester

from laltro.world.platform.forge import ForgeFailure

Json = dict[str, Any]
T = TypeVar("T")
# How often a request is sent whose answer is lost, and the seconds before the second time (then twice as long).
TRIES = 4
BACKOFF = 1
TIMEOUT = 20
# The wait after a secondary limit that names none, in seconds; twice as long each time.
SECONDARY = 60
# GitHub lets 80 contents through in a minute and 500 in an hour; somebody else may write as the same account.
PACES = ((timedelta(minutes=1), 60), (timedelta(hours=1), 400))
_CONTENT = re.compile(r"(?:^|/)(?:issues|comments|pulls|reviews)(?:/[0-9]+)?$")
_LIMIT = re.compile(r"rate limit|abuse detection|submitted too quickly", re.IGNORECASE)


class GitHubRefused(ForgeFailure):
    """GitHub's no to a request that it understood; `status` is the HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__("refused", status=str(status))
        self.status = status


class GitHubApi:
    """Requests to `/repos/<repository>/…`.

    `token` answers the token to show, and a fresh one where GitHub calls the last one invalid; `patience` is how many
    seconds all waiting for limits may take together.
    """

    def __init__(
        self,
        repository: str,
        token: Callable[[], str],
        url: str,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        patience: float,
    ) -> None:
        self.repository = repository
        self.owner = repository.partition("/")[0]
        self._source, self._url = token, url
        self._now, self._sleep, self._left = now, sleep, patience
        self._token = token()
        self._requester = self._connected()
        self._written: deque[datetime] = deque()

    def get(self, path: str, **query: str) -> Json:
        """An object. Raises Refused (404 where there is none) and ForgeFailure."""
        found: Json = self._read(path, query, dict)[1]
        return found

    def find(self, path: str) -> Json | None:
        """An object, or None where there is none."""
        try:
            return self.get(path)
        except GitHubRefused as problem:
            if problem.status in (404, 422):
                return None
            raise

    def items(self, path: str, **query: str) -> list[Json]:
        """All items of a list, whatever the number of pages."""
        return [item for page in self._pages(path, query) for item in page]

    def account(self, login: str) -> int:
        """The numeric id of an account."""
        return int(self._tried(lambda: self._requester.requestJsonAndCheck("GET", f"/users/{login}"))[1]["id"])

    def login(self, id: int) -> str:
        """The name of an account today; empty where it is gone."""
        try:
            return str(self._tried(lambda: self._requester.requestJsonAndCheck("GET", f"/user/{id}"))[1]["login"])
        except GitHubRefused as problem:
            if problem.status == 404:
                return ""
            raise

    def write(self, verb: str, path: str, body: Json, took: Callable[[], Json | None] = lambda: None) -> Json:
        """Send a write; answers what GitHub says of it.

        Where no answer comes, `took` looks whether the write took effect (None: it did not) before it is sent again.
        """
        if verb in ("POST", "PATCH") and _CONTENT.search(path):
            self._pace()

        def sent() -> Json:
            data = self._requester.requestJsonAndCheck(verb, self._at(path), input=body or None)[1]
            return {} if verb == "DELETE" and data is None else _whole(data, (dict, list))

        return self._tried(sent, took)

    def settle(self, verb: str, path: str, body: Json) -> None:
        """Send a write whose answer says nothing, and that may be sent twice: a setting."""
        self._tried(lambda: self._requester.requestJsonAndCheck(verb, self._at(path), input=body))

    def mutate(self, name: str, **input: str) -> None:
        """A GraphQL mutation of a pull request that may be sent twice."""
        shown = "clientMutationId pullRequest { isDraft }"
        self._tried(lambda: self._requester.graphql_named_mutation(name, input, shown))

    def _connected(self) -> Requester:
        client = Github(
            auth=Auth.Token(self._token),
            base_url=self._url,
            timeout=TIMEOUT,
            retry=None,
            seconds_between_requests=None,
            seconds_between_writes=None,
        )
        return client.requester

    def _at(self, path: str) -> str:
        return f"/repos/{self.repository}/{path}".rstrip("/")

    def _read(self, path: str, query: Mapping[str, str], kind: type) -> tuple[Mapping[str, str], Any]:
        """Headers and body of an answer."""

        def sent() -> tuple[Mapping[str, str], Any]:
            headers, data = self._requester.requestJsonAndCheck("GET", self._at(path), parameters=dict(query))
            return headers, _whole(data, (kind,))

        return self._tried(sent)

    def _pages(self, path: str, query: Mapping[str, str]) -> Iterator[list[Json]]:
        number, more = 1, True
        while more:
            headers, page = self._read(path, {**query, "per_page": "100", "page": str(number)}, list)
            yield page
            number, more = number + 1, 'rel="next"' in headers.get("link", "")

    def _tried(self, send: Callable[[], T], took: Callable[[], T | None] = lambda: None) -> T:
        """The answer, or what `took` finds where none came; sent again where it finds nothing."""
        for attempt in range(TRIES):
            try:
                return self._answered(send)
            except _Lost as problem:
                lost = problem
                self._sleep(BACKOFF * 2**attempt)
                found = took()
                if found is not None:
                    return found
        raise ForgeFailure(lost.code, status=lost.status)

    def _answered(self, send: Callable[[], T]) -> T:
        """The answer, once limits are waited out and the token is fresh. Raises Refused, and _Lost for no answer."""
        limits = 0
        while True:
            try:
                return send()
            except GithubException as problem:
                seconds = self._asked_to_wait(problem, limits)
                if seconds is not None:
                    limits += 1
                    self._wait(seconds)
                elif problem.status >= 500:
                    raise _Lost("unavailable", str(problem.status)) from None
                elif problem.status != 401 or not self._renewed():
                    raise GitHubRefused(problem.status) from None
            except requests.RequestException:
                raise _Lost("unavailable", "…") from None
            except (ValueError, KeyError, TypeError, AttributeError, RuntimeError):
                raise _Lost("broken", "…") from None

    def _renewed(self) -> bool:
        """Whether there is another token than the one that was refused; it is used from now on."""
        old, self._token = self._token, self._source()
        self._requester = self._connected()
        return self._token != old

    def _asked_to_wait(self, problem: GithubException, times: int) -> float | None:
        """The seconds that GitHub asks to wait; None where its no is no limit."""
        if problem.status not in (403, 429):
            return None
        headers = {name.lower(): value for name, value in (problem.headers or {}).items()}
        if headers.get("retry-after", "").isdigit():
            return float(headers["retry-after"])
        if headers.get("x-ratelimit-remaining") == "0" and headers.get("x-ratelimit-reset", "").isdigit():
            return max(int(headers["x-ratelimit-reset"]) - self._now().timestamp(), 0) + 1
        if problem.status == 429 or _LIMIT.search(str(problem.message or problem.data)):
            return float(SECONDARY * 2**times)
        return None

    def _wait(self, seconds: float) -> None:
        """Sleep, or raise ForgeFailure `limited` where that is more than the caller has patience for."""
        if seconds > self._left:
            raise ForgeFailure("limited", seconds=str(round(seconds)))
        self._left -= seconds
        self._sleep(seconds)

    def _pace(self) -> None:
        """Let no more contents out than GitHub takes in a minute and in an hour."""
        for span, most in PACES:
            recent = [moment for moment in self._written if moment > self._now() - span]
            if len(recent) >= most:
                self._wait((recent[-most] + span - self._now()).total_seconds() + 1)
        self._written.append(self._now())


def _whole(data: Any, kinds: tuple[type, ...]) -> Any:
    """The body of an answer as it was sent. Raises ValueError for none, or another one than was asked for."""
    # PyGithub makes of a text that is no JSON an object with `data`.
    if not isinstance(data, kinds) or (isinstance(data, dict) and data.keys() <= {"data", "url"}):
        raise ValueError
    return data


class _Lost(Exception):
    """No answer, or none that can be read: the request may have taken effect."""

    def __init__(self, code: str, status: str) -> None:
        super().__init__(code)
        self.code, self.status = code, status
