# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody told in confidence is in no answer to anybody else: neither the words nor the name of the record."""

from __future__ import annotations

import json

import pytest

from laltro.insight.likeness.similar_needs import similar_needs
from laltro.intake.deciding.decide import decide
from laltro.intake.deciding.decision import Decision
from laltro.intake.life.pull_body import Origin, brief
from laltro.intake.reading.body import parse
from laltro.intake.told.reply import as_object, render
from laltro.model.forms.body_text import render_body
from laltro.model.record import Record
from tests.intake.samples import TODAY, real

# Two words that stand in the voice of somebody else, and nowhere in what is sent.
SECRET = ("zolfanello", "mirtilla")
VOICE = {
    **{"id": "esempio-zolfanello-mirtilla", "status": "published", "areas": ["training"], "territory": "municipio-4"},
    **{"statement": "Esempio: un doposcuola per i compiti, zolfanello mirtilla", "date": TODAY.isoformat()},
}
KNOWN = real().catalogue.holding([Record("need", str(VOICE["id"]), VOICE)])
SAID = "Esempio: un doposcuola per i compiti"


def answered(decision: Decision) -> str:
    """All that is told of a decision: to whoever sent it, to a program, to who maintains the catalogue."""
    words, origin = real().words, Origin("gh-1", 1, "")
    told = [text for lang in words for text in (render(decision, KNOWN, words[lang]),)]
    told.append(json.dumps(as_object(decision, KNOWN, words, {}), ensure_ascii=False))
    told += [brief(decision, KNOWN, words["it"], origin)] if decision.is_change else []
    return "\n".join(told).lower()


@pytest.mark.parametrize("stem", sorted(real().forms))
def test_no_form_answers_with_the_words_of_a_voice(stem: str) -> None:
    """Whatever is asked, each question in turn is answered with words that the voice has in it."""
    form = real().forms[stem]
    for item in form.fields:
        if item.input in ("input", "textarea"):
            body = render_body(form, "it", {item.id: SAID, "consent": ("yes",)})
            told = answered(decide(parse(body, real().forms, stem), KNOWN, TODAY, "local-1"))
            assert not any(word in told for word in SECRET), item.id


def sent(statement: str) -> Decision:
    answers = {"statement": statement, "areas": ("training",), "territory": "municipio-4", "consent": ("yes",)}
    body = render_body(real().forms["bisogno"], "it", answers)
    return decide(parse(body, real().forms, "bisogno"), KNOWN, TODAY, "local-1")


def test_who_tells_a_need_that_somebody_told_reads_nothing_of_them() -> None:
    decision = sent(SAID)
    [record] = decision.records
    assert [each.record.id for each in similar_needs(KNOWN, record, "need")] == [VOICE["id"]]  # it is like the other
    assert not any(word in answered(decision) for word in SECRET)
    shared = similar_needs(KNOWN, record)
    assert shared
    assert {each.record.kind for each in shared} == {"shared_need"}


def test_not_even_who_tells_the_very_same() -> None:
    """Who knows every word of it is not told that it is there."""
    told = answered(sent(str(VOICE["statement"])))
    assert str(VOICE["id"]) not in told.replace(f"{VOICE['id']}-2", "")
