"""What a commit changed in a record: which fields, and never what they held before.

Names of fields are all that is kept: what was taken out of a record must not come back through its history.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from laltro.model.document import parse
from laltro.model.field import Field
from laltro.model.schema import Schema

# Where a field of the record itself begins in its text: only at the left edge, whatever a text inside it says.
_EDGE = re.compile(r"^(?=[\"']?[A-Za-z_]+[\"']?\s*:)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit to a record, at a moment in UTC.

    `fields` are those that changed, dotted inside an object (`channels.phones`), in the schema's order; `status` is
    the record's new state where that changed; `added` tells the commit that brought the record.
    """

    moment: datetime
    fields: tuple[str, ...] = ()
    status: str = ""
    added: bool = False


def revised(schema: Schema, moment: datetime, before: str, after: str) -> Revision:
    """What makes two texts of a record differ, as they are read: layout, comments and order of fields do not.

    Only the fields whose text differs are parsed: most of a record stays as it was, and thousands are compared.
    """
    old, new = _fields(before), _fields(after)
    touched = [field for field in schema.fields if old.get(field.name) != new.get(field.name)]
    left, right = (_values(schema, text, touched) for text in (old, new))
    fields = tuple(name for field in touched for name in _differing(field, left.get(field.name), right.get(field.name)))
    return Revision(moment, fields, str(right.get("status", "")) if "status" in fields else "")


def _fields(text: str) -> dict[str, str]:
    """The text of each field, by name."""
    blocks = [block for block in _EDGE.split(text) if block.strip()]
    return {block.partition(":")[0].strip().strip("\"'"): block for block in blocks}


def _values(schema: Schema, texts: Mapping[str, str], fields: Iterable[Field]) -> dict[str, Any]:
    tree = parse("".join(texts.get(field.name, "") for field in fields)).value
    return schema.cast(tree) if isinstance(tree, dict) else {}


def _differing(field: Field, old: Any, new: Any) -> Iterator[str]:
    """The parts of an object that differ; of any other field its own name."""
    if old == new:
        return
    if field.name == "translations" or not field.fields or field.kinds:
        yield field.name
        return
    left, right = (value if isinstance(value, Mapping) else {} for value in (old, new))
    yield from (f"{field.name}.{part.name}" for part in field.fields if left.get(part.name) != right.get(part.name))
