# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The contract can fail: each way of breaking it is named, on the page of the contract and over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import requests
from github import GithubException
from github.Repository import Repository as Remote

from tests.github import cut_openapi
from tests.github.conftest import connect
from tests.github.contract import Contract, Operation, contract
from tests.github.fake import FakeGitHub
from tests.github.filler import Filler
from tests.github.gate import checked
from tests.github.repository import Repository
from tests.github.routing import HANDLERS, Answer

REPO = "/repos/esempio/catalogo"


@pytest.mark.parametrize(
    ("method", "path", "template"),
    [
        ("GET", "/git/ref/heads/submission/gh-1", "/git/ref/{ref}"),
        ("GET", "/contents/data/services/a.yaml", "/contents/{path}"),
        ("GET", "/contents/", "/contents/{path}"),
        ("GET", "/commits/main/status", "/commits/{ref}/status"),
        ("GET", "/commits/heads/submission/gh-1/check-runs", "/commits/{ref}/check-runs"),
        ("GET", "/branches/submission/gh-1/protection", "/branches/{branch}/protection"),
        ("GET", "/compare/main...submission/gh-1", "/compare/{basehead}"),
        ("GET", "/issues/comments", "/issues/comments"),
        ("GET", "/issues/12", "/issues/{issue_number}"),
    ],
)
def test_an_address_is_found(method: str, path: str, template: str) -> None:
    known = contract().find(method, REPO + path)
    assert known is not None
    assert known[0].template == "/repos/{owner}/{repo}" + template


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/isues"), ("PUT", "/issues"), ("GET", "/issues/1/2"), ("DELETE", "/pulls/1"), ("GET", "/not-modelled/x")],
)
def test_an_address_that_github_does_not_know(method: str, path: str) -> None:
    assert contract().find(method, REPO + path) is None


def operation(method: str, path: str) -> tuple[Operation, dict[str, str]]:
    known = contract().find(method, REPO + path)
    assert known is not None
    return known


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "fault"),
    [
        ("POST", "/issues", {}, None, "the request has no body"),
        ("POST", "/issues", {}, {}, '"title" is a required property'),
        ("POST", "/issues", {}, {"title": ["x"]}, "at /title"),
        ("POST", "/issues", {}, {"title": "x", "labels": "x"}, "at /labels"),
        ("POST", "/issues", {}, {"title": "x", "lables": []}, "at /lables: no field of GitHub's"),
        ("GET", "/issues", {}, {"state": "open"}, "a request body, which it does not take"),
        ("GET", "/issues", {"stat": "open"}, None, "query parameter stat is unknown"),
        ("GET", "/issues", {"state": "opened"}, None, "query parameter state may not be 'opened'"),
        ("GET", "/issues", {"per_page": "many"}, None, "query parameter per_page may not be 'many'"),
        ("GET", "/issues/x", {}, None, "path parameter issue_number may not be 'x'"),
        ("POST", "/issues/1/reactions", {}, {"content": "thumbs"}, "at /content"),
        ("POST", "/git/trees", {}, {"tree": [{"mode": "777"}]}, "at /tree/0/mode"),
        ("POST", "/git/trees", {}, {"tree": [{"paht": "x"}]}, "at /tree/0/paht: no field of GitHub's"),
        ("POST", "/statuses/abc", {}, {"state": "good"}, "at /state"),
        ("POST", "/issues/1/labels", {}, [1], "request body at /"),
    ],
)
def test_a_request_that_breaks_it(method: str, path: str, query: dict[str, str], body: Any, fault: str) -> None:
    found, params = operation(method, path)
    faults = contract().request_faults(found, params, query, body)
    assert any(fault in each and each.startswith(method) for each in faults), faults


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        ("POST", "/issues", {}, {"title": "x", "labels": ["a"]}),
        ("GET", "/issues", {"state": "all", "per_page": "100", "labels": "a,b"}, None),
        ("POST", "/issues/1/labels", {}, ["a"]),
        ("POST", "/issues/1/labels", {}, {"labels": ["a"]}),
        ("PUT", "/pulls/1/merge", {}, None),
    ],
)
def test_a_request_that_keeps_it(method: str, path: str, query: dict[str, str], body: Any) -> None:
    found, params = operation(method, path)
    assert contract().request_faults(found, params, query, body) == []


def comment() -> dict[str, Any]:
    found, _ = operation("POST", "/issues/1/comments")
    schema = found.response_schema(201)
    assert schema is not None
    whole = Filler(contract(), "http://127.0.0.1:1").complete(schema, {"id": 1, "user": {"login": "x"}})
    assert isinstance(whole, dict)
    return whole


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": None}, "at /id"),
        ({"id": "1"}, "at /id"),
        ({"user": {"login": "x"}}, "at /user"),
        ({"created_at": "yesterday"}, "at /created_at"),
        ({"author_association": "FRIEND"}, "at /author_association"),
        ({"url": "not an address"}, "at /url"),
        ({"boddy": "x"}, "at /boddy: no field of GitHub's"),
    ],
)
def test_an_answer_that_breaks_it(change: dict[str, Any], fault: str) -> None:
    found, _ = operation("POST", "/issues/1/comments")
    assert contract().response_faults(found, 201, comment()) == []
    faults = contract().response_faults(found, 201, {**comment(), **change})
    assert any(fault in each for each in faults), faults


