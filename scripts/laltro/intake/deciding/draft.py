"""The record that a submission asks for, while it is being made."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

from laltro.intake.change.change import Change, Move
from laltro.intake.deciding.companions import Companions, begun
from laltro.intake.deciding.decision import Decision
from laltro.intake.deciding.draft_checks import judged
from laltro.intake.notation.ages import read_ages
from laltro.intake.notation.quantity import read_quantity
from laltro.intake.notation.rows import FORMATS, read_rows
from laltro.intake.notation.spelling import dated
from laltro.intake.reading.answer_codec import DATES, entered, put, split, value_at
from laltro.intake.reading.new_ids import named_after, new_id
from laltro.intake.reading.resolve import misspelt, near_names, resolve
from laltro.intake.reading.understood import Understood, meant, territory, unresolved
from laltro.model.catalogue import Catalogue
from laltro.model.diagnostic import Diagnostic
from laltro.model.field import Field, format_of, reference_of
from laltro.model.forms.form import CLEAR, Answer, Form, Question
from laltro.model.record import Record
from laltro.model.record_where import TERRITORY

# What was said of a value that has changed since: when its hours were confirmed, where its address is on a map.
_TIED: Mapping[str, tuple[str, ...]] = {
    "schedules": ("hours_confirmed",),
    "address": ("latitude", "longitude", "point_basis"),
}
# A reference that misses, told as such and not as a record to be updated.
_POINTED = {"record-unknown": "reference-not-listed", "record-ambiguous": "reference-ambiguous"}
# So many unknown names of one list are told at once; looking up thousands would only keep everyone else waiting.
MAX_UNKNOWN = 10


class Draft:
    """The record that a submission asks for, while it is being made."""

    def __init__(self, aim: Understood, form: Form, catalogue: Catalogue, today: date, key: str) -> None:
        self.submission = aim.submission
        self.given = aim.given
        self.form = form
        self.catalogue = catalogue
        self.today = today
        self.key = key
        self.problems: list[Diagnostic] = []
        self.besides = Companions(aim.submission, form, catalogue, key)
        self.existing = self._existing()
        self.lost = bool(self.problems)
        self.problems += aim.problems
        self.values: dict[str, Any] = deepcopy(dict(self.existing.values)) if self.existing else {}

    def decision(self) -> Decision:
        """Fill, check, and decide."""
        if self.lost:
            return Decision(diagnostics=tuple(self.problems), submission=self.submission)
        for item in self.form.fields:
            answer = self.submission.answers.get(item.id)
            if answer and item.field and not self.besides.described(item):
                self._fill(item, answer)
        for name, value in self.given.items():
            if name not in self.submission.answers:
                put(self.values, [name], value)
        for link, id in self.besides.unnamed():
            self._unnamed(link, id)
        self._source()
        besides = (Move(None, record) for record in self.besides.records)
        drafted = Change((Move(self.existing, self._record()), *besides), tuple(self.problems))
        return judged(drafted, self.submission, self.form, self.catalogue, self.today)

    def _existing(self) -> Record | None:
        text = self.submission.answers.get("record")
        if not isinstance(text, str) or not text:
            return None
        found = resolve(self.catalogue, self.form.kind, text)
        if found is None:
            self._unresolved("record-unknown", "record", self.form.kind, text)
        return found

    def _unresolved(self, code: str, id: str, kind: str, text: str) -> None:
        names = near_names(self.catalogue, kind, text)
        self.problems.append(Diagnostic(code, field=id, params={"options": " · ".join(names)}))

    def _fill(self, item: Question, answer: Answer) -> None:
        """Put one answer into the values; a blank one never comes here, `CLEAR` empties."""
        assert item.field is not None
        if answer == CLEAR or answer == (CLEAR,):
            for asks in item.fills or (item.asks,):
                put(self.values, asks.split("."), None)
            self.values.pop(f"{item.asks}_name", None)
        elif item.field.format == "ages":
            self._ages(item, str(answer))
        elif item.field.format == "quantity":
            self._quantity(item, str(answer))
        elif item.field.kinds:
            self._point(item, str(answer))
        elif reference_of(item.field) in self.catalogue.schemas:
            self._refer(item, answer)
        elif format_of(item.field) in FORMATS:
            self._rows(item, str(answer))
        else:
            old, value = value_at(self.values, item.asks), entered(item.field, self._spelled(item, answer))
            if item.many and isinstance(old, list):
                offered = {option.value for option in item.options}
                value += [kept for kept in old if kept not in offered]  # what the form cannot show, it cannot take away
            if value != []:  # a list of separators alone says nothing
                put(self.values, item.asks.split("."), _in_known_order(old, value))

    def _spelled(self, item: Question, answer: Answer) -> Answer:
        """The answer with a month's name as its number, where a date is asked."""
        if not isinstance(answer, str) or not item.field or item.field.format not in DATES:
            return answer
        return dated(answer, self.form.grammar[self.submission.lang])

    def _rows(self, item: Question, text: str) -> None:
        """A list typed one row a line; a line that is not understood is told by its number."""
        assert item.field is not None
        rows, lost = read_rows(format_of(item.field), text, self.form.grammar[self.submission.lang])
        if lost:
            numbers = ", ".join(map(str, lost[:MAX_UNKNOWN]))
            self.problems.append(Diagnostic("rows-unreadable", field=item.id, params={"lines": numbers}))
        elif rows:
            put(self.values, item.asks.split("."), rows)

    def _ages(self, item: Question, text: str) -> None:
        """The youngest and the oldest age, said together."""
        ages = read_ages(text, self.form.grammar[self.submission.lang])
        if ages is None:
            self.problems.append(Diagnostic("ages-unreadable", field=item.id))
        for name, months in zip(item.fills, ages or (), strict=ages is not None):
            put(self.values, [name], months)

    def _quantity(self, item: Question, text: str) -> None:
        """How much was given; a unit said beside the number must be the one that is chosen, or stands for it."""
        read = read_quantity(text, self.form.grammar[self.submission.lang])
        chosen = self.submission.answers.get("unit", "")
        if read is None or (read[1] and chosen not in ("", read[1])):
            self.problems.append(Diagnostic("quantity-unreadable", field=item.id))
            return
        put(self.values, item.asks.split("."), read[0])
        if read[1]:
            self.values["unit"] = read[1]

    def _point(self, item: Question, text: str) -> None:
        """A reference to a record of one of several kinds, or to a place on the map."""
        assert item.field is not None
        kinds = [kind for kind in item.field.kinds if kind in self.catalogue.schemas]
        area = territory(self.catalogue, text) if TERRITORY in item.field.kinds else ""
        problems = list(unresolved(self.catalogue, kinds, item.id, text, area))
        self.problems += [replace(problem, code=_POINTED[problem.code]) for problem in problems]
        if not problems:
            key = (TERRITORY, area) if area else meant(self.catalogue, kinds, text)[0].key
            self.values[item.asks] = dict(zip(("kind", "id"), key, strict=True))

    def _refer(self, item: Question, answer: Answer) -> None:
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

    def _target(self, item: Question, kind: str, name: str, only: bool) -> str:
        """The id that a name stands for: a record there is, or one that the same form describes."""
        record = resolve(self.catalogue, kind, name)
        if record:
            return record.id
        details = self.besides.details(item.asks) if only else {}
        if details:
            return self.besides.make(kind, name, details)
        schema = self.catalogue.schemas[self.form.kind]
        if schema.field(f"{item.asks}_name") and not misspelt(self.catalogue, kind, name):
            self.values[f"{item.asks}_name"] = " ".join(name.split())
            self.values.pop(item.asks, None)
            return ""
        described = any(other.asks.startswith(f"{item.asks}.") for other in self.form.fields)
        self._unresolved("reference-unknown" if described else "reference-not-listed", item.id, kind, name)
        return ""

    def _unnamed(self, link: Field, id: str) -> None:
        """A record described without its name: a place has its street, of others the name is missing."""
        if id:
            self.values[link.name] = [id] if link.item else id
        elif link.name not in self.values:
            self.problems.append(Diagnostic("reference-name-missing", field=link.name))

    def _source(self) -> None:
        """The page that the information comes from, once, with the day it was read."""
        item = self.form.field("source")
        answer = self.submission.answers.get("source")
        sources = self.catalogue.schemas[self.form.kind].field("sources")
        if not item or not isinstance(answer, str) or answer in ("", CLEAR) or not sources or not sources.item:
            return
        address = sources.item.part("url")
        url = entered(address, answer) if address else answer
        stated = self.values.get("sources")
        listed = stated if isinstance(stated, list) else []
        if all(value_at(source, "url") != url for source in listed):
            self.values["sources"] = [*listed, {"url": url, "accessed": self.today.isoformat()}]

    def _record(self) -> Record:
        kind = self.form.kind
        schema = self.catalogue.schemas[kind]
        if self.existing:
            self._drop_stale(self.existing)
            return replace(self.existing, values=schema.arrange(self.values))
        id = new_id(self.catalogue, kind, named_after(schema, self.values))
        dated = {name: self.today.isoformat() for name in schema.dated}
        values = {
            **begun(schema),
            **dated,
            **self.values,
            "id": id,
            "status": "published",
            "submission": self.key,
        }
        return Record(kind, id, schema.arrange(values), schema.file(id))

    def _drop_stale(self, existing: Record) -> None:
        """What no longer holds of a field that changed: that it was inferred, its translations, what was tied to it."""
        for name in (name for name in _TIED if self.values.get(name) != existing.get(name)):
            for other in _TIED[name]:
                if self.values.get(other) == existing.get(other):
                    self.values.pop(other, None)
        if "inferred" in self.values:
            guessed = [str(name) for name in existing.items("inferred")]
            self.values["inferred"] = [name for name in guessed if self.values.get(name) == existing.get(name)]
        translations = self.values.get("translations")
        for texts in translations.values() if isinstance(translations, dict) else ():
            for name in [name for name in texts if self.values.get(name) != existing.get(name)]:
                del texts[name]


def _in_known_order(old: Any, new: Any) -> Any:
    """A list keeps the order it had, new items last: a form shows its choices in an order of its own."""
    if not isinstance(old, list) or not isinstance(new, list):
        return new
    return [item for item in old if item in new] + [item for item in new if item not in old]
