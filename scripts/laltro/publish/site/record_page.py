"""The page of a record: its article, stamped into the shell of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from laltro.model.record import Record
from laltro.model.schema import Schema
from laltro.voice import address
from laltro.publish.data import jsonld
from laltro.publish.record.assurance import assurance
from laltro.publish.record.changes import changes
from laltro.publish.edition.edition import Edition
from laltro.voice.voice import Text
from laltro.publish.kit.kit import kit_link
from laltro.publish.record.contributions import shared
from laltro.voice.value import Link
from laltro.publish.edition.link import form_page, gone
from laltro.publish.edition.area_icon import marks
from laltro.publish.record.matching import matching
from laltro.publish.record.nearby_services import meanwhile
from laltro.publish.record.notice import notices
from laltro.publish.edition.opening import guide, opening_data
from laltro.publish.record.section import sections, undocumented
from laltro.publish.record.share import share
from laltro.publish.frame.shell import Shell
from laltro.publish.record.story import story
from laltro.publish.record.support import support
from laltro.publish.edition.value import View

DESCRIPTION_LENGTH = 160
_LEADS = ("summary", "synthesis", "description", "project")


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it is listed: its link, and when it was published and read."""

    link: Link
    dates: tuple[str, ...]


def record_pages(edition: Edition, shells: Mapping[str, Shell]) -> Iterator[tuple[str, str]]:
    """Address and HTML of every public record's page; `shells` by folder (`servizi`)."""
    for kind, schema in edition.catalogue.schemas.items():
        for record in edition.catalogue.of(kind):
            page = edition.address(record)
            yield page, shells[schema.folder].stamp(values(edition, record), page)


def values(edition: Edition, record: Record) -> dict[str, str]:
    """What the shell of a record's page asks for."""
    return {
        "title": str(edition.title(record)),
        "description": description(edition, record),
        "article": Markup(article(edition, record)),
    }


def description(edition: Edition, record: Record) -> str:
    """One line for search engines and link previews, cut at a word."""
    told = () if record.get("confidential") is True else _LEADS
    text = next((str(edition.text(record, name)) for name in told if record.get(name)), "")
    line = " ".join(text.split()) or f"{edition.words.kind(record.kind)}: {edition.title(record)}"
    line = ". ".join((*gone(edition, record), line))
    if len(line) <= DESCRIPTION_LENGTH:
        return line
    return line[:DESCRIPTION_LENGTH].rpartition(" ")[0].rstrip(",;:.") + "…"


def article(edition: Edition, record: Record) -> str:
    """The article of a record's page, as HTML."""
    schema = edition.catalogue.schema(record)
    view = View(edition, record, address.climb(edition.address(record)))
    told = story(view)
    return edition.render(
        "record.html",
        title=edition.title(record),
        kind=Link(Text(edition.words.kind(record.kind, "many")), f"{view.up}{schema.folder}/"),
        kind_name=edition.words.kind(record.kind),
        marks=marks(edition, record, view.up),
        lead=_lead(view),
        notices=list(notices(view)),
        support=support(view),
        assurance=assurance(view),
        sections=sections(view),
        glance=schema.page.glance,
        undocumented=undocumented(view),
        story=told,
        shared=shared(view),
        kit=kit_link(view),
        related=told.related,
        matching=matching(view),
        meanwhile=meanwhile(view),
        sources=_sources(view),
        certainty=record.get("certainty"),
        changes=changes(edition, record),
        share=share(edition, record),
        correct=_form(view, schema.form.stem),
        review=_form(view, schema.review.stem),
        contacts=_contacts(view, schema),
        searchable=record.get("status") == "published" and schema.page.searched,
        guide=guide(edition) if opening_data(edition, record) else None,
        jsonld=jsonld.script(edition, record),
    )


def _lead(view: View) -> Text | None:
    """A summary that no section shows opens the page."""
    field = view.edition.catalogue.schema(view.record).field("summary")
    return view.edition.text(view.record, "summary") if field and not field.section else None


def _form(view: View, stem: str) -> str:
    """Where a form is, prefilled with the record; empty for a form that has no page."""
    return form_page(view.edition, stem, view.up, record=view.edition.address(view.record).rstrip("/"))


def _contacts(view: View, schema: Schema) -> str:
    """Where the form asks for the telephone, for a record that shows one; empty where it has no form."""
    asked = schema.page.telephone
    form = _form(view, schema.form.stem) if asked else ""
    return f"{form}#f-{asked}" if form else ""


def _sources(view: View) -> list[Source]:
    return [_source(view, item) for item in view.record.items("sources") if isinstance(item, Mapping)]


def _source(view: View, item: Mapping[str, str]) -> Source:
    words, url = view.edition.words, str(item.get("url", ""))
    dates = []
    if item.get("date"):
        dates.append(words.t("site.record.published", date=words.date(str(item["date"]))))
    if item.get("accessed"):
        dates.append(words.t("site.record.accessed", date=words.date(str(item["accessed"]))))
    title = Text(str(item["title"]), view.edition.foreign) if item.get("title") else Text(address.shown(url))
    return Source(Link(title, address.web(url)), tuple(dates))
