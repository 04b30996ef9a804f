"""The kit of a lab that goes on, and of each of its meetings to come: what whoever leads them prints and sends back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from laltro.model.forms.form import Form
from laltro.model.forms.forms_from_schema import forms
from laltro.model.moment import span
from laltro.model.record import Record
from laltro.publish.edition.appointment import when
from laltro.publish.edition.edition import Edition
from laltro.publish.edition.link import form_page, record_link
from laltro.publish.edition.value import View
from laltro.publish.frame.shell import Shell
from laltro.publish.kit.meeting_minutes import FORM, minutes, minutes_text
from laltro.publish.kit.poster import poster
from laltro.publish.record.need_progress import in_doubt
from laltro.voice import address
from laltro.voice.value import Link
from laltro.voice.voice import Text

# The folder of the shell that all kits share.
SHELL = f"laboratori/{address.KIT}".rstrip("/")


@dataclass(frozen=True, slots=True)
class Kit:
    """For which occasion: the lab's next meeting, whenever that will be, or one that has its day."""

    lab: Record
    meeting: Record | None = None

    @property
    def record(self) -> Record:
        """The record below whose page the kit lies."""
        return self.meeting or self.lab


def kits(edition: Edition) -> Iterator[Kit]:
    """Every kit there is."""
    for lab in edition.listed("lab"):
        if not edition.is_over(lab):
            yield Kit(lab)
            yield from (Kit(lab, meeting) for meeting in _coming(edition, lab))


def kit_link(view: View) -> Link | None:
    """From the page of a lab or a meeting to its kit; None where there is none."""
    record, edition = view.record, view.edition
    labs = [record] if record.kind == "lab" else edition.catalogue.linked(record, "lab")
    going = [lab for lab in labs if lab.get("status") == "published" and not edition.is_over(lab)]
    if record.kind == "meeting" and not _is_coming(edition, record):
        return None
    text, href = Text(edition.words.t("site.kit.link")), f"{view.up}{edition.address(record)}{address.KIT}"
    return Link(text, href) if going and record.kind in ("lab", "meeting") else None


def _coming(edition: Edition, lab: Record) -> list[Record]:
    """The meetings of a lab of today or later, the first one first."""
    found = (one for one in edition.catalogue.linking(lab, "meeting", "lab") if _is_coming(edition, one))
    return sorted(found, key=lambda one: (str(one.get("starts_at")), one.id))


def _is_coming(edition: Edition, meeting: Record) -> bool:
    """A published meeting with a day, of today or later."""
    dated = span(str(meeting.get("starts_at", ""))) is not None
    return dated and meeting.get("status") == "published" and not edition.is_over(meeting)


def kit_pages(edition: Edition, shell: Shell) -> Iterator[tuple[str, str]]:
    """Address and HTML of every kit."""
    form = _form(edition)
    for kit in kits(edition):
        page, name = f"{edition.address(kit.record)}{address.KIT}", str(edition.title(kit.record))
        title = edition.words.t(f"site.kit.title_{kit.record.kind}", name=name)
        description = edition.words.t("site.kit.description", name=name)
        yield (
            page,
            shell.stamp({"title": title, "description": description, "article": _article(edition, kit, form)}, page),
        )


def kit_texts(edition: Edition) -> Iterator[tuple[str, str]]:
    """Address and text of the minutes beside every kit."""
    form = _form(edition)
    for kit in kits(edition):
        at = f"{edition.address(kit.record)}{address.KIT}{address.MINUTES}"
        yield at, minutes_text(edition, form, kit.lab, kit.meeting)


def _form(edition: Edition) -> Form:
    """What the site's form asks of a meeting, in the words of this edition."""
    schemas, vocabularies = edition.catalogue.schemas, edition.catalogue.vocabularies
    return forms(schemas, vocabularies, {edition.lang: edition.words.strings})[FORM].of("meeting")


def _article(edition: Edition, kit: Kit, form: Form) -> Markup:
    view = View(edition, kit.record, address.climb(f"{edition.address(kit.record)}{address.KIT}"))
    return Markup(
        edition.render(
            "kit.html",
            title=edition.words.t(f"site.kit.title_{kit.record.kind}", name=str(edition.title(kit.record))),
            page=record_link(edition, kit.record, view.up),
            others=[] if kit.meeting else [_other(view, meeting) for meeting in _coming(edition, kit.lab)],
            dated=kit.meeting is not None,
            doubt=_doubt(view) if in_doubt(kit.lab) else None,
            calendar=_calendar(view, kit),
            poster=poster(edition, kit.lab, kit.meeting),
            points=_points(edition, kit.meeting),
            minutes=minutes(view, form, kit.lab, kit.meeting),
        )
    )


def _other(view: View, meeting: Record) -> Link:
    link = record_link(view.edition, meeting, view.up)
    return Link(link.text, f"{link.href}{address.KIT}", (view.edition.words.date(str(meeting.get("starts_at"))),))


def _doubt(view: View) -> Link:
    """Where to say whether a lab goes on that no source knows of; without an address where that form has no page."""
    schema = view.edition.catalogue.schema(view.record)
    href = form_page(view.edition, schema.review.stem, view.up, record=f"{schema.folder}/{view.record.id}")
    return Link(Text(view.edition.words.t("site.kit.doubt_link")), href)


def _calendar(view: View, kit: Kit) -> Link:
    """The meeting for the reader's calendar; where it has no day yet, the calendar of the lab."""
    single = kit.meeting is not None and when(kit.meeting) is not None
    record, file = (kit.record, address.MEETING) if single else (kit.lab, address.CALENDAR)
    key = "site.kit.calendar_one" if single else "site.kit.calendar"
    return Link(Text(view.edition.words.t(key)), f"{view.up}{view.edition.address(record)}{file}")


def _points(edition: Edition, meeting: Record | None) -> tuple[Text, ...]:
    """The agenda as it is announced, point by point; none where nobody wrote it yet."""
    agenda = edition.text(meeting, "agenda") if meeting else None
    lines = agenda.text.split("\n") if agenda else []
    return tuple(Text(line.removeprefix("- "), agenda.lang) for line in lines if agenda and line.strip())
