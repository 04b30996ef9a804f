# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What CONTRIBUTING says of adding a field, a filter, a kind and a language, carried out on a copy of the repository.

One copy takes them all; its site is built once, of the example records.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from laltro.world.data.support import ROOT
from tests.pseudo import add_language, spoken
from tests.publish.conftest import DAY, EXAMPLES, SITE_URL

LANG = "qpl"
FOLDERS = ("content", "data", "scripts", "tests", ".github")
COURSE = "corsi/esempio-corso"

# --- what each recipe writes --------------------------------------------------------------------

# A field of organisations, whose form has room for another question.
FIELD = """  - {name: membership, section: about, form: dropdown, constraints: {enum: [all, invited]}}
"""
FIELD_WORDS: Mapping[str, Mapping[str, Any]] = {
    "it": {
        "label": "Chi può entrare",
        "help": "Se ci si può unire.",
        "options": {"all": "Chiunque", "invited": "Chi è invitato"},
    },
    "en": {
        "label": "Who may join",
        "help": "Whether one can join.",
        "options": {"all": "Anybody", "invited": "Whoever is invited"},
    },
}
FILTER_WORDS = {"it": "Chi può entrare", "en": "Who may join"}
KIND = """kind: course
plural: courses
folder: corsi
title: title
identity: [title, organization]
page: {order: 11, visited: any-day, mapped: true}
form:
  number: 9
  stem: corso
  questions:
    - {id: record, asks: record, input: input, after: ""}
    - {id: source, asks: source, input: input, after: level}
    - {id: consent, asks: consent, input: checkboxes, after: source}
fields:
  - {name: title, text: line, form: input, constraints: {required: true, maxLength: 120}}
  - {name: summary, text: line, form: input, constraints: {maxLength: 200}}
  - {name: organization, reference: organization, section: about, form: input}
  - {name: place, reference: place, section: where, form: input}
  - {name: areas, type: array, section: about, arrayItem: {reference: areas}, constraints: {uniqueItems: true}}
  - {name: level, filter: level, section: about, form: dropdown, constraints: {enum: [first, second]}}
"""
KIND_WORDS: Mapping[str, Mapping[str, Any]] = {
    "it": {
        "kinds.course": {"one": "Corso", "many": "Corsi", "intro": "Qualcosa che si impara insieme."},
        "fields.course": {
            "title": {"label": "Titolo del corso", "help": "", "example": "Italiano in cortile"},
            "summary": {"label": "In breve", "help": "", "example": ""},
            "organization": {"label": "Chi lo tiene", "help": "", "example": ""},
            "place": {"label": "Dove", "help": "", "example": ""},
            "areas": {"label": "Argomenti"},
            "level": {
                "label": "Livello",
                "help": "",
                "options": {"first": "Per cominciare", "second": "Per continuare"},
            },
        },
        "forms.corso": {
            "name": "Proponi un corso",
            "about": "Un corso.",
            "subject": "[Corso] ",
            "intro": "Scrivi che cosa sai.",
        },
        "site.search.facets.level": "Livello",
    },
    "en": {
        "kinds.course": {"one": "Course", "many": "Courses", "intro": "Something learnt together."},
        "fields.course": {
            "title": {"label": "Title of the course", "help": "", "example": "Italian in the yard"},
            "summary": {"label": "In short", "help": "", "example": ""},
            "organization": {"label": "Who holds it", "help": "", "example": ""},
            "place": {"label": "Where", "help": "", "example": ""},
            "areas": {"label": "Topics"},
            "level": {"label": "Level", "help": "", "options": {"first": "To begin", "second": "To go on"}},
        },
        "forms.corso": {
            "name": "Propose a course",
            "about": "A course.",
            "subject": "[Course] ",
            "intro": "Write what you know.",
        },
        "site.search.facets.level": "Level",
    },
}
INDEX = '---\ntitle: "{title}"\ndescription: "{title}."\n---\n\n# {title}\n\n@@list@@\n'
RECORD = """id: esempio-corso
status: published
title: Corso di esempio
organization: {organization}
place: {place}
level: second
sources:
- url: https://example.org/pagina
"""


