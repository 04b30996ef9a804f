"""The corpus of the personal-data screen, the texts of the real records, and the screen by the real word lists."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from laltro.intake.screen.personal import Screen, screen
from laltro.intake.screen.sensitive import Lexicon
from laltro.model.field import walk
from tests.intake.samples import real

FOLDER = Path(__file__).parent / "personal"


@lru_cache
def corpus(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one file; `personal/README.md` says what is in it."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a real vocabulary."""
    return tuple(dict(row) for row in real().catalogue.vocabularies[name].rows)


def personal() -> Screen:
    """The screen by the real word lists."""
    return screen(real().catalogue.vocabularies)


@lru_cache
def lexicon() -> Lexicon:
    """The real words for what is told of a person."""
    return Lexicon(rows("sensitive_words"), rows("person_words"), rows("number_words"))


@lru_cache
def real_texts() -> tuple[str, ...]:
    """Every different text of the records: names, summaries, descriptions, titles, notes, translations."""
    catalogue = real().catalogue
    fields = (
        (item, value)
        for record in catalogue.records.values()
        for _, item, value in walk(catalogue.schema(record).fields, record.values)
    )
    free = (value for item, value in fields if isinstance(value, str) and not (item.reference or item.enum))
    return tuple(dict.fromkeys(text for text in free if " " in text))
