"""The forms that the schemas make: every question has its words, and asks for something there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from laltro.model.form import CLEAR, Form
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
    asked = [item.id for item in FORMS[stem].fields if item.field is None]
    assert asked == (["consent"] if stem == "bisogno" else ["record", "source", "consent"])


@pytest.mark.parametrize("stem", FORMS)
@pytest.mark.parametrize("lang", ["it", "en"])
def test_options_differ_and_can_be_told_apart_in_a_list(stem: str, lang: str) -> None:
    for item in FORMS[stem].fields:
        labels = [option.labels[lang] for option in item.options]
        assert len(set(labels)) == len(labels), item.id
        assert labels == [" ".join(label.split()) for label in labels], item.id
        values = [option.value for option in item.options]
        assert item.input != "dropdown" or (values[0], values[-1]) == ("", CLEAR)
        assert item.input != "dropdown-multiple" or ("" not in values and values[-1] == CLEAR)


def test_labels_open_fields_in_any_language_and_version() -> None:
    form: Form = replace(FORMS["servizio"], retired={"name": ("Come si chiama",), "gone": ("Via",)})
    labels = form.labels()
    assert {labels[label].id for label in (*form.fields[1].labels.values(), "Come si chiama")} == {"name"}
    assert "Via" not in labels


def test_no_form_is_contained_in_another() -> None:
    for form in FORMS.values():
        for other in FORMS.values():
            assert form is other or {item.labels["it"] for item in form.fields} - set(other.labels())
