# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Types and order come from the schema alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laltro.model.descriptor import read_field, read_schema
from laltro.model.document import dump, parse
from laltro.model.field import Field, walk

COMMON = {
    "fields": [
        {"name": "id", "constraints": {"required": "true"}},
        {"name": "status"},
        {"name": "replaced_by", "reference": "same"},
    ]
}
TREE = {
    "kind": "esempio",
    "plural": "esempi",
    "folder": "esempi",
    "title": "name",
    "identity": ["name"],
    "fields": [
        {"name": "name", "text": "line", "expected": "true", "constraints": {"maxLength": "20"}},
        {"name": "count", "type": "integer", "constraints": {"minimum": "0"}},
        {"name": "open", "type": "boolean"},
        {
            "name": "rows",
            "type": "array",
            "arrayItem": {"type": "object", "fields": [{"name": "amount", "type": "number"}, {"name": "note"}]},
        },
    ],
}
SCHEMA = read_schema(TREE, COMMON, ["en"])


@pytest.mark.parametrize(
    ("type", "text", "value"),
    [
        ("integer", "0", 0),
        ("integer", "-12", -12),
        *[("integer", text, text) for text in ("007", "+5", "1.0", "1_000", "٣", "²", "-0", " 1", "", "9" * 16)],
        ("number", "2.5", 2.5),
        ("number", "9.23", 9.23),
        ("number", "12", 12),
        ("number", "-0.5", -0.5),
        *[("number", text, text) for text in ("1,5", "1e5", "nan", "inf", "1.2.3", ".", "-", "+1.5", "٣.٣", "0x1")],
        ("boolean", "true", True),
        ("boolean", "false", False),
        *[("boolean", text, text) for text in ("yes", "True", "1", "sì", "")],
        ("string", "020", "020"),
    ],
)
def test_text_is_cast_only_where_it_fits(type: str, text: str, value: Any) -> None:
    found = Field("x", type).cast(text)
    assert found == value
    assert found.__class__ is value.__class__


@pytest.mark.parametrize(
    ("tree", "values"),
    [
        ({"count": "3", "rows": [{"amount": "2.5"}]}, {"count": 3, "rows": [{"amount": 2.5}]}),
        ({"name": "", "rows": [], "open": "false"}, {"open": False}),
        ({"rows": [{"amount": "1", "note": ""}]}, {"rows": [{"amount": 1}]}),
        ({"translations": {"en": {"name": ""}}}, {}),
        ({"nmae": "", "altro": {"a": "1"}}, {"nmae": "", "altro": {"a": "1"}}),
        ({"count": ["1"], "rows": {"amount": "1"}}, {"count": ["1"], "rows": {"amount": "1"}}),
    ],
)
def test_a_record_is_cast_whole(tree: Any, values: Any) -> None:
    assert SCHEMA.cast(tree) == values


def test_the_canonical_order_is_the_schemas() -> None:
    values = {"unknown": "x", "rows": [{"note": "b", "amount": 1}], "name": "a", "open": None, "id": "i"}
    assert repr(SCHEMA.arrange(values)) == repr(
        {"id": "i", "name": "a", "rows": [{"amount": 1, "note": "b"}], "unknown": "x"}
    )


def test_the_common_fields_embrace_the_kinds_own() -> None:
    names = ["id", "status", "name", "count", "open", "rows", "replaced_by", "translations"]
    assert [item.name for item in SCHEMA.fields] == names


def test_same_means_the_own_kind_and_translations_hold_texts_only() -> None:
    replaced, translations = SCHEMA.field("replaced_by"), SCHEMA.field("translations")
    assert replaced is not None
    assert replaced.reference == "esempio"
    assert translations is not None
    assert [[part.name for part in lang.fields] for lang in translations.fields] == [["name"]]
    assert not translations.fields[0].fields[0].expected


def test_constraints_are_read_from_text() -> None:
    item = read_field({"name": "n", "type": "integer", "constraints": {"minimum": "-1", "maximum": "5", "enum": ["1"]}})
    assert (item.minimum, item.maximum, item.enum, item.required) == (-1, 5, ("1",), False)


def test_walk_meets_containers_before_their_contents_and_skips_what_it_does_not_know() -> None:
    values = {"rows": [{"amount": 1, "x": 2}, "y"], "nmae": "z", "name": "n"}
    assert [path for path, _, _ in walk(SCHEMA.fields, values)] == [
        ("name",),
        ("rows",),
        ("rows", 0),
        ("rows", 0, "amount"),
        ("rows", 1),
    ]


@given(st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9).map(lambda number: round(number, 6)))
def test_law_numbers_are_read_back_as_they_were_written(number: float) -> None:
    assert Field("x", "number").cast(parse(dump({"x": number})).value["x"]) == number  # type: ignore[call-overload, index]
