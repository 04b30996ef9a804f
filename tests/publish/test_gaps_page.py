# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of what is missing: map and tables say the same, and few voices are not told."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from laltro.insight.figures.gaps import GapRow, gaps
from laltro.insight.figures.voices import LEAST, Voices
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition, public
from laltro.publish.figures.gaps_data import COLUMNS, gaps_files
from laltro.publish.figures.gaps_page import drawn, gaps_page, missing, said
from laltro.publish.frame.gates import tags
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME
from tests.publish.conftest import DAY, MakeEdition


@pytest.fixture(scope="module")
def city() -> Catalogue:
    return read_catalogue(HOME)


@pytest.fixture(scope="module")
def edition(edition_of: MakeEdition) -> Callable[..., Edition]:
    def make(catalogue: Catalogue, lang: str = "it") -> Edition:
        shown = public(catalogue)
        return replace(edition_of(lang=lang), catalogue=shown, gaps=tuple(gaps(catalogue, DAY)))

    return make


def need(id: str, territory: str, count: int) -> Record:
    values = {"territory": territory, "areas": ["training"], "count": count, "state": "received"}
    return Record("need", id, {"id": id, "status": "published", **values})


def row(html: str, area: str, territory: str) -> list[str]:
    """The cells of a territory's row in the table of an area, as text."""
    table = html.partition(f'<table class="figures gaps" aria-labelledby="{area}">')[2].partition("</table>")[0]
    found = next(row for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL) if f">{territory}<" in row)
    shown = re.sub(r"<ul>.*?</ul>", "", found, flags=re.DOTALL)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", shown, re.DOTALL)]


@pytest.mark.parametrize(
    ("voices", "words"),
    [
        (Voices(0, False), "0"),
        (Voices(5, False), "5"),
        (Voices(None, True), "meno di 5"),
        (Voices(7, True), "almeno 7"),
        (Voices(0, True), "poche in ogni posto (meno di 5)"),
    ],
)
def test_few_voices_are_not_told(edition_of: MakeEdition, voices: Voices, words: str) -> None:
    assert said(edition_of().words, voices) == words


def test_voices_that_are_no_pages_are_counted_and_hidden(edition: Callable[..., Edition], city: Catalogue) -> None:
    full = city.holding([need("esempio-pochi", "nil-49", 4), need("esempio-tanti", "nil-35", 6)])
    html = str(gaps_page(edition(full)))
    names = [full.vocabularies["territories"].row(id) or {} for id in ("nil-49", "nil-35")]
    assert [row(html, "training", name["name"])[2] for name in names] == ["meno di 5", "6"]
    assert row(html, "training", "Municipio 6")[2] == "poche in ogni posto (meno di 5)"
    assert "esempio-" not in html


def downloaded(made: Edition) -> tuple[dict[str, Any], list[dict[str, str]]]:
    files = gaps_files(made)
    rows = csv.DictReader(io.StringIO(files["dati/dove-manca.csv"].decode(), newline=""))
    assert tuple(rows.fieldnames or ()) == COLUMNS
    return json.loads(files["dati/dove-manca.json"]), list(rows)


@pytest.mark.parametrize(
    ("count", "number", "note"), [(0, 0, ""), (1, None, "fewer_than_5"), (4, None, "fewer_than_5"), (5, 5, "")]
)
def test_the_files_hide_few_voices_too(
    edition: Callable[..., Edition], city: Catalogue, count: int, number: int | None, note: str
) -> None:
    spoken = [need("esempio-quartiere", "nil-49", count)] if count else []
    tree, rows = downloaded(edition(city.holding([*spoken, need("esempio-municipio", "municipio-6", 9)])))
    for found, absent in ((tree["rows"], None), (rows, "")):
        cells = {(each["territory"], each["area"]): each for each in found}
        quarter, municipio = (cells[place, "training"] for place in ("nil-49", "municipio-6"))
        assert quarter["voices"] == (absent if number is None else type(municipio["voices"])(number))
        assert quarter["voices_note"] == note
        assert int(municipio["voices"]) == 9 + (number or 0)  # what is hidden is in no sum
        assert municipio["voices_note"] == ("at_least" if note else "")


