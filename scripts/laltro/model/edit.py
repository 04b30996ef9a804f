"""Changing a record's file without losing the comments that people wrote in it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import BaseResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from laltro.model.document import parse, scalar_style, scalar_text
from laltro.model.record import canonical
from laltro.model.schema import Schema


def edited(schema: Schema, text: str, values: Mapping[str, Any]) -> str:
    """The text of a record's file with `values` in place of its own.

    A file without comments is written canonically. In one with comments only the top-level fields that changed are
    touched; where that cannot be done faithfully the canonical text is the answer, since values matter more.
    """
    whole = canonical(schema, values)
    before = parse(text)
    if "#" not in text or before.problems or not isinstance(before.value, dict):
        return whole
    wanted = parse(whole).value
    assert isinstance(wanted, dict)
    changed = _rewrite(text, wanted, list(wanted))
    return changed if parse(changed).value == wanted else whole


def _rewrite(text: str, wanted: Mapping[str, Any], order: list[str]) -> str:
    yaml = _editor()
    tree = yaml.load(text)
    for name in [name for name in tree if name not in wanted]:
        del tree[name]
    for position, name in enumerate(order):
        if name not in tree:
            tree.insert(min(position, len(tree)), name, _node(wanted[name]))
        elif tree[name] != wanted[name]:
            tree[name] = _node(wanted[name])
    stream = io.StringIO()
    yaml.dump(tree, stream)
    return stream.getvalue()


def _editor() -> YAML:
    """Ruamel as a pure text editor: no scalar is ever taken for anything but text."""
    yaml = YAML(typ="rt")
    yaml.Resolver = BaseResolver
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    return yaml


def _node(value: Any) -> Any:
    if isinstance(value, Mapping):
        return CommentedMap({name: _node(item) for name, item in value.items()})
    if isinstance(value, list):
        return CommentedSeq([_node(item) for item in value])
    text = scalar_text(value)
    style = scalar_style(value)
    return {"|": LiteralScalarString, '"': DoubleQuotedScalarString}.get(style or "", str)(text)
