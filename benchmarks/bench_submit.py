# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deciding submissions against the whole catalogue: cold from the command line, warm inside one process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bench_build import LALTRO
from generate import name
from measure import Failed, Figure, Report, clocked, spawned

from laltro.model.forms.form import Form
from laltro.world.local.desk import Desk

STEM = "servizio"
GOOD: Mapping[str, str] = {
    "name": "Merenda in cortile",
    "summary": "Merenda e giochi di prova dopo la scuola.",
    "organization": "Organizzazione di prova 00001",
    "areas": "childcare",
    "audiences": "parents",
    "places": "Luogo di prova 00001",
    "channels_email": "merenda@prova.example",
    "source": "https://fonte.example/merenda",
    "consent": "yes",
}
# Different work for `decide`: a new record, two at once, an update, and replies that look for what was meant.
BODIES: Mapping[str, Mapping[str, str]] = {
    "new service": GOOD,
    "new service and organisation": {
        **GOOD,
        "name": "Officina delle biciclette",
        "organization": "Ciclisti di prova del Naviglio",
        "organization_type": "citizen_movement",
        "organization_description": "Un gruppo inventato che ripara biciclette.",
    },
    "update": {"record": name("service", 7), "summary": "Un'altra frase di prova.", "consent": "yes"},
    "unknown place": {**GOOD, "name": "Sportello di prova", "places": "Luogho di prova 0001x"},
    "empty, with consent": {"consent": "yes"},
}


def body(form: Form, answers: Mapping[str, str]) -> str:
    """The Markdown that GitHub writes from the form when it is filled with `answers` (option values, not labels)."""
    parts = []
    for item in form.fields:
        labels = {option.value: option.labels["it"] for option in item.options}
        answer = answers.get(item.id, "")
        shown = labels.get(answer, answer) if answer else "_No response_"
        text = f"- [{'x' if answer else ' '}] {next(iter(labels.values()))}" if item.input == "checkboxes" else shown
        parts.append(f"### {item.labels['it']}\n\n{text}\n")
    return "\n".join(parts)


def bench(data: Path, day: date, work: Path, runs: int) -> Report:
    """Cold runs of one body, warm ones of several."""
    report = Report("Submit: one form against the whole catalogue")
    desk = Desk(data, day)
    filled = {title: body(desk.forms[STEM], answers) for title, answers in BODIES.items()}
    _cold(report, data, work, filled["new service"], runs)
    desk.decide(desk.read(filled["new service"], STEM))
    for title, text in filled.items():
        decision = desk.decide(desk.read(text, STEM))
        codes = ", ".join(dict.fromkeys(item.code for item in decision.diagnostics if item.severity == "error"))
        taken = [clocked(lambda text=text: desk.decide(desk.read(text, STEM))) for _ in range(runs)]  # type: ignore[misc]
        note = "change" if decision.is_change else f"reply: {codes}"
        report.figures.append(Figure(f"warm, {title}", taken, note, "ms", 0.001))
    return report


def _cold(report: Report, data: Path, work: Path, text: str, runs: int) -> None:
    path = work / "body.md"
    path.write_text(text, encoding="utf-8")
    command = [*LALTRO, "submit", "--form", STEM, "--body", str(path), "--data", str(data), "--json"]
    try:
        taken = [spawned(command) for _ in range(runs)]
    except Failed as problem:
        report.remarks.append(f"cold: {problem}")
        return
    note = json.loads(taken[0][1])["decision"]
    report.figures.append(Figure("cold `laltro submit`", [timing for timing, _ in taken], note))
