# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""A synthetic catalogue of any size: valid records in canonical YAML, the same bytes for the same seed.

    python benchmarks/generate.py --services 10000 --seed 1 --out DIR

Schemas, vocabularies and words are not copied: a data folder without them is read with the project's own. Nothing in
it is real: names say `di prova`, addresses of the web end in `.example`.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from laltro.model.record import canonical
from laltro.model.schema import Schema
from laltro.model.territories import Location, Territories
from laltro.world.data.support import project, read_schemas

Values = dict[str, Any]
Maker = Callable[["Town", int, random.Random], Values]

MUNICIPI = ("municipio-4", "municipio-6")
AREAS = ("childcare", "parenting", "training", "employment", "work-flexibility", "other")
AUDIENCES = ("parents", "children", "adolescents", "workers", "job-seekers", "tenants", "residents", "companies", "all")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TYPES = ("company", "nonprofit", "private_social", "citizen_movement", "public_administration")
CATEGORIES = ("doposcuola", "sportello lavoro", "corso serale", "nido condiviso", "laboratorio", "spazio di lavoro")
SUBJECTS = (
    "Il gruppo di prova",
    "Lo sportello inventato",
    "Un'educatrice immaginaria",
    "La sala d'esempio",
    "Il cortile finto",
    "La rete sperimentale",
)
VERBS = ("accoglie", "accompagna", "incontra", "ascolta", "mette in contatto", "ospita")
OBJECTS = (
    "le famiglie con bambine e bambini piccoli",
    "chi cerca un lavoro vicino a casa",
    "chi torna a studiare dopo molti anni",
    "le persone che lavorano a turni",
    "i genitori soli & le loro reti",
    "chi abita nelle case popolari",
)
ENDS = (
    "due volte alla settimana, anche d'estate.",
    "senza appuntamento e senza costi.",
    "con un'iscrizione che si rinnova ogni anno.",
    "insieme alle scuole e alle imprese della zona.",
    "finché ci sono posti; poi si apre una lista d'attesa.",
)


@dataclass(frozen=True)
class Town:
    """How many records of each kind there are, and what all of them share."""

    services: int
    seed: int

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Number of records by kind: per hundred services ten organisations, twenty places, one lab."""
        labs = max(1, self.services // 100)
        return {
            "organization": max(1, self.services // 10),
            "place": max(1, self.services // 5),
            "shared_need": labs,
            "offer": max(1, self.services // 50),
            "lab": labs,
            "meeting": 2 * labs,
            "outcome": labs,
            "service": self.services,
        }

    @cached_property
    def territories(self) -> Territories:
        """The project's own outlines."""
        path = project(Path(), "vocabularies") / "territories.geojson"
        return Territories.from_geojson(json.loads(path.read_text(encoding="utf-8")))

    def dice(self, kind: str, number: int) -> random.Random:
        """The random numbers of one record, whatever the others are."""
        return random.Random(f"{self.seed}/{kind}/{number}")

    def any(self, kind: str, dice: random.Random) -> str:
        """The id of some record of a kind."""
        return name(kind, dice.randrange(self.counts[kind]) + 1)

    def point(self, dice: random.Random) -> tuple[float, float, Location]:
        """A point of Municipio 4 or 6, and where the project's outlines say that it lies."""
        wanted = dice.choice(MUNICIPI)
        west, south, east, north = self.territories.outlines[self.territories.ids.index(wanted)].bounds
        while True:
            longitude, latitude = round(dice.uniform(west, east), 5), round(dice.uniform(south, north), 5)
            found = self.territories.locate(longitude, latitude)
            if found.nil and found.municipio == wanted:
                return longitude, latitude, found


def name(kind: str, number: int) -> str:
    """The id of a synthetic record."""
    return f"{kind.replace('_', '-')}-di-prova-{number:05}"


def prose(dice: random.Random, sentences: int) -> str:
    """Some Italian sentences that mean nothing in particular."""
    parts = (" ".join(map(dice.choice, (SUBJECTS, VERBS, OBJECTS, ENDS))) for _ in range(sentences))
    return " ".join(parts)


