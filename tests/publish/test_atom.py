# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The feeds of news: what RFC 4287 demands, in order, and silent about what is not public."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.feeds.feed import Feed, news
from laltro.publish.feeds.record_dates import Dates, dates
from laltro.publish.site.news_feed import LENGTH, atom

MakeEdition = Callable[..., Edition]
NS = {"a": "http://www.w3.org/2005/Atom"}
DAY = date(2026, 11, 22)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
URI = re.compile(r"urn:x-milano-sei-laltro:[a-z0-9:/.-]+")
ONCE = {
    "feed": ("id", "title", "updated", "author", "rights", "subtitle"),
    "entry": ("id", "title", "updated", "summary"),
}
ALLOWED = {"feed": {"link", "entry"}, "entry": {"link", "category", "published"}}


def service(id: str, **values: Any) -> tuple[str, str, dict[str, Any]]:
    return "service", id, {"name": f"Servizio {id}", "summary": "Di prova.", "areas": ["training"], **values}


def moment(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


def read(content: bytes) -> ET.Element:
    """The feed, once it is seen to be one."""
    root = ET.fromstring(content)
    assert faults(root) == []
    return root


def faults(root: ET.Element) -> list[str]:
    """What RFC 4287 (and this project) would not have, with `entry` for any entry."""
    found = [fault for part in (root, *root.findall("a:entry", NS)) for fault in _faults(part)]
    ids = [item.text for item in root.iter(f"{{{NS['a']}}}id")]
    found += ["ids repeat"] if len(set(ids)) != len(ids) else []
    newest = max((str(item.text) for item in root.findall("a:entry/a:updated", NS)), default="")
    found += ["updated too early"] if str(root.findtext("a:updated", "", NS)) < newest else []
    links = {link.get("rel"): link.get("href", "") for link in root.findall("a:link", NS)}
    return found + [f"no {rel} link" for rel in ("self", "alternate") if not links.get(rel, "").startswith("https://")]


def _faults(part: ET.Element) -> list[str]:
    name = part.tag.removeprefix(f"{{{NS['a']}}}")
    names = [child.tag.removeprefix(f"{{{NS['a']}}}") for child in part]
    found = [f"{name}: {names.count(need)} {need}" for need in ONCE[name] if names.count(need) != 1]
    found += [f"{name}: {other}" for other in names if other not in (*ONCE[name], *ALLOWED[name])]
    times = [child.text or "" for child in part if child.tag.endswith(("updated", "published"))]
    found += [f"{name}: {time}" for time in times if not MOMENT.fullmatch(time)]
    id = part.findtext("a:id", "", NS)
    return found + ([] if URI.fullmatch(id) else [f"{name}: id {id}"])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"<updated>2026-10-02", b"<updated>02/10/2026", "entry: 02/10/2026T00:00:00Z"),
        (b"</author>", b"</author><author />", "feed: 2 author"),
        (b"<summary>", b"<script /><summary>", "entry: script"),
        (b"urn:x-", b"", None),
        (b'rel="self"', b'rel="via"', "no self link"),
        (b"2026-10-03", b"2026-09-03", "updated too early"),
    ],
)
def test_the_check_of_this_test_can_fail(edition_of: MakeEdition, old: bytes, new: bytes, fault: str | None) -> None:
    past = {("service", "a"): Dates(moment(2)), ("service", "b"): Dates(moment(3))}
    content = made(edition_of(service("a"), service("b")), past)
    assert faults(ET.fromstring(content)) == []
    broken = content.replace(old, new, 1 if old == b"2026-10-03" else -1)
    found = faults(ET.fromstring(broken))
    assert fault in found if fault else found


def made(edition: Edition, past: dict[Any, Dates] | None = None, address: str = "novita.atom") -> bytes:
    return atom(edition, next(feed for feed in news(edition) if feed.address == address), past or {})


def titles(root: ET.Element) -> list[str | None]:
    return [entry.findtext("a:title", None, NS) for entry in root.findall("a:entry", NS)]


def test_the_newest_change_comes_first(edition_of: MakeEdition) -> None:
    edition = edition_of(service("a"), service("b"), service("c"))
    past = {
        ("service", "a"): Dates(moment(2), moment(1)),
        ("service", "b"): Dates(moment(3, 7), moment(3, 7)),
        ("service", "c"): Dates(moment(2), moment(2)),
    }
    root = read(made(edition, past))
    assert titles(root) == ["Servizio b", "Servizio a", "Servizio c"]
    assert root.findtext("a:updated", "", NS) == "2026-10-03T07:00:00Z"
    entry = root.findall("a:entry", NS)[1]
    assert entry.findtext("a:published", "", NS) == "2026-10-01T00:00:00Z"
    assert entry.findtext("a:updated", "", NS) == "2026-10-02T00:00:00Z"
    assert entry.findtext("a:summary", "", NS) == "Servizio. Di prova."
    assert entry.find("a:link", NS).get("href") == "https://example.org/repo/servizi/a/"  # type: ignore[union-attr]
    assert "sono entrate nel catalogo o cambiate" in root.findtext("a:subtitle", "", NS)
    assert root.findtext("a:author/a:name", "", NS) == "Milano Sei L'Altro"


