# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which sentences of the words files anything says, read from the sources: code, templates, scripts, pages, schemas.

A key is in use where the sources name it: as it stands, as the value of a pattern (`f"site.faults.{code}"`,
`"site.home." ~ name`) whose holes hold something that is named within reach of the pattern, or below a branch that is
read whole. Within reach of a room is what the rooms name that it imports, however far, and what those that import it
hand down in a call. The words of fields and of the questions of forms are those that the schemas ask for, no others.

What escapes: a sentence below a pattern whose last name is, within reach, a name of something else.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import ClassVar

from jinja2 import Environment, nodes

from laltro.model.document import Tree
from laltro.model.field import Field
from laltro.model.forms.forms_from_schema import forms
from laltro.model.schema import Schema
from laltro.model.strings import Strings
from laltro.world.data.support import ROOT, read_all_vocabularies, read_schemas

PACKAGE = ROOT / "scripts" / "laltro"
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
# The rooms of what is no Python: templates say what any room hands them, and any room may speak of the schemas.
THEME, TABLES = "theme", "schema"
# A text with holes: its constant pieces in order, and None for what is only known when it runs.
Pattern = tuple[str | None, ...]
_PLACEHOLDER = re.compile(r"@@([a-z_.]+)@@")
_SCRIPT = re.compile(r"\b(?:say|words)\??\.(\w+)|\"(\w+)\"")
_NUMBER = re.compile(r"-?\d{1,2}")
_WORD = re.compile(r"[\w-]+")


@dataclass
class Room:
    """What the files of a room name: whole texts, those of them that go into calls, patterns; and what it imports."""

    texts: set[str] = field(default_factory=set)
    handed: set[str] = field(default_factory=set)
    patterns: set[Pattern] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)

    def take(self, patterns: Iterable[Pattern]) -> None:
        """Texts and patterns; one whose constant pieces say nothing is none."""
        for pattern in patterns:
            whole = _whole(pattern)
            if whole is not None:
                self.texts.add(whole)
            elif re.search(r"[a-z]", "".join(piece for piece in pattern if piece)):
                self.patterns.add(pattern)

    @cached_property
    def starting(self) -> dict[str, list[Pattern]]:
        """The patterns by their first letters: most keys begin otherwise than most patterns."""
        found: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in self.patterns:
            found[(pattern[0] or "")[:6]].append(pattern)
        return found


@dataclass
class Sources:
    """What the sources name, room by room; the branches that are read whole; what scripts take from them."""

    rooms: dict[str, Room] = field(default_factory=lambda: defaultdict(Room, {THEME: Room(), TABLES: Room()}))
    branches: set[str] = field(default_factory=set)
    scripted: set[str] = field(default_factory=set)

    def python(self, module: str, source: str) -> None:
        """What a module (`publish/record/story.py`) names, without what only explains it."""
        tree, room = ast.parse(source), self.rooms[_room(module)]
        alone = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
        silent = {id(value) for value in alone if isinstance(value, ast.Constant)}
        inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in (node for node in ast.walk(tree) if id(node) not in silent | inner):
            room.take(_said(node))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("laltro."):
                paths = (f"{node.module}.{alias.name}".split(".")[1:] for alias in node.names)
                room.imports |= {_room("/".join(path)) for path in paths}
            if isinstance(node, ast.Call):
                handed = {text for given in node.args for text in map(_whole, _said(given)) if text}
                room.handed |= handed
                self.branches |= handed if getattr(node.func, "attr", "") == "branch" else set()

    def template(self, source: str) -> None:
        """What a template names."""
        tree, room = Environment().parse(source), self.rooms[THEME]
        room.texts |= {const.value for const in tree.find_all(nodes.Const) if isinstance(const.value, str)}
        for concat in tree.find_all(nodes.Concat):
            values = (part.value if isinstance(part, nodes.Const) else None for part in concat.nodes)
            room.take([tuple(value if isinstance(value, str) else None for value in values)])
        self.page(source)

    def page(self, source: str) -> None:
        """The sentences that a page of the builder asks for."""
        self.rooms[THEME].texts |= set(_PLACEHOLDER.findall(source))

    def script(self, source: str) -> None:
        """What a script takes from the words that it is given."""
        self.scripted |= {name for pair in _SCRIPT.findall(source) for name in pair if name}

    def table(self, source: str) -> None:
        """The names in a schema."""
        self.rooms[TABLES].texts |= set(_WORD.findall(source))

    def name(self, text: str) -> bool:
        """Whether any room names a text, whole or by a pattern."""
        whole = any(text in room.texts for room in self.rooms.values())
        return whole or self._patterned(text, self.rooms, 2)

    def read_below(self, key: str) -> bool:
        """Whether a branch above the key is read whole, and the rest of the key is named by whoever reads it."""
        rests = [key[at + 1 :] for at, letter in enumerate(key) if letter == "." and key[:at] in self.branches]
        return any(rest in self.scripted or self.name(rest) for rest in rests)

    def _patterned(self, text: str, rooms: Iterable[str], depth: int) -> bool:
        starts = {text[:length] for length in range(7)} if depth else set()
        return any(
            self._fits(pattern, text, room, depth - 1)
            for room in rooms
            for start in starts
            for pattern in self.rooms[room].starting.get(start, ())
        )

    def _named(self, text: str, room: str, depth: int) -> bool:
        """Whether something within reach of a room names what is in a hole."""
        known = _NUMBER.fullmatch(text) or text in self._heard[room]
        return bool(known) or self._patterned(text, self._reach[room], depth)

    def _fits(self, pattern: Pattern, text: str, room: str, depth: int) -> bool:
        if not pattern:
            return not text
        first, rest = pattern[0], pattern[1:]
        if first is not None:
            return text.startswith(first) and self._fits(rest, text[len(first) :], room, depth)
        ends = range(1, len(text) + 1) if rest else [len(text)] if text else []
        return any(self._fits(rest, text[end:], room, depth) and self._named(text[:end], room, depth) for end in ends)

    @cached_property
    def _reach(self) -> dict[str, set[str]]:
        """The rooms below each one, and itself; all for the templates."""
        return {room: self._below(room) for room in self.rooms} | {THEME: set(self.rooms)}

    @cached_property
    def _heard(self) -> dict[str, set[str]]:
        """The texts within reach of each room."""
        return {room: self._texts_below(room) | self._handed_down(room) for room in self.rooms}

    def _texts_below(self, room: str) -> set[str]:
        return {text for near in self._reach[room] | {TABLES} for text in self.rooms[near].texts}

    def _handed_down(self, room: str) -> set[str]:
        return {text for own in self.rooms.values() if room in own.imports for text in own.handed}

    def _below(self, room: str) -> set[str]:
        found = {room}
        while fresh := {below for each in found for below in self.rooms[each].imports & set(self.rooms)} - found:
            found |= fresh
        return found


