"""The facilitator's decisions: voices gathered into a shared need, shared needs merged, one split.

Pure: nothing is taken away. A voice keeps its words and its date, a merged shared need stays and says what took it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from laltro.insight.story.merging import absorbed, heirs, takes_voices
from laltro.intake.change.change import Change, Move
from laltro.intake.gathering.carried import carried, every_item, told
from laltro.intake.reading.new_ids import new_id
from laltro.intake.screen.personal import screen
from laltro.model.catalogue import Catalogue
from laltro.model.moment import span
from laltro.model.record import Record

# A record before (None for a new one) and after.
Pair = tuple[Record | None, Record]
_QUIET = frozenset({"answered", "closed"})


class GatheringRefused(ValueError):
    """What cannot be done: `code` names the sentence (`desk.needs.refused.<code>`), `params` fill it."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class SharedNeedWording:
    """What a facilitator calls a new shared need: its title, and a synthesis that may be empty. Both become public."""

    title: str
    synthesis: str = ""


def gather(catalogue: Catalogue, ids: Iterable[str], into: str) -> Change:
    """Voices join a shared need; one of which nothing is documented is open again. Raises Refused."""
    target = _open(catalogue, into)
    voices = _loose(catalogue, ids)
    reopened = {"state": "open"} if target.get("state") == "not_documented" else {}
    gathered = [*catalogue.linking(target, "need", "shared_need"), *voices]
    joined = changed(catalogue, target, {**reopened, **carried(catalogue, gathered, target)})
    return _change([(target, joined), *((voice, _joined(catalogue, voice, into)) for voice in voices)])


def gather_anew(catalogue: Catalogue, ids: Iterable[str], wording: SharedNeedWording) -> Change:
    """Voices make a new shared need, of all their areas and territories. Raises Refused."""
    return _change(_anew(catalogue, _loose(catalogue, ids), wording))


def split(catalogue: Catalogue, id: str, ids: Iterable[str], wording: SharedNeedWording) -> Change:
    """Some voices of a shared need leave for a new one; the old one tells those that stay. Raises Refused."""
    shared = _open(catalogue, id)
    voices = [_known(catalogue, "need", voice) for voice in dict.fromkeys(ids)]
    for voice in voices:
        if voice.get("shared_need") != id:
            raise GatheringRefused("not_of", id=voice.id, shared=id)
    leaving = {voice.key for voice in voices}
    staying = [voice for voice in catalogue.linking(shared, "need", "shared_need") if voice.key not in leaving]
    if not staying:
        raise GatheringRefused("emptied", id=id)
    left = changed(catalogue, shared, {"voices": told(staying)})
    return _change([*_anew(catalogue, voices, wording), (shared, left)])


def merge(catalogue: Catalogue, ids: Iterable[str], into: str) -> Change:
    """Shared needs become one: the target says which it took up, they are archived and lead there. Raises Refused.

    Their voices, labs and outcomes go on referring to them: `insight.merging` finds the way.
    """
    target = _open(catalogue, into)
    merged = [_free(catalogue, id, target) for id in dict.fromkeys(ids)]
    pairs = [(each, changed(catalogue, each, {"status": "archived", "replaced_by": into})) for each in merged]
    return _change([(target, _united(catalogue, target, merged)), *pairs])


def _free(catalogue: Catalogue, id: str, target: Record) -> Record:
    """A shared need that may be merged into another."""
    if id == target.id:
        raise GatheringRefused("itself", id=id)
    shared = _open(catalogue, id)
    if heirs(catalogue, shared):
        raise GatheringRefused("merged", id=id, into=heirs(catalogue, shared)[0].id)
    if target in absorbed(catalogue, shared):
        raise GatheringRefused("circle", id=id, into=target.id)
    return shared


def _united(catalogue: Catalogue, target: Record, merged: Sequence[Record]) -> Record:
    """A shared need that speaks for others too: where and what they were about, since when, and in a lab like one."""
    every = [target, *merged]
    values: dict[str, Any] = {name: every_item(every, name) for name in ("areas", "territories")}
    values["merged_from"] = [*target.items("merged_from"), *(each.id for each in merged)]
    values["first_voiced"] = _earliest(every)
    states = {each.get("state") for each in every}
    values["state"] = next(state for state in ("in_lab", "open", "not_documented") if state in states)
    return changed(catalogue, target, {name: value for name, value in values.items() if value})


def _anew(catalogue: Catalogue, voices: Sequence[Record], wording: SharedNeedWording) -> list[Pair]:
    title = " ".join(wording.title.split())
    _refuse_personal(catalogue, title, wording.synthesis)
    schema = catalogue.schemas["shared_need"]
    id = new_id(catalogue, "shared_need", title)
    values = {
        **{"id": id, "status": "published", "title": title, "synthesis": wording.synthesis.strip(), "state": "open"},
        **carried(catalogue, voices, None),
    }
    stated = schema.arrange({name: value for name, value in values.items() if value})
    made = Record("shared_need", id, stated, schema.file(id))
    return [(None, made), *((voice, _joined(catalogue, voice, id)) for voice in voices)]


def _refuse_personal(catalogue: Catalogue, *texts: str) -> None:
    """What a facilitator writes becomes a page: it is looked through as a form is."""
    personal = screen(catalogue.vocabularies)
    if any(list(personal.kinds(text)) for text in texts):
        raise GatheringRefused("personal")


def _joined(catalogue: Catalogue, voice: Record, shared: str) -> Record:
    return changed(catalogue, voice, {"state": "aggregated", "shared_need": shared})


def _loose(catalogue: Catalogue, ids: Iterable[str]) -> list[Record]:
    """Voices that may be gathered, each once."""
    voices = [_known(catalogue, "need", id) for id in dict.fromkeys(ids)]
    for voice in voices:
        if voice.get("shared_need"):
            raise GatheringRefused("gathered", id=voice.id, shared=str(voice.get("shared_need")))
        if voice.get("status") != "published" or voice.historic or voice.get("state") in _QUIET:
            raise GatheringRefused("voice_closed", id=voice.id)
    return voices


def _open(catalogue: Catalogue, id: str) -> Record:
    """A shared need that can still change."""
    shared = _known(catalogue, "shared_need", id)
    if shared.get("replaced_by"):
        raise GatheringRefused("merged", id=id, into=str(shared.get("replaced_by")))
    if not takes_voices(shared):
        raise GatheringRefused("closed", id=id)
    return shared


def _known(catalogue: Catalogue, kind: str, id: str) -> Record:
    record = catalogue.find(kind, id)
    if record is None:
        raise GatheringRefused(f"unknown_{kind}", id=id)
    return record


def changed(catalogue: Catalogue, record: Record, values: Mapping[str, Any]) -> Record:
    """A record with other values for some of its fields, in the order of its schema."""
    return replace(record, values=catalogue.schema(record).arrange({**record.values, **values}))


def _change(pairs: Iterable[Pair]) -> Change:
    """What differs of old and new states."""
    return Change(tuple(Move(old, new) for old, new in pairs if old is None or old.values != new.values))


def _earliest(records: Iterable[Record]) -> str:
    """The earliest date on which anyone spoke, as precisely as it was said; empty where nobody dated it."""
    stated = (str(record.get("first_voiced") or record.get("date") or "") for record in records)
    known = [(days, text) for text in stated if (days := span(text))]
    return min(known)[1] if known else ""
