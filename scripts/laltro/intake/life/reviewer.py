"""Who is asked to look at a proposal: the accounts that an organisation named for its records (numeric ids).

Whoever may approve is asked for a review when it is proposed; the others are named in a comment once a maintainer calls
them. Marks in our own texts keep who was asked already: nobody is asked twice, be it that a person took them off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from laltro.insight.trust.freshness import KEEPERS, keeper_of
from laltro.intake.deciding.decision import Decision
from laltro.model.record import Record
from laltro.model.strings import Strings

# GitHub takes so many reviewers.
MOST = 15
_ASKED = re.compile(r"^<!-- laltro asked((?: [1-9][0-9]{0,11})+) -->$", re.MULTILINE)
_CALLED = re.compile(r"<!-- laltro called (\S+)((?: [1-9][0-9]{0,11})+) -->")


def reviewers(decision: Decision, accounts: Mapping[str, tuple[int, ...]], author: int) -> list[int]:
    """Those to be asked about a change: the `accounts` of every organisation whose records it touches or makes."""
    records = [each for record in decision.records for each in (decision.before.get(record.key), record) if each]
    owners = dict.fromkeys(owner for record in records for owner in _owners(record))
    found = dict.fromkeys(account for owner in owners for account in accounts.get(owner, ()))
    return [account for account in found if account != author][:MOST]


def _owners(record: Record) -> Iterator[str]:
    """The organisations that a record belongs to."""
    yield keeper_of(record)
    yield from (str(record.get(name)) for name in KEEPERS if record.get(name))


def asked(body: str) -> frozenset[int]:
    """Who was asked for a review already, as the body of the pull request says."""
    return _accounts(match[1] for match in _ASKED.finditer(body))


def with_asked(body: str, accounts: Iterable[int]) -> str:
    """The body of a pull request that says who was asked."""
    plain, found = _ASKED.sub("", body).rstrip(), "".join(f" {account}" for account in sorted(set(accounts)))
    return f"{plain}\n\n<!-- laltro asked{found} -->\n" if found else body


def call(key: str, logins: Mapping[int, str], strings: Strings) -> str:
    """The comment that names some accounts (id → name)."""
    ids, names = " ".join(map(str, logins)), " ".join(f"@{login}" for login in logins.values())
    return f"<!-- laltro called {key} {ids} -->\n\n{strings.text('letter.called', accounts=names)}\n"


def called(key: str, comments: Iterable[str]) -> frozenset[int]:
    """Who was named already in comments of ours on a submission."""
    matches = map(_CALLED.match, comments)
    return _accounts(match[2] for match in matches if match and match[1] == key)


def _accounts(lists: Iterable[str]) -> frozenset[int]:
    return frozenset(int(number) for each in lists for number in each.split())
