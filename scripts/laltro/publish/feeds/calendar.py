"""Meetings as iCalendar (RFC 5545): what is known to the day, for the calendar on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import icalendar

from laltro.model.moment import ROME
from laltro.model.record import Key, Record
from laltro.model.record_where import places_of
from laltro.publish.edition.appointment import is_kept, when
from laltro.publish.edition.edition import Edition
from laltro.publish.feeds.feed import Feed, lasting_id, plain
from laltro.publish.feeds.record_dates import Dates, dates
from laltro.voice.address import web
from laltro.voice.value import address_lines

_MAKER = "-//Milano Sei L'Altro//laltro//IT"
# How often a calendar program should look again.
_RENEWED = timedelta(days=1)


def calendar(edition: Edition, feed: Feed, history: Mapping[Key, Dates]) -> bytes:
    """The calendar of a feed's meetings, those that `is_kept` names; the same data, the same bytes."""
    made = icalendar.Calendar()
    made.add("prodid", _MAKER)
    made.add("version", "2.0")
    if feed.title:
        _name(made, feed.title, edition.absolute(feed.page))
    made.add_component(_milan())
    for meeting in feed.records:
        if is_kept(edition, meeting):
            made.add_component(_event(edition, meeting, dates(meeting, history, edition.today)))
    return bytes(made.to_ical())


def _name(made: icalendar.Calendar, title: str, url: str) -> None:
    """What a calendar is called and when to look again, in the words of RFC 7986 and of older programs."""
    for name in ("name", "x-wr-calname"):
        made.add(name, icalendar.vText(plain(title)))  # which by itself it would not encode
    made.add("url", url)
    made.add("refresh-interval", _RENEWED, {"value": "DURATION"})
    made.add("x-published-ttl", "P1D")


def _event(edition: Edition, meeting: Record, told: Dates) -> icalendar.Event:
    event, moments = icalendar.Event(), when(meeting)
    assert moments is not None
    event.add("uid", lasting_id(*meeting.key))
    event.add("dtstamp", told.changed)  # without a METHOD: when what is said was last changed
    for name, moment in zip(("dtstart", "dtend"), moments, strict=True):
        if moment:
            event.add(name, moment)
    event.add("status", _status(meeting))
    event.add("transp", "TRANSPARENT")  # an event to know of, which takes up nobody's time
    event.add("url", edition.absolute(edition.address(meeting)))
    texts = {"summary": str(edition.title(meeting)), "description": _description(edition, meeting)}
    for name, text in {**texts, "location": _location(edition, meeting)}.items():
        if text:
            event.add(name, plain(text))
    return event


def _status(meeting: Record) -> str:
    if meeting.get("status") == "archived":
        return "CANCELLED"
    return "TENTATIVE" if meeting.get("certainty") == "low" else "CONFIRMED"


def _description(edition: Edition, meeting: Record) -> str:
    """What it is about, or why it will not be; and the address of its page, for programs that show no URL."""
    withdrawn = meeting.get("status") == "archived"
    told = _withdrawn(edition, meeting) if withdrawn else _programme(edition, meeting)
    return "\n\n".join((*told, edition.absolute(edition.address(meeting))))


def _withdrawn(edition: Edition, meeting: Record) -> Iterator[str]:
    yield edition.words.t("site.feeds.cancelled")
    if reason := edition.text(meeting, "archived_reason"):
        yield str(reason)


def _programme(edition: Edition, meeting: Record) -> Iterator[str]:
    if description := edition.text(meeting, "description"):
        yield str(description)
    if agenda := edition.text(meeting, "agenda"):
        yield f"{edition.words.label(meeting.kind, 'agenda')}:\n{agenda}"
    if page := web(str(meeting.get("registration_url", ""))):
        yield f"{edition.words.label(meeting.kind, 'registration_url')}: {page}"


def _location(edition: Edition, meeting: Record) -> str:
    """The place on one line; of a confidential one nothing, not even a note, which might give it away."""
    places = places_of(edition.catalogue, meeting)
    if any(place.get("confidential") is True for place in places):
        return ""
    parts = [part for place in places for part in (str(edition.title(place)), *_address(place))]
    note = edition.text(meeting, "place_note") or ("" if parts else edition.text(meeting, "neighbourhood"))
    return ", ".join([*parts, *([str(note)] if note else [])])


def _address(place: Record) -> list[str]:
    where = place.get("address")
    return address_lines(where) if isinstance(where, Mapping) else []


def _milan() -> icalendar.Timezone:
    """The clocks of Milan since the end of summer time was moved to October, 1996."""
    zone = icalendar.Timezone()
    zone.add("tzid", ROME.key)
    summer, winter = icalendar.TimezoneDaylight(), icalendar.TimezoneStandard()
    for clock, name, hours, since in (
        (summer, "CEST", (1, 2), datetime(1981, 3, 29, 2)),
        (winter, "CET", (2, 1), datetime(1996, 10, 27, 3)),
    ):
        clock.add("tzname", name)
        clock.add("tzoffsetfrom", timedelta(hours=hours[0]))
        clock.add("tzoffsetto", timedelta(hours=hours[1]))
        clock.add("dtstart", since)
        clock.add("rrule", {"freq": "yearly", "bymonth": since.month, "byday": "-1su"})
        zone.add_component(clock)
    return zone
