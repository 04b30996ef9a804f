# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which territories a record belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from laltro.model.catalogue import Catalogue, Vocabulary
from laltro.model.record import Record
from laltro.model.record_where import at_home, municipi_of, territories_of
from laltro.world.data.support import ROOT, read_schemas

PARTS = (
    {"nil": "nil-1", "municipio": "municipio-1", "share": "1.0000"},
    {"nil": "nil-27", "municipio": "municipio-5", "share": "0.5014"},
    {"nil": "nil-27", "municipio": "municipio-4", "share": "0.4981"},
    {"nil": "nil-2", "municipio": "municipio-1", "share": "0.9934"},
    {"nil": "nil-2", "municipio": "municipio-6", "share": "0.0066"},
    {"nil": "nil-3", "municipio": "municipio-6", "share": "molto"},
    {"nil": "nil-3"},
)
CATALOGUE = Catalogue(
    read_schemas(ROOT / "data"),
    {
        ("place", "luogo"): Record("place", "luogo", {"nil": "nil-26", "municipio": "municipio-4"}),
        ("place", "fuori"): Record("place", "fuori", {"nil": "nil-1"}),
        ("lab", "lab"): Record("lab", "lab", {"territories": ["municipio-6"]}),
    },
    {"territory_parts": Vocabulary("territory_parts", "", {}, PARTS)},
)


@pytest.mark.parametrize(
    ("kind", "values", "found", "home"),
    [
        ("service", {}, [], True),
        ("service", {"places": ["luogo"]}, ["municipio-4", "nil-26"], True),
        ("service", {"places": ["fuori"]}, ["municipio-1", "nil-1"], False),
        ("service", {"places": ["fuori", "luogo"]}, ["municipio-4", "nil-1", "nil-26"], True),
        ("service", {"places": ["assente"]}, [], True),
        ("service", {"service_area": ["milano"]}, ["milano"], True),
        ("service", {"service_area": ["municipio-9"]}, ["municipio-9"], False),
        ("service", {"service_area": "municipio-9"}, [], True),
        ("place", {"nil": "nil-27"}, ["municipio-4", "municipio-5", "nil-27"], True),
        ("place", {"nil": "nil-2"}, ["municipio-1", "nil-2"], False),
        ("place", {"nil": "nil-3"}, ["nil-3"], True),
        ("place", {"nil": ["nil-2"]}, [], True),
        ("meeting", {"lab": "lab"}, ["municipio-6"], True),
        ("contribution", {"receiver": {"kind": "territory", "id": "municipio-4"}}, ["municipio-4"], True),
        ("contribution", {"receiver": {"kind": "territory", "id": "municipio-9"}}, ["municipio-9"], False),
        ("contribution", {"receiver": {"kind": "territory", "id": ["x"]}}, [], True),
        ("contribution", {"receiver": {"kind": "lab", "id": "lab"}}, [], True),
        ("contribution", {"receiver": "municipio-4"}, [], True),
        ("meeting", {"lab": "lab", "place": "luogo"}, ["municipio-4", "municipio-6", "nil-26"], True),
    ],
)
def test_territories_of_a_record(kind: str, values: Any, found: list[str], home: bool) -> None:
    record = Record(kind, "esempio", values)
    assert territories_of(CATALOGUE, record) == found
    assert at_home(CATALOGUE, record) is home


def test_without_the_table_of_parts_a_nil_has_no_municipio() -> None:
    assert municipi_of(replace(CATALOGUE, vocabularies={}), "nil-1") == []