def test_nothing_that_is_published_depends_on_a_hidden_count(edition: Callable[..., Edition], city: Catalogue) -> None:
    """Page and files are the same bytes for 1, 2, 3 or 4 voices: no subtraction can tell which it is."""
    others = [need("esempio-vicini", "nil-35", 7), need("esempio-municipio", "municipio-6", 6)]
    made = [edition(city.holding([need("esempio-pochi", "nil-49", n), *others])) for n in (*range(1, LEAST), LEAST)]
    published = {(str(gaps_page(each)), *gaps_files(each).values()) for each in made[:-1]}
    assert len(published) == 1
    assert (str(gaps_page(made[-1])), *gaps_files(made[-1]).values()) not in published


def test_the_files_hold_what_the_tables_hold(edition: Callable[..., Edition], city: Catalogue) -> None:
    made = edition(city)
    free = GapRow("nil-35", "training", Voices(0, False), (), (), (("adulti", 2), ("posti", 3)), (), 100)
    tree, rows = downloaded(replace(made, gaps=(*made.gaps, free)))
    assert len(tree["rows"]) == len(rows) == len(made.gaps) + 1
    for row, found, cells in zip(made.gaps, tree["rows"], rows, strict=False):
        assert (found["territory"], found["area"], found["population"]) == (row.territory, row.area, row.population)
        assert found["services"] == [id for _, id in row.services] == cells["services"].split()
    assert tree["rows"][-1]["capacity"] == [{"unit": "adulti", "free": 2}, {"unit": "posti", "free": 3}]
    assert rows[-1]["capacity"] == "2 adulti; 3 posti"
    assert tree["method"] == "https://example.org/repo/dove-manca/#method"


@pytest.mark.parametrize("lang", ["it", "en"])
def test_tables_hold_every_territory_with_its_services(
    edition: Callable[..., Edition], city: Catalogue, lang: str
) -> None:
    made = edition(city, lang)
    html = str(gaps_page(made))
    assert html.count("<tr class=") == len(made.gaps)
    for each in made.gaps[:: len(made.gaps) // 40]:
        name = (city.vocabularies["territories"].row(each.territory) or {})["name"]
        assert row(html, each.area, name)[0] == str(len(each.services))


def test_the_map_shows_for_each_quarter_what_the_tables_lack(edition: Callable[..., Edition], city: Catalogue) -> None:
    made = edition(city)
    shapes, height = drawn(made)
    names = {(city.vocabularies["territories"].row(id) or {})["name"]: n for id, n in missing(made.gaps).items()}
    assert {shape.name: shape.missing for shape in shapes} == names
    for shape in shapes:
        empty = sum(row(str(gaps_page(made)), area, shape.name)[0] == "0" for area in city.vocabularies["areas"].ids())
        assert shape.missing == empty
        assert shape.level == min(4, max(0, empty - 1))
        numbers = list(map(float, re.findall(r"[\d.]+", shape.path)))
        assert max(numbers[::2]) <= 600
        assert max(numbers[1::2]) <= height + 1
        assert min(numbers) >= 0


def test_without_outlines_there_is_no_map(edition: Callable[..., Edition], city: Catalogue) -> None:
    html = str(gaps_page(edition(replace(city, territories=None))))
    assert "<path" not in html
    assert "<table" in html


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_built_page(site: Path, prefix: str) -> None:
    html = (site / prefix / "dove-manca" / "index.html").read_text(encoding="utf-8")
    assert 'id="method"' in html
    assert "@@gaps@@" not in html
    assert "style=" not in html.partition("<article")[2].partition("</article>")[0]
    links = [found["href"] for name, found in tags(html) if name == "a" and "href" in found]
    for file in ("dove-manca.json", "dove-manca.csv"):
        page = site / prefix / "dove-manca"
        assert [(page / link).resolve() for link in links if link.endswith(file)] == [(site / "dati" / file).resolve()]
        assert (site / "dati" / file).is_file()