@cache
def _room(path: str) -> str:
    """The room of a module: its folder, at most two deep."""
    part, _, rest = path.partition("/")
    below = rest.partition("/")[0]
    return f"{part}/{below}" if (PACKAGE / part / below).is_dir() and below else part.removesuffix(".py")


def _said(node: ast.AST) -> list[Pattern]:
    """The texts that an expression may have, as far as they stand in it; none where it is no text."""
    if isinstance(node, ast.Constant):
        return [(node.value,)] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        each = [_said(part) or [(None,)] for part in node.values]
        return [tuple(piece for part in parts for piece in part) for parts in product(*each)]
    if isinstance(node, ast.FormattedValue):
        return _said(node.value)
    if isinstance(node, ast.IfExp):
        either = [_said(node.body), _said(node.orelse)]
        return [pattern for found in either for pattern in found] if all(either) else []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _said(node.left), _said(node.right)
        pairs = product(left or [(None,)], right or [(None,)])
        return [(*first, *last) for first, last in pairs] if left or right else []
    return []


def _whole(pattern: Pattern) -> str | None:
    pieces = [piece for piece in pattern if piece is not None]
    return "".join(pieces) if len(pieces) == len(pattern) else None


def sources() -> Sources:
    """Those of the repository."""
    found = Sources()
    for path in PACKAGE.rglob("*.py"):
        found.python(path.relative_to(PACKAGE).as_posix(), _text(path))
    for path in (PACKAGE / "theme").rglob("*.html"):
        found.template(_text(path))
    for path in (PACKAGE / "theme").rglob("*.js"):
        found.script(_text(path))
    for path in (ROOT / "content").rglob("*.md"):
        found.page(_text(path))
    for path in (PACKAGE / "schema").glob("*.yaml"):
        found.table(_text(path))
    for path in (path for folder in (PACKAGE, ROOT / "data") for path in folder.glob("vocabularies/*.csv")):
        found.table(path.stem)
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# --- words of the schemas ------------------------------------------------------------------------


class _Heard(Strings):
    """Words that remember which of them were asked for and are there."""

    asked: ClassVar[set[str]] = set()

    def find(self, key: str) -> str | None:
        found = super().find(key)
        self.asked.add(key)
        return found


def asked_by_schemas(strings: Strings) -> set[str]:
    """The keys that fields and forms have words at: what the forms ask for, and what each field is called."""
    home = ROOT / "data"
    schemas, heard = read_schemas(home), _Heard(strings.lang, strings.tree)
    heard.asked.clear()
    forms(schemas, read_all_vocabularies(home)[0], {strings.lang: heard})
    return heard.asked | {key for schema in schemas.values() for key in _named(schema, strings)}


def _named(schema: Schema, strings: Strings) -> Iterator[str]:
    """The words of the fields of a kind: its own, and else those of all kinds."""
    for path, each in _paths(schema.fields, ()):
        for end in ("label", "help", *(f"options.{value}" for value in (each.item or each).enum)):
            own = f"fields.{schema.kind}.{path}.{end}"
            yield own if strings.find(own) is not None else f"fields.common.{path}.{end}"


def _paths(fields: Iterable[Field], above: tuple[str, ...]) -> Iterator[tuple[str, Field]]:
    for each in fields:
        path = (*above, each.name)
        yield ".".join(path), each
        yield from _paths((each.item or each).fields, path)


# --- all of them ---------------------------------------------------------------------------------


def counted(tree: Tree) -> bool:
    """Whether a branch holds the forms that one sentence takes beside numbers."""
    return isinstance(tree, dict) and "other" in tree and set(tree) <= PLURALS


def leaves(tree: Tree, path: str = "") -> Iterator[str]:
    """The keys of all sentences; one that is counted is one, whatever forms it has."""
    if isinstance(tree, dict) and not counted(tree):
        for key, part in tree.items():
            yield from leaves(part, f"{path}.{key}" if path else key)
    elif not path.startswith("site.contractions."):
        yield path


def unused(strings: Strings, found: Sources) -> list[str]:
    """The keys of a language that nothing asks for, in the order of its files."""
    asked = asked_by_schemas(strings)
    return [key for key in leaves(dict(strings.tree)) if not _in_use(key, asked, found)]


def _in_use(key: str, asked: set[str], found: Sources) -> bool:
    if key.startswith("fields.") or re.match(r"forms(\.[^.]+){3}", key):
        return key in asked
    # A diagnostic is carried from where it is found to wherever it is said: its code alone must be named.
    return found.name(re.sub(r"^diagnostics(_alone)?\.", "", key)) or found.read_below(key)
