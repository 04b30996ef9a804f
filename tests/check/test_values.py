# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Single values: what passes, and what each refused one is called."""

from __future__ import annotations

from typing import Any

import pytest

from laltro.check.values import FORMATS, check_values
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.world.data.support import ROOT, read_schemas

CATALOGUE = Catalogue(read_schemas(ROOT / "data"), {})

GOOD = {
    "url": """https://www.esempio.it/ https://esempio.it:8443/a?b=c#d https://esempio.it. https://xn--citt-9qa.it
        https://esempio.it/città https://esempio.it#@x.it https://esempio.it/%20""",
    "phone": """0212345678 +390212345678 0039-02-12345678 3331234567 +39.333.1234567 (02)1234567 02/1234567
        800123456 800.123.456 112 118 1522 114 020202 116117 +442079460958""",
    "email": "info@esempio.it nome.cognome+x@a.b.esempio.it info@xn--citt-9qa.it",
    "tax-code": "12345670157 01199250158",
    "date": "2026-09-14 2024-02-29",
    "partial-date": "2026 2026-09 2026-09-14",
    "partial-datetime": "2026 2026-09 2026-09-14 2026-09-14T18:30 2026-10-25T02:30",
}
BAD = {
    "url": """javascript:alert(1) JaVaScRiPt:alert(1) &#106;avascript:alert(1) &#x6A;avascript:x javascript&colon;x
        data:text/html,x vbscript:x //esempio.it /x x esempio.it https:esempio.it https:/esempio.it https:///esempio.it
        https:\\\\esempio.it https://esempio.it\\@x.it https://u@esempio.it https://u:p@esempio.it https://@esempio.it
        https://esempio.it%2f@x.it https://[::1]/ https://[2001:db8::1]/ https://[::1 https://127.0.0.1/
        https://2130706433/ https://0x7f.1/ https://localhost https://esempio https://città.it https://esempio。it
        https://\u0441aritas.it https://%65sempio.it https://esempio.it:x https://esempio.it:99999 https://.it
        https://a..it https://-a.it https://a-.it https://<b>.it https://esempio.it/<b> https://esempio.it/"x
        https://esempio.it/{{x}} https://esempio.it/`x` https:// HTTPS://esempio.it ftp://esempio.it file:///etc/passwd
        mailto:info@esempio.it tel:112 blob:https://esempio.it/x https://http://esempio.it""",
    "phone": """1 3 0212 abc 02123456789012345 ++390212345678 +39 ٠٢١٢٣٤٥٦٧٨ 0212345678int3 tel:112 ---------- 999999
        +3902<b>""",
    "email": """info info@ @esempio.it info@esempio info@@esempio.it info@esempio..it info@.it info@esempio.it.
        a..b@c.it .a@c.it <info@esempio.it> info@città.it ìnfo@esempio.it mailto:info@esempio.it info@esempio.it?bcc=x
        info%0abcc@esempio.it a?b@esempio.it info@[127.0.0.1] info@127.0.0.1 a@-b.it""",
    "tax-code": """12345670158 97123450150 00000000000 1199250158 011992501580 IT01199250158 0119925015٨
        RSSMRA85T10A562S rssmra85t10a562s BNCLRA90A41F205X""",
    "date": "2026 2026-09 2026-02-30 2025-02-29 2026-9-1 14/09/2026 2026-09-14T18:30 ٢٠٢٦-٠٩-١٤",
    "partial-date": "26 2026-13 2026-02-30 2026-09-14T18:30 autunno 2026-Q3",
    "partial-datetime": "2026-02-30 2026-03-29T02:30 2026-09-14T24:00 2026-09T18:30 2026-09-14T18:30Z",
}
# Those that hold white space or a control character, written out.
BAD_WITH_SPACE = [
    *[
        ("url", text)
        for text in (" javascript:x", "\x01javascript:x", "java\tscript:x", "java\nscript:x", "\u200bjavascript:x")
    ],
    *[
        ("url", f"https://esempio.it{end}")
        for end in (" ", "\n", "/a b", "/a\tb", "/a\nb", "\t.x.it", "/\u202e", "/\u00a0")
    ],
    *[("phone", f"02 1234 5678{end}") for end in ("\n", "\t", "\u200b", " int. 3")],
    *[
        ("email", text)
        for text in ("info esempio.it", "info@esempio.it\n", " info@esempio.it", "a@b.it, c@d.it", "a\x00@b.it")
    ],
    *[("tax-code", text) for text in (" 12345670157", "12345670157\n", "123 456 70157")],
    *[("date", "2026-09-14\n"), ("partial-date", " 2026"), ("partial-datetime", "2026-09-14 18:30")],
]


