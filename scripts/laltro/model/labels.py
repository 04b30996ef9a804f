"""What a field is called in a language: the one place where its words are looked up."""

from __future__ import annotations

from laltro.model.locale import language_name
from laltro.model.strings import Strings


def words_of(strings: Strings, kind: str, path: str) -> str | None:
    """The key of a field's words: those of its kind, else those of all kinds; None where it has no label."""
    keys = (f"fields.{branch}.{path}" for branch in (kind, "common"))
    return next((key for key in keys if strings.find(f"{key}.label") is not None), None)


def label(strings: Strings, kind: str, path: str) -> str | None:
    """The label of a field at a dotted path inside the record (`translations.en.name` too); None where it has none."""
    first, *rest = path.split(".")
    key = words_of(strings, kind, path)
    if first != "translations" or not rest:
        return strings.text(f"{key}.label") if key else None
    language, *part = rest
    if not part:
        return strings.text(f"{key}.label") if key else language_name(language, strings.locale) or language
    field, named = (label(strings, kind, each) for each in (".".join(part), f"translations.{language}"))
    return strings.text("site.data.translated", field=field, language=named or language) if field else None
