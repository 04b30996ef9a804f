"""What stands in hand-written pages: the figures of the home page, the choice of forms."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from laltro.publish.edition.edition import Edition
from laltro.publish.lists.lists import next_meetings
from laltro.publish.lists.places_index import area_index, territory_index
from laltro.voice.value import Link
from laltro.voice.voice import Text

# How many of the next meetings the home page tells of.
SOON = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """How many records of a kind there are, with a link to them."""

    count: int
    link: Link


def home(edition: Edition) -> Markup:
    """What `@@home@@` stands for."""
    municipi = [entry for entry in territory_index(edition, "") if entry.below or "municipio" in entry.link.href]
    html = edition.render(
        "home.html",
        areas=area_index(edition, ""),
        territories=municipi[:2],
        doors=_doors(edition),
        soon=_soon(edition),
        figures=[_figure(edition, kind) for kind in edition.catalogue.searched],
    )
    return Markup(html)


def _figure(edition: Edition, kind: str) -> Figure:
    count = len(edition.listed(kind))
    return Figure(count, Link(Text(edition.words.kinds(kind, count)), f"{edition.catalogue.schemas[kind].folder}/"))


def _soon(edition: Edition) -> list[Link]:
    """The next meetings, the first ones first, each with its day."""
    return [
        Link(edition.title(record), edition.address(record), (edition.words.date(str(record.get("starts_at"))),))
        for record in next_meetings(edition)[:SOON]
    ]


def _doors(edition: Edition) -> dict[str, str]:
    """Where to find, to offer and to tell a need: by name, an address."""
    forms = {"offer": "offerta", "need": "bisogno"}
    return {"find": "cerca/"} | {
        name: f"contribuisci/{stem}/" if stem in edition.forms else "contribuisci/" for name, stem in forms.items()
    }


def forms(edition: Edition) -> Markup:
    """What `@@forms@@` stands for: the forms that have a page."""
    links = [Link(Text(edition.words.t(f"forms.{stem}.name")), f"{stem}/") for stem in edition.forms]
    return Markup(edition.render("forms.html", links=links))
