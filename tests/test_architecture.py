# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Imports go down only, and only the edge touches the outside world. Read from the source, not from what runs."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

import pytest

from laltro.cli.product import COMMANDS

PACKAGE = Path(__file__).resolve().parents[1] / "scripts" / "laltro"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

# What each part may import besides itself: cli → world → desk → intake, publish → voice → insight → check → model.
BELOW = {
    "model": set(),
    "check": {"model"},
    "insight": {"model", "check"},
    "voice": {"model", "check", "insight"},
    "intake": {"model", "check", "insight", "voice"},
    "publish": {"model", "check", "insight", "voice"},
    "desk": {"model", "check", "insight", "voice", "intake", "publish"},
    "world": {"__init__", "model", "check", "insight", "voice", "intake", "publish", "desk"},
    "cli": {"model", "check", "insight", "voice", "intake", "publish", "desk", "world"},
    "__init__": set(),
}
# Rooms inside a part that know nothing of the rest of it.
ALONE = ("intake/notation", "intake/screen")
EDGE = {"world", "cli"}
OUTSIDE = {
    *("os", "sys", "subprocess", "socket", "requests", "pathlib", "time", "shutil", "tempfile", "glob", "asyncio"),
    *("urllib.request", "http", "ssl", "ftplib", "smtplib", "random", "secrets", "uuid", "threading", "importlib"),
    *("starlette", "uvicorn", "click", "mkdocs", "pagefind", "github"),
}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}
# A folder that holds more than this is not taken in at a glance.
FULL = 17
# What the command line imports by name, once a command is asked for.
ENTRANCES = {f"cli/{place.partition(':')[0]}.py" for place in COMMANDS.values()}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base"}


def faults(module: str, source: str) -> list[str]:
    """What `module` (a path below the package) imports or calls and may not."""
    part = module.split("/")[0].removesuffix(".py")
    found = [fault for name in _imports(module, ast.parse(source)) for fault in _fault(module, part, name)]
    if part not in EDGE:
        found += [f"calls {name}" for name in _calls(ast.parse(source))]
    if Path(module).stem.lower() in VAGUE or part in VAGUE:
        found.append("is named after nothing of the domain")
    return found


