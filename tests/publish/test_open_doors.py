# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What companies open to the neighbourhood, as a page: by Municipio, with who gave what, and while there is nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from laltro.publish.edition.edition import Edition, locate, public
from laltro.publish.figures.open_doors_page import doors_page
from laltro.publish.frame.gates import tags
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME
from tests.publish.conftest import Made, MakeEdition

COMPANY: Made = ("organization", "impresa", {"name": "Impresa Esempio", "organization_type": "company"})
OTHER: Made = ("organization", "ente", {"name": "Ente Esempio", "organization_type": "nonprofit"})
SERVICE: Made = (
    "service",
    "s",
    {"name": "Servizio Esempio", "organization": "ente", "service_area": ["municipio-6"], "service_status": "active"},
)
GIFT = {"organization": "impresa", "beneficiaries": "community", "offer_type": "space", "territories": ["municipio-4"]}
OFFER: Made = ("offer", "f", {"title": "Sala Esempio", **GIFT})
OPEN: Made = ("offer", "g", {"title": "Cortile Esempio", **GIFT, "state": "open", "valid_to": "2027-06-30"})
MATCH: Made = ("match", "m", {"offer": "f", "target": {"kind": "service", "id": "s"}, "state": "completed"})
LAB: Made = ("lab", "l", {"title": "Laboratorio Esempio", "axis": ["companies"], "phase": "closed", "starts": "2016"})
OUTCOME: Made = ("outcome", "e", {"title": "Esito Esempio", "lab": "l", "date": "2018-05", "progress": "stopped"})


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def chapter(html: str, id: str) -> str:
    """The text of a chapter, up to the next one."""
    return text(html.partition(f'<h2 id="{id}">')[2].partition("<h2 ")[0])


def test_a_service_says_whether_it_goes_on_and_who_gave_to_it(edition_of: MakeEdition) -> None:
    html = str(doors_page(edition_of(COMPANY, OTHER, SERVICE, OFFER, MATCH)))
    told = chapter(html, "services")
    assert "Municipio 6 1 Servizio Esempio" in told
    assert "Attivo, dice una fonte · imprese: Impresa Esempio · Ente Esempio" in told
    assert 'href="../servizi/s/"' in html
    assert "Sala Esempio" not in html  # the service shows it
    own = replace_values(SERVICE, organization="impresa", open_to="both", service_status="unknown")
    told = chapter(str(doors_page(edition_of(COMPANY, OTHER, own))), "services")
    assert "Non si sa se continua · Impresa Esempio" in told
    assert "imprese:" not in told  # whoever runs it is not named twice


def replace_values(made: Made, **values: str) -> Made:
    return made[0], made[1], {**made[2], **values}


@pytest.mark.parametrize(
    ("territories", "heading"),
    [(["municipio-4"], "Municipio 4"), (["nil-35"], "Municipio 4"), (["milano"], "Milano"), ([], "Milano")],
)
def test_each_stands_once_where_it_is(edition_of: MakeEdition, territories: list[str], heading: str) -> None:
    made = ("offer", "g", {**OPEN[2], "territories": territories})
    told = chapter(str(doors_page(edition_of(COMPANY, made))), "offers")
    assert f"{heading} 1 Cortile Esempio" in told
    assert told.count("Cortile Esempio") == 1
    assert "Spazio · Impresa Esempio" in told


def test_a_lab_with_companies_says_what_came_of_it(edition_of: MakeEdition) -> None:
    html = str(doors_page(edition_of(LAB, OUTCOME)))
    told = chapter(html, "labs")
    assert "Laboratorio Esempio Concluso · dal 2016" in told
    assert "Esito Esempio maggio 2018 · Finito o interrotto" in told
    assert {'href="../laboratori/l/"', 'href="../esiti/e/"'} <= set(re.findall(r'href="[^"]+"', html))
    assert "Che cosa ne è uscito non è documentato." in chapter(str(doors_page(edition_of(LAB))), "labs")


def test_while_there_is_nothing_the_page_says_so_and_how_to_ask(edition_of: MakeEdition) -> None:
    html = str(doors_page(edition_of(COMPANY, forms=("offerta", "bisogno"))))
    assert "il catalogo non conosce servizi di imprese" in chapter(html, "services")
    assert "nessuna impresa ha un’offerta aperta" in chapter(html, "offers")
    assert "Nessun laboratorio documentato" in chapter(html, "labs")
    assert "Prima di andare chiama o scrivi" in chapter(html, "ask")
    for form in ("offerta", "bisogno"):
        assert f'href="../contribuisci/{form}/"' in html
    for id in ("uncertain", "past"):
        assert f'id="{id}"' not in html
    assert "contribuisci" not in str(doors_page(edition_of(COMPANY)))


def test_names_from_records_are_text(edition_of: MakeEdition) -> None:
    wild = ("offer", "g", {**OPEN[2], "title": "<script>alert(1)</script>"})
    html = str(doors_page(edition_of(COMPANY, wild)))
    assert not [name for name, _ in tags(html) if name == "script"]
    assert "&lt;script&gt;" in html


@pytest.fixture(scope="module", params=["it", "en"])
def real(request: pytest.FixtureRequest, edition_of: MakeEdition) -> Edition:
    catalogue = public(read_catalogue(HOME))
    return replace(edition_of(lang=request.param), catalogue=catalogue, located=locate(catalogue))


def test_the_real_page_tells_each_thing_once(real: Edition) -> None:
    html = str(doors_page(real))
    assert "site.open_doors" not in html
    cards = re.findall(r'<p class="name"><a href="([^"]+)"', re.sub(r">\s+<", "><", html))
    assert len(cards) == len(set(cards))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {f"../laboratori/{lab.id}/" for lab in real.listed("lab") if "companies" in lab.items("axis")} <= set(cards)


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_other_pages_lead_to_it(site: Path, prefix: str) -> None:
    page = (site / prefix / "aperto-al-quartiere" / "index.html").resolve()
    assert "@@" not in page.read_text(encoding="utf-8")
    for address in ("", "impatto/", "offerte/", "due-assi/"):
        folder = site / prefix / address
        main = (folder / "index.html").read_text(encoding="utf-8").partition("<article")[2]
        links = [found["href"] for name, found in tags(main) if name == "a" and "href" in found]
        assert page.parent in [(folder / link).resolve() for link in links], address
