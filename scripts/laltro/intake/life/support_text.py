"""What is said of a shared need where people support it, in one language: how to, or what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from laltro.insight.story.thread import thread
from laltro.intake.life.comment import link, pages
from laltro.intake.told.markdown import escaped
from laltro.model.catalogue import Catalogue
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.voice import address
from laltro.voice.voice import Voice, voice

# What a need came to, that a letter links to, and how many of it.
_CAME, _MOST = ("outcome", "service"), 10
# Of each text so many characters are shown: GitHub counts them escaped, in every language.
_ROOM = 2_000
# The field that says why, of a need that ended so.
_WHY = {"archived": "archived_reason", "not_pursued": "reason", "over": "historic_note"}


@dataclass(frozen=True, slots=True)
class SupportText:
    """A shared need that has a page, in the language of `strings`; `site` is the address of the site."""

    need: Record
    catalogue: Catalogue
    strings: Strings
    site: str

    def asks(self) -> str:
        """The need, how it is supported, who sees it, and where one's own case is told instead."""
        form = self._voice.on_site(self.site, address.form(self.catalogue.schemas["need"].form.stem))
        ways = [self.strings.text(f"support.{name}") for name in ("how", "public")]
        return "\n\n".join([*self._shown(), *ways, self.strings.text("support.privacy", form=form)])

    def closed(self) -> str:
        """The need, which nobody is asked to support any more."""
        return "\n\n".join([*self._shown(), self.strings.text("support.closed")])

    def became(self, ending: str) -> str:
        """What became of the need, by the name of the sentence that says it (`support.became.<ending>`)."""
        told = f"**{self.strings.text(f'support.became.{ending}')}**"
        return "\n\n".join([told, *self._why(ending), self._page()])

    def _shown(self) -> Iterator[str]:
        yield f"**{self._said('title')}**"
        if self.need.get("synthesis"):
            yield self._said("synthesis")
        yield self._page()

    def _said(self, name: str) -> str:
        """A text of the need; in Italian where it is not translated. Inert."""
        return escaped(str(self._voice.text(self.need, name)), _ROOM)

    @property
    def _voice(self) -> Voice:
        return voice(self.catalogue, self.strings)

    def _page(self) -> str:
        [page] = pages([self.need], self.catalogue, self.strings, self.site)
        return f"[{self.strings.text('support.page')}]({page.url})"

    def _why(self, ending: str) -> Iterator[str]:
        """The reason that the record gives, and the pages of what the need came to."""
        if self.need.get(_WHY.get(ending, "")):
            yield self._said(_WHY[ending])
        lines = [f"- {link(page)}" for page in pages(self._came(ending), self.catalogue, self.strings, self.site)]
        if lines:
            yield "\n".join(lines)
        elif ending == "answered":
            yield self.strings.text("support.became.undocumented")

    def _came(self, ending: str) -> list[Record]:
        """The published records that a reader is sent on to."""
        if ending == "reopened":
            return []
        found = self.catalogue.linked(self.need, "replaced_by")
        found += self.catalogue.linking(self.need, self.need.kind, "merged_from")
        if ending == "answered":
            story = thread(self.catalogue, self.need)
            found += [record for kind in _CAME for record in story.of(kind)]
        return [record for record in found if record.get("status") == "published"][:_MOST]
