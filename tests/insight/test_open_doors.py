# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What companies open to their neighbours: which services and offers count, and where each of them stands."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from laltro.insight.figures.open_doors import OpenDoors, open_doors
from laltro.model.catalogue import Catalogue
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME
from tests.insight.stories import Made, catalogue
from tests.intake.samples import TODAY

COMPANY: Made = ("organization", "impresa", {"name": "Impresa Esempio", "organization_type": "company"})
OTHER: Made = ("organization", "ente", {"name": "Ente Esempio", "organization_type": "nonprofit"})

GONE: Made = ("organization", "chiusa", {"name": "Ex impresa", "organization_type": "company", "status": "archived"})


def service(**values: Any) -> Made:
    return "service", "s", {"name": "Servizio Esempio", "organization": "ente", **values}


def offer(**values: Any) -> Made:
    return "offer", "f", {"title": "Offerta Esempio", "organization": "impresa", "beneficiaries": "community", **values}


def match(**values: Any) -> Made:
    return "match", "m", {"offer": "f", "target": {"kind": "service", "id": "s"}, "state": "agreed", **values}


def lab(**values: Any) -> Made:
    return "lab", "l", {"title": "Laboratorio Esempio", "axis": ["companies", "citizens"], **values}


OUTCOME: Made = ("outcome", "e", {"title": "Esito Esempio", "lab": "l"})
STANDING = {"state": "open", "valid_to": "2027-06"}


def told(found: OpenDoors) -> dict[str, list[str]]:
    """Of each list that holds anything the ids."""
    named = {field.name: getattr(found, field.name) for field in fields(found)}
    return {name: [_id(item) for item in items] for name, items in named.items() if items}


def _id(item: Any) -> str:
    record = item[0] if isinstance(item, tuple) else getattr(item, "service", item)
    return str(record.id)


@pytest.mark.parametrize(
    ("records", "shown"),
    [
        # A service of a company, by what it says of who may use it.
        ([service(organization="impresa", open_to="community")], {"services": ["s"]}),
        ([service(organization="impresa", open_to="both")], {"services": ["s"]}),
        ([service(organization="impresa", open_to="employees")], {}),
        ([service(organization="chiusa", open_to="both"), GONE], {}),
        ([service(organization="impresa")], {}),
        ([service(partners=["impresa"], open_to="community")], {"services": ["s"]}),
        ([service(open_to="community")], {}),
        ([service(organization="impresa", open_to="community", historic=True)], {"past_services": ["s"]}),
        ([service(organization="impresa", open_to="community", service_status="inactive")], {"past_services": ["s"]}),
        ([service(organization="impresa", open_to="both", service_status="temporarily_closed")], {"services": ["s"]}),
        ([service(organization="impresa", open_to="community", status="archived")], {}),
        # An offer that went into a service shows there, and nowhere else.
        ([service(), offer(), match()], {"services": ["s"]}),
        ([service(), offer(state="delivered"), match(state="completed")], {"services": ["s"]}),
        ([service(open_to="employees"), offer(), match()], {"uncertain": ["f"]}),
        ([service(), offer(beneficiaries="employees"), match()], {}),
        ([service(), offer(organization="ente"), match()], {}),
        ([service(), offer(status="draft"), match()], {}),
        ([service(), offer(), match(state="proposed")], {"uncertain": ["f"]}),
        ([service(), offer(), match(status="draft")], {"uncertain": ["f"]}),
        # Another offer, by how it stands.
        ([offer(**STANDING)], {"offers": ["f"]}),
        ([offer(**STANDING | {"beneficiaries": "both"})], {"offers": ["f"]}),
        ([offer(**STANDING | {"beneficiaries": "employees"})], {}),
        ([offer(**STANDING | {"beneficiaries": None})], {}),
        ([offer(**STANDING | {"valid_to": None})], {"uncertain": ["f"]}),
        ([offer(**STANDING | {"valid_to": "2026-10"})], {"past_offers": ["f"]}),
        ([offer(**STANDING | {"historic": True})], {"past_offers": ["f"]}),
        ([offer(state="unknown")], {"uncertain": ["f"]}),
        ([offer(state="reserved")], {"past_offers": ["f"]}),
        ([offer(state="withdrawn")], {"past_offers": ["f"]}),
        # Labs of the axis of companies.
        ([lab(), OUTCOME], {"labs": ["l"]}),
        ([lab(axis=["citizens"])], {}),
        ([lab(status="draft")], {}),
    ],
)  # fmt: skip
def test_where_each_record_stands(records: list[Made], shown: dict[str, list[str]]) -> None:
    assert told(open_doors(catalogue(COMPANY, OTHER, *records), TODAY)) == shown


def test_a_door_names_each_company_once_and_a_lab_its_outcomes() -> None:
    draft = ("outcome", "bozza", {"title": "Esito Esempio", "lab": "l", "status": "draft"})
    known = catalogue(COMPANY, OTHER, service(partners=["impresa"]), offer(), match(), lab(), OUTCOME, draft)
    found = open_doors(known, TODAY)
    assert [[each.id for each in door.companies] for door in found.services] == [["impresa"]]
    assert [[each.id for each in outcomes] for _, outcomes in found.labs] == [["e"]]


@pytest.fixture(scope="module")
def real() -> Catalogue:
    return read_catalogue(HOME)


def test_every_company_offer_for_neighbours_is_told_once_or_through_a_service(real: Catalogue) -> None:
    found = open_doors(real, TODAY)
    doors = (*found.services, *found.past_services)
    matched = {
        str(match.get("offer"))
        for match in real.of("match")
        if match.get("target", {}).get("id") in {door.service.id for door in doors}
    }
    told = [offer.id for offers in (found.offers, found.uncertain, found.past_offers) for offer in offers]
    companies = {each.id for each in real.of("organization") if each.get("organization_type") == "company"}
    given = {offer.id for offer in real.of("offer") if offer.get("organization") in companies}
    assert len(told) == len(set(told))
    assert set(told).isdisjoint(matched)
    assert set(told) | matched >= given - {o.id for o in real.of("offer") if o.get("beneficiaries") == "employees"}
    assert all({each.id for each in door.companies} <= companies for door in doors)
