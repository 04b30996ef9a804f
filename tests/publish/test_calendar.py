# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calendars, read back by two programs that did not write them: icalendar's own reader, and vobject."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.tz import tzical

from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.publish.edition.appointment import when
from laltro.publish.edition.edition import Edition
from laltro.publish.feeds.calendar import calendar
from laltro.publish.feeds.feed import calendars, single_meetings
from laltro.publish.feeds.record_dates import Dates
from laltro.publish.site.record_page import article
from laltro.world.build.site import edition as whole_edition
from laltro.world.data.files import read_catalogue
from laltro.world.data.support import HOME

MakeEdition = Callable[..., Edition]
ROME = ZoneInfo("Europe/Rome")
NEXT = "2027-03-10"
LAB = ("lab", "lab-di-prova", {"title": "Laboratorio di prova", "territories": ["municipio-4"]})
PLACE = {
    "name": "Sala di prova",
    "address": {"street": "Via dell'Esempio, 1", "city": "Milano"},
    "municipio": "municipio-6",
}


def meeting(id: str = "incontro-di-prova", **values: Any) -> tuple[str, str, dict[str, Any]]:
    return "meeting", id, {"lab": LAB[1], "title": "Incontro di prova", "starts_at": NEXT, **values}


def made(edition: Edition, address: str = "incontri/incontri.ics", past: dict[Any, Dates] | None = None) -> bytes:
    feed = next(feed for feed in (*calendars(edition), *single_meetings(edition)) if feed.address == address)
    return calendar(edition, feed, past or {})


def events(content: bytes) -> list[icalendar.Event]:
    """The events as the first reader sees them, once the second one agreed on every property of each."""
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    others = list(vobject.readOne(content.decode()).contents.get("vevent", []))
    for one, other in zip(found, others, strict=True):
        assert sorted(name.lower() for name in one) == sorted(other.contents)
        for name in ("summary", "description", "location", "status", "uid", "url"):
            assert (str(one[name]) if name in one else None) == (other.getChildValue(name) or None), name
    return list(found)


def only(content: bytes) -> icalendar.Event:
    (event,) = events(content)
    return event


def test_a_meeting_says_what_when_and_where(edition_of: MakeEdition) -> None:
    values = {
        "starts_at": "2027-03-10T18:00",
        "ends_at": "2027-03-10T20:30",
        "place": "sala",
        "place_note": "Secondo piano",
        "description": "Si parla di orari.",
        "agenda": "Saluti\nOrari",
        "registration_url": "https://www.example.org/iscrizioni",
    }
    edition = edition_of(LAB, meeting(**values), ("place", "sala", PLACE))
    past = {("meeting", "incontro-di-prova"): Dates(datetime(2026, 11, 1, 8, 30, tzinfo=UTC))}
    event = only(made(edition, past=past))
    page = "https://example.org/repo/incontri/incontro-di-prova/"
    assert event.start == datetime(2027, 3, 10, 18, tzinfo=ROME)
    assert event.end == datetime(2027, 3, 10, 20, 30, tzinfo=ROME)
    assert event["summary"] == "Incontro di prova"
    assert event["location"] == "Sala di prova, Via dell'Esempio, 1, Milano, Secondo piano"
    assert event["description"].split("\n\n") == [
        "Si parla di orari.",
        "Di che cosa si parla:\nSaluti\nOrari",
        "Pagina per iscriversi: https://www.example.org/iscrizioni",
        page,
    ]
    assert event["url"] == page
    assert event["status"] == "CONFIRMED"
    assert event["dtstamp"].dt == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    assert (
        event["uid"] == "urn:x-milano-sei-laltro:meeting:incontro-di-prova"
    )  # for ever: else it would stand there twice


HOSTILE = 'a;b,c\\d:e "f"\r\nBEGIN:VALARM\nATTACH:https://example.org/\r\nEND:VEVENT\nX-A:1\r;;,, ]]> è' + "è" * 200


@pytest.mark.parametrize("field", ["title", "description", "agenda", "place_note", "registration_url"])
def test_hostile_texts_stay_one_property(edition_of: MakeEdition, field: str) -> None:
    quiet = only(made(edition_of(LAB, meeting(**{field: "testo"}))))
    content = made(edition_of(LAB, meeting(**{field: HOSTILE})))
    event = only(content)
    assert set(event) == set(quiet)
    assert event.subcomponents == []
    lines = content.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode() or line is lines[-1] for line in lines)  # no fold within a character
    name = {"title": "summary", "place_note": "location"}.get(field, "description")
    said = HOSTILE.replace("\r\n", "\n").replace("\r", "")
    assert (said in event[name]) is (field != "registration_url")


