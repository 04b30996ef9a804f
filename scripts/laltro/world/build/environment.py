"""What the environment says of a run: which day it is, and where the site and the code will be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime

from laltro.model.moment import ROME

SITE_URL = "LALTRO_SITE_URL"
REPOSITORY = "LALTRO_REPOSITORY"
DEFAULT_URL = "http://127.0.0.1:8000/"


def today(environ: Mapping[str, str] = os.environ) -> date:
    """Today in Milan, or the day of SOURCE_DATE_EPOCH where it is set, so that a build can be repeated."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.astimezone(ROME).date()


def public_url(environ: Mapping[str, str] = os.environ) -> str:
    """Where the site will be published, with a final slash."""
    return (environ.get(SITE_URL) or DEFAULT_URL).rstrip("/") + "/"
