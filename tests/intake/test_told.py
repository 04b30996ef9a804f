# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""One voice, one teller: a page and whoever tells of a change say the same words of every value and every record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from laltro.desk.proposal_view import as_object, lines
from laltro.intake.change.change import Change, Move
from laltro.intake.life.comment import pages
from laltro.intake.told.change import tell
from laltro.intake.told.differences import differences
from laltro.intake.told.markdown import escaped
from laltro.intake.told.overview import ROOM, overview
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.value import View, show
from laltro.publish.record.section import AGES, sections
from laltro.voice.value import Link, ShownValue
from laltro.voice.voice import Text, voice
from laltro.world.build.site import edition
from tests.intake.samples import TODAY, real

LANGS = ("it", "en")
SITE = "https://example.org/x/"
# What no page shows as one value.
UNSHOWN = frozenset({"id", "status", "submission", "translations", *AGES})


@lru_cache
def page(lang: str) -> Edition:
    """The site of one language, knowing every record that a teller knows."""
    found = edition(real().catalogue, real().words[lang], TODAY, SITE)
    return replace(found, catalogue=real().catalogue)


def row(record: Record, lang: str, **values: Any) -> list[tuple[str, str, str]]:
    """What is told where some values of a record become others."""
    after = replace(record, values={**record.values, **values})
    found = differences(voice(real().catalogue, real().words[lang]), record, after)
    return [(each.label, each.before, each.after) for each in found]


# one speaker ----------------------------------------------------------------------------------------------------------


def drawn(shown: ShownValue) -> Iterator[str]:
    """Every text that a page draws of a value, in order; what it knows of a record besides its name is left out."""
    found = shown.value
    if shown.shape in ("text", "prose"):
        yield str(found)
    elif shown.shape == "link":
        yield str(found.text)
    elif shown.shape == "lines":
        yield from found
    elif shown.shape == "hours":
        yield from (text for each in found for text in (each.days, each.hours, *each.notes))
    elif shown.shape == "items":
        yield from (text for each in found for text in drawn(each))
    else:
        assert shown.shape == "parts", shown.shape
        yield from (text for each in found for text in (each.label, *drawn(each.shown)))


def disagreement(shown: ShownValue, told: str) -> str:
    """What is told and not drawn, in order, or drawn and not told; signs between texts do not count."""
    rest = told
    for text in drawn(shown):
        left, found, rest = rest.partition(text)
        if not found or re.sub(r"[\s,;:·()]", "", left):
            return f"{text!r} is not where it was in {told!r}"
    return re.sub(r"[\s,;:·()]", "", rest)


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_and_a_change_say_the_same_words_of_every_value(lang: str) -> None:
    known, teller, compared, found = page(lang), voice(real().catalogue, real().words[lang]), 0, []
    for record in real().catalogue.records.values():
        for field in real().catalogue.schema(record).fields:
            value = record.get(field.name)
            if value in (None, [], {}) or field.name in UNSHOWN:
                continue
            [told] = differences(teller, None, replace(record, values={field.name: value}))
            shown = show(View(known, record, ""), field, value, field.name)
            compared += 1
            if disagreement(shown, told.after) or told.label != known.words.label(record.kind, field.name):
                found.append((record.key, field.name, told.after))
    assert found == []
    assert compared > len(real().catalogue.records) * 5


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (ShownValue("text", Text("15 € a year")), "15 € per year; note: …"),
        (ShownValue("link", Link(Text("example.org"))), "https://example.org"),
        (ShownValue("items", [ShownValue("text", Text(text)) for text in ("a", "b")]), "b, a"),
        (ShownValue("text", Text("a")), "a, b"),
    ],
)
def test_two_speakers_would_be_heard(shown: ShownValue, told: str) -> None:
    assert disagreement(shown, told)


@pytest.mark.parametrize("lang", LANGS)
def test_ages_are_one_row_on_the_page_and_in_a_change(lang: str) -> None:
    known, teller, compared = page(lang), voice(real().catalogue, real().words[lang]), 0
    for record in real().catalogue.of("service"):
        ages = {name: record.get(name) for name in AGES if record.get(name) is not None}
        if ages:
            [told] = differences(teller, None, replace(record, values=ages))
            rows = [row for section in sections(View(known, record, "")) for row in section.rows]
            assert (told.label, told.after) in [(each.label, str(each.shown.value)) for each in rows]
            compared += 1
    assert compared


