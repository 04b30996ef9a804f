# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The impact page: every figure counted a second, naive way from the files, and what it says while there are none."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from laltro.insight.figures.impact import CHAPTERS, tallies
from laltro.insight.trust.revision import Revision
from laltro.model.catalogue import Catalogue
from laltro.model.strings import Strings
from laltro.publish.edition.edition import Edition, public
from laltro.publish.figures.impact_data import COLUMNS, impact_files
from laltro.publish.figures.impact_page import as_of, impact
from laltro.publish.frame.gates import tags
from laltro.voice.words import Words
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME
from tests.publish.conftest import DAY, EXAMPLES, Made, MakeEdition

Tree = dict[str, Any]
Figures = dict[str, set[str]]
SILENT = (None, "unknown", "not_documented")
DATA = {"real": HOME, "examples": EXAMPLES}


# --- a second way to count: files, loops and nothing of the catalogue -----------------------------------------


@cache
def every_file(data: Path, plural: str) -> dict[str, Tree]:
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((data / plural).glob("*.yaml"))]
    return {record["id"]: record for record in read if record["status"] in ("published", "archived")}


def parts_of_the_city(record: Tree) -> set[str]:
    """Every mention of a Municipio or quarter, wherever it stands."""
    return set(re.findall(r"\b(?:municipio-\d|nil-\d+)\b", yaml.safe_dump({**record, "organization": None})))


def municipi(data: Path, record: Tree) -> list[str]:
    places, labs = every_file(data, "places"), every_file(data, "labs")
    near = [places.get(id) for id in [*record.get("places", []), record.get("place")]] + [labs.get(record.get("lab"))]
    found = parts_of_the_city({name: record.get(name) for name in ("territories", "service_area", "municipio", "nil")})
    for other in filter(None, near):
        found |= parts_of_the_city({name: other.get(name) for name in ("territories", "municipio", "nil")})
    stated = [id for id in found if id.startswith("municipio-")]
    table = HOME / "vocabularies" / "territory_parts.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return stated or [row["municipio"] for row in rows if row["nil"] in found and float(row["share"]) >= 0.05]


def said(data: Path, name: str, record: Tree) -> list[Any]:
    """What a record answers to a tally."""
    by = name.partition("_by_")[2]
    if by == "municipio":
        return municipi(data, record)
    if by == "area":
        return list(record.get("areas") or every_file(data, "labs").get(record.get("lab", ""), {}).get("areas", []))
    if name == "outcomes_by_axis":
        return list(every_file(data, "labs").get(record.get("lab", ""), {}).get("axis", []))
    if by == "year":
        return [str(record["date"])[:4]] if record.get("date") else []
    if by == "organization":
        return [every_file(data, "organizations").get(record.get("organization"), {}).get("organization_type")]
    field = {"type": "outcome_type" if name.startswith("outcomes") else "offer_type"}.get(by, by)
    return record[field] if isinstance(record.get(field), list) else [record.get(field)]


def counted(data: Path, name: str) -> Figures:
    plural = {"needs": "shared_needs"}.get(name.partition("_by_")[0], name.partition("_by_")[0])
    found: Figures = defaultdict(set)
    published = {id: each for id, each in every_file(data, plural).items() if each["status"] == "published"}
    for id, record in published.items():
        for code in [code for code in said(data, name, record) if code not in SILENT] or [""]:
            found[code].add(id)
    return dict(found)


@pytest.fixture(params=DATA)
def data(request: pytest.FixtureRequest) -> Path:
    return DATA[request.param]


@pytest.mark.parametrize("name", [name for names in CHAPTERS.values() for name in names])
def test_every_figure_counted_a_second_way(data: Path, name: str) -> None:
    tally = next(tally for tally in tallies(public(read_catalogue(data))) if tally.name == name)
    found = {count.code: {id for _, id in count.records} for count in tally.counts if count.records}
    naive = counted(data, name)
    assert found == naive
    assert tally.total == len(set().union(*naive.values()))
    assert tally.documented == tally.total - len(naive.get("", ()))
    assert tally.overlapping or sum(map(len, found.values())) == tally.total


def test_the_second_way_sees_a_wrong_figure(tmp_path: Path) -> None:
    (tmp_path / "labs").mkdir()
    lab = {"id": "esempio", "status": "published", "phase": "running"}
    (tmp_path / "labs" / "esempio.yaml").write_text(yaml.safe_dump(lab), encoding="utf-8")
    assert counted(tmp_path, "labs_by_phase") == {"running": {"esempio"}}
    every_file.cache_clear()
    (tmp_path / "labs" / "esempio.yaml").write_text(yaml.safe_dump({**lab, "status": "draft"}), encoding="utf-8")
    assert counted(tmp_path, "labs_by_phase") == {}