def _imports(module: str, tree: ast.Module) -> Iterator[str]:
    """The absolute names of all imports, those inside functions and `if TYPE_CHECKING` too."""
    package = ["laltro", *module.split("/")[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def _fault(module: str, part: str, name: str) -> Iterator[str]:
    parts = [*name.split("."), "__init__"]
    if parts[0] == "laltro":
        wrong = (parts[1] != part and parts[1] not in BELOW[part]) or _leaves(module, name)
    elif _within(name, "github"):
        wrong = not module.startswith("world/github/")
    else:
        wrong = part not in EDGE and any(_within(name, outside) for outside in OUTSIDE)
    if wrong:
        yield f"imports {name}"


def _leaves(module: str, name: str) -> bool:
    """Whether a room that stands alone in its part leans on another room of it."""
    alone = next((room for room in ALONE if module.startswith(f"{room}/")), "")
    part = f"laltro.{alone.partition('/')[0]}"
    return bool(alone) and _within(name, part) and not _within(name, f"laltro.{alone.replace('/', '.')}")


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def _calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in {
                "open",
                "print",
                "input",
                "eval",
                "exec",
                "__import__",
            }:
                yield node.func.id
            elif isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
                yield node.func.attr


# A record's name as it is stated finds and compares records; what readers are told is the voice's to say, and so is
# what a row of a vocabulary is called.
MATCHING = {
    "name_for_matching": ("model/", "check/", "insight/", "intake/reading/", "intake/sheets/"),
    "name_of": ("model/", "voice/"),
}


def named_for_readers(module: str, source: str) -> list[str]:
    """The look-ups of names that `module` uses, calls or imports, and may not."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names}
    return [name for name, rooms in MATCHING.items() if name in found and not module.startswith(rooms)]


@pytest.mark.parametrize("module", MODULES)
def test_readers_are_told_names_by_the_voice(module: str) -> None:
    assert named_for_readers(module, (PACKAGE / module).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("intake/life/comment.py", "title = catalogue.name_for_matching(record)"),
        ("intake/told/change.py", "from laltro.model.record import name_for_matching as title"),
        ("desk/working_list.py", "names = map(catalogue.name_for_matching, records)"),
        ("publish/lists/lists.py", "import laltro.model.record as r\nr.name_for_matching(schema, record)"),
        ("cli/match.py", "def f():\n    return catalogue.name_for_matching(offer)"),
        ("desk/working_list.py", "from laltro.model.catalogue import name_of"),
    ],
)
def test_a_name_for_matching_told_to_readers_is_seen(module: str, source: str) -> None:
    assert named_for_readers(module, source)


def test_a_name_for_matching_may_find_a_record() -> None:
    assert named_for_readers("insight/likeness/name.py", "catalogue.name_for_matching(record)") == []
    assert any("name_for_matching" in (PACKAGE / module).read_text(encoding="utf-8") for module in MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down_only(module: str) -> None:
    assert faults(module, (PACKAGE / module).read_text(encoding="utf-8")) == []


def test_every_part_is_known() -> None:
    assert {module.split("/")[0].removesuffix(".py") for module in MODULES} <= set(BELOW)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("model/record.py", "from laltro.check.rules import check"),
        ("model/record.py", "from ..check import rules"),
        ("model/record.py", "from laltro import check"),
        ("model/record.py", "import laltro.world.data.files"),
        ("model/record.py", "def f():\n    from laltro.insight import thread"),
        ("model/record.py", "if TYPE_CHECKING:\n    from laltro.world.data.files import read_file"),
        ("check/rules.py", "from laltro.insight.story.thread import thread"),
        ("insight/story/thread.py", "from laltro.publish.site.record_page import pages"),
        ("intake/reading/body.py", "from laltro.publish.site.record_page import pages"),
        ("publish/site/record_page.py", "from laltro.intake.reading.body import read_body"),
        ("intake/reading/body.py", "from laltro.world.data.files import read_file"),
        ("publish/site/record_page.py", "from laltro.world.data.files import read_file"),
        ("world/build/site.py", "from laltro.cli import main"),
        ("desk/proposal_view.py", "from laltro.world.local.desk import Desk"),
        ("desk/working_list.py", "import os"),
        ("intake/told/change.py", "from laltro.desk.proposal_view import lines"),
        ("model/record.py", "import laltro.cli"),
        ("world/data/files.py", "import github"),
        ("cli/sheet.py", "from github import Github"),
        ("publish/site/record_page.py", "from github.Issue import Issue"),
        ("model/record.py", "import os.path"),
        ("check/rules.py", "from pathlib import PurePosixPath"),
        ("publish/site/record_page.py", "import time as t"),
        ("intake/reading/body.py", "import subprocess, re"),
        ("intake/reading/body.py", "from urllib import request"),
        ("intake/screen/personal.py", "from laltro.intake.reading.body import parse"),
        ("intake/notation/rows.py", "from laltro.intake.screen.codes import has_card"),
        ("publish/site/record_page.py", "import requests"),
        ("insight/story/thread.py", "x = datetime.now(UTC)"),
        ("insight/story/thread.py", "x = date.today()"),
        ("publish/site/record_page.py", "x = datetime.datetime.utcnow()"),
        ("publish/site/record_page.py", "text = open('x').read()"),
        ("model/utils.py", ""),
        ("world/helpers.py", ""),
        ("common/record.py", ""),
    ],
)
def test_the_gate_refuses(module: str, source: str) -> None:
    assert faults(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("cli/sheet.py", "from laltro.world.data.files import read_catalogue\nimport os, time\nx = datetime.now(UTC)"),
        ("world/github/github_forge.py", "from github import Github\nfrom laltro.intake.deciding.decide import decide"),
        ("world/github/api.py", "import github"),
        (
            "publish/site/record_page.py",
            "from urllib.parse import urlsplit\nfrom laltro.insight.story.thread import thread\nimport io",
        ),
        ("check/rules.py", "from . import shape\nfrom laltro.model import record\nfrom datetime import date"),
        ("intake/notation/rows.py", "from laltro.intake.notation.hours import read_hours"),
        ("intake/reading/body.py", "from laltro.intake import fields\nfrom datetime import datetime"),
        ("model/timed.py", "import zoneinfo\nopening = 1"),
    ],
)
def test_the_gate_lets_pass(module: str, source: str) -> None:
    assert faults(module, source) == []


def room(module: str) -> str:
    """The folder of a module, or of a dotted name below the package."""
    return module.rpartition("/")[0]


def circles(arrows: Mapping[str, set[str]]) -> list[str]:
    """The rooms from which one comes back to where one was, following the imports."""

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            new = arrows.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found

    return sorted(name for name in arrows if name in reached(name))


def _below(name: str, modules: Container[str]) -> Iterator[str]:
    """The modules that an import of a dotted name reaches: of `laltro.a.b.c` also `a/b.py`, whose name `c` may be."""
    path = name.removeprefix("laltro.").replace(".", "/")
    yield from (each for each in (f"{path}.py", f"{path}/__init__.py", f"{room(path)}.py") if each in modules)


def lonely(sources: Mapping[str, str]) -> list[str]:
    """The modules that no other module imports, of all modules with their sources."""
    reached = {
        target
        for module, source in sources.items()
        for name in _imports(module, ast.parse(source))
        for target in _below(name, sources)
        if target != module
    }
    return sorted(module for module in set(sources) - reached - ENTRANCES if not module.endswith("__init__.py"))


def test_every_module_is_used() -> None:
    """A module that only tests import is no part of the product."""
    assert lonely({module: (PACKAGE / module).read_text(encoding="utf-8") for module in MODULES}) == []


@pytest.mark.parametrize(
    "sources",
    [
        {"model/record.py": "", "cli/__init__.py": ""},
        {"model/record.py": "from laltro.model.record import Record", "cli/__init__.py": ""},
        {"model/record.py": "", "cli/__init__.py": "from laltro.model.recorder import Record"},
    ],
)
def test_a_module_that_nobody_uses_is_seen(sources: dict[str, str]) -> None:
    assert lonely(sources) == ["model/record.py"]


@pytest.mark.parametrize(
    "statement",
    ["from laltro.model.record import Record", "from laltro.model import record", "import laltro.model.record"],
)
def test_every_way_to_use_a_module_counts(statement: str) -> None:
    assert lonely({"model/record.py": "", "cli/__init__.py": statement}) == []


def _arrows() -> dict[str, set[str]]:
    """The rooms that each room imports from."""
    modules, found = set(MODULES), defaultdict(set)
    for module in MODULES:
        for name in _imports(module, ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
            path = name.removeprefix("laltro.").replace(".", "/")
            target = next((each for each in (f"{path}.py", f"{room(path)}.py") if each in modules), None)
            if target and room(target) != room(module):
                found[room(module)].add(room(target))
    return found


def test_no_circle_of_rooms() -> None:
    assert circles(_arrows()) == []


def test_a_circle_of_rooms_is_seen() -> None:
    arrows = _arrows()
    assert arrows["publish/record"]
    assert "publish/site" not in arrows["publish/record"]
    arrows["publish/record"].add("publish/site")
    assert {"publish/record", "publish/site"} <= set(circles(arrows))


def test_no_room_is_full() -> None:
    held = Counter(map(room, MODULES))
    assert {name: size for name, size in held.items() if size > FULL} == {}
