"""What stands in hand-written pages: the figures of the home page, the search, the choice of forms."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from laltro.publish.edition import Edition, Text
from laltro.publish.finder import area_index, territory_index
from laltro.publish.link import Link
from laltro.publish.lists import KINDS


@dataclass(frozen=True, slots=True)
class Figure:
    """How many records of a kind there are, with a link to them."""

    count: int
    link: Link


@dataclass(frozen=True, slots=True)
class Choice:
    """A select of the search: its name in the address, its label and its options (value, words)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


def home(edition: Edition) -> Markup:
    """What `@@home@@` stands for."""
    figures = []
    for kind in KINDS:
        found = edition.listed(kind)
        name = edition.words.kind(kind, "one" if len(found) == 1 else "many")
        figures.append(Figure(len(found), Link(Text(name), f"{edition.catalogue.schemas[kind].folder}/")))
    municipi = [entry for entry in territory_index(edition, "") if entry.below or "municipio" in entry.link.href]
    html = edition.render(
        "home.html", figures=figures, areas=area_index(edition, ""), territories=municipi[:2], doors=_doors(edition)
    )
    return Markup(html)


def _doors(edition: Edition) -> dict[str, str]:
    """Where to find, to offer and to tell a need: by name, an address."""
    forms = {"offer": "offerta", "need": "bisogno"}
    return {"find": f"{edition.catalogue.schemas['service'].folder}/"} | {
        name: f"contribuisci/{stem}/" if stem in edition.forms else "contribuisci/" for name, stem in forms.items()
    }


def search(edition: Edition) -> Markup:
    """What `@@search@@` stands for: a form that works from the keyboard, and where results go."""
    words = edition.words
    pages = ("page", words.t("site.search.pages"))
    kinds = (*((kind, words.kind(kind, "many")) for kind in KINDS), pages)
    areas = tuple((row["id"], words.term(row)) for row in edition.catalogue.vocabularies["areas"].rows)
    municipi = tuple(
        (id, words.term(edition.catalogue.vocabularies["territories"].row(id) or {"id": id}))
        for id in edition.territories
        if id.startswith("municipio-")
    )
    choices = [
        Choice("kind", words.t("site.search.kind"), kinds),
        Choice("area", words.t("site.search.area"), areas),
        Choice("municipio", words.t("site.search.municipio"), municipi),
    ]
    lists = [Link(Text(words.kind(kind, "many")), f"../{edition.catalogue.schemas[kind].folder}/") for kind in KINDS]
    return Markup(edition.render("search.html", choices=choices, lists=lists))


def forms(edition: Edition) -> Markup:
    """What `@@forms@@` stands for: the forms that have a page."""
    links = [Link(Text(edition.words.t(f"forms.{stem}.name")), f"{stem}/") for stem in edition.forms]
    return Markup(edition.render("forms.html", links=links))
