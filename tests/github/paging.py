# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list in pages, each naming the others in its `Link` header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from tests.github.routing import Answer

USUAL = 30


def page(answer: Answer, url: str, query: Mapping[str, str], largest: int) -> Answer:
    """The page that the query asks for (`page`, `per_page`); `url` is the address without a query."""
    if not answer.paged:
        return answer
    whole = answer.body if answer.paged == "." else answer.body[answer.paged]
    size = max(1, min(int(query.get("per_page", USUAL)), largest))
    number, last = max(1, int(query.get("page", 1))), max(1, -(-len(whole) // size))
    part = whole[(number - 1) * size : number * size]
    body = part if answer.paged == "." else {**answer.body, answer.paged: part}
    places = {"prev": number - 1, "next": number + 1, "last": last, "first": 1}
    keep = {"prev", "first"} if number > 1 else set()
    keep |= {"next", "last"} if number < last else set()
    links = [f'<{url}?{urlencode({**query, "page": places[rel]})}>; rel="{rel}"' for rel in places if rel in keep]
    return replace(answer, body=body, headers={**answer.headers, **({"Link": ", ".join(links)} if links else {})})
