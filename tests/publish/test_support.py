# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a shared need's page says of those who support it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from laltro.publish.edition.edition import Edition
from laltro.publish.site.record_page import article

URL = "https://github.example/esempio/catalogo/issues/1"
LINK = f'href="{URL}"'


def html(make: Callable[..., Edition], lang: str = "it", kind: str = "shared_need", **values: Any) -> str:
    named = {"title": "Esempio"} if kind == "shared_need" else {"name": "Esempio"}
    made = make((kind, "x", {**named, **values}), lang=lang)
    return article(made, made.catalogue.records[kind, "x"])


@pytest.mark.parametrize(
    ("lang", "values", "line", "link"),
    [
        ("it", {"state": "open"}, "", False),
        ("it", {"state": "open", "support_url": URL}, "", True),
        ("it", {"state": "open", "support_url": URL, "supports": 1}, "1 persona lo sostiene.", True),
        ("it", {"state": "in_lab", "support_url": URL, "supports": 1200}, "1.200 persone lo sostengono.", True),
        ("en", {"state": "open", "support_url": URL, "supports": 2}, "2 people support it.", True),
        ("it", {"state": "open", "supports": 3}, "3 persone lo sostengono.", False),
        ("it", {"state": "answered", "support_url": URL, "supports": 3}, "3 persone lo hanno sostenuto.", False),
        ("en", {"state": "not_pursued", "support_url": URL, "supports": 1}, "1 person supported it.", False),
        ("it", {"state": "open", "status": "archived", "support_url": URL}, "", False),
        ("it", {"state": "open", "historic": True, "support_url": URL}, "", False),
        ("it", {"state": "open", "support_url": "javascript:alert(1)", "supports": 0}, "", False),
    ],
)
def test_the_page_tells_the_count_and_where_to_add_to_it(
    edition_of: Callable[..., Edition], lang: str, values: dict[str, Any], line: str, link: bool
) -> None:
    found = html(edition_of, lang, **values)
    assert (line in found, LINK in found) == (True, link)
    assert ('class="support"' in found) == bool(line or link)
    assert "javascript" not in found


def test_other_kinds_are_not_supported(edition_of: Callable[..., Edition]) -> None:
    assert 'class="support"' not in html(edition_of, kind="organization", supports=3, support_url=URL)