def say_more(top: Path, lang: str, path: str, words: Any) -> None:
    """Words of the interface, put where their dotted path says."""
    for file in sorted((top / "scripts/laltro/words" / lang).glob("*.yaml")):
        tree = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        *above, last = path.split(".")
        if above[0] in tree:
            branch = tree
            for name in above:
                branch = branch.setdefault(name, {})
            branch[last] = words
            file.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
            return
    raise AssertionError(path)


def add_a_field(top: Path) -> None:
    schema = top / "scripts/laltro/schema/organization.yaml"
    schema.write_text(schema.read_text(encoding="utf-8") + FIELD, encoding="utf-8")
    for lang, words in FIELD_WORDS.items():
        say_more(top, lang, "fields.organization.membership", words)


def add_a_filter(top: Path) -> None:
    schema = top / "scripts/laltro/schema/organization.yaml"
    text = schema.read_text(encoding="utf-8")
    schema.write_text(text.replace("{name: membership,", "{name: membership, filter: membership,"), encoding="utf-8")
    for lang, label in FILTER_WORDS.items():
        say_more(top, lang, "site.search.facets.membership", label)


def add_a_kind(top: Path) -> None:
    (top / "scripts/laltro/schema/course.yaml").write_text(KIND, encoding="utf-8")
    for lang, words in KIND_WORDS.items():
        for path in ("kinds.course", "fields.course", "forms.corso", "site.search.facets.level"):
            say_more(top, lang, path, words[path])
        title = words["kinds.course"]["many"]
        pages = top / "content" / lang / "corsi"
        pages.mkdir()
        (pages / "index.md").write_text(INDEX.format(title=title), encoding="utf-8")
        shutil.copy(pages.parent / "esiti" / "scheda.md", pages)
        menu = top / ("mkdocs.yml" if lang == "it" else f"mkdocs.{lang}.yml")
        entry = rf"\1\n  - {title}: corsi/index.md"
        menu.write_text(re.sub(r"(?m)^(  - .+: esiti/index\.md)$", entry, menu.read_text(encoding="utf-8")), "utf-8")
    with (top / ".github" / "CODEOWNERS").open("a", encoding="utf-8") as owners:
        owners.write("# /data/courses/ @example/courses\n")


def add_further_language(top: Path) -> None:
    add_language(top, LANG, "ltr")
    path = top / "publiccode.yml"
    code = yaml.safe_load(path.read_text(encoding="utf-8"))
    code["description"][LANG] = {**code["description"]["it"], "shortDescription": spoken("Catalogo pubblico.")}
    code["localisation"]["availableLanguages"].append(LANG)
    path.write_text(yaml.safe_dump(code, allow_unicode=True), encoding="utf-8")


def write_record(data: Path) -> None:
    """A course held by some organisation at some place of the data."""
    known = {kind: sorted((data / kind).glob("*.yaml")) for kind in ("organizations", "places")}
    names = {"organization": known["organizations"][0].stem, "place": known["places"][-1].stem}
    (data / "courses").mkdir()
    (data / "courses" / "esempio-corso.yaml").write_text(RECORD.format(**names), encoding="utf-8")


# --- what comes of them -------------------------------------------------------------------------


def run(top: Path, *code: str) -> subprocess.CompletedProcess[str]:
    """Python in the copy, with the copy's package."""
    env = {**os.environ, "PYTHONPATH": str(top / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, *code], cwd=top, env=env, capture_output=True, encoding="utf-8", check=False)


