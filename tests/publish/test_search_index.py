"""Pagefind's index in one order."""

import json

from laltro.publish.search.search_index import ordered


def entry(*languages: str) -> bytes:
    told = {lang: {"hash": f"{lang}_0", "page_count": 2} for lang in languages}
    return json.dumps({"version": "1", "languages": told}).encode()


def test_the_order_of_languages_does_not_matter() -> None:
    assert ordered(entry("it", "en")) == ordered(entry("en", "it"))
    assert ordered(entry("it", "en")) != ordered(entry("it"))
    assert json.loads(ordered(entry("it", "en"))) == json.loads(entry("it", "en"))
