"""The sitemap: every page in both languages, each naming the others."""

import xml.etree.ElementTree as ET

from laltro.publish.frame.sitemap import sitemap

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_every_page_names_all_its_languages() -> None:
    root = ET.fromstring(sitemap("https://example.org/repo/", ["servizi/a/", ""], ("it", "en")))
    found = {
        url.findtext("s:loc", namespaces=NS): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NS)
        }
        for url in root.findall("s:url", NS)
    }
    home = {
        "it": "https://example.org/repo/",
        "en": "https://example.org/repo/en/",
        "x-default": "https://example.org/repo/",
    }
    record = {lang: f"{url}servizi/a/" for lang, url in home.items()}
    assert found == {home["it"]: home, home["en"]: home, record["it"]: record, record["en"]: record}


def test_addresses_are_encoded_for_xml() -> None:
    assert "https://example.org/?a&amp;b/x/" in sitemap("https://example.org/?a&b/", ["x/"], ("it",))
