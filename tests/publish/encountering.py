# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A made-up catalogue in which offers meet needs: some matched already, some confirmed, ageing or lapsed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from laltro.model.record import Record, canonical
from laltro.world.data.support import HOME, read_schemas
from tests.insight.pairs import offer, target
from tests.intake.samples import TODAY

SOURCE = {"url": "https://esempio.example/", "title": "Esempio di fonte", "accessed": "2026-11-22"}
GIVER = {"organization": "esempio-impresa", "description": "Un’offerta inventata."}
STOOD = {
    "organization": "esempio-impresa",
    "summary": "Inventato.",
    "audiences": ["all"],
    "places": [],
    "channels": {"phones": ["02 1234 5678"]},
}


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def plus(record: Record, **values: Any) -> Record:
    """The record with more values, and a source."""
    return replace(record, values={**record.values, "sources": [SOURCE], **values})


def match(offer: str, aim: str, state: str, **values: Any) -> Record:
    """A published match of an offer (id) with a target (`lab/esempio-laboratorio`)."""
    kind, _, id = aim.partition("/")
    made = Record("match", f"{offer}-{id}", {"status": "published", "offer": offer, "target": {"kind": kind, "id": id}})
    return plus(made, state=state, **values)


def organization(id: str, name: str, **values: Any) -> Record:
    return plus(
        Record(
            "organization",
            id,
            {"status": "published", "name": name, "description": "Inventata.", "organization_type": "company"},
        ),
        **values,
    )


def records() -> list[Record]:
    """Offers that stand, are promised, were never cleared up or are over; needs, a lab and a service; their matches."""
    near, far = "areas=training where=nil-35 cond=free", "areas=childcare where=municipio-6"
    return [
        organization("esempio-impresa", "Esempio di impresa", assured_date=ago(10), assured_by="esempio-impresa"),
        organization("esempio-muta", "Esempio di associazione"),
        plus(offer(f"{near} type=space title=Esempio_di_sala room=30 week=tue/18:00-22:00", "esempio-sala"), **GIVER),
        plus(offer(f"{near} type=space title=Esempio_di_aula room=40 until=2026-12-10", "esempio-aula"), **GIVER),
        plus(offer(f"{far} type=skill title=Esempio_di_competenza skill=Fiabe", "esempio-competenza"), **GIVER),
        plus(offer(f"{near} type=space title=Esempio_di_cortile state=unknown", "esempio-cortile"), **GIVER),
        plus(offer(f"{near} type=space title=Esempio_di_negozio until=2026-10", "esempio-negozio"), **GIVER),
        plus(offer(f"{near} type=space title=Esempio_di_palestra state=committed", "esempio-palestra"), **GIVER),
        plus(
            target(
                f"{near} title=Esempio_di_corso_serale types=space room=25 days=tue+wed hours=18:00-20:00",
                "esempio-corso",
            ),
            synthesis="Un bisogno inventato.",
        ),
        plus(
            target("areas=employment where=nil-49 title=Esempio_di_sportello types=skill", "esempio-sportello"),
            synthesis="Un altro.",
        ),
        plus(
            target(f"kind=lab {near} title=Esempio_di_laboratorio types=space", "esempio-laboratorio"),
            lead="esempio-impresa",
            description="Inventato.",
            shared_needs=["esempio-corso"],
            assured_date=ago(160),
        ),
        plus(
            target(f"kind=service {near} title=Esempio_di_servizio types=space", "esempio-servizio"),
            **STOOD,
            assured_date=ago(300),
        ),
        match("esempio-sala", "lab/esempio-laboratorio", "proposed"),
        match("esempio-negozio", "lab/esempio-laboratorio", "suggested"),
        match("esempio-palestra", "shared_need/esempio-corso", "agreed", agreed_on="2026-10"),
        match("esempio-aula", "service/esempio-servizio", "declined"),
    ]


def write(folder: Path, found: list[Record]) -> Path:
    """The records as files of a data folder."""
    schemas = read_schemas(HOME)
    for record in found:
        path = folder / schemas[record.kind].plural / f"{record.id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(canonical(schemas[record.kind], {"id": record.id, **record.values}), encoding="utf-8")
    return folder
