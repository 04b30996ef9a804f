"""Writing decided files into a folder, all or none, and seeing that something there changed."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_files(root: Path, files: Mapping[str, str]) -> None:
    """Write texts below `root` (paths are POSIX, relative); all are staged before the first one is put in place."""
    staged = [(_target(root, name), _stage(_target(root, name), text)) for name, text in sorted(files.items())]
    for target, temporary in staged:
        os.replace(temporary, target)


def _target(root: Path, name: str) -> Path:
    target = root / name
    if not target.resolve().is_relative_to(root.resolve()):
        raise ValueError(f"outside {root.name}: {name!r}")
    return target


def _stage(target: Path, text: str) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    os.chmod(name, 0o644)
    return name


def stamp(data: Path) -> dict[str, tuple[int, int]]:
    """What would change if a file below `data` changed: its path → modification time in ns, and size."""
    found = {}
    for path in sorted(data.rglob("*")):
        with suppress(FileNotFoundError):  # an editor's own file, gone again
            state = path.stat()
            if stat.S_ISREG(state.st_mode):
                found[str(path)] = (state.st_mtime_ns, state.st_size)
    return found
