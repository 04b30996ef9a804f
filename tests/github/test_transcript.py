# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A whole life as people read it, word for word: `golden/life.md`.

Where the words change on purpose: LALTRO_GOLDEN=1 pytest tests/github/test_transcript.py, and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.github.clock import Clock
from tests.github.entries import Issue
from tests.github.fake import FakeGitHub
from tests.github.people import ACTIONS
from tests.github.stage import Stage, filled, good

GOLDEN = Path(__file__).with_name("golden") / "life.md"


def scene(title: str, stage: Stage, issue: Issue, pull: Issue | None = None) -> str:
    """What is to be seen of a submission now: our comment, the proposal, the labels and reactions."""
    [letter] = stage.letters(issue)
    parts = [
        f"# {title}",
        f"Etichette: {', '.join(issue.label_names)} · segnalazione {issue.state}",
        letter.body.strip(),
    ]
    signs = [each.content for note in issue.comments for each in note.reactions if each.user == ACTIONS]
    if signs:
        parts.append(f"Reazioni ai comandi: {', '.join(signs)}")
    if pull:
        parts += [f"## Proposta: {pull.title} ({stage.verdict(issue)})", (pull.body or "").strip()]
    return "\n\n".join(parts)


def life(stage: Stage) -> Iterator[str]:
    issue = stage.open(good(name="", summary="Compiti e giochi", channels_phones="02 12"))
    stage.handle(issue)
    yield scene("Manca qualcosa", stage, issue)
    stage.edit(issue, good(source="https://www.adecco.example/doposcuola"))
    stage.handle(issue)
    yield scene("Corretta: diventa una proposta", stage, issue, stage.pull(issue))
    stage.edit(issue, good(summary="Compiti e giochi dopo la scuola, con la merenda."))
    stage.say(issue, "/valida")
    stage.handle(issue)
    yield scene("Cambiata ancora", stage, issue, stage.pull(issue))
    stage.merge(issue)
    stage.handle(issue)
    yield scene("Accettata", stage, issue)
    stage.follow()
    stage.clerk().announce(issue.number, lambda url: True)
    yield scene("In linea", stage, issue)
    corrected = {"verdict": "wrong", "field_1": "Telefono", "value_1": "02 8765 4321"}
    correction = stage.open(filled("conferma", record="servizi/doposcuola-di-prova", **corrected))
    stage.handle(correction)
    yield scene("Una correzione, con un'altra segnalazione", stage, correction, stage.pull(correction))
    stage.say(correction, "/ritira")
    stage.handle(correction)
    yield scene("Ritirata", stage, correction)


def test_a_life_reads_as_it_is_written_down() -> None:
    with FakeGitHub(Clock(datetime(2026, 11, 22, 8, tzinfo=UTC))) as fake:
        text = "\n\n---\n\n".join(life(Stage(fake))) + "\n"
    if os.environ.get("LALTRO_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
