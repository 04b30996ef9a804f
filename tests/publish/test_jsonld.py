"""schema.org data: the right type, valid JSON, and nothing that ends its element (H4)."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from laltro.publish.data.jsonld import document, script
from laltro.publish.edition.edition import Edition

MakeEdition = Callable[..., Edition]


def data(edition_of: MakeEdition, kind: str, **values: Any) -> dict[str, Any] | None:
    edition = edition_of((kind, "x", values))
    return document(edition, edition.catalogue.records[kind, "x"])


@pytest.mark.parametrize(
    ("kind", "values", "type"),
    [
        ("service", {"name": "S"}, "Service"),
        ("service", {"name": "S", "is_public_service": True}, "GovernmentService"),
        ("service", {"name": "S", "is_public_service": False}, "Service"),
        ("organization", {"name": "O"}, "Organization"),
        ("place", {"name": "P"}, "Place"),
        ("meeting", {"title": "M", "lab": "l"}, "Event"),
        ("offer", {"title": "F"}, "Offer"),
        ("shared_need", {"title": "N"}, "Demand"),
    ],
)
def test_type_by_kind(edition_of: MakeEdition, kind: str, values: dict[str, Any], type: str) -> None:
    found = data(edition_of, kind, **values)
    assert found is not None
    assert found["@type"] == type
    assert found["url"].startswith("https://example.org/repo/")


@pytest.mark.parametrize("kind", ["lab", "outcome", "match", "contribution"])
def test_no_word_for_it(edition_of: MakeEdition, kind: str) -> None:
    assert data(edition_of, kind, title="X") is None


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "<!--", "]]>", "\u2028", '"\\', "<SCRIPT"])
def test_nothing_ends_the_element(edition_of: MakeEdition, name: str) -> None:
    edition = edition_of(("service", "x", {"name": name}))
    html = str(script(edition, edition.catalogue.records["service", "x"]))
    inside = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028") & set(inside)
    assert json.loads(inside)["name"] == name


def test_a_confidential_place_gives_only_its_municipio(edition_of: MakeEdition) -> None:
    found = data(
        edition_of,
        "place",
        name="Casa",
        confidential=True,
        description="Dietro la chiesa",
        address={"street": "Via Segreta 9"},
        latitude=45.4,
        longitude=9.1,
        nil="nil-50",
        municipio="municipio-6",
    )
    assert found is not None
    text = json.dumps(found)
    assert "Municipio 6" in text
    assert not any(secret in text for secret in ("Segreta", "45.4", "Dietro", "geo", "address"))


def test_an_approximate_point_is_not_given_as_a_point(edition_of: MakeEdition) -> None:
    found = data(edition_of, "place", name="P", latitude=45.4, longitude=9.1, point_basis="approximate")
    assert found is not None
    assert "geo" not in found


def test_an_unsafe_address_is_left_out(edition_of: MakeEdition) -> None:
    found = data(edition_of, "organization", name="O", website="javascript:alert(1)")
    assert found is not None
    assert "sameAs" not in found
