"""Whether a changed contact is borne out: by a source on the organisation's own domain, or by two people's approval."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from laltro.intake.deciding.decision import Decision
from laltro.model.catalogue import Catalogue
from laltro.model.field import walk
from laltro.model.record import Record

# Formats of what a reader would call, write or pay to.
CONTACTS = frozenset({"phone", "email", "url"})


def unproven_contacts(decision: Decision, catalogue: Catalogue) -> list[Record]:
    """The records whose contacts a change replaces without a source on the recorded domain of their organisation."""
    given = decision.submission.answers.get("source", "")
    host = _host(given if isinstance(given, str) else "")
    return [
        record
        for record in decision.records
        if _replaced(decision, catalogue, record) and not _within(host, _domain(catalogue, decision.before[record.key]))
    ]


def _replaced(decision: Decision, catalogue: Catalogue, record: Record) -> bool:
    """Whether a record that was there loses a contact, or gets another besides; the first of its kind replaces none."""
    before = decision.before.get(record.key)
    old, new = set(_contacts(catalogue, before) if before else ()), set(_contacts(catalogue, record))
    return bool({name for name, _ in old} & {name for name, _ in old ^ new})


def _contacts(catalogue: Catalogue, record: Record) -> Iterator[tuple[str, str]]:
    """The name of the field and the text of every contact."""
    for path, field, value in walk(catalogue.schema(record).fields, record.values):
        if field.format in CONTACTS and path[0] not in ("sources", "evidence_url"):
            yield ".".join(part for part in path if isinstance(part, str)), str(value)


def _domain(catalogue: Catalogue, record: Record) -> str:
    """The official domain of a record's organisation, as it was before the change; empty where none is recorded."""
    owner = record if record.kind == "organization" else catalogue.find("organization", str(record.get("organization")))
    if owner is None:
        return ""
    return str(owner.get("domain") or _host(str(owner.get("website", ""))))


def _host(address: str) -> str:
    """The host of an address without `www.`; a bare domain is one."""
    parts = urlsplit(address if "//" in address else f"//{address}")
    return (parts.hostname or "").removeprefix("www.")


def _within(host: str, domain: str) -> bool:
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))
