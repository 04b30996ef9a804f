"""Our one comment under a submission: what became of it, in the language of its form, and what may be done next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from laltro.intake.deciding.decision import Decision
from laltro.intake.life.command import offered
from laltro.intake.life.issue_state import IssueState, mark
from laltro.intake.life.lifecycle import Desired
from laltro.intake.told.markdown import escaped
from laltro.intake.told.reply import render
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.voice.voice import voice


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a letter links to: its title and its address."""

    title: str
    url: str


def letter(
    case: IssueState, wanted: Desired, decision: Decision, catalogue: Catalogue, strings: Strings, site: str
) -> str:
    """The comment of a submission that is, or becomes, what `wanted` says; `site` is the address of the site."""
    if wanted.state == "live":
        return _late(case, strings)
    if wanted.state in ("invalid", "proposed"):
        parts = [render(decision, catalogue, strings).rstrip(), *_help(wanted, strings)]
    else:
        parts = [*_told(wanted, catalogue, strings, site), *_unsaid(case, strings)]
    return "\n\n".join([mark(case.key, wanted.state, case.body), *parts]) + "\n"


def _told(wanted: Desired, catalogue: Catalogue, strings: Strings, site: str) -> Iterator[str]:
    yield f"**{strings.text(f'letter.{wanted.state}')}**"
    words = wanted.order.words if wanted.order else ""
    if wanted.state == "duplicate":
        yield from (f"- {link(page)}" for page in pages(named(catalogue, words), catalogue, strings, site))
    elif wanted.state == "rejected":
        yield escaped(words) if words else strings.text("letter.no_reason")
    if strings.find(f"letter.{wanted.state}_next"):
        yield strings.text(f"letter.{wanted.state}_next")


def live(case: IssueState, found: Sequence[Page], strings: Strings) -> str:
    """The comment once the pages of what was accepted answer."""
    lines = "\n".join(f"- {link(page)}" for page in found)
    parts = [mark(case.key, "live", case.body), f"**{strings.text('letter.live')}**", *([lines] if lines else [])]
    return "\n\n".join([*parts, strings.text("letter.live_next"), *_unsaid(case, strings)]) + "\n"


def _late(case: IssueState, strings: Strings) -> str:
    """What a live submission was told, and that a later change of its body is no part of it."""
    told = case.letter.text.partition("\n")[2].strip() if case.letter else ""
    parts = [mark(case.key, "live", case.body), told, *(text for text in _unsaid(case, strings) if text not in told)]
    return "\n\n".join(parts) + "\n"


def _unsaid(case: IssueState, strings: Strings) -> Iterator[str]:
    """What nobody would guess of a body that was changed too late."""
    if case.late:
        yield strings.text("letter.late")


def named(catalogue: Catalogue, words: str) -> list[Record]:
    """The records that `/duplicato` names: by id, or by the end of a page's address."""
    folder, _, id = words.strip().strip("/").rpartition("/")
    kinds = [kind for kind, schema in catalogue.schemas.items() if schema.folder and folder.endswith(schema.folder)]
    found = [catalogue.find(kind, id) for kind in (kinds if folder else catalogue.schemas)]
    return [record for record in found if record and catalogue.schema(record).folder]


def pages(records: Sequence[Record], catalogue: Catalogue, strings: Strings, site: str) -> list[Page]:
    """The pages of records in the language of `strings`; none for kinds without one."""
    named = voice(catalogue, strings)
    shown = (record for record in records if catalogue.schema(record).folder)
    return [Page(str(named.title(record)), named.on_site(site, named.address(record))) for record in shown]


def link(page: Page) -> str:
    """A Markdown link; the title is text of the record and stays inert."""
    return f"[{escaped(page.title, 120)}]({page.url})"


def _help(wanted: Desired, strings: Strings) -> Iterator[str]:
    """What the author may order, and no more."""
    lines = [f"- `/{name}`: {strings.text(f'letter.commands.{name}')}" for name in offered(True, "")]
    yield strings.text("letter.help")
    yield "\n".join(lines)
