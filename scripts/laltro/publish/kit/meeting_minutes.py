"""The minutes of a meeting, to be written by hand or as a text that the form reads back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from laltro.model.forms.body_text import render_body
from laltro.model.forms.form import Answer, Form
from laltro.model.record import Record
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.value import View
from laltro.publish.feeds.feed import plain
from laltro.publish.record.qr import qr
from laltro.voice import address
from laltro.voice.value import Link
from laltro.voice.voice import Text

FORM = "laboratorio"
# What is asked once a meeting was held, with the lines that it gets on paper; of one that the catalogue does not know
# yet also what it was.
_HELD = {"participants": 1, "organizations": 2, "minutes": 9, "decisions": 6}
_NEW = ("title", "lab", "starts_at", "place")
# What a decoder leaves where bytes were no text: no form takes it.
_LOST = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Minutes:
    """The questions with their blank lines, the text to take away, the form that begins with the meeting, and its code.

    The form is missing where it has no page.
    """

    questions: tuple[tuple[str, int], ...]
    text: Link
    form: Link | None
    url: str
    code: Markup


def minutes(view: View, form: Form, lab: Record, meeting: Record | None) -> Minutes:
    """What the page offers; `form` asks what is asked of a meeting, in the page's language."""
    edition = view.edition
    asked = [(found.labels[edition.lang], lines) for id, lines in _HELD.items() if (found := form.field(id))]
    at = _form_address(edition, lab, meeting)
    url = edition.absolute(at)
    return Minutes(
        questions=tuple(asked),
        text=Link(Text(edition.words.t("site.kit.text_link")), address.MINUTES),
        form=Link(Text(edition.words.t("site.kit.form_link")), f"{view.up}{at}") if FORM in edition.forms else None,
        url=address.shown(url),
        code=qr(url),
    )


def minutes_text(edition: Edition, form: Form, lab: Record, meeting: Record | None) -> str:
    """The text: what to do with it, then the questions as the form asks them.

    No name stands in it by itself on a line, where it could pass for a question: records are meant by their addresses.
    """
    asked = {"kind", "record", "consent", *_HELD} if meeting else {"kind", "consent", *_NEW, *_HELD}
    short = replace(form, fields=tuple(item for item in form.fields if item.id in asked))
    answers: dict[str, Answer] = {"kind": "meeting", **_begun(edition, lab, meeting)}
    return f"{_head(edition, lab, meeting)}\n\n{render_body(short, edition.lang, answers, blank='')}"


def _head(edition: Edition, lab: Record, meeting: Record | None) -> str:
    words, url = edition.words, edition.absolute(_form_address(edition, lab, meeting))
    lines = [f"{words.kind(record.kind)}: {edition.title(record)}" for record in (lab, meeting) if record]
    lines += [words.t("site.kit.text_day", day=words.date(str(meeting.get("starts_at", ""))))] if meeting else []
    told = (plain(" ".join(line.split())).replace(_LOST, "") for line in lines)
    return "\n".join([*told, "", words.t("site.kit.text_how"), words.t("site.kit.text_send", url=url)])


def _begun(edition: Edition, lab: Record, meeting: Record | None) -> dict[str, str]:
    """What the form knows from the beginning: the meeting's page, or the lab's for a meeting still to be told."""
    return {"record": _end(edition, meeting)} if meeting else {"lab": _end(edition, lab)}


def _end(edition: Edition, record: Record) -> str:
    return edition.address(record).rstrip("/")


def _form_address(edition: Edition, lab: Record, meeting: Record | None) -> str:
    begun = _begun(edition, lab, meeting) | ({} if meeting else {"kind": "meeting"})
    return address.form(FORM, **begun)
