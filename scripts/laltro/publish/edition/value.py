"""One value of a record on its page: the words of the one speaker, with links to where they lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from laltro.model.field import Field
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import record_link, term
from laltro.voice.value import Link, ShownValue, Speaker
from laltro.voice.voice import Text


@dataclass(frozen=True, slots=True)
class View:
    """A record on its page: `up` leads from there to the root of the language."""

    edition: Edition
    record: Record
    up: str


def show(view: View, field: Field, value: Any, path: str) -> ShownValue:
    """The shape of a value of the page's record."""
    return _PageSpeaker(view).show(field, value, path)


class _PageSpeaker(Speaker):
    """Says the values of one record; what has a page is linked, and a record that has none is not named."""

    def __init__(self, view: View) -> None:
        super().__init__(view.edition, view.record.kind)
        self.view = view

    def record(self, kind: str, id: str) -> Link:
        """A record as a link with what is to be known of it."""
        target = self.voice.catalogue.find(kind, id)
        if target is None:
            return Link(Text(self.words.t("site.value.undocumented")))
        return record_link(self.view.edition, target, self.view.up)

    def term(self, vocabulary: str, id: str) -> Link:
        """A word of a vocabulary as a link to its page."""
        return term(self.view.edition, vocabulary, id, self.view.up)
