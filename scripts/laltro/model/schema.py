"""What the records of a kind look like: their fields in order, and what its forms, pages and lists make of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from laltro.model.document import Tree
from laltro.model.field import Field, Value, cast_all

# Of a kind that readers set out for on any day.
ANY_DAY = "any-day"


@dataclass(frozen=True, slots=True)
class ExtraQuestion:
    """Something a form asks besides the fields of its records.

    `asks` is `record` (which record to update), `source`, `consent`, a dotted path into a record that the submission
    may make besides (`organization.organization_type`), or, with a `field` of its own, whatever the form is for.
    `fills` names the fields that one answer says together (`ages`: the youngest and the oldest). A `web_only` question
    is not in the issue form.
    """

    id: str
    asks: str
    input: str
    after: str = ""
    field: Field | None = None
    fills: tuple[str, ...] = ()
    web_only: bool = False


@dataclass(frozen=True, slots=True)
class FormHints:
    """What a descriptor says of its form: several kinds may name the same `stem`, the one with a `number` leads.

    `issue` tells whether it may be filled as a public issue, `number` its place among the forms, `retired` the labels
    of its older versions by field id, those of fields that it no longer asks included.
    """

    stem: str = ""
    number: int = 0
    issue: bool = True
    questions: tuple[ExtraQuestion, ...] = ()
    retired: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageHints:
    """What a descriptor says of the pages of its kind.

    `order` is its place in lists (the lowest first, those that say none last), `searched` whether the search offers it
    too; `latest_first` the date by which its list goes, instead of the title. `icon` is its drawing, where that is not
    named like the kind; `glance` the sections that stand beside the rest on a wide screen: when, where and whom to
    call, one glance before setting out. `telephone` is the question for the telephone in its form, `mapped` whether
    the map of a territory shows it, `visited` whether readers set out for it on any day (`any-day`), on the day that
    it says (`its-day`), or not at all.
    """

    order: int = 1_000
    searched: bool = True
    latest_first: str = ""
    icon: str = ""
    glance: tuple[str, ...] = ("time", "where", "contacts")
    telephone: str = ""
    mapped: bool = False
    visited: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of one kind in their canonical order, and where its records and pages live.

    `folder` is the address of its pages on the site (empty for a kind that has none); `title` the field that names a
    record; records that agree on all `identity` fields are duplicates; of each group of `alternatives` one is expected.
    `form` is the form that makes its records, `review` the one that confirms, corrects or withdraws records of every
    kind; `closed` holds what is true, besides `historic`, of a record that is over. `begins` holds what a new record is
    where its form does not ask, `dated` names the fields that say the day on which it was told.
    `filters` is the order of the filters of all kinds.
    """

    kind: str
    plural: str
    folder: str
    title: str
    fields: tuple[Field, ...]
    identity: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()
    form: FormHints = dataclasses.field(default_factory=FormHints)
    review: FormHints = dataclasses.field(default_factory=FormHints)
    page: PageHints = dataclasses.field(default_factory=PageHints)
    closed: Mapping[str, str] = dataclasses.field(default_factory=dict)
    begins: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    dated: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()

    named: Mapping[str, Field] = dataclasses.field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the fields once."""
        object.__setattr__(self, "named", {item.name: item for item in self.fields})

    @property
    def private(self) -> bool:
        """Whether its records have no page: they are what somebody said in confidence."""
        return not self.folder

    def field(self, name: str) -> Field | None:
        """The named field, or None."""
        return self.named.get(name)

    def file(self, id: str) -> str:
        """Where a record's file lies, from the top of the repository."""
        return f"data/{self.plural}/{id}.yaml"

    def cast(self, tree: Mapping[str, Tree]) -> dict[str, Value]:
        """Typed values; empty ones are dropped, unknown names stay for the checks to refuse."""
        return cast_all(self.named, tree)

    def arrange(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """The values in canonical field order, nested ones too; unknown names last, in their own order."""
        return _arrange(self.fields, values)


def listed(schemas: Mapping[str, Schema]) -> tuple[str, ...]:
    """The kinds that have pages, in the order in which a reader looks for them."""
    shown = [schema for schema in schemas.values() if not schema.private]
    return tuple(schema.kind for schema in sorted(shown, key=lambda schema: schema.page.order))


def searched(schemas: Mapping[str, Schema]) -> tuple[str, ...]:
    """Those that the search offers; the others only have lists of their own."""
    return tuple(kind for kind in listed(schemas) if schemas[kind].page.searched)


def _arrange(fields: tuple[Field, ...], values: Mapping[str, Value]) -> dict[str, Value]:
    ordered = {field.name: _arranged(field, values[field.name]) for field in fields if field.name in values}
    ordered.update({name: value for name, value in values.items() if name not in ordered})
    return {name: value for name, value in ordered.items() if value not in ("", [], {}, None)}


def _arranged(field: Field, value: Value) -> Value:
    if isinstance(value, Mapping) and field.fields:
        return _arrange(field.fields, value)
    if isinstance(value, list | tuple) and field.item:
        return [_arranged(field.item, item) for item in value]
    return value