def laltro(top: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(top, "-c", "from laltro.cli import main; main()", *arguments)


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository after all recipes."""
    top = tmp_path_factory.mktemp("recipes")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, top / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for path in (path for path in ROOT.iterdir() if path.is_file()):
        shutil.copy(path, top)
    for recipe in (add_a_field, add_a_filter, add_a_kind, add_further_language):
        recipe(top)
    write_record(top / "data")
    assert laltro(top, "generate").returncode == 0
    return top


@pytest.fixture(scope="module")
def site(top: Path) -> Path:
    """The site of the copy with the example records."""
    shutil.copytree(EXAMPLES, top / "examples")
    write_record(top / "examples")
    for path in sorted((top / "examples" / "organizations").glob("*.yaml"))[:1]:
        path.write_text(path.read_text(encoding="utf-8") + "membership: invited\n", encoding="utf-8")
    imports = "from datetime import date; from pathlib import Path; from laltro.world.build.site import build"
    call = f"build(Path('examples'), Path('site'), date({DAY:%Y, %-m, %-d}), site_url={SITE_URL!r})"
    made = run(top, "-c", f"{imports}; {call}")
    assert made.returncode == 0, made.stderr
    return top / "site"


def rows(site: Path, name: str) -> list[dict[str, str]]:
    with (site / "dati" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_data_are_as_right_as_before(top: Path) -> None:
    checked = laltro(top, "check")
    assert checked.returncode == 0, checked.stderr
    assert "data/courses/" not in checked.stdout + checked.stderr
    assert laltro(top, "generate", "--check").returncode == 0


def test_a_field_is_asked_shown_exported_and_described(top: Path, site: Path) -> None:
    organization = next(row for row in rows(site, "organizations.csv") if row["membership"])
    page = (site / "organizzazioni" / organization["id"] / "index.html").read_text(encoding="utf-8")
    assert organization["membership"] == "invited"
    assert "Chi è invitato" in page
    assert "Chi può entrare" in (site / "dizionario/index.html").read_text(encoding="utf-8")
    form = yaml.safe_load((top / ".github/ISSUE_TEMPLATE/organizzazione.yml").read_text(encoding="utf-8"))
    asked = next(item for item in form["body"] if item.get("id") == "membership")
    assert {"Chiunque", "Chi è invitato"} <= set(asked["attributes"]["options"])
    schema = json.loads((top / "data/json-schema/organization.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["membership"]["enum"] == ["all", "invited"]


def test_a_kind_has_lists_pages_forms_exports_and_is_found(top: Path, site: Path) -> None:
    for lang, word in {"": "Corsi", "en/": "Courses", f"{LANG}/": spoken("Corsi")}.items():
        assert "esempio-corso/" in (site / lang / "corsi/index.html").read_text(encoding="utf-8")
        assert f">{word}</a>" in (site / lang / COURSE / "index.html").read_text(encoding="utf-8")
        facets = json.loads((site / lang / "cerca/facets.json").read_text(encoding="utf-8"))
        number = facets["columns"]["href"].index(f"../{COURSE}/")
        assert facets["columns"]["kind"][number] == "course"
        assert facets["columns"]["page"][number]  # the index of the full text knows it
    assert [row["id"] for row in rows(site, "courses.csv")] == ["esempio-corso"]
    assert (site / "contribuisci/corso/index.html").is_file()
    assert (top / ".github/ISSUE_TEMPLATE/corso.yml").is_file()
    assert (top / "data/json-schema/course.schema.json").is_file()


@pytest.mark.parametrize(
    ("name", "kind", "value", "label"),
    [
        ("membership", "organization", "invited", "Chi è invitato"),
        ("level", "course", "second", "Per continuare"),
    ],
)
def test_a_filter_finds_what_says_so(site: Path, name: str, kind: str, value: str, label: str) -> None:
    """The page offers the value; its rows say it, those of kinds without the field have none to say."""
    facets = json.loads((site / "cerca/facets.json").read_text(encoding="utf-8"))
    columns = facets["columns"]
    assert name in facets["fields"]
    assert [own for own, said in zip(columns["kind"], columns[name], strict=True) if said == value] == [kind]
    assert {own for own, said in zip(columns["kind"], columns[name], strict=True) if said is not None} == {kind}
    html = (site / "cerca/index.html").read_text(encoding="utf-8")
    assert re.search(rf'name="{name}" value="{value}">.*?<span data-label>{label}</span>', html)


def test_a_language_has_every_page_and_the_tests_count_it(top: Path, site: Path) -> None:
    pages = {path.relative_to(site / "en") for path in (site / "en").rglob("*.html")}
    assert pages == {path.relative_to(site / LANG) for path in (site / LANG).rglob("*.html")}
    fast = "same_words or same_pages or way_to_the_other or publiccode or owners_are_told or page_about or in_the_menu"
    files = ("tests/publish/test_languages.py", "tests/test_owner_files.py")
    tested = run(top, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files, "-k", fast)
    assert tested.returncode == 0, tested.stdout
