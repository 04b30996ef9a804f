"""Forms, made from the schemas: what is asked, in which order, with which words.

GitHub issue forms, the site's HTML forms and the parser all come from here, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from laltro.model.catalogue import Vocabulary
from laltro.model.document import Tree
from laltro.model.schema import Field, Question, Schema, reference_of
from laltro.model.strings import Strings

Words = Mapping[str, Strings]
# Token → its spellings in every language, that of one language first; ordinals are `nth.1` … `nth.-1`.
Grammar = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: the value that enters the record, and its label by language. The value is empty for 'choose'."""

    value: str
    labels: Mapping[str, str]


# What was answered to a question: a text or an option's value, or several values.
Answer = str | tuple[str, ...]
# The value of the option that empties a choice; a lone hyphen does the same for a text.
CLEAR = "-"


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing a form asks.

    `asks` is a dotted path into the record, into a record made besides (`organization.description`), or `record`,
    `source`, `consent`. `field` is the schema field behind it; None for those three.
    """

    id: str
    input: str
    asks: str
    labels: Mapping[str, str]
    helps: Mapping[str, str]
    examples: Mapping[str, str]
    options: tuple[Option, ...] = ()
    field: Field | None = None

    @property
    def many(self) -> bool:
        """True where several answers may be given."""
        return self.input in ("dropdown-multiple", "checkboxes")


@dataclass(frozen=True, slots=True)
class Form:
    """A form and the kind of record it makes.

    `retired` holds labels of older versions by field id; `issue` is false where a public issue must never hold the
    answers.
    """

    stem: str
    kind: str
    fields: tuple[FormField, ...]
    retired: Mapping[str, tuple[str, ...]]
    grammar: Mapping[str, Grammar]
    issue: bool = True

    def field(self, id: str) -> FormField | None:
        """The form field with an id."""
        return next((item for item in self.fields if item.id == id), None)

    def labels(self) -> dict[str, FormField]:
        """Every label that opens a field, in any language or older version."""
        found = {label: item for item in self.fields for label in item.labels.values()}
        for id, labels in self.retired.items():
            item = self.field(id)
            found.update({label: item for label in labels if item})
        return found


def forms(schemas: Mapping[str, Schema], vocabularies: Mapping[str, Vocabulary], words: Words) -> dict[str, Form]:
    """All forms by stem."""
    maker = _Maker(schemas, vocabularies, words)
    return {schema.stem: maker.form(schema) for schema in schemas.values() if schema.stem}


class _Maker:
    """Joins schemas, vocabularies and words."""

    def __init__(self, schemas: Mapping[str, Schema], vocabularies: Mapping[str, Vocabulary], words: Words) -> None:
        self.schemas = schemas
        self.vocabularies = vocabularies
        self.words = words

    def form(self, schema: Schema) -> Form:
        """The form of a kind: its fields in schema order, each question behind the field it names."""
        asked = [item for field in schema.fields for item in self._fields(schema, field, ())]
        for question in schema.questions:
            asked.insert(_place(asked, question), self._question(schema, question))
        return Form(
            schema.stem, schema.kind, tuple(asked), schema.retired_labels or {}, grammars(self.words), schema.issue
        )

    def _fields(self, schema: Schema, field: Field, above: tuple[str, ...]) -> Iterator[FormField]:
        path = (*above, field.name)
        if field.form == "parts":
            for part in field.fields:
                yield from self._fields(schema, part, path)
        elif field.form:
            key = ".".join(("fields", schema.kind, *path))
            yield self._make("_".join(path), field.form, ".".join(path), key, field, key)

    def _question(self, schema: Schema, question: Question) -> FormField:
        own = f"forms.{schema.stem}.{question.id}"
        key = own if self._texts(f"{own}.label") else f"forms.common.{question.id}"
        if question.asks == "consent":
            option = Option("yes", self._texts(f"{key}.option"))
            return FormField(question.id, "checkboxes", "consent", self._texts(f"{key}.label"), {}, {}, (option,))
        field, named = self._target(schema, question.asks)
        return self._make(question.id, question.input, question.asks, key, field, named)

    def _target(self, schema: Schema, asks: str) -> tuple[Field | None, str]:
        """The field of the record made besides that a question fills (`places.address.street`), and its words."""
        first, *rest = asks.split(".")
        link = schema.field(first)
        if link is None or not rest:
            return None, ""
        owner = self.schemas[reference_of(link)]
        field = owner.field(rest[0])
        for name in rest[1:]:
            field = field.part(name) if field else None
        return field, ".".join(("fields", owner.kind, *rest))

    def _make(self, id: str, input: str, asks: str, key: str, field: Field | None, named: str) -> FormField:
        return FormField(
            id=id,
            input=input,
            asks=asks,
            labels={lang: strings.text(f"{key}.label") for lang, strings in self.words.items()},
            helps=self._texts(f"{key}.help"),
            examples=self._texts(f"{key}.example"),
            options=self._options(input, field, named) if field else (),
            field=field,
        )

    def _texts(self, key: str) -> dict[str, str]:
        found = {lang: strings.find(key) for lang, strings in self.words.items()}
        return {lang: text for lang, text in found.items() if text}

    def _options(self, input: str, field: Field, named: str) -> tuple[Option, ...]:
        if not input.startswith("dropdown"):
            return ()
        inner = field.item or field
        rows = self.vocabularies[inner.reference].rows if inner.reference in self.vocabularies else ()
        listed = [Option(row["id"], _row_labels(row, self.words)) for row in rows]
        listed = listed or [Option(value, self._texts(f"{named}.options.{value}")) for value in inner.enum]
        kept = [option for option in listed if not field.options or option.value in field.options]
        choose = [] if input == "dropdown-multiple" else [Option("", self._texts("options.choose"))]
        return (*choose, *kept, Option(CLEAR, self._texts("options.clear")))


def grammars(words: Words) -> dict[str, Grammar]:
    """The words of hours and other rows, by the language that is written back; all languages are understood."""
    tokens = {lang: strings.branch("grammar") for lang, strings in words.items()}
    return {
        lang: {token: _spellings(token, [own, *tokens.values()]) for token in own if isinstance(own[token], str)}
        for lang, own in tokens.items()
    }


def _spellings(token: str, branches: list[dict[str, Tree]]) -> tuple[str, ...]:
    texts = [text for branch in branches if isinstance(text := branch.get(token), str)]
    return tuple(dict.fromkeys(word.strip() for text in texts for word in text.split(",")))


def _row_labels(row: Mapping[str, str], words: Words) -> dict[str, str]:
    return {lang: row.get(f"name_{lang}") or row["name"] for lang in words}


def _place(asked: list[FormField], question: Question) -> int:
    """Where a question stands: behind the field or question it names, first if it names none."""
    behind = [index for index, item in enumerate(asked) if question.after in (item.id, item.asks.split(".")[0])]
    return max(behind) + 1 if behind else 0


def form_text(words: Words, stem: str, part: str) -> dict[str, str]:
    """`name`, `description`, `title` or `intro` of a form by language."""
    return {lang: strings.text(f"forms.{stem}.{part}") for lang, strings in words.items()}
