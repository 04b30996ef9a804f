# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calendars, news and map data in a whole site: there, found by readers and programs, silent about secrets."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import icalendar
import pytest

from laltro.publish.frame.gates import tags
from laltro.voice.address import MEETING

FILES = ("*.ics", "*.atom", "*.geojson")


def hrefs(site: Path, page: str) -> dict[str, str]:
    """The links of a page to files that can be taken away: the file they lead to, and their words."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<a href="([^"]+\.(?:ics|atom|geojson))">([^<]+)</a>', html)
    return {(site / page / href).resolve().relative_to(site.resolve()).as_posix(): text for href, text in found}


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_page_of_open_data_leads_to_every_common_file(site: Path, prefix: str) -> None:
    found = hrefs(site, f"{prefix}dati-aperti")
    root = site / prefix
    made = [path.relative_to(site).as_posix() for name in FILES for path in root.rglob(name)]
    own = [name for name in made if prefix or not name.startswith("en/")]
    common = {name for name in own if not name.startswith(f"{prefix}laboratori/") and Path(name).name != MEETING}
    assert sorted(found) == sorted(common | {"dati/luoghi.geojson"})
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize(
    ("page", "files"),
    [
        ("incontri", ["incontri.ics"]),
        ("aree/training", ["novita.atom"]),
        ("territori/municipio-4", ["novita.atom", "incontri.ics"]),
        ("territori/nil-33", []),
        ("laboratori/esempio-lab", []),  # it closed
        ("incontri/esempio-incontro", []),  # it was held
        ("laboratori/esempio-in-corso", ["incontri.ics"]),
        ("incontri/esempio-prossimo", ["incontro.ics"]),
    ],
)
def test_pages_lead_to_what_follows_them(site: Path, prefix: str, page: str, files: list[str]) -> None:
    assert list(hrefs(site, prefix + page)) == [f"{prefix}{page}/{name}" for name in files]


@pytest.mark.parametrize("page", ["", "servizi/esempio-portineria/", "aree/training/", "en/", "en/dati-aperti/"])
def test_programs_find_the_news_from_any_page(site: Path, page: str) -> None:
    html = (site / page / "index.html").read_text(encoding="utf-8")
    links = [found["href"] for name, found in tags(html) if name == "link" and "atom" in found.get("type", "")]
    target = [(site / page / link).resolve() for link in links]
    assert target == [(site / ("en" if page.startswith("en/") else "") / "novita.atom").resolve()]


def test_every_file_can_be_read_and_none_tells_a_secret(site: Path) -> None:
    read = {".ics": icalendar.Calendar.from_ical, ".atom": ET.fromstring, ".geojson": json.loads}
    paths = [path for name in FILES for path in site.rglob(name)]
    assert {path.suffix for path in paths} == set(read)
    for path in paths:
        content = path.read_bytes()
        read[path.suffix](content)
        text = content.decode().replace("\r\n ", "")
        for secret in ("Segreta", "45.4444", "9.1555", "potrebbe tradire", "nessuno deve vedere", "esempio-bozza"):
            assert secret not in text, path


def test_the_sitemap_lists_pages_alone(site: Path) -> None:
    xml = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert not re.search(r"\.(ics|atom|geojson)", xml)
