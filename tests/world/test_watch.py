"""Rebuilding: after every change, also one made while the first build ran, and whatever vanishes meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

from laltro.world.build.watch import watch
from laltro.world.data.writing import stamp

SOON = 20.0


def test_changes_are_seen_also_those_of_before_the_watch_began(tmp_path: Path) -> None:
    seen, built, stop = stamp(tmp_path), threading.Semaphore(0), threading.Event()
    (tmp_path / "uno.yaml").write_text("a", encoding="utf-8")
    thread = watch(tmp_path, seen, built.release, stop, interval=0.01)
    assert built.acquire(timeout=SOON)
    (tmp_path / "uno.yaml").write_text("ab", encoding="utf-8")
    assert built.acquire(timeout=SOON)
    stop.set()
    thread.join(SOON)
    assert not built.acquire(blocking=False)


def test_files_that_come_and_go_do_not_stop_it(tmp_path: Path) -> None:
    built, stop = threading.Semaphore(0), threading.Event()
    thread = watch(tmp_path, stamp(tmp_path), built.release, stop, interval=0.0)
    for number in range(300):
        part = tmp_path / f".{number}.part"
        part.touch()
        part.unlink()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "due.yaml").touch()
    assert built.acquire(timeout=SOON)
    assert thread.is_alive()
    stop.set()
