# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cut GitHub's OpenAPI down to the calls we make, and to what a machine can check: `openapi.json` beside this file.

The source is the npm package `@octokit/openapi` (MIT, see `openapi.LICENSE.txt`), which nothing here depends on:

    npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-*.tgz
    .venv/bin/python tests/github/cut_openapi.py package/generated/api.github.com.json

The same source gives the same bytes. Paths, methods, parameters, types and what is required remain; prose does not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CUT = Path(__file__).with_name("openapi.json")
REPO = "/repos/{owner}/{repo}"
METHODS = ("delete", "get", "patch", "post", "put")

# Every path that a forge of ours calls, that PyGithub calls by itself, or that the set-up of a repository reads.
PATHS = (
    *("/app", "/app/installations", "/app/installations/{installation_id}"),
    *("/app/installations/{installation_id}/access_tokens", "/installation/repositories", "/rate_limit"),
    *("/user", "/user/{account_id}", "/users/{username}", REPO, f"{REPO}/installation"),
    f"{REPO}/actions/permissions",
    f"{REPO}/actions/permissions/fork-pr-contributor-approval",
    f"{REPO}/actions/permissions/workflow",
    f"{REPO}/actions/variables/{{name}}",
    f"{REPO}/branches",
    f"{REPO}/branches/{{branch}}",
    f"{REPO}/branches/{{branch}}/protection",
    f"{REPO}/collaborators",
    f"{REPO}/collaborators/{{username}}",
    f"{REPO}/collaborators/{{username}}/permission",
    f"{REPO}/commits",
    f"{REPO}/commits/{{ref}}",
    f"{REPO}/commits/{{ref}}/check-runs",
    f"{REPO}/commits/{{ref}}/status",
    f"{REPO}/commits/{{ref}}/statuses",
    f"{REPO}/compare/{{basehead}}",
    f"{REPO}/contents/{{path}}",
    f"{REPO}/dispatches",
    f"{REPO}/environments",
    f"{REPO}/environments/{{environment_name}}",
    f"{REPO}/environments/{{environment_name}}/deployment-branch-policies",
    f"{REPO}/git/blobs",
    f"{REPO}/git/blobs/{{file_sha}}",
    f"{REPO}/git/commits",
    f"{REPO}/git/commits/{{commit_sha}}",
    f"{REPO}/git/matching-refs/{{ref}}",
    f"{REPO}/git/ref/{{ref}}",
    f"{REPO}/git/refs",
    f"{REPO}/git/refs/{{ref}}",
    f"{REPO}/git/trees",
    f"{REPO}/git/trees/{{tree_sha}}",
    f"{REPO}/issues",
    f"{REPO}/issues/comments",
    f"{REPO}/issues/comments/{{comment_id}}",
    f"{REPO}/issues/comments/{{comment_id}}/reactions",
    f"{REPO}/issues/comments/{{comment_id}}/reactions/{{reaction_id}}",
    f"{REPO}/issues/{{issue_number}}",
    f"{REPO}/issues/{{issue_number}}/comments",
    f"{REPO}/issues/{{issue_number}}/labels",
    f"{REPO}/issues/{{issue_number}}/labels/{{name}}",
    f"{REPO}/issues/{{issue_number}}/lock",
    f"{REPO}/issues/{{issue_number}}/reactions",
    f"{REPO}/issues/{{issue_number}}/reactions/{{reaction_id}}",
    f"{REPO}/labels",
    f"{REPO}/labels/{{name}}",
    f"{REPO}/pages",
    f"{REPO}/pulls",
    f"{REPO}/pulls/{{pull_number}}",
    f"{REPO}/pulls/{{pull_number}}/commits",
    f"{REPO}/pulls/{{pull_number}}/files",
    f"{REPO}/pulls/{{pull_number}}/merge",
    f"{REPO}/pulls/{{pull_number}}/requested_reviewers",
    f"{REPO}/pulls/{{pull_number}}/reviews",
    f"{REPO}/pulls/{{pull_number}}/reviews/{{review_id}}",
    f"{REPO}/pulls/{{pull_number}}/reviews/{{review_id}}/dismissals",
    f"{REPO}/rulesets",
    f"{REPO}/rulesets/{{ruleset_id}}",
    f"{REPO}/statuses/{{sha}}",
)

# What GitHub takes and its contract leaves out. Labels as a bare array of names, and the older address of statuses:
# PyGithub uses both.
LABELS = f"{REPO}/issues/{{issue_number}}/labels"
NAMES = {"type": "array", "items": {"type": "string"}}
STATUSES = f"{REPO}/commits/{{ref}}/statuses"
OLD_STATUSES = f"{REPO}/statuses/{{sha}}"

