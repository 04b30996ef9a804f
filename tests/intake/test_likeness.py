# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a submission looks like, told where it is decided, answered and reviewed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from laltro.insight.likeness.evidence import Evidence
from laltro.insight.likeness.likeness import Likeness
from laltro.intake.reading.resolve import misspelt
from laltro.intake.told.markdown import escaped
from laltro.intake.told.reply import as_object, render
from tests.intake.samples import codes, decided, real, service

TWIN = "Centro estivo del Barrio's"
PLACE = {"places": "Sala d'esempio", "place_street": "VIA CICERI VISCONTI LAURA, 1", "place_municipio": "municipio-4"}


@pytest.mark.parametrize(
    ("kind", "name", "meant"),
    [
        ("organization", "Comunità del Giambelino", True),
        ("organization", "Lab Café", True),
        ("organization", "Fondazione Housing Sociale di Milano", True),
        ("organization", "Associazione Dynamoscopio", True),
        ("organization", "Comitato d'esempio Corvetto", False),
        ("organization", "Fondazione d'esempio", False),
        ("organization", "", False),
        ("place", "Biblioteca Calvairatte", True),
        ("place", "Biblioteca d'esempio", False),
    ],
)
def test_a_name_that_nobody_bears_may_be_misspelt(kind: str, name: str, meant: bool) -> None:
    assert misspelt(real().catalogue, kind, name) is meant


def test_a_misspelt_organisation_is_asked_about_and_the_right_one_offered() -> None:
    decision = decided(service(organization="Comunità del Giambelino"))
    assert ("reference-unknown", "organization") in codes(decision)
    [problem] = [problem for problem in decision.diagnostics if problem.code == "reference-unknown"]
    assert "(comunita-giambellino)" in problem.params["options"]


def test_a_double_is_told_with_its_reasons_in_both_languages() -> None:
    decision = decided(service(name=TWIN, organization="comunita-nuova", places="piazzale-donne-partigiane"))
    assert [each.record.id for each in decision.duplicates] == ["barrios-estate"]
    for lang, told in (("it", "stessa organizzazione, stesso luogo"), ("en", "same organisation, same place")):
        assert told in render(decision, real().catalogue, real().words[lang])
    [double] = as_object(decision, real().catalogue, real().words, {})["duplicates"]
    assert list(double) == ["kind", "id", "name", "score", "messages"]
    assert double["score"] >= 90
    assert double["messages"]["it"].startswith(f"somiglianza {double['score']} su 100: nome simile (centro estivo")


def test_what_people_wrote_is_inert_in_the_reasons() -> None:
    twin = real().catalogue.records["service", "piano-c"]
    likeness = Likeness(twin, 90, (Evidence("same_email", 3.0, {"value": "@tutti <b> #1"}),))
    text = render(replace(decided(service()), duplicates=(likeness,)), real().catalogue, real().words["it"])
    assert f"stessa e-mail ({escaped('@tutti <b> #1')})" in text
    assert "@tutti" not in text


def test_a_place_that_the_form_describes_is_compared_as_well() -> None:
    decision = decided(service(**PLACE))
    assert [record.kind for record in decision.records] == ["service", "place"]
    assert decision.duplicates == ()
    twin = decided(service(**{**PLACE, "places": "Biblioteca rionale Calvairate"}))
    assert [(each.record.kind, each.record.id) for each in twin.duplicates] == [("place", "biblioteca-calvairate")]