# --- the page -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def edition(edition_of: MakeEdition, strings: dict[str, Strings]) -> Callable[..., Edition]:
    def make(catalogue: Catalogue, lang: str = "it") -> Edition:
        own = edition_of(lang=lang, forms=frozenset({"abbinamento"}))
        return replace(own, catalogue=public(catalogue), languages=tuple(map(Words, strings.values())))

    return make


def tables(html: str) -> Iterator[tuple[str, list[tuple[int, list[str], int]]]]:
    """Name of each table of the page, and its rows: the figure, the links behind it, and the length of its bar."""
    for name, body in re.findall(r'<table class="figures" aria-labelledby="([a-z_]+)">(.*?)</table>', html, re.DOTALL):
        rows = re.findall(r"<tr[ >].*?</tr>", body.partition("<tbody>")[2], re.DOTALL)
        found = [(row, re.search(r'"figure">([\d.,]+)<', row), re.search(r'share" width="(\d+)"', row)) for row in rows]
        yield (
            name,
            [
                (int(re.sub(r"\D", "", figure[1])), re.findall(r'<li><a href="([^"]+)"', row), int(share[1]))
                for row, figure, share in found
                if figure and share
            ],
        )


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_page_shows_each_figure_with_its_records_and_a_bar(
    edition: Callable[..., Edition], data: Path, lang: str
) -> None:
    shown = {name: rows for name, rows in tables(str(impact(edition(read_catalogue(data), lang)))) if rows}
    assert list(shown) == [name for names in CHAPTERS.values() for name in names]
    for name, rows in shown.items():
        naive = sorted(len(ids) for ids in counted(data, name).values())
        assert sorted(count for count, _, _ in rows if count) == naive
        assert all(count == len(links) for count, links, _ in rows)
        most = max(count for count, _, _ in rows)
        assert all(share == round(100 * count / most) for count, _, share in rows)


def test_while_nothing_was_given_the_page_says_what_will_count_and_how(edition: Callable[..., Edition]) -> None:
    html = str(impact(edition(read_catalogue(HOME).within([]))))
    for words in ("Per ora nessuno ha registrato un contributo.", "Che cosa conterà", "Da quando", "Chi lo scrive"):
        assert words in html
    assert 'href="../contribuisci/abbinamento/?kind=contribution"' in html
    assert 'href="../aperto-al-quartiere/"' in html
    assert "contributions_by_" not in html


ORGANIZATION: Made = ("organization", "o", {"name": "Cooperativa Esempio", "organization_type": "company"})
LAB: Made = ("lab", "l", {"title": "Lab", "areas": ["training"], "territories": ["municipio-4"], "shared_needs": ["n"]})


def given(id: str, **values: Any) -> Made:
    usual = {"provider": "o", "receiver": {"kind": "lab", "id": "l"}, "date": "2026-03", "contribution_type": "hours"}
    return "contribution", id, {"id": id, **usual, "unit": "hour", **values}


GIVEN = [
    given("c", quantity=2.5, beneficiaries_employees=3, evidence_url="https://example.org/"),
    given("d", quantity=1, beneficiaries_community=20),
    given("e", contribution_type="money", unit="EUR", quantity=1200),
    given("f", contribution_type="money", unit="EUR", date="2025"),
    given("g", quantity=99, status="draft"),
]


def test_what_was_given_is_added_by_unit_alone(
    edition: Callable[..., Edition], catalogue_of: Callable[..., Catalogue]
) -> None:
    html = str(impact(edition(catalogue_of(ORGANIZATION, LAB, *GIVEN))))
    figures = re.sub(r"<ul>.*?</ul>", "", html, flags=re.DOTALL)  # without the records that they open
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", figures))
    assert "nessuno ha registrato" not in text
    provider, year = (text.partition(heading)[2] for heading in ("Per organizzazione", "Per anno"))
    hours, money = (provider.partition(name)[2] for name in ("Ore di tempo · Ore", "Denaro · Euro"))
    assert "Prove Cooperativa Esempio 3,5 ore 3 20 1 su 2 " in hours[:200]
    assert "Prove Cooperativa Esempio 1.200 euro Non documentato Non documentato 0 su 2 " in money[:200]
    assert "2025 Non documentato Non documentato Non documentato 0 su 1 2026 1.200 euro" in year
    assert "99" not in text
    assert "1.203,5" not in text
    assert '<a href="https://example.org/" rel="external nofollow noopener">example.org</a>' in html


