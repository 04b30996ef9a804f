# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Strict YAML: a text in, values, lines and problems out; and back in one canonical form."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from laltro.check.rules import check
from laltro.model.catalogue import Catalogue
from laltro.model.document import MAX_DEPTH, decode, dump, parse
from laltro.model.record import read_record
from laltro.world.data.support import ROOT, read_schemas

BILLION_LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefg", "bcdefgh", strict=True)
)

PLAIN = "NO on yes y 12:30 020145 +390212345 2026-02-30 2026-09-14 1e3 0x1F 0o17 1_000 ~ null true .inf -.5"
INDICATORS = "<< = #a %a @a `a *a &a !a ' \" [a] {a} | > --- ... - ? 😀 città ’"
SPACES = ["", " a", "a ", "\n", "a\n", "a\n\n", "\na", " a\nb", "a\n b", "a\tb", "- a", "a: b", "a #b", "a\n---\nb"]
SPACES += ["a\u2028b", "a\u0085b", "\ufeffa", "\x7f", "\x1b[31m", "\r", "x" * 5000]


@pytest.mark.parametrize("text", [*PLAIN.split(), *INDICATORS.split(), *SPACES])
def test_text_stays_the_same_text(text: str) -> None:
    document = parse(dump({"a": text, "b": [text], "c": {text: text}}))
    assert document.problems == []
    assert document.value == {"a": text, "b": [text], "c": {text: text}}


@pytest.mark.parametrize(
    "text",
    ["NO", "on", "12:30", "020145", "+390212345", "2026-02-30", "1e3", "0x1F", "~", "1_000", ".5", "Off", "=", "y"],
)
def test_plain_text_is_text_here_and_quoted_for_other_readers(text: str) -> None:
    assert parse(f"a: {text}\n").value == {"a": text}
    assert dump({"a": text}) == f'a: "{text}"\n'
    assert yaml.safe_load(dump({"a": text})) == {"a": text}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": "b", "c": ["d", {"e": "f"}]}, "a: b\nc:\n- d\n- e: f\n"),
        ({"a": {"b": "c"}, "d": {}, "e": []}, "a:\n  b: c\nd: {}\ne: []\n"),
        ({"a": True, "b": 2, "c": 2.5, "d": 45.0, "e": 0.00001}, "a: true\nb: 2\nc: 2.5\nd: 45.0\ne: 0.00001\n"),
        ({"a": "due\nrighe"}, "a: |-\n  due\n  righe\n"),
        ({"a": "due\nrighe\n"}, "a: |\n  due\n  righe\n"),
        ({"a": "2026", "b": "", "c": "Caffè – città’"}, 'a: "2026"\nb: ""\nc: Caffè – città’\n'),
        ({"a": "x " * 100 + "x"}, "a: " + "x " * 100 + "x\n"),
        ({}, "{}\n"),
    ],
)
def test_the_canonical_text(value: dict[str, Any], text: str) -> None:
    assert dump(value) == text


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: b\na: c\n", "yaml-duplicate-key", 2),
        ("a:\n  b: c\n  b: d\n", "yaml-duplicate-key", 3),
        ("a: b\n'a': c\n", "yaml-duplicate-key", 2),
        ("? a\n? a\n", "yaml-duplicate-key", 2),
        ("a: b\nc: !!str d\n", "yaml-tag", 2),
        ("a: !x [b]\n", "yaml-tag", 1),
        ("!!map {a: b}\n", "yaml-tag", 1),
        ("%YAML 1.1\n---\na: b\n", "yaml-tag", 1),
        ("%TAG ! tag:esempio.it,2026:\n---\na: b\n", "yaml-tag", 1),
        ("a: &b c\n", "yaml-anchor", 1),
        ("a: b\nc: *a\n", "yaml-anchor", 2),
        ("*a : b\n", "yaml-anchor", 1),
        ("a: b\n<<: {c: d}\n", "yaml-anchor", 2),
        ("a: {<<: {b: c}}\n", "yaml-anchor", 1),
        (BILLION_LAUGHS, "yaml-anchor", 1),
        ("a: b\n---\na: c\n", "yaml-second-document", 2),
        ("a: b\n...\n---\n", "yaml-second-document", 3),
        ("a: b\nc: d: e\n", "yaml-syntax", 2),
        ("a: [b\n", "yaml-syntax", 2),
        ('a: "\\ud800"\n', "yaml-syntax", 1),
        ("a: \x01\n", "yaml-syntax", 1),
        ("a:\tb\n\tc: d\n", "yaml-syntax", 2),
        ("? [a]\n: b\n", "yaml-syntax", 1),
        ("? {a: b}\n: c\n", "yaml-syntax", 1),
        ("", "yaml-not-a-mapping", 1),
        ("# solo un commento\n", "yaml-not-a-mapping", 1),
        ("---\n", "yaml-not-a-mapping", 1),
        ("testo\n", "yaml-not-a-mapping", 1),
        ("- a\n", "yaml-not-a-mapping", 1),
        ("a: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "yaml-too-deep", 1),
    ],
)
def test_what_is_refused_and_on_which_line(text: str, code: str, line: int) -> None:
    document = parse(text, "esempio.yaml")
    assert (code, "esempio.yaml", line) in [(item.code, item.path, item.line) for item in document.problems]
    assert isinstance(document.value, dict)


