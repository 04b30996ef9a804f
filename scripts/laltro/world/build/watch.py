"""Rebuilding the site whenever the data change, while the door stays open."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from laltro.world.data.writing import stamp

INTERVAL = 1.0
Stamp = dict[str, tuple[int, int]]


def watch(
    data: Path, seen: Stamp, rebuild: Callable[[], None], stop: threading.Event, interval: float = INTERVAL
) -> threading.Thread:
    """Call `rebuild` after each change of `data` since `seen`, looked for every `interval` seconds, until `stop`."""

    def look() -> None:
        known = seen
        while not stop.wait(interval):
            now = stamp(data)
            if now != known:
                known = now
                rebuild()

    thread = threading.Thread(target=look, name="watch", daemon=True)
    thread.start()
    return thread