# one name -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_every_record_bears_the_name_of_its_page_in_letters_and_at_the_desk(lang: str) -> None:
    known, strings, catalogue = page(lang), real().words[lang], real().catalogue
    shown = [record for record in catalogue.records.values() if catalogue.schema(record).folder]
    assert {record.kind for record in shown} >= {"lab", "match"}
    for record in shown:
        [letter] = pages([record], catalogue, strings, SITE)
        [desk] = tell(Change((Move(record, record),)), catalogue, strings).records
        assert letter.title == desk.title == str(known.title(record))
        assert letter.url == known.absolute(known.address(record))


def test_a_lab_and_a_match_are_named_in_english_too() -> None:
    catalogue, strings = real().catalogue, real().words["en"]
    lab, match = catalogue.records["lab", "barona"], catalogue.of("match")[0]
    [named, pair] = pages([lab, match], catalogue, strings, SITE)
    assert named.title == lab.get("translations")["en"]["title"] != lab.get("title")
    assert pair.title != match.id


# one teller -----------------------------------------------------------------------------------------------------------


def test_a_change_of_a_translation_alone_is_told() -> None:
    lab = real().catalogue.records["lab", "barona"]
    english = {**lab.get("translations")["en"], "title": "TOTALLY WRONG TITLE"}
    after = replace(lab, values={**lab.values, "translations": {**lab.get("translations"), "en": english}})
    change = Change((Move(lab, after),))
    assert row(lab, "it", translations=after.get("translations")) == [
        ("In inglese: Nome del laboratorio", lab.get("translations")["en"]["title"], "TOTALLY WRONG TITLE")
    ]
    assert "TOTALLY WRONG TITLE" in overview(change, real().catalogue, real().words["it"])
    told = tell(change, real().catalogue, real().words["it"])
    assert "    + TOTALLY WRONG TITLE" in lines(told, real().words["it"])
    assert [each["after"] for each in as_object(told)["records"][0]["changes"]] == ["TOTALLY WRONG TITLE"]


def test_a_translation_that_goes_or_comes_is_told_text_by_text() -> None:
    lab = real().catalogue.records["lab", "barona"]
    gone = row(lab, "it", translations=None)
    assert {label for label, _, _ in gone} >= {"In inglese: Nome del laboratorio"}
    assert all(before and not after for _, before, after in gone)


def test_what_reads_the_same_and_is_not_is_told_as_it_is_written() -> None:
    owner = next(each for each in real().catalogue.of("organization") if str(each.get("website")).startswith("https:"))
    plain = str(owner.get("website")).replace("https:", "http:")
    assert row(owner, "it", website=plain) == [("Sito web", owner.get("website"), plain)]


def test_of_an_object_that_was_there_the_parts_that_differ_are_told() -> None:
    place = next(each for each in real().catalogue.of("place") if each.get("address", {}).get("province") == "MI")
    assert row(place, "it", address={**place.get("address"), "province": "RM"}) == [("Provincia", "MI", "RM")]


def test_a_record_of_which_nothing_readable_changes_says_so() -> None:
    lab = real().catalogue.records["lab", "barona"]
    assert "Nessun campo da leggere" in overview(Change((Move(lab, lab),)), real().catalogue, real().words["it"])


def test_all_who_print_a_change_say_the_same_rows() -> None:
    strings, lab = real().words["it"], real().catalogue.records["lab", "barona"]
    after = replace(lab, values={**lab.values, "title": "Esempio di nome", "description": "Esempio.\nSu due righe."})
    change = Change((Move(lab, after),))
    told = tell(change, real().catalogue, strings)
    [record] = told.records
    assert len(record.changes) == 2
    markdown, terminal = overview(change, real().catalogue, strings), "\n".join(lines(told, strings))
    [printed] = as_object(told)["records"]
    for each, item in zip(record.changes, printed["changes"], strict=True):
        assert item == {"label": each.label, "before": each.before, "after": each.after}
        assert f"| {each.label} | {escaped(each.before, ROOM)} | {escaped(each.after, ROOM)} |" in markdown
        for line in f"{each.before}\n{each.after}".split("\n"):
            assert line in terminal
