"""The rules of time. For what is over (`historic`) they are warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, Severity
from laltro.model.document import Path
from laltro.model.field import walk
from laltro.model.moment import before, span
from laltro.model.record import Record

# Pairs of fields of which the first may not lie after the second. Opening hours are not among them: a bar may close
# after midnight.
RANGES = (("valid_from", "valid_to"), ("starts", "ends"), ("starts_at", "ends_at"))


def check_chronology(catalogue: Catalogue, record: Record, today: date) -> Iterator[Diagnostic]:
    """All rules of time of one record, those that look at its lab included."""
    severity: Severity = "warning" if record.historic else "error"
    yield from _ranges(catalogue, record, severity)
    if record.kind == "meeting":
        yield from _meeting(catalogue, record, severity)
    elif record.kind == "outcome":
        yield from _outcome(catalogue, record, severity)
    elif record.kind == "offer":
        yield from _offer(record, today, severity)


def _ranges(catalogue: Catalogue, record: Record, severity: Severity) -> Iterator[Diagnostic]:
    yield from _range(record, record.values, (), severity)
    for path, item, value in walk(catalogue.schema(record).fields, record.values):
        if item.type == "object" and isinstance(value, Mapping):
            yield from _range(record, value, path, severity)
        if item.format == "schedule" and isinstance(value, Mapping):
            yield from _hours(record, value, path)
    youngest, oldest = record.get("minimum_age_months"), record.get("maximum_age_months")
    if isinstance(youngest, int) and isinstance(oldest, int) and youngest > oldest:
        yield record.problem("age-range", "maximum_age_months")


def _range(record: Record, values: Mapping[str, Any], path: Path, severity: Severity) -> Iterator[Diagnostic]:
    for first, last in RANGES:
        if before(str(values.get(last, "")), str(values.get(first, ""))):
            yield record.problem("end-before-start", *path, last, severity=severity, start=str(values[first]))


def _hours(record: Record, values: Mapping[str, Any], path: Path) -> Iterator[Diagnostic]:
    """A row of hours needs both of its times; a time needs its days."""
    opens, closes = values.get("opens_at"), values.get("closes_at")
    if bool(opens) != bool(closes) or (opens and not values.get("days")):
        yield record.problem("hours-incomplete", *path)


def _meeting(catalogue: Catalogue, record: Record, severity: Severity) -> Iterator[Diagnostic]:
    lab = catalogue.find("lab", str(record.get("lab")))
    held = str(record.get("starts_at", ""))
    if lab and before(held, str(lab.get("starts", ""))):
        yield record.problem("meeting-outside-lab", "starts_at", severity=severity, lab=lab.id, date=lab.get("starts"))
    elif lab and before(str(lab.get("ends", "")), held):
        yield record.problem("meeting-outside-lab", "starts_at", severity=severity, lab=lab.id, date=lab.get("ends"))


def _outcome(catalogue: Catalogue, record: Record, severity: Severity) -> Iterator[Diagnostic]:
    lab = catalogue.find("lab", str(record.get("lab")))
    if lab and before(str(record.get("date", "")), str(lab.get("starts", ""))):
        yield record.problem("outcome-before-lab", "date", severity=severity, lab=lab.id, date=lab.get("starts"))
    meeting = catalogue.find("meeting", str(record.get("decided_in", "")))
    if meeting and meeting.get("lab") != record.get("lab"):
        yield record.problem("decided-elsewhere", "decided_in", lab=str(meeting.get("lab")))


def _offer(record: Record, today: date, severity: Severity) -> Iterator[Diagnostic]:
    ends = span(str(record.get("valid_to", "")))
    if record.get("state") == "open" and ends and ends[1] < today:
        # A warning: the day alone must not stop the site until somebody has time for it.
        yield record.problem("offer-expired", "state", severity="warning", date=str(record.get("valid_to")))
    if record.get("state") == "open" and not record.get("valid_to"):
        yield record.problem("offer-without-end", "state", severity=severity)
