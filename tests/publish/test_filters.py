# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the search narrows by is said by the fields of the schema, and nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from laltro.model.catalogue import Catalogue
from laltro.model.field import Field
from laltro.model.schema import listed, searched
from laltro.model.strings import Strings
from laltro.publish.search.filters import filters, options, told
from laltro.voice.words import Words

MakeCatalogue = Callable[..., Catalogue]
SHUT: dict[str, Any] = {"name": "Casa", "accessibility": ["step_free"], "confidential": True}
OPEN: dict[str, Any] = {"name": "Sala", "accessibility": ["quiet", "step_free", "unknown"]}


def with_field(catalogue: Catalogue, kind: str, field: Field) -> Catalogue:
    schema = catalogue.schemas[kind]
    return replace(catalogue, schemas={**catalogue.schemas, kind: replace(schema, fields=(*schema.fields, field))})


def test_every_filter_has_a_field_and_a_name_in_every_language(
    catalogue_of: MakeCatalogue, strings: dict[str, Strings]
) -> None:
    catalogue = catalogue_of()
    fields = {item.filter for kind in catalogue.searched for item in catalogue.schemas[kind].fields if item.filter}
    assert set(filters(catalogue)) == fields
    assert all(own.find(f"site.search.facets.{name}") for name in fields for own in strings.values())


def test_a_further_filter_comes_last(catalogue_of: MakeCatalogue) -> None:
    before = filters(catalogue_of())
    catalogue = with_field(catalogue_of(), "organization", Field("membership", enum=("all",), filter="membership"))
    assert filters(catalogue) == [*before, "membership"]


@pytest.mark.parametrize(
    ("kind", "values", "name", "said"),
    [
        ("service", {"cost_type": "free"}, "cost", ["free"]),
        ("offer", {"conditions": "mutual"}, "cost", ["mutual"]),
        ("service", {"cost_type": "unknown"}, "cost", []),
        ("offer", {"beneficiaries": "both"}, "open_to", ["employees", "community"]),
        ("organization", {}, "cost", None),
        ("service", {"places": ["open"]}, "access", ["quiet", "step_free"]),
        ("service", {"places": ["open", "shut"]}, "access", ["quiet", "step_free"]),
        ("service", {"places": ["shut"]}, "access", []),
        ("offer", {"place": "open"}, "access", ["quiet", "step_free"]),
        ("outcome", {}, "access", None),
    ],
)
def test_what_a_record_says(
    catalogue_of: MakeCatalogue, kind: str, values: dict[str, Any], name: str, said: list[str] | None
) -> None:
    catalogue = catalogue_of(("place", "open", OPEN), ("place", "shut", SHUT), (kind, "x", values))
    assert told(catalogue, catalogue.records[kind, "x"], name) == said


@pytest.mark.parametrize(("values", "said"), [(OPEN, ["quiet", "step_free"]), (SHUT, [])])
def test_a_place_says_it_of_itself_unless_it_is_confidential(
    catalogue_of: MakeCatalogue, values: dict[str, Any], said: list[str]
) -> None:
    catalogue = catalogue_of(("place", "x", values))
    assert told(catalogue, catalogue.records["place", "x"], "access") == said


def test_options_are_those_in_use_in_the_order_of_the_schema(
    catalogue_of: MakeCatalogue, strings: dict[str, Strings]
) -> None:
    found = options(catalogue_of(), Words(strings["en"]), "cost", {"mutual", "fee", "cost_recovery"})
    assert [value for value, _ in found] == ["fee", "mutual", "cost_recovery"]


def test_kinds_are_listed_by_their_order_and_private_ones_never(catalogue_of: MakeCatalogue) -> None:
    schemas = dict(catalogue_of().schemas)
    page = schemas["place"].page
    assert listed(schemas)[0] == "service"
    assert "need" not in listed(schemas)
    assert set(listed(schemas)) - set(searched(schemas)) == {"match", "contribution"}
    unplaced = replace(schemas["place"], page=replace(page, order=type(page)().order))
    assert listed({**schemas, "place": unplaced})[-1] == "place"
    assert listed({**schemas, "place": replace(schemas["place"], page=replace(page, order=0))})[0] == "place"
