# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which needs a need is like, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laltro.insight.likeness.nil_in_text import named_nils, parts
from laltro.insight.likeness.similar_needs import similar_needs
from laltro.insight.likeness.topics import wording
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.voice.likeness_reason import told_need
from laltro.voice.voice import Voice
from laltro.voice.words import Words
from tests.insight.labelled import HALVES, expected, rows, shared_needs_score, voice, voices_score
from tests.intake.samples import real


def shared(id: str, title: str, **values: Any) -> Record:
    values = {"territories": ["municipio-4"], "areas": ["childcare"], "synthesis": "", **values}
    return Record("shared_need", id, {"id": id, "status": "published", "title": title, **values})


def need(statement: str, **values: Any) -> Record:
    return Record("need", "voce", {"id": "voce", "statement": statement, "territory": "municipio-4", **values})


def catalogue(*records: Record) -> Catalogue:
    return replace(real().catalogue, records={record.key: record for record in records})


# labelled cases -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("half", HALVES)
def test_the_right_shared_need_is_among_the_first_five(half: str) -> None:
    assert voices_score(real().catalogue, half).recall >= 0.9


def test_most_often_it_is_the_first() -> None:
    found = [voices_score(real().catalogue, half, best=1) for half in HALVES]
    assert sum(each.found for each in found) >= 0.8 * sum(bool(expected(row)) for row in rows("voices"))


def test_real_shared_needs_that_belong_together() -> None:
    score = shared_needs_score(real().catalogue)
    assert score.recall >= 0.8
    assert score.precision >= 0.8


def test_a_need_that_nobody_shares_is_mostly_left_alone() -> None:
    alone = [row for row in rows("voices") if not expected(row)]
    told = [row["id"] for row in alone if any(each.score > 35 for each in similar_needs(real().catalogue, voice(row)))]
    assert len(alone) == 9
    assert told == []


# why ------------------------------------------------------------------------------------------------------------------

FIRST = shared("uno", "Un nido vicino a casa", neighbourhood="Corvetto")
SECOND = shared("due", "Un nido vicino a casa", territories=["municipio-6"], neighbourhood="Barona")
THIRD = shared("tre", "Un campo da bocce")


def test_the_reasons_are_said_in_words() -> None:
    voice = need("Servirebbe un asilo.", areas=["childcare"], neighbourhood="Corvetto")
    [found] = similar_needs(catalogue(FIRST, THIRD), voice)
    told = {lang: told_need(Voice(real().catalogue, Words(real().words[lang])), found) for lang in ("it", "en")}
    assert told["it"] == (
        "stessa area (Infanzia e cura dei bambini), stesso quartiere (Lodi - Corvetto), parole in comune: asilo (nido)"
    )
    assert told["en"].startswith("same area (Childcare), same neighbourhood (Lodi - Corvetto), words in common")


@pytest.mark.parametrize(
    ("values", "first", "codes"),
    [
        ({"neighbourhood": "Corvetto"}, "uno", ["same_nil", "words"]),
        ({"neighbourhood": "Corvetto", "areas": ["childcare"]}, "uno", ["same_area", "same_nil", "words"]),
        ({}, "uno", ["same_municipio", "words"]),
        ({"territory": "municipio-6"}, "due", ["same_municipio", "words"]),
        ({"territory": "municipio-6", "neighbourhood": "Barona"}, "due", ["same_nil", "words"]),
        ({"territory": "municipio-5", "neighbourhood": "Chiaravalle"}, "uno", ["next_nil", "words"]),
    ],
)
def test_of_the_same_words_the_nearest_comes_first(values: dict[str, Any], first: str, codes: list[str]) -> None:
    found = similar_needs(catalogue(FIRST, SECOND, THIRD), need("Un nido, vicino a casa.", **values))
    assert found[0].record.id == first
    assert [reason.code for reason in found[0].reasons] == codes


def test_a_quarter_that_is_no_nil_is_the_same_by_its_name() -> None:
    square = shared("uno", "Un nido", neighbourhood="San Luigi - Bonomelli")
    [found] = similar_needs(catalogue(square, THIRD), need("Un asilo", neighbourhood="san luigi"))
    assert next((reason.code, dict(reason.params)) for reason in found.reasons) == (
        "same_quarter",
        {"names": ("san luigi",)},
    )


def test_other_voices_are_compared_too_but_never_itself_or_what_is_over() -> None:
    one, closed = need("Un nido per i bimbi"), need("Un nido per i bimbi", status="published", state="closed")
    voices = [replace(one, id=id, values={**one.values, "id": id, "status": "published"}) for id in ("a", "voce")]
    found = similar_needs(catalogue(*voices, replace(closed, id="b")), one, "need")
    assert [each.record.id for each in found] == ["a"]


def test_nothing_in_common_is_nothing() -> None:
    assert similar_needs(catalogue(FIRST, SECOND), need("Xyzzy", neighbourhood="Corvetto")) == []
    assert similar_needs(catalogue(FIRST, SECOND), need("")) == []


@settings(max_examples=30, deadline=None)
@given(st.permutations([FIRST, SECOND, THIRD, replace(FIRST, id="quattro")]))
def test_order_never_matters(order: list[Record]) -> None:
    voice = need("Un nido o un campo", neighbourhood="Corvetto")
    told = [(each.record.id, each.score) for each in similar_needs(catalogue(*order), voice)]
    assert told == [
        (each.record.id, each.score)
        for each in similar_needs(catalogue(FIRST, SECOND, THIRD, replace(FIRST, id="quattro")), voice)
    ]


# words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "topics"),
    [
        ("Un asilo", "il NIDO", {"nursery", "small"}),
        ("i bimbi", "mia figlia", {"child"}),
        ("inquilino", "degli inquilini", {"tenant"}),
        ("ciclofficina", "ciclofficine", {"ciclof~"}),
        ("che cosa", "che cosa", set()),
        ("al Corvetto", "Corvetto", set()),
        ("nel 2021", "2021", set()),
    ],
)
def test_different_words_are_about_one_thing(one: str, other: str, topics: set[str]) -> None:
    words = wording(real().catalogue)
    assert words.topics(one).keys() & words.topics(other).keys() == topics


@pytest.mark.parametrize(
    ("text", "quarters", "nils"),
    [
        ("Corvetto", {"corvetto"}, {"nil-35"}),
        ("viale Umbria", {"viale umbria"}, {"nil-28"}),
        ("Giambellino-Lorenteggio", {"giambellino", "lorenteggio"}, {"nil-49", "nil-53"}),
        ("Santa Giulia, San Luigi", {"santa giulia", "san luigi"}, {"nil-33"}),
        ("boh", {"boh"}, set()),
        ("", set(), set()),
    ],
)
def test_quarters_as_people_call_them(text: str, quarters: set[str], nils: set[str]) -> None:
    assert parts(text) == quarters
    assert named_nils(real().catalogue, text) == nils
