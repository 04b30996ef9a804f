"""The words a person reads, one tree a language, from `words/<lang>/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from laltro.model.document import Tree

# The language of the records and of the root of the site. The others are those that have a `words/<lang>/`.
FIRST = "it"


class MissingText(KeyError):
    """A sentence that `words/` lacks; the argument names the file and the key."""


@dataclass(frozen=True, slots=True)
class Strings:
    """All texts of one language; a key is a dotted path such as `fields.service.name.label`."""

    lang: str
    tree: Mapping[str, Tree]

    def find(self, key: str) -> str | None:
        """The text at `key`, or None."""
        node = self._node(key)
        return node if isinstance(node, str) else None

    def branch(self, key: str) -> dict[str, Tree]:
        """The subtree at `key`; empty where there is none."""
        node = self._node(key)
        return node if isinstance(node, dict) else {}

    def _node(self, key: str) -> Tree | None:
        node: Tree | None = dict(self.tree)
        for part in key.split("."):
            node = node.get(part) if isinstance(node, dict) else None
        return node

    def text(self, key: str, /, **params: str) -> str:
        """The text at `key` with `{name}` filled from `params`.

        Raises MissingText for an unknown key: a defect of the repository, never shown to a reader.
        """
        found = self.find(key)
        if found is None:
            raise MissingText(f"words/{self.lang}: {key}")
        return found.format_map(params) if params else found
