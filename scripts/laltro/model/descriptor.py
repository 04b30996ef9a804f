"""A kind from its descriptor: a Table Schema with nesting, references, words and form hints.

The descriptors in `schema/<kind>.yaml` are Frictionless Table Schemas (https://specs.frictionlessdata.io/table-schema/)
with a few properties of our own: `reference` (a kind or a vocabulary), `kinds` (a reference `{kind, id}` to one of
several kinds), `fields` (the parts of an object), `expected` (required once a form creates or a person assures the
record), `text` (line or paragraphs; translatable), `section` (where the page shows it),
`filter` (what the search calls it, where one may narrow by it), `form` (how it is asked) and `web_only` (asked on the
site, not in the issue form, which holds few questions).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from laltro.model.field import Field, cast_all
from laltro.model.schema import ExtraQuestion, FormHints, PageHints, Schema


def read_field(tree: Mapping[str, Any]) -> Field:
    """A field from its descriptor."""
    constraints = tree.get("constraints", {})
    item = tree.get("arrayItem")
    return Field(
        name=tree.get("name", ""),
        type=tree.get("type", "string"),
        format=tree.get("format", ""),
        required=constraints.get("required") == "true",
        expected=tree.get("expected") == "true",
        enum=tuple(constraints.get("enum", ())),
        pattern=constraints.get("pattern", ""),
        minimum=_bound(constraints.get("minimum")),
        maximum=_bound(constraints.get("maximum")),
        max_length=int(constraints["maxLength"]) if "maxLength" in constraints else None,
        unique_items=constraints.get("uniqueItems") == "true",
        reference=tree.get("reference", ""),
        kinds=tuple(tree.get("kinds", ())),
        text=tree.get("text", ""),
        filter=tree.get("filter", ""),
        section=tree.get("section", ""),
        form=tree.get("form", ""),
        web_only=tree.get("web_only") == "true",
        options=tuple(tree.get("options", ())),
        item=read_field(item) if item else None,
        fields=tuple(read_field(part) for part in tree.get("fields", ())),
    )


def _own_kind(field: Field, kind: str) -> Field:
    return replace(field, reference=kind) if field.reference == "same" else field


def _translations(fields: Sequence[Field], languages: Sequence[str]) -> Field:
    texts = [field for field in fields if field.text or (field.item and field.item.text)]
    parts = tuple(replace(field, required=False, expected=False, form="") for field in texts)
    return Field("translations", "object", fields=tuple(Field(lang, "object", fields=parts) for lang in languages))


def _bound(text: str | None) -> float | None:
    return None if text is None else float(text)


def read_schema(tree: Mapping[str, Any], common: Mapping[str, Any], languages: Sequence[str]) -> Schema:
    """A kind's schema from its descriptor and the one that holds the fields of every record.

    `id` and `status` of the common descriptor come first, the kind's own fields next, the other common ones last,
    then `translations` of every text field into each of `languages`.
    """
    shared = [_own_kind(read_field(item), tree["kind"]) for item in common["fields"]]
    own = [read_field(item) for item in tree["fields"]]
    begins = cast_all({item.name: item for item in own}, tree.get("begins", {}))
    return Schema(
        kind=tree["kind"],
        plural=tree["plural"],
        folder=tree["folder"],
        title=tree["title"],
        fields=(*shared[:2], *own, *shared[2:], _translations(own, languages)),
        identity=tuple(tree.get("identity", ())),
        alternatives=tuple(tuple(group) for group in tree.get("alternatives", ())),
        form=_hints(tree.get("form", {})),
        review=_hints(common.get("form", {})),
        page=_page(tree.get("page", {})),
        closed=tree.get("closed", {}),
        begins=begins,
        dated=tuple(tree.get("dated", ())),
        filters=tuple(common.get("filters", ())),
    )


def _page(tree: Mapping[str, Any]) -> PageHints:
    given = PageHints()
    return PageHints(
        order=int(tree.get("order", given.order)),
        searched=tree.get("searched", "true") == "true",
        latest_first=tree.get("latest_first", ""),
        icon=tree.get("icon", ""),
        glance=tuple(tree.get("glance", given.glance)),
        telephone=tree.get("telephone", ""),
        mapped=tree.get("mapped") == "true",
        visited=tree.get("visited", ""),
    )


def _hints(tree: Mapping[str, Any]) -> FormHints:
    return FormHints(
        stem=tree.get("stem", ""),
        number=int(tree.get("number", "0")),
        issue=tree.get("issue", "true") == "true",
        questions=tuple(_question(question) for question in tree.get("questions", ())),
        retired={name: tuple(labels) for name, labels in tree.get("retired", {}).items()},
    )


def _question(tree: Mapping[str, Any]) -> ExtraQuestion:
    own = read_field(tree["field"]) if "field" in tree else None
    fills, web_only = tuple(tree.get("fills", ())), tree.get("web_only") == "true"
    return ExtraQuestion(tree["id"], tree["asks"], tree["input"], tree.get("after", ""), own, fills, web_only)