def test_ids_last(edition_of: MakeEdition) -> None:
    """A reader's program knows entries by their ids: another one would show everything anew."""
    root = read(made(edition_of(service("a"))))
    english = read(made(edition_of(service("a"), lang="en")))
    ids = [item.text for tree in (root, english) for item in tree.iter(f"{{{NS['a']}}}id")]
    assert ids[:2] == [
        "urn:x-milano-sei-laltro:it:novita.atom",
        "urn:x-milano-sei-laltro:it:service:a",
    ]
    assert len(set(ids)) == 4


def test_without_git_the_day_is_that_of_whoever_looked_last(edition_of: MakeEdition) -> None:
    sources = [{"url": "https://example.org/", "accessed": "2026-07-01"}]
    edition = edition_of(
        service("confermato", assured_date="2026-09-10", sources=sources),
        service("letto", sources=sources),
        service("ignoto"),
        service("domani", assured_date="2031-01-01"),
    )
    root = read(made(edition, {("service", "ignoto"): Dates(moment(1), moment(1))}))
    found = {entry.findtext("a:title", "", NS): entry for entry in root.findall("a:entry", NS)}
    assert {title: entry.findtext("a:updated", "", NS) for title, entry in found.items()} == {
        "Servizio domani": "2026-11-21T23:00:00Z",  # never later than the day of the build, in Milan
        "Servizio ignoto": "2026-10-01T00:00:00Z",
        "Servizio confermato": "2026-09-09T22:00:00Z",
        "Servizio letto": "2026-06-30T22:00:00Z",
    }
    made_known = [title for title, entry in found.items() if entry.find("a:published", NS) is not None]
    assert made_known == ["Servizio ignoto"]
    assert "non sappiamo quando" in root.findtext("a:subtitle", "", NS)
    assert dates(Record("service", "x", {}), {}, DAY) == Dates(datetime(2026, 11, 21, 23, tzinfo=UTC))


def test_an_empty_feed_is_a_feed(edition_of: MakeEdition) -> None:
    root = read(made(edition_of()))
    assert titles(root) == []
    assert root.findtext("a:updated", "", NS) == "2026-11-21T23:00:00Z"


def test_it_ends(edition_of: MakeEdition) -> None:
    many = [service(f"s{number:03}") for number in range(LENGTH + 1)]
    past = {("service", id): Dates(moment(1, 0)) for _, id, _ in many} | {("service", "s050"): Dates(moment(9))}
    assert titles(read(made(edition_of(*many), past))) == ["Servizio s050", *(f"Servizio s{n:03}" for n in range(49))]


PAYLOAD = ']]></summary><script>alert(1)</script><!-- <![CDATA[ &amp; &lol; <?p ?> "\x00\x0b\x1b\ufffe\ud800 \u2028fine'


@pytest.mark.parametrize("field", ["name", "summary"])
def test_payloads_are_text(edition_of: MakeEdition, field: str) -> None:
    root = read(made(edition_of(service("a", **{field: PAYLOAD}))))
    said = root.findtext(f"a:entry/a:{'title' if field == 'name' else 'summary'}", "", NS)
    assert ']]></summary><script>alert(1)</script><!-- <![CDATA[ &amp; &lol; <?p ?> "' in said
    assert said.endswith("fine")


def test_what_must_not_be_known(edition_of: MakeEdition) -> None:
    secret = {"name": "Casa di prova", "description": "Via Segreta 9", "confidential": True, "municipio": "municipio-6"}
    edition = edition_of(
        service("archiviato", status="archived"),
        service("bozza", status="draft"),
        service("sospeso", status="suspended"),
        service("storico", historic=True),
        ("place", "casa", secret),
    )
    content = made(edition)
    assert sorted(map(str, titles(read(content)))) == ["Casa di prova", "Servizio storico"]
    assert "Segreta" not in content.decode()
    assert "Servizio. Concluso. Di prova." in content.decode()


def test_one_for_all_one_an_area_one_a_municipio(edition_of: MakeEdition) -> None:
    edition = edition_of(service("a", service_area=["municipio-4"]), service("b", areas=["childcare"]), lang="en")
    found: dict[str, Feed] = {feed.address: feed for feed in news(edition)}
    ids = {address: [record.id for record in feed.records] for address, feed in found.items()}
    areas = ("childcare", "parenting", "training", "employment", "work-flexibility", "other")
    assert ids == {
        "novita.atom": ["a", "b"],
        **{f"aree/{area}/novita.atom": {"childcare": ["b"], "training": ["a"]}.get(area, []) for area in areas},
        "territori/municipio-4/novita.atom": ["a"],
        "territori/municipio-6/novita.atom": [],
    }
    root = read(made(edition, address="territori/municipio-4/novita.atom"))
    assert root.findtext("a:title", "", NS) == "News: Municipio 4"
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", NS)}
    assert links["self"] == "https://example.org/repo/en/territori/municipio-4/novita.atom"
    assert links["alternate"] == "https://example.org/repo/en/territori/municipio-4/"
    title = root.find("a:entry/a:title", NS)
    assert title is not None
    assert title.get("{http://www.w3.org/XML/1998/namespace}lang") == "it"
