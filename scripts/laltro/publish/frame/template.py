"""The templates of records: autoescaping, and nothing in them but what the page gives."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import DictLoader, Environment, StrictUndefined

from laltro.publish.edition.paragraphs import blocks
from laltro.voice.words import Words


def environment(sources: Mapping[str, str], words: Words) -> Environment:
    """An environment over template texts by name; `t` gives a sentence, `n` a number as the language writes it.

    `blocks` parts running text into its paragraphs and lists.
    """
    made = Environment(
        loader=DictLoader(dict(sources)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["t"] = words.t
    made.filters["n"] = words.number
    made.filters["blocks"] = blocks
    return made