def sources(kind: str, number: int) -> list[Values]:
    """A source that is plainly no source."""
    url = f"https://fonte.example/{kind}/{number:05}"
    return [{"url": url, "title": f"Fonte di prova {number:05}", "date": "2024-05", "accessed": "2025-06-01"}]


def hours(dice: random.Random) -> list[Values]:
    """One to three rows of opening hours."""
    first = dice.randrange(8, 15)
    rows = range(dice.randrange(1, 4))
    return [
        {
            "days": [DAYS[row], DAYS[row + 3]],
            "opens_at": f"{first + row:02}:30",
            "closes_at": f"{first + row + 3:02}:00",
        }
        for row in rows
    ]


def organization(town: Town, number: int, dice: random.Random) -> Values:
    """An organisation."""
    return {
        "name": f"Organizzazione di prova {number:05}",
        "organization_type": dice.choice(TYPES),
        "description": prose(dice, 3),
        "website": f"https://organizzazione-{number:05}.example/",
        "email": f"info@organizzazione-{number:05}.example",
        "territories": [dice.choice(MUNICIPI)],
        "places": [town.any("place", dice)],
        "roles": ["provider"],
    }


def place(town: Town, number: int, dice: random.Random) -> Values:
    """A place with a point, and the territories that hold it."""
    longitude, latitude, found = town.point(dice)
    return {
        "name": f"Luogo di prova {number:05}",
        "location_type": "physical",
        "address": {"street": f"Via di Prova {number}", "city": "Milano", "province": "MI", "country": "IT"},
        "latitude": latitude,
        "longitude": longitude,
        "point_basis": dice.choice(("exact", "approximate")),
        "nil": found.nil,
        "municipio": found.municipio,
        "accessibility": dice.sample(("step_free", "accessible_toilet", "stroller", "quiet"), 2),
        "schedules": hours(dice),
        "hours_confirmed": "2025-05-20",
    }


def shared_need(town: Town, number: int, dice: random.Random) -> Values:
    """A shared need that a lab works on."""
    return {
        "title": f"Bisogno condiviso di prova {number:05}",
        "synthesis": prose(dice, 4),
        "areas": dice.sample(AREAS, 2),
        "territories": [dice.choice(MUNICIPI)],
        "supports": dice.randrange(2, 90),
        "first_voiced": "2022",
        "state": "in_lab",
    }


def offer(town: Town, number: int, dice: random.Random) -> Values:
    """A space that stays open for a very long time."""
    return {
        "title": f"Offerta di prova {number:05}",
        "offer_type": "space",
        "organization": town.any("organization", dice),
        "description": prose(dice, 3),
        "areas": dice.sample(AREAS, 2),
        "territories": [dice.choice(MUNICIPI)],
        "place": town.any("place", dice),
        "space": {"capacity": dice.randrange(5, 120), "equipment": ["tavoli", "proiettore"]},
        "conditions": "free",
        "beneficiaries": "community",
        "schedules": hours(dice),
        "valid_from": "2025-01",
        "valid_to": "2099-12-31",
        "state": "open",
    }


def lab(town: Town, number: int, dice: random.Random) -> Values:
    """A lab on one shared need, hosted thanks to an offer."""
    return {
        "title": f"Laboratorio di prova {number:05}",
        "description": prose(dice, 4),
        "areas": dice.sample(AREAS, 2),
        "axis": ["citizens"],
        "territories": [dice.choice(MUNICIPI)],
        "shared_needs": [name("shared_need", number)],
        "method": prose(dice, 2),
        "lead": town.any("organization", dice),
        "place": town.any("place", dice),
        "offer": town.any("offer", dice),
        "participants": dice.randrange(8, 60),
        "phase": "running",
        "starts": "2023-01",
    }


