# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The code that is drawn is the code of the page's address, and the links beside it carry the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import fromstring

import pytest
import segno

from laltro.publish.edition.edition import Edition
from laltro.publish.frame import gates
from laltro.publish.record.qr import MASK, qr
from laltro.publish.record.share import share

URLS = ["https://example.org/repo/servizi/x/", f"https://example.org/repo/en/servizi/{'a' * 64}/"]
QUIET = 4


def drawn(svg: str) -> list[list[int]]:
    """The modules that the path paints, its quiet edge left off."""
    root = fromstring(svg)
    size = int(root.attrib["viewBox"].split()[2]) - 2 * QUIET
    rows = [[0] * size for _ in range(size)]
    x = y = 0.0
    for command, first, second in re.findall(
        r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", root.findall("path")[-1].attrib["d"]
    ):
        if command == "h":
            for column in range(int(x), int(x + float(first))):
                rows[int(y) - QUIET][column - QUIET] = 1
            x += float(first)
        else:
            x, y = (float(first), float(second)) if command == "M" else (x + float(first), y + float(second))
    return rows


@pytest.mark.parametrize("url", URLS)
def test_the_drawing_is_the_code(url: str) -> None:
    code = segno.make_qr(url, error="m", mask=MASK)
    assert drawn(qr(url)) == [list(row) for row in code.matrix]


def test_it_is_small_the_same_each_time_and_keeps_to_the_policy() -> None:
    first = qr(URLS[1])
    assert first == qr(URLS[1])
    assert len(first) < 4000
    assert list(gates.inline_scripts("x", gates.tags(first))) == []


@pytest.mark.parametrize(("lang", "url"), [("it", "servizi/x/"), ("en", "en/servizi/x/")])
def test_links_carry_the_name_and_the_lasting_address(edition_of: Callable[..., Edition], lang: str, url: str) -> None:
    edition = edition_of(("service", "x", {"name": "Più & meglio? #1"}), lang=lang)
    made = share(edition, edition.catalogue.records["service", "x"])
    assert made.url == f"https://example.org/repo/{url}"
    assert parse_qs(urlsplit(made.whatsapp).query) == {"text": [f"Più & meglio? #1\n{made.url}"]}
    assert parse_qs(made.mail.partition("?")[2]) == {
        "subject": ["Più & meglio? #1"],
        "body": [f"Più & meglio? #1\r\n{made.url}"],
    }
    assert made.code == qr(made.url)
