"""Languages: two are complete, and a further one takes a folder of pages, a configuration and a file of words."""

import csv
import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from laltro.intake.reading.body import parse as parse_body
from laltro.model.document import Tree
from laltro.model.forms.body_text import render_body
from laltro.model.forms.forms_from_schema import forms
from laltro.model.locale import plural
from laltro.model.strings import Strings
from laltro.publish.edition.edition import Edition
from laltro.publish.frame.languages import with_languages
from laltro.voice.typography import curved
from laltro.voice.words import Words
from laltro.world.build.builder import SiteFaults, build_pages
from laltro.world.data.support import HOME, ROOT, languages, read_all_vocabularies, read_schemas, read_strings
from tests.words_in_use import counted

# Those of the repository, and two more that the fixture adds.
LANGS = (*languages(HOME), "qpl", "qpr")
SITE_URL = "https://example.org/repo/"
RECORD = "servizi/esempio-portineria/"
MakeEdition = Callable[..., Edition]
ALONE = {"meta", "link", "br", "input", "hr", "img", "wbr", "source", "col", "path", "circle"}
PLAIN = re.compile(r"[a-zA-Z]*[aeiouAEIOU][a-zA-Z]*")
SPOKEN = ("aria-label", "title", "alt", "placeholder")


class Visible(HTMLParser):
    """The texts of a page that say they are in the page's own language; no scripts and no code."""

    def __init__(self, html: str, own: str) -> None:
        super().__init__()
        self.own = own
        self.open: list[tuple[str, str, bool]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        _, lang, silent = self.open[-1] if self.open else ("", self.own, False)
        lang, silent = given.get("lang", lang), silent or tag in ("script", "style", "code")
        if lang == self.own and not silent:
            self.texts += [given[name] for name in SPOKEN if given.get(name)]
        if tag not in ALONE:
            self.open.append((tag, lang, silent))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1] == self.own and not self.open[-1][2] and data.strip():
            self.texts.append(" ".join(data.split()))


def visible(site: Path, lang: str) -> Iterator[tuple[str, str]]:
    """Page and text, for every page of a language that is not Italian."""
    for path in sorted((site / lang).rglob("*.html")):
        for text in Visible(path.read_text(encoding="utf-8"), lang).texts:
            yield path.relative_to(site).as_posix(), text


def leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a tree, by its dotted path."""
    if isinstance(tree, dict):
        for key, part in tree.items():
            yield from leaves(part, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for part in tree:
            yield from leaves(part, path)
    else:
        yield path, str(tree)


def data_texts() -> list[str]:
    """What the records and the vocabularies say, as typed and as set, the longest first."""
    found = {"Milano Sei L'Altro"}
    for path in (Path(__file__).parent / "data").rglob("*.yaml"):
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= {" ".join(text.split()) for _, text in leaves(values)}
    for table in (HOME / "vocabularies").glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as stream:
            found |= {row[name] for row in csv.DictReader(stream) for name in ("name", "name_it") if row.get(name)}
    return sorted(filter(None, found | set(map(curved, found))), key=len, reverse=True)


# --- the languages that are there ---------------------------------------------------------


# What a language says of itself, and what people type in it.
OWN = re.compile(r"(grammar|site\.contractions)\.")


def sentences(tree: Tree, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every sentence by its dotted path, each of its forms: a language has its own number of them."""
    if isinstance(tree, dict) and not counted(tree):
        for key, part in tree.items():
            yield from sentences(part, f"{path}.{key}" if path else key)
    elif not OWN.match(path):
        yield path, [text for _, text in leaves(tree)]


def shape(own: Strings) -> dict[str, list[str]]:
    """The places to fill of every sentence, of all its forms together: `1 anno` names no number, `{n} anni` does."""
    return {
        path: sorted({place for text in forms for place in re.findall(r"\{\w+\}", text)})
        for path, forms in sentences(dict(own.tree))
    }


def test_every_language_has_the_same_words_with_the_same_places_to_fill(strings: dict[str, Strings]) -> None:
    shapes = {lang: shape(own) for lang, own in strings.items()}
    for found in shapes.values():
        assert found == shapes["it"]


