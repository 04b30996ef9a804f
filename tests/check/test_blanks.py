# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values that the owner still has to write are found; brackets that Markdown and YAML own are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laltro.check.blanks import blanks


def found(text: str, path: str = "page.md") -> list[tuple[int, str]]:
    return [(blank.line, blank.text) for blank in blanks(path, text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Scrivi a [indirizzo e-mail].", ["[indirizzo e-mail]"]),
        ("[nome], [tempi]", ["[nome]", "[tempi]"]),
        ("[nome][cognome]", ["[nome]", "[cognome]"]),
        ("[nome] (se c'è)", ["[nome]"]),
        ("[orario](dal lunedì al venerdì)", ["[orario]"]),
        ("[indirizzo]()", ["[indirizzo]"]),
        ("[nome]: presidente", ["[nome]"]),
        ("- [indirizzo e-mail]", ["[indirizzo e-mail]"]),
        ("Chi\n:   [nome dell'ente]", ["[nome dell'ente]"]),
        ("**[data]**", ["[data]"]),
        ("| a | [data] |", ["[data]"]),
        ("## [titolo]", ["[titolo]"]),
        ("<!-- [da scrivere] -->", ["[da scrivere]"]),
        ("[nome dell'ente\ntitolare]", ["[nome dell'ente titolare]"]),
        ("[scrivi a [indirizzo e-mail]](mailto:a@example.org)", ["[indirizzo e-mail]"]),
        ("[scrivi](mailto:[indirizzo])", ["[indirizzo]"]),
        ('<a href="mailto:[indirizzo]">', ["[indirizzo]"]),
        ("[nome [x]]", ["[nome [x]]"]),
        ("un `apice [nome]", ["[nome]"]),
        ("https://repository.invalid/nome", ["https://repository.invalid/nome"]),
        ("[scrivi](mailto:chi@titolare.INVALID)", ["mailto:chi@titolare.INVALID"]),
        ("---\ntitle: [nome]\n---\n", ["[nome]"]),
        ('---\ndescription: "Di [nome]."\nhide: [toc]\n---\n', ["[nome]"]),
        ("Nota: [primo, secondo]", ["[primo, secondo]"]),
    ],
)
def test_blanks_are_found(text: str, wanted: list[str]) -> None:
    assert [blank for _, blank in found(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[Guarda](servizi/index.md)",
        "[Guarda]( <servizi/a b.md> )",
        '[Guarda](servizi/index.md "L\'elenco")',
        "[112](tel:112)",
        "![Una foto](foto.png)",
        "[![Una foto](foto.png)](https://example.org/)",
        "[Guarda][elenco]\n\n[elenco]: servizi/index.md",
        "[Elenco][]\n\n[elenco]: servizi/index.md",
        '[Elenco]\n\n  [elenco]: <https://example.org/> "L\'elenco"',
        "Una nota.[^1]\n\n[^1]: Il testo della nota.",
        "- [ ] da fare\n- [x] fatto\n- [X] fatto",
        "Il segno [x] vuol dire sì.",
        "Il codice è `[a-z0-9-]`.",
        "``[a] ` [b]``",
        "```\n[nome]\n```",
        "    ~~~ yaml\n    [nome]\n    ~~~",
        r"Tra \[parentesi\] vere.",
        "---\nhide: [toc, navigation]\n---\n",
        "un [ da solo\n\ne un ] dopo",
        "invalid, non.invalido",
    ],
)
def test_markup_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_place_and_order() -> None:
    text = "---\ntitle: A\n---\n\n[uno]\n\n```\n[no]\n```\n[due] e [tre\nrighe]\n"
    assert found(text) == [(5, "[uno]"), (10, "[due]"), (10, "[tre righe]")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('name: "[nome]"\n', [(1, "[nome]")]),
        ("platforms: [web]\n", []),
        ("a:\n  availableLanguages: [it, en]\n", []),
        ("name: [nome]\n", [(1, "[nome]")]),
        ("# url\nurl: https://repository.invalid/x\n", [(2, "https://repository.invalid/x")]),
        (
            'contacts:\n  - name: "[nome]"\n    email: "chi@titolare.invalid"\n',
            [(2, "[nome]"), (3, "chi@titolare.invalid")],
        ),
    ],
)
def test_yaml(text: str, wanted: list[tuple[int, str]]) -> None:
    assert found(text, "publiccode.yml") == wanted


@given(st.text(alphabet="[]()`\\\n ax:^.-#/~", max_size=60))
def test_any_text_is_read_and_blanks_lie_in_it(text: str) -> None:
    for blank in blanks("page.md", text):
        assert 1 <= blank.line <= text.count("\n") + 1
        assert blank.text.startswith("[")


@given(st.lists(st.text(alphabet="abcé'-,", min_size=1), min_size=1).map(" ".join))
def test_a_blank_among_markup_is_never_missed(words: str) -> None:
    text = f"---\nhide: [toc]\n---\n\n[a](b.md) `[c]` [^1] [{words}] - [x] [d][e]\n\n[e]: f.md\n[^1]: g"
    assert found(text) == [(5, f"[{words}]")]
