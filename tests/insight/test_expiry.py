# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers whose time has run out."""

from __future__ import annotations

from datetime import date

import pytest

from laltro.insight.trust.expiry import expired
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from tests.intake.samples import real

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("values", "over"),
    [
        ({"state": "open", "valid_to": "2026-11-21"}, True),
        ({"state": "open", "valid_to": "2026-11-22"}, False),
        ({"state": "reserved", "valid_to": "2026-10"}, True),
        ({"state": "open", "valid_to": "2026-11"}, False),
        ({"state": "open", "valid_to": "2025"}, True),
        ({"state": "open", "valid_to": "2026"}, False),
        ({"state": "open"}, False),
        ({"state": "open", "valid_to": "domani"}, False),
        ({"state": "delivered", "valid_to": "2025"}, False),
        ({"state": "unknown", "valid_to": "2025"}, False),
        ({"state": "open", "valid_to": "2025", "historic": True}, False),
    ],
)
def test_an_offer_that_promises_something_expires_after_its_last_day(values: dict[str, object], over: bool) -> None:
    offer = Record("offer", "esempio", {"status": "published", **values})
    found = expired(Catalogue(real().catalogue.schemas, {offer.key: offer}), TODAY)
    assert [record.get("state") for record in found] == (["expired"] if over else [])
    assert offer.get("state") == values["state"]
