"""Stamping: every value lands literally, escaped for its place, and is never read again."""

import pytest
from markupsafe import Markup

from laltro.model.strings import Strings
from laltro.publish.frame.shell import UnknownPlaceholder, split
from laltro.voice.words import Words

WORDS = Words(Strings("it", {"site": {"menu": "Menù & <altro>"}}))
SHELL = '<title>@@title@@ – X</title><meta content="@@description@@"><h1>@@title@@</h1><p>@@article@@</p>'


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Nido", "Nido"),
        ("@@title@@", "@@title@@"),
        ("@@article@@", "@@article@@"),
        ("@@site.menu@@", "@@site.menu@@"),
        ("{{7*7}} {% raw %}", "{{7*7}} {% raw %}"),
        ("</title><script>", "&lt;/title&gt;&lt;script&gt;"),
        ('a" onload="x', "a&#34; onload=&#34;x"),
        ("L'Altro & C.", "L&#39;Altro &amp; C."),
        (r"\1 \g<0>", r"\1 \g&lt;0&gt;"),
    ],
)
def test_a_value_lands_literally_in_every_place(value: str, shown: str) -> None:
    page = split(SHELL, WORDS).stamp({"title": value, "description": value, "article": value})
    assert page == f'<title>{shown} – X</title><meta content="{shown}"><h1>{shown}</h1>{shown}'


def test_markup_goes_in_as_it_is_and_replaces_its_paragraph() -> None:
    page = split("<main><p>@@article@@</p></main>", WORDS).stamp({"article": Markup("<h2>Dove</h2>")})
    assert page == "<main><h2>Dove</h2></main>"


def test_the_shells_own_address_becomes_the_records_wherever_it_stands() -> None:
    html = '<link href="https://x.org/servizi/scheda/"><a href="../../en/servizi/scheda/">EN</a><a href="../">S</a>'
    page = split(html, WORDS, "servizi/scheda/").stamp({}, "servizi/nido/")
    assert page == '<link href="https://x.org/servizi/nido/"><a href="../../en/servizi/nido/">EN</a><a href="../">S</a>'


def test_a_value_that_looks_like_the_shells_address_stays() -> None:
    page = split("<h1>@@title@@</h1>", WORDS, "servizi/scheda/").stamp({"title": "servizi/scheda/"}, "servizi/x/")
    assert page == "<h1>servizi/scheda/</h1>"


def test_sentences_are_filled_and_escaped() -> None:
    assert split("<button>@@site.menu@@</button>", WORDS).stamp({}) == "<button>Menù &amp; &lt;altro&gt;</button>"


@pytest.mark.parametrize("html", ["@@nothing@@", "@@site.missing@@", "@@Title@@", "a @@ b"])
def test_an_unknown_placeholder_is_refused(html: str) -> None:
    with pytest.raises(UnknownPlaceholder):
        split(html, WORDS)


def test_a_missing_value_is_a_bug() -> None:
    with pytest.raises(KeyError):
        split("@@title@@", WORDS).stamp({})
