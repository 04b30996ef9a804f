"""For how long the free places that a service states may be believed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from laltro.model.moment import span

STAYS_FRESH = timedelta(days=60)


def is_fresh(capacity: Any, today: date) -> bool:
    """Whether a stated capacity (an object with the day on which it was `updated`) is 60 days old or younger."""
    days = span(str(capacity.get("updated", ""))) if isinstance(capacity, Mapping) else None
    return days is not None and days[0] == days[1] and today - STAYS_FRESH <= days[0] <= today
