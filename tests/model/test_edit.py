"""Changing a record's file: the values are always the new ones, and no comment is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laltro.model.document import parse
from laltro.model.edit import edited
from laltro.model.record import canonical
from laltro.world.data.support import ROOT, read_schemas

SERVICE = read_schemas(ROOT / "data")["service"]
TEXT = """\
# in cima
id: x # fisso
status: published
# prima del nome
name: Nome # va bene
summary: "quotato: # no" # sì
# prima delle aree
areas: # intestazione
# dentro
- training # uno
# tra due
- employment
channels:
  # prima dei telefoni
  phones:
  - "02 1234567" # centralino
  url: https://a.it/#ancora # sito
description: |  # blocco
  riga # non è un commento

  altra
minimum_age_months: 36
# prima delle fonti
sources:
- url: https://b.it # fonte
# in fondo
"""
COMMENTS = re.findall(r"# ((?!non|ancora)[\w ]+)$", TEXT.replace('# no"', ""), re.MULTILINE)
VALUES: dict[str, Any] = SERVICE.cast(parse(TEXT).value)  # type: ignore[arg-type]


def values_of(text: str) -> dict[str, Any]:
    document = parse(text)
    assert not document.problems
    return SERVICE.cast(document.value)  # type: ignore[arg-type]


def with_(**changes: Any) -> dict[str, Any]:
    return {name: value for name, value in {**VALUES, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": "Altro: # nome"},
        {"name": "123"},
        {"summary": None},
        {"areas": ["training", "other"]},
        {"areas": None},
        {"channels": {"phones": ["02 1234567"], "url": "https://c.it"}},
        {"description": "due\n\nrighe # ancora"},
        {"description": "una"},
        {"cost_type": "free"},
        {"category": "prima di tutto", "alert": "in fondo"},
        {"minimum_age_months": 12},
        {"sources": [{"url": "https://b.it"}, {"url": "https://z.it", "date": "2026"}]},
        {"sources": None},
    ],
)
def test_comments_survive_and_values_are_the_new_ones(changes: dict[str, Any]) -> None:
    wanted = with_(**changes)
    text = edited(SERVICE, TEXT, wanted)
    assert values_of(text) == wanted
    assert [comment for comment in COMMENTS if f"# {comment}\n" not in text] == []
    assert edited(SERVICE, text, wanted) == text


def test_the_example_has_its_comments() -> None:
    assert len(COMMENTS) == 17


def test_only_what_changed_is_touched() -> None:
    old = TEXT.replace("name: Nome # va bene", "name: Altro # va bene")
    assert edited(SERVICE, TEXT, with_(name="Altro")) == old


def test_a_comment_in_a_list_stays_beside_its_line() -> None:
    text = edited(SERVICE, TEXT, with_(areas=["other", "employment"]))
    assert "- other\n# tra due\n- employment\n" in text
    assert "# uno\nareas: # intestazione\n" in text


def test_a_new_field_stands_where_the_schema_says() -> None:
    assert "# in fondo\n" in edited(SERVICE, TEXT, with_(project="p"))
    assert "- employment\ncategory: c\nchannels:" in edited(SERVICE, TEXT, with_(category="c"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# solo un commento\n",
        "{id: x, name: Nome} # in una riga\n",
        "--- # inizio\nid: x\nname: Nome\n...\n# dopo la fine\n",
        "id: &a x # ancora\nname: *a\n",
        "id: x\nid: y # due volte\n",
        "? id\n: x # strano\nname: n\n",
        "id: x\r\nname: Nome # fine riga\r\n",
        "id: x\nname: 'a\n\n  # dentro le virgolette'\n",
        'id: x\nname: "a\\\n  # b"\n',
        "id: x\nname: >-\n  # testo\n  ancora\n",
        "id: x\nname: [a, # b\n  c]\n",
        "id: x\nname: Nome\x85altro # riga di Unicode\n",
        "id: x\nsources: # tutto\n  - {url: https://a.it} # in linea\n",
        "- 1 # lista\n",
        "id: x # senza fine riga",
        "\tid: x # tab\n",
    ],
)
@pytest.mark.parametrize(
    "changes", [{}, {"name": "Nuovo"}, {"sources": [{"url": "https://z.it"}]}, {"areas": ["other"]}]
)
def test_whatever_the_file_holds_the_values_are_faithful(text: str, changes: dict[str, Any]) -> None:
    wanted = {"id": "x", "status": "published", "name": "Nome", **changes}
    assert values_of(edited(SERVICE, text, wanted)) == wanted


def test_a_file_without_comments_is_written_canonically() -> None:
    assert edited(SERVICE, "name: 'b'\nid: x\n", {"id": "x", "name": "b"}) == "id: x\nname: b\n"


LINES = """\
# c
name: a # b
areas:
- training # x
- other
  # y
description: |
  # z
  t

summary: '#'
channels:
  url: https://a.it/#b # c
id: x
alert: "a # b" # c
"""
LINE = st.sampled_from(LINES.split("\n"))
VALUE = st.fixed_dictionaries(
    {
        "id": st.just("x"),
        "name": st.text(alphabet="a#: '\"\n-|>1é", min_size=1, max_size=8).map(lambda s: s.strip() or "a"),
    },
    optional={
        "areas": st.lists(st.sampled_from(["training", "other", "# x"]), min_size=1, max_size=3),
        "description": st.sampled_from(["t", "# z\nt", "a\n\nb", " x"]),
        "minimum_age_months": st.integers(0, 9),
        "channels": st.just({"url": "https://a.it/#b"}),
    },
)


@settings(max_examples=600, deadline=None)
@given(st.lists(LINE, max_size=12).map("\n".join), VALUE)
def test_any_file_takes_any_values(text: str, values: dict[str, Any]) -> None:
    assert parse(edited(SERVICE, text, values)).value == parse(canonical(SERVICE, values)).value
