"""`.github/maintainers.yml`: who, for an organisation, asked to be called when its records have to be looked at."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from laltro.model.document import Tree, decode, parse
from laltro.world.data.support import BrokenSupport

PLACE = Path(".github") / "maintainers.yml"
_NUMBER = re.compile(r"[1-9][0-9]{0,11}")


def read_maintainers(top: Path, organizations: Collection[str]) -> Mapping[str, tuple[int, ...]]:
    """Id of an organisation → numeric ids of GitHub accounts; nothing where there is no file.

    Raises BrokenSupport for anything that is not in the form that the file itself explains, or for an organisation
    that is not in the catalogue.
    """
    path = top / PLACE
    if not path.is_file():
        return {}
    text, refused = decode(path.read_bytes(), PLACE.as_posix())
    document = parse(text, PLACE.as_posix())
    tree = document.value
    if refused or document.problems or not isinstance(tree, dict) or set(tree) != {"organizations"}:
        raise BrokenSupport(f"{PLACE}: organizations")
    listed = tree["organizations"] or {}
    if not isinstance(listed, dict):
        raise BrokenSupport(f"{PLACE}: organizations")
    return {id: _accounts(id, accounts, organizations) for id, accounts in listed.items()}


def _accounts(id: str, accounts: Tree, organizations: Collection[str]) -> tuple[int, ...]:
    if id not in organizations or not isinstance(accounts, list) or not accounts:
        raise BrokenSupport(f"{PLACE}: {id}")
    if not all(isinstance(each, str) and _NUMBER.fullmatch(each) for each in accounts):
        raise BrokenSupport(f"{PLACE}: {id}")
    return tuple(int(str(each)) for each in accounts)
