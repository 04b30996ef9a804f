"""New and changed records as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from laltro.model.record import Key, Record
from laltro.publish.feeds.record_dates import Dates, dates, midnight
from laltro.publish.edition.edition import Edition
from laltro.publish.feeds.feed import Feed, lasting_id, plain
from laltro.publish.data.open_data import LICENCE
from laltro.publish.site.record_page import description

NAMESPACE = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
# As many as a reader looks through.
LENGTH = 50
Told = tuple[Record, Dates]


def atom(edition: Edition, feed: Feed, history: Mapping[Key, Dates]) -> bytes:
    """The feed with its latest `LENGTH` records, the newest change first; the same data, the same bytes."""
    told = [(record, dates(record, history, edition.today)) for record in feed.records]
    told.sort(key=lambda item: item[0].key)
    told.sort(key=lambda item: item[1].changed, reverse=True)
    root = _feed(edition, feed, told)
    for record, when in told[:LENGTH]:
        root.append(_entry(edition, record, when))
    indent(root)
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _feed(edition: Edition, feed: Feed, told: list[Told]) -> Element:
    words = edition.words
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": edition.lang})
    _add(root, "id", lasting_id(edition.lang, feed.address))
    _add(root, "title", feed.title)
    by_git = all(when.made for _, when in told)
    _add(root, "subtitle", words.t("site.feeds.by_git" if by_git else "site.feeds.by_sources"))
    _add(root, "updated", _moment(told[0][1].changed if told else midnight(edition.today)))
    SubElement(root, "link", {"rel": "self", "type": TYPE, "href": edition.absolute(feed.address)})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": edition.absolute(feed.page)})
    _add(SubElement(root, "author"), "name", words.t("site.name"))
    SubElement(root, "link", {"rel": "license", "href": LICENCE["path"]})  # RFC 4946
    _add(root, "rights", f"{words.t('site.footer.licence')} {words.t('site.footer.source')}")
    return root


def _entry(edition: Edition, record: Record, when: Dates) -> Element:
    title, kind = edition.title(record), edition.words.kind(record.kind)
    entry = Element("entry")
    _add(entry, "id", lasting_id(edition.lang, *record.key))
    _add(entry, "title", title.text, {"xml:lang": title.lang} if title.lang else {})
    if when.made:
        _add(entry, "published", _moment(when.made))
    _add(entry, "updated", _moment(when.changed))
    SubElement(entry, "link", {"rel": "alternate", "href": edition.absolute(edition.address(record))})
    SubElement(entry, "category", {"term": record.kind, "label": kind})
    _add(entry, "summary", f"{kind}. {description(edition, record)}")
    return entry


def _add(parent: Element, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    SubElement(parent, name, dict(attributes or {})).text = plain(text)


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
