"""The public issue on which people support a shared need with a thumb: its text only, no voices.

It stands while the need is published and waits for an answer. Then one comment of ours says what became of the need,
and it closes. Its first line holds what we last told, so that who opens or closes it by hand is not overruled.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from laltro.insight.match.demand import contentment
from laltro.intake.life.issue_state import SUPPORT, digest
from laltro.intake.life.support_text import SupportText
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.strings import FIRST, Strings
from laltro.voice.voice import voice

KIND = "shared_need"
# Those whose page is there, and may be spoken of.
_SHOWN = ("published", "archived")
_TOLD = ("answered", "not_pursued")
_MARK = re.compile(rf"{SUPPORT}([a-z0-9-]{{1,64}}) (open|closed)\b")
# In a title nothing can be escaped: what would name somebody, point at a number or be code becomes a look-alike.
_INERT = str.maketrans({"@": "＠", "#": "＃", "`": "’", "<": "‹", ">": "›"})


@dataclass(frozen=True, slots=True)
class SupportIssue:
    """The issue of a shared need as it shall be.

    `letter` is our comment: of one that closes what became of the need, of an open one what it says where there is one
    from before. `answered` tells whether the need had its answer.
    """

    title: str
    body: str
    letter: str
    open: bool
    answered: bool = False


@dataclass(frozen=True, slots=True)
class IssueMark:
    """What the first line of such an issue says: whose it is, and whether we last told that it is open."""

    id: str
    open: bool


def mark_of(body: str) -> IssueMark | None:
    """The mark of an issue's body; None for any other issue. It counts only where one of our accounts wrote it."""
    match = _MARK.match(body)
    return IssueMark(match[1], match[2] == "open") if match else None


def asking(catalogue: Catalogue) -> list[str]:
    """The ids of the shared needs that want support: published, not over, and without an answer yet."""
    return [need.id for need in catalogue.of(KIND) if not contentment(need)]


def appeals(
    ids: Collection[str], catalogue: Catalogue, words: Mapping[str, Strings], site: str
) -> dict[str, SupportIssue]:
    """What the issue of each of these shared needs shall be; `site` is the address of the site."""
    return {id: _appeal(id, catalogue, words, site) for id in sorted(ids)}


def _appeal(id: str, catalogue: Catalogue, words: Mapping[str, Strings], site: str) -> SupportIssue:
    need = catalogue.find(KIND, id)
    if need is None or need.get("status") not in _SHOWN:
        return _gone(id, words)
    pleas = [SupportText(need, catalogue, strings, site) for strings in words.values()]
    title = words[FIRST].text("support.title", title=str(voice(catalogue, words[FIRST]).title(need))).translate(_INERT)
    ending = _ending(need)
    letter = _written(f"{id} letter", [plea.became(ending) for plea in pleas])
    if ending == "reopened":
        return SupportIssue(title, _written(f"{id} open", [plea.asks() for plea in pleas]), letter, True)
    body = _written(_closed(id, letter), [plea.closed() for plea in pleas])
    return SupportIssue(title, body, letter, False, ending == "answered")


def _gone(id: str, words: Mapping[str, Strings]) -> SupportIssue:
    """Without a word of a need that nobody may read any more."""
    told = [strings.text("support.became.gone") for strings in words.values()]
    letter = _written(f"{id} letter", told)
    return SupportIssue(words[FIRST].text("support.title_gone"), _written(_closed(id, letter), told), letter, False)


def _ending(need: Record) -> str:
    """How it stands with a need that has a page, as the name of a sentence."""
    if not contentment(need):
        return "reopened"
    if need.get("status") == "archived":
        return "archived"
    return str(need.get("state")) if need.get("state") in _TOLD else "over"


def _closed(id: str, letter: str) -> str:
    """With the digest of the letter: where that becomes another, so does the issue."""
    return f"{id} closed {digest(letter)}"


def _written(mark: str, parts: list[str]) -> str:
    """The mark, then one part a language, with a line between them."""
    return f"{SUPPORT}{mark} -->\n\n" + "\n\n---\n\n".join(parts) + "\n"
