# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an organisation opens and what happens in a place: each thing once, where it belongs."""

from __future__ import annotations

from typing import Any

import pytest

from laltro.insight.story.given import given
from tests.insight.stories import Made, catalogue, found

ORGANIZATION = ("organization", "o", {"name": "Cooperativa Esempio"})
PLACE = ("place", "p", {"name": "Spazio Esempio"})


def service(**values: Any) -> Made:
    return "service", "x", {"name": "Esempio", **values}


def offer(**values: Any) -> Made:
    return "offer", "x", {"title": "Esempio", "organization": "o", **values}


def lab(**values: Any) -> Made:
    return "lab", "x", {"title": "Esempio", **values}


@pytest.mark.parametrize(
    ("record", "gifts"),
    [
        (service(organization="o", open_to="community"), ["services_open"]),
        (service(organization="o", open_to="both"), ["services_open"]),
        (service(organization="o", open_to="employees"), ["services_staff"]),
        (service(organization="o"), ["services"]),
        (service(partners=["o"], open_to="community"), ["services_open"]),
        (service(organization="o", partners=["o"]), ["services"]),
        (offer(state="open"), ["offers_open"]),
        (offer(state="open", historic=True), ["offers_over"]),
        (offer(state="reserved"), ["offers_given"]),
        (offer(state="delivered"), ["offers_given"]),
        (offer(state="withdrawn"), ["offers_over"]),
        (offer(state="unknown"), ["offers_unknown"]),
        (offer(), ["offers_unknown"]),
        (lab(lead="o", partners=["o"]), ["labs_led"]),
        (lab(host="o"), ["labs_hosted"]),
        (lab(partners=["o"]), ["labs_joined"]),
        (("place", "x", {"name": "Esempio", "organization": "o"}), ["places"]),
        (("contribution", "x", {"provider": "o"}), ["contributions"]),
        (("meeting", "x", {"title": "Esempio", "organizations": ["o"]}), ["meetings_joined"]),
        (service(organization="altra"), []),
        (service(assured_by="o"), []),
    ],
)
def test_what_an_organisation_opens(record: Made, gifts: list[str]) -> None:
    made = catalogue(ORGANIZATION, record)
    assert [gift.name for gift in given(made, found(made, "organization/o"))] == gifts


@pytest.mark.parametrize(
    ("record", "gifts"),
    [
        (service(places=["p"]), ["services_here"]),
        (offer(place="p"), ["offers_here"]),
        (lab(place="p"), ["labs_here"]),
        (("meeting", "x", {"title": "Esempio", "place": "p"}), ["meetings_here"]),
        (("organization", "x", {"name": "Esempio", "places": ["p"]}), ["organizations_here"]),
        (service(), []),
    ],
)
def test_what_happens_in_a_place(record: Made, gifts: list[str]) -> None:
    made = catalogue(PLACE, record)
    assert [gift.name for gift in given(made, found(made, "place/p"))] == gifts


def test_other_kinds_open_nothing() -> None:
    made = catalogue(lab(), ("meeting", "m", {"title": "Esempio", "lab": "x"}))
    assert given(made, found(made, "lab/x")) == ()
