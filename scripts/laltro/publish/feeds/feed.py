"""What can be subscribed to: calendars of meetings and feeds of news, each beside the page that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from laltro.model.record import Record
from laltro.model.text import refused_characters
from laltro.publish.edition.appointment import when
from laltro.publish.edition.edition import Edition
from laltro.publish.lists.places_index import area_names, in_area, municipi, territory_name
from laltro.voice.address import CALENDAR, MEETING, NEWS, OPEN_DATA, climb
from laltro.voice.value import Link
from laltro.voice.voice import Text


@dataclass(frozen=True, slots=True)
class Feed:
    """Records that are followed together, in `file` beside `page` (its address below the root of its language).

    `title` is empty where the file is no calendar of its own, but a meeting to be put into the reader's.
    """

    page: str
    file: str
    title: str
    records: tuple[Record, ...]

    @property
    def address(self) -> str:
        """Where the file lies below the root of its language."""
        return self.page + self.file


def calendars(edition: Edition) -> Iterator[Feed]:
    """The calendars to subscribe to: of all meetings, of each Municipio that has a page, of each lab."""
    yield from _common_calendars(edition)
    for lab in edition.catalogue.of("lab"):
        title = edition.words.t("site.feeds.meetings_of", lab=str(edition.title(lab)))
        yield Feed(edition.address(lab), CALENDAR, title, tuple(edition.catalogue.linking(lab, "meeting", "lab")))


def _common_calendars(edition: Edition) -> Iterator[Feed]:
    meetings = edition.catalogue.of("meeting")
    yield Feed("incontri/", CALENDAR, edition.words.t("site.feeds.meetings"), meetings)
    for id in municipi(edition):
        title = edition.words.t("site.feeds.meetings_in", where=territory_name(edition, id))
        found = (meeting for meeting in meetings if id in edition.located.get(meeting.key, ()))
        yield Feed(f"territori/{id}/", CALENDAR, title, tuple(found))


def single_meetings(edition: Edition) -> Iterator[Feed]:
    """Each meeting that is to come, by itself."""
    for meeting in edition.catalogue.of("meeting"):
        if when(meeting) and not edition.is_over(meeting):
            yield Feed(edition.address(meeting), MEETING, "", (meeting,))


def news(edition: Edition) -> Iterator[Feed]:
    """What is new or changed: in the whole catalogue, in each area, in each Municipio that has a page."""
    title = edition.words.t("site.feeds.news")
    yield Feed("", NEWS, title, tuple(record for kind in edition.catalogue.listed for record in edition.listed(kind)))
    for id, name in area_names(edition):
        title = edition.words.t("site.feeds.news_of", what=name)
        yield Feed(f"aree/{id}/", NEWS, title, tuple(in_area(edition, id)))
    for id in municipi(edition):
        title = edition.words.t("site.feeds.news_of", what=territory_name(edition, id))
        yield Feed(f"territori/{id}/", NEWS, title, tuple(edition.territories[id]))


def subscriptions(edition: Edition) -> Markup:
    """What `@@feeds@@` stands for: links to what can be subscribed to, those of single labs left to their pages."""
    return Markup(
        edition.render("feeds.html", calendars=_links(_common_calendars(edition)), news=_links(news(edition)))
    )


def _links(feeds: Iterable[Feed]) -> list[Link]:
    return [Link(Text(feed.title), climb(OPEN_DATA) + feed.address) for feed in feeds]


def lasting_id(*names: str) -> str:
    """The id under which programs know something for ever, wherever the site lies (a URN, as Atom demands)."""
    return ":".join(("urn:x-milano-sei-laltro", *names))


def plain(text: str) -> str:
    """A text without the characters that neither format can hold; the check refuses them, previews do not check."""
    refused = {chr(int(point[2:], 16)) for point in refused_characters(text)}
    return "".join(char for char in text if char not in refused) if refused else text
