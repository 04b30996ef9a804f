"""What the tests of the intake share: the real catalogue and forms, and one good answer to everything."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from laltro.intake.deciding.decision import Decision
from laltro.model.forms.body_text import render_body
from laltro.model.forms.form import Answer
from laltro.world.local.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
SERVICE: dict[str, Answer] = {
    "name": "Doposcuola di prova",
    "summary": "Compiti e giochi dopo la scuola.",
    "organization": "adecco",
    "areas": ("training", "other"),
    "audiences": ("children",),
    "service_area": ("milano",),
    "channels_phones": "02 1234 5678",
    "consent": ("yes",),
}


@lru_cache
def real() -> Desk:
    """The repository's own data."""
    return Desk(ROOT / "data", TODAY)


def service(lang: str = "it", **answers: Any) -> str:
    """The body of a good service form, with other answers."""
    return render_body(real().forms["servizio"], lang, {**SERVICE, **answers})


def update(id: str, lang: str = "it", stem: str = "servizio", **answers: Any) -> str:
    """The body of a form that changes one record."""
    return render_body(real().forms[stem], lang, {"record": id, "consent": ("yes",), **answers})


def decided(body: str, stem: str = "servizio") -> Decision:
    """The decision on a body against the real catalogue."""
    return real().decide(real().read(body, stem))


def codes(decision: Decision) -> list[tuple[str, str]]:
    """Code and field of every problem, in order."""
    return [(problem.code, problem.field) for problem in decision.diagnostics]
