# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Languages that nobody speaks, made from the Italian texts: longer, without one plain vowel, in either direction."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from laltro.model.document import Tree, parse

# Accented letters lose their accent in the names of headings and the others are dropped: links to them still hold.
_LONGER = str.maketrans({plain: f"{marked}ɐ" for plain, marked in zip("aeiouAEIOU", "áéíóúÁÉÍÓÚ", strict=True)})
_HEBREW = str.maketrans({letter: chr(0x5D0 + index % 27) for index, letter in enumerate("abcdefghijklmnopqrstuvwxyz")})
# What is no text for a reader: placeholders, targets and names of links, marks of Markdown, code.
_KEPT = re.compile(r"(@@[\w.]+@@|\{[^{}]*\}|\]\([^)]*\)|<[^>]*>|`[^`]*`|https?://\S+|\S+@\S+|&\w+;)")


def spoken(text: str, direction: str = "ltr") -> str:
    """An Italian text in the language of that direction."""
    pieces = _KEPT.split(text)
    if direction == "rtl":
        return "".join(piece if index % 2 else piece.lower().translate(_HEBREW) for index, piece in enumerate(pieces))
    return "".join(piece if index % 2 else piece.translate(_LONGER) for index, piece in enumerate(pieces))


def add_language(top: Path, lang: str, direction: str) -> None:
    """All that a repository needs to speak one more language: words, pages, and a configuration."""
    for source in (top / "scripts/laltro/words/it").glob("*.yaml"):
        words = _words(source, lang, direction)
        text = yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=10_000)
        _write(top / "data/words" / lang / source.name, text)
    for page in (top / "content/it").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        _write(top / "content" / lang / page.relative_to(top / "content/it"), _page(text))
    english = (top / "mkdocs.en.yml").read_text(encoding="utf-8")
    config = re.sub(r"(content/|site/|language: |prefix: )en\b", rf"\g<1>{lang}", english)
    _write(top / f"mkdocs.{lang}.yml", re.sub(r"(?<=- )(.+?)(?=:)", lambda title: spoken(title[1]), config))


def _words(source: Path, lang: str, direction: str) -> dict[str, Tree]:
    """The sentences of a file; what people type stays, since it is matched and not shown."""
    italian = parse(source.read_text(encoding="utf-8"), source.name).value
    words = _translated(italian, direction)
    assert isinstance(italian, dict)
    assert isinstance(words, dict)
    if "grammar" in italian:
        words["grammar"] = italian["grammar"]
    if isinstance(own := words.get("site"), dict) and "own_name" in own:
        own |= {"direction": direction, "locale": lang, "own_name": spoken("nuova lingua", direction)}
    return words


def _translated(value: Tree, direction: str) -> Tree:
    if isinstance(value, dict):
        return {key: _translated(part, direction) for key, part in value.items()}
    return spoken(value, direction) if isinstance(value, str) else value


def _page(text: str) -> str:
    """A page of Markdown; what stands above it keeps its keys."""
    _, head, body = text.split("---\n", 2)
    lines = [re.sub(r'(?<=: ").*(?="$)', lambda value: spoken(value[0]), line) for line in head.splitlines()]
    return "\n".join(["---", *lines, "---", spoken(body)])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
