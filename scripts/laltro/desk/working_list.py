"""A facilitator's working list: the voices to gather, for a terminal, for programs, and as one page to print.

What people said in confidence stays on this machine: the page is a file of its own, never part of the site.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from laltro.insight.figures.clusters import Cluster, clusters
from laltro.insight.match.supply import whole
from laltro.model.catalogue import Catalogue
from laltro.model.strings import Strings
from laltro.publish.frame.template import environment
from laltro.voice.likeness_reason import told_need
from laltro.voice.voice import Voice, voice
from laltro.voice.words import Words

TEMPLATE, STYLE = "needs.html", "needs.css"


@dataclass(frozen=True, slots=True)
class Said:
    """A voice as it is told: what was said, when (a partial date, or empty), for how many."""

    id: str
    statement: str
    date: str
    count: int


@dataclass(frozen=True, slots=True)
class Near:
    """A shared need that a cluster is like, of 100, and why in words."""

    id: str
    title: str
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class VoicesGroup:
    """A cluster as it is told; `territory` and `area` are names, `first` and `last` partial dates or empty."""

    territory: str
    area: str
    count: int
    first: str
    last: str
    voices: tuple[Said, ...]
    nearest: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class WorkingList:
    """The clusters, and how many voices wait as proposals."""

    groups: tuple[VoicesGroup, ...]
    waiting: int

    def lines(self, strings: Strings) -> Iterator[str]:
        """As text for a terminal; what people wrote is not yet made safe for one."""
        for group in self.groups:
            yield heading(strings, group)
            yield from (f"  {said.id}  {said.date or '—'}  {' '.join(said.statement.split())}" for said in group.voices)
            yield from (f"  → {nearness(strings, near)}" for near in group.nearest)
        if not self.groups:
            yield strings.text("desk.needs.none")
        if self.waiting:
            yield strings.text("desk.needs.waiting", count=str(self.waiting))

    def as_object(self) -> dict[str, Any]:
        """As a program reads it."""
        return {"clusters": [asdict(group) for group in self.groups], "waiting": self.waiting}

    def page(self, strings: Strings, source: str, style: str) -> str:
        """As one HTML page that needs nothing else, and runs nothing but its own style.

        `source` is the text of `TEMPLATE`, `style` that of `STYLE`.
        """
        words = Words(strings)
        template = environment({TEMPLATE: source}, words).get_template(TEMPLATE)
        digest = b64encode(sha256(style.encode()).digest()).decode()
        groups = [_section(words, group) for group in self.groups]
        return template.render(lang=words.lang, groups=groups, waiting=self.waiting, style=style, digest=digest)


def _section(words: Words, group: VoicesGroup) -> tuple[str, list[tuple[Said, str]], list[str]]:
    """A cluster on the page: its heading, each voice with its date in words, and the shared needs that it is like."""
    voices = [(said, words.date(said.date) if said.date else "") for said in group.voices]
    return heading(words.strings, group), voices, [nearness(words.strings, near) for near in group.nearest]


def heading(strings: Strings, group: VoicesGroup) -> str:
    """`Municipio 4, Lavoro. Voci: 3, dal settembre 2026 al novembre 2026`."""
    blank = strings.text("desk.needs.unsaid")
    where, area = group.territory or blank, group.area or blank
    return strings.text("desk.needs.group", where=where, area=area, count=str(group.count)) + (
        f", {Words(strings).period(group.first, group.last)}" if group.first else ""
    )


def nearness(strings: Strings, near: Near) -> str:
    """`Un posto per studiare (posto-studio), 62 su 100: stessa area (…)`."""
    return strings.text("desk.needs.near", title=near.title, id=near.id, score=str(near.score), why=near.why)


def working_list(catalogue: Catalogue, strings: Strings, waiting: int) -> WorkingList:
    """What there is to gather, told in a language; `waiting` voices are proposals still."""
    return WorkingList(tuple(_group(voice(catalogue, strings), each) for each in clusters(catalogue)), waiting)


def _group(named: Voice, each: Cluster) -> VoicesGroup:
    said = (
        Said(voice.id, str(voice.get("statement", "")), str(voice.get("date", "")), whole(voice.get("count")) or 1)
        for voice in each.voices
    )
    near = (
        Near(like.record.id, str(named.title(like.record)), like.score, told_need(named, like)) for like in each.nearest
    )
    where, area = str(named.term("territories", each.territory)), str(named.term("areas", each.area))
    return VoicesGroup(where, area, each.count, *each.dates, tuple(said), tuple(near))
