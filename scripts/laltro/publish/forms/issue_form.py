"""GitHub issue forms, generated: the same questions as the site's own forms, in Italian.

What GitHub refuses or drops silently shapes them: at most 25 fields (questions for the web alone are left out), a short
description, unique labels and ids, only the consent required, a first option that counts as empty. Syntax: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from laltro.model.document import dump
from laltro.model.forms.form import Form, Question
from laltro.model.strings import Strings
from laltro.publish.forms.form_pages import FORMS
from laltro.publish.forms.web_form import form_notes

FOLDER = ".github/ISSUE_TEMPLATE"
CHOOSER = f"{FOLDER}/config.yml"
# The forms of GitHub speak one language; its label is applied only where the repository has it.
LABEL = "proposta"
_TEXTS = ("name", "about", "subject", "intro")
_PAGE = re.compile(rf"^ *(?:- )?url: [\"']?(https://\S+/){FORMS}/", re.MULTILINE)


def issue_forms(forms: Mapping[str, Form], strings: Strings, site_url: str = "") -> dict[str, str]:
    """Path → text of every issue form and of the chooser.

    The chooser leads to the forms that must never be an issue, on the site at `site_url` (`https://…/`), and a form
    that asks more there says where: neither while nobody knows yet where that will be.
    """
    texts = {f"{FOLDER}/{stem}.yml": _text(form, strings, site_url) for stem, form in forms.items() if form.issue}
    links = [_link(form, strings, site_url) for form in forms.values() if not form.issue and site_url]
    chooser = {"blank_issues_enabled": False, **({"contact_links": links} if links else {})}
    return {**texts, CHOOSER: _headed(chooser, strings)}


def site_of(chooser: str) -> str:
    """The address of the site that a chooser leads to; empty where it leads to none."""
    match = _PAGE.search(chooser)
    return match[1] if match else ""


def _link(form: Form, strings: Strings, site_url: str) -> dict[str, str]:
    name, about = (strings.text(f"forms.{form.stem}.{part}") for part in ("name", "about"))
    return {"name": name, "url": _page(form, site_url), "about": about}


def _page(form: Form, site_url: str) -> str:
    return f"{site_url}{FORMS}/{form.stem}/"


def _asks_more(form: Form, strings: Strings, site_url: str) -> tuple[str, ...]:
    """What only the form on the site asks, and where that is."""
    labels = [item.labels[strings.lang] for item in form.fields if item.web_only]
    if not labels:
        return ()
    told = strings.text("webform.asks_more", questions=" · ".join(labels))
    return (told, _page(form, site_url)) if site_url else (told,)


def _text(form: Form, strings: Strings, site_url: str) -> str:
    name, about, subject, intro = (strings.text(f"forms.{form.stem}.{part}") for part in _TEXTS)
    told = " ".join((intro, *form_notes(form, strings), *_asks_more(form, strings, site_url)))
    asked = [_element(item, strings) for item in form.everywhere]
    body = [{"type": "markdown", "attributes": {"value": told}}, *asked]
    said = {"name": name, "description": about, "title": subject}
    return _headed({**said, "labels": [LABEL], "body": body}, strings)


def _headed(content: Mapping[str, Any], strings: Strings) -> str:
    return f"# {strings.text('cli.generated')}\n{dump(content)}"


def _element(item: Question, strings: Strings) -> dict[str, Any]:
    lang = strings.lang
    attributes: dict[str, Any] = {"label": item.labels[lang]}
    needed = strings.text("webform.needed_new") if item.needed else ""
    if needed or item.helps.get(lang):
        attributes["description"] = f"{needed} {item.helps.get(lang, '')}".strip()
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
