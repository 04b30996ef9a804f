"""Pages that are neither a record nor a list: each names its shell and what to stamp into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from laltro.model.forms.form import form_text
from laltro.model.forms.forms_from_schema import forms
from laltro.publish.edition.edition import Edition
from laltro.publish.forms.web_form import ShownForm, sheet_html

FORMS = "contribuisci"
START, END = "<!--article-->", "<!--/article-->"


@dataclass(frozen=True, slots=True)
class Extra:
    """A page to be: the folder of its shell (`contribuisci`), and values by placeholder (Markup stays HTML)."""

    shell: str
    values: Mapping[str, str]


def extra_pages(edition: Edition, repository: str = "") -> dict[str, Extra]:
    """Further pages by address (`contribuisci/servizio/`), as deep as their shell (`contribuisci/scheda/`).

    `repository` is the web address of the code, for the forms on GitHub; empty without one.
    """
    return {f"{FORMS}/{stem}/": page for stem, page in _form_pages(edition, repository).items()}


def _form_pages(edition: Edition, repository: str) -> dict[str, Extra]:
    words, lang = {edition.lang: edition.words.strings}, edition.lang
    made = forms(edition.catalogue.schemas, edition.catalogue.vocabularies, words)
    found = {}
    for stem, form in made.items():
        title, description = (form_text(words, stem, part)[lang] for part in ("name", "about"))
        article = form_article(edition, ShownForm(form, lang, repository=repository))
        found[stem] = Extra(FORMS, {"title": title, "description": description, "article": article})
    return found


def form_article(edition: Edition, sheet: ShownForm, corrected: str = "") -> Markup:
    """The article of a form's page, between the marks where the door puts its own.

    `corrected` is the name of the record that the form began with: then the page is about that one.
    """
    name, intro = (edition.words.t(f"forms.{sheet.form.stem}.{part}") for part in ("name", "intro"))
    body = sheet_html(edition.templates, sheet, edition.words.strings)
    title = edition.words.t(f"webform.{sheet.purpose}", name=corrected) if corrected else name
    return marked(edition.render("plain.html", title=title, notes=[] if corrected else [intro], body=body))


def marked(html: str) -> Markup:
    """An article that the door can find in a built page and replace."""
    return Markup(f"{START}{html}{END}")


def form_stems(pages: Mapping[str, Extra]) -> tuple[str, ...]:
    """The forms that have a page, in their order: only to those do other pages link."""
    return tuple(address.split("/")[1] for address in pages if address.startswith(f"{FORMS}/"))