def test_a_hostile_name_of_a_lab_stays_one_property(edition_of: MakeEdition) -> None:
    edition = edition_of((*LAB[:2], {"title": HOSTILE}), meeting())
    content = made(edition, f"laboratori/{LAB[1]}/incontri.ics")
    found = icalendar.Calendar.from_ical(content)
    names = {"VERSION", "PRODID", "NAME", "X-WR-CALNAME", "URL", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"}
    assert set(found) == names
    assert [part.name for part in found.subcomponents] == ["VTIMEZONE", "VEVENT"]
    for name in ("name", "x-wr-calname"):
        other = vobject.readOne(content.decode()).contents[name][0].value
        assert icalendar.vText.from_ical(other).startswith("Incontri: a;b,c\\d:e")


@pytest.mark.parametrize(
    ("starts", "ends", "first", "last"),
    [
        ("2027-03-10", "", date(2027, 3, 10), date(2027, 3, 11)),
        ("2027-03-10", "2027-03-12", date(2027, 3, 10), date(2027, 3, 13)),
        ("2027-03-10", "2027-03-12T12:00", date(2027, 3, 10), date(2027, 3, 13)),
        ("2027-03-10", "2027-04", date(2027, 3, 10), date(2027, 3, 11)),
        ("2027-03-10", "2027-03-01", date(2027, 3, 10), date(2027, 3, 11)),
        ("2027-03-10T18:00", "", datetime(2027, 3, 10, 18), None),
        ("2027-03-10T18:00", "2027-03-10", datetime(2027, 3, 10, 18), None),
        ("2027-03-10T18:00", "2027-03-12", date(2027, 3, 10), date(2027, 3, 13)),
        ("2027-03-10T18:00", "2027-03-10T18:00", datetime(2027, 3, 10, 18), None),
        ("2027-03-10T18:00", "2027-03-10T17:00", datetime(2027, 3, 10, 18), None),
        ("2027-03-10T22:00", "2027-03-11T02:00", datetime(2027, 3, 10, 22), datetime(2027, 3, 11, 2)),
        ("2027-03-10T18:00", "2027-03-12T13:00", datetime(2027, 3, 10, 18), datetime(2027, 3, 12, 13)),
        ("2028-02-29", "", date(2028, 2, 29), date(2028, 3, 1)),
        ("2027-03-28T02:30", "", date(2027, 3, 28), date(2027, 3, 29)),  # a time that never was: the day is left
        ("2027-10-30T23:00", "2027-10-31T02:30", datetime(2027, 10, 30, 23), datetime(2027, 10, 31, 2, 30)),
        ("2017-05-18T18:00", "2017-05-18T20:00", datetime(2017, 5, 18, 18), datetime(2017, 5, 18, 20)),
    ],
)
def test_when(edition_of: MakeEdition, starts: str, ends: str, first: date, last: date | None) -> None:
    event = only(made(edition_of(LAB, meeting(starts_at=starts, ends_at=ends))))
    zoned = [part.replace(tzinfo=ROME) if isinstance(part, datetime) else part for part in (first, last)]
    assert [event["dtstart"].dt, event["dtend"].dt if "dtend" in event else None] == zoned
    assert event["dtstart"].params.get("TZID") == ("Europe/Rome" if isinstance(first, datetime) else None)


@pytest.mark.parametrize("starts", ["2027", "2027-03", "", "2027-02-30", "domani", "2027-03T18:00"])
def test_what_is_not_known_to_the_day_is_left_out(edition_of: MakeEdition, starts: str) -> None:
    edition = edition_of(LAB, meeting(starts_at=starts))
    assert when(Record(*meeting(starts_at=starts))) is None
    assert events(made(edition)) == []
    assert not list(single_meetings(edition))


def test_the_clocks_are_those_of_milan(edition_of: MakeEdition) -> None:
    """Every hour of the nights on which they change, and every noon, for forty years, by a third reader."""
    zone = tzical(io.StringIO(made(edition_of()).decode())).get("Europe/Rome")
    moment = datetime(1997, 1, 1, 12)
    for _ in range(40 * 365):
        hours = range(-12, 1) if moment.month in (3, 10) and moment.day > 24 else (0,)
        for hour in hours:
            local = moment + timedelta(hours=hour)
            if local.astimezone(UTC) and (moment.month != 3 or local.hour != 2):  # the hour that is skipped
                assert local.replace(tzinfo=zone).utcoffset() == local.replace(tzinfo=ROME).utcoffset(), local
        moment += timedelta(days=1)


def test_history_stays_and_what_was_withdrawn_goes(edition_of: MakeEdition) -> None:
    reason = {"status": "archived", "archived_reason": "La sala è chiusa."}
    edition = edition_of(
        LAB,
        meeting("storico", starts_at="2017-05-18", historic=True),
        meeting("tenuto", starts_at="2026-11-21"),
        meeting("incerto", certainty="low"),
        meeting("ritirato-e-passato", starts_at="2017-05-18", **reason),
        meeting("ritirato", **reason),
        meeting("bozza", status="draft"),
        meeting("sospeso", status="suspended"),
    )
    found = {event["url"].split("/")[-2]: event for event in events(made(edition))}
    status = {id: str(event["status"]) for id, event in found.items()}
    assert status == {"storico": "CONFIRMED", "tenuto": "CONFIRMED", "incerto": "TENTATIVE", "ritirato": "CANCELLED"}
    assert found["ritirato"]["description"].startswith("Questo incontro è stato ritirato dal catalogo.\n\nLa sala è")
    assert [feed.address for feed in single_meetings(edition)] == [
        "incontri/incerto/incontro.ics",
        "incontri/ritirato/incontro.ics",
    ]


def test_a_confidential_place_is_never_told(edition_of: MakeEdition) -> None:
    secret = {"name": "Casa di prova", "confidential": True, "municipio": "municipio-6", "address": PLACE["address"]}
    values = {"place": "casa", "place_note": "citofono di prova", "neighbourhood": "Barona"}
    content = made(edition_of(LAB, meeting(**values), ("place", "casa", secret)))
    assert "location" not in only(content)
    assert not any(word in content.decode() for word in ("Casa", "Esempio", "citofono", "Barona"))


def test_one_for_all_one_a_lab_one_a_municipio(edition_of: MakeEdition) -> None:
    edition = edition_of(
        LAB,
        ("lab", "altro", {"title": "Altro"}),
        meeting("qui"),
        meeting("la", lab="altro", place="sala"),
        ("place", "sala", PLACE),
        lang="en",
    )
    found = {feed.address: (feed.title, [record.id for record in feed.records]) for feed in calendars(edition)}
    assert found == {
        "incontri/incontri.ics": ("Meetings of Milano Sei L'Altro", ["la", "qui"]),
        "territori/municipio-4/incontri.ics": ("Meetings: Municipio 4", ["qui"]),
        "territori/municipio-6/incontri.ics": ("Meetings: Municipio 6", ["la"]),
        "laboratori/altro/incontri.ics": ("Meetings: Altro", ["la"]),
        f"laboratori/{LAB[1]}/incontri.ics": ("Meetings: Laboratorio di prova", ["qui"]),
    }
    content = made(edition)
    assert icalendar.Calendar.from_ical(content)["x-wr-calname"] == "Meetings of Milano Sei L'Altro"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in content
    assert "https://example.org/repo/en/incontri/qui/" in content.decode().replace("\r\n ", "")
    alone = icalendar.Calendar.from_ical(made(edition, "incontri/qui/incontro.ics"))
    assert "name" not in alone  # it goes into the reader's own calendar
    assert len(alone.walk("VEVENT")) == 1


@pytest.mark.parametrize(
    ("values", "linked"),
    [
        ({}, True),
        ({"starts_at": "2027"}, False),
        ({"starts_at": "2026-11-21"}, False),
        ({"historic": True}, False),
        ({"status": "archived"}, False),
    ],
)
def test_a_page_leads_to_what_can_still_be_noted(edition_of: MakeEdition, values: dict[str, Any], linked: bool) -> None:
    lab = (*LAB[:2], {**LAB[2], **{name: value for name, value in values.items() if name != "starts_at"}})
    edition = edition_of(lab, meeting(**values))
    records = edition.catalogue.records
    assert ('/incontro.ics"' in article(edition, records["meeting", "incontro-di-prova"])) is linked
    open_lab = linked or "starts_at" in values
    assert ('/incontri.ics"' in article(edition, records["lab", LAB[1]])) is open_lab


def test_the_real_meetings_that_have_a_day(strings: dict[str, Strings]) -> None:
    edition = whole_edition(read_catalogue(HOME), strings["it"], date(2026, 11, 22), "https://example.org/repo/")
    known = {record.id for record in edition.listed("meeting") if len(str(record.get("starts_at", ""))) >= 10}
    assert known
    assert {event["url"].split("/")[-2] for event in events(made(edition))} == known
