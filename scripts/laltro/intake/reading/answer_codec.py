"""An answer as the value that enters a record, and back: liberal in what is read, one canonical form out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from laltro.intake.notation.ages import said_ages
from laltro.intake.notation.quantity import said_quantity
from laltro.intake.notation.rows import FORMATS, said_rows
from laltro.intake.reading.resolve import resolve
from laltro.intake.reading.understood import address
from laltro.model.catalogue import Catalogue
from laltro.model.document import scalar_text
from laltro.model.field import Field, format_of, reference_of
from laltro.model.forms.form import Answer, Form, Question
from laltro.model.moment import iso_date, iso_moment
from laltro.model.record import Record

# Formats of a day, or of what history knows of one.
DATES = frozenset({"date", "partial-date", "partial-datetime"})
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.IGNORECASE)


def entered(field: Field, answer: Answer) -> Any:
    """The typed value of an answer; text that does not fit its field stays text, for the checks to refuse."""
    if field.item:
        parts = answer if isinstance(answer, tuple) else split(answer, field.item.format)
        return [entered(field.item, part) for part in parts]
    text = answer if isinstance(answer, str) else ", ".join(answer)
    return field.cast(_canonical(field, text))


def split(text: str, format: str = "") -> list[str]:
    """A list typed as text: one a line, or with semicolons; phones with commas too."""
    separators = r"[;,\n]" if format == "phone" else r"[;\n]"
    return list(dict.fromkeys(part.strip() for part in re.split(separators, text) if part.strip()))


def _canonical(field: Field, text: str) -> str:
    if field.text == "paragraphs":
        return text.strip()
    line = " ".join(text.split())
    if field.format == "url":
        return f"https://{line}" if _DOMAIN.fullmatch(line) else line
    if field.format == "email":
        return line.removeprefix("mailto:")
    if field.format in ("date", "partial-date"):
        return iso_date(line) or line
    if field.format == "partial-datetime":
        return iso_moment(line) or line
    if field.type in ("integer", "number"):
        return line.replace(",", ".")
    return line


def answers_of(form: Form, record: Record, catalogue: Catalogue, lang: str) -> dict[str, Answer]:
    """The answers that would make a record what it is: what a correction form begins with."""
    named = address(catalogue, record) if len(form.kinds) > 1 else record.id
    found: dict[str, Answer] = {}
    for item in form.of(record.kind).fields:
        value = value_at(record.values, item.asks)
        if item.asks in ("record", "kind"):
            found[item.id] = named if item.asks == "record" else record.kind
        elif item.field and item.field.kinds and isinstance(value, Mapping):
            found[item.id] = _pointed(value, catalogue)
        if isinstance(value, Mapping) or item.field is None:
            continue
        if item.field.format == "ages":
            found[item.id] = said_ages([record.get(name) for name in item.fills], form.grammar[lang])
        elif item.field.format == "quantity":
            found[item.id] = said_quantity(value, form.grammar[lang])
        elif item.field and format_of(item.field) in FORMATS:
            found[item.id] = said_rows(format_of(item.field), value, form.grammar[lang])
        elif value not in (None, "", []):
            found[item.id] = _answer(item, value, catalogue)
    return found


def _pointed(value: Mapping[str, Any], catalogue: Catalogue) -> str:
    """A reference to one of several kinds: the end of the page's address, or the territory's id."""
    kind, id = str(value.get("kind", "")), str(value.get("id", ""))
    record = catalogue.find(kind, id)
    return address(catalogue, record) if record else id


def put(values: dict[str, Any], path: list[str], value: Any) -> None:
    """Set or (with None) remove a nested value."""
    for name in path[:-1]:
        if not isinstance(values.get(name), dict):
            values[name] = {}
        values = values[name]
    if value is None:
        values.pop(path[-1], None)
    else:
        values[path[-1]] = value


def value_at(values: Mapping[str, Any], asks: str) -> Any:
    """The value at a dotted path; None where there is none."""
    node: Any = values
    for name in asks.split("."):
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


def _answer(item: Question, value: Any, catalogue: Catalogue) -> Answer:
    if item.options:
        offered = {option.value for option in item.options}
        values = [str(part) for part in (value if isinstance(value, list) else [value])]
        shown = tuple(part for part in values if part in offered)  # what is not shown is not missed, hence kept
        return shown if item.many else "".join(shown[:1])
    parts = [_name(item, part, catalogue) for part in (value if isinstance(value, list) else [value])]
    text = ("\n" if item.input == "textarea" else "; ").join(parts)
    inner = item.field.item if item.field else None
    return text if inner is None or split(text, inner.format) == parts else ""  # blank keeps what would be cut apart


def _name(item: Question, value: Any, catalogue: Catalogue) -> str:
    """A reference by the name that leads back to it, else by its id; a number as it is written."""
    kind = reference_of(item.field) if item.field else ""
    record = catalogue.find(kind, str(value))
    name = catalogue.name_for_matching(record) if record else ""
    return name if record and resolve(catalogue, kind, name) == record and ";" not in name else scalar_text(value)
