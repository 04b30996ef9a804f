"""Records as flat tables: what is checked cell by cell, and what the published tabular data package holds.

A scalar is a column (`address_street` for a part of an object), a list a link table of its own
(`services_areas`: service, area), a list of objects a table with a `position`. Each cell knows where it came from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from laltro.model.catalogue import Catalogue
from laltro.model.document import Path
from laltro.model.field import Field
from laltro.model.record import Key, Record
from laltro.model.record_where import TERRITORIES, TERRITORY
from laltro.model.schema import Schema

SCALARS = {"string", "integer", "number", "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its Table Schema field, the schema field it shows, and what it refers to."""

    name: str
    field: Field
    path: tuple[str, ...] = ()
    resource: str = ""
    required: bool = False

    def descriptor(self) -> dict[str, Any]:
        """The Table Schema field."""
        return {"name": self.name, "type": self.field.type, "constraints": self._constraints(), **_boolean(self.field)}

    def _constraints(self) -> dict[str, Any]:
        item = self.field
        wanted = {
            "required": self.required or None,
            "enum": list(item.enum) or None,
            "pattern": item.pattern or None,
            "minimum": _whole(item, item.minimum),
            "maximum": _whole(item, item.maximum),
            "maxLength": item.max_length,
        }
        return {name: value for name, value in wanted.items() if value is not None}


def _whole(item: Field, bound: float | None) -> float | int | None:
    return int(bound) if bound is not None and item.type == "integer" else bound


def _boolean(item: Field) -> dict[str, Any]:
    return {"trueValues": ["true"], "falseValues": ["false"]} if item.type == "boolean" else {}


@dataclass(slots=True)
class Table:
    """One flat table; `origins` runs beside `rows` and says which record and path each row came from.

    `kind` is whose records it shows, `path` the list field it holds (empty for the records themselves), `parent` the
    table that each of its rows belongs to.
    """

    name: str
    columns: list[Column]
    primary_key: list[str]
    rows: list[list[Any]] = field(default_factory=list)
    origins: list[tuple[Record, Path]] = field(default_factory=list)
    kind: str = ""
    path: tuple[str, ...] = ()
    parent: str = ""

    def descriptor(self) -> dict[str, Any]:
        """The Table Schema."""
        keys = [
            {"fields": [column.name], "reference": {"resource": _self(column.resource, self.name), "fields": ["id"]}}
            for column in self.columns
            if column.resource
        ]
        return {
            "fields": [column.descriptor() for column in self.columns],
            "primaryKey": self.primary_key,
            "foreignKeys": keys,
        }


def _self(resource: str, table: str) -> str:
    return "" if resource == table else resource


def tables(catalogue: Catalogue, keys: Collection[Key] | None = None) -> list[Table]:
    """All tables of the catalogue's records (or of those in `keys`), empty ones too, by schema and field."""
    found: list[Table] = []
    plurals = {kind: other.plural for kind, other in catalogue.schemas.items()} | {TERRITORY: TERRITORIES}
    for schema in catalogue.schemas.values():
        built = _Flattener(schema, plurals)
        for record in catalogue.of(schema.kind):
            if keys is None or record.key in keys:
                built.add(record)
        found += built.tables.values()
    return found


