"""What people may order in a comment: a line that begins with a slash, and who may give it.

`/valida` and `/ritira` belong to whoever submitted and to maintainers; `/duplicato <id>`, `/rifiuta <motivo>` and
`/chiama` to maintainers. Who is one is a matter of permission, never of a name (GitHub's `admin`, `maintain`, `write`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MAINTAINERS = frozenset({"admin", "maintain", "write"})
# Command → whether it may be given by the author, and whether it needs words behind it.
AUTHORS = ("valida", "ritira")
COMMANDS: Mapping[str, bool] = {"valida": False, "ritira": False, "duplicato": True, "rifiuta": True, "chiama": False}
# The one that names those whom an organisation wants to be called, and changes nothing else.
CALL = "chiama"
ENDING = frozenset(COMMANDS) - {"valida", CALL}
_LINE = re.compile(r"/([a-z]{1,20})(?: +(\S.*))?")


@dataclass(frozen=True, slots=True)
class Order:
    """A command of one comment: its name, the words behind it, the comment's id, and whether it may be followed."""

    name: str
    words: str
    note: int
    allowed: bool = False


def read_command(text: str) -> tuple[str, str] | None:
    """The command of a comment's first line and the words behind it; None for anything else."""
    line = text.replace("\r", "\n").lstrip().partition("\n")[0].rstrip()
    match = _LINE.fullmatch(line)
    if not match or match[1] not in COMMANDS:
        return None
    return match[1], match[2] or ""


def may(name: str, words: str, author: bool, permission: str) -> bool:
    """Whether someone may give a command: the submission's author, or a holder of `permission`."""
    if COMMANDS[name] and not words:
        return False
    return permission in MAINTAINERS or (author and name in AUTHORS)


def offered(author: bool, permission: str) -> list[str]:
    """The commands that someone may give: a help lists these and no others."""
    return [name for name, needed in COMMANDS.items() if may(name, "…" if needed else "", author, permission)]
