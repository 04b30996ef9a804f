"""How Italian is set: the apostrophe that a keyboard writes straight is printed curved."""

from __future__ import annotations

import re

APOSTROPHE = "’"
_SET = r"(?<=[^\W\d_])(?:'|&#39;)(?=[^\W_]|(?<=\bpo')|(?<=\bpo&#39;))"
_TEXT = re.compile(_SET)
# What is compared with what a form asks, and what is no prose, stays as it is; so does whatever stands inside a tag.
_HTML = re.compile(rf"(<(script|style|textarea|pre|code|kbd|samp|form)\b.*?</\2>)|{_SET}(?=[^<>]*(?:<|\Z))", re.DOTALL)


def curved(text: str) -> str:
    """A plain text with the apostrophes of its words curved."""
    return _TEXT.sub(APOSTROPHE, text)


def curved_html(html: str) -> str:
    """A page with the apostrophes of its prose curved; attributes, scripts, code and forms stay as they are."""
    return _HTML.sub(lambda found: found[1] or APOSTROPHE, html)
