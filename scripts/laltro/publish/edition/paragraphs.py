"""Running text as a page sets it: paragraphs, line breaks and lists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (its lines) or a list (its items) of plain text."""

    tag: str
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """Plain text to paragraphs, line breaks and "- " lists."""
    found: list[Block] = []
    for piece in text.split("\n\n"):
        for line in piece.strip("\n").split("\n"):
            tag, words = ("ul", line[2:]) if line.startswith("- ") else ("p", line)
            fresh = not found or found[-1].tag != tag or not found[-1].lines
            if fresh:
                found.append(Block(tag, (words,)))
            else:
                found[-1] = Block(tag, (*found[-1].lines, words))
        found.append(Block("", ()))
    return [block for block in found if any(block.lines)]
