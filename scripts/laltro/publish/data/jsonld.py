"""A record as schema.org data, for programs that read the page (https://schema.org)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import term
from laltro.voice import address

Data = dict[str, Any]
# Inside <script> only these could end the element or begin a comment; as \u escapes they are the same JSON.
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def script(edition: Edition, record: Record) -> Markup:
    """The data block for a page; empty where there is none."""
    data = document(edition, record)
    if data is None:
        return Markup()
    text = json.dumps(data, ensure_ascii=False, sort_keys=True).translate(_UNSAFE)
    return Markup(f'<script type="application/ld+json">{text}</script>')


def document(edition: Edition, record: Record) -> Data | None:
    """The JSON-LD document of a record, without empty values; None where schema.org has no word for it.

    Of what was withdrawn, or is on offer no longer, there is none: schema.org cannot say that a service has closed.
    """
    build = _KINDS.get(record.kind)
    if build is None or record.get("status") == "archived" or (record.kind in _ON_OFFER and _is_gone(record)):
        return None
    return {"@context": "https://schema.org", **_kept(_common(edition, record) | build(edition, record))}


def _is_gone(record: Record) -> bool:
    return record.historic or record.get("service_status") in ("inactive", "defunct")


def _common(edition: Edition, record: Record) -> Data:
    url = edition.absolute(edition.address(record))
    summary = next(
        (edition.text(record, name) for name in ("summary", "synthesis", "description") if record.get(name)), None
    )
    about = "" if record.get("confidential") is True else summary
    return {"@id": url, "url": url, "name": str(edition.title(record)), "description": str(about or "")}


def _kept(data: Data) -> Data:
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def _service(edition: Edition, record: Record) -> Data:
    public = record.get("is_public_service") is True
    channels = record.get("channels") if isinstance(record.get("channels"), Mapping) else {}
    return {
        "@type": "GovernmentService" if public else "Service",
        "provider": _one(edition, record, "organization", "Organization")
        or _named("Organization", record.get("organization_name")),
        "areaServed": _territories(edition, record.items("service_area")),
        "availableChannel": _channel(edition, record, channels),
        "audience": [_named("Audience", name) for name in _terms(edition, "audiences", record.items("audiences"))],
        "serviceType": str(record.get("category", "")),
        "isAccessibleForFree": True if record.get("cost_type") == "free" else None,
    }


def _channel(edition: Edition, record: Record, channels: Mapping[str, Any]) -> Data:
    phones = channels.get("phones")
    data = _kept(
        {
            "serviceUrl": address.web(str(channels.get("url", ""))),
            "servicePhone": [_kept({"@type": "ContactPoint", "telephone": str(item)}) for item in phones or []],
            "serviceLocation": _many(edition, record, "places", "Place"),
        }
    )
    return {"@type": "ServiceChannel", **data} if data else {}


def _organization(edition: Edition, record: Record) -> Data:
    return {
        "@type": "Organization",
        "sameAs": address.web(str(record.get("website", ""))),
        "email": str(record.get("email", "")),
        "telephone": [str(phone) for phone in record.items("phones")],
        "parentOrganization": _one(edition, record, "parent", "Organization"),
    }


def _place(edition: Edition, record: Record) -> Data:
    within = [record.get("municipio")] if record.get("municipio") else []
    if record.get("confidential") is True:
        return {"@type": "Place", "containedInPlace": _territories(edition, within)}
    where, point = record.get("address"), (record.get("latitude"), record.get("longitude"))
    exact = all(isinstance(part, float) for part in point) and record.get("point_basis") != "approximate"
    return {
        "@type": "Place",
        "address": _postal(where) if isinstance(where, Mapping) else None,
        "geo": {"@type": "GeoCoordinates", "latitude": point[0], "longitude": point[1]} if exact else None,
        "containedInPlace": _territories(edition, within),
    }


def _postal(where: Mapping[str, Any]) -> Data:
    names = {
        "street": "streetAddress",
        "postal_code": "postalCode",
        "city": "addressLocality",
        "province": "addressRegion",
        "country": "addressCountry",
    }
    return {"@type": "PostalAddress", **{names[key]: str(where[key]) for key in names if where.get(key)}}


def _event(edition: Edition, record: Record) -> Data:
    return {
        "@type": "Event",
        "startDate": str(record.get("starts_at", "")),
        "endDate": str(record.get("ends_at", "")),
        "location": _one(edition, record, "place", "Place"),
        "organizer": _many(edition, record, "organizations", "Organization"),
    }


def _offer(edition: Edition, record: Record) -> Data:
    return {
        "@type": "Offer",
        "offeredBy": _one(edition, record, "organization", "Organization"),
        "areaServed": _territories(edition, record.items("territories")),
        "validFrom": str(record.get("valid_from", "")),
        "validThrough": str(record.get("valid_to", "")),
        "price": 0 if record.get("conditions") == "free" else None,
        "priceCurrency": "EUR" if record.get("conditions") == "free" else None,
    }


def _demand(edition: Edition, record: Record) -> Data:
    return {"@type": "Demand", "areaServed": _territories(edition, record.items("territories"))}


def _one(edition: Edition, record: Record, field: str, type: str) -> Data | None:
    return next(iter(_many(edition, record, field, type)), None)


def _many(edition: Edition, record: Record, field: str, type: str) -> list[Data]:
    linked = edition.catalogue.linked(record, field)
    return [
        {"@type": type, "@id": edition.absolute(edition.address(item)), "name": str(edition.title(item))}
        for item in linked
    ]


def _named(type: str, name: Any) -> Data | None:
    return {"@type": type, "name": str(name)} if name else None


def _terms(edition: Edition, vocabulary: str, ids: list[Any]) -> list[str]:
    return [str(term(edition, vocabulary, str(id), "").text) for id in ids]


def _territories(edition: Edition, ids: list[Any]) -> list[Data | None]:
    return [_named("AdministrativeArea", name) for name in _terms(edition, "territories", ids)]


_ON_OFFER = frozenset({"service", "offer", "shared_need"})
_KINDS: Mapping[str, Callable[[Edition, Record], Data]] = {
    "service": _service,
    "organization": _organization,
    "place": _place,
    "meeting": _event,
    "offer": _offer,
    "shared_need": _demand,
}
