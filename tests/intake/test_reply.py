"""The comment to a contributor: inert whatever was typed, in one piece, in both languages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laltro.intake.deciding.decide import decide
from laltro.intake.reading.body import parse
from laltro.intake.told.markdown import MAX_LENGTH, escaped
from laltro.intake.told.reply import render
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from tests.intake.samples import TODAY, decided, real, service, update

HOSTILE = [
    "a | b",
    "@octocat",
    "#1 e GH-1",
    "<img src=x onerror=alert(1)>",
    "<!-- nascosto -->",
    "```\nblocco\n```",
    "`codice`",
    "$x$ e $$y$$",
    "[testo](https://example.org) ![i](https://example.org/i.png)",
    "https://example.org e www.example.org",
    "riga\n\n### Che cosa correggere\n\n- [x] fatto\n| a | b |\n|---|---|",
    ":tada: :+1:",
    "**forte** _piano_ ~~via~~ \\| \\`",
    "&lt;b&gt; &#124;",
    "</code></td></tr></table>",
    "org/repo#12 user@example.org",
]
# What may stand in a cell after escaping: our own tags and entities, and harmless characters.
OURS = re.compile(r"<code>|</code>|<br>|<!-- -->|&#[0-9]+;|[\w\s(),;'\"/=+%?…’«»—-]")


def inert(cell: str) -> bool:
    return OURS.sub("", cell) == ""


def cells(text: str) -> list[list[str]]:
    return [line.strip("|").split(" | ") for line in text.split("\n") if line.startswith("| ")]


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_is_inert_and_still_says_the_same(text: str) -> None:
    safe = escaped(text)
    assert inert(safe)
    assert "\n" not in safe
    bare = safe.removeprefix("<code>").removesuffix("</code>").replace("<!-- -->", "").replace("<br>", "\n")
    assert html.unescape(bare) == text


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("|@#<>`$[](){}!*_~\\:./&;\n-aw1 "), max_size=60))
def test_no_special_character_survives(text: str) -> None:
    assert inert(escaped(text))


ALL = "\n".join(HOSTILE)
LINE = " ".join(ALL.split())
NUMBER = {"ages": LINE, "areas": (), "channels_url": LINE}


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize(
    "body",
    [
        lambda lang: service(lang, description=ALL, name=LINE[:100], organization=LINE[:100]),
        lambda lang: service(lang, description=ALL, places=LINE, name=LINE, organization=LINE, **NUMBER),
        lambda lang: update("barrios-cag", lang, description=ALL, name=LINE[:100]),
        lambda lang: update(LINE, lang),
    ],
    ids=["new", "wrong", "update", "unknown"],
)
def test_every_answer_is_one_inert_row(lang: str, body: Callable[[str], str]) -> None:
    decision = decided(body(lang))
    assert decision.submission.lang == lang
    told = render(decision, real().catalogue, real().words[lang])
    rows = cells(told)
    assert any("octocat" in row[1] for row in rows)
    assert {len(row) for row in rows} <= {2, 3}
    assert all(inert(cell) for row in rows for cell in row[1:])
    for line in [line for line in told.split("\n") if not line.startswith("|")]:
        quoted = re.findall("<code>.*?</code>", line)
        assert all(map(inert, quoted))
        assert "octocat" not in re.sub("<code>.*?</code>", "", line)
        assert "<" not in re.sub("<code>.*?</code>", "", line)


def test_the_values_that_a_problem_quotes_are_inert() -> None:
    form = "offerta"
    body = update("axa", stem=form, valid_from="2027-01-01T@octocat #1 <b>", valid_to="2026-01-01", state="open")
    decision = decided(body, form)
    assert "end-before-start" in [problem.code for problem in decision.diagnostics]
    told = render(decision, real().catalogue, real().words["it"])
    assert "@octocat" not in told
    assert "<b>" not in told
    assert " #1" not in told


def test_a_hostile_name_in_the_catalogue_is_inert() -> None:
    old = real().catalogue.records["service", "barrios-cag"]
    named = replace(old, values={**old.values, "name": "Doposcuola di prova @octocat <b>"})
    catalogue: Catalogue = real().catalogue.holding([named])
    for body in (service(name="Doposcuola di prova octocat b"), update("Doposcuola di prova octocat")):
        told = render(decide(parse(body, real().forms), catalogue, TODAY, "gh-1"), catalogue, real().words["it"])
        assert "barrios-cag" in told.replace("&#45;", "-")
        assert "@octocat" not in told
        assert "<b>" not in told


@pytest.mark.parametrize(
    "answers",
    [
        {"description": "<" * 60_000},
        {"description": "|@" * 14_000, "how_to_apply": "`" * 28_000},
        {"channels_phones": ";".join(f"x{n}" for n in range(8_000))},
        {"ages": "9" * 60_000},
    ],
)
def test_a_reply_fits_into_a_comment(answers: dict[str, str]) -> None:
    for body in (service(**answers), update("barrios-cag", **answers)):
        assert len(render(decided(body), real().catalogue, real().words["it"])) <= MAX_LENGTH


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_change_says_before_and_after(lang: str) -> None:
    told = render(decided(update("barrios-cag", lang, cost_type="free")), real().catalogue, real().words[lang])
    label = {"it": "Costo", "en": "Cost"}[lang]
    row = next(row for row in cells(told) if len(row) == 3 and label in row[0])
    assert row[1] != row[2]


def test_a_record_that_was_not_asked_for_stays_out() -> None:
    decision = decided(service())
    assert isinstance(decision.records[0], Record)
    assert "adecco" in render(decision, real().catalogue, real().words["it"])
