"""GitHub issue forms, generated: the same questions as the site's own forms, in Italian.

What GitHub refuses or drops silently shapes them: at most 25 fields, a short description, unique labels and ids, only
the consent required, a first option that counts as empty. Syntax: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from laltro.model.document import dump
from laltro.model.form import Form, FormField
from laltro.model.strings import Strings

FOLDER = ".github/ISSUE_TEMPLATE"
# The forms of GitHub speak one language; its label is applied only where the repository has it.
LABEL = "proposta"


def issue_forms(forms: Mapping[str, Form], strings: Strings) -> dict[str, str]:
    """Path → text of every issue form and of the chooser."""
    texts = {f"{FOLDER}/{stem}.yml": _text(form, strings) for stem, form in forms.items() if form.issue}
    return {**texts, f"{FOLDER}/config.yml": _headed({"blank_issues_enabled": False}, strings)}


def _text(form: Form, strings: Strings) -> str:
    words = {part: strings.text(f"forms.{form.stem}.{part}") for part in ("name", "description", "title", "intro")}
    intro = {"type": "markdown", "attributes": {"value": words.pop("intro")}}
    body = [intro, *(_element(item, strings) for item in form.fields)]
    return _headed({**words, "labels": [LABEL], "body": body}, strings)


def _headed(content: Mapping[str, Any], strings: Strings) -> str:
    return f"# {strings.text('cli.generated')}\n{dump(content)}"


def _element(item: FormField, strings: Strings) -> dict[str, Any]:
    lang = strings.lang
    attributes: dict[str, Any] = {"label": item.labels[lang]}
    if item.helps.get(lang):
        attributes["description"] = item.helps[lang]
    if item.input == "checkboxes":
        attributes["options"] = [{"label": option.labels[lang], "required": True} for option in item.options]
        return {"type": "checkboxes", "id": item.id, "attributes": attributes}
    if item.options:
        attributes["multiple"] = item.many
        attributes["options"] = [option.labels[lang] for option in item.options]
    elif item.examples.get(lang):
        attributes["placeholder"] = item.examples[lang]
    kind = item.input.removesuffix("-multiple")
    return {"type": kind, "id": item.id, "attributes": attributes, "validations": {"required": False}}
