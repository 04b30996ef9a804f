# SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every test may use."""

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# Makes something in a folder that does not exist yet.
Make = Callable[[Path], object]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium where there is one, else the one that Playwright installed."""
    launch_args = {**browser_type_launch_args, "args": list(CHROMIUM_ARGS)}
    executable = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if executable:
        launch_args["executable_path"] = executable
    return launch_args


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Make], Path]:
    """A folder by its name, made by the worker that asks first; the others wait for it. Nobody may change it."""
    own = tmp_path_factory.getbasetemp()
    top = own if worker_id == "master" else own.parent

    def made(name: str, make: Make) -> Path:
        folder, done = top / "made-once" / name, top / "made-once" / f"{name}.done"
        folder.parent.mkdir(exist_ok=True)
        with folder.with_name(f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the file is closed, or its process ends
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # what a worker left that broke off
                make(folder)
                done.touch()
        return folder

    return made
