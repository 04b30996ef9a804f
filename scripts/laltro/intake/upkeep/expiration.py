"""The proposal that says of offers whose time ran out that they did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from laltro.insight.trust.expiry import expired
from laltro.intake.upkeep.own_proposal import Upkeep, proposal
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.strings import Strings


def expiration(catalogue: Catalogue, strings: Strings, today: date, current: Callable[[Record], str]) -> Upkeep:
    """The proposal as of `today`; `current` gives the text of a record's file."""
    return proposal(expired(catalogue, today), "expiration", catalogue, strings, today, current)
