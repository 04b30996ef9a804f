"""Which addresses become links (H2), and the way up from a page."""

import pytest

from laltro.voice.address import climb, mail, phone, shown, web


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("http://example.org", "http://example.org"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("example.org", "https://example.org"),
        ("www.example.org/pagina", "https://www.example.org/pagina"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("javascript&colon;alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("//evil.example", ""),
        ("\\\\evil.example", ""),
        ("https:\\\\evil.example", ""),
        ("https://user@evil.example", ""),
        ("https://example.org@evil.example", ""),
        ("https:evil.example", ""),
        ("https://", ""),
        ("https://[", ""),
        ("https://example.org/\u202egpj", ""),
        ("https://exam\u200bple.org", ""),
        ("ftp://example.org", ""),
        ("file:///etc/passwd", ""),
        ("non un indirizzo", ""),
        ("", ""),
    ],
)
def test_web(text: str, link: str) -> None:
    assert web(text) == link


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("info@example.org", "mailto:info@example.org"),
        ("a@b", ""),
        ('a@b.it"onclick=x', ""),
        ("a@b.it?bcc=c@d.it", ""),
        ("javascript:a@b.it", ""),
    ],
)
def test_mail(text: str, link: str) -> None:
    assert mail(text) == link


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("+39 02 0202", "tel:+39020202"),
        ("112", "tel:112"),
        ("02/123-45", "tel:0212345"),
        ("javascript:1", ""),
        ("", ""),
    ],
)
def test_phone(text: str, link: str) -> None:
    assert phone(text) == link


@pytest.mark.parametrize(("page", "up"), [("", ""), ("servizi/", "../"), ("servizi/nido/", "../../")])
def test_climb(page: str, up: str) -> None:
    assert climb(page) == up


@pytest.mark.parametrize(
    ("url", "text"), [("https://www.example.org/", "example.org"), ("http://example.org/a/", "example.org/a")]
)
def test_shown(url: str, text: str) -> None:
    assert shown(url) == text
