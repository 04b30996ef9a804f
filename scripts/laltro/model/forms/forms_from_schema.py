"""Forms, made from the schemas: what is asked, in which order, with which words.

GitHub issue forms, the site's HTML forms and the parser all come from here, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from laltro.model.catalogue import Vocabulary, name_of
from laltro.model.field import Field, format_of, reference_of
from laltro.model.forms.form import CLEAR, PARTS, Form, Option, Question, Words, form_text
from laltro.model.forms.row_words import grammars
from laltro.model.schema import ExtraQuestion, FormHints, Schema
from laltro.model.strings import NotingStrings, words_of

# How a field that is true or false is written, and the words of its options.
_TRUTH: Mapping[str, str] = {"true": "yes", "false": "no"}


def forms(schemas: Mapping[str, Schema], vocabularies: Mapping[str, Vocabulary], words: Words) -> dict[str, Form]:
    """All forms by stem, in the order in which they are offered. Raises MissingText at the first words that lack."""
    maker = _Maker(schemas, vocabularies, words)
    return {stem: make(maker) for stem, make in _recipes(schemas).items()}


def lacking(
    schemas: Mapping[str, Schema], vocabularies: Mapping[str, Vocabulary], words: Words
) -> Iterator[tuple[str, str, str]]:
    """The words that the forms lack, all of them: the stem of the form, the language and the key."""
    for stem, make in _recipes(schemas).items():
        noting = {lang: NotingStrings(lang, strings.tree) for lang, strings in words.items()}
        make(_Maker(schemas, vocabularies, noting))
        for part in ("name", "about", "subject", "intro"):
            form_text(noting, stem, part)
        yield from ((stem, lang, key) for lang, strings in noting.items() for key in dict.fromkeys(strings.missed))


def _recipes(schemas: Mapping[str, Schema]) -> Mapping[str, Callable[[_Maker], Form]]:
    """How each form is made, by stem, in the order in which they are offered."""
    groups: dict[str, list[Schema]] = {}
    for schema in sorted(schemas.values(), key=lambda schema: (schema.form.number == 0, schema.form.number)):
        if schema.form.stem:
            groups.setdefault(schema.form.stem, []).append(schema)
    own = {stem: partial(_Maker.form, group=group) for stem, group in groups.items()}
    shown = [schema for schema in schemas.values() if schema.folder]
    reviews = {schema.review.stem: schema.review for schema in shown if schema.review.stem}
    return own | {stem: partial(_Maker.review, hints=hints, schemas=shown) for stem, hints in reviews.items()}


class _Maker:
    """Joins schemas, vocabularies and words."""

    def __init__(self, schemas: Mapping[str, Schema], vocabularies: Mapping[str, Vocabulary], words: Words) -> None:
        self.schemas = schemas
        self.vocabularies = vocabularies
        self.words = words
        self.strings = next(iter(words.values()))  # the keys are those of every language
        self.grammar = grammars(words)

    def form(self, group: Sequence[Schema]) -> Form:
        """The form of one kind or more: what they ask alike is asked once, and of several the kind is asked first."""
        merged: dict[str, Question] = {}
        for schema in group:
            for item in self._asked(schema):
                same = merged.get(item.id)
                merged[item.id] = replace(same, kinds=(*same.kinds, schema.kind)) if same else item
        first = [self._kinds(group)] if len(group) > 1 else []
        kinds = tuple(schema.kind for schema in group)
        fields = _ending(first + list(merged.values()))
        lead = group[0].form
        former = tuple(item for schema in group for item in self._former(schema, lead) if item.id not in merged)
        return Form(lead.stem, kinds, fields, lead.retired, self.grammar, lead.issue, former=former)

    def review(self, hints: FormHints, schemas: Sequence[Schema]) -> Form:
        """The form that confirms, corrects or withdraws a record of any of the kinds that have a page."""
        kinds = tuple(schema.kind for schema in schemas)
        asked = (self._question(hints.stem, None, question) for question in hints.questions)
        fields = tuple(replace(item, kinds=kinds, options=_without_clear(item)) for item in asked)
        corrections = {schema.kind: tuple(self._corrections(schema)) for schema in schemas}
        return Form(hints.stem, kinds, fields, hints.retired, self.grammar, hints.issue, corrections)

    def _asked(self, schema: Schema) -> list[Question]:
        """What one kind asks: its fields in schema order, each question behind the field it names."""
        asked = [item for field in schema.fields for item in self._fields(schema, field, ())]
        for question in schema.form.questions:
            asked.insert(_place(asked, question), self._question(schema.form.stem, schema, question))
        return [replace(item, kinds=(schema.kind,)) for item in asked]

    def _former(self, schema: Schema, lead: FormHints) -> Iterator[Question]:
        """What older versions of a form asked of a kind: their labels are retired, the fields are still there."""
        for item in self._correctable(schema.kind, schema.fields, ()):
            if item.id in lead.retired:
                yield replace(item, kinds=(schema.kind,))

    def _kinds(self, group: Sequence[Schema]) -> Question:
        """The question which kind is meant."""
        kinds = tuple(schema.kind for schema in group)
        options = [Option("", self._words("options.choose"))]
        options += [Option(kind, self._words(f"kinds.{kind}.one")) for kind in kinds]
        key = f"forms.{group[0].form.stem}.kind"
        made = self._make("kind", "dropdown", "kind", key, None, "")
        return replace(made, options=tuple(options), kinds=kinds)

    def _fields(self, schema: Schema, field: Field, above: tuple[str, ...]) -> Iterator[Question]:
        path = (*above, field.name)
        if field.form == "parts":
            for part in field.fields:
                yield from self._fields(schema, part, path)
        elif field.form:
            id, named = "_".join(path), ".".join(("fields", schema.kind, *path))
            own = f"forms.{schema.form.stem}.{id}"
            key = own if self._texts(f"{own}.label") else named
            yield self._make(id, field.form, ".".join(path), key, field, named)

    def _corrections(self, schema: Schema) -> Iterator[Question]:
        """What can be corrected of a kind: each field, or the question that says several together."""
        joint = [self._question(schema.form.stem, schema, item) for item in schema.form.questions if item.fills]
        filled = {name for item in joint for name in item.fills}
        yield from (item for item in self._correctable(schema.kind, schema.fields, ()) if item.asks not in filled)
        yield from joint

    def _correctable(self, kind: str, fields: Sequence[Field], above: tuple[str, ...]) -> Iterator[Question]:
        """Every field of a kind that has a name of its own, asked as its type needs it, with all of its options.

        An object comes before its parts: it can be named, but only they can be asked.
        """
        for field in (replace(field, options=()) for field in fields):
            path = (*above, field.name)
            named = words_of(self.strings, kind, ".".join(path)) or ""
            input = _input(field, self.vocabularies)
            if input and named and (field.section or not named.startswith("fields.common.")):
                yield self._make("_".join(path), input, ".".join(path), named, field, named)
            if input == PARTS:
                yield from self._correctable(kind, field.fields, path)

    def _question(self, stem: str, schema: Schema | None, question: ExtraQuestion) -> Question:
        own = f"forms.{stem}.{question.id}"
        key = own if self._texts(f"{own}.label") else f"forms.common.{question.id}"
        if question.asks == "consent":
            option = Option("yes", self._words(f"{key}.option"))
            return Question(question.id, "checkboxes", "consent", self._words(f"{key}.label"), {}, {}, (option,))
        field, named = self._target(schema, question.asks) if schema else (None, "")
        if question.field:
            field, named = question.field, key
        made = self._make(question.id, question.input, question.asks, key, field, named)
        return replace(made, fills=question.fills, web_only=question.web_only)

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

    def _make(self, id: str, input: str, asks: str, key: str, field: Field | None, named: str) -> Question:
        return Question(
            id=id,
            input=input,
            asks=asks,
            labels=self._words(f"{key}.label"),
            helps=self._texts(f"{key}.help"),
            examples=self._texts(f"{key}.example"),
            options=self._options(input, field, named) if field else (),
            field=field,
            web_only=field is not None and field.web_only,
        )

    def _words(self, key: str) -> dict[str, str]:
        """What a form cannot do without, in every language."""
        return {lang: strings.text(key) for lang, strings in self.words.items()}

    def _texts(self, key: str) -> dict[str, str]:
        found = {lang: strings.find(key) for lang, strings in self.words.items()}
        return {lang: text for lang, text in found.items() if text}

    def _options(self, input: str, field: Field, named: str) -> tuple[Option, ...]:
        if not input.startswith("dropdown"):
            return ()
        inner = field.item or field
        rows = self.vocabularies[inner.reference].rows if inner.reference in self.vocabularies else ()
        listed = [Option(row["id"], _row_labels(row, self.words)) for row in rows]
        listed = listed or [Option(value, self._words(f"{named}.options.{value}")) for value in inner.enum]
        listed = listed or [Option(value, self._words(f"site.value.{word}")) for value, word in _TRUTH.items()]
        kept = [option for option in listed if not field.options or option.value in field.options]
        choose = [] if input == "dropdown-multiple" else [Option("", self._words("options.choose"))]
        return (*choose, *kept, Option(CLEAR, self._words("options.clear")))


def _without_clear(item: Question) -> tuple[Option, ...]:
    """The options of a question about a record, whose answer is no value of it that could be emptied."""
    return tuple(option for option in item.options if option.value != CLEAR)


def _row_labels(row: Mapping[str, str], words: Words) -> dict[str, str]:
    return {lang: name_of(row, lang) for lang in words}


def _ending(asked: list[Question]) -> tuple[Question, ...]:
    """The source and the consent close a form, whatever its second kind asks."""
    return tuple(sorted(asked, key=lambda item: (item.asks == "consent", item.asks == "source")))


def _input(field: Field, vocabularies: Mapping[str, Vocabulary]) -> str:
    """How a field is asked where its schema does not say; empty for lists of objects that have no row grammar."""
    if field.type == "object" and not field.kinds:
        return PARTS
    inner = field.item or field
    if inner.enum or inner.reference in vocabularies or inner.type == "boolean":
        return "dropdown-multiple" if field.item else "dropdown"
    if inner.type == "object" and not inner.kinds:
        return "textarea" if format_of(field) else ""
    return "textarea" if field.item or field.text == "paragraphs" else "input"


def _place(asked: list[Question], question: ExtraQuestion) -> int:
    """Where a question stands: behind the field or question it names, first if it names none."""
    behind = [index for index, item in enumerate(asked) if question.after in (item.id, item.asks.split(".")[0])]
    return max(behind) + 1 if behind else 0
