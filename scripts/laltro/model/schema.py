"""What the records of a kind look like: a Table Schema with nesting, references, words and form hints.

The descriptors in `schema/<kind>.yaml` are Frictionless Table Schemas (https://specs.frictionlessdata.io/table-schema/)
with a few properties of our own: `reference` (a kind or a vocabulary), `kinds` (a reference `{kind, id}` to one of
several kinds), `fields` (the parts of an object), `expected` (required once a form creates or a person assures the
record), `text` (line or paragraphs; translatable), `section` (where the page shows it),
`filter` (what the search calls it, where one may narrow by it), `form` (how it is asked) and `web_only` (asked on the
site, not in the issue form, which holds few questions).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from laltro.model.document import Tree

Value = Any
# Of a kind that readers set out for on any day.
ANY_DAY = "any-day"


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `item` is set for arrays, `fields` for objects."""

    name: str
    type: str = "string"
    format: str = ""
    required: bool = False
    expected: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    unique_items: bool = False
    reference: str = ""
    kinds: tuple[str, ...] = ()
    text: str = ""
    filter: str = ""
    section: str = ""
    form: str = ""
    web_only: bool = False
    options: tuple[str, ...] = ()
    item: Field | None = None
    fields: tuple[Field, ...] = ()

    named: Mapping[str, Field] = dataclasses.field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the parts once: every value of every record is looked up among them."""
        object.__setattr__(self, "named", {part.name: part for part in self.fields})

    def part(self, name: str) -> Field | None:
        """The named part of an object field."""
        return self.named.get(name)

    def cast(self, value: Tree) -> Value:
        """Text to typed value; text that does not fit stays text, for the checks to refuse."""
        if isinstance(value, dict):
            return _cast(self.named, value)
        if isinstance(value, list):
            return [self.item.cast(item) if self.item else item for item in value]
        return _SCALARS.get(self.type, str)(value)


def _integer(text: str) -> int | str:
    digits = text.removeprefix("-")
    plain = digits.isascii() and digits.isdigit() and len(digits) <= 15
    return int(text) if plain and str(int(text)) == text else text


def _number(text: str) -> float | int | str:
    whole = _integer(text)
    if isinstance(whole, int):
        return whole
    digits = text.removeprefix("-").replace(".", "", 1)
    return float(text) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else text


def _boolean(text: str) -> bool | str:
    return {"true": True, "false": False}.get(text, text)


_SCALARS: Mapping[str, Any] = {"integer": _integer, "number": _number, "boolean": _boolean}


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
    form: FormHints = FormHints()
    review: FormHints = FormHints()
    page: PageHints = PageHints()
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
        return _cast(self.named, tree)

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


def _cast(known: Mapping[str, Field], tree: Mapping[str, Tree]) -> dict[str, Value]:
    values = {name: known[name].cast(value) if name in known else value for name, value in tree.items()}
    return {name: value for name, value in values.items() if name not in known or value not in ("", [], {})}


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


def reference_of(field: Field) -> str:
    """The kind or vocabulary that a field, or each of its items, refers to; empty where it refers to none."""
    return field.item.reference if field.item else field.reference


def format_of(field: Field) -> str:
    """The format of a field, or of each of its items."""
    return field.item.format if field.item else field.format


def walk(
    fields: tuple[Field, ...], values: Mapping[str, Value]
) -> Iterator[tuple[tuple[str | int, ...], Field, Value]]:
    """Every known value with its path and field, containers before their contents."""
    for field in fields:
        if field.name in values:
            yield from _walk(field, values[field.name], (field.name,))


def _walk(
    field: Field, value: Value, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Field, Value]]:
    yield path, field, value
    if isinstance(value, Mapping):
        for name, item in value.items():
            part = field.part(name)
            if part:
                yield from _walk(part, item, (*path, name))
    elif isinstance(value, list | tuple) and field.item:
        for index, item in enumerate(value):
            yield from _walk(field.item, item, (*path, index))


def read_field(tree: Mapping[str, Any]) -> Field:
    """A field from its descriptor."""
    constraints = tree.get("constraints", {})
    item = tree.get("arrayItem")
    return Field(
        name=tree.get("name", ""),
        type=tree.get("type", "string"),
        format=tree.get("format", ""),
        required=constraints.get("required") == "true",
        expected=tree.get("expected") == "true",
        enum=tuple(constraints.get("enum", ())),
        pattern=constraints.get("pattern", ""),
        minimum=_bound(constraints.get("minimum")),
        maximum=_bound(constraints.get("maximum")),
        max_length=int(constraints["maxLength"]) if "maxLength" in constraints else None,
        unique_items=constraints.get("uniqueItems") == "true",
        reference=tree.get("reference", ""),
        kinds=tuple(tree.get("kinds", ())),
        text=tree.get("text", ""),
        filter=tree.get("filter", ""),
        section=tree.get("section", ""),
        form=tree.get("form", ""),
        web_only=tree.get("web_only") == "true",
        options=tuple(tree.get("options", ())),
        item=read_field(item) if item else None,
        fields=tuple(read_field(part) for part in tree.get("fields", ())),
    )


def _own_kind(field: Field, kind: str) -> Field:
    return replace(field, reference=kind) if field.reference == "same" else field


def _translations(fields: Sequence[Field], languages: Sequence[str]) -> Field:
    texts = [field for field in fields if field.text or (field.item and field.item.text)]
    parts = tuple(replace(field, required=False, expected=False, form="") for field in texts)
    return Field("translations", "object", fields=tuple(Field(lang, "object", fields=parts) for lang in languages))


def _bound(text: str | None) -> float | None:
    return None if text is None else float(text)


def read_schema(tree: Mapping[str, Any], common: Mapping[str, Any], languages: Sequence[str]) -> Schema:
    """A kind's schema from its descriptor and the one that holds the fields of every record.

    `id` and `status` of the common descriptor come first, the kind's own fields next, the other common ones last,
    then `translations` of every text field into each of `languages`.
    """
    shared = [_own_kind(read_field(item), tree["kind"]) for item in common["fields"]]
    own = [read_field(item) for item in tree["fields"]]
    begins = _cast({item.name: item for item in own}, tree.get("begins", {}))
    return Schema(
        kind=tree["kind"],
        plural=tree["plural"],
        folder=tree["folder"],
        title=tree["title"],
        fields=(*shared[:2], *own, *shared[2:], _translations(own, languages)),
        identity=tuple(tree.get("identity", ())),
        alternatives=tuple(tuple(group) for group in tree.get("alternatives", ())),
        form=_hints(tree.get("form", {})),
        review=_hints(common.get("form", {})),
        page=_page(tree.get("page", {})),
        closed=tree.get("closed", {}),
        begins=begins,
        dated=tuple(tree.get("dated", ())),
        filters=tuple(common.get("filters", ())),
    )


def _page(tree: Mapping[str, Any]) -> PageHints:
    given = PageHints()
    return PageHints(
        order=int(tree.get("order", given.order)),
        searched=tree.get("searched", "true") == "true",
        latest_first=tree.get("latest_first", ""),
        icon=tree.get("icon", ""),
        glance=tuple(tree.get("glance", given.glance)),
        telephone=tree.get("telephone", ""),
        mapped=tree.get("mapped") == "true",
        visited=tree.get("visited", ""),
    )


def _hints(tree: Mapping[str, Any]) -> FormHints:
    return FormHints(
        stem=tree.get("stem", ""),
        number=int(tree.get("number", "0")),
        issue=tree.get("issue", "true") == "true",
        questions=tuple(_question(question) for question in tree.get("questions", ())),
        retired={name: tuple(labels) for name, labels in tree.get("retired", {}).items()},
    )


def _question(tree: Mapping[str, Any]) -> ExtraQuestion:
    own = read_field(tree["field"]) if "field" in tree else None
    fills, web_only = tuple(tree.get("fills", ())), tree.get("web_only") == "true"
    return ExtraQuestion(tree["id"], tree["asks"], tree["input"], tree.get("after", ""), own, fills, web_only)
