# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which labs and meetings have a kit, what is on its sheets, and that search engines are told nothing of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from laltro.publish.edition.edition import Edition
from laltro.publish.edition.value import View
from laltro.publish.frame.shell import Shell
from laltro.publish.kit.kit import kit_link, kit_pages, kit_texts, kits
from laltro.publish.kit.poster import poster
from laltro.publish.record.qr import qr
from laltro.publish.site.record_page import article as record_article

MakeEdition = Callable[..., Edition]
LAB: dict[str, Any] = {"title": "Laboratorio di esempio", "phase": "running"}
MEETING: dict[str, Any] = {"lab": "l", "title": "Incontro di esempio", "starts_at": "2026-12-10T18:30"}
BARE = Shell(("", "|", ""), ("title", "article"))


def made(edition_of: MakeEdition, lab: dict[str, Any], *meetings: dict[str, Any], **options: Any) -> Edition:
    """An edition with a lab `l` and its meetings `m0`, `m1`…"""
    told = [("meeting", f"m{at}", {**MEETING, **values}) for at, values in enumerate(meetings)]
    return edition_of(("lab", "l", {**LAB, **lab}), *told, **options)


def article(edition: Edition, at: str = "laboratori/l/materiali/") -> str:
    return dict(kit_pages(edition, BARE))[at]


@pytest.mark.parametrize(
    ("lab", "meetings", "addresses"),
    [
        ({}, [], ["laboratori/l"]),
        ({"phase": "unknown"}, [], ["laboratori/l"]),
        ({"phase": "closed"}, [{}], []),
        ({"historic": True}, [{}], []),
        ({"status": "archived"}, [{}], []),
        ({}, [{}], ["laboratori/l", "incontri/m0"]),
        ({}, [{"starts_at": "2026-11-22"}], ["laboratori/l", "incontri/m0"]),  # today
        ({}, [{"starts_at": "2026-12"}], ["laboratori/l", "incontri/m0"]),
        ({}, [{"starts_at": "2027-01-10"}, {}], ["laboratori/l", "incontri/m1", "incontri/m0"]),
        (
            {},
            [{"starts_at": "2026-11-21"}, {"starts_at": ""}, {"status": "archived"}, {"historic": True}],
            ["laboratori/l"],
        ),
    ],
)
def test_what_goes_on_has_a_kit(
    edition_of: MakeEdition, lab: dict[str, Any], meetings: list[dict[str, Any]], addresses: list[str]
) -> None:
    edition = made(edition_of, lab, *meetings)
    assert [edition.address(kit.record).rstrip("/") for kit in kits(edition)] == addresses
    assert [at for at, _ in kit_pages(edition, BARE)] == [f"{at}/materiali/" for at in addresses]
    assert [at for at, _ in kit_texts(edition)] == [f"{at}/materiali/verbale.txt" for at in addresses]
    linked = {
        record.key: link.href
        for record in edition.catalogue.records.values()
        if (link := kit_link(View(edition, record, "../../")))
    }
    assert sorted(linked.values()) == sorted(f"../../{at}/materiali/" for at in addresses)


@pytest.mark.parametrize(
    ("starts", "ends", "lang", "told"),
    [
        ("2026-12-10T18:30", "2026-12-10T20:00", "it", ("giovedì 10 dicembre 2026", "18:30–20:00")),
        ("2026-12-10T18:30", "", "en", ("Thursday 10 December 2026", "18:30")),
        ("2026-12-10T18:30", "2026-12-11T01:00", "it", ("giovedì 10 dicembre 2026", "18:30")),
        ("2026-12-10", "", "it", ("giovedì 10 dicembre 2026", "")),
        ("2026-12-10", "2026-12-12", "it", ("dal 10 dicembre 2026 al 12 dicembre 2026", "")),
        ("2026-12", "", "it", ("dicembre 2026", "")),
    ],
)
def test_when_stands_on_the_poster_as_exactly_as_it_is_known(
    edition_of: MakeEdition, starts: str, ends: str, lang: str, told: tuple[str, str]
) -> None:
    edition = made(edition_of, {}, {"starts_at": starts, "ends_at": ends}, lang=lang)
    shown = poster(edition, edition.catalogue.records["lab", "l"], edition.catalogue.records["meeting", "m0"])
    assert (shown.day, shown.hours) == told


@pytest.mark.parametrize(
    ("lab", "who"),
    [
        ({"community_manager": "Sportello di esempio", "lead": "o"}, ["Sportello di esempio"]),
        ({"lead": "o"}, ["Ente di esempio", "02 1234 5678", "info@example.org"]),
        ({"host": "o"}, ["Ente di esempio", "02 1234 5678", "info@example.org"]),
        ({"lead": "p"}, ["Ente senza recapiti"]),
        ({}, []),
    ],
)
def test_whom_to_ask(edition_of: MakeEdition, lab: dict[str, Any], who: list[str]) -> None:
    known = {"name": "Ente di esempio", "phones": ["02 1234 5678", "02 8765 4321"], "email": "info@example.org"}
    edition = edition_of(
        ("lab", "l", {**LAB, **lab}),
        ("organization", "o", known),
        ("organization", "p", {"name": "Ente senza recapiti", "email": "javascript:alert(1)"}),
    )
    assert [str(text) for text in poster(edition, edition.catalogue.records["lab", "l"], None).ask] == who