def meeting(town: Town, number: int, dice: random.Random) -> Values:
    """One of the two meetings of a lab; the even ones decide."""
    return {
        "lab": name("lab", (number + 1) // 2),
        "title": f"Incontro di prova {number:05}",
        "description": prose(dice, 3),
        "starts_at": f"2023-{3 + number % 2:02}-{1 + number % 28:02}T18:00",
        "phase": "codesign",
        "place": town.any("place", dice),
        "participants": dice.randrange(5, 40),
        "organizations": [town.any("organization", dice)],
        "decisions": [prose(dice, 1)],
    }


def outcome(town: Town, number: int, dice: random.Random) -> Values:
    """What a lab decided: the service of the same number."""
    return {
        "lab": name("lab", number),
        "title": f"Esito di prova {number:05}",
        "outcome_type": "new_service",
        "summary": prose(dice, 3),
        "date": "2023-06",
        "decided_in": name("meeting", 2 * number),
        "shared_needs": [name("shared_need", number)],
        "service": name("service", number),
        "progress": "done",
        "milestones": [{"date": "2023-09", "text": "La prova comincia."}],
    }


def service(town: Town, number: int, dice: random.Random) -> Values:
    """A service with about as much text as a well described real one."""
    fee = dice.random() < 0.3
    category = dice.choice(CATEGORIES)
    return {
        "name": f"Servizio di prova {number:05}",
        "summary": prose(dice, 1),
        "description": "\n\n".join(prose(dice, 3) for _ in range(2)),
        "organization": town.any("organization", dice),
        "partners": [town.any("organization", dice)],
        "areas": dice.sample(AREAS, dice.randrange(1, 3)),
        "category": category,
        "axis": ["citizens"],
        "audiences": dice.sample(AUDIENCES, dice.randrange(1, 4)),
        "open_to": "community",
        "how_to_apply": prose(dice, 2),
        "required_documents": ["Modulo di prova", "Documento d'esempio"],
        "what_you_get": prose(dice, 1),
        "places": [town.any("place", dice)],
        "schedules": hours(dice),
        "hours_confirmed": "2025-05-20",
        "cost_type": "fee" if fee else "free",
        "costs": [{"amount": dice.randrange(5, 60), "currency": "EUR", "unit": "month"}] if fee else [],
        "languages": ["it", "en"],
        "channels": {"phones": ["020202"], "email": f"servizio-{number:05}@prova.example"},
        "service_status": "active",
        "origin": "lab" if number <= town.counts["outcome"] else "preexisting",
        "translations": {"en": {"summary": f"Synthetic service {number:05}, which is not real.", "category": "test"}},
    }


MAKERS: Mapping[str, Maker] = {
    "organization": organization,
    "place": place,
    "shared_need": shared_need,
    "offer": offer,
    "lab": lab,
    "meeting": meeting,
    "outcome": outcome,
    "service": service,
}


def records(town: Town, schemas: Mapping[str, Schema]) -> Iterator[tuple[str, str]]:
    """Path (`services/service-di-prova-00042.yaml`) and canonical text of every record."""
    for kind, count in town.counts.items():
        schema = schemas[kind]
        for number in range(1, count + 1):
            id = name(kind, number)
            values = MAKERS[kind](town, number, town.dice(kind, number))
            whole = {"id": id, "status": "published", **values, "sources": sources(kind, number), "certainty": "high"}
            yield f"{schema.plural}/{id}.yaml", canonical(schema, whole)


def generate(services: int, seed: int, out: Path) -> int:
    """Write a catalogue into the empty or absent folder `out`; answers the number of records."""
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty")
    texts = dict(records(Town(services, seed), read_schemas(out)))
    for path, text in texts.items():
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_text(text, encoding="utf-8", newline="\n")
    return len(texts)


def main() -> None:
    """Read the arguments and write the catalogue."""
    parser = argparse.ArgumentParser(description="Write a synthetic catalogue.")
    parser.add_argument("--services", type=int, default=10_000, metavar="N", help="number of services")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same bytes")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="an empty or absent folder")
    options = parser.parse_args()
    number = generate(options.services, options.seed, options.out)
    print(f"{number} records in {options.out}")


if __name__ == "__main__":
    main()
