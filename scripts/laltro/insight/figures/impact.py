"""What came of it all, in figures: how many records say what, and which ones. No figure without the records behind it.

A tally counts records by one thing that each of them says. Where a record may say several (two areas), it stands in
every one of their rows: such rows are not to be added, which `overlapping` tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from laltro.insight.match.supply import texts
from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Key, Record
from laltro.model.record_where import TERRITORIES, territories_of

# Values that say that nothing is known.
_SILENT = frozenset({"", "unknown", "not_documented"})
Codes = Callable[[Catalogue, Record], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Count:
    """The records that say one thing, by id; an empty `code` is for those that say nothing of it."""

    code: str
    records: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class FigureTally:
    """The published records of a kind, or some of them, by what they say in a field.

    `counts` has a row for every value of a choice, used or not, in the order of the schema or the vocabulary, years
    by number; what is not documented comes last. `total` counts records, `documented` those that say something.
    """

    name: str
    kind: str
    field: str
    overlapping: bool
    total: int
    documented: int
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """What a tally asks of the records of a kind: `codes` answers with none or several values, `order` names all."""

    name: str
    kind: str
    field: str
    codes: Codes
    order: Callable[[Catalogue, Iterable[str]], Iterable[str]]
    overlapping: bool = False


def tallies(catalogue: Catalogue) -> list[FigureTally]:
    """Every figure of the impact page that is counted in records, in the order of the page."""
    return [_tally(catalogue, question) for question in _QUESTIONS]


def _tally(catalogue: Catalogue, question: _Question) -> FigureTally:
    asked = [record for record in catalogue.of(question.kind) if record.get("status") == "published"]
    found: dict[str, list[Key]] = defaultdict(list)
    for record in asked:
        said = sorted(set(question.codes(catalogue, record)) - _SILENT)
        for code in said or [""]:
            found[code].append(record.key)
    silent = tuple(sorted(found.pop("", [])))
    rows = [Count(code, tuple(sorted(found.get(code, ())))) for code in question.order(catalogue, found)]
    rows += [Count("", silent)] if silent else []
    return FigureTally(
        question.name,
        question.kind,
        question.field,
        question.overlapping,
        total=len(asked),
        documented=len(asked) - len(silent),
        counts=tuple(rows),
    )


def _choice(name: str, kind: str, field: str) -> _Question:
    """A field with a choice: every one of its values has a row, so that what never happened is seen too."""

    def codes(_: Catalogue, record: Record) -> frozenset[str]:
        value = record.get(field)
        return texts([value]) if isinstance(value, str) else texts(value)

    return _Question(name, kind, field, codes, _options(kind, field), overlapping=field == "axis")


def _options(kind: str, field: str) -> Callable[[Catalogue, Iterable[str]], list[str]]:
    """The values of a choice, as its schema orders them."""

    def order(catalogue: Catalogue, _: Iterable[str]) -> list[str]:
        item = catalogue.schemas[kind].field(field)
        choices = (item.item or item).enum if item else ()
        return [code for code in choices if code not in _SILENT]

    return order


def _areas(name: str, kind: str) -> _Question:
    return _Question(name, kind, "areas", _areas_of, lambda catalogue, _: catalogue.vocabularies["areas"].ids(), True)


def _areas_of(catalogue: Catalogue, record: Record) -> Iterable[str]:
    """An outcome is about what its lab is about."""
    own = texts(record.get("areas"))
    return own or [area for lab in catalogue.linked(record, "lab") for area in texts(lab.get("areas"))]


def _axes_of(catalogue: Catalogue, outcome: Record) -> Iterable[str]:
    return (axis for lab in catalogue.linked(outcome, "lab") for axis in texts(lab.get("axis")))


def _municipi(name: str, kind: str) -> _Question:
    def codes(catalogue: Catalogue, record: Record) -> Iterable[str]:
        return (id for id in territories_of(catalogue, record) if id.startswith("municipio-"))

    def order(catalogue: Catalogue, found: Iterable[str]) -> list[str]:
        return [id for id in catalogue.vocabularies[TERRITORIES].ids() if id in set(found)]

    return _Question(name, kind, "territories", codes, order, True)


def _years(name: str, kind: str, field: str) -> _Question:
    def codes(_: Catalogue, record: Record) -> list[str]:
        date = str(record.get(field, ""))
        return [date[:4]] if span(date) else []

    return _Question(name, kind, field, codes, lambda _, found: sorted(found))


def _givers(catalogue: Catalogue, record: Record) -> Iterable[str]:
    return (str(giver.get("organization_type", "")) for giver in catalogue.linked(record, "organization"))


def _types_of_organization(catalogue: Catalogue, _: Iterable[str]) -> tuple[str, ...]:
    item = catalogue.schemas["organization"].field("organization_type")
    return item.enum if item else ()


_QUESTIONS = (
    _choice("needs_by_state", "shared_need", "state"),
    _choice("labs_by_phase", "lab", "phase"),
    _choice("labs_by_axis", "lab", "axis"),
    _areas("labs_by_area", "lab"),
    _municipi("labs_by_municipio", "lab"),
    _choice("outcomes_by_type", "outcome", "outcome_type"),
    _choice("outcomes_by_progress", "outcome", "progress"),
    _years("outcomes_by_year", "outcome", "date"),
    _Question("outcomes_by_axis", "outcome", "axis", _axes_of, _options("lab", "axis"), True),
    _areas("outcomes_by_area", "outcome"),
    _municipi("outcomes_by_municipio", "outcome"),
    _choice("services_by_origin", "service", "origin"),
    _choice("offers_by_type", "offer", "offer_type"),
    _choice("offers_by_state", "offer", "state"),
    _choice("offers_by_beneficiaries", "offer", "beneficiaries"),
    _Question("offers_by_organization", "offer", "organization", _givers, _types_of_organization),
    _municipi("offers_by_municipio", "offer"),
    _choice("matches_by_state", "match", "state"),
)
# The tables of the page under their headings, in order.
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "labs": tuple(each.name for each in _QUESTIONS if each.kind in ("shared_need", "lab")),
    "outcomes": tuple(each.name for each in _QUESTIONS if each.kind in ("outcome", "service")),
    "offers": tuple(each.name for each in _QUESTIONS if each.kind in ("offer", "match")),
}
