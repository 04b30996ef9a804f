"""One language of the site: the public records, and how each is named, addressed and read in that language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from jinja2 import Environment

from laltro.insight.figures.gaps import GapRow
from laltro.insight.trust.revision import Revision
from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Key, Record
from laltro.model.record_where import home_territories, territories_of
from laltro.voice.voice import Voice
from laltro.voice.words import Words

PUBLIC = ("published", "archived")
# A free text on where a meeting is, beside its place.
NOTE = "place_note"


@dataclass(frozen=True)
class Edition(Voice):
    """A voice with what every page of one language needs besides.

    `catalogue` holds public records only; `site_url` is absolute and ends in a slash; `templates` autoescapes;
    `territories` are the listed records of each territory that has a page, `located` the territories of each record;
    `forms` names the forms that have a page, in their order; `revisions` are the last ones of each record, where git
    tells them; `languages` are all languages of the site, the own one too; `gaps` is what is
    missing where, counted with the single needs that have no pages, and empty in a preview.
    """

    templates: Environment
    today: date
    site_url: str
    territories: Mapping[str, list[Record]] = field(default_factory=dict)
    located: Mapping[Key, list[str]] = field(default_factory=dict)
    forms: tuple[str, ...] = ()
    revisions: Mapping[Key, tuple[Revision, ...]] = field(default_factory=dict)
    languages: tuple[Words, ...] = ()
    gaps: tuple[GapRow, ...] = ()

    def absolute(self, address: str) -> str:
        """The full address of a page."""
        return self.on_site(self.site_url, address)

    def searched(self) -> Iterator[Record]:
        """The records that the search offers, kind by kind."""
        for kind in self.catalogue.searched:
            yield from self.listed(kind)

    def owners(self, record: Record) -> list[Record]:
        """Who runs what a record tells of, of those that have a page."""
        return self.catalogue.linked(record, "organization")

    def is_over(self, record: Record) -> bool:
        """What lists keep apart: what is history, a lab that closed, a meeting that was held."""
        held = span(str(record.get("starts_at", ""))) if record.kind == "meeting" else None
        closed = record.kind == "lab" and record.get("phase") == "closed"
        return record.historic or closed or (held is not None and held[1] < self.today)

    def listed(self, kind: str) -> list[Record]:
        """The records of a kind that lists show: archived ones keep their page only."""
        return [record for record in self.catalogue.of(kind) if record.get("status") == "published"]

    def by_title(self, records: Iterable[Record]) -> list[Record]:
        """Records in the order of their names."""
        return sorted(records, key=lambda record: (str(self.title(record)).casefold(), record.id))

    def render(self, template: str, **values: Any) -> str:
        """HTML from one of the templates of `theme/records`."""
        return self.templates.get_template(template).render(**values)


def locate(catalogue: Catalogue) -> dict[Key, list[str]]:
    """The territories of every record."""
    return {key: territories_of(catalogue, record) for key, record in catalogue.records.items()}


def by_territory(catalogue: Catalogue, located: Mapping[Key, list[str]]) -> dict[str, list[Record]]:
    """The listed records of each territory that has any; those at home always have a page."""
    found: dict[str, list[Record]] = {id: [] for id in home_territories(catalogue)}
    for key in sorted(catalogue.records):
        record = catalogue.records[key]
        for id in located[key] if record.get("status") == "published" else ():
            found.setdefault(id, []).append(record)
    known = catalogue.vocabularies["territories"].ids()
    return {id: found[id] for id in known if id in found}


def public(catalogue: Catalogue) -> Catalogue:
    """The catalogue without drafts, suspended records and kinds without pages, which nothing public may mention."""
    kept = catalogue.within(
        key
        for key, record in catalogue.records.items()
        if record.get("status") in PUBLIC and catalogue.schema(record).folder
    )
    return replace(kept, records={key: _discreet(kept, record) for key, record in kept.records.items()})


def _discreet(catalogue: Catalogue, record: Record) -> Record:
    """A meeting without the note on its place, where the place is confidential or not public: it may give it away."""
    if record.kind != "meeting" or not record.get("place"):
        return record
    places = catalogue.linked(record, "place")
    if places and all(place.get("confidential") is not True for place in places):
        return record
    return replace(record, values={name: _without_note(value) for name, value in record.values.items() if name != NOTE})


def _without_note(value: Any) -> Any:
    """A value, and if it holds the translations, those of the note left out."""
    return (
        {key: _without_note(part) for key, part in value.items() if key != NOTE} if isinstance(value, dict) else value
    )
