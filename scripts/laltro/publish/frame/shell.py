"""A page the builder rendered, cut once at its placeholders and filled many times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import escape

from laltro.voice.words import Words

# Markdown wraps a placeholder on a line of its own into a paragraph, which could not hold headings and lists.
_BLOCK = r"<p>@@([a-z]+)@@</p>|@@([a-z]+)@@"
_SENTENCE = re.compile(r"@@([a-z_]+(?:\.[a-z_]+)+)@@")
BLOCKS = frozenset(
    {
        *("title", "description", "article", "list", "home", "search", "forms"),
        *("dictionary", "downloads", "feeds", "matching", "freshness", "impact", "gaps", "doors"),
    }
)
OWN_ADDRESS = "address"


class UnknownPlaceholder(ValueError):
    """A page has a placeholder that nothing fills; the argument is its name."""


@dataclass(frozen=True, slots=True)
class Shell:
    """Literal pieces of HTML and the names of what goes between them: `texts[0] names[0] texts[1] …`."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    def wants(self, name: str) -> bool:
        """True where the page has this placeholder."""
        return name in self.names

    def stamp(self, values: Mapping[str, str], address: str = "") -> str:
        """The finished page: Markup goes in as it is, any other text escaped for element and attribute.

        What goes in is never searched for placeholders again. Raises KeyError where a value is missing.
        """
        filling = {name: str(escape(value)) for name, value in values.items()}
        filling[OWN_ADDRESS] = str(escape(address))
        pieces = [piece for text, name in zip(self.texts, self.names, strict=False) for piece in (text, filling[name])]
        return "".join([*pieces, self.texts[-1]])


def split(html: str, words: Words, own_address: str = "") -> Shell:
    """Cut a page at its placeholders and at every mention of its own address (`servizi/scheda/`).

    Placeholders with a dot (`site.header.menu`) are sentences, the same on every page, and filled here. Raises
    UnknownPlaceholder.
    """
    filled = _SENTENCE.sub(lambda match: _sentence(match[1], words), html)
    pattern = f"{_BLOCK}|{re.escape(own_address)}" if own_address else _BLOCK
    texts, names, end = [], [], 0
    for match in re.finditer(pattern, filled):
        texts.append(filled[end : match.start()])
        names.append(match[1] or match[2] or OWN_ADDRESS)
        end = match.end()
    texts.append(filled[end:])
    _refuse_unknown(texts, names)
    return Shell(tuple(texts), tuple(names))


def _sentence(key: str, words: Words) -> str:
    sentence = words.find(key)
    if sentence is None:
        raise UnknownPlaceholder(key)
    return str(escape(sentence))


def _refuse_unknown(texts: Iterable[str], names: Iterable[str]) -> None:
    for name in names:
        if name not in BLOCKS and name != OWN_ADDRESS:
            raise UnknownPlaceholder(name)
    for text in texts:
        if "@@" in text:
            raise UnknownPlaceholder(text.partition("@@")[2][:40])
