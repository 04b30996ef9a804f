# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our side of the comparison with Hugo, as a process of its own: one JSON file and a shell in, pages out.

python benchmarks/stamp.py PAGES.json SHELL.html FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from markupsafe import Markup

from laltro.publish.frame.shell import split
from laltro.voice.words import Words
from laltro.world.build.page_writer import write
from laltro.world.data.support import HOME, read_strings


def main(pages: Path, shell: Path, folder: Path) -> None:
    """Cut the shell once, fill it for every page, and write the pages into `folder`."""
    words = Words(read_strings(HOME)["it"])
    cut = split(shell.read_text(encoding="utf-8"), words, "servizi/scheda/")
    for page in json.loads(pages.read_text(encoding="utf-8")):
        values = {"title": page["title"], "description": page["description"], "article": Markup(page["article"])}
        write(folder / page["address"] / "index.html", cut.stamp(values, page["address"]))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
