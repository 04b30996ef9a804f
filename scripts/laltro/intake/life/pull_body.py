"""What a maintainer reads of a proposal: understood in half a minute, verified in two.

The body of a pull request: what changes in human words, what to look at, how to check, and what may be ordered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from laltro.intake.deciding.decision import Decision
from laltro.intake.life.command import offered
from laltro.intake.life.contact_proof import unproven_contacts
from laltro.intake.life.issue_state import digest
from laltro.intake.life.new_links import new_addresses, told_addresses
from laltro.intake.told.change import ToldChange, tell
from laltro.intake.told.markdown import alike, escaped, fitting, head, section, table
from laltro.intake.told.reply import changes, problems
from laltro.model.catalogue import Catalogue
from laltro.model.field import walk
from laltro.model.record import Record
from laltro.model.record_where import at_home
from laltro.model.strings import Strings
from laltro.model.text import mixed_words

# What makes GitHub close an issue when the proposal is merged: only for issues of the same repository.
CLOSES = "Closes #{number}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a proposal comes from: its key, the number of its issue, the body decided, and the address of the run.

    `reached` says of the addresses that are new in its records whether they answer (see `told_addresses`).
    """

    key: str
    number: int
    body: str
    run: str = ""
    reached: Mapping[str, bool | None] = field(default_factory=dict)


def brief(decision: Decision, catalogue: Catalogue, strings: Strings, origin: Origin) -> str:
    """The body of the pull request."""
    return fitting(lambda room: _brief(decision, catalogue, strings, origin, room))


def _brief(decision: Decision, catalogue: Catalogue, strings: Strings, origin: Origin, room: int) -> str:
    change = tell(decision, catalogue, strings, escaped)
    parts = [
        *_titled(strings, "new", _new(change, strings, room)),
        *_titled(strings, "changes", changes(change, strings, room)),
        *_titled(strings, "look", _look(decision, catalogue, strings)),
        *_titled(strings, "addresses", told_addresses(new_addresses(decision, catalogue), origin.reached, strings)),
        *_titled(strings, "duplicates", alike(change.duplicates)),
        *_titled(strings, "verify", _verify(decision, strings)),
        *_titled(strings, "commands", _commands(strings)),
        *_feet(strings, origin),
    ]
    return "\n\n".join(parts) + "\n"


def _titled(strings: Strings, name: str, lines: Iterator[str]) -> Iterator[str]:
    return section(strings.text(f"brief.{name}"), lines)


def _new(change: ToldChange, strings: Strings, room: int) -> Iterator[str]:
    """Every field of the records that were not there before."""
    for each in change.of("new"):
        yield f"**{head(each, room)}**\n"
        yield "\n".join(table(each, strings, room)) + "\n"


def _look(decision: Decision, catalogue: Catalogue, strings: Strings) -> Iterator[str]:
    """What a person has to judge: territory, contacts, strange letters, and every warning."""
    after = catalogue.holding(decision.records)
    for record in unproven_contacts(decision, catalogue):
        yield f"- {strings.text('brief.unproven', id=record.id)}"
    for record in decision.records:
        if record.get("latitude") is not None:
            where = "in" if at_home(after, record) else "out"
            yield f"- {strings.text(f'brief.point_{where}', id=record.id)}"
        strange = _strange(after, record)
        if strange:
            yield f"- {strings.text('brief.letters', id=record.id, characters=', '.join(strange))}"
    yield from problems(decision, strings, "warning")


def _strange(catalogue: Catalogue, record: Record) -> list[str]:
    """The code points that mix alphabets in a record's texts."""
    texts = (value for _, _, value in walk(catalogue.schema(record).fields, record.values) if isinstance(value, str))
    return list(dict.fromkeys(char for text in texts for char in mixed_words(text)))


def _verify(decision: Decision, strings: Strings) -> Iterator[str]:
    given = decision.submission.answers.get("source", "")
    yield f"- [ ] {strings.text('brief.verify_source' if given else 'brief.verify_no_source')}"
    yield f"- [ ] {strings.text('brief.verify_contact')}"
    yield f"- [ ] {strings.text('brief.verify_people')}"


def _commands(strings: Strings) -> Iterator[str]:
    for name in offered(False, "write"):
        yield f"- `/{name}`: {strings.text(f'letter.commands.{name}')}"


def _feet(strings: Strings, origin: Origin) -> Iterator[str]:
    if origin.run:
        yield strings.text("brief.run", url=origin.run)
    yield strings.text("brief.body", key=origin.key, digest=digest(origin.body))
    if origin.key.startswith("gh-"):
        yield CLOSES.format(number=origin.number)
