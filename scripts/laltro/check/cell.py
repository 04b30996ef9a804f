"""A cell of a table, as its Table Schema field reads it: Frictionless's own work, without its packages.

A resource of Frictionless copies and validates the descriptor of each field several times before it reads a row; that
took ten times as long as reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from frictionless import Field, fields

# The value of a cell (None where it is missing or of another type), and a note for each constraint that it breaks, by
# its name; a wrong type is `type`.
CellReader = Callable[[Any], tuple[Any, Mapping[str, str] | None]]
_FIELDS = {made.type: made for made in vars(fields).values() if isinstance(made, type) and issubclass(made, Field)}
# What a field says of itself besides its type, and Frictionless's name for it.
_PROPERTIES = {
    "name": "name",
    "constraints": "constraints",
    "missingValues": "missing_values",
    "trueValues": "true_values",
    "falseValues": "false_values",
}


def cell_reader(descriptor: Mapping[str, Any]) -> CellReader:
    """What reads the cells of a field. Raises KeyError for a type that Table Schema does not have."""
    said = {name: descriptor[key] for key, name in _PROPERTIES.items() if key in descriptor}
    reader: CellReader = _FIELDS[descriptor.get("type", "string")](**said).create_cell_reader()
    return reader