def test_a_confidential_place_gives_no_address_away(edition_of: MakeEdition) -> None:
    place = {
        "name": "Casa di esempio",
        "confidential": True,
        "address": {"street": "Via Segreta 1"},
        "municipio": "municipio-4",
    }
    meeting = {**MEETING, "place": "c", "place_note": "dietro la chiesa"}
    edition = edition_of(("lab", "l", LAB), ("meeting", "m0", meeting), ("place", "c", place))
    html = article(edition, "incontri/m0/materiali/")
    assert "Casa di esempio" in html
    assert "Via Segreta" not in html
    assert "dietro la chiesa" not in html


def test_the_codes_lead_to_the_page_and_to_the_form(edition_of: MakeEdition) -> None:
    edition = made(edition_of, {}, {}, lang="en", forms=("laboratorio",))
    form = "contribuisci/laboratorio/?"
    for at, record, begun in (
        ("laboratori/l", "laboratori/l", "lab=laboratori/l&kind=meeting"),
        ("incontri/m0", "incontri/m0", "record=incontri/m0"),
    ):
        html = article(edition, f"{at}/materiali/")
        assert qr(f"https://example.org/repo/en/{record}/") in html
        assert qr(f"https://example.org/repo/en/{form}{begun}") in html
        assert f'href="../../../{form}{begun.replace("&", "&amp;")}"' in html


@pytest.mark.parametrize(("phase", "told"), [("unknown", True), ("running", False), ("codesign", False)])
def test_a_lab_of_which_nobody_knows_says_so_before_it_is_printed(
    edition_of: MakeEdition, phase: str, told: bool
) -> None:
    html = article(made(edition_of, {"phase": phase}, forms=("conferma",)))
    assert ("Nessuna fonte dice se il laboratorio va avanti" in html) is told
    assert ("contribuisci/conferma/?record=laboratori/l" in html) is told


def test_the_attendance_sheet_has_room_for_a_number_and_for_nothing_else(edition_of: MakeEdition) -> None:
    html = article(made(edition_of, {}))
    sheet = html.partition('aria-labelledby="attendance"')[2].partition("</section>")[0]
    assert sheet.count('class="fill"') == 2  # the day, and how many
    assert "blanks" not in sheet
    assert "<input" not in html


def test_an_agenda_is_numbered_and_none_leaves_lines(edition_of: MakeEdition) -> None:
    edition = made(edition_of, {}, {"agenda": "- Esempio di saluto\n\nEsempio di <b>lavoro</b>"})
    html = article(edition, "incontri/m0/materiali/")
    points = re.findall(r"<li><p>(.*?)</p>", html)
    assert points == ["Esempio di saluto", "Esempio di &lt;b&gt;lavoro&lt;/b&gt;"]
    assert 'class="points"' not in article(edition)


def test_what_somebody_wrote_stays_text(edition_of: MakeEdition) -> None:
    evil = '<script>alert(1)</script>" onload="x'
    html = article(
        made(
            edition_of,
            {"title": evil, "community_manager": evil},
            {"title": evil, "registration_url": "javascript:alert(1)"},
        ),
        "incontri/m0/materiali/",
    )
    assert "<script" not in html
    assert 'onload="' not in html
    assert "javascript:" not in html


def test_on_the_site_it_is_linked_and_kept_from_search(site: Path) -> None:
    for lang in ("", "en/"):
        for page in ("laboratori/esempio-in-corso", "incontri/esempio-prossimo"):
            kit = (site / f"{lang}{page}/materiali/index.html").read_text(encoding="utf-8")
            assert '<meta name="robots" content="noindex">' in kit
            assert "data-pagefind-body" not in kit
            assert "assets/kit.css" in kit
            assert 'href="../../../' in kit
            own = (site / f"{lang}{page}/index.html").read_text(encoding="utf-8")
            assert f'href="../../{page}/materiali/"' in own
            assert "noindex" not in own
            assert "kit.css" not in own
    assert "materiali" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert not (site / "laboratori/materiali").exists()
    assert not (site / "laboratori/esempio-lab/materiali").exists()


def test_a_poster_names_only_what_was_not_withdrawn(edition_of: MakeEdition) -> None:
    gone = {"status": "archived"}
    edition = edition_of(
        ("lab", "l", {**LAB, "shared_needs": ["n", "o"], "lead": "a", "host": "b"}),
        ("shared_need", "n", {"title": "Bisogno ritirato", **gone}),
        ("shared_need", "o", {"title": "Bisogno di esempio"}),
        ("organization", "a", {"name": "Ente ritirato", "phones": ["02 1234 5678"], **gone}),
        ("organization", "b", {"name": "Ente di esempio"}),
    )
    sheet = poster(edition, edition.catalogue.records["lab", "l"], None)
    assert [str(need) for need in sheet.needs] == ["Bisogno di esempio"]
    assert [str(line) for line in sheet.ask] == ["Ente di esempio"]


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize(
    ("place", "told"),
    [({}, True), ({"confidential": True}, False), ({"status": "suspended"}, False), ({"status": "draft"}, False)],
)
def test_a_note_never_gives_a_hidden_place_away(
    edition_of: MakeEdition, place: dict[str, Any], told: bool, lang: str
) -> None:
    note = {"place_note": "Via Segreta 3", "translations": {"en": {"place_note": "Via Segreta 3"}}}
    where = ("place", "p", {"name": "Luogo di esempio", **place})
    edition = edition_of(("lab", "l", LAB), where, ("meeting", "m", {**MEETING, "place": "p", **note}), lang=lang)
    meeting = edition.catalogue.records["meeting", "m"]
    sheet = poster(edition, edition.catalogue.records["lab", "l"], meeting)
    assert ["Via Segreta 3" in text for text in (record_article(edition, meeting), " ".join(sheet.place))] == [told] * 2
    assert told or "Via Segreta" not in str(meeting.values)  # calendars and downloads read it from there
