"""The poster of a lab or of one of its meetings: what, when, where, whom to ask, and the code of its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from laltro.model.moment import DAYS
from laltro.model.record import Record
from laltro.model.record_where import places_of
from laltro.publish.edition.appointment import when
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import whereabouts
from laltro.publish.record.qr import qr
from laltro.voice import address
from laltro.voice.voice import Text

# So many letters have room in large type.
_ROOM = 280


@dataclass(frozen=True, slots=True)
class Poster:
    """What is written large. `lab` is None on the poster of the lab itself.

    Where nobody knows `day`, `hours` or `place` yet, they are empty: there is room to write them by hand.
    """

    title: Text
    lab: Text | None
    needs: tuple[Text, ...]
    day: str
    hours: str
    place: tuple[str, ...]
    register: str
    ask: tuple[Text, ...]
    url: str
    code: Markup

    @property
    def dense(self) -> bool:
        """True where there is so much to say that it has to be said smaller to fit a page."""
        texts = (self.title, self.lab or "", *self.needs, *self.place, self.register, *self.ask)
        return sum(len(str(text)) for text in texts) > _ROOM


def poster(edition: Edition, lab: Record, meeting: Record | None) -> Poster:
    """The poster of a meeting, or of a lab whose next meeting has no day yet."""
    day, hours = _time(edition, meeting) if meeting else ("", "")
    url = edition.absolute(edition.address(meeting or lab))
    needs = [need for need in edition.catalogue.linked(lab, "shared_needs") if need.get("status") == "published"]
    return Poster(
        title=edition.title(meeting or lab),
        lab=edition.title(lab) if meeting else None,
        needs=tuple(edition.title(need) for need in needs),
        day=day,
        hours=hours,
        place=tuple(_place(edition, meeting)) if meeting else (),
        register=address.shown(address.web(str(meeting.get("registration_url", "")))) if meeting else "",
        ask=tuple(_asked(edition, lab)),
        url=address.shown(url),
        code=qr(url),
    )


def _time(edition: Edition, meeting: Record) -> tuple[str, str]:
    """The day with its name, and from when to when; what is known less exactly as it is known."""
    moments, words = when(meeting), edition.words
    if moments is None:
        return words.date(str(meeting.get("starts_at", ""))), ""
    start, end = moments
    if isinstance(start, datetime) and isinstance(end, datetime) and end.date() == start.date():
        return _day(edition, start), f"{start:%H:%M}–{end:%H:%M}"
    if isinstance(start, datetime):
        return _day(edition, start), f"{start:%H:%M}"
    if end is not None and end - start > timedelta(days=1):
        return words.period(f"{start:%Y-%m-%d}", f"{end - timedelta(days=1):%Y-%m-%d}"), ""
    return _day(edition, start), ""


def _day(edition: Edition, day: date) -> str:
    """A day with its name: `mercoledì 14 ottobre 2026`."""
    weekday = edition.words.t(f"site.days.{DAYS[day.weekday()]}")
    return edition.words.t("site.kit.day", weekday=weekday, date=edition.words.date(f"{day:%Y-%m-%d}"))


def _place(edition: Edition, meeting: Record) -> Iterator[str]:
    """Where it is, line by line; of a confidential place only what the site says of it, and never a note."""
    places = places_of(edition.catalogue, meeting)
    for place in places:
        yield str(edition.title(place))
        yield from whereabouts(edition, place)
    note = edition.text(meeting, "place_note") or ("" if places else edition.text(meeting, "neighbourhood"))
    if note and not any(place.get("confidential") is True for place in places):
        yield str(note)


def _asked(edition: Edition, lab: Record) -> Iterator[Text]:
    """Whom to ask, a role or an organisation with its contacts, never a person."""
    if manager := edition.text(lab, "community_manager"):
        yield manager
        return
    named = [one for name in ("lead", "host") for one in edition.catalogue.linked(lab, name)]
    for found in [one for one in named if one.get("status") == "published"][:1]:
        yield edition.title(found)
        contacts = (*map(str, found.items("phones")[:1]), str(found.get("email", "")))
        yield from (Text(text) for text in contacts if address.phone(text) or address.mail(text))
