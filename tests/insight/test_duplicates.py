# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which records look like one another, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laltro.insight.likeness.blocking import block
from laltro.insight.likeness.comparable import portrait
from laltro.insight.likeness.duplicates import KINDS, all_pairs, duplicates
from laltro.insight.likeness.likeness import LIKELY, Likeness, likeness
from laltro.insight.likeness.name import LONGEST
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.voice.likeness_reason import told_likeness
from tests.insight.labelled import HALVES, duplicates_score, rows, variant
from tests.intake.samples import real

_POSITIVE = "same_name like_name same_tax_code like_tax_code same_phone same_email same_site same_spot same_door"
_NEGATIVE = "unlike_name told_apart other_tax_code other_number other_street other_town far other_owner kin"
CODES = {"same_owner", "same_street", "near", *_POSITIVE.split(), *_NEGATIVE.split()}


def catalogue(*records: Record) -> Catalogue:
    """A catalogue of these records alone, with the real schemas and vocabularies."""
    return replace(real().catalogue, records={record.key: record for record in records})


def record(kind: str, id: str, **values: Any) -> Record:
    return Record(kind, id, {"id": id, "status": "published", **values})


def place(id: str, name: str, street: str, city: str = "Milano", **values: Any) -> Record:
    return record("place", id, name=name, address={"street": street, "city": city}, **values)


def compared(one: Record, other: Record, *beside: Record) -> Likeness:
    """Two records whatever their score, among some others of no account."""
    found = duplicates(catalogue(other, *beside), one, least=0)
    return next(each for each in found if each.record.id == other.id)


def codes(each: Likeness) -> set[str]:
    return {evidence.code for evidence in each.evidence}


# labelled cases -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("half", HALVES)
def test_made_up_variants_of_real_records(half: str) -> None:
    score = duplicates_score(real().catalogue, half)
    assert score.precision >= 0.95
    assert score.recall >= 0.85


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_real_records_are_one(kind: str) -> None:
    assert [(pair.record.id, pair.likeness.record.id) for pair in all_pairs(real().catalogue, kind)] == []


@pytest.mark.parametrize("row", rows("own_pairs"), ids=lambda row: f"{row['one']}-{row['other']}")
def test_real_records_that_sound_alike_are_two(row: Mapping[str, str]) -> None:
    found = real().catalogue
    known = found.derived(block, row["kind"])
    one, other = (portrait(found, found.records[row["kind"], row[name]]) for name in ("one", "other"))
    assert likeness(one, other, known.measure).score < LIKELY


def test_enough_cases_are_labelled() -> None:
    names = ("duplicate_variants", "own_pairs", "voices", "shared_need_pairs")
    assert sum(len(rows(name)) for name in names) >= 150
    assert len(rows("voices")) >= 80


# what makes one -------------------------------------------------------------------------------------------------------

ORGANIZATION = record("organization", "una", name="Officina d'esempio")
DOOR = place("una", "Sala d'esempio", "Via Inventata 5")
SERVICE = record("service", "uno", name="Sportello d'esempio", organization="una", places=["una"])

ONE = {
    "name in other letters": (ORGANIZATION, {"name": "OFFICINA D’ESEMPIO a.p.s."}, "same_name"),
    "a slip of the hand": (ORGANIZATION, {"name": "Oficina d'esempio"}, "like_name"),
    "words in another order": (ORGANIZATION, {"name": "Esempio, officina"}, "like_name"),
    "tax code alone": (
        record("organization", "una", name="Bottega", tax_code="01234567890"),
        {"name": "Tutt'altro nome", "tax_code": "01234567890"},
        "same_tax_code",
    ),
    "half the name and its own site": (
        record("organization", "una", name="Officina d'esempio", website="https://officina.example/chi-siamo"),
        {"name": "Officina d'esempio e di prova", "website": "http://www.officina.example"},
        "same_site",
    ),
    "half the name and its telephone": (
        record("organization", "una", name="Officina d'esempio", phones=["02 1234 5678"]),
        {"name": "Officina d'esempio e di prova", "phones": ["+39 02 12345678"]},
        "same_phone",
    ),
    "the register's spelling of the address": (
        place("una", "Sala d'esempio", "Via Ciceri Visconti 1"),
        {"name": "Sala d'esempio", "address": {"street": "VIA CICERI VISCONTI LAURA, 1", "city": "MILANO"}},
        "same_door",
    ),
    "a place that bears its address": (
        place("una", "Via Inventata 5", "Via Inventata 5"),
        {"name": "Sala d'esempio", "address": {"street": "v. Inventata, 5", "city": "Milano (MI)"}},
        "same_door",
    ),
}


