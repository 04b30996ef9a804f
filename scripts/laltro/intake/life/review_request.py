"""The issues with which we ask: an organisation to look at its records again, and anybody for a link that answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from laltro.insight.trust.freshness import assured_until
from laltro.insight.trust.links import Silence, addresses
from laltro.intake.life.comment import Page, link, pages
from laltro.intake.life.issue_state import REQUEST
from laltro.intake.told.markdown import escaped
from laltro.model.catalogue import Catalogue
from laltro.model.moment import in_words
from laltro.model.record import Record
from laltro.model.strings import Strings
from laltro.voice import address

# What stands in the mark of the issue about links, in place of an organisation: no id can be like it.
LINKS = "_links"


@dataclass(frozen=True, slots=True)
class Asked:
    """An issue as it shall be: its title and body."""

    title: str
    body: str


def request(
    id: str, records: Sequence[Record], catalogue: Catalogue, strings: Strings, site: str, accounts: Sequence[str] = ()
) -> Asked:
    """The issue for the organisation `id`; `accounts` are the names of those who asked to be called."""
    lines = [
        _line(record, page, strings, site) for record in records for page in pages([record], catalogue, strings, site)
    ]
    called = " ".join(f"@{account}" for account in accounts)
    parts = [f"{REQUEST}{id} -->", strings.text("request.intro"), "\n".join(lines), strings.text("request.end")]
    parts += [strings.text("request.called", accounts=called)] if called else []
    return Asked(strings.text("request.title", id=id), "\n\n".join(parts) + "\n")


def _line(record: Record, page: Page, strings: Strings, site: str) -> str:
    """A record with its page, the day on which its confirmation ends, and the form that confirms it."""
    until = in_words(str(assured_until(record)), strings)
    named = "/".join(page.url.rstrip("/").rsplit("/", 2)[1:])
    form = f"{site.rstrip('/')}/{address.prefix(strings.lang)}{address.form('conferma', record=named)}"
    return f"- {link(page)}: {strings.text('request.until', date=until)} [{strings.text('request.form')}]({form})"


def broken(silent: Mapping[str, Silence], catalogue: Catalogue, strings: Strings, site: str) -> Asked:
    """The issue that lists addresses which do not answer any more, below the pages that name them."""
    named = addresses(catalogue)
    lines = [
        f"- {link(page)}: {escaped(url, 500)} ({in_words(str(silent[url].since), strings)})"
        for url in silent
        for page in pages(named.get(url, []), catalogue, strings, site)
    ]
    parts = [f"{REQUEST}{LINKS} -->", strings.text("request.links_intro"), "\n".join(lines)]
    return Asked(strings.text("request.links_title"), "\n\n".join(parts) + "\n")
