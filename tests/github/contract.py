# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""GitHub's own contract (`openapi.json`): is this request one that GitHub knows, is this answer one that it gives?

A fault is a sentence that names the call and the place; no faults, no difference was found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs

Schema = dict[str, Any]
ERROR: Schema = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("basic-error", "validation-error")]}


@dataclass(frozen=True)
class Operation:
    """One method of one path template, and what its parameters and bodies have to be."""

    method: str
    template: str
    facts: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.template}"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The template as an expression; a parameter that is marked so spans several segments."""
        wide = {each["name"] for each in self.facts["parameters"] if each.get("x-segments")}
        parts = re.split(r"\{([^}]+)\}", self.template)
        named = [
            f"(?P<{part}>{'.*' if part in wide else '[^/]+'})" if index % 2 else re.escape(part)
            for index, part in enumerate(parts)
        ]
        return re.compile("".join(named))

    def request_schema(self) -> Schema | None:
        """The schema of the body to be sent; None where none is taken."""
        return _json(self.facts.get("requestBody", {}))

    def response_schema(self, status: int) -> Schema | None:
        """The schema of the answer with `status`; an error of which nothing is said is one of GitHub's usual two."""
        schema = _json(self.facts["responses"].get(str(status), {}))
        return ERROR if schema is None and status >= 400 else schema


class Contract:
    """The operations of an OpenAPI 3.1 document, and the validators of their schemas."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.schemas: dict[str, Schema] = document["components"]["schemas"]
        self.operations = [
            Operation(method.upper(), template, facts)
            for template, methods in document["paths"].items()
            for method, facts in methods.items()
        ]
        self.operations.sort(key=_looseness)
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation of a path (still quoted), and its parameters; None for what GitHub does not know."""
        for operation in self.operations:
            if operation.method == method and (match := operation.pattern.fullmatch(path)):
                return operation, {name: unquote(value) for name, value in match.groupdict().items()}
        return None

    def request_faults(
        self, operation: Operation, params: Mapping[str, str], query: Mapping[str, str], body: Any
    ) -> list[str]:
        """What GitHub's contract says against a request; `body` is parsed JSON, None where nothing was sent."""
        found = [f"{operation}: {fault}" for fault in self._parameter_faults(operation, params, query)]
        schema = operation.request_schema()
        if body is None:
            required = schema is not None and operation.facts["requestBody"]["required"]
            return [*found, f"{operation}: the request has no body"] if required else found
        if schema is None:
            return [*found, f"{operation}: a request body, which it does not take"]
        return found + [f"{operation}: request body {fault}" for fault in self._body_faults(schema, body)]

    def response_faults(self, operation: Operation, status: int, body: Any) -> list[str]:
        """What GitHub's contract says against an answer; `body` is parsed JSON, None where nothing was sent."""
        if status < 400 and str(status) not in operation.facts["responses"]:
            return [f"{operation}: answers {status}, which is none of its own"]
        schema = operation.response_schema(status)
        if schema is None:
            return [] if body is None else [f"{operation}: an answer body with {status}, which has none"]
        return [f"{operation}: answer {status} {fault}" for fault in self._body_faults(schema, body)]

    def resolve(self, schema: Schema) -> Schema:
        """The schema itself behind a reference."""
        while "$ref" in schema:
            schema = self.schemas[schema["$ref"].rpartition("/")[2]]
        return schema

    def fits(self, schema: Schema, value: Any) -> bool:
        """Whether the value is what the schema asks."""
        return self._validator(schema).is_valid(value)

    def _parameter_faults(
        self, operation: Operation, params: Mapping[str, str], query: Mapping[str, str]
    ) -> Iterator[str]:
        known = {(each["in"], each["name"]): each for each in operation.facts["parameters"]}
        for place, given in (("path", params), ("query", query)):
            for name, text in given.items():
                if (place, name) not in known:
                    yield f"{place} parameter {name} is unknown"
                elif not any(self.fits(known[place, name]["schema"], value) for value in _readings(text)):
                    yield f"{place} parameter {name} may not be {text!r}"
        required = {name for (_, name), each in known.items() if each.get("required")}
        yield from (f"parameter {name} is missing" for name in sorted(required - {*params, *query}))

    def _body_faults(self, schema: Schema, body: Any) -> Iterator[str]:
        for error in self._validator(schema).iter_errors(body):
            yield f"at {_place(error.instance_path)}: {error.message[:300]}"
        for place in self._strangers(schema, body, ()):
            yield f"at {_place(place)}: no field of GitHub's"

    def _validator(self, schema: Schema) -> jsonschema_rs.Draft202012Validator:
        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            whole = {"allOf": [schema], "components": {"schemas": self.schemas}}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        return self._validators[key]

    def _strangers(self, schema: Schema, value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
        """Places of fields that no branch of the schema names: OpenAPI lets them pass, a typing error should not."""
        if isinstance(value, list):
            items = [found["items"] for found in self._branches(schema) if "items" in found]
            for index, each in enumerate(value if items else []):
                yield from self._strangers({"anyOf": items}, each, (*place, index))
        elif isinstance(value, dict):
            yield from self._strange_names(list(self._branches(schema)), value, place)

    def _strange_names(
        self, branches: list[Schema], value: dict[str, Any], place: tuple[str | int, ...]
    ) -> Iterator[tuple[str | int, ...]]:
        named = [found for found in branches if "properties" in found]
        if not named or any("additionalProperties" in found for found in branches):
            return
        for name, each in value.items():
            schemas = [found["properties"][name] for found in named if name in found["properties"]]
            if schemas:
                yield from self._strangers({"anyOf": schemas}, each, (*place, name))
            else:
                yield (*place, name)

    def _branches(self, schema: Schema) -> Iterator[Schema]:
        """The schema and everything it is put together from."""
        schema = self.resolve(schema)
        yield schema
        for key in ("allOf", "anyOf", "oneOf"):
            for each in schema.get(key, ()):
                yield from self._branches(each)


@cache
def contract() -> Contract:
    """GitHub's contract, read once."""
    return Contract(json.loads(Path(__file__).with_name("openapi.json").read_text(encoding="utf-8")))


def _looseness(operation: Operation) -> tuple[bool, int, list[bool]]:
    """How late to try an operation: those that span segments last, the longest first, and words before parameters."""
    parts = operation.template.split("/")
    wide = any("x-segments" in each for each in operation.facts["parameters"])
    return wide, -len(parts) if wide else 0, [part.startswith("{") for part in parts]


def _json(holder: Mapping[str, Any]) -> Schema | None:
    schema: Schema | None = holder.get("content", {}).get("application/json", {}).get("schema")
    return schema


def _readings(text: str) -> Iterator[Any]:
    """What a parameter's text can mean: itself, a number, a truth value, the items of a list."""
    yield text
    if re.fullmatch(r"-?[0-9]+", text):
        yield int(text)
    if text in {"true", "false"}:
        yield text == "true"
    yield text.split(",")


def _place(path: Any) -> str:
    return "/" + "/".join(map(str, path))