@pytest.mark.parametrize("case", ONE)
def test_one_thing(case: str) -> None:
    old, values, code = ONE[case]
    found = compared(record(old.kind, "nuovo", **values), old)
    assert found.score >= LIKELY
    assert code in codes(found)


TWO = {
    "another number in the name": (
        record("organization", "una", name="Circolo d'esempio 4"),
        {"name": "Circolo d'esempio 6"},
        "told_apart",
    ),
    "another quarter in the name": (
        record("organization", "una", name="Comitato d'esempio Corvetto"),
        {"name": "Comitato d'esempio Barona"},
        "told_apart",
    ),
    "parent and child": (ORGANIZATION, {"name": "Officina d'esempio", "parent": "una"}, "kin"),
    "another tax code": (
        record("organization", "una", name="Bottega", tax_code="01234567890"),
        {"name": "Bottega", "tax_code": "98765432100"},
        "other_tax_code",
    ),
    "another door of the street": (
        DOOR,
        {"name": "Sala d'esempio", "address": {"street": "Via Inventata 7", "city": "Milano"}},
        "other_number",
    ),
    "another town": (
        DOOR,
        {"name": "Sala d'esempio", "address": {"street": "Via Inventata 5", "city": "Mantova"}},
        "other_town",
    ),
    "another name behind one door": (
        DOOR,
        {"name": "Biblioteca di prova", "address": {"street": "Via Inventata 5", "city": "Milano"}},
        "unlike_name",
    ),
    "another organisation's service of that name": (
        SERVICE,
        {"name": "Sportello d'esempio", "organization": "altra", "places": ["altra"]},
        "other_owner",
    ),
    "far away": (
        record("place", "una", name="Sala d'esempio", latitude=45.45, longitude=9.15, point_basis="exact"),
        {"name": "Sala d'esempio e prova", "latitude": 45.46, "longitude": 9.15, "point_basis": "exact"},
        "far",
    ),
}


@pytest.mark.parametrize("case", TWO)
def test_two_things(case: str) -> None:
    old, values, code = TWO[case]
    other = place("altra", "Altra sala", "Via di Fantasia 9")
    found = compared(record(old.kind, "nuovo", **values), old, DOOR if old.kind == "service" else other, other)
    assert found.score < LIKELY
    assert code in codes(found)


def test_branches_of_one_organisation_are_two() -> None:
    site = {"channels": {"url": "https://catena.example"}, "organization": "catena"}
    there = place("altra", "Altra sala", "Via di Fantasia 9")
    old = record("service", "uno", name="Sportello d'esempio", places=["una"], **site)
    new = record("service", "due", name="Sportello d'esempio", places=["altra"], **site)
    assert "other_street" in codes(compared(new, old, DOOR, there))
    assert compared(new, old, DOOR, there).score < compared(replace(new, values=old.values), old, DOOR).score


def test_a_contact_that_many_share_says_nothing() -> None:
    numbers = {"phones": ["020202"], "url": "https://comune.example"}
    others = [record("service", f"s{n}", name=f"Prova {n}", channels=numbers) for n in range(5)]
    new = record("service", "nuovo", name="Cosa nuova", channels=numbers)
    found = duplicates(catalogue(*others), new, least=0)
    assert not {"same_phone", "same_site"} & {code for each in found for code in codes(each)}
    assert "same_phone" in codes(compared(new, others[0]))


def test_a_page_on_a_shared_host_is_one_by_its_path() -> None:
    old = record("organization", "una", name="Bottega", website="https://www.facebook.com/bottega/info")
    same, other = ({"name": "Bar", "website": f"https://facebook.com/{name}"} for name in ("bottega", "bar"))
    assert "same_site" in codes(compared(record("organization", "due", **same), old))
    assert duplicates(catalogue(old), record("organization", "due", **other), least=0) == []


