"""Rebuilding the site whenever the data change, while the door stays open."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from laltro.world.files import stamp

INTERVAL = 1.0


def watch(data: Path, rebuild: Callable[[], None], stop: threading.Event) -> threading.Thread:
    """Call `rebuild` after each change below `data`, looked for once a second, until `stop` is set."""

    def look() -> None:
        seen = stamp(data)
        while not stop.wait(INTERVAL):
            now = stamp(data)
            if now != seen:
                seen = now
                rebuild()

    thread = threading.Thread(target=look, name="watch", daemon=True)
    thread.start()
    return thread
