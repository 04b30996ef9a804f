# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Between HTTP and the state: who calls, what GitHub's contract says of it, what the answer is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tests.github import (
    account_routes,
    commit_routes,
    git_routes,
    issue_routes,
    mark_routes,
    pull_routes,
    setting_routes,
)
from tests.github.contract import Operation
from tests.github.entries import Refused
from tests.github.faults import Fault
from tests.github.filler import Filler
from tests.github.paging import page
from tests.github.people import Token, User
from tests.github.routing import HANDLERS, Answer, Call, handle

if TYPE_CHECKING:
    from tests.github.fake import FakeGitHub

# Importing them is what fills HANDLERS.
ROUTES: tuple[ModuleType, ...] = (
    *(account_routes, commit_routes, git_routes),
    *(issue_routes, mark_routes, pull_routes, setting_routes),
)
GRAPHQL = "/graphql"
ANYBODY = Token("", User("", 0), hourly=60)


@dataclass(frozen=True)
class Called:
    """One request that came in: when, what, by whom, and the status it got (0: no answer arrived)."""

    at: datetime
    method: str
    path: str
    login: str
    status: int


def respond(fake: FakeGitHub, method: str, target: str, headers: Mapping[str, str], sent: bytes) -> Answer:
    """The answer to a request, or what a planned fault makes of it; one line in the list of calls."""
    fake.clock.pass_request()
    path, token = urlsplit(target).path, caller(fake, headers)
    fault = next((each for each in fake.faults if each.strikes(method, path)), None)
    answer = _answered(fake, method, target, token, sent, fault)
    status = 0 if answer.wire in {"closed", "hung"} else answer.status
    fake.calls.append(Called(fake.clock.now, method, path, token.user.login, status))
    limit, used, reset = fake.limits.hour(token, fake.clock.now)
    rate = {"Limit": limit, "Remaining": limit - used, "Used": used, "Reset": reset}
    shown = {f"X-RateLimit-{name}": str(value) for name, value in rate.items()}
    return replace(answer, headers={**shown, **answer.headers})


def caller(fake: FakeGitHub, headers: Mapping[str, str]) -> Token:
    """Whose token the request shows; anybody's where it shows none, or one that is not known."""
    shown = (headers.get("Authorization") or "").partition(" ")[2]
    return fake.tokens.get(shown) or replace(ANYBODY, text=shown)


def _answered(fake: FakeGitHub, method: str, target: str, token: Token, sent: bytes, fault: Fault | None) -> Answer:
    if fault is not None and fault.when == "before" and fault.answer.wire != "truncated":
        return fault.answer
    answer = _answer(fake, method, target, token, sent)
    if fault is None:
        return answer
    return replace(answer, wire="truncated") if fault.answer.wire == "truncated" else fault.answer


def _answer(fake: FakeGitHub, method: str, target: str, token: Token, sent: bytes) -> Answer:
    """What GitHub would answer, with its limits, and both sides held to the contract."""
    path, query = urlsplit(target).path, dict(parse_qsl(urlsplit(target).query, keep_blank_values=True))
    if path != "/rate_limit" and (refused := fake.limits.refusal(token, method, path, fake.clock.now)):
        return refused
    body = json.loads(sent) if sent else None
    if (method, path) == ("POST", GRAPHQL):
        return _mutated(fake, token, body)
    known = fake.contract.find(method, path)
    if known is None:
        return _breach(fake, [f"{method} {path}: GitHub knows no such call"], 404)
    operation, params = known
    if faults := fake.contract.request_faults(operation, params, query, body):
        return _breach(fake, faults, 422)
    if (method, operation.template) not in HANDLERS:
        return _breach(fake, [f"{operation}: the fake does not model it"], 501)
    repo = fake.repos.get(f"{params.get('owner')}/{params.get('repo')}")
    answer = _handled(operation, Call(fake, token, params, query, body, repo, path))
    return checked(fake, operation, page(answer, f"{fake.url}{path}", query, fake.largest_page))


def _handled(operation: Operation, call: Call) -> Answer:
    try:
        if not operation.template.startswith("/app") and not operation.template.endswith("/installation"):
            authenticate(call.fake, operation.method, call.token)
        return handle(operation.method, operation.template, call)
    except Refused as refused:
        errors = {"errors": refused.errors} if refused.errors else {}
        return Answer(refused.status, {"message": refused.message, **errors})


def authenticate(fake: FakeGitHub, method: str, token: Token) -> None:
    """Refuse a token that is not known or not valid any more, and none where one is needed (Refused 401)."""
    known = fake.tokens.get(token.text)
    expired = known is not None and known.expires is not None and known.expires <= fake.clock.now
    if token.text and (known is None or known.revoked or expired):
        raise Refused(401, "Bad credentials")
    if not token.text and method != "GET":
        raise Refused(401, "Requires authentication")


def checked(fake: FakeGitHub, operation: Operation, answer: Answer) -> Answer:
    """An answer with all the fields that the contract requires; where it breaks it still, the test will fail."""
    schema = operation.response_schema(answer.status)
    if schema is not None:
        answer = replace(answer, body=Filler(fake.contract, fake.url).complete(schema, answer.body))
    fake.broken += fake.contract.response_faults(operation, answer.status, answer.body)
    return answer


def _mutated(fake: FakeGitHub, token: Token, body: Any) -> Answer:
    """POST /graphql, which OpenAPI does not tell of: two mutations, and the one field they need."""
    name, wanted = pull_routes.mutation(body["query"]), body["variables"].get("input", {}).get("pullRequestId")
    if name not in pull_routes.DRAFTS or not wanted:
        return _breach(fake, [f"POST {GRAPHQL}: {name or 'no mutation'} with {wanted!r} is not modelled"], 501)
    try:
        authenticate(fake, "POST", token)
    except Refused as refused:
        return Answer(refused.status, {"message": refused.message})
    return pull_routes.mutate(fake, token, name, wanted)


def _breach(fake: FakeGitHub, faults: list[str], status: int) -> Answer:
    fake.broken += faults
    return Answer(status, {"message": faults[0], "documentation_url": ""})
