"""What a facilitator's working list needs of this machine: the voices that wait, and a file that nobody else reads."""

from __future__ import annotations

import os
from pathlib import Path

from laltro.desk.working_list import STYLE, TEMPLATE, WorkingList
from laltro.model.strings import Strings
from laltro.world.data.support import THEME
from laltro.world.local.desk import Desk
from laltro.world.local.local_forge import ForgeError


def waiting_voices(desk: Desk) -> int:
    """How many waiting proposals bring a new voice; none where there is no repository to keep any."""
    try:
        proposals = desk.forge.proposals()
    except ForgeError:
        return 0
    return sum(any(_is_new_voice(desk, path) for path in map(desk.forge.shared, each.paths)) for each in proposals)


def _is_new_voice(desk: Desk, path: str) -> bool:
    """Whether a file holds what somebody said in confidence, and is not there yet."""
    id = Path(path).stem
    kinds = [kind for kind, schema in desk.catalogue.schemas.items() if schema.private and schema.file(id) == path]
    return any((kind, id) not in desk.catalogue.records for kind in kinds)


def write_page(path: Path, found: WorkingList, strings: Strings) -> None:
    """Write a working list as a page that only its owner may read. Raises OSError."""
    source, style = ((THEME / "records" / name).read_text(encoding="utf-8") for name in (TEMPLATE, STYLE))
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        os.fchmod(opened, 0o600)
        file.write(found.page(strings, source, style))
