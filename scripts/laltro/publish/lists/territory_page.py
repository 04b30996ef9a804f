"""The page of a Municipio, of a quarter or of the city: what there is, what is needed, who offers, which labs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from laltro.model.city import CITY
from laltro.model.record import Record
from laltro.model.record_where import municipi_of
from laltro.publish.data.outlines import neighbours
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import term
from laltro.publish.edition.opening import guide
from laltro.publish.edition.points import PageMap, chart
from laltro.publish.frame.shell import Shell
from laltro.publish.lists.lists import listing
from laltro.publish.lists.places_index import follow, municipi, territory_name
from laltro.publish.lists.territory_answers import AnswerPart, parts
from laltro.voice import address
from laltro.voice.value import Link


def territory_pages(edition: Edition, shell: Shell) -> Iterator[tuple[str, str]]:
    """Address and HTML of `/territori/<id>/`."""
    for id, records in edition.territories.items():
        page = f"territori/{id}/"
        name = territory_name(edition, id)
        description = edition.words.t("site.list.territory_description", name=name)
        article = _article(edition, id, records)
        yield page, shell.stamp({"title": name, "description": description, "article": article}, page)


def _article(edition: Edition, id: str, records: list[Record]) -> Markup:
    page = f"territori/{id}/"
    up = address.climb(page)
    current = [record for record in records if not edition.is_over(record)]
    over = [record for record in records if edition.is_over(record)]
    answers = parts(edition, current, up)
    files = (address.NEWS, address.CALENDAR) if id in municipi(edition) else ()
    html = edition.render(
        "territory.html",
        title=territory_name(edition, id),
        position=_position(edition, id),
        parts=answers,
        chart=_chart(edition, id, current, up),
        guide=guide(edition) if _any_opening(answers) else None,
        historic=listing(edition, over, up) if over else "",
        near=_near(edition, id, up),
        follow=follow(edition, page, *files) if files else "",
    )
    return Markup(html)


def _any_opening(answers: Iterable[AnswerPart]) -> bool:
    return any(shown.opening for part in answers for group in part.groups for shown in group.cards)


def _chart(edition: Edition, id: str, records: Iterable[Record], up: str) -> PageMap | None:
    """The map of a Municipio or quarter; what is for the whole city has no place on one."""
    drawn = (record for record in records if edition.catalogue.schema(record).page.mapped)
    return chart(edition, drawn, up, id) if id != CITY else None


def _position(edition: Edition, id: str) -> str:
    """In which Municipi a quarter lies, and that the city's page is not all that is in the city."""
    if id == CITY:
        return edition.words.t("site.territory.city")
    around = municipi_of(edition.catalogue, id) if id.startswith("nil-") else []
    names = ", ".join(territory_name(edition, municipio) for municipio in around)
    return edition.words.count("site.list.part_of", len(around), names=names) if around else ""


def _near(edition: Edition, id: str, up: str) -> list[Link]:
    """Pages close by: a quarter's Municipi and neighbours, a Municipio's quarters and the city, the city's Municipi."""
    if id.startswith("nil-"):
        found = [*municipi_of(edition.catalogue, id), *neighbours(edition.catalogue, id)]
    elif id in municipi(edition):
        found = [nil for nil in edition.territories if id in municipi_of(edition.catalogue, nil)] + [CITY]
    else:
        found = municipi(edition)
    return [term(edition, "territories", other, up) for other in found if other in edition.territories]
