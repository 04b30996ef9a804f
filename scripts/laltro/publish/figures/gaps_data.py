"""The tables of what is missing as files, with the ids of the records behind each figure; few voices stay hidden."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from laltro.insight.figures.gaps import GapRow
from laltro.insight.figures.voices import LEAST, Voices
from laltro.model.record import Key
from laltro.publish.data.open_data import FOLDER, LICENCE, as_json
from laltro.publish.data.tabular_package import csv_bytes
from laltro.publish.edition.edition import Edition
from laltro.publish.figures.gaps_page import CSV, JSON, PAGE

COLUMNS = (
    "territory",
    "area",
    "population",
    "voices",
    "voices_note",
    "shared_needs",
    "services",
    "capacity",
    "idle_offers",
)
Tree = dict[str, Any]


def gaps_files(edition: Edition) -> dict[str, bytes]:
    """Path in the site → bytes, for all languages at once.

    JSON: `{title, licence, source, homepage, method, date, rows: [{territory, area, population, voices, voices_note,
    shared_needs, services, capacity: [{unit, free}], idle_offers}]}`. CSV: the columns of COLUMNS, ids separated by
    blanks. `voices_note` is `fewer_than_5` where the number is left out, `at_least` where a sum leaves such ones out.
    """
    found = [_row(edition, row) for row in edition.gaps]
    rows = [COLUMNS, *([_cell(row[name]) for name in COLUMNS] for row in found)]
    return {f"{FOLDER}/{JSON}": as_json({**_about(edition), "rows": found}), f"{FOLDER}/{CSV}": csv_bytes(rows)}


def _about(edition: Edition) -> Tree:
    return {
        "title": edition.words.t("site.gaps.title"),
        "licence": LICENCE["path"],
        "source": edition.words.t("site.footer.source"),
        "homepage": edition.site_url,
        "method": edition.absolute(f"{PAGE}#method"),
        "date": edition.today.isoformat(),  # offers expire and voices come without any public record changing
    }


def _row(edition: Edition, row: GapRow) -> Tree:
    return {
        "territory": row.territory,
        "area": row.area,
        "population": row.population,
        "voices": row.voices.count or (None if row.voices.hidden else 0),
        "voices_note": _note(row.voices),
        "shared_needs": _ids(edition, row.shared_needs),
        "services": _ids(edition, row.services),
        "capacity": [{"unit": unit, "free": free} for unit, free in row.capacity],
        "idle_offers": _ids(edition, row.idle_offers),
    }


def _note(voices: Voices) -> str:
    if voices.count is None:
        return f"fewer_than_{LEAST}"
    if voices.hidden:
        return "at_least" if voices.count else "not_told"
    return ""


def _ids(edition: Edition, keys: Iterable[Key]) -> list[str]:
    return [key[1] for key in keys if key in edition.catalogue.records]


def _cell(value: Any) -> Any:
    """A list as one text: ids, or what is free with its unit."""
    if not isinstance(value, list):
        return value
    parts = [f"{part['free']} {part['unit']}".strip() if isinstance(part, dict) else part for part in value]
    return ("; " if value and isinstance(value[0], dict) else " ").join(parts)