def test_as_deep_as_allowed() -> None:
    deep = MAX_DEPTH - 1
    assert parse("a: " + "[" * deep + "]" * deep).problems == []


def test_all_problems_are_told_at_once() -> None:
    found = parse("a: b\na: !x c\nd: &e f\n").problems
    assert [(item.code, item.line) for item in found] == [
        ("yaml-duplicate-key", 2),
        ("yaml-tag", 2),
        ("yaml-anchor", 3),
    ]


def test_304_bytes_do_not_grow() -> None:
    assert len(BILLION_LAUGHS) <= 304
    assert len(repr(parse(BILLION_LAUGHS).value)) < 1000


DEEP = {
    "flow lists": "'a: ' + '[' * n",
    "closed flow lists": "'a: ' + '[' * n + ']' * n",
    "flow mappings": "'{a: ' * n",
    "block mappings": "''.join(' ' * i + 'a:\\n' for i in range(min(n, 6000)))",
    "block lists": "'- ' * n + 'a'",
    "explicit keys": "'? ' * n + 'a'",
}


@pytest.mark.parametrize("levels", [3_000, 60_000])
@pytest.mark.parametrize("shape", sorted(DEEP))
def test_deep_input_is_a_diagnostic_not_a_crash(shape: str, levels: int) -> None:
    """In a process of its own, so that a crash of the interpreter would be seen as one."""
    code = f"from laltro.model.document import parse; n = {levels}; print(parse({DEEP[shape]}).problems[0].code)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() in ("yaml-too-deep", "yaml-syntax")


def test_every_value_has_its_line() -> None:
    lines = parse("# commento\na: b\n\nc:\n- d\n- e: f\n  g:\n  - h\n").lines
    assert lines == {
        (): 2,
        ("a",): 2,
        ("c",): 4,
        ("c", 0): 5,
        ("c", 1): 6,
        ("c", 1, "e"): 6,
        ("c", 1, "g"): 7,
        ("c", 1, "g", 0): 8,
    }


@pytest.mark.parametrize(
    ("data", "found", "line"),
    [
        (b"\xef\xbb\xbfa: b\n", "BOM", 1),
        ("a: b\n".encode("utf-16"), "BOM", 1),
        ("a: b\n".encode("utf-16-le"), "NUL", 1),
        (b"a: b\nc: \xe0\n", "0xE0", 2),
        (b"a: b\nc: d\x00\n", "NUL", 2),
        (b"a: \xed\xa0\x80\n", "0xED", 1),
    ],
)
def test_bytes_that_are_no_clean_text(data: bytes, found: str, line: int) -> None:
    text, problems = decode(data, "esempio.yaml")
    assert text == ""
    assert [(item.code, item.line, item.params["found"]) for item in problems] == [("encoding", line, found)]


def test_windows_line_ends_are_read() -> None:
    assert decode(b"a: b\r\nc: d\r\n", "") == ("a: b\nc: d\n", [])


CHARACTERS = st.characters(exclude_categories=["Cs"])
AWKWARD = [
    "no",
    "12:30",
    "<<",
    " a",
    "a ",
    "\n",
    "a\n\n",
    "\n\na",
    "#a",
    "a: b",
    "'",
    '"',
    "😀",
    "\u2028",
    "\r\n",
    "---\n",
]
TEXTS = st.text(CHARACTERS, max_size=20) | st.sampled_from(AWKWARD)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_law_what_is_written_is_read_back(value: dict[str, Any]) -> None:
    text = dump(value)
    document = parse(text)
    assert document.problems == []
    assert document.value == value
    assert dump(value) == dump({**document.value})  # type: ignore[dict-item]


@settings(max_examples=300, deadline=None)
@given(st.text(CHARACTERS, max_size=60) | st.text("ab:-[]{}?,&*!|>'\"%@`#\n ", max_size=60))
def test_law_any_text_is_a_value_or_a_diagnostic(text: str) -> None:
    document = parse(text)
    assert isinstance(document.value, dict)
    if not document.problems:
        assert parse(dump(document.value)).value == document.value


SCHEMAS = read_schemas(ROOT / "data")
FILES = [
    ("organization", "esempio-a", "id: esempio-a\nstatus: published\nname: Esempio\n"),
    ("organization", "esempio-b", "id: esempio-b\nstatus: published\nname: Esempio, APS\nparent: esempio-a\n"),
    ("organization", "esempio-c", "id: esempio-c\nstatus: published\nname: esempio\nparent: nessuno\nwebsite: x\n"),
    ("lab", "esempio-a", "id: altro\ntitle: Esempio\nstarts: '2026'\nhost: esempio-b\n"),
    ("lab", "esempio-b", "id: esempio-b\nstatus: published\ntitle: Esempio\nends: '2026-02-30'\n"),
]


@settings(max_examples=10, deadline=None)
@given(st.permutations(FILES))
def test_law_the_order_of_files_never_matters(files: list[tuple[str, str, str]]) -> None:
    def catalogue(files: list[tuple[str, str, str]]) -> Catalogue:
        records = [read_record(SCHEMAS[kind], id, text, f"{kind}/{id}.yaml")[0] for kind, id, text in files]
        return Catalogue(SCHEMAS, {record.key: record for record in records})

    assert check(catalogue(files), date(2026, 11, 22)) == check(catalogue(FILES), date(2026, 11, 22)) != []
