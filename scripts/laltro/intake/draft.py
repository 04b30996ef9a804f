"""The record that a submission asks for, while it is being made."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

from laltro.check.around import check_around
from laltro.intake.body import Submission
from laltro.intake.decision import Decision
from laltro.intake.entry import entered, split, value_at
from laltro.intake.naming import new_id
from laltro.intake.resolve import misspelt, nearest, resolve, similar
from laltro.intake.rows import FORMATS, read_rows
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic, errors
from laltro.model.form import CLEAR, Answer, Form, FormField
from laltro.model.record import Record
from laltro.model.schema import format_of, reference_of

# What a record is when its form does not ask: of the day it is filled, and in Milan.
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "service": {"service_status": "active"},
    "need": {"channel": "form", "count": 1, "state": "received"},
    "place": {"location_type": "physical", "address": {"city": "Milano", "province": "MI", "country": "IT"}},
}
# Fields that say when a record was made, of kinds whose form does not ask.
_DATED: Mapping[str, tuple[str, ...]] = {"need": ("date",)}
# So many unknown names of one list are told at once; looking up thousands would only keep everyone else waiting.
MAX_UNKNOWN = 10


class Draft:
    """The record that a submission asks for, while it is being made."""

    def __init__(self, submission: Submission, form: Form, catalogue: Catalogue, today: date, key: str) -> None:
        self.submission = submission
        self.form = form
        self.catalogue = catalogue
        self.today = today
        self.key = key
        self.problems: list[Diagnostic] = []
        self.others: list[Record] = []
        self.existing = self._existing()
        self.values: dict[str, Any] = deepcopy(dict(self.existing.values)) if self.existing else {}

    def decision(self) -> Decision:
        """Fill, check, and decide."""
        if self.problems:
            return Decision(self.submission, diagnostics=tuple(self.problems))
        for item in self.form.fields:
            answer = self.submission.answers.get(item.id)
            if answer and item.field and not self._of_another(item):
                self._fill(item, answer)
        self._new_without_name()
        self._source()
        return self._judge(self._record())

    def _of_another(self, item: FormField) -> bool:
        """True where a question describes a record that this one refers to (`organization.description`)."""
        head = self.catalogue.schemas[self.form.kind].field(item.asks.split(".")[0])
        return "." in item.asks and head is not None and reference_of(head) in self.catalogue.schemas

    def _existing(self) -> Record | None:
        text = self.submission.answers.get("record")
        if not isinstance(text, str) or not text:
            return None
        found = resolve(self.catalogue, self.form.kind, text)
        if found is None:
            self._unresolved("record-unknown", "record", self.form.kind, text)
        return found

    def _unresolved(self, code: str, id: str, kind: str, text: str) -> None:
        names = [f"{self.catalogue.title(record)} ({record.id})" for record in nearest(self.catalogue, kind, text)]
        self.problems.append(Diagnostic(code, field=id, params={"options": " · ".join(names)}))

    def _fill(self, item: FormField, answer: Answer) -> None:
        """Put one answer into the values; a blank one never comes here, `CLEAR` empties."""
        assert item.field is not None
        if answer == CLEAR or answer == (CLEAR,):
            _set(self.values, item.asks.split("."), None)
            self.values.pop(f"{item.asks}_name", None)
        elif reference_of(item.field) in self.catalogue.schemas:
            self._refer(item, answer)
        elif format_of(item.field) in FORMATS:
            self._rows(item, str(answer))
        else:
            old, value = value_at(self.values, item.asks), entered(item.field, answer)
            if item.many and isinstance(old, list):
                offered = {option.value for option in item.options}
                value += [kept for kept in old if kept not in offered]  # what the form cannot show, it cannot take away
            if value != []:  # a list of separators alone says nothing
                _set(self.values, item.asks.split("."), _in_known_order(old, value))

    def _rows(self, item: FormField, text: str) -> None:
        """A list typed one row a line; a line that is not understood is told by its number."""
        assert item.field is not None
        rows, lost = read_rows(format_of(item.field), text, self.form.grammar[self.submission.lang])
        if lost:
            numbers = ", ".join(map(str, lost[:MAX_UNKNOWN]))
            self.problems.append(Diagnostic("rows-unreadable", field=item.id, params={"lines": numbers}))
        elif rows:
            _set(self.values, item.asks.split("."), rows)

    def _refer(self, item: FormField, answer: Answer) -> None:
        assert item.field is not None
        kind = reference_of(item.field)
        names = split(str(answer)) if item.field.item else [str(answer)]
        known = len(self.problems)
        found: dict[str, None] = {}
        for name in names:
            found[self._target(item, kind, name, only=len(names) == 1)] = None
            if len(self.problems) - known >= MAX_UNKNOWN:
                break
        ids = [id for id in found if id]
        if ids:
            self.values[item.asks] = ids if item.field.item else ids[0]
            self.values.pop(f"{item.asks}_name", None)

    def _target(self, item: FormField, kind: str, name: str, only: bool) -> str:
        """The id that a name stands for: a record there is, or one that the same form describes."""
        record = resolve(self.catalogue, kind, name)
        if record:
            return record.id
        details = self._details(item.asks) if only else {}
        if details:
            return self._make(kind, name, details)
        schema = self.catalogue.schemas[self.form.kind]
        if schema.field(f"{item.asks}_name") and not misspelt(self.catalogue, kind, name):
            self.values[f"{item.asks}_name"] = " ".join(name.split())
            self.values.pop(item.asks, None)
            return ""
        described = any(other.asks.startswith(f"{item.asks}.") for other in self.form.fields)
        self._unresolved("reference-unknown" if described else "reference-not-listed", item.id, kind, name)
        return ""

    def _details(self, asks: str) -> dict[str, Any]:
        """What the form's other questions say of the record that a field refers to."""
        values: dict[str, Any] = {}
        for item in self.form.fields:
            answer = self.submission.answers.get(item.id)
            if answer and answer != CLEAR and item.field and item.asks.startswith(f"{asks}."):
                _set(values, item.asks.split(".")[1:], entered(item.field, answer))
        return values

    def _make(self, kind: str, name: str, details: dict[str, Any]) -> str:
        schema = self.catalogue.schemas[kind]
        title = " ".join(name.split())
        id = new_id(self.catalogue, kind, title)
        merged = _merged(_DEFAULTS.get(kind, {}), details)
        values = {"id": id, "status": "published", schema.title: title, **merged, "submission": self.key}
        self.others.append(self._placed(kind, id, values))
        return id

    def _new_without_name(self) -> None:
        """A new place described by its street alone bears the street as its name; other kinds need a name."""
        for asks in dict.fromkeys(item.asks.split(".")[0] for item in self.form.fields if "." in item.asks):
            link = self.catalogue.schemas[self.form.kind].field(asks)
            details = self._details(asks) if link and reference_of(link) in self.catalogue.schemas else {}
            if not link or not details or self.submission.answers.get(asks):
                continue
            street = details.get("address", {}).get("street")
            if reference_of(link) == "place" and street:
                id = self._make("place", street, details)
                self.values[asks] = [id] if link.item else id
            elif asks not in self.values:
                self.problems.append(Diagnostic("reference-name-missing", field=asks))

    def _source(self) -> None:
        """The page that the information comes from, once, with the day it was read."""
        item = self.form.field("source")
        answer = self.submission.answers.get("source")
        sources = self.catalogue.schemas[self.form.kind].field("sources")
        if not item or not isinstance(answer, str) or answer in ("", CLEAR) or not sources or not sources.item:
            return
        address = sources.item.part("url")
        url = entered(address, answer) if address else answer
        stated = self.values.get("sources", [])
        if all(source.get("url") != url for source in stated):
            self.values["sources"] = [*stated, {"url": url, "accessed": self.today.isoformat()}]

    def _record(self) -> Record:
        kind = self.form.kind
        schema = self.catalogue.schemas[kind]
        if self.existing:
            self._drop_stale(self.existing)
            return replace(self.existing, values=schema.arrange(self.values))
        id = new_id(self.catalogue, kind, str(self.values.get(schema.title, kind)))
        dated = {name: self.today.isoformat() for name in _DATED.get(kind, ())}
        values = {
            **_DEFAULTS.get(kind, {}),
            **dated,
            **self.values,
            "id": id,
            "status": "published",
            "submission": self.key,
        }
        return self._placed(kind, id, values)

    def _drop_stale(self, existing: Record) -> None:
        """What no longer holds of a field that changed: that it was inferred, and its translations."""
        if "inferred" in self.values:
            guessed = existing.items("inferred")
            self.values["inferred"] = [name for name in guessed if self.values.get(name) == existing.get(name)]
        translations = self.values.get("translations")
        for texts in translations.values() if isinstance(translations, dict) else ():
            for name in [name for name in texts if self.values.get(name) != existing.get(name)]:
                del texts[name]

    def _placed(self, kind: str, id: str, values: Mapping[str, Any]) -> Record:
        schema = self.catalogue.schemas[kind]
        return Record(kind, id, schema.arrange(values), schema.file(id))

    def _judge(self, record: Record) -> Decision:
        if self.existing and record.values == self.existing.values and not self.problems:
            self.problems.append(Diagnostic("nothing-changes", field="record"))
        records = (record, *self.others)
        found = [self._asked(problem) for problem in check_around(self.catalogue, records, self.today)]
        told = {problem.field for problem in self.problems}
        own = {f"{item.kind}/{item.id}" for item in records}
        news = (problem for problem in found if problem.severity == "error" or problem.record in own)
        problems = [*self.problems, *(problem for problem in news if problem.field not in told)]
        duplicates = () if self.existing else tuple(similar(self.catalogue, record))
        if errors(problems):
            return Decision(self.submission, diagnostics=tuple(self._ordered(problems)), duplicates=duplicates)
        before = {self.existing.key: self.existing} if self.existing else {}
        return Decision(self.submission, records, before, tuple(self._ordered(problems)), duplicates)

    def _asked(self, problem: Diagnostic) -> Diagnostic:
        """The problem at the form field that asked for it, where one did."""
        kind = problem.record.partition("/")[0]
        path = problem.field
        if kind != self.form.kind:
            links = [item.asks for item in self.form.fields if item.field and reference_of(item.field) == kind]
            path = f"{links[0]}.{path}" if links else path
        fitting = [item for item in self.form.fields if _same(item.asks, path)]
        closest = max(fitting, key=lambda item: len(item.asks), default=None)
        return self._askable(replace(problem, field=closest.id if closest else problem.field))

    def _askable(self, problem: Diagnostic) -> Diagnostic:
        """Of the fields that could stand for each other, only those that the form asks are worth naming."""
        if problem.code != "one-of-missing":
            return problem
        asks = {item.asks for item in self.form.fields}
        fields = [name for name in problem.params["fields"].split(", ") if name in asks]
        if len(fields) > 1:
            return replace(problem, params={"fields": ", ".join(fields)})
        return replace(problem, code="required", params={})

    def _ordered(self, problems: list[Diagnostic]) -> list[Diagnostic]:
        order = {item.id: index for index, item in enumerate(self.form.fields)}
        return sorted(problems, key=lambda problem: (order.get(problem.field, len(order)), problem.order))


def _same(asks: str, path: str) -> bool:
    """Whether a diagnostic's path lies at what a question asks (`areas.1` at `areas`, `sources.0.url` at `source`)."""
    if asks == "source":
        return path.startswith("sources")
    return path == asks or path.startswith(f"{asks}.") or path.removesuffix("_name") == asks


def _in_known_order(old: Any, new: Any) -> Any:
    """A list keeps the order it had, new items last: a form shows its choices in an order of its own."""
    if not isinstance(old, list) or not isinstance(new, list):
        return new
    return [item for item in old if item in new] + [item for item in new if item not in old]


def _set(values: dict[str, Any], path: list[str], value: Any) -> None:
    """Set or (with None) remove a nested value."""
    for name in path[:-1]:
        if not isinstance(values.get(name), dict):
            values[name] = {}
        values = values[name]
    if value is None:
        values.pop(path[-1], None)
    else:
        values[path[-1]] = value


def _merged(defaults: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` over `defaults`, mappings merged one level deep."""
    merged = {**defaults, **values}
    for name, default in defaults.items():
        if isinstance(default, Mapping) and isinstance(values.get(name), Mapping):
            merged[name] = {**default, **values[name]}
    return merged