def test_the_address_of_a_confidential_place_is_not_found_out() -> None:
    shelter = place("una", "Casa d'esempio", "Via Inventata 5", confidential=True, latitude=45.45, longitude=9.15)
    guess = place("due", "Prova", "Via Inventata 5", latitude=45.45, longitude=9.15)
    assert duplicates(catalogue(shelter), guess, least=0) == []
    named = place("due", "Casa d'esempio", "Via Inventata 5")
    assert codes(compared(named, shelter)) == {"same_name"}


def test_a_place_that_the_same_form_describes_is_looked_at() -> None:
    new_place = place("nuova", "Sala nuova", "via inventata n. 5")
    new = record("service", "nuovo", name="Sportello d'esempio", organization="una", places=["nuova"])
    [found] = duplicates(catalogue(DOOR, SERVICE), new, (new, new_place))
    assert {"same_name", "same_owner", "same_door"} <= codes(found)


def test_kinds_that_are_not_compared_and_itself() -> None:
    assert duplicates(catalogue(ORGANIZATION), ORGANIZATION) == []
    assert duplicates(real().catalogue, record("lab", "nuovo", title="Laboratorio")) == []


@pytest.mark.parametrize("name", ["福" * 60_000, "zz " * 20_000, "ab cd " * 10_000, "a" * 60_000, "(" * 60_000])
def test_an_endless_name_is_compared_by_its_beginning(name: str) -> None:
    """A name that its form refuses is compared before it is."""
    new = portrait(real().catalogue, record("service", "nuovo", name=name))
    assert all(len("".join(words)) <= LONGEST for words in (new.name, *new.names))
    assert duplicates(real().catalogue, new.record) == []


# order, blocking, words -----------------------------------------------------------------------------------------------

NAMES = [
    "Officina Aurora",
    "Officina",
    "L'Officina Aurora",
    "Centro Aurora",
    "CA",
    "Oficina Aurorra",
    "Aurora 4",
    "Aurora 6",
]


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(len(NAMES))), st.lists(st.sampled_from(NAMES), min_size=2, max_size=2))
def test_order_never_matters(order: list[int], pair: list[str]) -> None:
    records = [record("organization", f"o{index}", name=name) for index, name in enumerate(NAMES)]
    shuffled = catalogue(*(records[index] for index in order))
    assert all_pairs(shuffled, "organization", 0) == all_pairs(catalogue(*records), "organization", 0)
    measure = shuffled.derived(block, "organization").measure
    one, other = (portrait(shuffled, record("organization", "x", name=name)) for name in pair)
    assert likeness(one, other, measure).score == likeness(other, one, measure).score


@pytest.mark.parametrize("kind", KINDS)
def test_blocking_loses_no_likely_pair(kind: str) -> None:
    """Among the real records and all variants of them, against comparing every two."""
    variants = [variant(row) for row in rows("duplicate_variants") if row["of"].startswith(kind)]
    full = real().catalogue.holding(variants)
    known = full.derived(block, kind)
    every = combinations(range(len(known.records)), 2)
    likely = {
        (known.records[a].id, known.records[b].id)
        for a, b in every
        if likeness(known.portrait(a), known.portrait(b), known.measure).score >= LIKELY
    }
    assert {(pair.record.id, pair.likeness.record.id) for pair in all_pairs(full, kind)} == likely
    assert len(likely) >= 5


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_reason_has_its_words(lang: str) -> None:
    strings = real().words[lang]
    assert set(strings.branch("insight.likeness")) - {"told", "but"} == CODES


def test_reasons_are_told_the_strongest_first_and_quoted() -> None:
    old, values, _ = TWO["another door of the street"]
    words = real().words["it"]
    found = compared(record(old.kind, "nuovo", **values), old)
    assert told_likeness(words, found) == f"somiglianza {found.score} su 100: stesso nome; ma: numero civico diverso"
    alike = compared(record("organization", "nuova", name="Oficina d'esempio"), ORGANIZATION)
    assert "nome simile (<" in told_likeness(words, alike, lambda text: f"<{text}>")
