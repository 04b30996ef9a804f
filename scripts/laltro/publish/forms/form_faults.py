"""What keeps the forms from being made: told all at once, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from laltro.model.catalogue import Vocabulary
from laltro.model.diagnostic import Diagnostic, arranged
from laltro.model.forms.form import Form, Words
from laltro.model.forms.forms_from_schema import forms, lacking
from laltro.model.schema import Schema
from laltro.publish.forms.issue_form import FOLDER

# GitHub ignores an issue form with more questions.
MOST = 25


def form_faults(
    schemas: Mapping[str, Schema], vocabularies: Mapping[str, Vocabulary], words: Words
) -> list[Diagnostic]:
    """Questions and choices without words, in any language; where there are none, what the issue forms cannot hold."""
    missing = {(lang, key): stem for stem, lang, key in reversed([*lacking(schemas, vocabularies, words)])}
    if missing:
        return arranged(
            Diagnostic("form-words", f"words/{lang}", field=key, params={"form": stem, "lang": lang, "key": key})
            for (lang, key), stem in missing.items()
        )
    made = forms(schemas, vocabularies, words).values()
    return [fault for form in made if form.issue for fault in _issue_faults(form)]


def _issue_faults(form: Form) -> Iterator[Diagnostic]:
    path, count = f"{FOLDER}/{form.stem}.yml", len(form.everywhere)
    if count > MOST:
        params = {"form": form.stem, "count": str(count), "most": str(MOST)}
        yield Diagnostic("form-full", path, params=params)
    for item in form.fields:
        if item.web_only and item.needed:
            yield Diagnostic("form-needed", path, field=item.id, params={"form": form.stem, "name": item.id})
