# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Imports go down only, and only the edge touches the outside world. Read from the source, not from what runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "scripts" / "laltro"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

# What each part may import besides itself: cli → world → intake, publish → insight → check → model.
BELOW = {
    "model": set(),
    "check": {"model"},
    "insight": {"model", "check"},
    "intake": {"model", "check", "insight"},
    "publish": {"model", "check", "insight"},
    "world": {"model", "check", "insight", "intake", "publish"},
    "cli": {"model", "check", "insight", "intake", "publish", "world"},
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
        ("model/record.py", "import laltro.world.files"),
        ("model/record.py", "def f():\n    from laltro.insight import thread"),
        ("model/record.py", "if TYPE_CHECKING:\n    from laltro.world.files import read_file"),
        ("check/rules.py", "from laltro.insight.thread import thread"),
        ("insight/thread.py", "from laltro.publish.pages import pages"),
        ("intake/body.py", "from laltro.publish.pages import pages"),
        ("publish/pages.py", "from laltro.intake.body import read_body"),
        ("intake/body.py", "from laltro.world.files import read_file"),
        ("publish/pages.py", "from laltro.world.files import read_file"),
        ("world/site.py", "from laltro.cli import main"),
        ("model/record.py", "import laltro.cli"),
        ("world/files.py", "import github"),
        ("cli/sheet.py", "from github import Github"),
        ("publish/pages.py", "from github.Issue import Issue"),
        ("model/record.py", "import os.path"),
        ("check/rules.py", "from pathlib import PurePosixPath"),
        ("publish/pages.py", "import time as t"),
        ("intake/body.py", "import subprocess, re"),
        ("intake/body.py", "from urllib import request"),
        ("intake/screen/personal.py", "from laltro.intake.body import parse"),
        ("intake/notation/rows.py", "from laltro.intake.screen.codes import has_card"),
        ("publish/pages.py", "import requests"),
        ("insight/thread.py", "x = datetime.now(UTC)"),
        ("insight/thread.py", "x = date.today()"),
        ("publish/pages.py", "x = datetime.datetime.utcnow()"),
        ("publish/pages.py", "text = open('x').read()"),
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
        ("cli/sheet.py", "from laltro.world.files import read_catalogue\nimport os, time\nx = datetime.now(UTC)"),
        ("world/github/forge.py", "from github import Github\nfrom laltro.intake.decide import decide"),
        ("world/github/api.py", "import github"),
        ("publish/pages.py", "from urllib.parse import urlsplit\nfrom laltro.insight.thread import thread\nimport io"),
        ("check/rules.py", "from . import shape\nfrom laltro.model import record\nfrom datetime import date"),
        ("intake/notation/rows.py", "from laltro.intake.notation.hours import read_hours"),
        ("intake/body.py", "from laltro.intake import fields\nfrom datetime import datetime"),
        ("model/timed.py", "import zoneinfo\nopening = 1"),
    ],
)
def test_the_gate_lets_pass(module: str, source: str) -> None:
    assert faults(module, source) == []
