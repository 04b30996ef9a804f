# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fields that GitHub's contract requires and the fake has no use for, filled with what means nothing.

An address made here leads nowhere on purpose: who follows it breaks the contract, and the test says so.
"""

from __future__ import annotations

from typing import Any

from tests.github.contract import Contract, Schema

NOWHERE = "not-modelled"
NEUTRAL: dict[str, Any] = {"array": [], "boolean": False, "integer": 0, "number": 0, "string": ""}
EPOCH = "1970-01-01T00:00:00Z"


class Filler:
    """Completes answers by a contract; `url` is the address of the server that gives them."""

    def __init__(self, contract: Contract, url: str) -> None:
        self.contract = contract
        self.url = url

    def complete(self, schema: Schema, value: Any) -> Any:
        """The value with every required field; what is given stays as it is."""
        schema = self._fitting(schema, value)
        if isinstance(value, list):
            return [self.complete(schema.get("items", {}), each) for each in value]
        if not isinstance(value, dict):
            return value
        for part in schema.get("allOf", ()):
            value = self.complete(part, value)
        known = schema.get("properties", {})
        missing = [name for name in schema.get("required", ()) if name not in value]
        filled = {name: self._neutral(known.get(name, {}), name) for name in missing}
        return {name: self.complete(known.get(name, {}), each) for name, each in value.items()} | filled

    def _fitting(self, schema: Schema, value: Any) -> Schema:
        """The alternative that names most of the value's fields, where there are several."""
        schema = self.contract.resolve(schema)
        choices = [self._fitting(each, value) for key in ("anyOf", "oneOf") for each in schema.get(key, ())]
        choices = [each for each in choices if _kind(value) in _kinds(each)]
        if not choices:
            return schema
        names = set(value) if isinstance(value, dict) else set()
        return max(choices, key=lambda each: len(names & set(each.get("properties", {}))))

    def _neutral(self, schema: Schema, name: str) -> Any:
        schema = self.contract.resolve(schema)
        choices = [self.contract.resolve(each) for key in ("anyOf", "oneOf") for each in schema.get(key, ())]
        if any("null" in _kinds(each) for each in [schema, *choices]):
            return None
        if choices:
            return self._neutral(choices[0], name)
        if "enum" in schema:
            return schema["enum"][0]
        if schema.get("format") in {"uri", "date-time"} or name.endswith("url"):
            return EPOCH if schema.get("format") == "date-time" else f"{self.url}/{NOWHERE}/{name}"
        kinds = [kind for kind in _kinds(schema) if kind in NEUTRAL]
        return NEUTRAL[kinds[0]] if kinds else self.complete(schema, {})


def _kinds(schema: Schema) -> list[str]:
    """The JSON types that a schema allows; an object where it says nothing but has fields."""
    kinds = schema.get("type", "object" if "properties" in schema or "allOf" in schema else [])
    return [kinds] if isinstance(kinds, str) else kinds


def _kind(value: Any) -> str:
    names = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}
    return names.get(type(value), "null")
