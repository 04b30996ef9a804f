"""The words of one language, by what they name: fields, options, kinds, dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from laltro.model.catalogue import name_of
from laltro.model.moment import in_words
from laltro.model.strings import Strings


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language. An unknown label raises KeyError: a defect of the repository, not of the data."""

    strings: Strings

    @property
    def lang(self) -> str:
        """The code of the language, as in `html lang`."""
        return self.strings.lang

    def t(self, key: str, /, **params: str) -> str:
        """The sentence at `key`, filled."""
        return self.strings.text(key, **params)

    def find(self, key: str) -> str | None:
        """The sentence at `key`, or None."""
        return self.strings.find(key)

    def kind(self, kind: str, form: str = "one") -> str:
        """The name of a kind: `one`, `many`, or its `intro`."""
        return self.t(f"kinds.{kind}.{form}")

    def section(self, name: str, kind: str = "") -> str:
        """The heading of a section of the page; a kind may have one of its own."""
        return self.find(f"kinds.{kind}.sections.{name}") or self.t(f"sections.{name}")

    def label(self, kind: str, path: str) -> str:
        """The label of a field, at a dotted path inside the record (`translations.en.name` too)."""
        part, language = _translated(path)
        if part and language:
            named = {"field": self.label(kind, part), "language": self.label(kind, f"translations.{language}")}
            return self.t("site.data.translated", **named)
        found = (self.find(f"fields.{branch}.{path}.label") for branch in (kind, "common"))
        own = next((label for label in found if label is not None), None)
        if own is None and language:
            return self.language(language)
        return self.t(f"fields.common.{path}.label") if own is None else own

    def help(self, kind: str, path: str) -> str:
        """What a field means, in a sentence; empty where its label says it all."""
        part, _ = _translated(path)
        found = self.find(f"fields.{kind}.{part}.help")
        return (self.find(f"fields.common.{part}.help") or "") if found is None else found

    def option(self, kind: str, path: str, value: str) -> str:
        """The words for a value of a choice; the value itself where the schema does not know it."""
        return self._known(f"fields.{kind}.{path}.options", value) or self._known(
            f"fields.common.{path}.options", value
        )

    def term(self, row: Mapping[str, str]) -> str:
        """The name of a vocabulary's row."""
        return name_of(row, self.lang)

    def language(self, code: str) -> str:
        """The name of a spoken language; the code itself for a rare one."""
        return self._known("site.language", code) or code

    def date(self, text: str) -> str:
        """A (partial) date in words: `2017`, `maggio 2017`, `18 maggio 2017`; a broken one stays as it is."""
        return in_words(text, self.strings)

    def period(self, start: str, end: str) -> str:
        """From, until, or both; empty without either."""
        if start == end:
            return self.date(start)
        since = self.t(f"site.value.since{_shape(start)}", start=self.date(start)) if start else ""
        last = "as_far_as" if start else "until"
        until = self.t(f"site.value.{last}{_shape(end)}", end=self.date(end)) if end else ""
        return f"{since} {until}".strip()

    def ages(self, first: int | None, last: int | None) -> str:
        """For which ages, given in months: `da 3 mesi a 3 anni`, `da 6 a 10 anni`, `da 14 anni in su`."""
        if first is None or first == last:
            end = self._age(last or 0)
            return end if first == last else self.t("site.value.age_to", end=end)
        if last is None:
            return self.t("site.value.age_from", start=self._age(first))
        unit = 1 if last % 12 else 12
        alike = first == 0 or bool(first % 12) == bool(last % 12)
        start = self.number(first // unit) if alike else self._age(first)
        return self.t("site.value.ages", start=start, end=self._age(last))

    def _age(self, months: int) -> str:
        return self.count("site.value.months", months) if months % 12 else self.count("site.value.years", months // 12)

    def money(self, amount: float) -> str:
        """An amount as the language writes it: `15`, `1.200`, `3,50`."""
        return self._marks(f"{amount:,.2f}" if amount % 1 else f"{amount:,.0f}")

    def number(self, value: float) -> str:
        """A number as the language writes it: `1.234,5` or `1,234.5`."""
        return self._marks(f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}")

    def _marks(self, text: str) -> str:
        return text.translate({44: self.t("site.number.group"), 46: self.t("site.number.decimal")})

    def count(self, key: str, n: float) -> str:
        """`<key>_one` or `<key>_many` filled with the number."""
        return self.t(f"{key}_one") if n == 1 else self.t(f"{key}_many", n=self.number(n))

    def _known(self, branch: str, value: str) -> str:
        found = self.strings.branch(branch).get(value)
        return found if isinstance(found, str) else ""


def _translated(path: str) -> tuple[str, str]:
    """The field that a path into the translations translates, and the language; any other path as it is."""
    first, _, rest = path.partition(".")
    language, _, part = rest.partition(".")
    return (part, language) if first == "translations" else (path, "")


def _shape(day: str) -> str:
    """Which words go before a (partial) date: Italian says `dal 2017`, but `da maggio 2017` and `dall’8 maggio`."""
    if len(day) == len("2017-05"):
        return "_month"
    return "_vowel" if day[8:] in ("08", "11") else ""