def without_forms(own: Strings) -> list[str]:
    """Which sentences that are counted lack a form that the language's numbers from 0 to 999 ask for."""

    def look(tree: Tree, path: str) -> Iterator[str]:
        if isinstance(tree, dict) and counted(tree):
            yield from (f"{path}.{form}" for form in sorted(asked - set(tree)))
        elif isinstance(tree, dict):
            for key, part in tree.items():
                yield from look(part, f"{path}.{key}" if path else key)

    asked = {plural(n, own.locale) for n in range(1000)}
    return list(look(dict(own.tree), ""))


def test_every_counted_sentence_has_the_forms_of_its_language(strings: dict[str, Strings]) -> None:
    assert {lang: without_forms(own) for lang, own in strings.items()} == {"it": [], "en": []}


@pytest.mark.parametrize(("lang", "lacks"), [("it", []), ("uk", ["few", "many"]), ("zh", [])])
def test_a_form_that_is_missing_is_found(lang: str, lacks: list[str]) -> None:
    own = Strings(lang, {"a": {"count": {"one": "{n}", "other": "{n}"}, "say": "x"}})
    assert without_forms(own) == [f"a.count.{form}" for form in lacks]


def test_a_sentence_may_have_other_forms_elsewhere_but_no_other_places_to_fill() -> None:
    count = {"it": {"one": "1 {x}", "other": "{n} {x}"}, "zh": "{n} {x}", "en": {"one": "1", "other": "{n}"}}
    shapes = {lang: shape(Strings(lang, {"count": forms})) for lang, forms in count.items()}
    assert shapes["it"] == shapes["zh"] == {"count": ["{n}", "{x}"]}
    assert shapes["en"] != shapes["it"]


def test_every_language_has_the_same_pages_and_menu() -> None:
    def pages(lang: str) -> set[str]:
        folder = ROOT / "content" / lang
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}

    def menu(lang: str) -> list[str]:
        config = ROOT / ("mkdocs.yml" if lang == "it" else f"mkdocs.{lang}.yml")
        return re.findall(r"- .+: (\S+\.md)", config.read_text(encoding="utf-8"))

    assert all(pages(lang) == pages("it") and menu(lang) == menu("it") for lang in languages(HOME))


def test_no_italian_sentence_of_ours_is_on_an_english_page(site: Path, strings: dict[str, Strings]) -> None:
    italian, english = ({text for _, text in leaves(dict(strings[lang].tree))} for lang in ("it", "en"))
    ours = {text for text in italian - english if len(text) > 3}
    assert [(page, text) for page, text in visible(site, "en") if text in ours and text not in data_texts()] == []


# --- two more ---------------------------------------------------------------------------------


def test_every_page_is_there_in_every_language(babel: Path) -> None:
    pages = {
        lang: {path.relative_to(babel / lang).as_posix() for path in (babel / lang).rglob("*.html")}
        for lang in LANGS[1:]
    }
    assert all(found == pages["en"] for found in pages.values())
    assert all((babel / page).is_file() for page in pages["en"])
    assert f"{RECORD}index.html" in pages["qpl"]
    assert "404.html" not in pages["qpl"]


