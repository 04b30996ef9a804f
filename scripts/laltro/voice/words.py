"""The words of one language, by what they name: fields, options, kinds, dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from laltro.model.catalogue import name_of
from laltro.model.locale import decimal, language_name, with_cents
from laltro.model.locale import plural as plural_of
from laltro.model.moment import in_words
from laltro.model.strings import Strings, label


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

    def kinds(self, kind: str, n: int) -> str:
        """The name of a kind beside the number of its records."""
        return self.kind(kind, "one" if plural_of(n, self.strings.locale) == "one" else "many")

    def section(self, name: str, kind: str = "") -> str:
        """The heading of a section of the page; a kind may have one of its own."""
        return self.find(f"kinds.{kind}.sections.{name}") or self.t(f"sections.{name}")

    def label(self, kind: str, path: str) -> str:
        """The label of a field, at a dotted path inside the record (`translations.en.name` too)."""
        found = label(self.strings, kind, path)
        return self.t(f"fields.common.{path}.label") if found is None else found

    def help(self, kind: str, path: str) -> str:
        """What a field means, in a sentence; empty where its label says it all."""
        part = _untranslated(path)
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
        """The name of a spoken language; the code itself where CLDR has no name for it."""
        return language_name(code, self.strings.locale) or code

    def date(self, text: str) -> str:
        """A (partial) date in words: `2017`, `maggio 2017`, `18 maggio 2017`; a broken one stays as it is."""
        return in_words(text, self.strings)

    def period(self, start: str, end: str) -> str:
        """From, until, or both; empty without either."""
        if start == end:
            return self.date(start)
        since = self.t("site.value.since", date=self.date(start)) if start else ""
        until = self.t(f"site.value.{'as_far_as' if start else 'until'}", date=self.date(end)) if end else ""
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
        return (with_cents if amount % 1 else decimal)(amount, self.strings.locale)

    def number(self, value: float) -> str:
        """A number as the language writes it, to hundredths: `1.234,5` or `1,234.5`."""
        return decimal(value, self.strings.locale)

    def count(self, key: str, n: float, /, **params: str) -> str:
        """The text at `key` filled with a number, in the form that the number asks for where the language has forms.

        A form is named after CLDR's plural (`one`, `few`, …); `other` stands for those that are not there.
        """
        forms, plural = self.strings.branch(key), plural_of(n, self.strings.locale)
        form = plural if plural in forms else "other"
        return self.t(f"{key}.{form}" if forms else key, n=self.number(n), **params)

    def amount(self, quantity: Any, unit: Any) -> str:
        """How much of a unit; empty where the one is no number, or the other is not known."""
        known = isinstance(quantity, int | float) and unit in self.strings.branch("site.amount")
        return self.count(f"site.amount.{unit}", quantity) if known else ""

    def _known(self, branch: str, value: str) -> str:
        found = self.strings.branch(branch).get(value)
        return found if isinstance(found, str) else ""


def _untranslated(path: str) -> str:
    """The field that a path into the translations translates; any other path as it is."""
    first, _, rest = path.partition(".")
    return rest.partition(".")[2] if first == "translations" else path
