# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The issue of a shared need as it shall be, and what its tally changes in the record."""

from __future__ import annotations

from typing import Any

import pytest

from laltro.intake.life.support_issue import IssueMark, SupportIssue, appeals, asking, mark_of
from laltro.intake.told.markdown import MAX_LENGTH
from laltro.intake.upkeep.support_count import Tally, tallied
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from tests.intake.samples import real

SITE = "https://catalogo.example/"
HOSTILE = "<script>x</script> @org/team #17 [a](https://b.example) `c` --> ## e"
URL = "https://github.example/esempio/catalogo/issues/1"


def holding(**values: Any) -> Catalogue:
    """The real catalogue with one made-up need."""
    need = {"status": "published", "title": "Esempio", "synthesis": "Testo di esempio.", "state": "open", **values}
    return real().catalogue.holding([Record("shared_need", "esempio", need)])


def appeal(**values: Any) -> SupportIssue:
    return appeals(["esempio"], holding(**values), real().words, SITE)["esempio"]


@pytest.mark.parametrize(
    ("values", "asks"),
    [
        ({}, True),
        ({"state": "in_lab"}, True),
        ({"state": "answered"}, False),
        ({"state": "not_pursued"}, False),
        ({"state": "not_documented"}, False),
        ({"historic": True}, False),
        *(({"status": status}, False) for status in ("draft", "suspended", "archived")),
    ],
)
def test_what_is_published_and_waits_asks_for_support(values: dict[str, Any], asks: bool) -> None:
    assert ("esempio" in asking(holding(**values)), appeal(**values).open) == (asks, asks)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"state": "not_pursued", "reason": HOSTILE},
        {"status": "archived", "archived_reason": HOSTILE},
        {"historic": True, "historic_note": HOSTILE},
    ],
)
def test_what_a_need_says_stays_text(values: dict[str, Any]) -> None:
    translations = {"en": {"title": HOSTILE, "synthesis": HOSTILE}}
    found = appeal(title=HOSTILE, synthesis=HOSTILE, translations=translations, **values)
    assert not set(found.title) & set("@#`<>")  # all that means anything in a title
    for text in (found.body, found.letter):
        assert "<script" not in text
        assert not any(mark in text for mark in ("@org", "#17", "[a](", "`c`", " ## e"))
    assert found.body.count("-->") == 1 + found.body.count("<!-- -->")  # our mark, and what parts an @ from its name


def test_both_languages_are_there_and_a_very_long_text_fits() -> None:
    long = "@" * 4000
    found = appeal(synthesis=long, translations={"en": {"title": "Example", "synthesis": long}})
    assert "<code>Example</code>" in found.body
    assert "https://catalogo.example/en/contribuisci/bisogno/" in found.body
    assert max(len(found.body), len(found.letter)) < MAX_LENGTH
    assert len(appeal(title="@" * 120).title) < 256


@pytest.mark.parametrize("values", [{}, {"state": "answered"}, {"status": "suspended"}])
def test_the_mark_tells_whose_it_is_and_what_was_told(values: dict[str, Any]) -> None:
    found = appeal(**values)
    assert mark_of(found.body) == IssueMark("esempio", found.open)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "testo",
        "<!-- laltro request esempio -->",
        "<!-- laltro support ../x open -->",
        " <!-- laltro support x open",
    ],
)
def test_any_other_issue_has_no_mark(body: str) -> None:
    assert mark_of(body) is None


@pytest.mark.parametrize(
    ("before", "count", "after"),
    [
        ({}, 0, {"support_url": URL}),
        ({}, 2, {"support_url": URL, "supports": 2}),
        ({"support_url": URL, "supports": 2}, 2, None),
        ({"support_url": URL, "supports": 2}, 1, {"support_url": URL, "supports": 1}),
        ({"support_url": URL, "supports": 2}, 0, {"support_url": URL}),
        ({"support_url": "https://github.example/altro/1", "supports": 2}, 2, {"support_url": URL, "supports": 2}),
        ({"status": "archived", "supports": 2}, 3, None),
        ({"state": "answered", "support_url": URL, "supports": 2}, 3, {"support_url": URL, "supports": 3}),
    ],
)
def test_a_record_follows_its_tally(before: dict[str, Any], count: int, after: dict[str, Any] | None) -> None:
    found = tallied(holding(**before), {"esempio": Tally(count, URL), "altro": Tally(9, URL)})
    told = [
        {name: each.get(name) for name in ("support_url", "supports") if each.get(name) is not None} for each in found
    ]
    assert told == ([after] if after else [])