@pytest.mark.parametrize("page", ["", RECORD, "contatti/", "contribuisci/servizio/"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_page_names_its_other_languages(babel: Path, lang: str, page: str) -> None:
    folder = {own: "" if own == "it" else f"{own}/" for own in LANGS}
    html = (babel / folder[lang] / page / "index.html").read_text(encoding="utf-8")
    links = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', html))
    assert links == {own: f"{SITE_URL}{folder[own]}{page}" for own in LANGS} | {"x-default": f"{SITE_URL}{page}"}
    ways = re.findall(r'<a href="([^"]+)" hreflang="([\w-]+)" lang="([\w-]+)" dir="(\w+)" data-switch>', html)
    assert [way[1] for way in ways] == [own for own in LANGS if own != lang]
    for href, own, spoken, direction in ways:
        assert spoken == own
        assert direction == ("rtl" if own == "qpr" else "ltr")
        assert (babel / folder[lang] / page / href / "index.html").resolve() == (
            babel / folder[own] / page / "index.html"
        ).resolve()


def test_the_page_of_what_is_not_found_leads_home_in_every_language(babel: Path) -> None:
    html = (babel / "404.html").read_text(encoding="utf-8")
    assert all(f'<a href="/repo/{lang}/">' in html for lang in LANGS[1:])


def test_the_sitemap_names_all(babel: Path) -> None:
    root = ET.parse(babel / "sitemap.xml").getroot()
    urls = {str(url[0].text): {link.get("hreflang") for link in url[1:]} for url in root}
    assert {f"{SITE_URL}{RECORD}", f"{SITE_URL}qpl/{RECORD}", f"{SITE_URL}qpr/{RECORD}"} <= set(urls)
    assert all(found == {*LANGS, "x-default"} for found in urls.values())


def test_the_search_knows_all(babel: Path) -> None:
    entry = json.loads((babel / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))
    assert set(entry["languages"]) == set(LANGS)


@pytest.mark.parametrize("lang", LANGS[-2:])
def test_every_sentence_of_a_page_comes_from_its_language(babel: Path, lang: str) -> None:
    """Without what the data say, addresses and names of files no word is left with a plain vowel, as Italian has."""
    known, left = data_texts(), {}
    for page, text in visible(babel, lang):
        own = re.sub(r"\S*example\.org\S*|https?://\S+|\S+\.csv", "", text)
        for said in known:
            own = own.replace(said, "")
        if any(len(word) > 2 and PLAIN.fullmatch(word) for word in re.findall(r"\w+", own)):
            left.setdefault(text, page)
    assert left == {}


def test_texts_without_translation_are_italian_and_say_so(babel: Path) -> None:
    html = (babel / "qpl" / RECORD / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<h1[^>]* lang="it"', html)


def test_a_form_in_any_language_is_read(babel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An issue whose labels are of the new language, as our own page would make it."""
    monkeypatch.setattr("laltro.world.data.support.PACKAGE", babel.parent / "scripts" / "laltro")
    words = read_strings(babel.parent / "data")
    vocabularies, _ = read_all_vocabularies(HOME)
    made = forms(read_schemas(babel.parent / "data"), vocabularies, words)
    form = made["servizio"]
    item = next(item for item in form.fields if item.id == "name")
    for lang in LANGS:
        submission = parse_body(render_body(form, lang, {item.id: "Esempio di nome"}), made)
        assert (submission.form, submission.lang) == (form, lang)
        assert submission.answers["name"] == "Esempio di nome"


@pytest.mark.parametrize("missing", ["mkdocs.qpl.yml", "content/qpl"])
def test_a_language_that_lacks_a_part_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "scripts/laltro/theme").mkdir(parents=True)
    if missing != "mkdocs.qpl.yml":
        (tmp_path / "mkdocs.qpl.yml").write_text("INHERIT: mkdocs.yml\ndocs_dir: content/qpl\nhooks: []\n")
    monkeypatch.setattr("laltro.world.build.builder.ROOT", tmp_path)
    with pytest.raises(SiteFaults) as caught:
        build_pages("qpl", tmp_path / "site", SITE_URL, strict=True)
    assert {fault.code for fault in caught.value.faults} == {"builder_failed"}
    assert missing in " ".join(fault.found for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("address", "lang", "href"),
    [("", "it", "en/"), ("", "en", "../"), ("servizi/x/", "en", "../../../servizi/x/"), (None, "it", "/repo/en/")],
)
def test_the_way_to_the_other_language(
    edition_of: MakeEdition, strings: dict[str, Strings], address: str | None, lang: str, href: str
) -> None:
    two = (Words(strings["it"]), Words(strings["en"]))
    html = with_languages("@@switch@@", replace(edition_of(lang=lang), languages=two), address)
    assert f'<a href="{href}"' in html
    assert "<ul" not in html
