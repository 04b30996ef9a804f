# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who refers to whom."""

from __future__ import annotations

import pytest

from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.world.data.support import ROOT, read_schemas

RECORDS = [
    Record("organization", "ente", {"name": "Ente", "parent": "ente"}),
    Record("shared_need", "bisogno", {"title": "Bisogno"}),
    Record("lab", "lab", {"title": "Lab", "host": "ente", "shared_needs": ["bisogno", "assente", "bisogno"]}),
    Record("offer", "offerta", {"title": "Offerta"}),
    Record("match", "patto", {"offer": "offerta", "target": {"kind": "lab", "id": "lab"}}),
    Record("match", "vuoto", {"offer": ["offerta"], "target": "lab"}),
    Record(
        "service",
        "servizio",
        {
            "partners": ["ente"],
            "organization": {"id": "ente"},
            "areas": ["training"],
            "channels": {"phones": [{"x": "y"}]},
        },
    ),
]
CATALOGUE = Catalogue(read_schemas(ROOT / "data"), {record.key: record for record in RECORDS})


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (("organization", "ente"), ["organization/ente.parent"]),
        (("lab", "lab"), ["organization/ente", "shared_need/bisogno", "shared_need/assente", "shared_need/bisogno"]),
        (("match", "patto"), ["offer/offerta", "lab/lab"]),
        (("match", "vuoto"), []),
        (("service", "servizio"), ["organization/ente"]),
    ],
)
def test_what_a_record_refers_to(key: tuple[str, str], found: list[str]) -> None:
    links = CATALOGUE.references(CATALOGUE.records[key])
    wanted = [text.partition(".")[0] for text in found]
    assert sorted("/".join(link.target) for link in links) == sorted(wanted)


def test_who_refers_to_a_record_and_from_where() -> None:
    links = CATALOGUE.referrers(("organization", "ente"))
    assert [(link.source.id, link.path) for link in links] == [
        ("lab", ("host",)),
        ("ente", ("parent",)),
        ("servizio", ("partners", 0)),
    ]
    assert CATALOGUE.referrers(("organization", "nessuno")) == []
    assert [link.source.id for link in CATALOGUE.referrers(("shared_need", "assente"))] == ["lab"]


def test_links_are_followed_both_ways_each_once() -> None:
    lab, need = CATALOGUE.records[("lab", "lab")], CATALOGUE.records[("shared_need", "bisogno")]
    assert [item.id for item in CATALOGUE.linked(lab, "shared_needs")] == ["bisogno"]
    assert [item.id for item in CATALOGUE.linking(need, "lab", "shared_needs")] == ["lab"]
    assert CATALOGUE.linking(need, "lab", "host") == []
    assert [item.id for item in CATALOGUE.linking(lab, "match", "target")] == ["patto"]


def test_records_are_found_and_named() -> None:
    assert [item.id for item in CATALOGUE.of("match")] == ["patto", "vuoto"]
    assert CATALOGUE.find("lab", "assente") is None
    titles = [CATALOGUE.name_for_matching(record) for record in RECORDS]
    assert titles == ["Ente", "Bisogno", "Lab", "Offerta", "patto", "vuoto", "servizio"]


def test_a_catalogue_with_more_or_fewer_records_leaves_the_first_alone() -> None:
    more = CATALOGUE.holding([Record("lab", "nuovo", {"host": "ente"}), Record("organization", "ente", {})])
    assert "nuovo" in [link.source.id for link in more.referrers(("organization", "ente"))]
    assert len(more.records) == len(CATALOGUE.records) + 1
    assert list(more.within([("lab", "nuovo"), ("lab", "assente")]).records) == [("lab", "nuovo")]
    assert CATALOGUE.find("lab", "nuovo") is None