def test_an_answer_that_lacks_a_field_or_has_the_wrong_status() -> None:
    found, _ = operation("POST", "/issues/1/comments")
    short = {name: value for name, value in comment().items() if name != "user"}
    assert '"user" is a required property' in contract().response_faults(found, 201, short)[0]
    assert "answers 200, which is none of its own" in contract().response_faults(found, 200, comment())[0]
    deleted, _ = operation("DELETE", "/git/refs/heads/x")
    assert "which has none" in contract().response_faults(deleted, 204, {})[0]


@pytest.mark.parametrize(
    ("verb", "path", "body", "fault"),
    [
        ("GET", "/isues", None, "GET /repos/esempio/catalogo/isues: GitHub knows no such call"),
        ("POST", "/issues", {"titel": "x"}, "POST /repos/{owner}/{repo}/issues: request body at /titel"),
        ("DELETE", "", None, "DELETE /repos/{owner}/{repo}: the fake does not model it"),
    ],
)
def test_a_broken_request_fails_the_test(verb: str, path: str, body: Any, fault: str) -> None:
    with pytest.raises(AssertionError) as failed, FakeGitHub() as fake:
        broken(fake, verb, path, body)
    assert fault in str(failed.value)


def broken(fake: FakeGitHub, verb: str, path: str, body: Any) -> None:
    repo = fake.repo("esempio/catalogo")
    remote = connect(fake, fake.token("esempio")).get_repo(repo.full_name)
    with pytest.raises(GithubException):
        remote.requester.requestJsonAndCheck(verb, f"{remote.url}{path}", input=body)


def test_a_broken_answer_fails_the_test(fake: FakeGitHub, repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    key = ("POST", "/repos/{owner}/{repo}/issues")
    monkeypatch.setitem(HANDLERS, key, ("", lambda call: Answer(201, {"number": "1", "titel": "x"})))
    connect(fake, fake.token("esempio")).get_repo(repo.full_name).create_issue("x")
    with pytest.raises(AssertionError) as failed:
        fake.verify()
    fake.broken.clear()
    assert "answer 201 at /number" in str(failed.value)
    assert "answer 201 at /titel: no field of GitHub's" in str(failed.value)


def test_an_address_that_is_filled_in_leads_nowhere(fake: FakeGitHub, bot: Remote) -> None:
    with pytest.raises(GithubException):
        bot.requester.requestJsonAndCheck("GET", bot.raw_data["events_url"])
    assert fake.broken.pop().endswith("events_url: GitHub knows no such call")


def test_a_failure_of_the_fake_itself_is_named(fake: FakeGitHub, bot: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HANDLERS, ("POST", "/repos/{owner}/{repo}/issues"), ("", lambda call: 1 / 0))
    monkeypatch.setattr("socketserver.BaseServer.handle_error", lambda *_: None)
    with pytest.raises(requests.ConnectionError):
        bot.create_issue("x")
    assert "the fake itself failed: ZeroDivisionError" in fake.broken.pop()


def test_an_unknown_mutation_is_named(fake: FakeGitHub, bot: Remote) -> None:
    with pytest.raises(GithubException):
        bot.requester.graphql_named_mutation("deleteRepository", {"x": 1}, "clientMutationId")
    assert "deleteRepository" in fake.broken.pop()


def test_a_refusal_is_held_to_the_contract_too(fake: FakeGitHub) -> None:
    found, _ = operation("POST", "/git/refs")
    checked(fake, found, Answer(422, {"mesage": "Reference already exists"}))
    assert "answer 422 at /mesage" in fake.broken.pop()


def test_every_handler_answers_an_operation_of_the_contract() -> None:
    known = {(each.method, each.template) for each in contract().operations}
    assert HANDLERS.keys() <= known


def test_the_cut_keeps_facts_and_no_prose(tmp_path: Path) -> None:
    text = cut_openapi.CUT.read_text(encoding="utf-8")
    document = json.loads(text)
    assert set(document["paths"]) == set(cut_openapi.PATHS)
    assert cut_openapi.text(document) == text
    assert not prose(document["paths"]) | prose(document["components"]["schemas"])
    assert prose({"description": "It is"}) == {"description"}


def prose(part: Any) -> set[str]:
    """The words of OpenAPI that only people read, where they stand with a text (a field may bear such a name)."""
    if isinstance(part, list):
        return {name for each in part for name in prose(each)}
    if not isinstance(part, dict):
        return set()
    here = {
        name for name in ("description", "summary", "example", "examples", "title") if isinstance(part.get(name), str)
    }
    return here.union(*(prose(each) for each in part.values()))


def test_null_is_a_type_where_github_says_nullable() -> None:
    small = {"openapi": "3.0.3", "info": {"version": "1"}, "paths": {path: {} for path in cut_openapi.PATHS}}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/thing"}}}, "description": "x"}
    answers = {"responses": {"200": body}, "requestBody": body, "summary": "x"}
    labels = dict.fromkeys(("post", "put"), answers)
    small["paths"] |= {cut_openapi.LABELS: labels, cut_openapi.STATUSES: {"get": answers}}
    plain, one = {"type": "string", "nullable": True, "example": "x"}, {"nullable": True, "allOf": [{"type": "object"}]}
    small["components"] = {"schemas": {"thing": {"properties": {"a": plain, "b": one}}, "unused": {}}}
    made = Contract({**cut_openapi.cut(small)})
    assert list(made.schemas) == ["thing"]
    thing = {"$ref": "#/components/schemas/thing"}
    assert made.fits(thing, {"a": None, "b": None})
    assert not made.fits(thing, {"a": 1})
    assert not made.fits(thing, {"b": 1})
