# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A lab that takes a shared need up changes what is told of the need, in the same decision."""

from __future__ import annotations

from typing import Any

import pytest

from laltro.intake.deciding.decide import decide
from laltro.intake.deciding.decision import Decision
from laltro.intake.deciding.proposal import title
from laltro.intake.gathering.lab_adopts_needs import adopted
from laltro.intake.reading.body import parse
from laltro.intake.told.reply import render
from laltro.model.forms.body_text import render_body
from laltro.model.record import Record
from tests.insight.pairs import catalogue
from tests.intake.samples import TODAY, codes, real


def need(id: str, **values: Any) -> Record:
    stated = {"title": f"Esempio {id}", "territories": ["municipio-4"], "state": "open"}
    return Record("shared_need", id, {"id": id, "status": "published", **stated, **values})


def lab(*needs: str, **values: Any) -> Record:
    stated = {"title": "Esempio di laboratorio", "phase": "listening", "shared_needs": list(needs)}
    return Record("lab", "l", {"id": "l", "status": "published", **stated, **values})


KNOWN = catalogue(
    [
        need("open"),
        need("unclear", state="not_documented", inferred=["state", "territories"]),
        need("working", state="in_lab"),
        need("done", state="answered"),
        need("dropped", state="not_pursued"),
        need("past", historic=True),
        need("old", status="archived", replaced_by="heir"),
        need("heir", merged_from=["old"]),
    ]
)


@pytest.mark.parametrize(
    ("record", "moved"),
    [
        (lab("open"), ["open"]),
        (lab("open", "unclear", "open"), ["open", "unclear"]),
        (lab("working", "done", "dropped", "past", "nobody"), []),
        (lab("old"), ["heir"]),
        (lab("old", "heir"), ["heir"]),
        (lab("open", phase="running"), ["open"]),
        (lab("open", phase="closed"), []),
        (lab("open", phase="unknown"), []),
        (lab("open", historic=True), []),
        (lab("open", status="draft"), []),
        (Record("outcome", "u", {"status": "published", "shared_needs": ["open"]}), []),
    ],
)
def test_a_lab_at_work_takes_up_what_waits(record: Record, moved: list[str]) -> None:
    found = list(adopted(KNOWN, record))
    assert [move.record.id for move in found] == moved
    assert all(move.before is KNOWN.records[move.record.key] for move in found)
    assert all(move.record.get("state") == "in_lab" for move in found)


def test_what_a_lab_says_is_inferred_no_more() -> None:
    [move] = adopted(KNOWN, lab("unclear"))
    assert move.before
    assert move.record.values == {**move.before.values, "state": "in_lab", "inferred": ["territories"]}


NEW = {
    **{"kind": "lab", "title": "Esempio di prova nuovo", "description": "Esempio.", "territories": ("municipio-4",)},
    **{"shared_needs": "bisogni/open\nbisogni/working", "phase": "listening", "consent": ("yes",)},
}


def made(**answers: Any) -> Decision:
    """The decision on the form of a lab; nothing else is in the catalogue but the needs and a lab of one of them."""
    known = KNOWN.holding([lab("open", phase="unknown", description="Esempio.", territories=["municipio-4"])])
    body = render_body(real().forms["laboratorio"], "it", answers)
    return decide(parse(body, real().forms), known, TODAY, "local-1")


def test_the_form_of_a_new_lab_moves_its_needs_along() -> None:
    decision = made(**NEW)
    assert codes(decision) == []
    assert [record.key for record in decision.records] == [("lab", "esempio-di-prova-nuovo"), ("shared_need", "open")]
    assert list(decision.before) == [("shared_need", "open")]
    assert "nuova scheda esempio-di-prova-nuovo (schede collegate: 1)" in title(decision, real().words["it"])
    told = render(decision, KNOWN, real().words["it"]).partition("### Che cosa cambia\n\n")[2].splitlines()
    assert (told[0], told[4]) == (
        "**Bisogno condiviso: <code>Esempio open</code>**",
        "| A che punto è | <code>Aperto</code> | <code>In laboratorio</code> |",
    )


def test_so_does_a_correction_that_says_that_a_lab_is_at_work() -> None:
    decision = made(record="laboratori/l", phase="codesign", consent=("yes",))
    assert [(record.kind, record.id) for record in decision.records] == [("lab", "l"), ("shared_need", "open")]
    assert set(decision.before) == {("lab", "l"), ("shared_need", "open")}


def test_what_is_refused_moves_nothing() -> None:
    assert made(**{**NEW, "title": ""}).records == ()
