"""What is told, as Markdown for GitHub: inert whatever people wrote, and never longer than GitHub takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from laltro.intake.told.change import ToldLikeness, ToldRecord
from laltro.model.strings import Strings

# What Markdown, HTML, GitHub's mentions (@), references (#), mathematics ($), emoji (:) and bare links (: and .) would
# take for their own. An address of mail is found after entities are read, so a comment parts its @ from its name.
_SPECIAL = {char: f"&#{ord(char)};" for char in "&<>|`*_{}[]#~\\$^!:."} | {"@": "<!-- -->&#64;", "\n": "<br>"}
# GitHub takes comments of 65,536 characters: longer answers are shown by their beginning, then by less of it.
MAX_LENGTH = 60_000
ROOMS = (4_000, 400, 60)


def escaped(text: str, room: int = ROOMS[0]) -> str:
    """Untrusted text for a Markdown table cell: inert, in one line, never a link, mention or reference."""
    shown = text if len(text) <= room else f"{text[:room]}…"
    safe = "".join(_SPECIAL.get(char, char) for char in shown)
    return f"<code>{safe}</code>" if safe else ""


def fitting(text: Callable[[int], str]) -> str:
    """A text made with less and less room for each answer, until GitHub takes it."""
    texts = (text(room) for room in ROOMS)
    return next((found for found in texts if len(found) <= MAX_LENGTH), text(0))


def section(title: str, lines: Iterator[str]) -> Iterator[str]:
    """A heading with its lines; nothing where there are none."""
    text = "\n".join(lines).strip("\n")
    if text:
        yield f"### {title}"
        yield text


def head(each: ToldRecord, room: int) -> str:
    """Kind and name of a record, in one line."""
    return f"{each.kind}: {escaped(each.title, room)}"


def table(each: ToldRecord, strings: Strings, room: int) -> Iterator[str]:
    """What changes in a record as the lines of a table: one column for what is new, else before and after."""
    names = ("question", "answer") if each.state == "new" else ("question", "before", "after")
    if each.changes:
        yield f"| {' | '.join(strings.text(f'reply.{name}') for name in names)} |"
        yield "|---" * len(names) + "|"
    for row in each.changes:
        texts = (row.after,) if each.state == "new" else (row.before, row.after)
        shown = (escaped(text, room) or strings.text("reply.nothing") for text in texts)
        yield f"| {row.label} | {' | '.join(shown)} |"


def alike(found: Iterable[ToldLikeness]) -> Iterator[str]:
    """What the new records look like, as list items that say why (already quoted)."""
    for each in found:
        yield f"- {escaped(each.name)} ({each.record.id}), {each.why}"