@pytest.mark.parametrize(("format", "text"), [(name, text) for name, texts in GOOD.items() for text in texts.split()])
def test_what_passes(format: str, text: str) -> None:
    assert FORMATS[format](text) is None


@pytest.mark.parametrize("text", ["02 1234 5678", "+39 02 1234 5678", "800 123 456", "02 0202"])
def test_phones_may_have_spaces(text: str) -> None:
    assert FORMATS["phone"](text) is None


@pytest.mark.parametrize(
    ("format", "text"), [*[(name, text) for name, texts in BAD.items() for text in texts.split()], *BAD_WITH_SPACE]
)
def test_what_is_refused(format: str, text: str) -> None:
    assert FORMATS[format](text) == ({"url": "url-unsafe"}.get(format, format), "error")


@pytest.mark.parametrize("text", ["http://esempio.it", "http://esempio.it:8080/a"])
def test_http_is_only_a_warning(text: str) -> None:
    assert FORMATS["url"](text) == ("url-http", "warning")


@pytest.mark.parametrize(
    ("text", "length"),
    [("https://" + "a." * 50_000 + "it", 0), ("https://" + "a-" * 50_000, 0), ("a." * 50_000 + "@", 0)],
)
def test_long_values_are_judged_at_once(text: str, length: int) -> None:
    for verdict in FORMATS.values():
        verdict(text)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"summary": "a\u202eb\u2066c"}, [("character", "summary", "U+202E, U+2066")]),
        ({"summary": "a\u200bb"}, [("character", "summary", "U+200B")]),
        ({"summary": "a\U000e0041b"}, [("character", "summary", "U+E0041")]),
        ({"summary": "a\tb\rc"}, [("character", "summary", "U+0009, U+000D")]),
        ({"name": "\u0421aritas"}, [("mixed-alphabet", "name", "U+0421")]),
        ({"required_documents": ["ok", "a\u202eb"]}, [("character", "required_documents.1", "U+202E")]),
        ({"translations": {"en": {"name": "a\u202eb"}}}, [("character", "translations.en.name", "U+202E")]),
        ({"unknown": [{"x": "a\u202eb"}]}, [("character", "unknown.0.x", "U+202E")]),
        ({"summary": "due\nrighe, città, 😀"}, []),
    ],
)
def test_invisible_characters_are_found_in_every_text(
    values: dict[str, Any], found: list[tuple[str, str, str]]
) -> None:
    problems = check_values(CATALOGUE, Record("service", "esempio", values))
    assert [(item.code, item.field, item.params["characters"]) for item in problems] == found


@pytest.mark.parametrize("value", [["https://esempio.it"], {"a": "b"}, True, 12])
def test_a_value_of_another_shape_is_left_to_the_rules_of_shape(value: Any) -> None:
    record = Record("service", "esempio", {"wemi_url": value, "hours_confirmed": value, "inferred": ["name"]})
    assert list(check_values(CATALOGUE, record)) == []


@pytest.mark.parametrize("format", ["tax-code", "email", "phone"])
def test_a_refused_personal_value_is_not_echoed(format: str) -> None:
    values = {"tax_code": "RSSMRA85T10A562S", "email": "mario rossi", "phones": ["mario rossi"]}
    problems = list(check_values(CATALOGUE, Record("organization", "esempio", values)))
    assert [item.params for item in problems if item.code == format] == [{}]
