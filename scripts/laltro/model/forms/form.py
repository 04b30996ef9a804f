"""What a form is: its questions, their words and choices, and the kinds of record it makes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace

from laltro.model.field import Field
from laltro.model.forms.row_words import Grammar
from laltro.model.strings import Strings

Words = Mapping[str, Strings]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: the value that enters the record, and its label by language. The value is empty for 'choose'."""

    value: str
    labels: Mapping[str, str]


# What was answered to a question: a text or an option's value, or several values.
Answer = str | tuple[str, ...]
# The input of an object, whose parts are asked instead.
PARTS = "parts"
# The value of the option that empties a choice; a lone hyphen does the same for a text.
CLEAR = "-"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a form asks.

    `asks` is a dotted path into the record, into a record made besides (`organization.description`), or `record`,
    `source`, `consent`, `kind`. `field` is the schema field behind it; None for those four. `kinds` are the kinds of
    record that it is asked of, among those of its form; `fills` the fields that one answer says together. What is
    `web_only` the form asks on the site, but not as an issue form: a body may hold it or not.
    """

    id: str
    input: str
    asks: str
    labels: Mapping[str, str]
    helps: Mapping[str, str]
    examples: Mapping[str, str]
    options: tuple[Option, ...] = ()
    field: Field | None = None
    kinds: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    web_only: bool = False

    def only(self, value: str) -> Question:
        """The same question with one choice."""
        return replace(self, options=tuple(option for option in self.options if option.value in ("", value)))

    @property
    def needed(self) -> bool:
        """True where a new record is not taken without an answer."""
        own = self.field is not None and self.asks == self.field.name
        return own and self.field is not None and (self.field.required or self.field.expected)

    @property
    def many(self) -> bool:
        """True where several answers may be given."""
        return self.input in ("dropdown-multiple", "checkboxes")


@dataclass(frozen=True, slots=True)
class Form:
    """A form and the kinds of record it makes.

    `retired` holds labels of older versions by field id, `former` what only those asked; `issue` is false where a
    public issue must never hold the answers; `corrections` is, for the form that corrects records of every kind, what
    can be corrected of each.
    """

    stem: str
    kinds: tuple[str, ...]
    fields: tuple[Question, ...]
    retired: Mapping[str, tuple[str, ...]]
    grammar: Mapping[str, Grammar]
    issue: bool = True
    corrections: Mapping[str, tuple[Question, ...]] = dataclasses.field(default_factory=dict)
    former: tuple[Question, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of a form that has one only. Raises ValueError for the others: see `of`."""
        (kind,) = self.kinds
        return kind

    @property
    def everywhere(self) -> tuple[Question, ...]:
        """The questions that every filled form holds: all but those of the site alone."""
        return tuple(item for item in self.fields if not item.web_only)

    def of(self, kind: str) -> Form:
        """The same form with nothing but what it asks of one kind, and no other kind to choose."""
        own, old = (tuple(item for item in items if kind in item.kinds) for items in (self.fields, self.former))
        asked = tuple(item.only(kind) if item.asks == "kind" else item for item in own)
        return replace(self, kinds=(kind,), fields=asked, former=old)

    def field(self, id: str) -> Question | None:
        """The form field with an id, one that only older versions asked included."""
        return next((item for item in (*self.fields, *self.former) if item.id == id), None)

    def labels(self) -> dict[str, Question]:
        """Every label that opens a field, in any language or older version."""
        found = {label: item for item in self.fields for label in item.labels.values()}
        for id, labels in self.retired.items():
            item = self.field(id)
            found.update({label: item for label in labels if item})
        return found


def form_text(words: Words, stem: str, part: str) -> dict[str, str]:
    """`name`, `about`, `subject` (of its issues) or `intro` of a form by language."""
    return {lang: strings.text(f"forms.{stem}.{part}") for lang, strings in words.items()}
