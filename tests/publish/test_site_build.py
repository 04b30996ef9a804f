"""One whole site of example records, read back as a browser and a crawler would."""

import filecmp
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from laltro.model.strings import Strings
from laltro.publish.frame.gates import broken_links, foreign_origins, inline_scripts, tags
from laltro.world.build.builder import SiteFaults
from laltro.world.build.site import build, complete, sentences
from laltro.world.data.maintainers import read_maintainers

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parent / "data"
SITE_URL = "https://example.org/repo/"
RECORD = "servizi/esempio-portineria/"


def text(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


class Reader(HTMLParser):
    """A real HTML parser's view: elements with their attributes, and the text of titles and headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.open = tag

    def handle_endtag(self, tag: str) -> None:
        self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open in ("title", "h1"):
            self.texts[self.open] = self.texts.get(self.open, "") + data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_record_has_a_page_and_no_shell_is_left(site: Path, prefix: str) -> None:
    folders = "servizi offerte bisogni laboratori incontri esiti organizzazioni luoghi abbinamenti contributi"
    for folder in folders.split():
        found = {path.name for path in (site / prefix / folder).iterdir() if path.is_dir()}
        assert found
        assert all(name.startswith("esempio-") for name in found)
    assert not list(site.rglob("scheda"))
    assert not (site / prefix / "servizi" / "esempio-bozza").exists()


def test_no_placeholder_is_left_but_those_that_a_record_says(site: Path) -> None:
    hostile = re.compile(r"@@(title|article|site\.header\.menu)@@")
    for name, html in pages(site).items():
        assert "@@" not in hostile.sub("", html), name
        assert "esempio-ostile" in html or "Esempio ostile" in html or "@@" not in html, name


def test_the_gates_hold(site: Path) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name, html in pages(site).items():
        found = tags(html)
        assert not list(inline_scripts(name, found))
        assert not list(foreign_origins(name, found, SITE_URL))
        assert not list(broken_links(name, found, files))


DRAWINGS = {"qr__drawing", "tally", "bar", "bar bar--quiet", "choropleth__map", "swatch"}


def test_a_browsers_parser_agrees(site: Path) -> None:
    for name, html in pages(site).items():
        for tag, attributes in Reader(html).elements:
            if tag == "script" and attributes.get("type") != "application/ld+json":
                assert attributes.get("src"), name
            assert not any(key.startswith("on") for key in attributes), name
            assert tag not in ("iframe", "style"), name
            assert tag != "svg" or attributes.get("class") in DRAWINGS, name  # no other drawing inside a page
            for key in ("src", "href"):
                assert not attributes.get(key, "").lower().startswith(("javascript:", "data:", "vbscript:", "//")), name


def test_the_policy_stands_first(site: Path) -> None:
    for name, html in pages(site).items():
        first = re.search(r"<head>\s*<([^>]*)>", html)
        assert first, name
        assert "Content-Security-Policy" in first[1], name
        assert "unsafe-inline" not in first[1]
        assert "'unsafe-eval'" not in first[1]


def test_hostile_values_are_text_in_every_place(site: Path) -> None:
    name = """Esempio ostile @@title@@ <script>alert(1)</script> {{7*7}} {% raw %} servizi/scheda/ "virgolette" &amp;"""
    reader = Reader(text(site, "servizi/esempio-ostile/"))
    assert reader.texts["h1"] == name
    assert reader.texts["title"].startswith(name)
    metas = {meta.get("name"): meta.get("content") for meta in reader.all("meta")}
    assert metas["description"] == "<img src=x onerror=alert(1)> @@article@@ @@site.header.menu@@"
    assert not [link for link in reader.all("a") if "evil" in link.get("href", "")]


@pytest.mark.parametrize(("prefix", "other"), [("", "en/"), ("en/", "../")])
@pytest.mark.parametrize("page", ["", "servizi/", RECORD, "aree/parenting/", "territori/municipio-4/", "chi-siamo/"])
def test_languages(site: Path, prefix: str, other: str, page: str) -> None:
    reader = Reader(text(site, prefix + page))
    links = [(link.get("rel"), link.get("hreflang"), link["href"]) for link in reader.all("link")]
    assert ("canonical", None, f"{SITE_URL}{prefix}{page}") in links
    assert ("alternate", "it", f"{SITE_URL}{page}") in links
    assert ("alternate", "en", f"{SITE_URL}en/{page}") in links
    assert ("alternate", "x-default", f"{SITE_URL}{page}") in links
    switch = next(link for link in reader.all("a") if "data-switch" in link)["href"]
    target = (site / prefix / page / switch).resolve()
    assert target == (site / prefix / other / page).resolve()
    assert (target / "index.html").is_file()


def test_the_thread_is_walkable_both_ways(site: Path) -> None:
    chain = [
        "bisogni/esempio-vicinato/",
        "laboratori/esempio-lab/",
        "incontri/esempio-incontro/",
        "esiti/esempio-esito/",
        RECORD,
        "offerte/esempio-offerta/",
    ]
    for page in chain:
        html = text(site, page)
        assert all(f'href="../../{other}"' in html for other in chain if other != page), page


def test_what_is_over_or_archived(site: Path) -> None:
    assert "Finito nel 2019" in text(site, "servizi/esempio-concluso/")
    archived = text(site, "servizi/esempio-archiviato/")
    assert "Doppione di esempio." in archived
    assert f'href="../../{RECORD}"' in archived
    listed = text(site, "servizi/")
    assert "esempio-archiviato" not in listed
    assert listed.index("esempio-portineria") < listed.index('id="historic"') < listed.index("esempio-concluso")


def test_the_secret_place(site: Path) -> None:
    for name, html in pages(site).items():
        for secret in ("Segreta", "45.4444", "9.1555", "potrebbe tradire"):
            assert secret not in html, name


def test_drafts_are_nowhere(site: Path) -> None:
    assert all("nessuno deve vedere" not in html for html in pages(site).values())


def test_who_asked_to_be_called_is_nowhere(site: Path) -> None:
    assert read_maintainers(EXAMPLES.parent, {"esempio-cooperativa"}) == {"esempio-cooperativa": (987654321012,)}
    assert not any(b"987654321012" in path.read_bytes() for path in site.rglob("*") if path.is_file())


def test_the_active_menu_item(site: Path) -> None:
    for page in ("servizi/", RECORD):
        current = [link["href"] for link in Reader(text(site, page)).all("a") if "aria-current" in link]
        assert {"servizi/": "./", RECORD: "../"}[page] in current


def test_the_sitemap_holds_pages_and_no_shells(site: Path) -> None:
    xml = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{SITE_URL}en/{RECORD}</loc>" in xml
    assert f"<loc>{SITE_URL}chi-siamo/</loc>" in xml
    assert "scheda" not in xml
    assert "esempio-archiviato" not in xml
    assert not list(site.rglob("sitemap.xml.gz"))


def test_the_search_has_both_languages_and_no_lists(site: Path) -> None:
    entry = json.loads((site / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))
    assert set(entry["languages"]) == {"it", "en"}
    bodies = [name for name, html in pages(site).items() if "data-pagefind-body" in html]
    assert f"{RECORD}index.html" in bodies
    assert "chi-siamo/index.html" in bodies
    assert not {"servizi/index.html", "404.html", "servizi/esempio-archiviato/index.html"} & set(bodies)


def same(one: Path, two: Path) -> bool:
    compared = filecmp.dircmp(one, two)
    _, differing, failed = filecmp.cmpfiles(one, two, compared.common_files, shallow=False)
    alone = compared.left_only + compared.right_only + compared.funny_files
    return not (differing + failed + alone) and all(same(one / name, two / name) for name in compared.common_dirs)


def test_a_second_build_gives_the_same_bytes_and_a_full_report(site: Path, tmp_path: Path) -> None:
    report = build(EXAMPLES, tmp_path / "again", DAY, site_url=SITE_URL)
    assert same(site, tmp_path / "again")
    assert {"builder-it", "builder-en", "pages", "lists", "gates", "search"} <= set(report["stages"])
    assert report["records"]["service"] == 4
    assert report["pages"] == len(pages(site))
    assert report["bytes"] == sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    assert report["peak_memory"] > 10_000_000


def test_a_failing_build_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "site"
    old.mkdir()
    (old / "sitemap.xml").write_text("old", encoding="utf-8")
    monkeypatch.setattr("laltro.world.build.builder.BUILDER", "no_such_builder")
    with pytest.raises(SiteFaults) as caught:
        build(EXAMPLES, old, DAY)
    assert caught.value.faults[0].code == "builder_failed"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (old / "sitemap.xml").read_text(encoding="utf-8") == "old"


def test_a_folder_that_is_no_site_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "tesi.txt").write_text("tre anni di lavoro", encoding="utf-8")
    with pytest.raises(SiteFaults) as caught:
        build(EXAMPLES, tmp_path, DAY)
    assert "scegline una nuova" in sentences(caught.value, EXAMPLES)[0]


SHELL = "<html><body>{}<p>@@article@@</p></body></html>"
FOLDERS = (
    "servizi offerte bisogni laboratori incontri esiti organizzazioni luoghi abbinamenti contributi "
    "aree territori contribuisci laboratori/materiali"
)


def rendered(site: Path, inside: str = "") -> None:
    """What a builder would leave, as small as can be."""
    for lang in ("", "en/"):
        for folder in FOLDERS.split():
            page = site / lang / folder / "scheda" / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text(SHELL.format(inside), encoding="utf-8")
            listing = "" if folder in ("contribuisci", "laboratori/materiali") else "<p>@@list@@</p>"
            (page.parents[1] / "index.html").write_text(listing, encoding="utf-8")


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<script>alert(1)</script>", "inline_script"),
        ('<p onclick="x">', "inline_handler"),
        ('<img src="https://tracker.example/p.gif">', "foreign_origin"),
        ('<a href="../../nowhere/">', "broken_link"),
        ("@@boh@@", "unknown_placeholder"),
    ],
)
def test_each_gate_stops_the_build(tmp_path: Path, strings: dict[str, Strings], inside: str, code: str) -> None:
    rendered(tmp_path, inside)
    with pytest.raises(SiteFaults) as caught:
        complete(tmp_path, EXAMPLES, DAY, site_url=SITE_URL)
    assert code in {fault.code for fault in caught.value.faults}
    assert not (tmp_path / "pagefind").exists()
    for lang in strings:
        assert all(sentences(caught.value, EXAMPLES, lang))


def test_a_placeholder_that_a_page_cannot_fill_is_named(tmp_path: Path) -> None:
    rendered(tmp_path)
    (tmp_path / "index.html").write_text("@@list@@", encoding="utf-8")
    with pytest.raises(SiteFaults) as caught:
        complete(tmp_path, EXAMPLES, DAY, site_url=SITE_URL)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("unknown_placeholder", "index.html")]


def test_a_missing_shell_is_named(tmp_path: Path) -> None:
    with pytest.raises(SiteFaults) as caught:
        complete(tmp_path, EXAMPLES, DAY, site_url=SITE_URL)
    assert "servizi" in {fault.found for fault in caught.value.faults if fault.code == "missing_shell"}
