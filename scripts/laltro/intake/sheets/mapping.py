"""Which column of a spreadsheet answers which question of a form, as a person writes it down in a small YAML file.

columns:                 # heading of the column: question of the form
  Nome: name
join:                    # question: several columns, in this order
  description: [Descrizione, Note]
values:                  # question: what a cell says: the option that it means
  areas: {Lavoro: training}
constant:                # question: the same answer for every row
  consent: "yes"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from laltro.model.diagnostic import Diagnostic
from laltro.model.document import Document, Path, Tree, parse
from laltro.model.forms.form import Form, Option, Question

PARTS = ("columns", "join", "values", "constant")


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """A checked mapping, by form field id: the headings (folded) that answer it, what its cells mean, what is constant.

    `meant` goes from a folded cell text to the value of an option: labels, values, and what the mapping adds (there an
    empty text stands for no answer).
    """

    form: Form
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    meant: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constant: Mapping[str, str] = field(default_factory=dict)

    @property
    def headings(self) -> list[str]:
        """Every heading that the spreadsheet must have, folded, each once."""
        return list(dict.fromkeys(heading for headings in self.columns.values() for heading in headings))


def fold(text: str) -> str:
    """A heading or option as it is compared: without case, and with single spaces."""
    return " ".join(text.split()).casefold()


def read_mapping(text: str, path: str, form: Form) -> tuple[SheetMapping, list[Diagnostic]]:
    """The mapping in a YAML text, and everything that is wrong with it, by line."""
    document = parse(text, path)
    reader = _Reader(document, path, form)
    found = [*document.problems, *reader.problems()] if not document.problems else document.problems
    return (SheetMapping(form) if found else reader.mapping()), found


class _Reader:
    """Reads one mapping; `mapping` may be asked for where there are no problems."""

    def __init__(self, document: Document, path: str, form: Form) -> None:
        self.document = document
        self.path = path
        self.form = form
        root = document.value if isinstance(document.value, dict) else {}
        self.root: Mapping[str, Tree] = root

    def mapping(self) -> SheetMapping:
        columns: dict[str, tuple[str, ...]] = {id: (fold(heading),) for heading, id in self._texts("columns")}
        columns |= {id: tuple(fold(str(heading)) for heading in headings) for id, headings in self._joined()}
        meant = {item.id: self._meant(item) for item in self.form.fields if item.options}
        return SheetMapping(self.form, columns, meant, dict(self._texts("constant")))

    def problems(self) -> Iterator[Diagnostic]:
        """What is wrong, first the parts, then what they hold."""
        for part, value in self.root.items():
            if part not in PARTS:
                yield self._problem("mapping-part", (part,), key=part, known=", ".join(PARTS))
            elif not isinstance(value, dict):
                yield self._problem("mapping-shape", (part,), key=part)
        if not self._part("columns") and not self._part("join"):
            yield self._problem("mapping-empty", ())
        yield from self._shapes()
        yield from self._fields()
        yield from self._options()
        yield from self._consent()

    def _shapes(self) -> Iterator[Diagnostic]:
        for part in ("columns", "constant"):
            for key, value in self._part(part).items():
                if not isinstance(value, str) or not fold(key):
                    yield self._problem("mapping-shape", (part, key), key=key)
        for id, headings in self._part("join").items():
            if not isinstance(headings, list) or not all(isinstance(text, str) and fold(text) for text in headings):
                yield self._problem("mapping-shape", ("join", id), key=id)
        for id, values in self._part("values").items():
            if not isinstance(values, dict) or not all(isinstance(text, str) for text in values.values()):
                yield self._problem("mapping-shape", ("values", id), key=id)

    def _fields(self) -> Iterator[Diagnostic]:
        """Questions that the form does not ask, or that are answered in two places."""
        seen: set[str] = set()
        for path, id in self._named():
            if self.form.field(id) is None:
                known = ", ".join(item.id for item in self.form.fields)
                yield self._problem("mapping-field", path, key=id, form=self.form.stem, known=known)
            elif id in seen and path[0] != "values":
                yield self._problem("mapping-twice", path, key=id)
            if path[0] != "values":
                seen.add(id)

    def _named(self) -> Iterator[tuple[Path, str]]:
        for heading, id in self._texts("columns"):
            yield ("columns", heading), id
        for part in ("join", "constant", "values"):
            for id in self._part(part):
                yield (part, id), id

    def _options(self) -> Iterator[Diagnostic]:
        """Choices that no question offers, in `values` and in `constant`."""
        for id, values in self._part("values").items():
            for cell, option in values.items() if isinstance(values, dict) else ():
                yield from self._option(("values", id, cell), id, str(option))
        for id, answer in self._texts("constant"):
            yield from self._option(("constant", id), id, answer)

    def _option(self, path: Path, id: str, text: str) -> Iterator[Diagnostic]:
        item = self.form.field(id)
        if item is None or (not item.options and path[0] == "constant"):
            return
        if (text or path[0] == "constant") and _option(item, text) is None:
            known = ", ".join(option.value for option in item.options if option.value)
            yield self._problem("mapping-option", path, key=id, known=known or "—")

    def _consent(self) -> Iterator[Diagnostic]:
        """Without consent no row could be read: better said once."""
        asked = self.form.field("consent")
        if asked and all(id != asked.id for path, id in self._named() if path[0] != "values"):
            yield self._problem("mapping-consent", ())

    def _meant(self, item: Question) -> dict[str, str]:
        own = {fold(text): option.value for option in item.options for text in (option.value, *option.labels.values())}
        values = self._part("values").get(item.id, {})
        named = {fold(cell): str(text) for cell, text in values.items()} if isinstance(values, dict) else {}
        found = {cell: _option(item, text) for cell, text in named.items()}
        return own | {cell: option.value if option else "" for cell, option in found.items()}

    def _part(self, name: str) -> Mapping[str, Tree]:
        part = self.root.get(name)
        return part if isinstance(part, dict) else {}

    def _texts(self, name: str) -> list[tuple[str, str]]:
        return [(key, value) for key, value in self._part(name).items() if isinstance(value, str)]

    def _joined(self) -> list[tuple[str, list[Tree]]]:
        return [(id, headings) for id, headings in self._part("join").items() if isinstance(headings, list)]

    def _problem(self, code: str, path: Path, **params: str) -> Diagnostic:
        return Diagnostic(code, self.path, line=self.document.lines.get(path, 1), params=params)


def _option(item: Question, text: str) -> Option | None:
    """The option of a question with a label or value."""
    wanted = fold(text)
    return next(
        (option for option in item.options if wanted in map(fold, (option.value, *option.labels.values()))), None
    )
