"""The forms that the schemas make: every question has its words, and asks for something there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from laltro.model.forms.form import CLEAR, Form
from tests.intake.samples import real

FORMS = real().forms


@pytest.mark.parametrize("stem", FORMS)
def test_every_question_has_its_words_in_every_language(stem: str) -> None:
    for item in FORMS[stem].fields:
        assert set(item.labels) == set(real().words), item.id
        assert all(set(option.labels) == set(real().words) for option in item.options), item.id
        assert item.input == "checkboxes" or set(item.helps) == set(real().words), item.id


@pytest.mark.parametrize("stem", FORMS)
def test_every_question_asks_for_something_there_is(stem: str) -> None:
    form = FORMS[stem]
    asked = {item.asks for item in form.fields if item.field is None}
    if form.corrections:
        pairs = {f"{part}_{number}" for part in ("field", "value") for number in (1, 2, 3)}
        assert asked == {"record", "reason", "replaced_by", "assured_by", "source", "consent"} | pairs
    else:
        kind = {"kind"} if len(form.kinds) > 1 else set()
        assert asked == ({"consent"} if stem == "bisogno" else {"record", "source", "consent"} | kind)


@pytest.mark.parametrize("stem", FORMS)
@pytest.mark.parametrize("lang", ["it", "en"])
def test_options_differ_and_can_be_told_apart_in_a_list(stem: str, lang: str) -> None:
    for item in FORMS[stem].fields:
        labels = [option.labels[lang] for option in item.options]
        assert len(set(labels)) == len(labels), item.id
        assert labels == [" ".join(label.split()) for label in labels], item.id
        values = [option.value for option in item.options]
        assert item.input != "dropdown" or values[0] == ""
        # What a submission is about cannot be emptied: no record has it.
        assert not values or item.asks in ("kind", "verdict", "consent") or values[-1] == CLEAR
        assert item.input != "dropdown-multiple" or ("" not in values and values[-1] == CLEAR)


def test_labels_open_fields_in_any_language_and_version() -> None:
    form: Form = replace(FORMS["servizio"], retired={"name": ("Come si chiama",), "gone": ("Via",)})
    labels = form.labels()
    assert {labels[label].id for label in (*form.fields[1].labels.values(), "Come si chiama")} == {"name"}
    assert "Via" not in labels


def test_a_form_of_two_kinds_asks_once_what_both_need_and_first_which_is_meant() -> None:
    for stem, kinds in {"laboratorio": ("lab", "meeting"), "abbinamento": ("match", "contribution")}.items():
        form = FORMS[stem]
        assert form.kinds == kinds
        assert [option.value for option in form.fields[0].options] == ["", *kinds]
        assert {item.kinds for item in form.fields} == {kinds, kinds[:1], kinds[1:]}
        for item in ("kind", "record", "source", "consent"):
            assert [field.kinds for field in form.fields if field.id == item] == [kinds]
        for kind in kinds:
            own = form.of(kind)
            assert own.kind == kind
            assert {item.id for item in own.fields} == {item.id for item in form.fields if kind in item.kinds}
        for item in form.fields:
            if item.kinds != kinds:  # without a script all are shown: the help says of whom each is asked
                assert {lang: help.startswith(ONLY[item.kinds[0]][lang]) for lang, help in item.helps.items()} == {
                    "it": True,
                    "en": True,
                }, item.id


ONLY = {
    "lab": {"it": "Solo per un laboratorio", "en": "Only for a lab"},
    "meeting": {"it": "Solo per un incontro", "en": "Only for a meeting"},
    "match": {"it": "Solo per un abbinamento", "en": "Only for a match"},
    "contribution": {"it": "Solo per un contributo", "en": "Only for a contribution"},
}


def test_no_form_is_contained_in_another() -> None:
    for form in FORMS.values():
        for other in FORMS.values():
            assert form is other or {item.labels["it"] for item in form.fields} - set(other.labels())