class _Flattener:
    """Fills the tables of one kind."""

    def __init__(self, schema: Schema, plurals: Mapping[str, str]) -> None:
        self.schema = schema
        self.plurals = plurals
        self.tables: dict[str, Table] = {}
        columns = list(self._columns(schema.fields, ()))
        self.tables[schema.plural] = Table(schema.plural, columns, ["id"], kind=schema.kind)
        self._declare_lists(schema.plural, schema.fields, (), [])

    def _columns(self, fields: Sequence[Field], path: tuple[str, ...], inner: bool = False) -> Iterator[Column]:
        """The scalar columns of some fields; `inner` ones belong to an optional object and are never required."""
        for item in fields:
            here = (*path, item.name)
            if item.kinds:
                for kind in item.kinds:
                    yield Column("_".join((*here, kind)), Field(item.name), (*here, kind), self.plurals[kind])
            elif item.type == "object":
                yield from self._columns(item.fields, here, inner=True)
            elif item.type in SCALARS:
                yield Column("_".join(here), item, here, self._resource(item), item.required and not inner)

    def _resource(self, item: Field) -> str:
        return self.plurals.get(item.reference, item.reference)

    def _declare_lists(self, table: str, fields: Sequence[Field], path: tuple[str, ...], keys: list[Column]) -> None:
        for item in fields:
            if item.type == "object" and not item.kinds:
                self._declare_lists(table, item.fields, (*path, item.name), keys)
            elif item.type == "array" and item.item:
                self._declare_list(table, (*path, item.name), item, keys)

    def _declare_list(self, above_it: str, path: tuple[str, ...], item: Field, keys: list[Column]) -> None:
        assert item.item is not None
        name = "_".join((above_it, *path))
        made = Table(name, [], [], kind=self.schema.kind, path=(*self.tables[above_it].path, *path), parent=above_it)
        self.tables[name] = made
        # That the parent exists holds by construction: no foreign key to look up.
        parent = Column(self.schema.kind, Field("id"), (), required=True)
        above = keys or [parent]
        if item.item.type != "object":
            column = self._value_column(item)
            unique = [parent.name, column.name] if item.unique_items else []
            made.columns = [*above, column]
            made.primary_key = [*(key.name for key in above), column.name] if keys and unique else unique
            return
        position = Column("position", Field("position", "integer"), (), required=True)
        made.columns = [*above, position, *self._columns(item.item.fields, ())]
        made.primary_key = [*(key.name for key in above), "position"]
        self._declare_lists(name, item.item.fields, (), [*above, position])

    def _value_column(self, item: Field) -> Column:
        assert item.item is not None
        name = singular(item.item.reference or item.name)
        name = singular(item.name) if name == self.schema.kind else name
        return Column(name, item.item, (), self._resource(item.item), required=True)

    def add(self, record: Record) -> None:
        """Put a record's values into the tables; values of the wrong shape are left to the shape rules."""
        self._row(self.schema.plural, [], record.values, record, ())
        self._lists(self.schema.plural, self.schema.fields, record.values, record, (), ())

    def _row(self, table: str, keys: list[Any], values: Mapping[str, Any], record: Record, path: Path) -> None:
        target = self.tables[table]
        columns = target.columns[len(keys) :]
        target.rows.append([*keys, *(_cell(values, column) for column in columns)])
        target.origins.append((record, path))

    def _lists(
        self, table: str, fields: Sequence[Field], values: Mapping[str, Any], record: Record, path: Path, keys: Path
    ) -> None:
        for item in fields:
            value = values.get(item.name)
            here = (*path, item.name)
            if item.type == "object" and isinstance(value, Mapping) and not item.kinds:
                self._lists(f"{table}_{item.name}", item.fields, value, record, here, keys)
            elif item.type == "array" and isinstance(value, list):
                self._list(f"{table}_{item.name}", item, value, record, here, keys)

    def _list(self, table: str, item: Field, values: list[Any], record: Record, path: Path, keys: Path) -> None:
        above = [*(keys or (record.id,))]
        for index, value in enumerate(values):
            here = (*path, index)
            if item.item and item.item.type == "object":
                if isinstance(value, Mapping):
                    self._row(table, [*above, index + 1], value, record, here)
                    self._lists(table, item.item.fields, value, record, here, (*above, index + 1))
            elif not isinstance(value, Mapping | list):
                self.tables[table].rows.append([*above, value])
                self.tables[table].origins.append((record, here))


def _cell(values: Mapping[str, Any], column: Column) -> Any:
    """The value at a column's path; of a `{kind, id}` reference the id, in the column of its kind."""
    node: Any = values
    for part in column.path:
        if not isinstance(node, Mapping):
            return None
        if "kind" in node and part == node["kind"] and part not in node:
            return node.get("id")
        node = node.get(part)
    return None if isinstance(node, Mapping | list) else node


def singular(name: str) -> str:
    """`areas` → `area`, `territories` → `territory`; a word without plural (`axis`) stays."""
    if name.endswith("is"):
        return name
    return name.removesuffix("ies") + "y" if name.endswith("ies") else name.removesuffix("s")
