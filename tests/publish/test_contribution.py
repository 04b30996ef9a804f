"""What was given: how a contribution is named, shown, listed and exported."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from laltro.insight.story.thread import thread
from laltro.model.catalogue import Catalogue
from laltro.model.strings import Strings
from laltro.publish.data.open_data import released
from laltro.publish.data.tabular_package import package
from laltro.publish.edition.edition import Edition, public
from laltro.publish.lists.lists import kind_list
from laltro.publish.site.record_page import article
from laltro.voice.words import Words

MakeEdition = Callable[..., Edition]
ORGANIZATION = ("organization", "o", {"name": "Cooperativa Esempio"})
LAB = ("lab", "l", {"title": "Laboratorio di prova", "shared_needs": ["n"]})
NEED = ("shared_need", "n", {"title": "Un posto di prova"})
TO_LAB = {"kind": "lab", "id": "l"}
TO_CITY = {"kind": "territory", "id": "municipio-4"}
GIVEN = {
    "date": "2026-10-14",
    "provider": "o",
    "receiver": TO_LAB,
    "contribution_type": "hours",
    "quantity": 12.5,
    "unit": "hour",
}


def made(**values: Any) -> tuple[str, str, dict[str, Any]]:
    """A contribution with some values changed; None takes one away."""
    return "contribution", "c", {name: value for name, value in {**GIVEN, **values}.items() if value is not None}


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({}, "Cooperativa Esempio per Laboratorio di prova: 12,5 ore"),
        ({"quantity": 1}, "Cooperativa Esempio per Laboratorio di prova: 1 ora"),
        ({"quantity": 1200, "unit": "EUR"}, "Cooperativa Esempio per Laboratorio di prova: 1.200 euro"),
        ({"quantity": 3, "unit": "item"}, "Cooperativa Esempio per Laboratorio di prova: 3 pezzi"),
        ({"receiver": TO_CITY}, "Cooperativa Esempio per Municipio 4: 12,5 ore"),
        ({"provider": None, "alias": "Vicini"}, "Vicini per Laboratorio di prova: 12,5 ore"),
        ({"quantity": None}, "Cooperativa Esempio per Laboratorio di prova"),
        ({"unit": "secchi"}, "Cooperativa Esempio per Laboratorio di prova"),
        ({"quantity": "molte"}, "Cooperativa Esempio per Laboratorio di prova"),
        ({"provider": None}, "c"),
        ({"provider": "nessuno"}, "c"),
        ({"receiver": None}, "c"),
        ({"receiver": {"kind": "territory", "id": "altrove"}}, "c"),
    ],
)
def test_it_is_named_by_who_gave_what_to_whom(edition_of: MakeEdition, values: dict[str, Any], title: str) -> None:
    edition = edition_of(ORGANIZATION, LAB, made(**values))
    assert str(edition.title(edition.catalogue.records["contribution", "c"])) == title


def test_its_page_links_whoever_gave_and_received_and_tells_the_story(edition_of: MakeEdition) -> None:
    edition = edition_of(ORGANIZATION, LAB, NEED, made(receiver=TO_CITY))
    record = edition.catalogue.records["contribution", "c"]
    page = article(edition, record)
    assert '<a href="../../organizzazioni/o/">Cooperativa Esempio</a>' in page
    assert '<a href="../../territori/municipio-4/">Municipio 4</a>' in page
    assert "data-pagefind-body" not in page  # like a match: it has a list of its own and is not searched for
    assert [item.id for item in edition.territories["municipio-4"]] == ["c"]
    to_lab = edition_of(ORGANIZATION, LAB, NEED, made())
    steps = thread(to_lab.catalogue, to_lab.catalogue.records["contribution", "c"]).steps
    assert [(step.kind, [item.id for item in step.records]) for step in steps[:2]] == [
        ("shared_need", ["n"]),
        ("lab", ["l"]),
    ]


def test_an_empty_list_says_what_counts_and_how_to_register_one(edition_of: MakeEdition) -> None:
    html = str(kind_list(edition_of(forms=("abbinamento",)), "contribution"))
    assert "si conta solo quello che è stato dato davvero" in html
    assert 'href="../contribuisci/abbinamento/"' in html
    assert "contribuisci" not in str(kind_list(edition_of(), "contribution"))
    full = str(kind_list(edition_of(ORGANIZATION, LAB, made(), forms=("abbinamento",)), "contribution"))
    assert "14 ottobre 2026" in full
    assert "si conta solo" not in full


def test_its_table_tells_a_territory_from_a_record(
    catalogue_of: Callable[..., Catalogue], strings: dict[str, Strings]
) -> None:
    hidden = ("lab", "bozza", {"title": "Bozza", "status": "draft"})
    other = ("contribution", "d", {**GIVEN, "id": "d", "receiver": {"kind": "lab", "id": "bozza"}})
    catalogue = catalogue_of(ORGANIZATION, hidden, made(id="c", receiver=TO_CITY), other)
    files = package(released(public(catalogue)), [Words(one) for one in strings.values()], "https://example.org/")
    city, lab = csv.DictReader(io.StringIO(files["contributions.csv"].decode(), newline=""))
    assert (city["receiver_territory"], city["receiver_lab"]) == ("municipio-4", "")
    assert (lab["receiver_territory"], lab["receiver_lab"]) == ("", "")
    assert b'"resource": "territories"' in files["datapackage.json"]
