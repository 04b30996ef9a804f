"""Records that a submission describes besides its own: an organisation or a place not in the catalogue yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from laltro.intake.reading.answer_codec import entered, put
from laltro.intake.reading.new_ids import new_id
from laltro.intake.reading.submission import Submission
from laltro.model.catalogue import Catalogue
from laltro.model.city import TOWN
from laltro.model.field import Field, reference_of
from laltro.model.forms.form import CLEAR, Form, Question
from laltro.model.record import Record
from laltro.model.record_where import PLACE
from laltro.model.schema import Schema


class Companions:
    """The records that one form describes besides its own, made one by one in `records`."""

    def __init__(self, submission: Submission, form: Form, catalogue: Catalogue, key: str) -> None:
        self.submission = submission
        self.form = form
        self.catalogue = catalogue
        self.key = key
        self.records: list[Record] = []

    def described(self, item: Question) -> bool:
        """True where a question describes a record that this one refers to (`organization.description`)."""
        head = self._link(item.asks.split(".")[0])
        return "." in item.asks and head is not None

    def _link(self, name: str) -> Field | None:
        """The field of a name where it refers to records."""
        field = self.catalogue.schemas[self.form.kind].field(name)
        return field if field and reference_of(field) in self.catalogue.schemas else None

    def details(self, asks: str) -> dict[str, Any]:
        """What the form's other questions say of the record that a field refers to."""
        values: dict[str, Any] = {}
        for item in self.form.fields:
            answer = self.submission.answers.get(item.id)
            if answer and answer != CLEAR and item.field and item.asks.startswith(f"{asks}."):
                put(values, item.asks.split(".")[1:], entered(item.field, answer))
        return values

    def make(self, kind: str, name: str, details: Mapping[str, Any]) -> str:
        """Make a record of a kind with a name; answers its id."""
        schema = self.catalogue.schemas[kind]
        title = " ".join(name.split())
        id = new_id(self.catalogue, kind, title)
        merged = _merged(begun(schema), details)
        values = {"id": id, "status": "published", schema.title: title, **merged, "submission": self.key}
        self.records.append(Record(kind, id, schema.arrange(values), schema.file(id)))
        return id

    def unnamed(self) -> Iterator[tuple[Field, str]]:
        """The references whose record is described but not named, each with the id of what was made for it.

        A new place described by its street alone bears the street as its name; for other kinds the id is empty.
        """
        for name in dict.fromkeys(item.asks.split(".")[0] for item in self.form.fields if "." in item.asks):
            link = self._link(name)
            details = self.details(name) if link and not self.submission.answers.get(name) else {}
            if link and details:
                kind, street = reference_of(link), details.get("address", {}).get("street")
                yield link, self.make(kind, street, details) if kind == PLACE and street else ""


def begun(schema: Schema) -> dict[str, Any]:
    """What a new record is when its form does not ask: a place is in the city of the catalogue."""
    return {**schema.begins, **({"address": TOWN} if schema.kind == PLACE else {})}


def _merged(defaults: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` over `defaults`, mappings merged one level deep."""
    merged = {**defaults, **values}
    for name, default in defaults.items():
        if isinstance(default, Mapping) and isinstance(values.get(name), Mapping):
            merged[name] = {**default, **values[name]}
    return merged
