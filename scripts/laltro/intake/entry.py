"""An answer as the value that enters a record, and back: liberal in what is read, one canonical form out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from laltro.intake.resolve import resolve
from laltro.intake.rows import FORMATS, read_rows, write_rows
from laltro.model.catalogue import Catalogue
from laltro.model.document import scalar_text
from laltro.model.form import Answer, Form, FormField, Grammar
from laltro.model.moment import iso_date
from laltro.model.record import Record
from laltro.model.schema import Field, format_of, reference_of

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
    if field.format in ("date", "partial-date", "partial-datetime"):
        return iso_date(line) or line
    if field.type in ("integer", "number"):
        return line.replace(",", ".")
    return line


def answers_of(form: Form, record: Record, catalogue: Catalogue, lang: str) -> dict[str, Answer]:
    """The answers that would make a record what it is: what a correction form begins with."""
    found: dict[str, Answer] = {}
    for item in form.fields:
        value = record.id if item.asks == "record" else value_at(record.values, item.asks)
        if isinstance(value, Mapping) or (item.field is None and item.asks != "record"):
            continue
        if item.field and format_of(item.field) in FORMATS:
            found[item.id] = _rows(format_of(item.field), value, form.grammar[lang])
        elif value not in (None, "", []):
            found[item.id] = _answer(item, value, catalogue)
    return found


def _rows(format: str, value: Any, grammar: Grammar) -> str:
    """Rows as text, where the text says all of them; else blank, which keeps them."""
    try:
        text = write_rows(format, value, grammar)
    except (KeyError, AttributeError, TypeError):  # a row that lacks a part, or is none
        return ""
    return text if read_rows(format, text, grammar) == (value, []) else ""


def value_at(values: Mapping[str, Any], asks: str) -> Any:
    """The value at a dotted path; None where there is none."""
    node: Any = values
    for name in asks.split("."):
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


def _answer(item: FormField, value: Any, catalogue: Catalogue) -> Answer:
    if item.options:
        values = value if isinstance(value, list) else [value]
        return tuple(map(str, values)) if item.many else str(values[0])
    parts = [_name(item, part, catalogue) for part in (value if isinstance(value, list) else [value])]
    return ("\n" if item.input == "textarea" else "; ").join(parts)


def _name(item: FormField, value: Any, catalogue: Catalogue) -> str:
    """A reference by the name that leads back to it, else by its id; a number as it is written."""
    kind = reference_of(item.field) if item.field else ""
    record = catalogue.find(kind, str(value))
    name = catalogue.title(record) if record else ""
    return name if record and resolve(catalogue, kind, name) == record and ";" not in name else scalar_text(value)