# What a schema says that can be checked. `title`, `description`, `example`, `default`, `x-…` say nothing to a machine.
PLAIN = {"const", "enum", "format", "minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "pattern"}
PLAIN |= {"type", "required", "uniqueItems", "minProperties", "maxProperties"}
ONE = {"items", "not"}
MANY = {"allOf", "anyOf", "oneOf"}


def cut(source: dict[str, Any]) -> dict[str, Any]:
    """The contract alone, as OpenAPI 3.1: `paths` with their operations, and the `components` that they reach."""
    paths = {path: _path(source["paths"][path], source) for path in sorted(PATHS)}
    _complete(paths)
    components: dict[str, Any] = {"schemas": {}}
    waiting = sorted(_references(paths))
    while waiting:
        name = waiting.pop()
        if name not in components["schemas"]:
            components["schemas"][name] = schema = _schema(source["components"]["schemas"][name])
            waiting += sorted(_references(schema))
    info = {"title": "@octokit/openapi, cut", "version": source["info"]["version"]}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": components}


def _complete(paths: dict[str, Any]) -> None:
    """Add what GitHub takes and its contract leaves out."""
    for method in ("post", "put"):
        media = paths[LABELS][method]["requestBody"]["content"]["application/json"]
        media["schema"] = {"anyOf": [media["schema"], NAMES]}
    statuses = paths[STATUSES]["get"]
    renamed = [{**each, "name": "sha"} if each["name"] == "ref" else each for each in statuses["parameters"]]
    paths[OLD_STATUSES]["get"] = {**statuses, "parameters": renamed}


def _path(item: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    shared = item.get("parameters", [])
    return {method: _operation(item[method], shared, source) for method in METHODS if method in item}


def _operation(operation: dict[str, Any], shared: list[Any], source: dict[str, Any]) -> dict[str, Any]:
    parameters = [_resolve(each, source) for each in [*shared, *operation.get("parameters", [])]]
    kept = [_parameter(each) for each in parameters if each["in"] in {"path", "query"}]
    found: dict[str, Any] = {"parameters": sorted(kept, key=lambda each: (each["in"], each["name"]))}
    if "requestBody" in operation:
        body = _resolve(operation["requestBody"], source)
        found["requestBody"] = {"required": body.get("required", False), **_content(body)}
    found["responses"] = {
        status: _content(_resolve(answer, source)) for status, answer in sorted(operation["responses"].items())
    }
    return found


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {key: parameter[key] for key in ("name", "in", "required") if key in parameter}
    # `{path}` and `{ref}` stand for several segments (`data/services/x.yaml`, `heads/submission/gh-1`).
    if parameter["name"] in {"path", "ref", "branch", "basehead"} and parameter["in"] == "path":
        found["x-segments"] = True
    return {**found, "schema": _schema(parameter["schema"])}


def _content(holder: dict[str, Any]) -> dict[str, Any]:
    """What a body may be: JSON's schema, or nothing where there is no body or another medium only."""
    media = holder.get("content", {}).get("application/json")
    return {"content": {"application/json": {"schema": _schema(media["schema"])}}} if media else {}


def _schema(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    found = {key: schema[key] for key in PLAIN if key in schema}
    found |= {key: _schema(schema[key]) for key in ONE if key in schema}
    for key in MANY & schema.keys():
        # GitHub's alternatives overlap (an error fits several), so that "exactly one" would refuse its own answers.
        found["anyOf" if key == "oneOf" else key] = [_schema(each) for each in schema[key]]
    if "properties" in schema:
        found["properties"] = {name: _schema(each) for name, each in schema["properties"].items()}
    if isinstance(more := schema.get("additionalProperties"), dict):
        found["additionalProperties"] = _schema(more)
    elif more is False:
        found["additionalProperties"] = False
    return _nullable(found) if schema.get("nullable") else found


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """`nullable` in the words of 3.1: validators skip it in silence where there is no `type` beside it."""
    if not schema:
        return schema
    if set(schema) <= {"type", "format", "items", "pattern", "minLength", "maxLength"} and "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _resolve(item: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in item:
        return item
    _, _, group, name = item["$ref"].split("/")
    return dict(source["components"][group][name])


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].rpartition("/")[2]
        yield from (name for each in part.values() for name in _references(each))
    elif isinstance(part, list):
        yield from (name for each in part for name in _references(each))


def text(contract: dict[str, Any]) -> str:
    """One line for each path and each schema, so that an update reads as a difference."""
    head = json.dumps({"openapi": contract["openapi"], "info": contract["info"]})[:-1]
    paths, schemas = _lines(contract["paths"]), _lines(contract["components"]["schemas"])
    return f'{head},\n"paths": {{\n{paths}\n}},\n"components": {{"schemas": {{\n{schemas}\n}}}}}}\n'


def _lines(parts: dict[str, Any]) -> str:
    dump = {name: json.dumps(part, sort_keys=True, separators=(",", ":")) for name, part in sorted(parts.items())}
    return ",\n".join(f"{json.dumps(name)}: {line}" for name, line in dump.items())


if __name__ == "__main__":
    CUT.write_text(text(cut(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))), encoding="utf-8")
