"""The site's own forms: plain HTML, the same questions as the issue forms, usable without JavaScript at the door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from jinja2 import Environment
from markupsafe import Markup

from laltro.model.forms.form import Answer, Form, Question
from laltro.model.strings import Strings
from laltro.voice.words import Words

# Beyond this a prefilled address is refused by servers on the way.
MAX_ADDRESS = 6_000
# What readers correct most: a form that begins with a record leads to these questions at once.
OFTEN_WRONG = frozenset(
    {"channels_phones", "channels_email", "phones", "email", "website", "schedules", "places", "place", "cost_type"}
)


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question as it is shown: what was answered so far, and what is wrong with it."""

    field: Question
    lang: str
    answer: Answer = ""
    problems: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The question."""
        return self.field.labels[self.lang]

    @property
    def help(self) -> str:
        """A sentence or two of help."""
        return self.field.helps.get(self.lang, "")

    @property
    def example(self) -> str:
        """A correct answer, as an example."""
        return self.field.examples.get(self.lang, "")

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Value, label, and whether it is chosen; the option that empties a choice has the value `-`."""
        chosen = self.answer if isinstance(self.answer, tuple) else (self.answer,)
        return [(option.value, option.labels[self.lang], option.value in chosen) for option in self.field.options]


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form to be shown.

    `action` is where the door takes it (empty on a static host), `problems` by field id, `began` the record that the
    form began with (emptying what it said then means to clear it), `seen` a digest of what it said.
    """

    form: Form
    lang: str
    action: str = ""
    repository: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notice: str = ""
    began: str = ""
    seen: str = ""

    def entries(self) -> list[ShownQuestion]:
        """Every question in order."""
        return [
            ShownQuestion(item, self.lang, self.answers.get(item.id, ""), tuple(self.problems.get(item.id, ())))
            for item in self.form.fields
        ]

    @property
    def loose(self) -> list[str]:
        """The problems that belong to no question."""
        ids = {item.id for item in self.form.fields}
        return [text for id, texts in self.problems.items() if id not in ids for text in texts]

    @property
    def wrong(self) -> int:
        """How many things are to be corrected: questions with a problem, and problems of no question."""
        return len(self.loose) + sum(bool(entry.problems) for entry in self.entries())

    @property
    def purpose(self) -> str:
        """What is done to the record that the form began with, as the sentences are named."""
        return "reviewing" if self.form.corrections else "correcting"

    @property
    def issue_url(self) -> str:
        """Where GitHub shows the same form; empty without a repository, or where the answers must not be public."""
        if not self.repository or not self.form.issue:
            return ""
        return f"{self.repository}/issues/new?{urlencode({'template': f'{self.form.stem}.yml'})}"


def form_notes(form: Form, strings: Strings) -> tuple[str, ...]:
    """What to mind before writing: that an issue is public, and how what a record says is changed or emptied."""
    names = (["public"] if form.issue else []) + (["existing"] if form.issue and not form.corrections else [])
    return tuple(strings.text(f"webform.{name}") for name in names)


def sheet_html(environment: Environment, sheet: ShownForm, strings: Strings) -> Markup:
    """The form as HTML."""
    entries = sheet.entries()
    html = environment.get_template("form.html").render(
        sheet=sheet,
        entries=entries,
        notes=form_notes(sheet.form, strings),
        jumps=[entry for entry in entries if entry.field.id in OFTEN_WRONG],
        count=sheet.wrong,
        problems=Words(strings).count("webform.problems", sheet.wrong),
        max_address=MAX_ADDRESS,
    )
    return Markup(html)