def test_a_bar_compares_what_has_the_same_type_and_unit(
    edition: Callable[..., Edition], catalogue_of: Callable[..., Catalogue]
) -> None:
    html = str(impact(edition(catalogue_of(ORGANIZATION, LAB, *GIVEN, given("h", date="2024", quantity=7)))))
    years = html.partition('id="contributions_by_year"')[2].partition("<h2 ")[0]
    hours, money = re.findall(r"<tbody>.*?</tbody>", years, re.DOTALL)
    assert re.findall(r'share" width="(\d+)"', hours) == ["100", "50"]  # 7 hours, then 3.5
    assert re.findall(r'share" width="(\d+)"', money) == ["0", "100"]  # in 2025 nobody said how much


def test_names_from_records_are_text(edition: Callable[..., Edition], catalogue_of: Callable[..., Catalogue]) -> None:
    wild = ("organization", "o", {"name": "<script>alert(1)</script>"})
    html = str(impact(edition(catalogue_of(wild, LAB, *GIVEN))))
    assert not [name for name, _ in tags(html) if name == "script"]
    assert "&lt;script&gt;" in html


# --- the files ------------------------------------------------------------------------------------------------


def downloaded(edition: Edition) -> tuple[Tree, list[dict[str, str]]]:
    found = impact_files(edition)
    rows = csv.DictReader(io.StringIO(found["dati/impatto.csv"].decode(), newline=""))
    assert tuple(rows.fieldnames or ()) == COLUMNS
    return json.loads(found["dati/impatto.json"]), list(rows)


def test_the_files_hold_the_figures_of_the_page(edition: Callable[..., Edition], data: Path) -> None:
    tree, rows = downloaded(edition(read_catalogue(data)))
    for table in tree["tables"]:
        naive = counted(data, table["name"])
        assert {row["code"]: set(row["records"]) for row in table["rows"] if row["value"]} == naive
        assert all(row["value"] == len(row["records"]) and set(row["label"]) == {"it", "en"} for row in table["rows"])
        own = [row for row in rows if row["table"] == table["name"]]
        assert {row["code"]: set(row["records"].split()) for row in own if row["value"] != "0"} == naive
        assert all(int(row["value"]) == len(row["records"].split()) for row in own)
    assert tree["method"] == "https://example.org/repo/impatto/#method"


def test_the_files_hold_what_was_given(edition: Callable[..., Edition], catalogue_of: Callable[..., Catalogue]) -> None:
    tree, rows = downloaded(edition(catalogue_of(ORGANIZATION, LAB, *GIVEN)))
    found = {(row["type"], row["measure"], row["unit"], row["value"]) for row in rows if row["code"] == "municipio-4"}
    assert found >= {
        ("hours", "quantity", "hour", "3.5"),
        ("hours", "employees", "person", "3"),
        ("hours", "community", "person", "20"),
        ("money", "quantity", "EUR", "1200"),
    }
    assert [line["unmeasured"] for line in tree["contributions"]["provider"]] == [0, 1]
    assert [line["records"] for line in tree["contributions"]["provider"]] == [["c", "d"], ["e", "f"]]


@pytest.mark.parametrize(
    ("moments", "day"),
    [
        ([], DAY.isoformat()),
        ([datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 2, 1, 12, tzinfo=UTC)], "2026-03-01"),
        ([datetime(2026, 3, 1, 23, 30, tzinfo=UTC)], "2026-03-02"),
    ],
)
def test_the_day_of_the_data_is_that_of_the_last_change(
    edition_of: MakeEdition, moments: list[datetime], day: str
) -> None:
    revisions = {("lab", "l"): tuple(map(Revision, moments))} if moments else {}
    assert as_of(replace(edition_of(), revisions=revisions)) == day


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_built_page_leads_to_records_and_files_that_are_there(site: Path, prefix: str) -> None:
    page = site / prefix / "impatto"
    html = (page / "index.html").read_text(encoding="utf-8")
    assert "@@impact@@" not in html
    assert 'id="method"' in html
    links = [found["href"] for name, found in tags(html) if name == "a" and "href" in found]
    for file in ("impatto.json", "impatto.csv"):
        assert [(page / link).resolve() for link in links if link.endswith(file)] == [(site / "dati" / file).resolve()]
        assert (site / "dati" / file).is_file()
