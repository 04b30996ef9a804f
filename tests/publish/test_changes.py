# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a page says of its own past: days and names of fields in words, and nothing that was taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from laltro.insight.trust.revision import Revision
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.record.changes import LENGTH, changes
from laltro.publish.site.record_page import article
from laltro.world.data.support import HOME, read_schemas

MakeEdition = Callable[..., Edition]
KEY = ("service", "x")


def at(day: int, hour: int = 10, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def edition(make: MakeEdition, *revisions: Revision, lang: str = "it") -> Edition:
    return replace(make(("service", "x", {"name": "S"}), lang=lang), revisions={KEY: revisions})


def told(make: MakeEdition, *revisions: Revision, lang: str = "it") -> list[str]:
    made = edition(make, *revisions, lang=lang)
    return [f"{change.day}: {change.text}" for change in changes(made, made.catalogue.records[KEY])]


@pytest.mark.parametrize(
    ("lang", "revision", "sentence"),
    [
        ("it", Revision(at(12), added=True), "12 settembre 2026: aggiunta al catalogo"),
        ("en", Revision(at(12), added=True), "12 September 2026: added to the catalogue"),
        ("it", Revision(at(12), ("schedules", "channels.phones")), "informazioni aggiornate: orari, telefono"),
        ("en", Revision(at(12), ("schedules", "channels.phones")), "information updated: opening hours, phone"),
        ("it", Revision(at(12), ("organization", "channels.email")), "organizzazione che lo offre, e-mail"),
        ("it", Revision(at(12), ("historic",)), "informazioni aggiornate: se è una cosa finita"),
        ("it", Revision(at(12), ("translations",)), "12 settembre 2026: traduzione aggiornata"),
        (
            "it",
            Revision(at(12), ("name", "translations")),
            "12 settembre 2026: informazioni aggiornate: nome del servizio",
        ),
        ("it", Revision(at(12), ("assured_date", "assured_by")), "12 settembre 2026: confermata da chi se ne occupa"),
        ("it", Revision(at(12), ("status",), "archived"), "12 settembre 2026: ritirata dal catalogo"),
        ("it", Revision(at(12), ("status",), "published"), "12 settembre 2026: pubblicata nel catalogo"),
        (
            "it",
            Revision(at(12), ("cost_type", "review_by")),
            "confermata da chi se ne occupa; informazioni aggiornate: costo",
        ),
    ],
)
def test_one_day(edition_of: MakeEdition, lang: str, revision: Revision, sentence: str) -> None:
    assert told(edition_of, revision, lang=lang)[0].endswith(sentence)


@pytest.mark.parametrize("fields", [(), ("submission",), ("inferred",), ("id",), ("capacity.updated",)])
def test_what_only_keeps_the_books_is_not_told(edition_of: MakeEdition, fields: tuple[str, ...]) -> None:
    assert told(edition_of, Revision(at(12), fields)) == []


def test_without_history_there_is_no_section_for_it(edition_of: MakeEdition) -> None:
    assert "freshness__days" not in article(edition(edition_of), Record(*KEY, {"name": "S", "status": "published"}))


def test_a_day_is_one_of_milan_and_told_once(edition_of: MakeEdition) -> None:
    late, early = at(11, 22, month=9), at(11, 21, month=9)  # midnight in Milan is at 22 UTC in summer
    found = told(
        edition_of, Revision(at(12), ("name",)), Revision(late, ("cost_type", "name")), Revision(early, ("areas",))
    )
    assert found == [
        "12 settembre 2026: informazioni aggiornate: nome del servizio, costo",
        "11 settembre 2026: informazioni aggiornate: aree",
    ]


def test_the_day_that_brought_the_record_says_only_that(edition_of: MakeEdition) -> None:
    assert told(edition_of, Revision(at(12, 12), ("name",)), Revision(at(12), added=True)) == [
        "12 settembre 2026: aggiunta al catalogo"
    ]


def test_the_last_days_and_the_first_names_are_enough(edition_of: MakeEdition) -> None:
    many = ("name", "summary", "areas", "places", "schedules", "costs", "channels.url")
    found = told(edition_of, *(Revision(at(day), many) for day in range(20, 10, -1)))
    assert [line.split()[0] for line in found] == [str(day) for day in range(20, 20 - LENGTH, -1)]
    assert found[0].endswith("aree, luogo, orari, altro")


def test_every_field_of_every_kind_has_a_name(edition_of: MakeEdition) -> None:
    for lang in ("it", "en"):
        made = edition_of(lang=lang)
        for kind, schema in read_schemas(HOME).items():
            names = [field.name for field in schema.fields] + [
                f"{field.name}.{part.name}"
                for field in schema.fields
                if field.name != "translations"
                for part in field.fields
            ]
            for name in names if schema.folder else ():
                past = replace(made, revisions={(kind, "x"): (Revision(at(12), (name,)),)})
                assert all(change.text for change in changes(past, Record(kind, "x", {})))
